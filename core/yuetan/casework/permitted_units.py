"""In which units somebody may do something that is no act in a case: asked of the policy, unit by unit."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from yuetan.access.actor import Actor, Standing
from yuetan.access.organisations import organisations_on
from yuetan.access.policy import Lies, allowed
from yuetan.access.reach import reach_of
from yuetan.access.reading_people import LONGEST_CHOICE, unit_names
from yuetan.records.cases import unit_ids
from yuetan.records.database import Connection
from yuetan.records.one_state import remembered


@remembered
def codes_below(connection: Connection, actor: Actor, on: date) -> tuple[str, ...]:
    """The codes of all units he is granted anything in, with all below, whoever's they are."""
    reach = reach_of(connection, _granted(actor), on)
    return tuple(sorted(reach.codes[key] for key in reach.below(_granted(actor), frozenset())))


def permitted_units(connection: Connection, actor: Actor, units: Collection[str], action: str, on: date,
                    ) -> frozenset[str]:
    """Those of some units, by their codes, that the policy lets an actor do this in."""
    return _permitted(connection, actor, tuple(units), action, on)


@remembered
def _permitted(connection: Connection, actor: Actor, units: tuple[str, ...], action: str, on: date) -> frozenset[str]:
    beginning, reach = organisations_on(connection, on).general, reach_of(connection, _granted(actor), on)
    lying = {code: tuple({reach.codes[key] for key in reach.below((code,), others)} for others in (
        beginning, frozenset[str]())) for code in _granted(actor)}
    answers = dict[tuple[Lies, ...], bool]()  # units that lie alike to all his grants are answered for at once

    def lies_to(granted: str, one: str) -> Lies:
        own, below = lying.get(granted, ((), ()))
        return Lies.OWN if one in own else Lies.BELOW if one in below else Lies.OTHER

    def may(one: str) -> bool:
        alike = tuple(lies_to(grant.unit, one) for grant in actor.granted)
        if alike not in answers:
            lies = dict(zip(actor.granted, alike, strict=True))
            answers[alike] = bool(allowed(actor, action, standing=Standing.NONE, lies=lies))
        return answers[alike]
    return frozenset(filter(may, units))


def _granted(actor: Actor) -> tuple[str, ...]:
    """The codes of the units he is granted anything in."""
    return tuple(sorted({one.unit for one in actor.granted if one.unit}))


def units_called(connection: Connection, codes: Collection[str], on: date) -> tuple[tuple[str, str], ...]:
    """Units by their codes and the names they have on a day, in the order of the codes; at most 400."""
    keys = unit_ids(connection, sorted(codes)[:LONGEST_CHOICE])
    names = unit_names(connection, keys.values(), on)
    return tuple((code, names.get(keys[code], code)) for code in sorted(keys))
