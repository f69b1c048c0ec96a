"""``yuetan export``: workbooks to fill in or to try things out with."""

from __future__ import annotations

from pathlib import Path

import click

from yuetan.cli.common import plugins, tell
from yuetan.cli.files import written_whole
from yuetan.cli.types import Whole, WrittenFile
from yuetan.cli.worded import Argument, Command, Group, Option
from yuetan.wording import later, say

FILE = click.argument("file", cls=Argument, type=WrittenFile(".xlsx"), metavar=later("文件"),
                      help=later("写到哪个文件，以 .xlsx 结尾。"))
OVERWRITE = click.option("--overwrite", is_flag=True, cls=Option, help=later("文件已经存在时覆盖它。"))
FEWEST, MOST = 30, 1_000_000


@click.group(cls=Group, help=later("导出名册模板或示例城市。"))
def export() -> None:
    """Workbooks."""


@export.command("roster-template", cls=Command, help=later("导出空白的名册工作簿，带填写说明和下拉选项。"))
@FILE
@OVERWRITE
def roster_template(file: Path, *, overwrite: bool) -> None:
    """The workbook an office fills in."""
    from yuetan.paperwork.roster.words import Words, talk_kinds  # noqa: PLC0415 - heavy, and --help does without
    from yuetan.paperwork.roster.writing import write_template  # noqa: PLC0415

    loaded = plugins()
    with written_whole(file, overwrite=overwrite) as draft:
        write_template(draft, Words(loaded.vocabulary, talk_kinds(loaded.regulations)))
    tell(say("已写出 {file}。", file=file))


@export.command("sample-city", cls=Command, help=later("导出一座虚构城市的名册，供试用；人物纯属虚构。"))
@FILE
@click.option("--cadres", type=Whole(FEWEST, MOST), default=600, show_default=True, cls=Option,
              help=later("干部人数，最少 30。"))
@click.option("--seed", type=Whole(), default=20150204, show_default=True, cls=Option,
              help=later("随机种子，同一种子同一城市。"))
@OVERWRITE
def sample_city(file: Path, cadres: int, seed: int, *, overwrite: bool) -> None:
    """An invented city of any size."""
    from yuetan.paperwork.roster.words import talk_kinds  # noqa: PLC0415 - heavy, and --help does without
    from yuetan.testing.city import make_city, write_city_workbook  # noqa: PLC0415

    loaded = plugins()
    with written_whole(file, overwrite=overwrite) as draft:
        write_city_workbook(draft, make_city(cadres, seed), loaded.vocabulary, kinds=talk_kinds(loaded.regulations))
    tell(say("已写出 {file}：{cadres} 名虚构干部。", file=file, cadres=cadres))
