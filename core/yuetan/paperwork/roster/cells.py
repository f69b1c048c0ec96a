"""A cell as a workbook's library gives it, and what is raised where it cannot be read."""

from __future__ import annotations

from typing import Protocol

BLANKS = " \u3000\u00a0\t\r\n"


class Cell(Protocol):
    """What is needed of a library's cell."""

    @property
    def value(self) -> object:
        """What stands in it."""

    @property
    def data_type(self) -> str:
        """What that is: ``s`` a text, ``n`` a number, ``d`` a day, ``f`` a formula, ``e`` an error."""


class CellFault(Exception):  # noqa: N818 - a fault of the cell, reported with its place
    """What is wrong with one cell, and what to do."""


def is_empty(cell: Cell) -> bool:
    """Whether nothing stands in a cell, or nothing but blanks."""
    value = cell.value
    return value is None or (isinstance(value, str) and not value.strip(BLANKS))
