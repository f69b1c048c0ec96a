"""What all arrangements together say of every day, and the same laid out so that a count is a look-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate, compress
from typing import NamedTuple

from attrs import frozen

from yuetan.rules.holidays import (
    DECEMBER,
    WEEK,
    Arrangement,
    ArrangementError,
    Basis,
    days_between,
    is_weekend,
    statutory,
)
from yuetan.wording import say

# Until the next year's arrangement is known it may still claim the last days of December for its New Year. The earliest
# day that any arrangement since 2004 so claimed is 29 December: a Saturday worked for the New Years of 2008 and 2019.
OPEN_SINCE = 29

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)  # of the table; beyond it days are counted one by one
_START, _STOP = FIRST_DAY.toordinal(), LAST_DAY.toordinal() + 1
_OUTSIDE = 1 << 62  # the count at a day before the table: an index that no list has
BASES = tuple(Basis)
PROJECTED = BASES.index(Basis.PROJECTED)


class Known(NamedTuple):
    """The years whose arrangement is known and the days they name, read day by day."""

    years: Mapping[int, Arrangement]
    days: Mapping[date, tuple[bool, Basis]]  # worked or off, and on what basis

    def awaits(self, day: date) -> int | None:
        """The year whose arrangement would settle this day; None where it is settled."""
        if day in self.days:
            return None
        if day.year not in self.years:
            return day.year
        is_open = day.month == DECEMBER and day.day >= OPEN_SINCE and day.year + 1 not in self.years
        return day.year + 1 if is_open else None

    def basis(self, day: date) -> Basis:
        """On what basis the day is worked or off."""
        if self.awaits(day) is not None:
            return Basis.PROJECTED
        return self.days[day][1] if day in self.days else self.years[day.year].basis

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked, as far as is known."""
        if day in self.days:
            return self.days[day][0]
        if is_weekend(day):
            return False
        return day.year in self.years or not any(
            holiday.first <= day <= holiday.last for holiday in statutory(day.year))


@frozen(eq=False)
class Table:
    """The same by a day's ordinal, from FIRST_DAY to LAST_DAY."""

    worked: bytes  # 1 worked, 0 off
    bases: bytes  # the index in BASES
    through: list[int]  # how many working days of the table there are through this day
    before: list[int]  # and before it
    workdays: list[date]
    numbered: list[date]  # the same from 1, as they are counted


@lru_cache(maxsize=64)
def known(arrangements: tuple[Arrangement, ...]) -> Known:
    """Put arrangements together; ArrangementError where a year has two on the same basis."""
    years: dict[int, Arrangement] = {}
    for basis in (Basis.PUBLISHED, Basis.IMPORTED):  # the office's own comes last and wins
        same = [arrangement for arrangement in arrangements if arrangement.basis is basis]
        for arrangement in same:
            if years.get(arrangement.year) in same:
                raise ArrangementError(say("{year}年有两份“{basis}”的放假安排；请只保留一份", year=arrangement.year,
                                           basis=say(basis.value)))
            years[arrangement.year] = arrangement
    days: dict[date, tuple[bool, Basis]] = {}
    for _, arrangement in sorted(years.items()):  # in December the next year's arrangement has the last word
        days |= dict.fromkeys(arrangement.days_off, (False, arrangement.basis))
        days |= dict.fromkeys(arrangement.workdays, (True, arrangement.basis))
    return Known(years, days)


@lru_cache(maxsize=4)
def tabulate(arrangements: tuple[Arrangement, ...]) -> Table:
    """Lay the table out; calendars with the same arrangements share it."""
    facts = known(arrangements)
    worked = bytearray(_weeks())
    bases = bytearray(bytes([PROJECTED]) * _STOP)
    for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
        if arrangement := facts.years.get(year):
            days = slice(date(year, 1, 1).toordinal(), date(year, DECEMBER, 31).toordinal() + 1)
            bases[days] = bytes([BASES.index(arrangement.basis)]) * (days.stop - days.start)
        else:
            for holiday in statutory(year):
                days = slice(holiday.first.toordinal(), holiday.last.toordinal() + 1)
                worked[days] = bytes(days.stop - days.start)
    for day in _told_apart(facts):
        worked[day.toordinal()] = facts.is_workday(day)
        bases[day.toordinal()] = BASES.index(facts.basis(day))
    in_table = worked[_START:]
    through = [_OUTSIDE] * _START + list(accumulate(in_table))
    before = [_OUTSIDE, *through[:-1]]
    workdays = list(compress(_dates(), in_table))
    return Table(bytes(worked), bytes(bases), through, before, workdays, [date.min, *workdays])


def _told_apart(facts: Known) -> Iterator[date]:
    """The days of the table that arrangements name, and those that the next year's may still claim."""
    for day in facts.days:
        if FIRST_DAY <= day <= LAST_DAY:
            yield day
    for year in facts.years:
        if FIRST_DAY.year <= year <= LAST_DAY.year:
            yield from days_between(date(year, DECEMBER, OPEN_SINCE), date(year, DECEMBER, 31))


@cache
def _dates() -> tuple[date, ...]:
    """Every day of the table."""
    return tuple(days_between(FIRST_DAY, LAST_DAY))


@cache
def _weeks() -> bytes:
    """The table where nothing but weekends is off."""
    week = bytes(not is_weekend(day) for day in _dates()[:WEEK])
    return bytes(_START) + (week * (len(_dates()) // WEEK + 1))[:len(_dates())]
