"""What a story with acts tells besides its facts: who may sign in, who does what when, and where somebody looks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from yuetan.records.governances import GovernanceRow

Value = str | int | bool | date
"""What a place shows in one column."""
Row = Mapping[str, Value]
"""One line of what a place shows."""


@frozen(kw_only=True)
class Account:
    """A role that a cadre is granted in a unit from a day until, and no longer on, another; without a unit, in all."""

    cadre: str
    role: str
    unit: str
    since: date
    until: date


@frozen(kw_only=True, eq=False)
class Act:
    """One act. ``asked`` is the value that casework takes for it; ``of`` names what it is about, as an act named it."""

    place: str
    name: str  # by which others speak of it, and of what it makes
    on: date
    by: str
    do: str
    of: str
    asked: object


@frozen(kw_only=True)
class Look:
    """Somebody looks somewhere on a day: after all acts of it, or right after one. ``asked`` is what he asks for."""

    reader: str
    on: date
    after: str
    where: str
    asked: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class Told:
    """All of it: what governs as it was decided, the accounts, and the acts in their order."""

    governances: tuple[GovernanceRow, ...]
    accounts: tuple[Account, ...]
    acts: tuple[Act, ...]


@frozen(kw_only=True)
class Refusal:
    """Why an act was not done."""

    sort: str  # hidden, unfit, refused, conflict
    text: str
    clauses: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()  # that were filled in wrongly
