"""How an old ledger lies in a workbook: one sheet, and what each of its columns may hold."""

from __future__ import annotations

import enum

from attrs import frozen

from yuetan.wording import later, say

SHEET, EXPLANATION = "台账", "填写说明"
LONGEST_OUTCOME = 1000  # characters


class Holds(enum.Enum):
    """What the cells of a column hold."""

    CODE = "code"
    NAME = "name"
    DATE = "date"  # without which the row cannot be read
    WRITTEN = "written"  # whatever the ledger says, kept as it is
    NOTICE = "notice"  # a day, or whatever the ledger says
    TALKERS = "talkers"
    LONG = "long"


@frozen(eq=False)
class Column:
    """One column: the field it holds, the title users see, and the note on its header."""

    field: str
    title: str
    holds: Holds
    note: str
    required: bool = False
    width: int = 14

    def said(self) -> str:
        """The note in the language of the moment."""
        return say(self.note)


COLUMNS = (
    Column("cadre", "工号", Holds.CODE, later("被约谈人的工号；没有的，填姓名和单位。不得使用身份证号。")),
    Column("name", "姓名", Holds.NAME, later("被约谈人的姓名；填了工号的可以留空。")),
    Column("unit", "单位", Holds.WRITTEN, later("当时所在单位的名称或编码；没有工号时凭它认人。"), width=24),
    Column("on", "约谈日期", Holds.DATE, later("实际约谈的日期，如 2026-03-01、2026.3.1。"), required=True),
    Column("regulation", "制度", Holds.WRITTEN, later("依据的制度名称；只有一部制度适用的可以留空。"), width=34),
    Column("kind", "约谈种类", Holds.WRITTEN, later("制度规定的种类，如“日常约谈”。")),
    Column("talkers", "约谈人", Holds.TALKERS, later("工号或姓名，几个人用顿号隔开。"), width=24),
    Column("notified", "通知日期", Holds.NOTICE, later("哪一天通知的；没有通知的留空。")),
    Column("outcome", "结果和备注", Holds.LONG, later("原台账怎么写就怎么填，最多1000字。"), width=40),
    Column("paper", "文号或档号", Holds.WRITTEN, later("谈话材料的文号或档案号。"), width=20),
)


def column_of(field: str) -> Column:
    """The column of a field."""
    return next(one for one in COLUMNS if one.field == field)
