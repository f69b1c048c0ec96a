"""How the days of one interview were counted, all at once; and how they would be, were its talk held on another day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from yuetan.access.reading_explained import spoken_of, told
from yuetan.access.reading_interview import Seen, seen_interview
from yuetan.access.reading_owed import owed_in
from yuetan.access.reading_people import Reader
from yuetan.access.views import OwedRow
from yuetan.engine.explain import Explanation, explain
from yuetan.engine.facts import Event
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.obligations import Key
from yuetan.engine.together import Found, owed_under
from yuetan.engine.world import World
from yuetan.records.governing import jurisdictions_on
from yuetan.records.interviews import INTERVIEWEE as INTERVIEWEE_PART
from yuetan.records.slices import About, load_slice
from yuetan.rules.events import HELD, plain
from yuetan.rules.force import INTERVIEWEE
from yuetan.rules.workdays import Calendar

Owed = Mapping[Key, Found]


@frozen(kw_only=True)
class Reckoned:
    """Something owed in an interview, and how its day is counted; ``row`` is None for what the talk would bring."""

    row: OwedRow | None
    explanation: Explanation
    world: World  # of which it holds what the explanation speaks of


def reckoned(reader: Reader, reference: str, calendar: Calendar) -> tuple[Reckoned, ...]:
    """What is owed in an interview as far as the actor may see it, each with how its day was counted."""
    seen = seen_interview(reader, reference)
    if seen is None:
        return ()
    owed = _owed(reader, seen, _world(reader, seen, calendar))
    return tuple(_told(reader, found, row) for key, row in _rows(reader, seen) if (found := owed.get(key)))


def supposed(reader: Reader, reference: str, calendar: Calendar, held: date) -> tuple[Reckoned, ...] | None:
    """What would be owed before and after its talk, were it held on a day from today on; nothing is stored.

    None where the actor may not know of the interview, where its talk was held, and where it is over. He is not told
    of what he may not see; whoever is talked to is told, of what the talk would bring, of his own tasks alone.
    """
    seen = seen_interview(reader, reference)
    if seen is None or seen.row.ended or held < reader.on:
        return None
    world = _world(reader, seen, calendar)
    if any(event.code == HELD for event in world.events_of(interview=reference)):
        return None
    now, then = _owed(reader, seen, world), _owed(reader, seen, _held(world, seen, held))
    rows = dict(_rows(reader, seen))
    found = (_told(reader, one, rows.get(key)) for key, one in then.items()
             if key in rows or (key not in now and _his_to_know(reader, seen, one)))
    return tuple(one for one in found if _by_the_talk(one.explanation))


def _world(reader: Reader, seen: Seen, calendar: Calendar) -> World:
    return load_slice(reader.connection, About(interviews=(seen.row.reference,)), as_of=reader.on, calendar=calendar)


def _held(world: World, seen: Seen, on: date) -> World:
    """The world in which the talk was held on a day, as of that day."""
    reference = seen.row.reference
    talk = world.interview(reference)
    moved = world if talk is None else world.with_interview(evolve(talk, planned=on))
    held = Event(code=HELD, on=on, id=f"{reference}.{seen.row.version + 1}", interview=reference)
    return moved.with_events((held,)).at(on)


def _owed(reader: Reader, seen: Seen, world: World) -> Owed:
    """What is owed in the interview in such a world, by its key."""
    row = seen.row
    regulation = reader.scope.rules.regulation(row.regulation, row.edition)
    there = jurisdictions_on(reader.connection, reader.plugins, reader.on, code=row.regulation)
    of_edition = [one for one in there if one.edition == (row.regulation, row.edition)] or [
        Jurisdiction(regulation=regulation)]
    names = {row.reference, *(part.staff_number for part in seen.parts if part.part == INTERVIEWEE_PART)}
    return {one.obligation.key: one for one in owed_under(world, of_edition, names)
            if one.obligation.occasion and one.obligation.occasion.interview == row.reference}


def _rows(reader: Reader, seen: Seen) -> Iterator[tuple[Key, OwedRow]]:
    """What the actor may see of what is owed in it, by its key."""
    for row in owed_in(reader, seen.row.id):
        subject = row.interview if row.subject_reference == row.interview else row.subject.cadre
        yield Key(row.regulation.code, row.regulation.edition, row.duty.code, subject, row.cause), row


def _his_to_know(reader: Reader, seen: Seen, found: Found) -> bool:
    if not seen.sight.outside:
        return True
    one = found.obligation
    return one.duty.owed_by == INTERVIEWEE and one.key.subject == reader.scope.actor.cadre


def _by_the_talk(explanation: Explanation) -> bool:
    anchor = explanation.term.anchor
    return anchor is not None and plain(anchor.code) == HELD


def _told(reader: Reader, found: Found, row: OwedRow | None) -> Reckoned:
    explanation = told(reader, explain(found.world, found.jurisdiction.regulation, found.obligation))
    return Reckoned(row=row, explanation=explanation, world=spoken_of(found.world, explanation))
