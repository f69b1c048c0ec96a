"""How a collection lies in a workbook: one sheet, a column for each of its fields."""

from __future__ import annotations

from attrs import frozen

from yuetan.rules.papers import Collection, FieldType, FormField
from yuetan.wording import later, say

LONGEST_TITLE = 31  # characters that Excel allows for the name of a sheet
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", ""))
_NOTES = {
    FieldType.DATE: later("写成 2026-03-09 这样的日期。"), FieldType.TIME: later("写成 09:30 这样的时间。"),
    FieldType.NUMBER: later("写成数字。"), FieldType.YES_NO: later("写“是”或“否”。"),
    FieldType.CHOICE: later("从下拉表里选。"), FieldType.CADRE: later("写人员编号。"),
    FieldType.UNIT: later("写单位代码。"),
    FieldType.LONG_TEXT: later("可以在一格里换行（Alt+Enter）。"), FieldType.TEXT: later("写成一行。"),
}
_OF_QUESTIONS = {
    "options": later("每行写一个选项（Alt+Enter 换行），字母写不写都可以；判断题留空。"),
    "answer": later("选择题写字母，如 B 或 ACD；判断题写“对”或“错”。"),
}


@frozen
class Column:
    """One column: the field it holds, and the note on its header."""

    field: FormField
    note: str


def sheet_title(rule: Collection) -> str:
    """The name of the sheet, as Excel allows it."""
    return rule.title.translate(_FORBIDDEN)[:LONGEST_TITLE] or rule.code


def columns_of(rule: Collection, *, tested: bool) -> tuple[Column, ...]:
    """The columns, in the order of the fields; of questions with what is to be written there."""
    return tuple(Column(one, say(_OF_QUESTIONS.get(one.code, "") if tested and one.code in _OF_QUESTIONS
                                 else _NOTES[one.type])) for one in rule.fields)
