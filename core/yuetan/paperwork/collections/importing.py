"""Brings a workbook into a collection: all of its rows, or none and every fault with its place."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.collections import Collections, UnfitRows, Which
from yuetan.paperwork.collections.reading import LIMITS, Rows, read_rows
from yuetan.paperwork.limited import Give
from yuetan.paperwork.roster.apart import apart
from yuetan.paperwork.roster.faults import RowFault
from yuetan.rules.papers import Collection


@frozen(kw_only=True)
class BroughtIn:
    """What an import did: how many entries, None where nothing was brought in; what was wrong."""

    entries: int | None
    faults: tuple[RowFault, ...] = ()


def bring_in(collections: Collections, actor: Actor, which: Which, rule: Collection, content: BinaryIO, *,  # noqa: PLR0913 - whose, what and where
             name: str, token: str) -> BroughtIn:
    """Import a workbook. One fault anywhere and nothing is brought in.

    Raises `WorkbookRefused` for a file that is not opened at all, `Hidden` for who keeps the collection not, and
    `Unfit` for a file with no rows or too many.
    """
    read: Rows = next(apart(_read, content.read(LIMITS.file_bytes + 1), name, rule, knowing=(Rows, RowFault)))
    if read.faults and not read.rows:
        return BroughtIn(entries=None, faults=tuple(read.faults))
    try:
        return BroughtIn(entries=collections.bring_in(
            actor, which, [row for _, row in read.rows], source=name, token=token, spoilt=bool(read.faults)))
    except UnfitRows as unfit:
        _note(read, rule, unfit)
        return BroughtIn(entries=None, faults=tuple(sorted(read.faults, key=lambda one: one.row)))


def _read(give: Give, content: bytes, name: str, rule: Collection) -> None:
    give(read_rows(BytesIO(content), name, rule))


def _note(read: Rows, rule: Collection, unfit: UnfitRows) -> None:
    columns = {one.code: one for one in rule.fields}
    known = {(one.row, one.column) for one in read.faults}
    for place, errors in unfit.rows.items():
        number, row = read.rows[place]
        for code, reason in errors.items():
            column = columns.get(code)
            if (number, column.title if column else "") not in known:  # a cell that could not be read is not empty
                read.fault(number, column, row.get(code, ""), reason)

