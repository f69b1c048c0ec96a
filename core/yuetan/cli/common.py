"""What several commands share: options, loading, and errors in the user's language."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table

from yuetan.cli.worded import Option
from yuetan.engine.arrangements import read_arrangement, standard_calendar
from yuetan.plugins import PluginError, Plugins, left_out, load
from yuetan.records.database import DatabaseError
from yuetan.rules.errors import RegulationError
from yuetan.rules.holidays import ArrangementError
from yuetan.rules.regulation import Regulation
from yuetan.rules.workdays import Calendar
from yuetan.wording import later, say

C = TypeVar("C", bound=Callable[..., Any])
DAY = click.DateTime(formats=["%Y-%m-%d"])
LOCAL = ZoneInfo("Asia/Shanghai")  # due days are civil dates of one place, wherever the server stands

as_json = click.option("--json", "json_", is_flag=True, cls=Option, help=later("输出 JSON，供程序读取。"))
database = click.option("--database", envvar="YUETAN_DATABASE", required=True, metavar="URL", cls=Option,
                        help=later("数据库地址，如 sqlite:///yuetan.db；也可设环境变量 YUETAN_DATABASE。"))
as_of = click.option("--as-of", type=DAY, default=None, cls=Option, help=later("按哪一天看，默认今天。"))
judged_from = click.option("--judged-from", type=DAY, default=None, cls=Option,
                           help=later("本单位启用本系统的日期，此前到期的不作判断。"))
arrangements = click.option("--arrangement", "arrangement_files", multiple=True,
                            type=click.Path(exists=True, dir_okay=False), cls=Option,
                            help=later("本单位导入的某年放假安排（TOML），可给多个。"))


def console(*, error: bool = False) -> Console:
    """Where tables and messages go; plain text where it is no terminal."""
    return Console(stderr=error, soft_wrap=not error)


def table_of(*titles: str) -> Table:
    """A table with these headings, said now; long texts go on in the next line."""
    table = Table(show_lines=True)
    for title in titles:
        table.add_column(say(title), overflow="fold")
    return table


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what a user can mend into one message and exit code 2, without a traceback."""
    try:
        yield
    except (PluginError, RegulationError, ArrangementError, DatabaseError) as error:
        raise Unusable(str(error)) from error


class Unusable(click.ClickException):
    """Something the user can mend; nothing was changed."""

    exit_code = 2


def plugins() -> Plugins:
    """Every installed plugin but those the environment leaves out."""
    with plain_errors():
        return load(without=left_out(os.environ))


def regulation(name: str, on: date | None = None) -> Regulation:
    """The edition of a regulation on a day, or its newest; an error that lists what there is."""
    found = [one for one in plugins().regulations if one.code == name and (on is None or one.in_force(on))]
    if not found:
        known = "、".join(dict.fromkeys(one.code for one in plugins().regulations))
        raise Unusable(say("没有安装制度“{name}”；已安装的有：{known}。", name=name, known=known or say("（无）")))
    return found[-1]


def today() -> date:
    """The civil date of the offices, wherever the machine stands."""
    return datetime.now(tz=LOCAL).date()


def day_of(given: datetime | None) -> date:
    """The day that was asked for, or today."""
    return given.date() if given else today()


def calendar(files: tuple[str, ...]) -> Calendar:
    """The working days: imported arrangements first, then the published ones."""
    with plain_errors():
        return standard_calendar(read_arrangement(_text(name), name) for name in files)


def _text(name: str) -> str:
    try:
        with open(name, encoding="utf-8") as file:  # noqa: PTH123
            return file.read()
    except UnicodeDecodeError as error:
        raise Unusable(say("文件 {name} 不是 UTF-8 文本；请另存为 UTF-8。", name=name)) from error


def read_text(name: str) -> str:
    """A text file a user named; an error in his language where it is none."""
    return _text(name)
