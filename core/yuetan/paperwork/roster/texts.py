"""Reads words and names out of cells, and refuses characters that nobody can see."""

from __future__ import annotations

import re
import unicodedata

from yuetan.paperwork.roster.cells import BLANKS, Cell, CellFault
from yuetan.records.values import NAME_LENGTH, TITLE_LENGTH
from yuetan.wording import say

ORDINARY = re.compile(r"[ -~\u4e00-\u9fff、，。（）《》〔〕·]+")  # needs no closer look
SEPARATORS = re.compile(r"[、，,；;]")
HAN_RANGES = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
HAN = re.compile(f"[{HAN_RANGES}]")
INNER_BLANKS = re.compile(f"(?<=[{HAN_RANGES}])[ \\u3000\\u00a0]+(?=[{HAN_RANGES}])")
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
OWN_CHARACTERS = "Co"
VARIANTS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))  # ask for another shape
REPLACED = "\ufffd"  # what stands for a character that was lost


def text(cell: Cell, longest: int = TITLE_LENGTH) -> str:
    """Words as they were written, without blanks around them."""
    if not isinstance(cell.value, str):
        raise CellFault(say("应为文字，请把单元格设为文本格式后重新填写。"))
    return clean(cell.value, longest)


def name(cell: Cell) -> str:
    """A person's name; blanks between two characters (张　伟) are left out."""
    written = INNER_BLANKS.sub("", text(cell, NAME_LENGTH))
    if HAN.search(written) and any(blank in written for blank in BLANKS):
        raise CellFault(say("姓名里有多余的空格，请去掉。"))
    if any(character.isdigit() for character in written):
        raise CellFault(say("姓名里有数字，请核对。"))
    return written


def several(cell: Cell, longest: int) -> tuple[str, ...]:
    """What stands between separators, each once."""
    pieces = [piece.strip(BLANKS) for piece in SEPARATORS.split(text(cell))]
    if not all(pieces):
        raise CellFault(say("顿号多了或中间空着，请核对。"))
    if too_long := next((piece for piece in pieces if len(piece) > longest), None):
        raise CellFault(say("“{value}”太长，最多 {limit} 个字。", value=too_long, limit=longest))
    return tuple(dict.fromkeys(pieces))


def clean(value: str, longest: int) -> str:
    """A text without blanks around it; refused where it is too long or holds what cannot be seen."""
    written = value.strip(BLANKS)
    if len(written) > longest:
        raise CellFault(say("太长（{length} 个字），最多 {limit} 个字。", length=len(written), limit=longest))
    for character in ORDINARY.sub("", written):
        _refuse_unseen(character)
    return written


def _refuse_unseen(character: str) -> None:
    category, point = unicodedata.category(character), f"{ord(character):04X}"
    if category == OWN_CHARACTERS:
        raise CellFault(say("含有自造字（U+{point}），别的电脑上显示不出来，请换成字库里的字。", point=point))
    if category in UNSEEN or character in VARIANTS or character == REPLACED:
        raise CellFault(say("含有看不见的字符、换行或乱码（U+{point}），请删去后重新填写。", point=point))
