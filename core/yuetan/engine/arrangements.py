"""Where a year's arrangement of days off comes from: the State Council's, as published, or a small file of the office.

An office that knows a year before the library does writes down what the notice says, holiday by holiday::

    year = 2027

    [[holiday]]
    name = "元旦"
    first = 2027-01-01
    last = 2027-01-03
    work = [2027-01-10]     # weekend days that are made up

    [[holiday]]
    name = "春节"
    first = 2027-02-05
    last = 2027-02-13

Days that belong to no holiday stand in two lists at the top, ``off = [...]`` and ``work = [...]``, before the first
``[[holiday]]``. Days of the December before may stand there too, where the New Year claims them.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime
from functools import cache
from typing import Any, TypeGuard

from yuetan.rules.holidays import DECEMBER, Arrangement, ArrangementError, Basis, Holiday
from yuetan.rules.workdays import Calendar, Span
from yuetan.wording import say

_NEW_YEAR = "New Year's Day"  # as the library calls it
_TITLES = {
    _NEW_YEAR: "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "Mid-autumn Festival": "中秋节", "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


@cache
def published() -> tuple[Arrangement, ...]:
    """Every arrangement the library knows, one a year, in order; a holiday that holds another bears both names."""
    from chinese_calendar.constants import holidays, workdays  # noqa: PLC0415 - only who counts days pays for it

    days_off, made_up = _by_year(holidays), _by_year(workdays)
    return tuple(Arrangement(year, named, made_up[year], _named(named)) for year, named in sorted(days_off.items()))


def standard_calendar(imported: Iterable[Arrangement] = (), spans: Mapping[str, tuple[Span, ...]] | None = None,
                      ) -> Calendar:
    """The calendar of a place: what is published, the office's own arrangements before it, and its own spans."""
    return Calendar((*published(), *imported), spans or {})


def read_arrangement(text: str, source: str) -> Arrangement:
    """Read an office's file, as shown above; ArrangementError names the file, the field and what to do."""
    try:
        return _arrangement(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = say("第{line}行", line=place[1]) if place else say("末尾")
        problem = say("{line}不合 TOML 写法；日期写作 2027-01-01 且不加引号，文字加引号", line=line)
        raise ArrangementError(say("{source}：{problem}", source=source, problem=problem)) from None
    except ArrangementError as error:
        raise ArrangementError(say("{source}：{problem}", source=source, problem=error)) from None


def _by_year(named: Mapping[date, str]) -> defaultdict[int, dict[date, str]]:
    """Give each day to the year whose arrangement named it: a New Year's day of December to the next."""
    years: defaultdict[int, dict[date, str]] = defaultdict(dict)
    for day, name in named.items():
        years[day.year + (day.month == DECEMBER and name == _NEW_YEAR)][day] = name
    return years


def _named(days: Mapping[date, str]) -> Iterator[Holiday]:
    """Put the days off together to holidays, from the first to the last of one name; one within another joins it."""
    stretches: dict[str, list[date]] = defaultdict(list)
    for day, name in days.items():
        stretches[name].append(day)
    joined: list[Holiday] = []
    for name, own in sorted(stretches.items(), key=lambda item: (min(item[1]), -max(item[1]).toordinal())):
        holiday = Holiday(_TITLES.get(name, name), min(own), max(own))
        if joined and holiday.first <= joined[-1].last:
            outer = joined.pop()
            holiday = Holiday(f"{outer.name}、{holiday.name}", outer.first, max(outer.last, holiday.last))
        joined.append(holiday)
    return iter(joined)


def _arrangement(table: Mapping[str, Any]) -> Arrangement:
    _only(table, "", "year", "off", "work", "holiday")
    year = table.get("year")
    if type(year) is not int or not MINYEAR <= year <= MAXYEAR:
        raise ArrangementError(say("{field}应写明四位年份，如 year = 2027", field="year"))
    entries = table.get("holiday", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ArrangementError(say("{field}应逐个写作 [[holiday]]", field="holiday"))
    days_off, workdays = set(_days(table, "off", "")), set(_days(table, "work", ""))
    holidays = []
    for number, entry in enumerate(entries, 1):
        place = f"[[holiday]] {number} "
        _only(entry, place, "name", "first", "last", "work")
        holiday = Holiday(_name(entry, place), _day(entry, "first", place), _day(entry, "last", place))
        holidays.append(holiday)
        days_off.update(holiday.days())
        workdays.update(_days(entry, "work", place))
    if not days_off:
        raise ArrangementError(say("没有列出任何假期；请按放假通知逐个写作 [[holiday]]"))
    return Arrangement(year, days_off, workdays, holidays, Basis.IMPORTED)


def _only(table: Mapping[str, Any], place: str, *known: str) -> None:
    for name in table.keys() - set(known):
        raise ArrangementError(say("没有{field}这一项；可用的有：{known}", field=place + name,
                                   known=say("、").join(known)))


def _name(entry: Mapping[str, Any], place: str) -> str:
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ArrangementError(say('{field}应写明节日名称，如 name = "元旦"', field=place + "name"))
    return name.strip()


def _day(entry: Mapping[str, Any], name: str, place: str) -> date:
    value = entry.get(name)
    if not _is_day(value):
        raise ArrangementError(say("{field}应是日期，写作 2027-01-01，不加引号", field=place + name))
    return value


def _days(table: Mapping[str, Any], name: str, place: str) -> list[date]:
    values = table.get(name, [])
    if not isinstance(values, list) or not all(map(_is_day, values)):
        raise ArrangementError(say("{field}应是日期的列表，写作 [2027-01-10, 2027-02-20]，不加引号",
                                   field=place + name))
    return values


def _is_day(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)
