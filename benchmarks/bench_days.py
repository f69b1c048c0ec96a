"""Working days: one count and a batch, beside a bare table, numpy's busday, chinesecalendar and ``holidays``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from random import Random

import chinese_calendar
import holidays
import numpy as np

from benchmarks import Promise, Row, Table, side_by_side
from yuetan.engine.arrangements import standard_calendar
from yuetan.rules.days import Due, days_after, workdays_after
from yuetan.rules.workdays import Calendar

N = 5
FAR = 250
FIRST, LAST = date(2023, 1, 1), date(2026, 11, 30)  # where every contender knows the year
KNOWN = [date.fromordinal(day) for day in range(FIRST.toordinal() - 60, LAST.toordinal() + 61)]
BATCH, MANY, SOME, FEW = 10_000, 5000, 100, 3  # starts in a round: of a batch; one by one, the quicker the more

OURS = "Calendar.add_workdays"
BARE = "bare table look-up, n fixed"
HOLIDAYS = "holidays get_nth_working_day"
BATCH_OURS = "Calendar.add_workdays_many"
BATCH_BUSDAY = "numpy busday_offset, arrays at hand"
BATCH_TABLE = "numpy table look-up, from dates to dates"

Count = Callable[[date], date]
Work = tuple[Callable[[], object], int]


def run() -> Iterator[Table]:
    """Measure one count, then a batch."""
    calendar = standard_calendar()
    yield _one_by_one(calendar)
    yield _at_once(calendar)


# One by one


def _one_by_one(calendar: Calendar) -> Table:
    starts = _starts(MANY)
    ours = {_ours(n): (partial(_each_by, calendar.add_workdays, starts, n), MANY) for n in (1, N, FAR, -N)}
    bare, peers = _bare(calendar), {**_slow(calendar), **_slowest()}
    works: dict[str, Work] = {BARE: (partial(_each, bare, starts), MANY), **ours, **_terms(calendar, starts)}
    for name, count in peers.items():
        some = FEW if name in _slowest() else SOME
        works[name] = (partial(_each, count, starts[:some]), some)
    times = side_by_side(works)
    rows = tuple(Row(name, time, _agreement(peers[name], calendar) if name in peers else "")
                 for name, time in times.items())
    return Table(f"One count of working days, date to date; n={N} unless said", rows, (
        Promise("one count, in bare look-ups", 1.5, times[_ours(N)] / times[BARE]),
        Promise("one count back, in bare look-ups", 1.5, times[_ours(-N)] / times[BARE]),
        Promise(f"n={FAR}, in counts of n=1", 1.25, times[_ours(FAR)] / times[_ours(1)]),
        Promise("one count, in counts by holidays", 0.01, times[_ours(N)] / times[HOLIDAYS]),
    ), (f"agrees: with {OURS}, n={N}, from every day of {FIRST} to {LAST}",))


def _ours(n: int) -> str:
    return f"{OURS}, n={n}"


def _bare(calendar: Calendar) -> Count:
    """The floor: the answers for one n, each day's at the place of its ordinal."""
    first, table = KNOWN[0].toordinal(), [calendar.add_workdays(day, N) for day in KNOWN]

    def look_up(start: date) -> date:
        return table[start.toordinal() - first]
    return look_up


def _terms(calendar: Calendar, starts: Sequence[date]) -> dict[str, Work]:
    """The same as a rule asks for it, without and with its trace."""
    due, rolling = workdays_after("held", N), days_after("held", 15)
    return {
        "Due.on, working days": (partial(_each_on, due, starts, calendar), MANY),
        "Due.on, 15 calendar days, rolling": (partial(_each_on, rolling, starts, calendar, rolls=True), MANY),
        "Due.counted, working days with their trace": (
            partial(_each, lambda start: due.counted(start, calendar).on, starts[:SOME]), SOME),
    }


def _slow(calendar: Calendar) -> dict[str, Count]:
    listed = _every_day_off(calendar)
    holidays_only = np.busdaycalendar("1111100", [day for day in KNOWN if day in chinese_calendar.constants.holidays])
    other = holidays.country_holidays("CN", years=range(FIRST.year, LAST.year + 1))
    return {
        "numpy busday_offset, every day off listed": lambda start: _busday(start, listed),
        "numpy busday_offset, holidays only": lambda start: _busday(start, holidays_only),
        HOLIDAYS: lambda start: other.get_nth_working_day(start, N),
    }


