"""By when: days counted from an event, each with the trace of how it was reached."""

from __future__ import annotations

import calendar as months_of
import enum
from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta

from attrs import evolve, field, frozen

from yuetan.rules.holidays import ONE_DAY, WEEK, Basis, days_between
from yuetan.rules.numerals import printed
from yuetan.rules.workdays import Calendar
from yuetan.wording import later, say

MONTHS = 12  # of a year


class Tick(enum.Enum):
    """What is counted."""

    DAY = later("日")
    WORKDAY = later("个工作日")
    WEEK = later("周")
    MONTH = later("个月")
    YEAR = later("年")


_PRINTED_UNITS = {
    Tick.DAY: ("日", "天"),
    Tick.WORKDAY: ("个工作日",),
    Tick.WEEK: ("周", "个星期", "星期"),
    Tick.MONTH: ("个月",),
    Tick.YEAR: ("年",),
}

# Looked up once: Python 3.11 takes longer to find a member of an enumeration than to count the days.
_WORKDAY, _WEEK, _MONTH, _YEAR = Tick.WORKDAY, Tick.WEEK, Tick.MONTH, Tick.YEAR
_PROJECTED = Basis.PROJECTED


@frozen
class Counted:
    """A day and how it was reached; what a user is shown beside every date. Days stand in the order of counting.

    ``counted`` has one day for every tick, that on which it was full: each day or working day, the end of each week,
    month or year. Its last one is the end of the term before any rolling. ``skipped`` are the days off passed over:
    while working days are counted, and between ``rolled_from`` and ``on`` where a last day off moved on.
    """

    on: date
    start: date
    counted: tuple[date, ...] = ()
    skipped: tuple[date, ...] = ()
    rolled_from: date | None = None
    undecided: tuple[date, ...] = ()  # the days it rests on whose arrangement is still to come
    basis: Mapping[date, Basis] = field(factory=dict, hash=False)  # of each day counted or skipped, and of ``on``

    @property
    def provisional(self) -> bool:
        """Whether an arrangement still to come may move the day."""
        return bool(self.undecided)


@frozen
class Due:
    """A number of ticks after (or, negative, before) an event, whose own day is not counted.

    A term before an event never rolls; one after it moves from a last day off to the next working day where ``rolls``
    is asked for. Months and years end on the same day of the month, or on its last where there is none. What would lie
    beyond the calendar's first or last day is that day.
    """

    anchor: str
    count: int = 0
    tick: Tick = Tick.DAY
    opens: Due | None = None  # a window: not before this
    stated: bool = field(default=True, kw_only=True)  # whether the text prints the count, or only "before" and "after"

    @property
    def is_before(self) -> bool:
        """Whether it lies before its anchor."""
        return self.count < 0

    @property
    def figures(self) -> tuple[str, ...]:
        """Every way a text may print the count; empty where it prints none. ``opens`` has figures of its own."""
        if not self.count or not self.stated:
            return ()
        half_year = ("半年",) if self.tick is _MONTH and abs(self.count) * 2 == MONTHS else ()
        return printed(abs(self.count), *_PRINTED_UNITS[self.tick]) + half_year

    def on(self, start: date, calendar: Calendar, *, rolls: bool = False) -> date:
        """The day alone, at the cost of a look-up; `counted` tells how it was reached."""
        if self.tick is _WORKDAY:
            return calendar.add_workdays(start, self.count)
        day = _moved(start, self.count, self.tick)
        return calendar.next_workday(day) if rolls and self.count > 0 else day

    def counted(self, start: date, calendar: Calendar, *, rolls: bool = False) -> Counted:
        """The day and how it was reached."""
        if self.tick is _WORKDAY:
            return self._counted_workdays(start, calendar)
        step = -1 if self.is_before else 1
        counted = tuple(_moved(start, step * number, self.tick) for number in range(1, abs(self.count) + 1))
        last = counted[-1] if counted else start
        on = calendar.next_workday(last) if rolls and self.count > 0 else last
        passed = tuple(days_between(last + ONE_DAY, on - ONE_DAY)) if on != last else ()
        rests_on = (last, *passed, on) if rolls and self.count > 0 else ()
        result = Counted(on, start, counted, skipped=passed, rolled_from=last if on != last else None)
        return _traced(result, rests_on, calendar)

    def _counted_workdays(self, start: date, calendar: Calendar) -> Counted:
        on = calendar.add_workdays(start, self.count)
        between = tuple(days_between(min(start, on), max(start, on)))
        walked = between[-2::-1] if self.is_before else between[1:]
        counted = tuple(day for day in walked if calendar.is_workday(day))
        skipped = tuple(day for day in walked if not calendar.is_workday(day))
        return _traced(Counted(on, start, counted, skipped), walked, calendar)

    def window(self, start: date, opened: date | None, calendar: Calendar, *, rolls: bool = False) -> tuple[date, date]:
        """The first and the last day on which it may be done; the opening never rolls.

        ``start`` is the day of this term's anchor, ``opened`` that of the anchor of ``opens``. Without ``opens``, or
        where its anchor has no day, the window has been open from the calendar's first day.
        """
        first = date.min if self.opens is None or opened is None else self.opens.on(opened, calendar)
        return first, self.on(start, calendar, rolls=rolls)


