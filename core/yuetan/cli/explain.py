"""``yuetan explain SUBJECT``: who owes what by when, and which clause says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from attrs import asdict, evolve
from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from yuetan.casework.desk import Desk, desk_over, stored_world
from yuetan.cli.common import (
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
    regulation,
    tell,
    tell_json,
)
from yuetan.cli.output import printable
from yuetan.cli.subjects import subject_of
from yuetan.cli.worded import Argument, Command, Option
from yuetan.cli.wrapping import width, wrapped
from yuetan.engine.obligations import Obligation, Status
from yuetan.paperwork.explanation import Line, Wording, account, status_words
from yuetan.wording import later, say


@click.command(cls=Command, help=later(
    "说明某人、某单位或某次约谈欠着什么、何时到期、依据哪一条、日子怎么数的。应办的在前，逾期的最前；可办的在后。"))
@click.argument("subject", cls=Argument, metavar=later("对象"),
                help=later("工号、单位编码、约谈编号，或不与别人相同的姓名、单位名称。"))
@database
@as_of
@judged_from
@click.option("--regulation", "only", metavar=later("制度"), cls=Option, help=later("只看这一部制度（写代码）。"))
@arrangements
@as_json
def explain(  # noqa: PLR0913 - one for each option
        subject: str, database: str, as_of: date | None, judged_from: date | None, only: str | None,
        arrangement_files: tuple[Path, ...], *, json_: bool) -> None:
    """Everything that concerns one cadre, unit or interview."""
    loaded = plugins()
    if only is not None:
        regulation(only)
    with plain_errors():
        world = stored_world(database, as_of=day_of(as_of), judged_from=judged_from or date.min,
                             calendar=calendar(arrangement_files))
        desk = _narrowed(desk_over(world, loaded, subjects={subject_of(world, subject)}), only)
    found = [(one, account(desk.explained(one), _words(desk, one))) for one in (*desk.owed, *desk.offered)]
    if json_:
        tell_json([_row(desk, one, lines) for one, lines in found])
        return
    screen = console()
    for one, lines in found:
        screen.print(_panel(desk, one, lines, screen.width))
    tell(_summary(desk))
    if judged_from is None and desk.counts.get(Status.OVERDUE):
        tell(say("没有写明启用日期（--judged-from），制度施行以来到期的都作了判断。"))


def _narrowed(desk: Desk, only: str | None) -> Desk:
    if only is None:
        return desk
    return evolve(desk, owed=tuple(one for one in desk.owed if one.key.regulation == only),
                  offered=tuple(one for one in desk.offered if one.key.regulation == only))


def _summary(desk: Desk) -> str:
    if not desk.owed and not desk.offered:
        return say("截至 {day}：没有应办或可办的事项。", day=desk.as_of)
    return say("截至 {day}：应办 {owed} 项，可办 {offered} 项。", day=desk.as_of, owed=len(desk.owed),
               offered=len(desk.offered))


def _words(desk: Desk, one: Obligation) -> Wording:
    return Wording(desk.world, desk.regulation_of(one), desk.vocabulary)


def _panel(desk: Desk, one: Obligation, lines: tuple[Line, ...], columns: int) -> Panel:
    title = printable(say("{what}：{who}（{status}）", what=one.duty.title, who=_words(desk, one).subject(one),
                          status=_status(desk, one)))
    labels = max(width(line.label) for line in lines)
    grid = Table.grid(padding=(0, 1))
    for line in lines:
        text = wrapped(printable(line.text), columns - labels - 5)
        grid.add_row(Text(line.label, style="bold", no_wrap=True), Text("\n".join(text)))
    if width(title) + 8 <= columns:
        return Panel(grid, title=Text(title), title_align="left")
    return Panel(Group(Text("\n".join(wrapped(title, columns - 4)), style="bold"), grid))


def _status(desk: Desk, one: Obligation) -> str:
    return say("可办") if one in desk.offered else status_words(one, desk.as_of)


def _row(desk: Desk, one: Obligation, lines: tuple[Line, ...]) -> dict[str, object]:
    return {**asdict(one.key), "title": one.duty.title, "who": _words(desk, one).subject(one),
            "status": one.status.name.lower(), "offered": one in desk.offered,
            "due": one.due and one.due.isoformat(), "done_on": one.done_on and one.done_on.isoformat(),
            "clauses": list(one.duty.places), "newcomer": one.newcomer, "provisional": one.provisional,
            "explanation": [{"label": line.label, "text": line.text} for line in lines]}
