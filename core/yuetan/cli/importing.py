"""``yuetan import roster.xlsx``: a roster out of a workbook, all of it or nothing."""

from __future__ import annotations

import os
from pathlib import Path

import click

from yuetan.casework.desk import records_at
from yuetan.cli.common import Unusable, as_json, database, plain_errors, plugins, progress_bar, tell, tell_json, tell_table
from yuetan.cli.types import ReadFile, WrittenFile
from yuetan.cli.worded import Argument, Command, Option
from yuetan.paperwork.roster.faults import RowFault, WorkbookRefused
from yuetan.paperwork.roster.importing import ImportResult, import_roster
from yuetan.paperwork.roster.words import talk_kinds
from yuetan.wording import later, say

SHOWN = 20
PARTS = {"units": later("单位"), "placements": later("单位沿革"), "cadres": later("干部"),
         "appointments": later("任职"), "portfolios": later("分管"), "past_talks": later("既往约谈")}


@click.command("import", cls=Command, help=later(
    "导入名册工作簿。有一处错误就一行也不导入，交还一份标注了错误的工作簿，并以 1 退出。"))
@click.argument("workbook", cls=Argument, type=ReadFile(), metavar=later("工作簿"),
                help=later("名册，.xlsx 文件；yuetan export roster-template 给出模板。"))
@database
@click.option("--good-rows", is_flag=True, cls=Option, help=later("只导入没有错误、也不依赖错误行的行。"))
@click.option("--annotated", type=WrittenFile(".xlsx"), cls=Option,
              help=later("有错误时，标注后的工作簿存到哪里，默认放在原文件旁边；不覆盖已有文件，名称被占用时加上数字。"))
@as_json
def import_(workbook: Path, database: str, annotated: Path | None, *, good_rows: bool, json_: bool) -> None:
    """Import a roster; what cannot be imported is shown, marked in a copy, and nothing is half done."""
    if annotated is None and not os.access(workbook.parent, os.W_OK):
        raise Unusable(say("没有权限写入文件夹“{folder}”，有错误时无处放标注后的工作簿；请用 --annotated 另指位置。",
                           folder=workbook.parent))
    result = _import(workbook, database, annotated, good_rows=good_rows)
    if json_:
        tell_json(_row(result))
    else:
        _show(result, good_rows=good_rows)
    if result.faults:
        raise SystemExit(1)


def _import(workbook: Path, database: str, annotated: Path | None, *, good_rows: bool) -> ImportResult:
    loaded = plugins()
    try:
        with plain_errors(), records_at(database) as engine, progress_bar() as bar:
            task = bar.add_task(say("导入名册"), total=None)
            return import_roster(
                engine, workbook, loaded.vocabulary, kinds=talk_kinds(loaded.regulations), good_rows_only=good_rows,
                annotated=annotated, progress=lambda done, total: bar.update(task, completed=done, total=total))
    except WorkbookRefused as error:
        raise Unusable(say("{file}：{reason}", file=workbook, reason=error)) from error


def _show(result: ImportResult, *, good_rows: bool) -> None:
    if result.faults:
        tell_table((later("工作表"), later("行"), later("列"), later("内容"), later("错误和改法")),
                   [(one.sheet, str(one.row or ""), one.column, one.value, one.reason) for one in result.faults[:SHOWN]])
        if len(result.faults) > SHOWN:
            tell(say("以上是前 {shown} 处。", shown=SHOWN))
        tell(say("共 {count} 处错误；已在 {file} 中逐一标注。", count=len(result.faults), file=result.annotated))
    for note in result.notes[:SHOWN]:
        tell(say("提示：{note}", note=note))
    if len(result.notes) > SHOWN:
        tell(say("另有 {count} 处提示未列出。", count=len(result.notes) - SHOWN))
    if result.counts is not None:
        tell(_done(result))
        tell_table((later("内容"), later("新增"), later("更新"), later("未变")), [
            (say(title), *(str(number) for number in _numbers(result, part).values())) for part, title in PARTS.items()])
    elif good_rows:
        tell(say("没有导入任何一行：工作表或表头不对，无法逐行读取；请改正后重新导入。"))
    else:
        tell(say("没有导入任何一行；请改正后重新导入，或用 --good-rows 只导入没有错误的行。"))


def _done(result: ImportResult) -> str:
    if result.faults:
        return say("没有错误的行已导入。")
    if not any(number for part in PARTS for number in _numbers(result, part).values()):
        return say("工作簿里没有数据，什么也没有导入；请核对是不是这一份。")
    return say("导入完成。")


def _numbers(result: ImportResult, part: str) -> dict[str, int]:
    counts = getattr(result.counts, part)
    return {"added": counts.added, "changed": counts.changed, "unchanged": counts.unchanged}


def _row(result: ImportResult) -> dict[str, object]:
    return {"imported": result.counts and {part: _numbers(result, part) for part in PARTS},
            "annotated": result.annotated and str(result.annotated),
            "faults": [_fault(one) for one in result.faults], "notes": [_fault(one) for one in result.notes]}


def _fault(one: RowFault) -> dict[str, object]:
    return {"sheet": one.sheet, "row": one.row, "column": one.column, "cell": one.cell, "value": one.value,
            "reason": one.reason}
