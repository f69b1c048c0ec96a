"""A group of commands that are imported when they are needed, those of other distributions too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

import click

from yuetan.cli.errors import Unusable
from yuetan.cli.worded import Command, Group
from yuetan.wording import say

__all__ = ["Command", "LazyGroup"]

GROUP = "yuetan.commands"
"""The entry points by which another distribution, such as the web, adds commands."""


class LazyGroup(Group):
    """Commands by name, each as ``module:function`` and a line of help that needs no import."""

    commands_at: Mapping[str, tuple[str, str]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Our own commands in their order, then those of others."""
        return [*self.commands_at, *(point.name for point in self._others())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, imported now; None where there is none."""
        if cmd_name in self.commands_at:
            module, function = self.commands_at[cmd_name][0].split(":")
            return _command(getattr(import_module(module), function))
        point = next((one for one in self._others() if one.name == cmd_name), None)
        return _loaded(point) if point else None

    def command_rows(self) -> Iterable[tuple[str, str]]:
        """Each command with a line of help, without importing any of ours."""
        yield from ((name, say(text)) for name, (_, text) in self.commands_at.items())
        yield from ((point.name, _help_of(point)) for point in self._others())

    def _others(self) -> list[EntryPoint]:
        found = entry_points(group=GROUP)
        return sorted((point for point in found if point.name not in self.commands_at), key=lambda point: point.name)


def _command(found: object) -> click.Command:
    if not isinstance(found, click.Command):
        raise TypeError(say("{found}不是命令", found=repr(found)))
    return found


def _loaded(point: EntryPoint) -> click.Command:
    try:
        return _command(point.load())
    except Exception as error:
        source, kind = point.dist.name if point.dist else "?", type(error).__name__
        raise Unusable(say("命令 {name}（来自 {source}）载入失败：{kind}：{error}；请重新安装或卸载 {source}。",
                           name=point.name, source=source, kind=kind, error=error)) from error


def _help_of(point: EntryPoint) -> str:
    try:
        text = _loaded(point).help
    except Unusable:
        return say("（载入失败；运行它可以看到原因）")
    return say(text) if text else ""
