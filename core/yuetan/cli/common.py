"""What several commands share: options, loading, and errors in the user's language."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from yuetan.cli.errors import Unusable, near
from yuetan.cli.files import read_text
from yuetan.cli.output import console, progress_bar, table_of, tell, tell_json, tell_table
from yuetan.cli.types import Day, ReadFile
from yuetan.cli.worded import Argument, Option
from yuetan.engine.arrangements import read_arrangement, standard_calendar
from yuetan.plugins import WITHOUT, PluginError, Plugins, left_out, load
from yuetan.rules.errors import RegulationError
from yuetan.rules.holidays import ArrangementError
from yuetan.rules.regulation import Regulation
from yuetan.rules.workdays import Calendar
from yuetan.wording import later, say

__all__ = [
    "DAY", "Unusable", "arrangements", "as_json", "as_of", "calendar", "console", "database", "day_of", "judged_from",
    "name_of_regulation", "no_regulation", "plain_errors", "plugins", "progress_bar", "read_text", "regulation",
    "table_of", "tell", "tell_json", "tell_table", "today",
]

C = TypeVar("C", bound=Callable[..., Any])
DAY = Day()
LOCAL = ZoneInfo("Asia/Shanghai")  # due days are civil dates of one place, wherever the server stands

name_of_regulation = click.argument("name", cls=Argument, metavar=later("制度"),
                                    help=later("制度的代码，如 lianyungang；yuetan regulations 列出已安装的。"))
as_json = click.option("--json", "json_", is_flag=True, cls=Option, help=later("输出 JSON，供程序读取。"))
database = click.option("--database", envvar="YUETAN_DATABASE", required=True, metavar=later("地址"), cls=Option,
                        help=later("数据库地址，如 sqlite:///yuetan.db；也可设环境变量 YUETAN_DATABASE。"))
as_of = click.option("--as-of", type=DAY, default=None, cls=Option, help=later("按哪一天看，默认今天。"))
judged_from = click.option("--judged-from", envvar="YUETAN_JUDGED_FROM", type=DAY, default=None, cls=Option, help=later(
    "本单位启用本系统的日期，此前到期的不作判断；也可设环境变量 YUETAN_JUDGED_FROM。"))
arrangements = click.option("--arrangement", "arrangement_files", multiple=True, type=ReadFile(), cls=Option,
                            help=later("本单位导入的某年放假安排（TOML），可给多个。"))


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what a user can mend into one message and exit code 2, without a traceback."""
    from yuetan.casework.deployment import DeploymentError  # noqa: PLC0415 - only who has a database pays for it
    from yuetan.casework.governing import GoverningError  # noqa: PLC0415 - see above
    from yuetan.records.database import DatabaseError  # noqa: PLC0415 - see above

    try:
        yield
    except (PluginError, RegulationError, ArrangementError, DatabaseError, DeploymentError, GoverningError) as error:
        raise Unusable(str(error)) from error


def plugins(*, none_too: bool = False) -> Plugins:
    """Every installed plugin but those the environment leaves out; an error where none is left, unless that will do."""
    without = left_out(os.environ)
    try:
        loaded = load(without=without)
    except (PluginError, RegulationError) as error:
        raise Unusable(str(error)) from error
    if not loaded.regulations and not none_too:
        raise Unusable(no_regulation(without))
    return loaded


def no_regulation(without: Iterable[str] = ()) -> str:
    """That no regulation is there, and what to do."""
    names = say("、").join(sorted(without))
    if names:
        return say("没有可用的制度：环境变量 {setting} 停用了 {names}；请取消停用，或安装别的制度。", setting=WITHOUT,
                   names=names)
    return say("没有安装任何制度；请安装一个插件，如 yuetan-lianyungang。")


def regulation(name: str) -> Regulation:
    """The newest edition of a regulation; an error that lists what there is."""
    loaded = plugins().regulations
    found = [one for one in loaded if one.code == name]
    if not found:
        known = list(dict.fromkeys(one.code for one in loaded))
        raise Unusable(say("没有安装制度“{name}”{hint}；已安装的有：{known}。", name=name, hint=near(name, known),
                           known=say("、").join(known)))
    return found[-1]


def today() -> date:
    """The civil date of the offices, wherever the machine stands."""
    return datetime.now(tz=LOCAL).date()


def day_of(given: date | None) -> date:
    """The day that was asked for, or today."""
    return given or today()


def calendar(files: Iterable[Path | str]) -> Calendar:
    """The working days: imported arrangements first, then the published ones."""
    try:
        return standard_calendar(read_arrangement(read_text(file), str(file)) for file in files)
    except ArrangementError as error:
        raise Unusable(str(error)) from error
