"""The papers of one interview as Word documents, made of what their reader may see of it."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from yuetan.access.views import EventView, InterviewView, Person
from yuetan.casework.errors import Hidden
from yuetan.paperwork.papers.paper import Paper, paper_of
from yuetan.paperwork.papers.writing import form, notice, record
from yuetan.rules.duties import Duty
from yuetan.rules.events import NOTIFIED, RECORDED
from yuetan.rules.papers import Material
from yuetan.rules.procedure import applies

PARTS = {"interviewee": "约谈对象", "interviewer": "约谈人", "company": "参加人", "recorder": "记录人"}
"""The parts as a record prints them. A paper is Chinese, whatever language the pages of its maker speak."""

SIGNERS = ("interviewee", "interviewer", "recorder")
PRINTED = {NOTIFIED: notice, RECORDED: record}
NUMBER = "约谈〔{year}〕{number}号"
CITATION = "《{title}》{places}"
LONGEST_NUMBER = 9  # digits of the number of an event in an address


@frozen
class Delivered:
    """A document: the name of its file and what is in it."""

    name: str
    content: bytes


def delivered(view: InterviewView, which: str, on: date) -> Delivered:
    """The paper an address asks for: ``notice``, ``record``, or the number of an event. See `document`."""
    codes = {"notice": NOTIFIED, "record": RECORDED}
    if which.isascii() and which.isdigit() and len(which) <= LONGEST_NUMBER:
        return document(view, int(which))
    sequences = [one.sequence for one in view.events if one.code == codes.get(which)]
    if not sequences and which == "notice":
        return unsigned_notice(view, on)
    return document(view, sequences[-1] if sequences else 0)


def document(view: InterviewView, sequence: int) -> Delivered:
    """The paper of one event of an interview; `Hidden` where it has none, or its reader may not see what it says."""
    event = next((one for one in view.events if one.sequence == sequence), None)
    if event is None or event.material is None or not event.content:
        raise Hidden
    make = PRINTED.get(event.code, form)
    return Delivered(f"{event.material.title}{view.number}.docx", make(_paper(view, event, event.material)))


def unsigned_notice(view: InterviewView, on: date) -> Delivered:
    """The notice as it is planned, to be printed and signed on a day; `Hidden` where there is nothing to print yet."""
    material = notice_of(view)
    if material is None or view.planned is None:
        raise Hidden
    planned = {"topic": view.topic, "date": view.planned.isoformat(), "time": view.planned_time, "place": view.place,
               "person": "、".join(one.name for one in view.of("interviewee"))}
    paper = paper_of(material, planned, issuer=view.unit, signed_on=on, number=number_of(view),
                     addressee=planned["person"], citation=_citation(view, material))
    return Delivered(f"{material.title}{view.number}.docx", notice(paper))


def notice_of(view: InterviewView) -> Material | None:
    """The paper an interview of this kind is notified with."""
    return next((one.material for one in view.regulation.of(Duty) if one.material is not None
                 and one.met_by == NOTIFIED and applies(one.kinds, view.kind.code)), None)


def number_of(view: InterviewView) -> str:
    """The number of an interview as papers print it: 约谈〔2026〕7号."""
    year, _, number = view.number.partition("-")
    return NUMBER.format(year=year, number=int(number)) if number.isdigit() else view.number


def _paper(view: InterviewView, event: EventView, material: Material) -> Paper:
    names = {one.cadre: one.name for one in view.people if one.cadre}
    values = {code: names.get(value, value) for code, value in event.content.items()}
    present = tuple((title, _names(view.of(part))) for part, title in PARTS.items() if view.of(part))
    recorded = event.code == RECORDED
    return paper_of(
        material, values, issuer=view.unit, signed_on=event.on, number=number_of(view),
        addressee=_names(view.of("interviewee")) if event.code == NOTIFIED else "",
        citation=_citation(view, material), present=present if recorded else (),
        signatures=tuple(PARTS[part] for part in SIGNERS if view.of(part)) if recorded else ())


def _citation(view: InterviewView, material: Material) -> str:
    places = "、".join(view.regulation.printed(place) for place in material.places)
    return CITATION.format(title=view.regulation.title, places=places)


def _names(people: tuple[Person, ...]) -> str:
    return "、".join(one.name for one in people)
