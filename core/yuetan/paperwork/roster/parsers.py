"""Which reader a column's cells go to, and how a cell is shown in a report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from yuetan.paperwork.roster.cells import Cell, CellFault
from yuetan.paperwork.roster.codes import code, masked, talkers
from yuetan.paperwork.roster.dates import day
from yuetan.paperwork.roster.layout import Column, Holds
from yuetan.paperwork.roster.texts import name, several, text
from yuetan.paperwork.roster.words import Words
from yuetan.records.values import WORD_LENGTH
from yuetan.wording import say

MOST_SHOWN = 300
Parser = Callable[[Cell], object]


def parser_of(column: Column, words: Words) -> Parser:
    """The parser of a column's cells: gives the value, or raises `CellFault` with what to do."""
    parsers: dict[Holds, Parser] = {
        Holds.CODE: lambda cell: code(cell, column.title),
        Holds.NAME: name,
        Holds.TEXT: text,
        Holds.WORD: lambda cell: word(cell, column.of, words),
        Holds.MARKS: lambda cell: marks(cell, words),
        Holds.DATE: day,
        Holds.TALKERS: talkers,
    }
    return parsers[column.holds]


def word(cell: Cell, of: str, words: Words) -> str | int:
    """The code of one of a set of words."""
    written = text(cell)
    found = words.code(of, written)
    if found is not None:
        return found
    near = words.near(of, written)
    if not near:
        raise CellFault(say("“{value}”不在可用的词里：已安装的制度没有规定这一类词，请先安装制度。", value=written))
    raise CellFault(say("“{value}”不在可用的词里，请改为下列之一：{near}。", value=written, near=say("、").join(near)))


def marks(cell: Cell, words: Words) -> frozenset[str]:
    """Marks between separators: an open set, of which only some have codes of their own."""
    return frozenset(words.vocabulary.code("mark", mark) or mark for mark in several(cell, WORD_LENGTH))


def shown(cell: Cell) -> str:
    """What stands in a cell, as a report may repeat it: an identity number is masked."""
    value = cell.value
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, bool):
        value = str(value).upper()
    written = "" if value is None else str(getattr(value, "text", value))  # some formulas keep their text apart
    return masked(written if len(written) <= MOST_SHOWN else written[:MOST_SHOWN] + "……")
