"""``yuetan import roster.xlsx``: a roster out of a workbook, all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from yuetan.cli.common import Unusable, console, database, plugins, table_of
from yuetan.cli.worded import Command, Option
from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.paperwork.roster.importing import ImportResult, import_roster
from yuetan.paperwork.roster.words import talk_kinds
from yuetan.records.database import DatabaseError, open_database, upgrade
from yuetan.wording import later, say

SHOWN = 20


@click.command("import", cls=Command, help=later(
    "导入名册工作簿。有一处错误就一行也不导入，并交还一份标注了错误的工作簿。"))
@click.argument("workbook", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@database
@click.option("--good-rows", is_flag=True, cls=Option, help=later("只导入没有错误、也不依赖错误行的行。"))
@click.option("--annotated", type=click.Path(dir_okay=False, path_type=Path), cls=Option,
              help=later("标注后的工作簿存到哪里，默认放在原文件旁边。"))
def import_(workbook: Path, database: str, annotated: Path | None, *, good_rows: bool) -> None:
    """Import a roster; what cannot be imported is shown, marked in a copy, and nothing is half done."""
    loaded = plugins()
    try:
        engine = open_database(database)
        upgrade(engine)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=console(error=True)) as bar:
            task = bar.add_task(say("导入名册"), total=None)
            result = import_roster(
                engine, workbook, loaded.vocabulary, kinds=talk_kinds(loaded.regulations), good_rows_only=good_rows,
                annotated=annotated, progress=lambda done, total: bar.update(task, completed=done, total=total))
    except (WorkbookRefused, DatabaseError) as error:
        raise Unusable(str(error)) from error
    _show(result)
    if result.faults:
        raise SystemExit(1)


def _show(result: ImportResult) -> None:
    if result.faults:
        table = table_of(later("工作表"), later("行"), later("列"), later("内容"), later("错误和改法"))
        for one in result.faults[:SHOWN]:
            table.add_row(one.sheet, str(one.row or ""), one.column, one.value, one.reason)
        console().print(table)
        click.echo(say("共 {count} 处错误；已在 {file} 中逐一标注。", count=len(result.faults), file=result.annotated))
    for note in result.notes[:SHOWN]:
        click.echo(say("说明：{sheet}第{row}行{column}：{reason}", sheet=note.sheet, row=note.row, column=note.column,
                       reason=note.reason))
    if result.counts is None:
        click.echo(say("没有导入任何一行；请改正后重新导入，或用 --good-rows 只导入没有错误的行。"))
    else:
        click.echo(say("导入完成。"))
        _counts(result)


def _counts(result: ImportResult) -> None:
    if result.counts is None:
        return
    table = table_of(later("内容"), later("新增"), later("更新"), later("未变"))
    titles = {"units": later("单位"), "placements": later("单位沿革"), "cadres": later("干部"),
              "appointments": later("任职"), "portfolios": later("分管"), "past_talks": later("既往约谈")}
    for name, title in titles.items():
        counts = getattr(result.counts, name)
        table.add_row(say(title), str(counts.added), str(counts.changed), str(counts.unchanged))
    console().print(table)
