"""What a unit's report asks for and the records can count: those talked to in its period, by kind of talk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Row, func, select

from yuetan.access.actor import Standing
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.reading_people import Reader
from yuetan.access.units import units_above, units_below
from yuetan.access.views import ObligationView
from yuetan.engine.obligations import Key
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.tables import event, interview, obligation, participant, unit
from yuetan.rules.events import HELD
from yuetan.rules.papers import FieldType
from yuetan.wording import say


@frozen(kw_only=True)
class Figures:
    """The numbers that are proposed for a report: by the code of the field, and what was counted for them."""

    values: Mapping[str, str]
    since: date
    until: date  # included
    talks: int
    persons: int  # one counts for each talk he was talked to in


def figures(reader: Reader, view: ObligationView) -> Figures | None:
    """The numbers for the report on an obligation, as of the day.

    Counted are the talks held in the period in the cases of the unit and of those below it; not of those below that
    report for themselves. None where the report asks for no such number, is for no period, or is not the reader's.
    """
    one, material = view.explanation.obligation, view.row.duty.material
    occasion, key = one.occasion, one.key
    fields = [one for one in material.fields if one.counted] if material else []
    if not fields or occasion is None or occasion.until is None or not _may(reader, key.subject):
        return None
    until = min(occasion.until, reader.on)
    held = _held(reader, key, occasion.since, until)
    persons = _persons(reader, held)
    by_kind = Counter[str]()
    for (_, kind), number in persons.items():
        by_kind[kind] += number
    titles = {code: found.title for one in fields for code in one.counted if (found := view.row.regulation.kind(code))}
    values = {one.code: str(sum(by_kind[code] for code in one.counted)) if one.type is FieldType.NUMBER
              else _listed(titles, {code: by_kind[code] for code in one.counted}) for one in fields}
    concerned = {code for one in fields for code in one.counted}
    return Figures(values=values, since=occasion.since, until=until,
                   talks=sum(kind in concerned for _, kind in persons),
                   persons=sum(by_kind[code] for code in concerned))


def _may(reader: Reader, code: str) -> bool:
    lies = lies_of_grants(reader.scope.actor, units_above(reader.connection, code, reader.on), reader.scope.beginning)
    given = allowed(reader.scope.actor, "statistics.read", standing=Standing.NONE, lies=lies)
    return "figures" in given.fields


def _held(reader: Reader, key: Key, since: date, until: date) -> Sequence[Row[Any]]:
    """The events by which talks were held in the period, each once, with their interview."""
    owing = (select(unit.c.code).join(obligation, obligation.c.unit_id == unit.c.id)
             .where(obligation.c.regulation == key.regulation, obligation.c.duty == key.duty,
                    obligation.c.cause == key.cause, obligation.c.subject == unit.c.code, unit.c.code != key.subject))
    others = frozenset(reader.connection.execute(owing).scalars())
    own = select(units_below((key.subject,), others, reader.on).c.unit)
    query = (select(interview.c.id, interview.c.kind, event.c.cadre_id).distinct()
             .join(event, event.c.interview_id == interview.c.id)
             .where(event.c.code == HELD, event.c.happened_on.between(since, until), interview.c.unit_id.in_(own),
                    interview.c.regulation == key.regulation))
    return reader.connection.execute(query).all()


def _persons(reader: Reader, held: Sequence[Row[Any]]) -> Mapping[tuple[int, str], int]:
    """How many were talked to in each interview: those the events name, else everybody it was with."""
    named = defaultdict[tuple[int, str], set[int | None]](set)
    for row in held:
        named[row.id, row.kind].add(row.cadre_id)
    everybody = dict[int, int]()
    if whole := [key for (key, _), some in named.items() if None in some]:
        query = select(participant.c.interview_id, func.count()).where(
            participant.c.interview_id.in_(whole), participant.c.part == INTERVIEWEE)
        everybody = {row[0]: row[1] for row in reader.connection.execute(query.group_by(participant.c.interview_id))}
    return {(key, kind): everybody.get(key, 0) if None in some else len(some) for (key, kind), some in named.items()}


def _listed(titles: Mapping[str, str], by_kind: Mapping[str, int]) -> str:
    """Each kind with its number, those that there were."""
    some = [say("{kind} {count} 人次", kind=titles[code], count=number) for code, number in by_kind.items() if number]
    return say("；").join(some) or say("没有约谈")
