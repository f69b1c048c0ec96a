"""Commands, options and arguments whose help is said in the language of the moment rather than in click's English."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import Any

import click

from yuetan.cli.errors import Misused
from yuetan.cli.formatter import Formatter
from yuetan.cli.running import piped, run
from yuetan.wording import later, say

_HELP = later("显示本帮助后退出。")


class Option(click.Option):
    """An option whose help, default and range are said when they are asked for."""

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for its value."""
        return say(self.metavar) if self.metavar else super().make_metavar(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option, and what it does."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        extra = self.get_help_extra(ctx)
        remarks = [say("默认 {value}", value=extra["default"])] if "default" in extra else []
        remarks += [say("必须给出")] if self.required else []
        text = say(self.help) if self.help else ""
        return record[0], text + (say("（{remarks}）", remarks=say("；").join(remarks)) if remarks else "")


class Argument(click.Argument):
    """An argument with a name in words, and help."""

    def __init__(self, *declared: Any, help: str = "", **attributes: Any) -> None:  # noqa: A002, ANN401 - click's own
        super().__init__(*declared, **attributes)
        self.help = help

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for it: 制度, or 文件 …… where several may be given."""
        name = say(self.metavar) if self.metavar else super().make_metavar(ctx)
        return say("{name} ……", name=name) if self.metavar and self.nargs != 1 else name

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """The argument, and what it is."""
        return self.make_metavar(ctx), say(self.help) if self.help else ""


class Worded(click.Command):
    """A command whose usage, help and errors are said when they are asked for."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What may follow its name."""
        arguments = [one.make_metavar(ctx) for one in self.get_params(ctx) if isinstance(one, click.Argument)]
        return [say("[选项]"), *arguments, *([say("命令 ……")] if isinstance(self, click.Group) else [])]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say(_HELP)
        return option

    def get_help(self, ctx: click.Context) -> str:
        """The whole page of help."""
        ctx.formatter_class = Formatter
        return super().get_help(ctx)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """What it does."""
        _paragraph(formatter, self.help)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """What else there is to know."""
        _paragraph(formatter, self.epilog)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its arguments; listed with the options, by `format_options`."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its arguments and options, and for a group its commands."""
        both = self.get_params(ctx)
        arguments = [one.get_help_record(ctx) for one in both if isinstance(one, click.Argument)]
        options = [one.get_help_record(ctx) for one in both if isinstance(one, click.Option)]
        _section(formatter, say("参数"), arguments)
        _section(formatter, say("选项"), (one for one in options if one))
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None,
                     **extra: Any) -> click.Context:  # noqa: ANN401 - click's own
        """Read the arguments."""
        with piped():
            return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and know where if they are wrong."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        """Do it."""
        with piped():
            return super().invoke(ctx)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None,
             complete_var: str | None = None, standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's own
             **extra: Any) -> Any:  # noqa: ANN401
        """Run it; in a terminal, whatever the user can mend is one message and an exit code, never a traceback."""
        def command(session: ExitStack) -> object:
            return super(Worded, self).main(args, prog_name, complete_var, standalone_mode=False, obj=session, **extra)
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        sys.exit(run(command))


class Command(Worded):
    """A single command."""

    allow_extra_args = True  # to say ourselves what is one too many

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; what nobody asked for is refused."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise Misused(say("多写了“{words}”；请用 --help 查看用法。", words=" ".join(rest)), ctx)
        return rest


class Group(Worded, click.Group):
    """Several commands under one name."""

    def command_rows(self) -> Iterable[tuple[str, str]]:
        """Each command with a line of help."""
        return [(name, say(one.help) if one.help else "") for name, one in self.commands.items()]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands."""
        _section(formatter, say("命令"), self.command_rows())


def _paragraph(formatter: click.HelpFormatter, text: str | None) -> None:
    if text:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(text))


def _section(formatter: click.HelpFormatter, title: str, rows: Iterable[tuple[str, str]]) -> None:
    if listed := list(rows):
        with formatter.section(title):
            formatter.write_dl(listed)
