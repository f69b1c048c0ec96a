"""Reads a day out of a cell: a real date, or one of the usual ways of writing one."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from yuetan.paperwork.roster.cells import Cell, CellFault
from yuetan.paperwork.roster.texts import clean
from yuetan.records.values import NAME_LENGTH
from yuetan.wording import say

EARLIEST, LATEST = 1900, 2200
WAYS = (
    re.compile(r"([0-9]{4})\s*([-./])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})(?:[ T]00:00(?::00)?)?"),
    re.compile(r"([0-9]{4})\s*(年)\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日"),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})"),
)
MONTH_ONLY = re.compile(r"[0-9]{4}\s*[-./年]\s*[0-9]{1,2}\s*月?|[0-9]{6}")


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
    written = clean(value, NAME_LENGTH)
    for pattern in WAYS:
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
        raise CellFault(say("年份应在 {earliest} 到 {latest} 之间，请核对；没有结束的留空。",
                            earliest=EARLIEST, latest=LATEST - 1))
    return found
