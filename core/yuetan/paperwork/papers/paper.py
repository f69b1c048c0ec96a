"""A value as official papers print it."""

from __future__ import annotations

import re
from datetime import date

from yuetan.rules.papers import FieldType, FormField

DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
TIME = re.compile(r"([0-9]{2}):([0-9]{2})(?::00)?")

YES, NO = "yes", "no"
IN_WORDS = {YES: "是", NO: "否"}


def printed_day(day: date) -> str:
    """A day as official papers print it: 2026年3月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


def in_row(field: FormField, value: str) -> str:
    """A value as a row of a ledger has it: days short, 2026.3.9."""
    if field.type is FieldType.DATE and (found := DAY.fullmatch(value)):
        return f"{found[1]}.{int(found[2])}.{int(found[3])}"
    return printed(field, value)


def printed(field: FormField, value: str) -> str:
    """A value as it is printed; one that does not read as its type says stays as it was written."""
    if field.type is FieldType.DATE and (found := DAY.fullmatch(value)):
        return f"{found[1]}年{int(found[2])}月{int(found[3])}日"
    if field.type is FieldType.TIME and (found := TIME.fullmatch(value)):
        return f"{int(found[1])}时" + (f"{found[2]}分" if found[2] != "00" else "")
    if field.type is FieldType.YES_NO:
        return IN_WORDS.get(value, value)
    return value
