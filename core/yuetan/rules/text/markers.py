"""The printed numbers that open a place: 第八条, 一、, （三）, 1., (1), 1）, ①, in full and half width."""

from __future__ import annotations

import enum
import re

from attrs import frozen

from yuetan.rules.numerals import numeral, read_numeral
from yuetan.rules.text.widths import half_width

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Style(enum.Enum):
    """How the items of one list are numbered."""

    ARTICLE = "第一条"
    CHINESE = "一、"
    CHINESE_BRACKETED = "（一）"
    ARABIC = "1."
    ARABIC_BRACKETED = "(1)"
    ARABIC_HALF_BRACKETED = "1)"
    CIRCLED = "①"

    def printed(self, number: int) -> str:
        """A number as prose names it, whatever point or comma the text puts behind it: 第八条（三）, 二（一）1(3)."""
        circled = _CIRCLED[number - 1] if number <= len(_CIRCLED) else str(number)
        return _PRINTED[self].format(number=number, chinese=numeral(number), circled=circled)


_PRINTED = {
    Style.ARTICLE: "第{chinese}条", Style.CHINESE: "{chinese}", Style.CHINESE_BRACKETED: "（{chinese}）",
    Style.ARABIC: "{number}", Style.ARABIC_BRACKETED: "({number})", Style.ARABIC_HALF_BRACKETED: "{number})",
    Style.CIRCLED: "{circled}",
}


@frozen
class Marker:
    """A number at the beginning of a line."""

    style: Style
    number: int
    length: int  # of what stands before the place's own words
    firm: bool = True  # False: 1.3个 may also be a decimal number, and opens a place only where a list goes on with it

    @property
    def printed(self) -> str:
        """The number as prose names it."""
        return self.style.printed(self.number)


# A number that is spoken of opens no place: 一、二级, （一）、（二）项, 第三条规定的, 3.5.
_NUMERAL = "[〇零一二三四五六七八九十百]{1,5}"
_JOINED = r" *[、，和至或及与]? *\( *"
_PATTERNS = (
    (Style.ARTICLE, re.compile(
        rf"第 *({_NUMERAL}|\d{{1,3}}) *条(?!规定|所[列称述指]|明确|[第的之和至及或与，、中款项])")),
    (Style.CHINESE, re.compile(rf"({_NUMERAL}) *[、.](?!{_NUMERAL}[、级类项款档次条])")),
    (Style.CHINESE_BRACKETED, re.compile(rf"\( *({_NUMERAL}) *\)(?!{_JOINED}{_NUMERAL} *\)| *[项款目])[、.]?")),
    (Style.ARABIC, re.compile(r"(\d{1,2}) *[.、](?!\d(?!\d*[个日天周月年次人名位份项种类]))")),
    (Style.ARABIC_BRACKETED, re.compile(rf"\( *(\d{{1,2}}) *\)(?!{_JOINED}\d{{1,2}} *\)| *[项款目])[、.]?")),
    (Style.ARABIC_HALF_BRACKETED, re.compile(r"(\d{1,2})\)[、.]?")),
    (Style.CIRCLED, re.compile(rf"([{_CIRCLED}])(?![、和至]?[{_CIRCLED}])")),
)
_CHAPTER = re.compile(rf"第 *(?:{_NUMERAL}|\d{{1,2}}) *[编章节](?: |$)")


def marker(line: str) -> Marker | None:
    """The number that opens a line, None where the line opens with words."""
    plain = half_width(line)
    start = len(plain) - len(plain.lstrip())
    for style, pattern in _PATTERNS:
        found = pattern.match(plain, start)
        number = _number(style, found[1]) if found else None
        if found and number:
            rest = plain[found.end():]
            firm = style is not Style.ARABIC or not rest[:1].isdigit()
            return Marker(style, number, found.end() + len(rest) - len(rest.lstrip()), firm)
    return None


def is_chapter(line: str) -> bool:
    """Whether a line is the heading of a part, chapter or section: articles are numbered through them."""
    return bool(_CHAPTER.match(half_width(line).strip()))


def _number(style: Style, printed: str) -> int | None:
    return _CIRCLED.index(printed) + 1 if style is Style.CIRCLED else read_numeral(printed)
