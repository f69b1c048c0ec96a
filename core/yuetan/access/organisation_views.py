"""The tree of units on a day, what changed between two days, and reorganisations with what they change, as values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from attrs import field, frozen

from yuetan.access.actor import Role
from yuetan.access.views import Person
from yuetan.engine.reorganisations import Reorganisation


@frozen(kw_only=True)
class UnitRow:
    """A unit in the tree of a day: how deep it lies below the first, who heads it, how many hold a post in it."""

    reference: str
    code: str
    name: str
    depth: int
    heads: tuple[Person, ...] = ()
    people: int = 0
    below: int = 0  # units right below it that are left out


@frozen(kw_only=True)
class UnitChange:
    """What became of a unit between two days: founded, ended, renamed or moved, from what to what."""

    reference: str
    name: str  # on the later day; of one that ended, as it was last called
    change: str
    was: str = ""
    became: str = ""


@frozen(kw_only=True)
class OrganisationView:
    """The tree on a day, as far as the reader works for it; and what changed since another day."""

    on: date
    then: date
    units: tuple[UnitRow, ...]
    changes: tuple[UnitChange, ...]


@frozen(kw_only=True)
class PostRow:
    """A post in a unit that changes: whose, which, and who takes it; empty where it ends."""

    key: str
    person: str
    unit: str
    title: str
    to: str


@frozen(kw_only=True)
class PlacedRow:
    """A unit that is founded, renamed or moved: its name and the unit above it, before and after."""

    was: str
    became: str
    above_was: str
    above: str
    founded: bool = False


@frozen(kw_only=True)
class Preview:
    """What changes because of a reorganisation, as far as the reader may know; counts are of what he may see."""

    mark: str
    placed: tuple[PlacedRow, ...] = ()
    ended: tuple[str, ...] = ()
    heir: str = ""  # who takes over reports and cases
    into: tuple[tuple[str, str], ...] = ()  # the units that go on, by code and name
    posts: tuple[PostRow, ...] = ()
    overseers: tuple[str, ...] = ()  # who oversees no longer what ends
    grants: tuple[tuple[str, int], ...] = ()  # by role, those over units that end
    governances: tuple[str, ...] = ()  # the regulations decided on for units that end
    governed_before: tuple[str, ...] = ()  # of a unit that moves: what governs it
    governed_after: tuple[str, ...] = ()
    interviews: int = 0
    obligations: int = 0
    reports: int = 0


@frozen(kw_only=True)
class ReorganisationRow:
    """A reorganisation in a list."""

    reference: str
    sort: str
    unit: str
    since: date
    state: str
    paper: str
    proposed_at: datetime


@frozen(kw_only=True)
class ReorganisationView:
    """One reorganisation: what was proposed, with the names of that day, and what it changes while it waits."""

    row: ReorganisationRow
    asked: Reorganisation
    names: Mapping[str, str] = field(factory=dict)  # of every unit it speaks of, by code, the day before
    reason: str
    note: str
    proposed_by: str
    decided_by: str
    decided_at: datetime | None
    preview: Preview | None
    faults: tuple[str, ...] = ()  # why it may not be carried out any more as it was proposed
    may_confirm: bool = False
    may_withdraw: bool = False


@frozen(kw_only=True)
class LeftGrant:
    """A grant that ended with a unit."""

    name: str  # of the account
    role: Role
    anew: bool  # whether the same was given in the unit that took over


@frozen(kw_only=True)
class LeftGovernance:
    """A decision on what governs a unit that ended with it."""

    title: str  # of the regulation
    replaces: bool
    anew: bool  # whether the same was decided, or proposed, for the unit that took over


@frozen(kw_only=True)
class LeftOver:
    """What ended with a unit and is given anew by a decision alone."""

    unit: str
    on: date  # from which day the unit is no more
    heir: str  # the code of the unit that took over; empty where none did
    heir_name: str
    grants: tuple[LeftGrant, ...]
    governances: tuple[LeftGovernance, ...]
