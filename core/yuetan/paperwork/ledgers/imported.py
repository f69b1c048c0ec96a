"""Talks that were imported, as they stand in the files of a ledger: behind it, by themselves, each marked as such."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from yuetan.access.reading_old_talks import LEDGER, OldTalk
from yuetan.paperwork.ledgers.columns import cells_of, columns_of
from yuetan.paperwork.ledgers.workbook import Sheet
from yuetan.paperwork.papers.content import Paper
from yuetan.rules.layouts import FACTS, Column, Ledger
from yuetan.rules.ledgers import LedgerForm
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.wording import say

# A paper is Chinese, whatever language the pages of its maker speak.
NOTE = "导入的约谈只照录原台账所写，没有经过本系统的程序，不计入台账的数字。"
SOURCES = {True: "旧台账导入", False: "花名册导入"}  # whether it came with an old ledger
_FIELDS = (
    FormField("row", "序号", FieldType.NUMBER), FormField("source", "来源"),
    FormField("date", "约谈日期", FieldType.DATE), FormField("kind", "约谈种类"),
    FormField("regulation", "适用制度"), FormField("person", "约谈对象"),
    FormField("post", "单位和职务"), FormField("talker", "约谈人"))
_WIDTHS = {"row": 2, "regulation": 5, "post": 5}
IMPORTED = LedgerForm(
    Material("imported_talks", "启用本系统之前的约谈（导入）", fields=_FIELDS, clause=""),
    Ledger("imported_talks", note=NOTE, columns=tuple(
        Column(one.title, f"{{{one.code}}}", _WIDTHS.get(one.code, 3)) for one in _FIELDS)))
"""How they are laid out, whatever the ledger looks like."""


def imported_sheet(talks: Sequence[OldTalk], most: int) -> tuple[Sheet, Iterator[tuple[str, ...]]]:
    """A sheet of its own in the workbook of a ledger, with its rows; it says where there are more than ``most``."""
    columns = columns_of(IMPORTED)
    sums = (say("合计"), say("{count} 次", count=len(talks)), *("",) * len(columns))
    more = (say("只列最近 {count} 次。", count=most),) if len(talks) >= most else ()
    return Sheet(title=say(IMPORTED.material.title), columns=columns, sums=sums[:len(columns)],
                 notes=(say(NOTE), *more)), (cells_of(IMPORTED, one) for one in _rows(talks))


def imported_paper(talks: Sequence[OldTalk], on: date, facts: Mapping[str, str]) -> Paper:
    """The same as a paper, with what stands above it."""
    return Paper(layout=IMPORTED.layout, material=IMPORTED.material, entries=list(_rows(talks)),
                 facts={**dict.fromkeys(FACTS, ""), **facts}, on=on)


def _rows(talks: Sequence[OldTalk]) -> Iterator[Mapping[str, str]]:
    for number, one in enumerate(talks, start=1):
        yield {"row": str(number), "source": SOURCES[one.source == LEDGER], "date": one.on.isoformat(),
               "kind": one.kind, "regulation": f"《{one.regulation}》" if one.regulation else "",
               "person": one.person.name, "post": one.person.post, "talker": one.talkers}
