"""When somebody is reminded of what is due on a day: before it, on it, the day after, and then every week."""

from __future__ import annotations

from datetime import date, timedelta

from yuetan.rules.workdays import Calendar

WEEK = timedelta(days=7)
LONGEST_BREAK = timedelta(days=20)  # more than any days off in a row


def occasion_of(due: date, today: date, calendar: Calendar, days_before: int) -> str:
    """The occasion that a day is for what is due on another, and empty where nobody is reminded yet.

    The same for every day until the next occasion: whoever was not reminded on the first is on the next of them. What
    falls due on another day than it did is another occasion.
    """
    if today > due:
        weeks = (today - due - timedelta(days=1)) // WEEK
        return f"after{weeks}:{due}"
    if today == due:
        return f"today:{due}"
    return f"before:{due}" if today >= calendar.add_workdays(due, -days_before) else ""


def horizon(today: date, days_before: int) -> date:
    """A day after every day on which something may fall due of which somebody is reminded by now."""
    return today + timedelta(days=2 * days_before) + LONGEST_BREAK


def week_of(today: date) -> str:
    """The name of the week that a day is in."""
    year, week, _ = today.isocalendar()
    return f"{year}-W{week:02}"
