"""Papers as PDF, in the form of GB/T 9704-2012: one file of as many papers as are given, kept as PDF/A-2b.

What a paper says is handed over as data, and never becomes markup. Equal papers are equal bytes. Of metadata a file has
the issuing unit and the day of its first paper.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from typst import Compiler, TypstError

from yuetan.paperwork.papers.content import Paper, composed
from yuetan.paperwork.papers.literal import clean
from yuetan.wording import say

PROGRAM = Path(__file__).with_name("official.typ")
STANDARD: Final = "a-2b"  # for keeping: every font is in the file
MOST = 300  # papers of one file
NOT_DRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class NotPrinted(Exception):  # noqa: N818 - an answer to whoever prints, not a failure of the program
    """A paper that cannot be printed as PDF here: says which character has no font, and what to do."""


class Printer:
    """Prints with the fonts of an office: those in its folder first, then what the machine has."""

    def __init__(self, fonts: Path | None = None) -> None:
        self._fonts, self._lock = fonts, Lock()
        self._compiler: Any = None

    def printed(self, papers: Sequence[Paper]) -> bytes:
        """The papers as one PDF, each with pages of its own that are numbered from 1.

        Raises `NotPrinted` where no font has a character of theirs, and ValueError for no paper or too many.
        """
        if not 0 < len(papers) <= MOST:
            message = f"1 to {MOST} papers are printed at once"
            raise ValueError(message)
        first = papers[0]
        given = {"issuer": " ".join(clean(first.unit).split()), "on": [first.on.year, first.on.month, first.on.day],
                 "papers": [composed(one) for one in papers]}
        with self._lock:  # the compiler holds what it was given last
            return self._compiled(json.dumps(given, ensure_ascii=False), _midnight(first.on))

    def _compiled(self, given: str, at: int) -> bytes:
        try:
            if self._compiler is None:  # it reads every font there is: once
                folders = [self._fonts] if self._fonts else []
                self._compiler = Compiler(  # type: ignore[misc] # its types cannot say what it reads
                    str(PROGRAM), root=str(PROGRAM.parent), font_paths=folders)
            content = self._compiler.compile(
                format="pdf", sys_inputs={"papers": given}, pdf_standards=STANDARD, timestamp=at)
        except TypstError as error:
            raise _in_words(error) from error
        return bytes(content)


@cache
def printer(fonts: Path | None = None) -> Printer:
    """The printer of a folder of fonts: one for as long as the program runs."""
    return Printer(fonts)


def _midnight(on: date) -> int:
    return int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp())


def _in_words(error: TypstError) -> Exception:
    found = NOT_DRAWN.search(str(error))
    if found is None:
        return error
    missing = ESCAPED.sub(lambda one: chr(int(one[1], 16)), found[1])
    return NotPrinted(say("没有字体能印出“{characters}”。请把有这些字的字体放进 yuetan.toml 里 fonts 指定的文件夹，"
                          "或者改用 Word 文件打印。", characters=missing))
