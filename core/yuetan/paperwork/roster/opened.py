"""A workbook as the library gives it: opened to be read, each sheet with what the gate saw of it, row by row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

from openpyxl import load_workbook

from yuetan.paperwork.roster.cells import Cell
from yuetan.paperwork.roster.gate import damaged
from yuetan.paperwork.roster.parts import SheetFacts


@contextmanager
def opened(file: BinaryIO) -> Iterator[Any]:
    """A workbook, closed afterwards. Raises `WorkbookRefused` for one that cannot be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features it will not keep, such as pictures: nothing is written here
        try:
            workbook = load_workbook(file, read_only=True, keep_links=False)
        except Exception as error:  # the library raises whatever it stumbles over
            raise damaged() from error
        try:
            yield workbook
        finally:
            workbook.close()


def facts_of(sheet: Any, parts: Mapping[str, SheetFacts]) -> SheetFacts:  # noqa: ANN401 - typed only as what is written
    """What the gate saw of a sheet. Raises `WorkbookRefused` for one that it did not see."""
    # the library says nowhere else which part of the file a sheet is
    facts = parts.get(sheet._worksheet_path.lstrip("/"))  # noqa: SLF001
    if facts is None:
        raise damaged()
    return facts


def rows_of(sheet: Any, facts: SheetFacts) -> Iterator[tuple[Cell, ...]]:  # noqa: ANN401 - as above
    """The rows of a sheet, as far as the gate saw anything; what it did not see is not there.

    Raises `WorkbookRefused` for one that cannot be read.
    """
    if not facts.rows:
        return
    rows = sheet.iter_rows(min_row=1, max_row=facts.last_row, min_col=1, max_col=facts.last_column)
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except Exception as error:  # the library raises whatever it stumbles over
            raise damaged() from error
