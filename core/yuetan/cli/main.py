"""The command ``yuetan``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, suppress

import click

from yuetan.cli.lazy import LazyGroup
from yuetan.cli.types import OneOf
from yuetan.cli.worded import Option
from yuetan.wording import later, speaking

LANGUAGES = ("zh", "en")
_COMMANDS = {
    "regulations": ("yuetan.cli.regulations:regulations", later("已安装的制度")),
    "clauses": ("yuetan.cli.clauses:clauses", later("一部制度的条款，以及每条由什么落实")),
    "check": ("yuetan.cli.check:check", later("把制度模块与官方文本逐条核对")),
    "explain": ("yuetan.cli.explain:explain", later("说明某人、某单位或某次约谈欠着什么、何时到期、依据哪一条")),
    "scenario": ("yuetan.cli.scenario:scenario", later("按故事文件验证制度模块")),
    "import": ("yuetan.cli.importing:import_", later("导入名册工作簿")),
    "old-ledger": ("yuetan.cli.old_ledger:old_ledger", later("导入启用本系统之前的约谈台账")),
    "export": ("yuetan.cli.exporting:export", later("导出名册模板、示例城市或检查材料")),
    "paper": ("yuetan.cli.paper:paper", later("列出、打印一部制度的材料，或导出模板供修改")),
    "account": ("yuetan.cli.account:account", later("在服务器上建立账号、授权、重置密码")),
    "governance": ("yuetan.cli.governance:governance", later("哪个单位适用哪部制度、怎样理解，以及放假安排")),
    "sweep": ("yuetan.cli.sweep:sweep", later("推算所有人应办的事项")),
    "rebuild": ("yuetan.cli.sweep:rebuild", later("清空应办事项的表，重新推算")),
    "remind": ("yuetan.cli.remind:remind", later("提醒每个人将到期、到期和逾期的事项")),
    "backup": ("yuetan.cli.backup:backup", later("备份、恢复，以及备份的密钥")),
    "check-deployment": ("yuetan.cli.check_deployment:check_deployment", later("核对部署能不能正式使用")),
    "new-plugin": ("yuetan.cli.new_plugin:new_plugin", later("新建一个制度插件的目录")),
    "verify": ("yuetan.cli.verify:verify", later("核对案卷有没有被改动过")),
}


class Yuetan(LazyGroup):
    """All commands of yuetan."""

    commands_at: Mapping[str, tuple[str, str]] = _COMMANDS

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, the language first, wherever it stands: help and errors are said in it."""
        language = next(one for one in self.get_params(ctx) if one.name == "lang")
        session = ctx.find_object(ExitStack)
        with suppress(click.UsageError):
            given, _, _ = self.make_parser(ctx).parse_args(list(args))
            asked, _ = language.consume_value(ctx, given)
            if session is not None and asked in LANGUAGES:
                session.enter_context(speaking(asked))
        return super().parse_args(ctx, args)


@click.group(cls=Yuetan, name="yuetan", help=later("廉政约谈：谁、在何时之前、欠着什么、依据哪一条。"),
             epilog=later("退出码：0 正常；1 查出了问题（出入、不符的故事、名册错误）；2 无法执行。"),
             context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=OneOf(LANGUAGES), default="zh", envvar="YUETAN_LANGUAGE", show_default=True,
              cls=Option, is_eager=True, expose_value=False,
              help=later("显示的语言；也可设环境变量 YUETAN_LANGUAGE。"))
@click.version_option(package_name="yuetan", cls=Option, help=later("显示版本后退出。"), message="%(prog)s %(version)s")
def main() -> None:
    """Who owes what by when, and which clause says so."""
