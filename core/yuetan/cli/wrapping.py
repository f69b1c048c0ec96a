"""Lines that fit a terminal: a Chinese character is two columns wide, and a new line may begin after any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

NOT_FIRST = "，。；：、！？）》】〕”’…—"  # punctuation that no line begins with
NOT_LAST = "（《【〔“‘"  # and that no line ends with
_PIECE = re.compile(r"[ \t]+|[!-~]+|.")  # blanks, a word that is kept whole, or one character


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(0 if combining(one) else 2 if east_asian_width(one) in {"W", "F"} else 1 for one in text)


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns; its own line breaks stay, and only too long a word is broken."""
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, max(columns, 2))]


def _lines(text: str, columns: int) -> Iterator[str]:
    line: list[str] = []
    for piece in _pieces(text, columns):
        if line and width("".join(line) + piece.rstrip()) > columns:
            carried = _carried(line, piece)
            if width("".join(carried) + piece.rstrip()) > columns:
                carried = []
            yield "".join(line[:len(line) - len(carried)]).rstrip()
            line = carried
        if line or not piece.isspace():
            line.append(piece)
    yield "".join(line).rstrip()


def _carried(line: list[str], piece: str) -> list[str]:
    """The end of a line that goes on the next one with a piece, for punctuation's sake; nothing where it is all."""
    kept = len(line)
    while kept and ((line[kept:] or [piece])[0][0] in NOT_FIRST or line[kept - 1][-1] in NOT_LAST):
        kept -= 1
    return line[kept:] if kept else []


def _pieces(text: str, columns: int) -> Iterator[str]:
    """What is not broken; a word longer than a line is."""
    for piece in _PIECE.findall(text):
        yield from (piece[start:start + columns] for start in range(0, len(piece), columns))
