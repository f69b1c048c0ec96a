"""Supervision downwards: how procedure is kept in the units below, without anything of any talk."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen
from flask import Blueprint, abort, render_template, request

from yuetan.access.supervision_views import (
    GROUPS,
    LATE,
    OPEN,
    OVERDUE,
    SOON,
    UNDATED,
    WAITING,
    Departure,
    DutyStanding,
    SupervisedRow,
)
from yuetan.access.views import RuleAgainst
from yuetan.wording import later, say
from yuetan_web.current import access, shell, wording_of
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.listing import LONGEST
from yuetan_web.many_addresses import addresses

supervision = Blueprint("supervision", __name__)
TITLES = {OVERDUE: later("逾期"), SOON: later("一周内到期"), OPEN: later("待办"), UNDATED: later("待办、未定日期"),
          WAITING: later("日期待定"), LATE: later("迟办")}
LOOKS = {OVERDUE: "over", SOON: "soon", OPEN: "open", UNDATED: "open", WAITING: "waiting", LATE: "late"}
COLUMNS = (OVERDUE, SOON, OPEN, UNDATED, LATE)
MOST_DIGITS = 4


@frozen
class Shown:
    """An obligation in words: of which unit, by when, how long it has been waiting; nobody is named."""

    row: SupervisedRow
    status: str
    look: str
    citation: str
    age: str


@frozen
class Left:
    """Something that was done against a rule, in words."""

    row: Departure
    rules: tuple[str, ...]


@supervision.get("/supervision")
def overview() -> str:
    """A unit and those right below it: what is due, late and open, not filed, found, and departed from there."""
    view = access().supervision(request.args.get("unit", "")[:LONGEST]) or abort(NOT_FOUND)
    today = shell().today()
    return render_template(
        "supervision.html", view=view, unit_at=addresses("supervision.overview", "unit"),
        listed_at={one: addresses("supervision.listing", "unit", group=one) for one in COLUMNS},
        columns=[(one, say(TITLES[one])) for one in COLUMNS], looks=LOOKS,
        days=lambda day: (today - day).days, duties=[(one, _citation(one)) for one in view.duties],
        unfiled=_all(view.unfiled), problems=_all(view.problems),
        departures=[Left(one, tuple(_rule(one, rule) for rule in one.against)) for one in view.departures])


@supervision.get("/supervision/obligations")
def listing() -> str:
    """The obligations of one group there, fifty at a time."""
    unit, group = request.args.get("unit", "")[:LONGEST], request.args.get("group", OVERDUE)
    page = request.args.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and 0 < len(page) <= MOST_DIGITS else 1
    view = access().supervised(unit, group, number) if group in GROUPS else None
    if view is None:
        abort(NOT_FOUND)
    return render_template(
        "supervised.html", view=view, group=group, title=say(TITLES[group]), rows=_all(view.rows),
        page=max(number, 1), groups=[(one, say(TITLES[one])) for one in GROUPS])


def _all(rows: Iterable[SupervisedRow]) -> list[Shown]:
    return [_shown(one) for one in rows]


def _shown(row: SupervisedRow) -> Shown:
    words, today = wording_of(row.regulation), shell().today()
    late = row.due and (today - row.due).days
    if row.settled:
        status, look, age = say("已办"), "late" if row.group == LATE else "done", ""
    else:
        status, look = say(TITLES[row.group]), LOOKS[row.group]
        age = say("逾期 {days} 天", days=late) if late and late > 0 else ""
        if row.since is not None:
            age = say("已等 {days} 天", days=(today - row.since).days)
    return Shown(row, status, look, words.citation(row.duty.places), age)


def _citation(one: DutyStanding) -> str:
    return wording_of(one.regulation).citation(one.duty.places)


def _rule(of: Departure, one: RuleAgainst) -> str:
    """A rule with its clause, and whether it was broken or departed from."""
    citation = wording_of(of.regulation).citation(one.places)
    if one.broken:
        return say("不符合{rule}（{citation}）", rule=one.title, citation=citation)
    return say("变通{rule}（{citation}）", rule=one.title, citation=citation)
