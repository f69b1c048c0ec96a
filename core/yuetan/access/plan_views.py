"""What the door gives out of plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from yuetan.access.views import Person
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Kind
from yuetan.rules.regulation import Regulation


@frozen(kw_only=True)
class PlanRow:
    """A plan in a list."""

    reference: str
    regulation: Regulation
    unit: str  # its reference
    unit_name: str
    title: str
    since: date
    until: date  # included
    state: str  # drafted, submitted, approved, returned, withdrawn
    lines: int  # that the reader sees
    round: str = ""  # what the round of talks is called that it is for; empty: of none


@frozen(kw_only=True)
class LineView:
    """A talk that is planned, and the interview it led to as far as the reader may see that."""

    reference: str
    cadre: Person
    talker: Person | None
    kind: Kind
    collective: bool
    planned: date | None
    due: date | None  # until when the talk is owed, as far as the reader may see that it is
    sealed: bool
    interview: str  # its reference; empty: none yet, or none he may see
    state: str  # what it is at


@frozen(kw_only=True)
class PlanView:
    """A plan with the lines its reader sees, and what he may do with it now."""

    row: PlanRow
    version: int
    lines: Sequence[LineView]
    kinds: Sequence[Kind]
    may_edit: bool
    may_decide: bool
    may_seal: bool


@frozen(kw_only=True)
class RoundTalk:
    """One talk of a round that its reader sees: as it is planned, and how far it has come."""

    line: LineView
    held_on: date | None
    filed: bool


@frozen(kw_only=True)
class RoundAct:
    """What was done to the plan of a round, on which day and by whom."""

    title: str
    on: date
    by: str  # a name; empty where no person did it


@frozen(kw_only=True)
class RoundTold:
    """A paper by which the unit told of a round: when, and the days it says."""

    on: date
    days: Sequence[tuple[str, date]]  # what each day is called


@frozen(kw_only=True)
class RoundView:
    """A round of talks: its plan, what was done to that, the talks in it, and what was told of it in the end."""

    row: PlanRow
    paper: Material
    acts: Sequence[RoundAct]
    talks: Sequence[RoundTalk]
    told: Sequence[RoundTold]
    counts: Sequence[tuple[str, Sequence[tuple[str, int]]]]  # by what, and how many talks of each
