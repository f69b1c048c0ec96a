"""The desk: what is to be done, the most pressing first, and the month it falls in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from flask import Blueprint, render_template, request

from yuetan.access.views import Asked, OwedRow
from yuetan.engine.obligations import Status
from yuetan.paperwork.procedure import duties_of
from yuetan.wording import say
from yuetan_web.current import access, actor, shell
from yuetan_web.dates import Month, day_of
from yuetan_web.listing import STATUSES, Query
from yuetan_web.shown import all_shown, grouped

MOST = 200  # rows looked at for the month
desk_pages = Blueprint("desk", __name__)


@desk_pages.get("/")
def desk() -> str:
    """Everything that is owed as far as it may be seen."""
    query, today = Query.read(request.args), shell().today()
    found = access().desk(query.asked)
    rows = all_shown(found.rows)
    month = Month.read(request.args.get("month", "")) or Month.of(today)
    duties = {duty.code: duty.title for regulation in access().regulations() for duty in duties_of(regulation)}
    return render_template(
        "desk.html", query=query, groups=grouped(rows), number=len(rows), more=found.more,
        counts=Counter(found.counts), statuses=[(code, say(title)) for code, title in STATUSES.items()],
        duties=duties.items(), units=access().units(),
        may_propose=bool(shell().casework.proposable(actor())), **_month(month))


def _month(month: Month) -> dict[str, object]:
    """A month, each day with how many obligations are still to be done by then, and whether any of them is overdue."""
    calendar = shell().calendar
    return {"month": month, "weeks": [[day_of(calendar, day) for day in week] for week in month.weeks],
            "pressing": _pressing(access().desk(Asked(status=status, limit=MOST)).rows for status in ("overdue", "today", "soon"))}


def _pressing(found: Iterable[Iterable[OwedRow]]) -> dict[date, tuple[int, bool]]:
    rows = [row for rows in found for row in rows if row.due]
    number = Counter(row.due for row in rows if row.due)
    overdue = {row.due for row in rows if row.status is Status.OVERDUE}
    return {day: (count, day in overdue) for day, count in number.items()}
