"""The desk: what is to be done, the most pressing first, the month it falls in, and figures of all that may be seen."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen
from flask import Blueprint, render_template, request

from yuetan.access.actor import ADMINISTRATORS, Role
from yuetan.access.desk_views import DeskFigures
from yuetan.access.reading_counts import MOST_COUNTED, MOST_NAMED
from yuetan.access.reading_narrowed import OVER
from yuetan.casework.days_off import awaited_year
from yuetan.paperwork.procedure import duties_of
from yuetan.wording import say
from yuetan_web.absence import away_in_words
from yuetan_web.current import access, actor, may_anywhere, shell
from yuetan_web.dates import Month, day_of
from yuetan_web.joint_acts import asked_of_me
from yuetan_web.listing import ALL, STATUSES, Query
from yuetan_web.saved_views import saved_on
from yuetan_web.shown import Shown, all_shown, grouped
from yuetan_web.starting import kinds, pick_for
from yuetan_web.waiting import Waiting, waiting

desk_pages = Blueprint("desk", __name__)
PRESSING = ("over", "today")  # what comes before the tasks that no regulation sets a day for


@frozen
class Block:
    """Entries of the list under a heading: what is owed, or what waits for an answer."""

    title: str
    owed: Sequence[Shown] = ()
    tasks: Sequence[Waiting] = ()


@desk_pages.get("/")
def desk() -> str:
    """What is his to do; or everything that is owed as far as it may be seen."""
    query, today = Query.read(request.args), shell().today()
    found = access().desk(query.asked)
    tasks = waiting(access().tasks()) if query.mine and not (query.narrowed or query.after or found.away) else []
    rows = all_shown(found.rows)
    month = Month.read(request.args.get("month", "")) or Month.of(today)
    return render_template(
        "desk.html", awaited=_awaited(), asked=asked_of_me(), away=away_in_words(found.away), query=query,
        blocks=_blocks(rows, tasks),
        number=len(rows) + len(tasks), to_answer=len(tasks), more=found.more,
        counts=_counted(found.counts, MOST_NAMED if query.asked.name else MOST_COUNTED if query.mine else None),
        statuses=[(code, say(title)) for code, title in STATUSES.items()], duties=_duties().items(),
        units=access().units(), may_propose=bool(kinds()), picks=any(pick_for(one.row) for one in rows),
        saved=saved_on("desk", query.address(after="", view="mine" if query.mine else "all")),
        figures=None if found.away else _figures(), supervises=may_anywhere("supervision.read"), **_month(month))


def _awaited() -> int | None:
    """The year whose days off are missed, for those who see to it and those whose days hang on it."""
    concerned = actor().roles() & {*ADMINISTRATORS, Role.CLERK}
    return awaited_year(shell().records, shell().today()) if concerned else None


def _blocks(rows: Sequence[Shown], tasks: Sequence[Waiting]) -> list[Block]:
    """What is overdue or due today, then what waits for an answer, then all the rest."""
    found = [Block(title, some) for title, some in grouped(rows)]
    first = sum(one.owed[0].look in PRESSING for one in found)
    return [*found[:first], *([Block(say("等您审批、审核、确认"), tasks=tasks)] if tasks else []), *found[first:]]


def _counted(counts: Mapping[str, int], most: int | None) -> Mapping[str, int | str]:
    """The number of each group; of what is over, as far as that is counted where there is a bound to it."""
    more = {name: f"{most}+" for name in OVER if most is not None and counts.get(name, 0) > most}
    return dict.fromkeys(STATUSES, 0) | dict(counts) | more


def _duties() -> dict[str, str]:
    """The duties under the regulations that govern where he works, by their codes."""
    governing = dict.fromkeys(one.regulation for one in access().governing())
    return {duty.code: duty.title for regulation in governing for duty in duties_of(regulation)}


def _figures() -> tuple[DeskFigures, list[tuple[str, dict[str, str]]]] | None:
    """The figures, each month with the address of what falls due in it; None where there is nothing to count."""
    found = access().desk_figures()
    return (found, [(month, _due_in(month)) for month, _, _ in found.months]) if found.units or found.kinds else None


def _due_in(month: str) -> dict[str, str]:
    year, _, number = month.partition("-")
    first = date(int(year), int(number), 1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return {"view": ALL, "due": first.isoformat(), "until": last.isoformat()}


def _month(month: Month) -> dict[str, object]:
    """A month, each day with how much falls due that is still to be done, and the talks that are planned for it."""
    calendar, weeks = shell().calendar, month.weeks
    first, last = weeks[0][0], weeks[-1][-1]
    return {"month": month, "weeks": [[day_of(calendar, day) for day in week] for week in weeks],
            "pressing": access().due_days(first, last), "planned": access().planned_days(first, last)}
