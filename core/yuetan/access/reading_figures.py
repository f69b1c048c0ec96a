"""What a unit's report asks for and the records can count: those talked to in its period, by kind of talk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Select, select

from yuetan.access.actor import Standing
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.reading_people import Reader
from yuetan.access.units import units_above, units_below
from yuetan.access.views import ObligationView
from yuetan.engine.obligations import Key
from yuetan.records.tables import obligation, unit
from yuetan.records.talk_counts import TalkCount, persons_of, talk_counts
from yuetan.rules.known import filled_in
from yuetan.rules.papers import FieldType, FormField
from yuetan.rules.regulation import Regulation
from yuetan.wording import say


@frozen(kw_only=True)
class Figures:
    """The numbers that are proposed for a report: by the code of the field, and what was counted for them."""

    values: Mapping[str, str]
    since: date
    until: date  # included
    talks: int
    persons: int  # one counts for each talk he was talked to in
    kinds: Mapping[str, tuple[str, ...]]  # by the code of the field: the kinds whose talks it counts


def figures(reader: Reader, view: ObligationView) -> Figures | None:
    """The numbers for the report on an obligation, as of the day.

    Counted are the talks held in the period in the cases of the unit and of those below it; not of those below that
    report for themselves. None where the report asks for no such number, is for no period, or is not the reader's.
    """
    one, material = view.explanation.obligation, view.row.duty.material
    occasion, key = one.occasion, one.key
    fields = [one for one in material.fields if one.counted] if material else []
    if material is None or not fields or occasion is None or occasion.until is None or not may_count(
            reader, key.subject):
        return None
    until = min(occasion.until, reader.on)
    counts = talk_counts(reader.connection, key.regulation, _own(reader, key), occasion.since, until)
    kinds = {one.code: one.counted for one in fields}
    concerned = {code for some in kinds.values() for code in some}
    facts = {"counted_since": occasion.since.isoformat(), "counted_until": until.isoformat(),
             "signed_on": reader.on.isoformat(), "unit:unit": key.subject, "unit": view.row.subject.name}
    return Figures(
        values=filled_in(material.fields, facts) | counted(view.row.regulation, fields, counts),
        since=occasion.since, until=until, kinds=kinds, persons=persons_of(counts, concerned),
        talks=sum(one.talks for one in counts if one.kind in concerned))


def counted(regulation: Regulation, fields: list[FormField], counts: tuple[TalkCount, ...]) -> dict[str, str]:
    """What counts make of fields that count, by their codes: a number, else each kind with its number in words."""
    titles = {code: found.title for one in fields for code in one.counted if (found := regulation.kind(code))}
    return {one.code: str(persons_of(counts, one.counted)) if one.type is FieldType.NUMBER
            else _listed(titles, {code: persons_of(counts, (code,)) for code in one.counted})
            for one in fields if one.counted}


def may_count(reader: Reader, code: str) -> bool:
    """Whether the figures of a unit are the reader's to see, exact and one by one."""
    lies = lies_of_grants(reader.scope.actor, units_above(reader.connection, code, reader.on), reader.scope.beginning)
    given = allowed(reader.scope.actor, "statistics.read", standing=Standing.NONE, lies=lies)
    return "figures" in given.fields


def _own(reader: Reader, key: Key) -> Select[Any]:
    """The keys of the units whose talks a unit reports: itself and those below, but for whoever reports for itself."""
    owing = (select(unit.c.code).join(obligation, obligation.c.unit_id == unit.c.id)
             .where(obligation.c.regulation == key.regulation, obligation.c.duty == key.duty,
                    obligation.c.cause == key.cause, obligation.c.subject == unit.c.code, unit.c.code != key.subject))
    others = frozenset(reader.connection.execute(owing).scalars())
    return select(units_below((key.subject,), others, reader.on).c.unit)


def _listed(titles: Mapping[str, str], by_kind: Mapping[str, int]) -> str:
    """Each kind with its number, those that there were."""
    some = [say("{kind} {count} 人次", kind=titles[code], count=number) for code, number in by_kind.items() if number]
    return say("；").join(some) or say("没有约谈")
