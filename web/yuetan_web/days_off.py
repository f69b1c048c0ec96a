"""The days off of each year: a calendar with 休 and 班 and what it rests on, and the import of a year by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from yuetan.casework.days_off import Parsed, awaited_year, typed_in
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.joint_acts import ARRANGEMENT, JointRow, parsed_of
from yuetan.engine.arrangements import standard_calendar
from yuetan.wording import say
from yuetan_web.current import actor, may_anywhere, shell
from yuetan_web.dates import YEARS, Day, Month, Worked, day_of
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.jobs import begin_job
from yuetan_web.proving import demand_proof
from yuetan_web.rehearsed import rehearsed_in_words
from yuetan_web.sent import Sent
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

days_off = Blueprint("days_off", __name__)
MONTHS = range(1, 13)


@days_off.get("/days-off")
def year() -> str:
    """A year month by month, its holidays, and what waits for a second person."""
    return _year(Sent())


@days_off.post("/days-off")
def ask() -> tuple[str, int] | Answer:
    """Ask that a year's days off be counted with, as they are typed or pasted; another has to agree."""
    typed = request.form.to_dict()
    try:
        parsed = typed_in(typed.get("year", "").strip(), typed.get("rows", ""), typed.get("paper", "").strip())
        demand_proof(typed)
        reference = shell().joint_acts.ask_arrangement(actor(), parsed, typed.get("paper", ""))
    except Unfit as wrong:
        return _year(Sent(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _year(Sent(typed, {}, refused.text)), UNFIT
    say_next(say("已提出，另一人核对并同意后才计入。"))
    return redirect(url_for("days_off.one", reference=reference), SEE_OTHER)


@days_off.get("/days-off/<reference>")
def one(reference: str) -> str:
    """A year that waits for a second person: as it would be, beside what is known of it now."""
    row, parsed = _asked(reference)
    calendar = standard_calendar((parsed.arrangement,))
    return render_template(
        "days_off_asked.html", row=row, arrangement=parsed.arrangement,
        months=_months(calendar, parsed.arrangement.year),
        may_agree=shell().joint_acts.may_agree(actor(), row) and row.asked_by != actor().account,
        own=row.asked_by == actor().account)


@days_off.post("/days-off/<reference>/preview")
def preview(reference: str) -> Answer:
    """Which obligations would be dated otherwise."""
    _, parsed = _asked(reference)
    previews = shell().previews
    in_words = rehearsed_in_words()
    return begin_job(say("放假安排的影响预览"), lambda progress: in_words(previews.of_days_off(parsed, progress)))


def _asked(reference: str) -> tuple[JointRow, Parsed]:
    row = shell().joint_acts.one(actor(), reference)
    if row.sort != ARRANGEMENT:
        abort(NOT_FOUND)
    return row, parsed_of(row)


def _year(sent: Sent) -> str:
    deployment, today = shell(), shell().today()
    text = request.args.get("year", "")
    chosen = int(text) if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS else today.year  # noqa: PLR2004 - a year
    calendar = deployment.calendar
    known = {one.year: one.basis for one in calendar.arrangements}
    awaited = awaited_year(deployment.records, today)
    return render_template(
        "days_off.html", year=chosen, months=_months(calendar, chosen), basis=known.get(chosen),
        holidays=calendar.holidays(chosen), years=range(today.year - 1, today.year + 2),
        awaited=awaited, sent=sent, may_ask=may_anywhere("arrangement.import"),
        asked=deployment.joint_acts.asked(actor(), ARRANGEMENT)[:20])


def _months(calendar: Worked, year: int) -> list[tuple[int, list[list[Day | None]]]]:
    """The months of a year, each with its weeks; None for the days that are another month's."""
    return [(month, [[day_of(calendar, day) if day.month == month else None for day in week]
                     for week in Month(year, month).weeks]) for month in MONTHS]
