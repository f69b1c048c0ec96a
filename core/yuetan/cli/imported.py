"""What ``yuetan import`` does and shows: a roster goes into the records, all of it or nothing; faults are listed."""

from __future__ import annotations

from pathlib import Path

from yuetan.casework.desk import records_at
from yuetan.cli.common import Unusable, plain_errors, plugins, progress_bar, tell, tell_table
from yuetan.paperwork.roster.faults import RowFault, WorkbookRefused
from yuetan.paperwork.roster.importing import ImportResult, import_roster
from yuetan.paperwork.roster.words import talk_kinds
from yuetan.wording import later, say

SHOWN = 20
PARTS = {"units": later("单位"), "placements": later("单位沿革"), "cadres": later("干部"),
         "appointments": later("任职"), "portfolios": later("分管"), "past_talks": later("既往约谈")}


def import_workbook(workbook: Path, database: str, annotated: Path | None, *, good_rows: bool) -> ImportResult:
    """Import a workbook, showing how far it is; an error in words where nothing could be done."""
    loaded = plugins()
    try:
        with plain_errors(), records_at(database) as engine, progress_bar() as bar:
            task = bar.add_task(say("导入名册"), total=None)
            return import_roster(
                engine, workbook, loaded.vocabulary, kinds=talk_kinds(loaded.regulations), good_rows_only=good_rows,
                annotated=annotated, progress=lambda done, total: bar.update(task, completed=done, total=total))
    except WorkbookRefused as error:
        raise Unusable(say("{file}：{reason}", file=workbook, reason=error)) from error


def show(result: ImportResult, *, good_rows: bool) -> None:
    """Print what was wrong, where it is marked, and what was imported."""
    if result.faults:
        shown = result.faults[:SHOWN] if result.annotated else result.faults
        tell_table((later("工作表"), later("行"), later("列"), later("内容"), later("错误和改法")),
                   [(one.sheet, str(one.row or ""), one.column, one.value, one.reason)
                    for one in shown])
        if len(result.faults) > len(shown):
            tell(say("以上是前 {shown} 处。", shown=len(shown)))
        tell(_where(result))
    for note in result.notes[:SHOWN]:
        tell(say("提示：{note}", note=note))
    if len(result.notes) > SHOWN:
        tell(say("另有 {count} 条提示未列出。", count=len(result.notes) - SHOWN))
    if result.counts is not None:
        tell(_done(result))
        tell_table((later("内容"), later("新增"), later("更新"), later("未变")), [
            (say(title), *(str(number) for number in _numbers(result, part).values()))
            for part, title in PARTS.items()])
    elif good_rows:
        tell(say("没有导入任何一行：工作表或表头不对，无法逐行读取；请改正后重新导入。"))
    else:
        tell(say("没有导入任何一行；请改正后重新导入，或用 --good-rows 只导入没有错误的行。"))


def _where(result: ImportResult) -> str:
    count = len(result.faults)
    if result.annotated is None:
        return say("共 {count} 处错误；标注的工作簿没能写出，错误已全部列在上面。", count=count)
    return say("共 {count} 处错误；已在 {file} 中逐一标注。", count=count, file=result.annotated)


def _done(result: ImportResult) -> str:
    if result.faults:
        return say("没有错误的行已导入。")
    if not any(number for part in PARTS for number in _numbers(result, part).values()):
        return say("工作簿里没有数据，什么也没有导入；请核对是不是这一份。")
    return say("导入完成。")


def _numbers(result: ImportResult, part: str) -> dict[str, int]:
    counts = getattr(result.counts, part)
    return {"added": counts.added, "changed": counts.changed, "unchanged": counts.unchanged}


def as_row(result: ImportResult) -> dict[str, object]:
    """The same for a program."""
    return {"imported": result.counts and {part: _numbers(result, part) for part in PARTS},
            "annotated": result.annotated and str(result.annotated),
            "faults": [_fault(one) for one in result.faults], "notes": [_fault(one) for one in result.notes]}


def _fault(one: RowFault) -> dict[str, object]:
    return {"sheet": one.sheet, "row": one.row, "column": one.column, "cell": one.cell, "value": one.value,
            "reason": one.reason}
