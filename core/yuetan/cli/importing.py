"""``yuetan import roster.xlsx``: a roster out of a workbook, all of it or nothing."""

from __future__ import annotations

import os
from pathlib import Path

import click

from yuetan.cli.common import Unusable, as_json, database, tell_json
from yuetan.cli.types import ReadFile, WrittenFile
from yuetan.cli.worded import Argument, Command, Option
from yuetan.wording import later, say


@click.command("import", cls=Command, help=later(
    "导入名册工作簿。有一处错误就一行也不导入，交还一份标注了错误的工作簿，并以 1 退出。"))
@click.argument("workbook", cls=Argument, type=ReadFile(), metavar=later("工作簿"),
                help=later("名册，.xlsx 文件；yuetan export roster-template 给出模板。"))
@database
@click.option("--differences", is_flag=True, cls=Option,
              help=later("只列出会新增、更改和名册外仍在库中的，什么也不导入。"))
@click.option("--good-rows", is_flag=True, cls=Option, help=later("只导入没有错误、也不依赖错误行的行。"))
@click.option("--annotated", type=WrittenFile(".xlsx"), cls=Option,
              help=later("有错误时，标注后的工作簿存到哪里，默认放在原文件旁边；不覆盖已有文件，名称被占用时加上数字。"))
@as_json
def import_(workbook: Path, database: str, annotated: Path | None, *, differences: bool, good_rows: bool,  # noqa: PLR0913 - one argument for each option
            json_: bool) -> None:
    """Import a roster; what cannot be imported is shown, marked in a copy, and nothing is half done."""
    if annotated is None and not os.access(workbook.parent, os.W_OK):
        raise Unusable(say("没有权限写入文件夹“{folder}”，有错误时无处放标注后的工作簿；请用 --annotated 另指位置。",
                           folder=workbook.parent))
    if differences:
        from yuetan.cli.import_preview import preview  # noqa: PLC0415 - heavy, and --help does without

        raise SystemExit(preview(workbook, database, json_=json_))
    from yuetan.cli.imported import as_row, import_workbook, show  # noqa: PLC0415 - heavy, and --help does without

    result = import_workbook(workbook, database, annotated, good_rows=good_rows)
    if json_:
        tell_json(as_row(result))
    else:
        show(result, good_rows=good_rows)
    if result.faults:
        raise SystemExit(1)
