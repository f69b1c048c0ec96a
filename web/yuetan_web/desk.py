"""The desk: what is to be done, the most pressing first, and the month it falls in."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template, request

from yuetan.paperwork.procedure import duties_of
from yuetan.wording import say
from yuetan_web.absence import away_in_words
from yuetan_web.current import access, actor, shell
from yuetan_web.dates import Month, day_of
from yuetan_web.listing import STATUSES, Query
from yuetan_web.shown import all_shown, grouped

desk_pages = Blueprint("desk", __name__)


@desk_pages.get("/")
def desk() -> str:
    """Everything that is owed as far as it may be seen."""
    query, today = Query.read(request.args), shell().today()
    found = access().desk(query.asked)
    rows = all_shown(found.rows)
    month = Month.read(request.args.get("month", "")) or Month.of(today)
    return render_template(
        "desk.html", away=away_in_words(found.away), query=query,
        groups=grouped(rows), number=len(rows), more=found.more,
        counts=Counter(found.counts), statuses=[(code, say(title)) for code, title in STATUSES.items()],
        duties=_duties().items(), units=access().units(),
        may_propose=bool(shell().casework.proposable(actor())), **_month(month))


def _duties() -> dict[str, str]:
    """The duties under the regulations that govern where he works, by their codes."""
    governing = dict.fromkeys(one.regulation for one in access().governing())
    return {duty.code: duty.title for regulation in governing for duty in duties_of(regulation)}


def _month(month: Month) -> dict[str, object]:
    """A month, each day with how much falls due that is still to be done."""
    calendar, weeks = shell().calendar, month.weeks
    return {"month": month, "weeks": [[day_of(calendar, day) for day in week] for week in weeks],
            "pressing": access().due_days(weeks[0][0], weeks[-1][-1])}
