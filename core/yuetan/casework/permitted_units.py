"""In which units somebody may do something that is no act in a case: asked of the policy, unit by unit."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from yuetan.access.actor import Actor, Standing
from yuetan.access.organisations import organisations_on
from yuetan.access.policy import Lies, allowed, lies_of_grants
from yuetan.access.reading_people import LONGEST_CHOICE, unit_names
from yuetan.access.units import keys_below, lines_above
from yuetan.records.cases import unit_ids
from yuetan.records.database import Connection
from yuetan.records.one_state import remembered
from yuetan.records.readings import unit_rows


@remembered
def codes_below(connection: Connection, actor: Actor, on: date) -> tuple[str, ...]:
    """The codes of all units he is granted anything in, with all below, whoever's they are."""
    codes = tuple(sorted({one.unit for one in actor.granted if one.unit}))
    keys = connection.execute(keys_below(codes, frozenset(), on)).scalars().all()
    return tuple(code for _, _, code in unit_rows(connection, keys))


def permitted_units(connection: Connection, actor: Actor, units: Collection[str], action: str, on: date,
                    ) -> frozenset[str]:
    """Those of some units, by their codes, that the policy lets an actor do this in."""
    return _permitted(connection, actor, tuple(units), action, on)


@remembered
def _permitted(connection: Connection, actor: Actor, units: tuple[str, ...], action: str, on: date) -> frozenset[str]:
    beginning = organisations_on(connection, on).general
    lines = lines_above(connection, units, on)
    answers = dict[tuple[Lies, ...], bool]()  # units that lie alike to all his grants are answered for at once

    def may(one: str) -> bool:
        lies = lies_of_grants(actor, lines.get(one, (one,)), beginning)
        alike = tuple(lies.values())
        if alike not in answers:
            answers[alike] = bool(allowed(actor, action, standing=Standing.NONE, lies=lies))
        return answers[alike]
    return frozenset(filter(may, units))


def units_called(connection: Connection, codes: Collection[str], on: date) -> tuple[tuple[str, str], ...]:
    """Units by their codes and the names they have on a day, in the order of the codes; at most 400."""
    keys = unit_ids(connection, sorted(codes)[:LONGEST_CHOICE])
    names = unit_names(connection, keys.values(), on)
    return tuple((code, names.get(keys[code], code)) for code in sorted(keys))
