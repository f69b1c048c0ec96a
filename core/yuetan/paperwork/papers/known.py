"""What is known of an interview as its papers say it: from what their maker may see, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from yuetan.access.views import EventView, InterviewView, Person
from yuetan.casework.interviews.papers_owed import his_papers
from yuetan.paperwork.papers.paper import printed, printed_day
from yuetan.paperwork.papers.twins import TWINS
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD, NOTIFIED
from yuetan.rules.known import ON, filled_in, number_in_words
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.rules.procedure import applies
from yuetan.rules.sense_layouts import handed_over

NUMBER = "约谈〔{year}〕{number}号"
CITATION = "《{title}》{places}"
COLLECTIVE, INDIVIDUAL = "集体约谈", "个别约谈"
PARTS = {"person": "interviewee", "interviewer": "interviewer", "talker": "interviewer", "recorder": "recorder"}
"""Fields of a notice that name who plays a part."""

MODE = 2  # characters of these by which a choice of a paper says the same
_TIME = FormField("time", "", FieldType.TIME)
_NAMED = frozenset({FieldType.CADRE, FieldType.UNIT})
_SHORT = frozenset(FieldType) - {FieldType.LONG_TEXT}


def number_of(view: InterviewView) -> str:
    """The number of an interview as papers print it: 约谈〔2026〕7号."""
    year, _, number = view.number.partition("-")
    return NUMBER.format(year=year, number=int(number)) if number.isdigit() else view.number


def notice_of(view: InterviewView) -> Material | None:
    """The paper an interview of this kind is notified with."""
    return next((one.material for one in view.regulation.of(Duty) if one.material is not None
                 and one.met_by == NOTIFIED and applies(one.kinds, view.kind.code)), None)


def facts_of(view: InterviewView, material: Material, on: date | None) -> Mapping[str, str]:
    """The facts a layout may name; without a day it is left to be written in, and of several whose paper it is too."""
    interviewees, interviewers = view.of("interviewee"), view.of("interviewer")
    if len(interviewees) > 1 and _is_his(view, material):
        interviewees = ()
    held = next((one.on for one in reversed(view.events) if one.code == HELD and one.corrected_by is None), None)
    day = held or view.planned
    return {
        "unit": view.unit, "number": number_of(view), "kind": view.kind.title,
        "mode": COLLECTIVE if view.collective else INDIVIDUAL, "regulation": f"《{view.regulation.title}》",
        "citation": _citation(view, material), "grounds": "；".join(_grounds(view)),
        "interviewee": _names(interviewees), "interviewee_post": _posts(interviewees),
        "interviewer": _names(interviewers), "interviewer_post": _posts(interviewers),
        "company": _names(view.of("company")), "recorder": _names(view.of("recorder")),
        "talk_date": printed_day(day) if day else "", "talk_time": printed(_TIME, view.planned_time),
        "talk_place": view.place, "talk_topic": view.topic, "signed_on": printed_day(on) if on else "",
    }


def said(view: InterviewView, event: EventView) -> Mapping[str, str]:
    """What an event's paper says, people and units by name."""
    sorts = {one.code for one in event.material.fields if one.type in _NAMED} if event.material else set[str]()
    names = {**view.named, **{one.cadre: one.name for one in view.people if one.cadre}}
    return {code: names.get(value, value) if code in sorts else value for code, value in event.content.items()}


def planned(view: InterviewView, notice: Material) -> Mapping[str, str]:
    """What a notice says as things are planned: the fields that the plan knows."""
    known = {"topic": view.topic, "date": view.planned.isoformat() if view.planned else "", "time": view.planned_time,
             "place": view.place, **{code: _names(view.of(part)) for code, part in PARTS.items()}}
    return {one.code: known[one.code] for one in notice.fields if known.get(one.code)}


def prefilled(view: InterviewView, material: Material) -> Mapping[str, str]:
    """What a paper still to be written says already: what the notice says under a field of the same kind and name.

    One that never goes through the hands of the interviewee says what its fields know of the talk as well. Nothing of
    what any other paper says: it may be one that whoever gets this may not see.
    """
    notice = notice_of(view)
    own = {} if handed_over(material, view.regulation.of(Duty)) else filled_in(material.fields, _words(view))
    if notice is None:
        return own
    events = [one for one in view.events if one.code == NOTIFIED and one.corrected_by is None and one.content]
    known = said(view, events[-1]) if events else planned(view, notice)
    alike = {(one.code, one.title, one.type) for one in notice.fields if one.type in _SHORT}
    return own | {one.code: known[one.code] for one in material.fields
                  if (one.code, one.title, one.type) in alike and one.code in known}


def _words(view: InterviewView) -> dict[str, str]:
    """What is known of a talk by the words of `yuetan.rules.known`: people and units by name."""
    held = next((one.on for one in reversed(view.events) if one.code == HELD and one.corrected_by is None), None)
    day = held or view.planned
    people = {part: _names(view.of(part)) for part in ("interviewee", "interviewer", "company", "recorder")}
    gists = (clause.gist for at in view.topics if (clause := view.regulation.clause(at)))
    days = {f"{one.code}.{ON}": one.on.isoformat() for one in view.events if one.corrected_by is None}
    return {
        **people, **{f"{part}:cadre": names for part, names in people.items()}, **days,
        "interviewee_post": _posts(view.of("interviewee")), "interviewer_post": _posts(view.of("interviewer")),
        "unit": view.unit, "unit:unit": view.unit, "number": number_in_words(view.number), "kind": view.kind.title,
        "mode": (COLLECTIVE if view.collective else INDIVIDUAL)[:MODE], "regulation": f"《{view.regulation.title}》",
        "talk_date": day.isoformat() if day else "", "talk_time": view.planned_time, "talk_place": view.place,
        "talk_topic": view.topic, "topics": "；".join(gists)}


def _is_his(view: InterviewView, material: Material) -> bool:
    return material in his_papers(view.regulation) or (material.code in TWINS and TWINS[material.code].his)


def _citation(view: InterviewView, material: Material) -> str:
    places = "、".join(view.regulation.printed(place) for place in material.places)
    return CITATION.format(title=view.regulation.title, places=places)


def _grounds(view: InterviewView) -> Iterable[str]:
    return (clause.gist if (clause := view.regulation.clause(at)) else at for at in view.grounds)


def _names(people: Iterable[Person]) -> str:
    return "、".join(one.name for one in people)


def _posts(people: Iterable[Person]) -> str:
    return "；".join(one.post for one in people if one.post)
