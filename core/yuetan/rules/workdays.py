"""Which days are worked, and on what basis that is known; working days counted at the cost of a look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from attrs import field, frozen

from yuetan.rules.day_table import BASES, FIRST_DAY, LAST_DAY, PROJECTED, Known, Table, known, tabulate
from yuetan.rules.holidays import (
    ONE_DAY,
    Arrangement,
    ArrangementError,
    Basis,
    Holiday,
    days_between,
    statutory,
)
from yuetan.wording import say

__all__ = ["Arrangement", "ArrangementError", "Basis", "Calendar", "Holiday", "Span"]

Span = tuple[date, date]
"""A stretch of days with its first and its last day, both included."""


def _checked_spans(spans: Mapping[str, Iterable[Span]]) -> dict[str, tuple[Span, ...]]:
    """Take a place's spans over; ValueError where they run backwards, overlap or stand out of order."""
    taken = {code: tuple(some) for code, some in spans.items()}
    for code, some in taken.items():
        for first, last in some:
            if last < first:
                problem = say("{code}：末日{last}早于首日{first}；请核对起止日期", code=code, first=first, last=last)
                raise ValueError(problem)
        for (_, last), (first, _) in pairwise(some):
            if first <= last:
                problem = say("{code}：{first}起的一段未排在前一段（至{last}）之后；请按先后排列，互不重叠",
                              code=code, first=first, last=last)
                raise ValueError(problem)
    return taken


def _taken(arrangements: Iterable[Arrangement]) -> tuple[Arrangement, ...]:
    return tuple(arrangements)


def _years(arrangements: Iterable[Arrangement]) -> str:
    return ", ".join(f"{arrangement.year} {arrangement.basis.name}" for arrangement in arrangements)


@frozen
class Calendar:
    """The working days of a place, and the spans only this place knows (its semesters), by code.

    An imported arrangement comes before a published one of the same year. In a year with neither, weekends and the
    holidays that the law fixes to dates are off, on the basis PROJECTED; on that basis stand also the last days of a
    December whose next year's arrangement is unknown. No day is ever refused: a count that would leave the calendar
    stops at its first or last day. ArrangementError where a year has two arrangements on one basis.
    """

    arrangements: tuple[Arrangement, ...] = field(default=(), converter=_taken, repr=_years)
    spans: Mapping[str, tuple[Span, ...]] = field(factory=dict, converter=_checked_spans, hash=False)

    # Slots filled at once, not cached properties: those would slow down every other attribute of the class.
    _known: Known = field(init=False, repr=False, eq=False)
    _table: Table = field(init=False, repr=False, eq=False)

    @_known.default
    def _put_together(self) -> Known:
        return known(self.arrangements)

    @_table.default
    def _laid_out(self) -> Table:
        return tabulate(self.arrangements)

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked, as far as is known."""
        if FIRST_DAY <= day <= LAST_DAY:
            return self._table.worked[day.toordinal()] == 1
        return self._known.is_workday(day)

    def basis(self, day: date) -> Basis:
        """On what basis `is_workday` answers; PROJECTED as long as an arrangement still to come may change it."""
        if FIRST_DAY <= day <= LAST_DAY:
            return BASES[self._table.bases[day.toordinal()]]
        return self._known.basis(day)

    def awaits(self, day: date) -> int | None:
        """The year whose arrangement would settle this day; None where the day is settled."""
        return self._known.awaits(day)

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether any day from the first to the last, both included, is PROJECTED."""
        if first >= FIRST_DAY and last <= LAST_DAY:
            return self._table.bases.find(PROJECTED, first.toordinal(), last.toordinal() + 1) >= 0
        return any(self.awaits(day) is not None for day in days_between(first, last))

    def add_workdays(self, start: date, count: int) -> date:
        """The working day that is so many after the start or, negative, before it.

        The start itself is not counted, whether worked or off; a count of 0 is the start.
        """
        table = self._table
        try:
            if count > 0:
                return table.numbered[table.through[start.toordinal()] + count]
            if count and (place := table.before[start.toordinal()] + count) >= 0:
                return table.workdays[place]
        except IndexError:  # beyond the table
            pass
        return self._step(start, count)

    def add_workdays_many(self, starts: Sequence[date], count: int) -> list[date]:
        """`add_workdays` of each start, at about half the cost."""
        numbered, through = self._table.numbered, self._table.through
        workdays, before, ordinal = self._table.workdays, self._table.before, date.toordinal
        try:
            if count > 0:
                return [numbered[through[ordinal(start)] + count] for start in starts]
            if count and starts and before[ordinal(min(starts))] + count >= 0:
                return [workdays[before[ordinal(start)] + count] for start in starts]
        except IndexError:  # beyond the table
            pass
        return [self.add_workdays(start, count) for start in starts]

    def next_workday(self, day: date) -> date:
        """The day itself if it is worked, else the first working day after it."""
        try:
            return self._table.workdays[self._table.before[day.toordinal()]]
        except IndexError:  # beyond the table
            return day if self.is_workday(day) else self._step(day, 1)

    def workdays_between(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from the first to the last, both included."""
        return tuple(filter(self.is_workday, days_between(first, last)))

    def holidays(self, year: int) -> tuple[Holiday, ...]:
        """The year's named holidays in order; of a year that is not known, those the law fixes to dates."""
        arrangement = self._known.years.get(year)
        return arrangement.holidays if arrangement else statutory(year)

    def _step(self, day: date, count: int) -> date:
        """Count day by day: for what the table does not hold."""
        step, end = (ONE_DAY, date.max) if count > 0 else (-ONE_DAY, date.min)
        while count and day != end:
            day += step
            if self.is_workday(day):
                count += -1 if count > 0 else 1
        return day
