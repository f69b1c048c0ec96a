"""Writes business that was made up into the tables, so that a demonstration goes on from it as an office would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time

from attrs import frozen

from yuetan.casework.civil import LOCAL
from yuetan.casework.interviews.papers_owed import material, material_of_step
from yuetan.engine.facts import Event, Interview
from yuetan.engine.world import World
from yuetan.records.cases import (
    ACCEPTED,
    SUBMITTED,
    KeptInterview,
    add_interview,
    add_paper,
    cadre_ids,
    change_interview,
    set_people,
    unit_ids,
)
from yuetan.records.database import Connection, Engine, writing
from yuetan.records.interviews import COMPANY, INTERVIEWEE, INTERVIEWER, ORGANISER, RECORDER
from yuetan.records.journal import IMPORTED, CaseFile, Entry, append, open_case
from yuetan.records.own_cases import case_of_cadre, case_of_unit
from yuetan.records.storing import store
from yuetan.records.values import PastTalk, Roster
from yuetan.rules.events import FILED, HELD, PROPOSED, WITHDRAWN
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.rules.procedure import Step, applies
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

HOUR = time(9, 30)
ENDING = frozenset({WITHDRAWN, FILED})
TALKS = frozenset({"interviewer", "talker"})  # the fields of papers that name who talks


def store_business(records: Engine, world: World, regulations: Sequence[Regulation], unit: str,
                   ) -> Mapping[str, str]:
    """Keep every interview and event of a world that holds nothing but a roster yet, in the name of one unit.

    Gives the references of the interviews by what the world calls them.

    Events get the morning of their day as the moment they were entered. Papers get made-up content.
    """
    with writing(records) as connection:
        store(connection, Roster(past_talks=tuple(_past(world))))
        keeping = _Keeping(connection, world, {one.code: one for one in regulations}, unit,
                           cadre_ids(connection, [one.id for one in world.cadres]),
                           unit_ids(connection, [one.id for one in world.units]))
        return keeping.everything()


@frozen
class _Keeping:
    """The world on its way into the tables."""

    connection: Connection
    world: World
    regulations: Mapping[str, Regulation]
    unit: str
    cadres: Mapping[str, int]
    units: Mapping[str, int]

    def everything(self) -> Mapping[str, str]:
        """All of it: the references of the interviews."""
        inside = defaultdict[str, list[Event]](list)
        for event in sorted(self.world.events, key=lambda one: one.on):
            if event.interview:
                inside[event.interview].append(event)
            else:
                self.outside(event)
        return {interview.id: self.interview(interview, inside[interview.id]) for interview in self.world.interviews
                if not interview.imported and inside[interview.id]}

    def outside(self, event: Event) -> None:
        """An event about a cadre or a unit."""
        if event.cadre:
            case = case_of_cadre(self.connection, self.cadres[event.cadre])
        else:
            case = case_of_unit(self.connection, self.units[event.unit])
        paper = next((found for one in self.regulations.values() if (found := material(one, event.code))), None)
        self.append(case, event, paper, None)

    def interview(self, interview: Interview, events: list[Event]) -> str:
        """An interview with all that happened in it: its reference."""
        regulation = self.regulations[interview.regulation]
        case = open_case(self.connection, "interview")
        kept = add_interview(self.connection, case, self.row(interview, regulation, events))
        parts = {INTERVIEWEE: interview.to, INTERVIEWER: interview.by, COMPANY: interview.company,
                 ORGANISER: (interview.organiser,), RECORDER: (interview.recorder,)}
        for part, people in parts.items():
            set_people(self.connection, kept.id, part, [self.cadres[one] for one in people if one])
        for event in events:
            paper = material_of_step(regulation, interview.kind, event.code) or material(regulation, event.code)
            case, number = self.append(case, event, paper, kept)
            if material(regulation, event.code) is not None:
                self.paper(kept, case, event, number)
        steps = [event.code for event in events if event.code in ENDING
                 or any(one.code == event.code for one in regulation.of(Step))]
        change_interview(self.connection, kept, {"state": steps[-1] if steps else PROPOSED, "ended": any(
            _ends(regulation, interview.kind, event.code) for event in events)})
        return kept.reference

    def paper(self, kept: KeptInterview, case: CaseFile, event: Event, number: int) -> None:
        """A paper that was handed in with an event: the older ones were looked at already."""
        looked_at = (self.world.as_of - event.on).days > 10  # noqa: PLR2004 - days an office takes
        add_paper(self.connection, {
            "case_id": case.id, "interview_id": kept.id, "material": event.code, "unit_id": None,
            "cadre_id": self.cadres.get(event.cadre), "event_id": number, "review_id": None,
            "state": ACCEPTED if looked_at else SUBMITTED})

    def append(self, case: CaseFile, event: Event, paper: Material | None, kept: KeptInterview | None,
               ) -> tuple[CaseFile, int]:
        content = {one.code: self.made_up(one, event, kept) for one in paper.fields} if paper else {}
        entry = Entry(
            code=event.code, happened_on=event.on, until=event.until, interview_id=kept.id if kept else None,
            cadre_id=self.cadres.get(event.cadre), unit_id=self.units.get(event.unit), addressee=event.to,
            value=event.value, counts_for=event.counts_for, reason=event.reason, provenance=IMPORTED, content=content)
        at = datetime.combine(event.on, HOUR, LOCAL)
        written = append(self.connection, case, entry, by=None, at=at)
        return written.case, written.id

    def made_up(self, one: FormField, event: Event, kept: KeptInterview | None) -> str:
        """Something to stand in a field, which says that it is made up."""
        day = kept.planned if kept and kept.planned else event.on
        talk = next((talk for talk in self.world.interviews if talk.id == event.interview), None)
        people = (talk.by or talk.to if one.code in TALKS else talk.to) if talk else (event.cadre,)
        return {FieldType.DATE: day.isoformat(), FieldType.TIME: "09:30", FieldType.NUMBER: "12",
                FieldType.YES_NO: "yes", FieldType.CHOICE: one.choices[0] if one.choices else "",
                FieldType.CADRE: people[0], FieldType.UNIT: self.unit}.get(
                    one.type, say("演示内容：{field}", field=one.title))

    def row(self, interview: Interview, regulation: Regulation, events: list[Event]) -> dict[str, object]:
        opened = next((one.on for one in events if one.code == PROPOSED), events[0].on)
        held = next((one.on for one in events if one.code == HELD), None)
        return {
            "regulation": regulation.code, "edition": regulation.edition, "kind": interview.kind,
            "family": interview.family, "unit_id": self.units[interview.unit or self.unit],
            "collective": interview.collective, "entrusted": interview.entrusted,
            "planned": interview.planned or held, "planned_time": "09:30",
            "place": say("行政中心 512 室"), "topic": say("履职和廉洁情况"), "grounds": " ".join(interview.grounds),
            "topics": "", "lead_id": None, "state": PROPOSED, "ended": False, "opened_on": opened, "proposed_by": None}


def _ends(regulation: Regulation, kind: str, code: str) -> bool:
    """Whether an interview of this kind is over with what happened."""
    return code in ENDING or any(
        one.code == code and one.ends and applies(one.kinds, kind) for one in regulation.of(Step))


def _past(world: World) -> Iterator[PastTalk]:
    """Talks that were held before, as a roster holds them."""
    for one in world.interviews:
        held = next((event for event in world.events_of(interview=one.id) if event.code == HELD), None)
        if one.imported and held is not None and not one.id.startswith("past-"):
            yield PastTalk(cadre=one.to[0], regulation=one.regulation, kind=one.kind, family=one.family, on=held.on,
                           interviewers=one.by)
