"""Interviews as they are seen: the list, one of them, what may be done in it, and who may talk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yuetan.access.ledger_views import LedgerAsked
from yuetan.casework.errors import Hidden
from yuetan.casework.work import Casework
from yuetan.testing.places.owed import AWAY, away
from yuetan.testing.places.place import Looking, Place, days, flags, line, names, numbers, texts
from yuetan.testing.told import Row

MOST = 500


def _interviews(looking: Looking) -> Iterator[Row]:
    rows, _ = looking.door.interviews(limit=MOST)
    for one in rows:
        yield line(number=one.number, kind=one.kind.code, regulation=one.regulation.code, to=names(one.interviewees),
                   unit=one.unit, planned=one.planned, ended=one.ended)


def _interview(looking: Looking) -> Iterator[Row]:
    view = looking.door.interview(looking.of)
    if view is None:
        return
    yield line(number=view.number, kind=view.kind.code, unit=view.unit, topic=view.topic, planned=view.planned,
               state=view.state, ended=view.ended, taken_over_by=view.taken_over_by)
    yield from (line(part=one.part, who=one.name, post=one.post) for one in view.people)
    for event in view.events:
        yield line(event=event.code, day=event.on, by=event.entered_by, reason=event.reason, late=event.late,
                   paper=event.paper, says=bool(event.content))
    yield from map(away, view.away)


def _offers(looking: Looking) -> Iterator[Row]:
    try:
        found = _casework(looking).offers(looking.actor, looking.of)
    except Hidden:
        return
    yield from (line(act=one.code, open=one.open) for one in found)


def _talkers(looking: Looking) -> Iterator[Row]:
    found = _casework(looking).talkers(looking.actor, looking["regulation"], looking["kind"], looking["to"],
                                       looking.playing.today)
    yield from (line(who=one.cadre) for one in found)


def _ledger(looking: Looking) -> Iterator[Row]:
    view = looking.door.ledger(LedgerAsked(limit=MOST))
    for one in view.rows:
        yield line(regulation=one.regulation.code, **{
            name: one.values.get(name, "") for name in LEDGER})
    yield line(talks=view.talks, persons=view.persons)


def _casework(looking: Looking) -> Casework:
    playing = looking.playing
    return Casework(playing.records, playing.plugins, playing.now)


LEDGER = ("number", "kind", "person", "date", "interviewer", "unit", "state")
PLACES: Mapping[str, Place] = {
    "interviews": Place(texts("number", "kind", "regulation", "to", "unit") | days("planned") | flags("ended"),
                        _interviews),
    "interview": Place(AWAY | flags("ended", "late", "says") | days("day", "planned") | texts(
        "number", "kind", "unit", "topic", "state", "taken_over_by", "part", "who", "post", "event", "by", "reason",
        "paper"), _interview, needs=("of",)),
    "offers": Place(texts("act") | flags("open"), _offers, needs=("of",)),
    "talkers": Place(texts("who"), _talkers, needs=("regulation", "kind", "to")),
    "ledger": Place(texts("regulation", *LEDGER) | numbers("talks", "persons"), _ledger),
}
