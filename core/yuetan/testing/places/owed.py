"""What is owed, as it is seen: the desk, the calendar, and one obligation with its explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from yuetan.access.views import Asked, AwayView, OwedRow
from yuetan.testing.places.place import Looking, Place, days, flags, line, names, numbers, texts
from yuetan.testing.told import Row

MOST = 500


def owed(one: OwedRow) -> Row:
    """One obligation in a list."""
    return line(regulation=one.regulation.code, duty=one.duty.code, subject=one.subject.name, cause=one.cause,
                status=one.status.name.lower(), due=one.due, done=one.done_on, newcomer=one.newcomer)


def away(one: AwayView) -> Row:
    """Somebody who is not there."""
    return line(away=one.person.name, why=one.sort, since=one.since, until=one.until)


def _desk(looking: Looking) -> Iterator[Row]:
    shown = looking.door.desk(Asked(limit=MOST))
    yield from map(owed, shown.rows)
    if shown.away:
        yield away(shown.away)


def _calendar(looking: Looking) -> Iterator[Row]:
    year = looking.playing.today.year
    for day, one in looking.door.due_days(date(year, 1, 1), date(year, 12, 31)).items():
        yield line(day=day, number=one.count, overdue=one.overdue)


def _obligation(looking: Looking) -> Iterator[Row]:
    found = [one for one in looking.door.desk(Asked(duty=looking["duty"], limit=MOST)).rows
             if one.subject.name == looking["subject"] and looking["cause"] in {"", one.cause}]
    for row in found:
        yield owed(row)
        view = looking.door.owed(row.subject_reference, row.regulation.code, row.regulation.edition, row.duty.code,
                                 row.cause)
        if view is not None:
            yield from (line(answerable=one.name) for one in view.answerable)
            yield from (line(handed=one.on, had=names(one.had), has=names(one.has)) for one in view.handed)
            yield from map(away, view.away)


OWED = texts("regulation", "duty", "subject", "cause", "status") | days("due", "done") | flags("newcomer")
AWAY = texts("away", "why") | days("since", "until")
PLACES: Mapping[str, Place] = {
    "desk": Place(OWED | AWAY, _desk, owed=True),
    "calendar": Place(days("day") | numbers("number") | flags("overdue"), _calendar, owed=True),
    "obligation": Place(OWED | AWAY | texts("answerable", "had", "has") | days("handed"), _obligation,
                        needs=("duty", "subject"), takes=("cause",), owed=True),
}
