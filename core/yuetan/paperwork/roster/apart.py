"""Workbooks that somebody sent are read, and marked, in a process of their own: see `yuetan.paperwork.limited`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from yuetan.paperwork.limited import USUAL, Allowance, Give, TooMuch, Work, limited, warm
from yuetan.paperwork.roster.annotate import annotate
from yuetan.paperwork.roster.faults import RowFault, WorkbookRefused
from yuetan.paperwork.roster.limits import Limits
from yuetan.paperwork.roster.read import Meter, Reading, read_workbook
from yuetan.paperwork.roster.report import Report, Row
from yuetan.paperwork.roster.words import Words
from yuetan.wording import say

WHOLE = Allowance(longest=120)
"""For what an administrator does on the server: a prefecture of a hundred thousand cadres takes half a minute."""

AT_ONCE = 500  # rows, or faults
_BEGIN, _READ, _ROWS, _FAULTS, _NOTES, _END = "begin", "read", "rows", "faults", "notes", "end"

warm("yuetan.paperwork.roster.apart")


def apart(work: Work, *arguments: object, knowing: Sequence[type] = (), allowance: Allowance = USUAL) -> Iterator[Any]:
    """What work on a workbook hands over; `WorkbookRefused` as it says, or where it takes too much."""
    try:
        yield from limited(work, *arguments, raising=(WorkbookRefused,), knowing=knowing, allowance=allowance)
    except TooMuch as error:
        text = say("读取这个文件超出了允许的内存或时间，没有读完，什么也没有导入；请另存一份，或拆成几个文件分次导入。")
        raise WorkbookRefused(text) from error


def read_apart(path: Path, words: Words, *, limits: Limits | None = None, meter: Meter | None = None) -> Reading:
    """The same as `yuetan.paperwork.roster.read.read_workbook`, read apart."""
    reading = Reading(Report(path.name, words))
    report = reading.report
    for what, value in apart(_read, path, words, limits, knowing=(Row, RowFault), allowance=WHOLE):
        if what == _ROWS:
            title, rows = value
            reading.rows.setdefault(title, []).extend(rows)
        elif what == _FAULTS:
            report.faults += value
        elif what == _NOTES:
            report.notes += value
        elif what == _END:
            report.unlisted, report.letters, reading.misshapen = value
        elif meter:
            (meter.begin if what == _BEGIN else meter.read)(value)
    return reading


def annotate_apart(source: Path, target: Path, faults: Sequence[RowFault], notes: Sequence[RowFault] = ()) -> Path:
    """The same as `yuetan.paperwork.roster.annotate.annotate`, done apart."""
    return Path(next(apart(_annotate, source, target, tuple(faults), tuple(notes), allowance=WHOLE)))


class _Telling:
    """Hands on how far the reading is."""

    def __init__(self, give: Give) -> None:
        self.give = give

    def begin(self, rows: int) -> None:
        self.give((_BEGIN, rows))

    def read(self, rows: int) -> None:
        self.give((_READ, rows))


def _read(give: Give, path: Path, words: Words, limits: Limits | None) -> None:
    reading = read_workbook(path, words, limits=limits, meter=_Telling(give),
                            sink=lambda title, rows: _in_parts(give, title, rows))
    report = reading.report
    for what, some in ((_FAULTS, report.faults), (_NOTES, report.notes)):
        for first in range(0, len(some), AT_ONCE):
            give((what, some[first:first + AT_ONCE]))
    give((_END, (report.unlisted, report.letters, reading.misshapen)))


def _in_parts(give: Give, title: str, rows: Iterator[Row]) -> None:
    """Hand rows over as they are read; once at least, so that the sheet is known to be there."""
    some = list(islice(rows, AT_ONCE))
    give((_ROWS, (title, some)))
    while some := list(islice(rows, AT_ONCE)):
        give((_ROWS, (title, some)))


def _annotate(give: Give, source: Path, target: Path, faults: Sequence[RowFault], notes: Sequence[RowFault]) -> None:
    give(str(annotate(source, target, faults, notes)))
