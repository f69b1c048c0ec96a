"""What a reader sees of the papers in many interviews: the policy asked about each, out of a few look-ups for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Row, select

from yuetan.access.actor import Granted
from yuetan.access.policy import Allowed, Lies, allowed
from yuetan.access.reading_fields import Sight, fields_of
from yuetan.access.reading_people import Reader
from yuetan.access.standing import assigned_to, standing_of
from yuetan.access.units import units_below
from yuetan.records.tables import event
from yuetan.rules.events import RECORDED

Parts = Mapping[int, Sequence[Row[Any]]]


def sights(reader: Reader, rows: Sequence[Row[Any]], parts: Parts) -> Mapping[int, Sight]:
    """What he sees of each interview, by its key; ``parts`` are those who take part, with part and staff number."""
    lies, signed = _lies(reader), _signed(reader, [row.id for row in rows])
    return {row.id: _sight(reader, row, parts.get(row.id, ()), {
        grant: lies[grant].get(row.unit_id, Lies.OTHER) for grant in reader.scope.actor.granted},
        signed=row.id in signed) for row in rows}


def _sight(reader: Reader, row: Row[Any], parts: Sequence[Row[Any]], lies: Mapping[Granted, Lies], *,
           signed: bool) -> Sight:
    actor = reader.scope.actor
    played = tuple((one.part, one.staff_number) for one in parts)
    standing, assigned = standing_of(actor, played), assigned_to(actor, played)
    flags = () if signed else ("unsigned",)

    @cache
    def ask(action: str) -> Allowed:
        return allowed(actor, action, standing=standing, lies=lies, assigned=assigned, state=row.state, flags=flags)

    return fields_of(ask, standing)


def _lies(reader: Reader) -> Mapping[Granted, Mapping[int, Lies]]:
    """How units lie to each grant, by their keys; what is left out lies elsewhere."""
    found = dict[Granted, dict[int, Lies]]()
    for grant in reader.scope.actor.granted:
        if not grant.unit:
            found[grant] = {}
            continue
        below, own = (reader.connection.execute(select(units_below((grant.unit,), others, reader.on).c.unit)).scalars()
                      for others in (frozenset[str](), reader.scope.beginning))
        found[grant] = dict.fromkeys(below, Lies.BELOW) | dict.fromkeys(own, Lies.OWN)
    return found


def _signed(reader: Reader, interviews: Sequence[int]) -> frozenset[int]:
    query = select(event.c.interview_id).where(event.c.interview_id.in_(interviews), event.c.code == RECORDED)
    return frozenset(reader.connection.execute(query).scalars())
