"""What the records hold already, looked up by the keys that a workbook uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from yuetan.paperwork.roster.layout import APPOINTMENTS, CADRES, PAST_TALKS, PORTFOLIOS, UNITS, Sheet
from yuetan.paperwork.roster.report import Row
from yuetan.records.values import Roster

KEYS = {
    UNITS: ("unit", "since"), CADRES: ("cadre",), APPOINTMENTS: ("cadre", "unit", "post", "title", "since"),
    PORTFOLIOS: ("cadre", "unit", "since"), PAST_TALKS: ("cadre", "regulation", "kind", "on"),
}
GROUPS = {UNITS: ("unit",), APPOINTMENTS: ("cadre", "unit", "post", "title"), PORTFOLIOS: ("cadre", "unit")}
"""What may hold but once at a time: a unit's place, a post of one title, a portfolio."""

Group = tuple[Any, ...]
Stretch = tuple[date, date]


def key_of(row: Row, fields: tuple[str, ...]) -> Group | None:
    """The values of some columns, None where one of them could not be read; what has no first day began with time."""
    values = row.values
    if any(name not in values for name in fields):
        return None
    return tuple(values[name] if name != "since" else values[name] or date.min for name in fields)


@frozen
class Known:
    """What the records hold already, by the keys that a workbook uses."""

    codes: Mapping[Sheet, frozenset[str]]
    stretches: Mapping[Sheet, Mapping[Group, tuple[Stretch, ...]]]
    parents: Mapping[Group, str]  # of a unit, by code and first day
    names: Mapping[str, str]
    types: Mapping[str, str]
    abolished: Mapping[str, date] = field(factory=dict)  # units that a reorganisation ended, from which day on


def known(stored: Roster, abolished: Mapping[str, date] = MappingProxyType({})) -> Known:
    """What is known of a stored roster, and of the units that a reorganisation ended."""
    stretches: dict[Sheet, defaultdict[Group, list[Stretch]]] = {sheet: defaultdict(list) for sheet in GROUPS}
    for placed in stored.placements:
        stretches[UNITS][placed.unit,].append((placed.since, placed.until))
    for held in stored.appointments:
        stretches[APPOINTMENTS][held.cadre, held.unit, held.post, held.title].append((held.since, held.until))
    for overseen in stored.portfolios:
        stretches[PORTFOLIOS][overseen.cadre, overseen.unit].append((overseen.since, overseen.until))
    return Known(
        codes={UNITS: frozenset(one.id for one in stored.units), CADRES: frozenset(one.id for one in stored.cadres)},
        stretches={sheet: {group: tuple(of) for group, of in groups.items()} for sheet, groups in stretches.items()},
        parents={(one.unit, one.since): one.parent for one in stored.placements},
        names={one.id: one.name for one in stored.cadres}, types={one.id: one.type for one in stored.units},
        abolished=abolished,
    )
