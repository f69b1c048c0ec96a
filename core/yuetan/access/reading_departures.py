"""What was done against a rule in the units below, and why: without a name, and without anything that was said."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, TextClause, select, text

from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.supervised import Supervised
from yuetan.access.supervision_views import Departure
from yuetan.access.titles import against, title_of
from yuetan.records.tables import cadre, event, interview, participant

NOBODY = "某"
"""What stands in a reason in place of somebody who takes part."""

_FINDS = {"sqlite": "instr", "postgresql": "strpos"}


def departures(reader: Reader, over: Supervised, code: str, since: date, limit: int) -> tuple[Departure, ...]:
    """What was done against a rule since a day in a unit and below that the reader supervises, the last first."""
    query = (select(event.c.id, event.c.code, event.c.happened_on, event.c.content, event.c.reason, event.c.late_reason,
                    interview.c.id.label("talk"), interview.c.number, interview.c.kind, interview.c.regulation,
                    interview.c.edition, interview.c.unit_id)
             .join(interview, event.c.interview_id == interview.c.id)
             .where(_against(reader), event.c.happened_on.between(since, reader.on),
                    reader.scope.rules.editions(interview), over.of_unit(interview.c.unit_id, code), over.talks())
             .order_by(event.c.happened_on.desc(), event.c.id.desc()).limit(limit))
    rows = reader.connection.execute(query).all()
    units = unit_names(reader.connection, {row.unit_id for row in rows}, reader.on)
    names = _names(reader, {row.talk for row in rows})
    return tuple(_departure(reader, row, units.get(row.unit_id, ""), names.get(row.talk, ())) for row in rows)


def _departure(reader: Reader, row: Row[Any], unit: str, names: Collection[str]) -> Departure:
    regulation = reader.scope.rules.regulation(row.regulation, row.edition)
    kind = regulation.kind(row.kind)
    return Departure(
        unit=unit, regulation=regulation, kind=kind.title if kind else "", number=row.number,
        event=title_of(regulation, row.code), on=row.happened_on,
        against=against(regulation, json.loads(row.content or "{}")),
        reason=without_names(row.reason or row.late_reason, names))


def without_names(text: str, names: Collection[str]) -> str:
    """A text in which nobody of some is named, by name or by staff number."""
    for one in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(one, NOBODY)
    return text


def _against(reader: Reader) -> TextClause:
    """Whether an event was done against a rule: said as its index says it, so that no other event is looked at."""
    find = _FINDS[reader.connection.dialect.name]
    return text(f"{find}(event.filled, 'rules.') > 0")


def _names(reader: Reader, interviews: Collection[int]) -> Mapping[int, Collection[str]]:
    """The names and staff numbers of everybody in interviews."""
    query = (select(participant.c.interview_id, cadre.c.name, cadre.c.staff_number)
             .join(cadre, participant.c.cadre_id == cadre.c.id)
             .where(participant.c.interview_id.in_(sorted(interviews))))
    found = defaultdict[int, set[str]](set)
    for row in reader.connection.execute(query) if interviews else ():
        found[row.interview_id] |= {row.name, row.staff_number}
    return found
