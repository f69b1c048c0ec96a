"""What the door gives out to whoever supervises: how procedure was kept in the units below, and nothing of any talk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from yuetan.access.views import RuleAgainst
from yuetan.rules.duties import Duty
from yuetan.rules.regulation import Regulation

OVERDUE, SOON, OPEN, UNDATED, WAITING, LATE = "overdue", "soon", "open", "undated", "waiting", "late"
GROUPS = (OVERDUE, SOON, OPEN, UNDATED, WAITING, LATE)
"""How what is owed is counted: past its day; due within seven days; due later; without a day, and to be done; not begun
to run yet; done after its day. What was done in time, or is no longer asked for, is counted nowhere."""

PLANS, PROBLEMS = "plans", "problems"
"""Besides: what units themselves are to hand in for a period and have not, and what was found in units."""


@frozen(kw_only=True)
class Standing:
    """How much of what is owed stands where, and since when the oldest of what is overdue was due."""

    counts: Mapping[str, int]  # by group
    oldest: date | None = None

    @property
    def pending(self) -> int:
        """Everything that is still to be done and has begun to run."""
        return sum(self.counts.get(one, 0) for one in (OVERDUE, SOON, OPEN, UNDATED))


@frozen(kw_only=True)
class UnitStanding:
    """A unit with all below it."""

    reference: str
    name: str
    standing: Standing
    unfiled: int  # plans and reports of units that are overdue
    parts: bool  # whether anything lies below it that can be looked at by itself


@frozen(kw_only=True)
class DutyStanding:
    """A duty of a regulation, over all units that are looked at."""

    regulation: Regulation
    duty: Duty
    standing: Standing


@frozen(kw_only=True)
class SupervisedRow:
    """One obligation as a supervisor sees it: of which unit, by when; whom it is about stands nowhere."""

    regulation: Regulation
    duty: Duty
    unit: str
    group: str
    due: date | None
    done_on: date | None
    since: date | None  # where no day is named for it: the day of its cause
    kind: str = ""  # the title of the kind of interview
    number: str = ""  # of the interview
    cause: str = ""  # what it is for, in words: the event that brought it about
    settled: bool = False


@frozen(kw_only=True)
class Departure:
    """Something that was done against a rule, with the reason that was given for it; nobody is named in it."""

    unit: str
    regulation: Regulation
    kind: str
    number: str
    event: str
    on: date
    against: tuple[RuleAgainst, ...]
    reason: str


@frozen(kw_only=True)
class SupervisionView:
    """A unit that is looked at, with what lies below it."""

    reference: str
    name: str
    choices: tuple[tuple[str, str], ...]  # the units to begin with: references and names
    trail: tuple[tuple[str, str], ...]  # from the first of them down to this one, itself left out
    whole: UnitStanding
    units: tuple[UnitStanding, ...]
    duties: tuple[DutyStanding, ...]
    unfiled: tuple[SupervisedRow, ...]
    problems: tuple[SupervisedRow, ...]
    departures: tuple[Departure, ...]
    since: date  # of the departures


@frozen(kw_only=True)
class SupervisedRows:
    """Part of the obligations of a group."""

    rows: tuple[SupervisedRow, ...]
    more: bool


@frozen(kw_only=True)
class SupervisedPage(SupervisedRows):
    """The same with the unit at or below which they lie, and how many there are of each group."""

    reference: str
    name: str
    trail: tuple[tuple[str, str], ...]  # as of the unit
    counts: Mapping[str, int]
