"""What ``yuetan explain`` finds and shows: what concerns one cadre, unit or interview, each with why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from attrs import asdict, evolve, frozen
from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from yuetan.casework.desk import Desk, desk_over, stored_world
from yuetan.cli.common import calendar, console, plain_errors, plugins, regulation, tell
from yuetan.cli.output import printable
from yuetan.cli.subjects import subject_of
from yuetan.cli.wrapping import width, wrapped
from yuetan.engine.obligations import Obligation, Status
from yuetan.paperwork.explanation import Line, Wording, account, status_words
from yuetan.wording import say


@frozen
class Question:
    """Whom it is about, in which database, seen on which day, under which regulation only."""

    subject: str
    database: str
    as_of: date
    judged_from: date | None
    regulation: str | None
    arrangements: tuple[Path, ...]


def desk_of(question: Question) -> Desk:
    """What is owed and offered; an error in words where that cannot be said."""
    loaded = plugins()
    if question.regulation is not None:
        regulation(question.regulation)
    with plain_errors():
        world = stored_world(question.database, as_of=question.as_of, judged_from=question.judged_from or date.min,
                             calendar=calendar(question.arrangements))
        return _narrowed(desk_over(world, loaded, subjects={subject_of(world, question.subject)}), question.regulation)


def show(desk: Desk, question: Question) -> None:
    """Print it, what is owed before what is offered, the most pressing first."""
    screen = console()
    for one, lines in _explained(desk):
        screen.print(_panel(desk, one, lines, screen.width))
    tell(_summary(desk))
    if question.judged_from is None and desk.counts.get(Status.OVERDUE):
        tell(say("没有写明启用日期（--judged-from），制度施行以来到期的都作了判断。"))


def as_rows(desk: Desk) -> list[dict[str, object]]:
    """The same for a program, in the same order."""
    return [_row(desk, one, lines) for one, lines in _explained(desk)]


def _explained(desk: Desk) -> Iterator[tuple[Obligation, tuple[Line, ...]]]:
    for one in (*desk.owed, *desk.offered):
        yield one, account(desk.explained(one), _words(desk, one))


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
