"""The layout of a page of help, counted in columns of the terminal rather than in characters."""

from __future__ import annotations

from collections.abc import Iterable
from shutil import get_terminal_size

import click

from yuetan.cli.wrapping import width, wrapped
from yuetan.wording import say

WIDEST, NARROWEST, MARGIN = 80, 20, 2  # columns


class Formatter(click.HelpFormatter):
    """Lays out help in Chinese, or in a language that is written in words, as wide as the terminal and no wider."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        columns = min(get_terminal_size().columns, max_width or WIDEST)
        super().__init__(indent_increment, width or max(columns - MARGIN, NARROWEST), max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How it is called."""
        called = say("用法：") if prefix is None else prefix
        self._lines(f"{called}{prog} {args}".rstrip(), hanging=4)

    def write_heading(self, heading: str) -> None:
        """What the next lines are about."""
        self._lines(say("{heading}：", heading=heading))

    def write_text(self, text: str) -> None:
        """A paragraph."""
        self._lines(text)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names on the left, what they mean on the right."""
        listed = list(rows)
        left = min(max((width(name) for name, _ in listed), default=0), col_max, self.width // 2) + col_spacing
        margin = " " * (self.current_indent + left)
        for name, text in listed:
            lines = wrapped(text, self.width - len(margin)) if text else []
            if width(name) + col_spacing <= left and lines:
                name += " " * (left - width(name)) + lines.pop(0)  # noqa: PLW2901 - the line is being built
            self.write("".join(f"{line}\n" for line in (
                " " * self.current_indent + name, *(margin + line for line in lines))))

    def _lines(self, text: str, hanging: int = 0) -> None:
        indent = " " * self.current_indent
        first, *others = wrapped(text, self.width - len(indent) - hanging)
        self.write("".join(f"{line}\n" for line in (indent + first, *(indent + " " * hanging + one for one in others))))
