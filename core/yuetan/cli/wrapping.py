"""Lines of text that fit a terminal, where a Chinese character is two columns wide and may be followed by a new line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

NOT_FIRST = "，。；：、！？）》】〕”’…—"  # punctuation that ends a line rather than beginning the next
_PIECE = re.compile(r"[ \n]+|[!-~]+|.", re.DOTALL)  # blanks, a word that is kept whole, or one character


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(0 if combining(one) else 2 if east_asian_width(one) in {"W", "F"} else 1 for one in text)


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns; a line break in it stays one. Only what is too long is broken."""
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, columns)]


def _lines(text: str, columns: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, columns):
        if not line or width(line + piece.rstrip()) <= columns or piece[0] in NOT_FIRST:
            line += piece if line else piece.lstrip()
        else:
            yield line.rstrip()
            line = piece.lstrip()
    yield line.rstrip()


def _pieces(text: str, columns: int) -> Iterator[str]:
    """What is not broken; a word longer than a line is."""
    for piece in _PIECE.findall(text):
        yield from (piece[start:start + columns] for start in range(0, len(piece), columns))
