"""One interview, and the rules it stands under, as an inspection tells of them: plain values, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen

from yuetan.access.reading_inspection import GovernedThere, InspectedCase, OwedThere
from yuetan.access.views import EventView, InterviewView, Person
from yuetan.engine.facts import FOREVER
from yuetan.engine.obligations import Status
from yuetan.engine.world import World
from yuetan.paperwork.explanation import Wording, account
from yuetan.paperwork.inspection.masking import Masking, masked
from yuetan.records.chain import COVERED
from yuetan.records.proving import HashedEvent, Headed
from yuetan.rules.terms import Vocabulary
from yuetan.wording import later, say

Told = dict[str, Any]

STATUSES = {Status.OPEN: later("待办"), Status.WAITING: later("尚未到时候"), Status.OVERDUE: later("逾期未办"),
            Status.LATE: later("逾期办结"), Status.DONE: later("按期办结"), Status.LAPSED: later("不再要求")}
PARTS = {"interviewee": later("被约谈人"), "interviewer": later("约谈人"), "company": later("陪同"),
         "organiser": later("组织"), "recorder": later("记录"), "recused": later("回避")}
_NAMED = COVERED.index("named_id") if "named_id" in COVERED else COVERED.index("cadre_id")


@frozen(eq=False)
class Telling:
    """How an inspection tells of things: with names, or with those of `Masking` in their place."""

    vocabulary: Vocabulary
    masking: Masking | None  # None: with names

    def shown(self, case: InspectedCase) -> InterviewView:
        """The interview as it is taken away."""
        return case.view if self.masking is None else masked(case.view, self.masking, case.posts)

    def interview(self, case: InspectedCase, view: InterviewView, number: str) -> Told:
        """All of one interview but its papers."""
        words = Wording(World(as_of=view.opened_on), view.regulation, self.vocabulary)
        return {
            "number": number, "printed": view.number, "unit": view.unit,
            "regulation": {"title": view.regulation.title, "edition": view.regulation.edition},
            "kind": view.kind.title, "state": words.event(view.state) if view.state else "", "ended": view.ended,
            "opened_on": _day(view.opened_on), "planned": _day(view.planned), "place": view.place, "topic": view.topic,
            "collective": view.collective, "grounds": [words.places((one,)) for one in view.grounds],
            "topics": [words.places((one,)) for one in view.topics],
            "people": [_person(one) for one in view.people],
            "timeline": [_event(one, words) for one in view.events],
            "departures": [one for event in view.events for one in _against(event, words, broken=False)],
            "breaches": [one for event in view.events for one in _against(event, words, broken=True)],
            "obligations": [self._owed(one, case, words) for one in case.owed],
        }

    def proof(self, case: InspectedCase, view: InterviewView, headed: Headed | None) -> Told:
        """Its events as they were hashed; what its reader may not see, and what names somebody, stays closed."""
        seen = {one.sequence: (one, told) for one, told in zip(case.view.events, view.events, strict=True)}
        return {
            "sort": "interview", "reference": case.view.reference,
            "events": [{"sequence": one.sequence, "hash": one.hash,
                        "values": list(one.values) if self._opens(one, seen.get(one.sequence)) else None}
                       for one in case.events],
            "anchored": headed and {"version": headed.version, "head": headed.head,
                                    "path": [list(step) for step in headed.path]}}

    def _opens(self, hashed: HashedEvent, seen: tuple[EventView, EventView] | None) -> bool:
        """Whether all that an event was hashed over may be told: it is seen whole, and no text in it was masked."""
        if seen is None:
            return False
        whole, told = seen
        said = dict(zip(COVERED, hashed.values, strict=True))
        texts = (whole.reason, whole.paper, whole.late_reason)
        visible = texts == (said["reason"], said["paper"], said["late_reason"])
        if self.masking is None:
            return visible
        return visible and texts == (told.reason, told.paper, told.late_reason) and hashed.values[_NAMED] is None

    def _owed(self, one: OwedThere, case: InspectedCase, words: Wording) -> Told:
        people = {person.name: person.cadre for person in case.view.people if person.cadre}
        lines = account(one.view.explanation, self._words(one, case)) if one.view else ()
        told = [line.text for line in lines]
        return {
            "title": one.duty.title, "clause": words.citation(one.duty.places),
            "status": say(STATUSES[Status[one.status]]), "due": _day(one.due), "done_on": _day(one.done_on),
            "provisional": one.provisional, "person": self._name(one.cadre, case),
            "explanation": told if self.masking is None else [self.masking.text(text, people) for text in told]}

    def _words(self, one: OwedThere, case: InspectedCase) -> Wording:
        world = one.view.world if one.view else World(as_of=case.view.opened_on)
        return Wording(world, case.view.regulation, self.vocabulary)

    def _name(self, cadre: str, case: InspectedCase) -> str:
        if not cadre:
            return ""
        if self.masking is not None:
            return self.masking.person(cadre)
        return next((one.name for one in case.view.people if one.cadre == cadre), cadre)


def rules(some: tuple[GovernedThere, ...]) -> list[Told]:
    """What governed: from when until when, decided by which paper, and how its open places are read."""
    return [{
        "unit": one.unit, "regulation": one.row.regulation, "since": _day(one.row.since),
        "until": _day(one.row.until) if one.row.until != FOREVER else None, "live_on": _day(one.row.live_on),
        "paper": one.row.paper, "title": one.regulation.title if one.regulation else None,
        "number": one.regulation.number if one.regulation else None,
        "edition": one.regulation.edition if one.regulation else None,
        "readings": [{"clauses": [one.regulation.printed(place) for place in choice.reading.clause.split()],
                      "question": choice.reading.question,
                      "chosen": choice.reading.label(choice.option),
                      "usual": choice.option == choice.reading.default, "why": choice.reading.why}
                     for choice in one.regulation.choices] if one.regulation else []} for one in some]


def _person(one: Person) -> Told:
    return {"part": say(PARTS.get(one.part, one.part)), "name": one.name, "post": one.post}


def _event(one: EventView, words: Wording) -> Told:
    return {"sequence": one.sequence, "title": one.title, "on": _day(one.on),
            "entered_at": one.entered_at.isoformat(), "entered_by": one.entered_by,
            "clauses": [words.places((place,)) for place in one.places], "reason": one.reason, "late": one.late,
            "late_paper": one.paper, "late_reason": one.late_reason, "corrected_by": one.corrected_by,
            "paper": one.material.title if one.material and one.content else None}


def _against(one: EventView, words: Wording, *, broken: bool) -> Iterator[Told]:
    for rule in one.against:
        if rule.broken is broken:
            yield {"on": _day(one.on), "event": one.title, "rule": rule.title, "clause": words.citation(rule.places),
                   "reason": one.reason or one.late_reason}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


