"""The calendar of a plan: who is talked to on which day of a month, and the line that is moved to another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from yuetan.access.plan_views import LineView, PlanView
from yuetan_web.dates import Day, Month, Worked, day_of

MOST_MONTHS = 36
LINE, MONTH = "line", "month"
"""What the address names: the line that is moved, and the month that is shown."""


@frozen
class PlannedDay:
    """A day of the month: its talks, and what it is to the line that is moved."""

    day: Day
    lines: Sequence[LineView]
    inside: bool  # of the month itself, not of one beside it
    free: bool  # whether the line may be moved to it
    late: bool  # whether the line would be past its deadline on it


@frozen
class PlanCalendar:
    """A month of a plan."""

    month: Month
    weeks: Sequence[Sequence[PlannedDay]]
    months: Sequence[tuple[Month, int]]  # those of the stretch, and how many talks are planned in each
    undated: Sequence[LineView]
    moved: LineView | None  # the line a day is being chosen for


def plan_calendar(view: PlanView, calendar: Worked, today: date, *, asked: Mapping[str, str],
                  may_move: bool) -> PlanCalendar:
    """The month that is asked for; else that of the line which is moved, or the next one with a talk."""
    moved = next((one for one in view.lines if may_move and one.reference == asked.get(LINE, "")), None)
    planned = Counter(Month.of(line.planned) for line in view.lines if line.planned is not None)
    months = [(one, planned[one]) for one in _months(view)]
    month = _shown(months, asked.get(MONTH, ""), moved, today)
    weeks = [[_day(view, day_of(calendar, on), month, moved) for on in week] for week in month.weeks]
    return PlanCalendar(month, weeks, months, [one for one in view.lines if one.planned is None], moved)


def too_late(line: LineView, on: date) -> bool:
    """Whether a talk that is owed would be past its deadline on a day."""
    return line.due is not None and not line.interview and on > line.due


def _day(view: PlanView, day: Day, month: Month, moved: LineView | None) -> PlannedDay:
    inside = Month.of(day.on) == month
    lines = [line for line in view.lines if line.planned == day.on] if inside else []
    free = moved is not None and inside and view.row.since <= day.on <= view.row.until and moved.planned != day.on
    return PlannedDay(day, lines, inside, free, moved is not None and too_late(moved, day.on))


def _months(view: PlanView) -> Iterator[Month]:
    """The months of its stretch; of a very long one the first."""
    month, last = Month.of(view.row.since), Month.of(view.row.until)
    for _ in range(MOST_MONTHS):
        yield month
        if month == last or (after := month.after) is None:
            return
        month = after


def _shown(months: Sequence[tuple[Month, int]], asked: str, moved: LineView | None, today: date) -> Month:
    known = [one for one, _ in months]
    for wanted in (Month.read(asked), Month.of(moved.planned) if moved and moved.planned else None):
        if wanted in known:
            return wanted
    busy = [one for one, number in months if number]
    now = Month.of(today)
    ahead = [one for one in busy if (one.year, one.month) >= (now.year, now.month)]
    return (ahead or busy or [one for one in known if one == now] or known)[0]
