"""Reads single cells. A parser gives the value, None for an empty cell, or raises `CellFault` with what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Protocol

from yuetan.paperwork.roster.layout import Column, Holds
from yuetan.paperwork.roster.words import Words
from yuetan.records.values import CODE_LENGTH, NAME_LENGTH, TITLE_LENGTH, WORD_LENGTH
from yuetan.wording import say

SAFE_DIGITS = 15  # Excel keeps no more of a number
EARLIEST, LATEST = 1900, 2200
CODE = re.compile(r"[0-9A-Za-z\u3400-\u9fff\U00020000-\U0003ffff](?:[0-9A-Za-z\u3400-\u9fff\U00020000-\U0003ffff._-]*)")
IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9])")
DATES = (
    re.compile(r"([0-9]{4})\s*([-./])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})(?:[ T]00:00(?::00)?)?"),
    re.compile(r"([0-9]{4})\s*(年)\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日"),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})"),
)
MONTH_ONLY = re.compile(r"[0-9]{4}\s*[-./年]\s*[0-9]{1,2}\s*月?|[0-9]{6}")
ORDINARY = re.compile(r"[ -~\u4e00-\u9fff、，。（）《》〔〕·]+")  # needs no closer look
SEPARATORS = re.compile(r"[、，,；;]")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]")
INNER_SPACE = re.compile(r"(?<=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇])[ \u3000\u00a0]+(?=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇])")
BLANKS = " \u3000\u00a0\t\r\n"
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))  # ask for another shape of a character

Value = object
Parser = Callable[["Cell"], Value]


class Cell(Protocol):
    """What is needed of a library's cell."""

    @property
    def value(self) -> object: ...
    @property
    def data_type(self) -> str: ...


class CellFault(Exception):  # noqa: N818 - a fault of the cell, reported with its place
    """What is wrong with one cell, and what to do."""


def parser_of(column: Column, words: Words) -> Parser:
    """The parser of a column's cells."""
    match column.holds:
        case Holds.CODE:
            return lambda cell: code(cell, column.title)
        case Holds.NAME:
            return name
        case Holds.TEXT:
            return lambda cell: text(cell, TITLE_LENGTH)
        case Holds.WORD:
            return lambda cell: word(cell, column.of, words)
        case Holds.MARKS:
            return lambda cell: marks(cell, words)
        case Holds.DATE:
            return day
        case Holds.TALKERS:
            return talkers


def is_empty(cell: Cell) -> bool:
    """Whether nothing stands in a cell, or nothing but blanks."""
    value = cell.value
    return value is None or (isinstance(value, str) and not value.strip(BLANKS))


def shown(cell: Cell) -> str:
    """What stands in a cell, as a report may repeat it: an identity number is masked."""
    value = cell.value
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, bool):
        value = str(value).upper()
    written = "" if value is None else str(getattr(value, "text", value))  # of a formula over several cells, its text
    return IDENTITY.sub(lambda found: found[0][:6] + "*" * 8 + found[0][14:], written)


def text(cell: Cell, longest: int) -> str:
    """Words as they were written, without blanks around them."""
    if not isinstance(cell.value, str):
        raise CellFault(say("应为文字，请把单元格设为文本格式后重新填写。"))
    return _clean(cell.value, longest)


def code(cell: Cell, title: str) -> str:
    """A staff number or unit code: letters, digits, characters, and ``. _ -`` between them."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise CellFault(say("{title}应为文字，请把单元格设为文本格式后重新填写。", title=title))
    if not isinstance(value, str):
        value = _whole(value, title)
    written = _clean(value, CODE_LENGTH)
    if IDENTITY.search(written):
        raise CellFault(say("像是居民身份证号。系统不保存身份证号，请改用本机关的人事编号作{title}。", title=title))
    if not CODE.fullmatch(written):
        raise CellFault(say("{title}只能由汉字、半角字母和数字组成，中间可以有点、下划线和短横线，请改写。", title=title))
    return written


def _whole(value: float, title: str) -> str:
    if value != value or abs(value) >= 10**SAFE_DIGITS:  # noqa: PLR0124 - only a value that is not a number differs from itself
        raise CellFault(say("数字超过15位，Excel 已改动了末尾几位；请把{title}一列设为文本格式后重新填写。", title=title))
    if value != int(value) or value < 0:
        raise CellFault(say("{title}不能是小数或负数，请把单元格设为文本格式后重新填写。", title=title))
    return str(int(value))


def name(cell: Cell) -> str:
    """A person's name; blanks between two characters (张　伟) are left out."""
    written = INNER_SPACE.sub("", text(cell, NAME_LENGTH))
    if HAN.search(written) and any(blank in written for blank in BLANKS):
        raise CellFault(say("姓名里有多余的空格，请去掉。"))
    if any(character.isdigit() for character in written):
        raise CellFault(say("姓名里有数字，请核对。"))
    return written


