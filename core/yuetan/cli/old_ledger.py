"""``yuetan old-ledger``: an office's old ledger, looked over and then brought in, as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import click

from yuetan.cli.common import Unusable, as_json, database, tell
from yuetan.cli.files import written_whole
from yuetan.cli.types import ReadFile, WrittenFile
from yuetan.cli.worded import Argument, Command, Group, Option
from yuetan.wording import later, say

UNIT = click.option("--unit", required=True, metavar=later("编码"), cls=Option, help=later("是哪个单位的台账。"))


@click.group("old-ledger", cls=Group, help=later("导入启用本系统之前的约谈台账。"))
def old_ledger() -> None:
    """Old ledgers."""


@old_ledger.command("template", cls=Command, help=later("导出空白的旧台账工作簿，带填写说明。"))
@click.argument("file", cls=Argument, type=WrittenFile(".xlsx"), metavar=later("文件"),
                help=later("写到哪个文件，以 .xlsx 结尾。"))
@click.option("--overwrite", is_flag=True, cls=Option, help=later("文件已经存在时覆盖它。"))
def template(file: Path, *, overwrite: bool) -> None:
    """The workbook an office copies its old ledger into."""
    from yuetan.paperwork.old_ledger.template import write_ledger  # noqa: PLC0415 - heavy, and --help does without

    with written_whole(file, overwrite=overwrite) as draft:
        write_ledger(draft)
    tell(say("已写出 {file}。", file=file))


@old_ledger.command("import", cls=Command, help=later(
    "先看导入后会怎样；加 --apply 才真正导入。与制度不合之处只作标注；"
    "读不出的行是错误，有错误就一行也不导入，并以 1 退出。"))
@click.argument("workbook", cls=Argument, type=ReadFile(), metavar=later("工作簿"),
                help=later("旧台账，.xlsx 文件；yuetan old-ledger template 给出模板。"))
@UNIT
@database
@click.option("--apply", "applying", is_flag=True, cls=Option, help=later("导入。"))
@click.option("--annotated", type=WrittenFile(".xlsx"), cls=Option,
              help=later("有错误时，标注后的工作簿存到哪里，默认放在原文件旁边；不覆盖已有文件，名称被占用时加上数字。"))
@as_json
def import_(workbook: Path, unit: str, database: str, annotated: Path | None, *, applying: bool,  # noqa: PLR0913 - options
            json_: bool) -> None:
    """Look an old ledger over, and bring it in where that is asked for."""
    if annotated is None and not os.access(workbook.parent, os.W_OK):
        raise Unusable(say("没有权限写入文件夹“{folder}”，有错误时无处放标注后的工作簿；请用 --annotated 另指位置。",
                           folder=workbook.parent))
    from yuetan.cli.old_ledger_shown import bring_in, show  # noqa: PLC0415 - heavy, and --help does without

    result = bring_in(workbook, unit, database, annotated, applying=applying)
    show(result, as_json=json_)
    if result.faults:
        raise SystemExit(1)


@old_ledger.command("undo", cls=Command, help=later("撤销一次导入；此后的导入或报送以它为依据时不能撤销。"))
@click.argument("reference", cls=Argument, metavar=later("编号"), help=later("导入时给出的编号。"))
@click.option("--reason", required=True, metavar=later("理由"), cls=Option, help=later("为什么撤销，记录在案。"))
@database
def undo(reference: str, reason: str, database: str) -> None:
    """Take a ledger back."""
    from yuetan.cli.old_ledger_shown import take_back  # noqa: PLC0415 - heavy, and --help does without

    take_back(reference, reason, database)
    tell(say("已撤销导入。"))
