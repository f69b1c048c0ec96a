"""What an option or argument may be given; a value that cannot be used is refused in words."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from yuetan.cli.errors import Wrong
from yuetan.wording import later, say

EARLIEST, LATEST = 1900, 2200  # the years a roster may name
_DAY = re.compile(r"(\d{4})([-./]?|年)(\d{1,2})(?:\2|月)(\d{1,2})日?")


class Type(click.ParamType[Any]):
    """A type that says its own name."""

    title = ""

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002
        """What stands for a value of it in the help."""
        return say(self.title) if self.title else None

    def wrong(self, text: str, param: click.Parameter | None, ctx: click.Context | None) -> NoReturn:
        """Refuse a value."""
        raise Wrong(text, ctx=ctx, param=param)


class Day(Type):
    """A day: 2026-03-01, and the other ways of writing one."""

    name = "day"
    title = later("日期")

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that is meant."""
        found = _DAY.fullmatch(str(value).strip())
        if found is None:
            self.wrong(say("“{value}”不是日期；请写成 2026-03-01。", value=value), param, ctx)
        try:
            day = date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            self.wrong(say("没有“{value}”这一天；请核对月份和日子。", value=value), param, ctx)
        if not EARLIEST <= day.year < LATEST:
            self.wrong(say("年份应在 {earliest} 到 {latest} 之间，现为“{value}”。", earliest=EARLIEST,
                           latest=LATEST - 1, value=value), param, ctx)
        return day


class OneOf(Type):
    """One of a few words."""

    name = "one of"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002
        """The words."""
        return "|".join(self.words)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself."""
        if value not in self.words:
            words = say("、").join(self.words)
            self.wrong(say("应为 {words} 之一，现为“{value}”。", words=words, value=value), param, ctx)
        return str(value)


class Whole(Type):
    """A whole number, within bounds where there are any."""

    name = "whole number"
    title = later("整数")

    def __init__(self, least: int | None = None, most: int | None = None) -> None:
        self.least, self.most = least, most

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        try:
            number = int(str(value))
        except ValueError:
            self.wrong(say("“{value}”不是整数。", value=value), param, ctx)
        if self.least is not None and number < self.least:
            self.wrong(say("最少为 {least}，现为 {value}。", least=self.least, value=number), param, ctx)
        if self.most is not None and number > self.most:
            self.wrong(say("最多为 {most}，现为 {value}。", most=self.most, value=number), param, ctx)
        return number


class ReadFile(Type):
    """A file that is there to be read; a folder too, where one is welcome."""

    name = "file"
    title = later("文件")

    def __init__(self, *, or_folder: bool = False) -> None:
        self.or_folder = or_folder

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Where it is."""
        path = _path(self, value, param, ctx)
        if not path.exists():
            self.wrong(say("文件“{file}”不存在；请核对名称和位置。", file=value), param, ctx)
        if path.is_dir() and not self.or_folder:
            self.wrong(say("“{file}”是文件夹；请写明其中的文件。", file=value), param, ctx)
        if not os.access(path, os.R_OK):
            self.wrong(say("没有权限读取“{file}”；请核对权限。", file=value), param, ctx)
        return path


class WrittenFile(Type):
    """A file to be written, in a folder that is there."""

    name = "file"
    title = later("文件")

    def __init__(self, *suffixes: str) -> None:
        self.suffixes = suffixes

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Where it will be."""
        path = _path(self, value, param, ctx)
        if path.is_dir():
            self.wrong(say("“{file}”是文件夹；请写明要写出的文件。", file=value), param, ctx)
        if path.suffix.lower() not in self.suffixes:
            endings = say("、").join(self.suffixes)
            self.wrong(say("“{file}”应以 {suffix} 结尾。", file=value, suffix=endings), param, ctx)
        if not path.parent.is_dir():
            self.wrong(say("文件夹“{folder}”不存在；请先建立。", folder=path.parent), param, ctx)
        if not os.access(path.parent, os.W_OK):
            self.wrong(say("没有权限写入文件夹“{folder}”；请换个位置。", folder=path.parent), param, ctx)
        return path


def _path(of: Type, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
    if not str(value):
        of.wrong(say("文件名是空的；请写明文件。"), param, ctx)
    return Path(str(value))
