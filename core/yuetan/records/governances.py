"""A decision on which regulation governs a unit, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from attrs import frozen


@frozen(kw_only=True)
class CreditGiven:
    """That talks of some families, under some other regulations or any, count as one of a kind."""

    to: str  # the code of the kind
    families: tuple[str, ...]
    regulations: tuple[str, ...] = ()

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> CreditGiven:
        """One as it was written down."""
        return cls(to=written["to"], families=tuple(written["families"]), regulations=tuple(written["regulations"]))


@frozen(kw_only=True)
class GovernanceRow:
    """That a regulation governs a unit from ``since`` until, and no longer on, ``until``; and how far that is decided.

    It governs all that lies below the unit, beside whatever else comes from above; where it ``replaces``, in its place.
    Below a unit for which the same regulation was decided upon again, that decision stands. Before ``live_on`` nothing
    is judged.
    """

    reference: str
    unit: str  # its code
    regulation: str
    replaces: bool
    readings: Mapping[str, str]
    credits: tuple[CreditGiven, ...] = ()  # talks under other regulations that the decision lets count
    since: date
    until: date
    live_on: date
    paper: str
    proposed_by: int | None  # None: set up on the server
    approved_by: int | None
    approved_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def stands(self) -> bool:
        """Whether it is approved and was not withdrawn altogether."""
        return self.approved_at is not None and self.withdrawn_at is None
