"""Days laid out in weeks: the month beside the desk, and the days that were counted up to a due day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import Protocol

from attrs import frozen

from yuetan.wording import say

WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)
SATURDAY = 5
LONGEST = timedelta(days=70)  # what is counted in months is told in words alone
YEARS = range(1990, 2101)


@frozen
class Month:
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Month | None:
        """A month written as 2026-03; None where it is none, or too far away to be shown."""
        if not re.fullmatch(r"[0-9]{4}-[0-9]{1,2}", text):
            return None
        year, _, month = text.partition("-")
        return cls(int(year), int(month)) if int(year) in YEARS and 1 <= int(month) <= 12 else None  # noqa: PLR2004

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def before(self) -> Month | None:
        """The month before; None at the edge of what is shown."""
        return Month.read(str(Month.of(date(self.year, self.month, 1) - ONE_DAY)))

    @property
    def after(self) -> Month | None:
        """The month after; None at the edge of what is shown."""
        return Month.read(str(Month.of(date(self.year, self.month, 28) + WEEK)))

    @property
    def weeks(self) -> list[list[date]]:
        """Its weeks from Monday on, filled up with days of the months beside it."""
        return calendar.Calendar().monthdatescalendar(self.year, self.month)


@frozen
class Day:
    """A day as a calendar shows it. ``mark`` is 休 or 班 where it differs from what its place in the week says."""

    on: date
    off: bool
    mark: str
    tentative: bool  # its year's arrangement is still to come
    part: str = ""  # start, counted, skipped, rolled or due; empty: a day that only fills the week
    label: str = ""  # what is written under it


class Worked(Protocol):
    """A calendar, as far as a page looks into it."""

    def is_workday(self, day: date) -> bool:
        """Whether a day is worked."""

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether that may still change for one of some days."""


class Count(Protocol):
    """A day that was counted, and how it was reached."""

    @property
    def on(self) -> date:
        """The day."""

    @property
    def start(self) -> date:
        """The day counted from."""

    @property
    def counted(self) -> tuple[date, ...]:
        """The days that counted."""

    @property
    def skipped(self) -> tuple[date, ...]:
        """Those that did not."""

    @property
    def rolled_from(self) -> date | None:
        """The last day, where it was a day off."""

    @property
    def basis(self) -> Mapping[date, Enum]:
        """On what it rests that a day is worked or off."""


def day_of(calendar: Worked, on: date, part: str = "", label: str = "") -> Day:
    """A day, off or worked as the arrangement has it."""
    worked, weekend = calendar.is_workday(on), on.weekday() >= SATURDAY
    mark = say("班") if worked and weekend else say("休") if not worked and not weekend else ""
    return Day(on, not worked, mark, calendar.is_provisional(on, on), part, label)


def counting(calendar: Worked, counted: Count | None) -> Sequence[Sequence[Day]]:
    """The weeks from the day counted from to the due day, each day with its part; none where no days were counted."""
    if counted is None or not counted.counted or abs(counted.on - counted.start) > LONGEST:
        return ()
    parts = {day: ("skipped", say("休")) for day in counted.skipped}
    parts |= {day: ("counted", str(number)) for number, day in enumerate(counted.counted, start=1)}
    if counted.rolled_from is not None:
        parts[counted.rolled_from] = ("rolled", say("{number} 顺延", number=len(counted.counted)))
    parts |= {counted.start: ("start", say("起算")), counted.on: ("due", say("到期"))}
    first, last = min(parts), max(parts)
    monday = first - first.weekday() * ONE_DAY
    days = [monday + number * ONE_DAY for number in range((last - monday).days // 7 * 7 + 7)]
    shown = [day_of(calendar, day, *parts.get(day, ("", ""))) for day in days]
    return [shown[start:start + 7] for start in range(0, len(shown), 7)]


def bases(counted: Count | None) -> str:
    """On what it rests that the days counted over are worked or off; empty where none were."""
    return say("、").join(dict.fromkeys(say(basis.value) for basis in counted.basis.values())) if counted else ""
