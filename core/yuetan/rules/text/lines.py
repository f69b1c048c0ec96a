"""The lines of an official text that belong to its numbered part, broken lines mended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from yuetan.rules.text.markers import Marker, Style, is_chapter, marker

_ENDS = "。；;：:！!？?”』」》"
_SENTENCE = re.compile(r"[，,。；;]")
_LABEL = re.compile(r"[^，。；：:]{1,8}[：:]")
_HEADING_AT_MOST = 25  # characters; a longer line without an end was broken by the page's width
_ANNEX = re.compile(r"附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[：:.．、].*)?$")
_IMPRINT = re.compile(r"抄\s*送\s*[：:]|主题词\s*[：:]|.*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印[发制]$")
_DATE = re.compile(r"(?:\d{4}|[〇零一二三四五六七八九]{4})\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日$")


@frozen
class Line:
    """A line with the number that opens it, and whether the line before it was broken off in mid-sentence."""

    row: int  # counted from 1
    text: str
    marker: Marker | None
    continues: bool

    @property
    def words(self) -> str:
        """What stands behind the number."""
        return self.text[self.marker.length:] if self.marker else self.text


def numbered_part(text: str) -> tuple[Line, ...]:
    """From the first printed number to the annex, the imprint or the end; no empty lines, no chapter headings.

    Where the text has articles its first one is 第一条: a covering letter may have numbers of its own before it.
    """
    lines = tuple(_lines(text))
    articles = any(line.marker and line.marker.style is Style.ARTICLE and line.marker.number == 1 for line in lines)
    start = next((index for index, line in enumerate(lines) if line.marker and line.marker.number == 1
                  and (not articles or line.marker.style is Style.ARTICLE)), len(lines))
    end = next((index for index, line in enumerate(lines) if index > start and _closes(line.text)), len(lines))
    return tuple(line for line in lines[start:end] if not is_chapter(line.text) and not _DATE.fullmatch(line.text))


def is_finished(paragraph: str) -> bool:
    """Whether a paragraph came to its end, as a sentence or as a heading; False for a line broken off by the page."""
    if not paragraph or paragraph[-1] in _ENDS:
        return True
    return not _SENTENCE.search(paragraph) and len(paragraph) <= _HEADING_AT_MOST


def is_heading(paragraph: str) -> bool:
    """Whether a paragraph is a heading rather than a sentence: short, without an end."""
    return not paragraph or (is_finished(paragraph) and paragraph[-1] not in _ENDS)


def is_labelled(paragraph: str) -> bool:
    """Whether a paragraph opens with a label of what it speaks of (约谈内容：)."""
    return bool(_LABEL.match(paragraph))


def _lines(text: str) -> Iterator[Line]:
    before = ""
    for row, raw in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        line = raw.strip()
        if line:
            continues = not is_finished(before) and not is_labelled(line) and not is_chapter(line)
            yield Line(row, line, marker(line), continues)
            before = line


def _closes(line: str) -> bool:
    return bool(_ANNEX.match(line) or _IMPRINT.match(line))
