"""The command ``yuetan``."""

from __future__ import annotations

from collections.abc import Mapping

import click

from yuetan.cli.lazy import LazyGroup
from yuetan.cli.worded import Option
from yuetan.wording import later, speaking

_COMMANDS = {
    "regulations": ("yuetan.cli.regulations:regulations", later("已安装的制度")),
    "clauses": ("yuetan.cli.clauses:clauses", later("一部制度的条款，以及每条由什么落实")),
    "check": ("yuetan.cli.check:check", later("把制度模块与官方文本逐条核对")),
    "explain": ("yuetan.cli.explain:explain", later("说明某人或某次约谈欠着什么、何时到期、依据哪一条")),
    "scenario": ("yuetan.cli.scenario:scenario", later("按故事文件验证制度模块")),
    "import": ("yuetan.cli.importing:import_", later("导入名册工作簿")),
    "export": ("yuetan.cli.exporting:export", later("导出名册模板或示例城市")),
}


class Yuetan(LazyGroup):
    """All commands of yuetan."""

    commands_at: Mapping[str, tuple[str, str]] = _COMMANDS


@click.group(cls=Yuetan, help=later("廉政约谈：谁、在何时之前、欠着什么、依据哪一条。"),
             context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", envvar="YUETAN_LANGUAGE", show_default=True,
              cls=Option, is_eager=True, help=later("显示的语言。"))
@click.version_option(package_name="yuetan", cls=Option, help=later("显示版本后退出。"), message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, lang: str) -> None:
    """Who owes what by when, and which clause says so."""
    ctx.with_resource(speaking(lang))
