"""Errors in the user's language: how a command was called, what it could not do, what the machine refused."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from difflib import get_close_matches

import click
from click.core import ParameterSource

from yuetan.wording import later, say

CANNOT = 2
"""The exit code where a command could not do what it was asked."""

_REFUSED = {
    errno.ENOENT: later("不存在"), errno.EACCES: later("没有权限"), errno.EPERM: later("没有权限"),
    errno.EISDIR: later("是文件夹，不是文件"), errno.ENOTDIR: later("路径中有一段不是文件夹"),
    errno.EEXIST: later("已经存在"), errno.ENOSPC: later("磁盘已满"), errno.EROFS: later("所在的磁盘是只读的"),
    errno.ENAMETOOLONG: later("名称太长"), errno.EIO: later("磁盘读写出错"),
    errno.EADDRINUSE: later("端口已被占用"),
}


class Unusable(click.ClickException):
    """Something the user can mend; nothing was changed."""

    exit_code = CANNOT


class Misused(click.UsageError):
    """A command called in a way that makes no sense; the message is already said."""


class Wrong(click.BadParameter):
    """A value that cannot be used; the message is already said."""


def refused(error: OSError) -> str:
    """What the machine refused, of which file, and why."""
    known = _REFUSED.get(error.errno or 0)
    reason = say(known) if known else error.strerror or str(error)
    if error.filename is None:
        return say("读写失败：{reason}。", reason=reason)
    return say("{file}：{reason}；请处理后再试。", file=os.fsdecode(error.filename), reason=reason)


def near(name: str, known: Iterable[str]) -> str:
    """A hint at words that come near; empty where none does."""
    found = get_close_matches(name, list(known), 3)
    return say("；是不是要写 {found}", found=say("、").join(found)) if found else ""


def worded(error: click.ClickException) -> str:
    """What is wrong with how a command was called, and what to do."""
    match error:
        case Misused() | Unusable():
            text = error.message
        case click.NoSuchOption():
            text = say("没有选项 {option}{hint}；请用 --help 查看可用的选项。", option=error.option_name,
                       hint=near(error.option_name, _options(error)))
        case click.NoSuchCommand():
            text = say("没有命令“{command}”{hint}；请用 --help 查看可用的命令。", command=error.command_name,
                       hint=near(error.command_name, _commands(error)))
        case click.MissingParameter():
            text = _missing(error)
        case click.BadOptionUsage():
            text = _misplaced(error)
        case click.BadParameter():
            why = error.message if isinstance(error, Wrong) else _why(error)
            text = say("{name}：{why}", name=_named(error), why=why)
        case click.UsageError(ctx=click.Context(command=click.Group())):
            text = say("没有写明命令；请用 --help 查看可用的命令。")
        case click.UsageError():
            text = say("用法不对；请用 --help 查看用法。")
        case click.FileError():
            text = say("文件 {file} 打不开；请核对后再试。", file=error.ui_filename)
        case _:
            text = error.format_message()
    return text


def _missing(error: click.MissingParameter) -> str:
    variable = error.param.envvar if error.param is not None else None
    if isinstance(variable, str):
        return say("缺少 {name}；请写上，或设置环境变量 {variable}。", name=_named(error), variable=variable)
    return say("缺少 {name}；请用 --help 查看用法。", name=_named(error))


def _misplaced(error: click.BadOptionUsage) -> str:
    given = error.ctx.command.get_params(error.ctx) if error.ctx else []
    flag = any(isinstance(one, click.Option) and one.is_flag and error.option_name in one.opts for one in given)
    if flag:
        return say("选项 {option} 后面不用写内容；请去掉等号和后面的部分。", option=error.option_name)
    return say("选项 {option} 后面没有给出内容；请补上。", option=error.option_name)


def _named(error: click.BadParameter) -> str:
    parameter, context = error.param, error.ctx
    if parameter is None or context is None:
        return error.param_hint if isinstance(error.param_hint, str) else say("参数")
    if not isinstance(parameter, click.Option):
        return say(parameter.metavar) if parameter.metavar else parameter.make_metavar(context)
    name = " / ".join(parameter.opts)
    if context.get_parameter_source(parameter.name or "") is ParameterSource.ENVIRONMENT:
        return say("{name}（来自环境变量 {variable}）", name=name, variable=parameter.envvar)
    return name


def _why(error: click.BadParameter) -> str:
    """Why a value is refused by a type of click's own, whose messages are English."""
    match error.param.type if error.param is not None else None:
        case click.Choice(choices=choices):
            return say("应为下列之一：{choices}。", choices=say("、").join(map(str, choices)))
        case click.IntRange() | click.FloatRange():
            return say("数字不在可用的范围内；请用 --help 查看。")
        case click.Path() | click.File():
            return say("文件不能用；请核对位置和权限。")
        case _:
            return say("写法不对；请用 --help 查看用法。")


def _options(error: click.UsageError) -> list[str]:
    given = error.ctx.command.get_params(error.ctx) if error.ctx else []
    return [name for one in given if isinstance(one, click.Option) for name in one.opts]


def _commands(error: click.UsageError) -> list[str]:
    context = error.ctx
    return context.command.list_commands(context) if context and isinstance(context.command, click.Group) else []
