"""Help and errors of the command line, said in the language of the moment rather than in click's English."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click
from click.exceptions import Exit

from yuetan.wording import later, say

USAGE_ERROR = 2
_HELP = later("显示本帮助后退出。")


class Option(click.Option):
    """An option whose help is said when it is asked for, in the language of that moment."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help."""
        source, self.help = self.help, say(self.help) if self.help else self.help
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = source


class Worded(click.Command):
    """A command whose usage, help and errors are said when they are asked for."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say(_HELP)
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How it is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces.replace("[OPTIONS]", say("[选项]")).replace(
            "COMMAND [ARGS]...", say("命令 ……")), prefix=say("用法："))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """What it does."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(say(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its options, and for a group its commands."""
        records = [record for one in self.get_params(ctx) if (record := one.get_help_record(ctx)) is not None]
        with formatter.section(say("选项")):
            formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None,
             complete_var: str | None = None, standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's own
             **extra: Any) -> Any:  # noqa: ANN401
        """Run it; in a terminal, whatever the user can mend is one message and an exit code, never a traceback."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            click.echo(say("错误：{message}", message=worded(error)), err=True)
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            click.echo(say("已中断。"), err=True)
            sys.exit(1)
        except Exit as done:
            sys.exit(done.exit_code)
        sys.exit(code if isinstance(code, int) else 0)


class Command(Worded):
    """A single command."""


def worded(error: click.ClickException) -> str:
    """What is wrong with how a command was called, and what to do."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    match error:
        case click.NoSuchOption():
            text = say("没有选项 {option}；请用 --help 查看可用的选项。", option=error.option_name)
        case click.MissingParameter():
            text = say("缺少 {name}；请用 --help 查看用法。", name=_name(error))
        case click.BadOptionUsage():
            text = say("选项 {option} 后面没有给出内容。", option=error.option_name)
        case click.BadParameter():
            text = say("{name} 的内容不能用：{why}", name=_name(error), why=error.message)
        case click.UsageError() if context is not None and isinstance(context.command, click.Group):
            text = say("没有这个命令；请用 --help 查看可用的命令。")
        case click.UsageError():
            text = say("用法不对，多写了内容；请用 --help 查看用法。")
        case _:
            text = error.format_message()
    return text


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return error.param_hint if isinstance(error.param_hint, str) else ""
    return " / ".join(parameter.opts) if isinstance(parameter, click.Option) else (parameter.name or "").upper()
