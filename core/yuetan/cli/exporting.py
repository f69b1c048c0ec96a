"""``yuetan export``: workbooks to fill in or to try things out with."""

from __future__ import annotations

from pathlib import Path

import click

from yuetan.cli.common import plugins
from yuetan.cli.worded import Command, Option, Worded
from yuetan.paperwork.roster.words import Words, talk_kinds
from yuetan.paperwork.roster.writing import write_template
from yuetan.testing.city import make_city, write_city_workbook
from yuetan.wording import later, say


class ExportGroup(Worded, click.Group):
    """What can be exported."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of what can be exported."""
        names = self.list_commands(ctx)
        with formatter.section(say("命令")):
            formatter.write_dl([(name, say(self.commands[name].help or "")) for name in names])


@click.group(cls=ExportGroup, help=later("导出名册模板或示例城市。"))
def export() -> None:
    """Workbooks."""


FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@export.command("roster-template", cls=Command, help=later("导出空白的名册工作簿，带填写说明和下拉选项。"))
@FILE
def roster_template(file: Path) -> None:
    """The workbook an office fills in."""
    loaded = plugins()
    write_template(file, Words(loaded.vocabulary, talk_kinds(loaded.regulations)))
    click.echo(say("已写出 {file}。", file=file))


@export.command("sample-city", cls=Command, help=later("导出一座虚构城市的名册，供试用；人物纯属虚构。"))
@FILE
@click.option("--cadres", type=click.IntRange(30, 1_000_000), default=600, show_default=True, cls=Option,
              help=later("干部人数。"))
@click.option("--seed", type=int, default=20150204, show_default=True, cls=Option,
              help=later("随机种子，同一种子同一城市。"))
def sample_city(file: Path, cadres: int, seed: int) -> None:
    """An invented city of any size."""
    loaded = plugins()
    write_city_workbook(file, make_city(cadres, seed), loaded.vocabulary, kinds=talk_kinds(loaded.regulations))
    click.echo(say("已写出 {file}：{cadres} 名虚构干部。", file=file, cadres=cadres))
