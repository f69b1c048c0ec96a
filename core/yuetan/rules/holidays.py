"""A year's days off and make-up working days, and what is known of a year whose arrangement is not."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from attrs import field, frozen

from yuetan.wording import later, say

ONE_DAY = timedelta(days=1)
SATURDAY = 5
WEEK = 7
DECEMBER = 12
_WEEKDAYS = later("一 二 三 四 五 六 日")


class Basis(enum.Enum):
    """What it rests on that a day is worked or off."""

    PUBLISHED = later("已公布")
    IMPORTED = later("本单位导入")
    PROJECTED = later("暂按周末推算")


class ArrangementError(ValueError):
    """A year's arrangement that cannot be right; its text says which year, which day and what to do."""


@frozen
class Holiday:
    """A named holiday, from its first to its last day off."""

    name: str
    first: date
    last: date

    def __attrs_post_init__(self) -> None:
        if not self.name:
            raise ArrangementError(say("{day}起的节日没有名称；请写明是哪个节日", day=self.first))
        if self.last < self.first:
            raise ArrangementError(say("{name}的末日{last}早于首日{first}；请核对起止日期", name=self.name,
                                       last=self.last, first=self.first))

    def days(self) -> Iterator[date]:
        """Each day of it, in order."""
        return days_between(self.first, self.last)


def _days(days: Iterable[date]) -> frozenset[date]:
    return frozenset(days)


def _in_order(holidays: Iterable[Holiday]) -> tuple[Holiday, ...]:
    return tuple(sorted(holidays, key=lambda holiday: holiday.first))


@frozen(cache_hash=True)
class Arrangement:
    """One year's exceptions from the week: days off (a weekend among them does no harm) and weekend days worked.

    The arrangement of a year may name days of the December before it: 2011-12-31, a Saturday, was worked for the New
    Year of 2012 and belongs to 2012. ArrangementError where a day lies elsewhere, is off and worked at once, is listed
    as made up although it is worked anyway, or where a holiday holds a working day.
    """

    year: int
    days_off: frozenset[date] = field(converter=_days)
    workdays: frozenset[date] = field(default=(), converter=_days)
    holidays: tuple[Holiday, ...] = field(default=(), converter=_in_order)
    basis: Basis = Basis.PUBLISHED

    def __attrs_post_init__(self) -> None:
        if self.basis is Basis.PROJECTED:
            self._refuse(say("推算不是放假安排；依据应为“已公布”或“本单位导入”"))
        in_holidays = {day: holiday.name for holiday in self.holidays for day in holiday.days()}
        for day in sorted(self.days_off | self.workdays | in_holidays.keys()):
            if day.year != self.year and (day.year, day.month) != (self.year - 1, DECEMBER):
                self._refuse(say("{day}既不在{year}年，也不在上年12月；请核对年份", day=day, year=self.year))
        for day in sorted(self.workdays):
            if day in self.days_off:
                self._refuse(say("{day}既列为休息又列为上班；请删去其中一处", day=day))
            if not is_weekend(day):
                self._refuse(say("{day}是星期{weekday}，本来就上班；请核对调休上班的日期", day=day,
                                 weekday=weekday_of(day)))
        for day, name in in_holidays.items():
            if day in self.workdays or not (is_weekend(day) or day in self.days_off):
                self._refuse(say("{day}在{name}假期之内却不休息；请核对假期起止和调休上班的日期", day=day, name=name))

    def _refuse(self, problem: str) -> None:
        raise ArrangementError(say("{year}年放假安排：{problem}", year=self.year, problem=problem))


@cache
def statutory(year: int) -> tuple[Holiday, ...]:
    """The holidays the law itself fixes to dates: what is known of a year before its arrangement.

    Those of the lunar calendar and 清明 are left out: on which days they are taken off, only the arrangement says.
    """
    return tuple(Holiday(name, date(year, month, first), date(year, month, last))
                 for since, until, name, month, first, last in _FIXED if since <= year < until)


# 全国年节及纪念日放假办法 as first issued in 1949 and as amended in 1999, 2007 and 2024: from year, until year, days
_FIXED = (
    (1950, 10_000, "元旦", 1, 1, 1),
    (1950, 2000, "劳动节", 5, 1, 1),
    (2000, 2008, "劳动节", 5, 1, 3),
    (2008, 2025, "劳动节", 5, 1, 1),
    (2025, 10_000, "劳动节", 5, 1, 2),
    (1950, 1999, "国庆节", 10, 1, 2),
    (1999, 10_000, "国庆节", 10, 1, 3),
)


def weekday_of(day: date) -> str:
    """The day of the week, in one character or a short word: 一, Mon."""
    return say(_WEEKDAYS).split()[day.weekday()]


def is_weekend(day: date) -> bool:
    """Whether the day is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last, both included; none where the last lies before the first."""
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))