def word(cell: Cell, of: str, words: Words) -> str | int:
    """The code of one of a set of words."""
    written = text(cell, TITLE_LENGTH)
    found = words.code(of, written)
    if found is None:
        if not words.titles(of):
            raise CellFault(say("“{value}”不在可用的词里：已安装的制度没有规定这一类词，请先安装制度。", value=written))
        raise CellFault(say("“{value}”不在可用的词里，请改为下列之一：{near}。", value=written,
                            near="、".join(words.near(of, written))))
    return found


def marks(cell: Cell, words: Words) -> frozenset[str]:
    """Marks between separators: an open set, of which only some have codes of their own."""
    return frozenset(words.vocabulary.code("mark", mark) or mark for mark in _several(cell, WORD_LENGTH))


def talkers(cell: Cell) -> tuple[str, ...]:
    """Staff numbers, or names of those who have none."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return (_whole(cell.value, say("工号")),)
    found = _several(cell, NAME_LENGTH)
    if any(IDENTITY.search(one) for one in found):
        raise CellFault(say("像是居民身份证号。系统不保存身份证号，请改用本机关的人事编号作{title}。", title=say("工号")))
    return found


def day(cell: Cell) -> date:
    """A day, from a real date or from the usual ways of writing one."""
    value = cell.value
    if isinstance(value, datetime):
        if value.time() != time():
            raise CellFault(say("日期带有时刻，请只留日期。"))
        return _sane(value.year, value.month, value.day)
    if isinstance(value, date):
        return _sane(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value != int(value) or not 10**7 <= value < 10**8:
            raise CellFault(say("是数字不是日期，请把单元格设为日期格式，或写成 2026-03-01。"))
        value = str(int(value))
    if not isinstance(value, str):
        raise CellFault(say("不是日期，请写成 2026-03-01。"))
    written = _clean(value, NAME_LENGTH)
    for pattern in DATES:
        if found := pattern.fullmatch(written):
            return _sane(int(found[1]), int(found[3]), int(found[4]))
    if MONTH_ONLY.fullmatch(written):
        raise CellFault(say("只有年月，请补上是哪一天，如 2026-03-01。"))
    raise CellFault(say("不是日期，请写成 2026-03-01。"))


def _sane(year: int, month: int, of_month: int) -> date:
    try:
        found = date(year, month, of_month)
    except ValueError as error:
        raise CellFault(say("没有这一天，请核对月份和日子。")) from error
    if not EARLIEST <= year < LATEST:
        raise CellFault(say("年份应在 {earliest} 到 {latest} 之间，请核对；没有结束的留空。", earliest=EARLIEST, latest=LATEST - 1))
    return found


def _several(cell: Cell, longest: int) -> tuple[str, ...]:
    pieces = [piece.strip(BLANKS) for piece in SEPARATORS.split(text(cell, TITLE_LENGTH))]
    if not all(pieces):
        raise CellFault(say("顿号多了或中间空着，请核对。"))
    if too_long := next((piece for piece in pieces if len(piece) > longest), None):
        raise CellFault(say("“{value}”太长，最多 {limit} 个字。", value=too_long, limit=longest))
    return tuple(dict.fromkeys(pieces))


def _clean(value: str, longest: int) -> str:
    written = value.strip(BLANKS)
    for character in ORDINARY.sub("", written):
        _refuse_unseen(character)
    if len(written) > longest:
        raise CellFault(say("太长（{length} 个字），最多 {limit} 个字。", length=len(written), limit=longest))
    return written


def _refuse_unseen(character: str) -> None:
    category = unicodedata.category(character)
    if category == "Co":
        raise CellFault(say("含有自造字（U+{point}），别的电脑上显示不出来，请换成字库里的字。", point=f"{ord(character):04X}"))
    if category in UNSEEN or character in SELECTORS or character == "\ufffd":
        raise CellFault(say("含有看不见的字符、换行或乱码（U+{point}），请删去后重新填写。", point=f"{ord(character):04X}"))
