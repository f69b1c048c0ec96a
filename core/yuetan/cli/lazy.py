"""A group of commands that are imported when they are needed, those of other distributions too."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

import click

from yuetan.cli.worded import Command, Worded
from yuetan.wording import say

__all__ = ["Command", "LazyGroup"]

GROUP = "yuetan.commands"
"""The entry points by which another distribution, such as the web, adds commands."""


class LazyGroup(Worded, click.Group):
    """Commands by name, each as ``module:function`` and a line of help that needs no import."""

    commands_at: Mapping[str, tuple[str, str]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Our own commands in their order, then those of others."""
        return [*self.commands_at, *(point.name for point in _others() if point.name not in self.commands_at)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, imported now; None where there is none."""
        if cmd_name in self.commands_at:
            module, function = self.commands_at[cmd_name][0].split(":")
            return _command(getattr(import_module(module), function))
        point = next((one for one in _others() if one.name == cmd_name), None)
        return _command(point.load()) if point else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing any of ours."""
        rows = [(name, say(text)) for name, (_, text) in self.commands_at.items()]
        rows += [(point.name, _help_of(point)) for point in _others() if point.name not in self.commands_at]
        with formatter.section(say("命令")):
            formatter.write_dl(rows)


def _command(found: object) -> click.Command:
    if not isinstance(found, click.Command):
        raise click.ClickException(say("{found}不是命令；请核对提供它的软件包。", found=repr(found)))
    return found


def _help_of(point: EntryPoint) -> str:
    try:
        return say(_command(point.load()).help or "")
    except Exception as error:  # noqa: BLE001 - whatever is wrong with another distribution, our help is shown
        return say("（无法载入：{error}）", error=error)


def _others() -> tuple[EntryPoint, ...]:
    return tuple(sorted(entry_points(group=GROUP), key=lambda point: point.name))