def _traced(result: Counted, rests_on: Iterable[date], calendar: Calendar) -> Counted:
    """Add on what basis each day is worked or off, and which of those the result rests on may still change."""
    basis = {day: calendar.basis(day) for day in (*result.counted, *result.skipped, result.on)}
    undecided = tuple(day for day in dict.fromkeys(rests_on) if basis[day] is _PROJECTED)
    return evolve(result, undecided=undecided, basis=basis)


def _moved(start: date, count: int, tick: Tick) -> date:
    """The day so many days, weeks, months or years away."""
    if tick is _MONTH:
        return add_months(start, count)
    if tick is _YEAR:
        return add_months(start, count * MONTHS)
    try:
        return start + timedelta(count * WEEK if tick is _WEEK else count)
    except OverflowError:
        return date.max if count > 0 else date.min


def add_months(day: date, count: int) -> date:
    """The same day so many months later or, negative, earlier; the month's last day where there is no such day."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + count, MONTHS)
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if count > 0 else date.min
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    """How many days a month has."""
    return months_of.monthrange(year, month)[1]


def days_after(anchor: str, count: int) -> Due:
    """So many days after an event: 谈话后15日内."""
    return Due(anchor, _positive(count))


def days_before(anchor: str, count: int) -> Due:
    """So many days before an event: 提前3天."""
    return Due(anchor, -_positive(count))


def workdays_after(anchor: str, count: int) -> Due:
    """So many working days after an event."""
    return Due(anchor, _positive(count), Tick.WORKDAY)


def workdays_before(anchor: str, count: int) -> Due:
    """So many working days before an event: 提前2个工作日."""
    return Due(anchor, -_positive(count), Tick.WORKDAY)


def weeks_after(anchor: str, count: int) -> Due:
    """So many weeks after an event."""
    return Due(anchor, _positive(count), Tick.WEEK)


def weeks_before(anchor: str, count: int) -> Due:
    """So many weeks before an event."""
    return Due(anchor, -_positive(count), Tick.WEEK)


def months_after(anchor: str, count: int) -> Due:
    """So many months after an event."""
    return Due(anchor, _positive(count), Tick.MONTH)


def months_before(anchor: str, count: int) -> Due:
    """So many months before an event."""
    return Due(anchor, -_positive(count), Tick.MONTH)


def years_after(anchor: str, count: int) -> Due:
    """So many years after an event."""
    return Due(anchor, _positive(count), Tick.YEAR)


def by(anchor: str) -> Due:
    """No later than the event itself."""
    return Due(anchor)


def before(anchor: str) -> Due:
    """At the latest on the day before an event; the text prints no figure."""
    return Due(anchor, -1, stated=False)


def between(opens: str, closes: str) -> Due:
    """After one event and before another, on neither day itself; the text prints no figure."""
    return Due(closes, -1, opens=Due(opens, 1, stated=False), stated=False)


def end_of(anchor: str) -> str:
    """The last day of an event that lasts, such as a sanction's influence period."""
    return anchor + ".end"


def _positive(count: int) -> int:
    if count < 1:
        raise ValueError(say("时限应为正整数，这里是{count}；事前用 …_before，事后用 …_after，当日用 by", count=count))
    return count
