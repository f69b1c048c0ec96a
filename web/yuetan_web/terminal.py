"""The desk in the terminal: what is most pressing, how everything stands, how long it took, and who may sign in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich import box
from rich.table import Table
from rich.text import Text

from yuetan.access.actor import Actor
from yuetan.access.views import Asked, OwedRow
from yuetan.cli.common import console
from yuetan.engine.obligations import Key, Obligation, Status
from yuetan.engine.world import World
from yuetan.paperwork.explanation import Wording, status_words
from yuetan.wording import say
from yuetan_web.demo_people import Member
from yuetan_web.listing import STATUSES
from yuetan_web.shell import Shell

SHOWN = 20
_COLOURS = {Status.OVERDUE: "bold red", Status.LATE: "yellow", Status.DONE: "green", Status.WAITING: "dim",
            Status.LAPSED: "dim"}


def print_desk(shell: Shell, actor: Actor, seconds: Mapping[str, float]) -> None:
    """Print the most pressing of what somebody may see, the totals, and the seconds of each stage."""
    found, screen = shell.access(actor).desk(Asked(limit=SHOWN)), console()
    for table in (_pressing(found.rows, shell), _totals(found.counts), _times(seconds)):
        screen.print(table)


def print_people(people: Iterable[Member]) -> None:
    """Print who may sign in, and the password each is asked to change at once."""
    title = say("可以登录的账号（密码只能用一次，登录后须更改）")
    table = _table(title, say("登录名"), say("一次性密码"), say("姓名"), say("身份"))
    for column in (0, 1):
        table.columns[column].no_wrap = True
    for one in people:
        table.add_row(one.sign_in, Text(one.password), Text(one.name), say(one.what))
    console().print(table)


def _pressing(rows: Iterable[OwedRow], shell: Shell) -> Table:
    title = say("{day}：最紧迫的应办事项", day=shell.today())
    table = _table(title, say("期限"), say("状态"), say("谁"), say("事项"), say("依据"))
    for column in (0, 1):
        table.columns[column].no_wrap = True
    for row in rows:
        table.add_row(*_row(row, shell))
    return table


def _row(row: OwedRow, shell: Shell) -> tuple[str | Text, ...]:
    today = shell.today()
    words = Wording(World(as_of=today, calendar=shell.calendar), row.regulation, shell.plugins.vocabulary)
    one = Obligation(Key.of(row.regulation, row.duty, "", row.cause), row.duty, row.status, due=row.due)
    return (row.due.isoformat() if row.due else "—", Text(status_words(one, today), _COLOURS.get(row.status, "")),
            Text(row.subject.name), Text(row.duty.title),
            Text(say("《{title}》{places}", title=row.regulation.title, places=words.places(row.duty.places))))


def _totals(counts: Mapping[str, int]) -> Table:
    table = _table(say("合计"), say("状态"), say("项"))
    table.columns[1].justify = "right"
    for code, title in STATUSES.items():
        table.add_row(Text(say(title)), str(counts.get(code, 0)))
    return table


def _times(seconds: Mapping[str, float]) -> Table:
    table = _table(say("用时"), say("步骤"), say("秒"))
    table.columns[1].justify = "right"
    for title, taken in seconds.items():
        table.add_row(title, f"{taken:.2f}")
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table(*headings, title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, padding=(0, 1))
    for column in table.columns:
        column.overflow = "fold"
    return table
