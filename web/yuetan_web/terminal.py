"""The desk in the terminal: what is most pressing, how everything stands, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping

from rich import box
from rich.table import Table
from rich.text import Text

from yuetan.cli.common import console
from yuetan.engine.obligations import Status
from yuetan.paperwork.explanation import status_words
from yuetan.wording import say
from yuetan_web.index import Entry, Index

SHOWN = 20
_COLOURS = {Status.OVERDUE: "bold red", Status.LATE: "yellow", Status.DONE: "green", Status.WAITING: "dim",
            Status.LAPSED: "dim"}


def print_desk(index: Index, seconds: Mapping[str, float]) -> None:
    """Print the most pressing obligations, the totals by status, and the seconds of each stage."""
    screen = console()
    for table in (_pressing(index), _totals(index), _times(seconds)):
        screen.print(table)


def _pressing(index: Index) -> Table:
    title = say("{day}：最紧迫的应办事项", day=index.desk.as_of)
    table = _table(title, say("期限"), say("状态"), say("谁"), say("事项"), say("依据"), say("承办"))
    for column in (0, 1, 4):
        table.columns[column].no_wrap = True
    for entry in index.entries[:SHOWN]:
        if not entry.offered:
            table.add_row(*_row(entry, index))
    return table


def _row(entry: Entry, index: Index) -> tuple[str | Text, ...]:
    one, words = entry.obligation, entry.words
    owners = say("、").join(entry.owner_names) or say("无在任者")
    return (one.due.isoformat() if one.due else "—",
            Text(status_words(one, index.desk.as_of), _COLOURS.get(one.status, "")), Text(entry.name),
            Text(one.duty.title), Text(words.places(one.duty.places)), Text(owners))


def _totals(index: Index) -> Table:
    table = _table(say("合计"), say("状态"), say("项"))
    table.columns[1].justify = "right"
    counts = index.desk.counts
    for status in Status:
        table.add_row(Text(say(status.value), _COLOURS.get(status, "")), str(counts.get(status, 0)))
    table.add_row(say("可办（根据需要）"), str(len(index.desk.offered)))
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
