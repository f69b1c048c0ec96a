"""What the door gives out of plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from yuetan.access.views import Person
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


@frozen(kw_only=True)
class LineView:
    """A talk that is planned, and the interview it led to as far as the reader may see that."""

    reference: str
    cadre: Person
    talker: Person | None
    kind: Kind
    collective: bool
    planned: date | None
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
