"""What people and units are called whom the papers of an interview name: for whoever may read those papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.views import EventView
from yuetan.records.cases import cadre_ids
from yuetan.records.people import names_on
from yuetan.records.tables import unit
from yuetan.rules.papers import FieldType


def named_in(reader: Reader, events: Iterable[EventView], on: date) -> Mapping[str, str]:
    """Names by the staff numbers of cadres and the codes of units that stand in papers the reader sees.

    People and units are named as they were on a day; people by whichever number they had.
    """
    shown = tuple(events)
    people, units = _values(shown, FieldType.CADRE), _values(shown, FieldType.UNIT)
    keys = cadre_ids(reader.connection, people) if people else {}
    names = names_on(reader.connection, keys.values(), on) if keys else {}
    found = {number: names[key] for number, key in keys.items()}
    if not units:
        return found
    codes = {row.id: row.code for row in reader.connection.execute(
        select(unit.c.id, unit.c.code).where(unit.c.code.in_(units)))}
    return found | {codes[key]: name for key, name in unit_names(reader.connection, codes, on).items()}


def _values(events: tuple[EventView, ...], sort: FieldType) -> set[str]:
    return {event.content[one.code] for event in events if event.material is not None for one in event.material.fields
            if one.type is sort and event.content.get(one.code)}
