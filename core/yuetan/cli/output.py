"""What is shown: sentences, tables that turn into lists where a terminal is narrow, and JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from yuetan.cli.wrapping import width, wrapped
from yuetan.wording import say

if TYPE_CHECKING:  # heavy, and needed by what prints a table alone
    from rich.console import Console
    from rich.progress import Progress
    from rich.table import Table

NARROWEST = 12  # columns: below this, a text in a table is no longer read with ease
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """A text without what would steer a terminal: such characters are shown by their codes."""
    return _UNPRINTABLE.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def tell(text: str) -> None:
    """Print a text."""
    click.echo(printable(text))


def tell_json(value: object) -> None:
    """Print a value for a program to read."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def console(*, error: bool = False) -> Console:
    """Where tables and progress go; plain text where it is no terminal, and words as they are, without markup."""
    from rich.console import Console  # noqa: PLC0415 - only who prints a table pays for it

    class Terminal(Console):
        """A console that leaves it to us what a closed pipe means."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Terminal(stderr=error, soft_wrap=not error, markup=False, highlight=False, emoji=False)


def progress_bar() -> Progress:
    """A bar that shows how much is done of how much while it lasts; in a terminal only."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    screen = console(error=True)
    return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=screen, transient=True,
                    disable=not screen.is_terminal)


def table_of(*titles: str) -> Table:
    """A table with these headings, said now; long texts go on in the next line."""
    from rich.table import Table  # noqa: PLC0415 - only who prints a table pays for it

    table = Table(show_lines=True)
    for title in titles:
        table.add_column(say(title), overflow="fold")
    return table


def tell_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their headings, said now; where they would be cramped, one below the other."""
    screen = console()
    said = [say(title) for title in titles]
    listed = [[printable(cell) for cell in row] for row in rows]
    columns = zip(said, *listed, strict=True)
    widest = [max(width(line) for cell in column for line in cell.split("\n")) for column in columns]
    room = screen.width - 3 * len(said) - 1  # what borders and margins leave
    if sum(min(one, NARROWEST) for one in widest) > room:
        tell("\n\n".join("\n".join(_record(said, row)) for row in listed))
        return
    table, widths = table_of(*titles), _fitted(widest, room)
    for row in listed:
        table.add_row(*("\n".join(wrapped(cell, room)) for cell, room in zip(row, widths, strict=True)))
    screen.print(table)


def _fitted(widths: Iterable[int], room: int) -> list[int]:
    """The widths of columns in so much room: what is too much is taken from the widest."""
    fitted = list(widths)
    while sum(fitted) > room:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _record(titles: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for title, cell in zip(titles, row, strict=True):
        if cell:
            yield say("{title}：{text}", title=title, text=cell.replace("\n", say("、")))
