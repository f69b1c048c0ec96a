"""What the door gives a desk beside its list: figures of all that may be seen there, and the talks of a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class Figure:
    """How what is owed stands for one kind of talk, or in one unit; ``code`` narrows the desk to it."""

    code: str  # REGULATION:KIND, or the reference of a unit
    title: str
    regulation: str  # its title; empty for a unit
    done: int  # in time
    late: int  # done late
    open: int  # to be done still, and not overdue
    overdue: int

    @property
    def all(self) -> int:
        """All that was, or is, to be done."""
        return self.done + self.late + self.open + self.overdue


@frozen(kw_only=True)
class DeskFigures:
    """Figures of everything that may be seen on the desk."""

    all: Figure  # of everything together
    kinds: Sequence[Figure]  # of the talks that are owed, in the order of their regulations
    units: Sequence[Figure]  # what is to be done still alone: twelve at most, those where most is first
    months: Sequence[tuple[str, int, int]]  # 2026-03: how much falls due in it that is not done, and is overdue


@frozen(kw_only=True)
class PlannedDay:
    """The talks that are planned for a day; of a single one its reference and its kind."""

    on: date
    count: int
    reference: str = ""
    title: str = ""