def _slowest() -> dict[str, Count]:
    return {"chinesecalendar, day by day": _day_by_day,
            "chinesecalendar find_workday": lambda start: chinese_calendar.find_workday(N, start)}


def _day_by_day(start: date) -> date:
    day, left = start, N
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    return day


def _busday(start: date, known: np.busdaycalendar) -> date:
    return date.fromisoformat(str(np.busday_offset(start, N, roll="preceding", busdaycal=known)))


def _every_day_off(calendar: Calendar) -> np.busdaycalendar:
    return np.busdaycalendar("1111111", [day for day in KNOWN if not calendar.is_workday(day)])


def _agreement(count: Count, calendar: Calendar) -> str:
    days = [day for day in KNOWN if FIRST <= day <= LAST]
    agreed = sum(count(day) == calendar.add_workdays(day, N) for day in days)
    return f"agrees on {agreed / len(days):.1%} of {len(days)} days"


def _each(count: Count, starts: Sequence[date]) -> None:
    for start in starts:
        count(start)


def _each_by(count: Callable[[date, int], date], starts: Sequence[date], n: int) -> None:
    for start in starts:
        count(start, n)


def _each_on(due: Due, starts: Sequence[date], calendar: Calendar, *, rolls: bool = False) -> None:
    on = due.on
    for start in starts:
        on(start, calendar, rolls=rolls)


# At once


def _at_once(calendar: Calendar) -> Table:
    starts = _starts(BATCH)
    contenders: dict[str, Callable[[], object]] = {
        **_numpy(calendar, starts), BATCH_OURS: partial(calendar.add_workdays_many, starts, N)}
    back = f"{BATCH_OURS}, back"
    times = side_by_side({
        **{name: (work, BATCH) for name, work in contenders.items()},
        back: (partial(calendar.add_workdays_many, starts, -N), BATCH),
    })
    expected = np.array([calendar.add_workdays(start, N) for start in starts], "datetime64[D]")
    notes = {name: "agrees" if np.array_equal(np.array(work(), "datetime64[D]"), expected) else "DIFFERS"
             for name, work in contenders.items()}
    rows = tuple(Row(name, time, notes.get(name, "")) for name, time in times.items())
    table = Table(f"{BATCH:,} counts at once, each; n={N}", rows)
    return Table(table.title, rows, (
        Promise("a batch, in numpy look-ups from dates to dates", 3, times[BATCH_OURS] / times[BATCH_TABLE]),
        Promise("a batch, in numpy busday_offset, arrays at hand", 3, times[BATCH_OURS] / times[BATCH_BUSDAY]),
    ), (f"not promised: a batch takes {table.ratio(BATCH_OURS):.0f} look-ups of day numbers that numpy has at hand",))


def _numpy(calendar: Calendar, starts: Sequence[date]) -> dict[str, Callable[[], object]]:
    listed, first = _every_day_off(calendar), np.datetime64(KNOWN[0], "D")
    table = np.array([calendar.add_workdays(day, N) for day in KNOWN], "datetime64[D]")
    days = np.array(starts, "datetime64[D]")
    numbers = (days - first).astype(int)
    offset = partial(np.busday_offset, offsets=N, roll="preceding", busdaycal=listed)

    def look_up() -> object:
        return table[(np.array(starts, "datetime64[D]") - first).astype(int)].tolist()

    def busday() -> object:
        return offset(np.array(starts, "datetime64[D]")).tolist()

    return {
        "numpy table look-up, day numbers at hand": partial(table.take, numbers),
        BATCH_BUSDAY: partial(offset, days),
        BATCH_TABLE: look_up,
        "numpy busday_offset, from dates to dates": busday,
    }


def _starts(count: int) -> list[date]:
    """So many starts at random, always the same, each a date object of its own."""
    random, first, days = Random(N), FIRST.toordinal(), (LAST - FIRST).days  # noqa: S311 - no secret
    return [date.fromordinal(first + random.randrange(days)) for _ in range(count)]
