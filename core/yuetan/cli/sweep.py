"""``yuetan sweep`` and ``yuetan rebuild``: what everybody owes, worked out at once and kept in its table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from yuetan.cli.common import as_json, as_of, database, day_of, judged_from, tell, tell_json, tell_table
from yuetan.cli.worded import Command, Option
from yuetan.wording import later, say

if TYPE_CHECKING:  # heavy, and --help does without
    from yuetan.cli.swept import Result

CHANGES = {
    "appeared": later("新出现"), "redated": later("改期"), "settled": later("办结"), "reopened": later("重新待办"),
    "overdue": later("转为逾期"), "lapsed": later("不再要求"), "withdrawn": later("撤销"),
}


@click.command(cls=Command, help=later(
    "推算所有人应办的事项并存入库中，改变了的逐项留痕。适用哪些制度、怎样理解、从哪天判断，按已批准的规定；"
    "没有规定时取各制度的默认理解。"))
@database
@as_of
@judged_from
@as_json
def sweep(database: str, as_of: date | None, judged_from: date | None, *, json_: bool) -> None:
    """Bring what is owed by everybody up to a day."""
    from yuetan.cli.swept import swept  # noqa: PLC0415 - heavy, and --help does without

    _show(swept(database, day_of(as_of), judged_from, anew=False), json_=json_)


@click.command(cls=Command, help=later(
    "清空应办事项的表并重新推算；历次变化的留痕不动。原表没有差错时，结果与原来相同。加 --search 则重建查找用的索引。"))
@database
@as_of
@judged_from
@click.option("--search", is_flag=True, cls=Option, help=later("只重建查找用的索引，不推算应办事项。"))
@as_json
def rebuild(database: str, as_of: date | None, judged_from: date | None, *, search: bool, json_: bool) -> None:
    """Empty the table of what is owed, or of what a search looks into, and fill it again."""
    from yuetan.cli.swept import searchable, swept  # noqa: PLC0415 - as above

    if search:
        number = searchable(database)
        if json_:
            tell_json({"objects": number})
        else:
            tell(say("查找用的索引已重建，可以查到人员、单位和约谈共 {count} 项。", count=number))
        return

    _show(swept(database, day_of(as_of), judged_from, anew=True), json_=json_)


def _show(result: Result, *, json_: bool) -> None:
    if json_:
        tell_json({"as_of": result.as_of.isoformat(), "obligations": result.swept.obligations,
                   "changes": result.swept.changes, "in_sql": result.swept.in_sql,
                   "in_python": result.swept.in_python, "changed": dict(result.changed),
                   "statuses": {status.name.lower(): count for status, count in result.statuses.items()}})
        return
    tell(say("截至 {day}：应办事项 {count} 项，本次变化 {changes} 项。", day=result.as_of,
             count=result.swept.obligations, changes=result.swept.changes))
    tell_table((later("状态"), later("事项数")), [
        (say(status.value), str(count)) for status, count in result.statuses.items()])
    if result.changed:
        tell_table((later("变化"), later("事项数")), [
            (say(CHANGES[name]), str(count)) for name, count in result.changed.items()])
