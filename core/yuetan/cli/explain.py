"""``yuetan explain CADRE|INTERVIEW``: who owes what by when, and which clause says so."""

from __future__ import annotations

import json
from datetime import date, datetime

import click
from attrs import asdict
from rich.panel import Panel
from rich.table import Table

from yuetan.casework.desk import Desk, open_desk
from yuetan.cli.common import (
    Unusable,
    arrangements,
    as_json,
    as_of,
    calendar,
    console,
    database,
    day_of,
    judged_from,
    plain_errors,
    plugins,
)
from yuetan.cli.worded import Command
from yuetan.engine.obligations import Obligation
from yuetan.paperwork.explanation import Line, Wording, account, status_words
from yuetan.wording import later, say


@click.command(cls=Command, help=later(
    "说明某人（工号）、某单位（编码）或某次约谈欠着什么、何时到期、依据哪一条、日子怎么数的。"))
@click.argument("subject")
@database
@as_of
@judged_from
@arrangements
@as_json
def explain(  # noqa: PLR0913 - one for each option
        subject: str, database: str, as_of: datetime | None, judged_from: datetime | None,
        arrangement_files: tuple[str, ...], *, json_: bool) -> None:
    """Everything that concerns one cadre, unit or interview."""
    with plain_errors():
        desk = open_desk(database, plugins(), as_of=day_of(as_of), calendar=calendar(arrangement_files),
                         subjects={subject}, judged_from=judged_from.date() if judged_from else date.min)
    if not _known(desk, subject):
        raise Unusable(say("名册中没有工号、单位编码或约谈编号“{subject}”；请核对后再查。", subject=subject))
    found = [(one, _account(desk, one)) for one in (*desk.owed, *desk.offered)]
    if json_:
        click.echo(json.dumps([_row(desk, one, lines) for one, lines in found], ensure_ascii=False, indent=2))
        return
    for one, lines in found:
        console().print(_panel(desk, one, lines))
    click.echo(say("截至 {day}：应办 {owed} 项，可办 {offered} 项。", day=desk.as_of, owed=len(desk.owed),
                   offered=len(desk.offered)))


def _known(desk: Desk, subject: str) -> bool:
    world = desk.world
    return bool(world.cadre(subject) or world.interview(subject) or any(unit.id == subject for unit in world.units))


def _words(desk: Desk, one: Obligation) -> Wording:
    return Wording(desk.world, desk.regulation_of(one), desk.vocabulary)


def _account(desk: Desk, one: Obligation) -> tuple[Line, ...]:
    return account(desk.explained(one), _words(desk, one))


def _panel(desk: Desk, one: Obligation, lines: tuple[Line, ...]) -> Panel:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(overflow="fold")
    for line in lines:
        grid.add_row(line.label, line.text)
    who = _words(desk, one).subject(one)
    title = say("{what}：{who}（{status}）", what=one.duty.title, who=who, status=_status(desk, one))
    return Panel(grid, title=title, title_align="left")


def _status(desk: Desk, one: Obligation) -> str:
    return say("可办") if one in desk.offered else status_words(one, desk.as_of)


def _row(desk: Desk, one: Obligation, lines: tuple[Line, ...]) -> dict[str, object]:
    return {**asdict(one.key), "status": one.status.name.lower(), "offered": one in desk.offered,
            "due": one.due and one.due.isoformat(), "done_on": one.done_on and one.done_on.isoformat(),
            "clauses": list(one.duty.places), "newcomer": one.newcomer, "provisional": one.provisional,
            "explanation": [{"label": line.label, "text": line.text} for line in lines]}
