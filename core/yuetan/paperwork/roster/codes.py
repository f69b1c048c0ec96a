"""Reads staff numbers and unit codes out of cells, and keeps identity numbers out."""

from __future__ import annotations

import math
import re

from yuetan.paperwork.roster.cells import Cell, CellFault
from yuetan.paperwork.roster.texts import clean, several
from yuetan.records.values import CODE_LENGTH, NAME_LENGTH
from yuetan.wording import say

SAFE_DIGITS = 15  # Excel keeps no more of a number
FIRST = r"0-9A-Za-z\u3400-\u9fff\U00020000-\U0003ffff"
CODE = re.compile(f"[{FIRST}][{FIRST}._-]*")
IDENTITY = re.compile(  # six digits of a place, the day of birth, three digits and one to check
    r"(?<![0-9])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9])")


def code(cell: Cell, title: str) -> str:
    """A staff number or unit code: letters, digits, characters, and ``. _ -`` between them."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise CellFault(say("{title}应为文字，请把单元格设为文本格式后重新填写。", title=title))
    written = clean(value if isinstance(value, str) else _whole(value, title), CODE_LENGTH)
    _refuse_identity(written, title)
    if not CODE.fullmatch(written):
        raise CellFault(say("{title}只能由汉字、半角字母和数字组成，中间可以有点、下划线和短横线，请改写。",
                            title=title))
    return written


def talkers(cell: Cell) -> tuple[str, ...]:
    """Staff numbers, or names of those who have none."""
    title = say("工号")
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return (_whole(cell.value, title),)
    found = several(cell, NAME_LENGTH)
    for one in found:
        _refuse_identity(one, title)
    return found


def masked(written: str) -> str:
    """The same text, with the day of birth in an identity number left out."""
    return IDENTITY.sub(lambda found: found[0][:6] + "*" * 8 + found[0][14:], written)


def _refuse_identity(written: str, title: str) -> None:
    if IDENTITY.search(written):
        raise CellFault(say("像是居民身份证号。系统不保存身份证号，请改用本机关的人事编号作{title}。", title=title))


def _whole(value: float, title: str) -> str:
    if not math.isfinite(value) or abs(value) >= 10**SAFE_DIGITS:
        raise CellFault(say("数字超过15位，Excel 已改动了末尾几位；请把{title}一列设为文本格式后重新填写。",
                            title=title))
    if value != int(value) or value < 0:
        raise CellFault(say("{title}不能是小数或负数，请把单元格设为文本格式后重新填写。", title=title))
    return str(int(value))
