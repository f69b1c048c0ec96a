"""What ``yuetan import --differences`` shows: what a workbook would change, before anything is imported."""

from __future__ import annotations

from pathlib import Path

from yuetan.casework.desk import records_at
from yuetan.cli.common import Unusable, plain_errors, plugins, tell, tell_json, tell_table
from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.paperwork.roster.previewing import ImportPreview, preview_roster
from yuetan.paperwork.roster.words import talk_kinds
from yuetan.wording import later, say

SHOWN = 50  # of each sort
PARTS = {"placements": later("单位沿革"), "cadres": later("干部"), "appointments": later("任职"),
         "portfolios": later("分管")}
SORTS = {"new": later("新增"), "changed": later("更改"), "gone": later("库中有、工作簿没有（照旧保留）")}


def preview(workbook: Path, database: str, *, json_: bool) -> int:
    """Show it: 1 where the workbook has faults, else 0."""
    loaded = plugins()
    try:
        with plain_errors(), records_at(database) as engine:
            found = preview_roster(engine, workbook, loaded.vocabulary, kinds=talk_kinds(loaded.regulations))
    except WorkbookRefused as error:
        raise Unusable(say("{file}：{reason}", file=workbook, reason=error)) from error
    if json_:
        tell_json({"faults": [f"{one.sheet} {one.row} {one.reason}" for one in found.faults], "differences": {
            part: {sort: list(getattr(one, sort)) for sort in SORTS} for part, one in found.differences.items()}})
    else:
        _show(found)
    return 1 if found.faults else 0


def _show(found: ImportPreview) -> None:
    if found.faults:
        tell(say("工作簿有 {count} 处错误，没有比对；请先导入一次，按标注改正。", count=len(found.faults)))
        return
    rows = [(say(PARTS[part]), say(title), text) for part, one in found.differences.items()
            for sort, title in SORTS.items() for text in _listed(getattr(one, sort))]
    if rows:
        tell_table((later("内容"), later("变化"), later("条目")), rows)
    else:
        tell(say("与库中完全一致，没有差别。"))
    tell(say("以上只是比对，没有导入。"))


def _listed(some: tuple[str, ...]) -> tuple[str, ...]:
    more = len(some) - SHOWN
    return (*some[:SHOWN], say("另有 {count} 项", count=more)) if more > 0 else some
