"""The figures of a text: numbers of days, weeks, months, years, times and people, and named dates.

No figure is: a number of items (四种情形, 三级), a name in quotation marks or 《》, the number of a document, a day
with its year (2019年9月12日), and one as an article (同一人, 上一年度, 下一次).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from functools import lru_cache, partial

from attrs import field, frozen

from yuetan.rules.numerals import read_numeral
from yuetan.rules.text.names import BLANK, without_names
from yuetan.rules.text.widths import half_width


@frozen(order=True)
class Figure:
    """So many of a unit; two are equal where they say the same: 3天, 三天 and 3日, but not 3个工作日.

    Years count as twelve months. A named date is a unit too: the end of a month (6月底, 6月30日), a day of the year
    (``月日``, the month in hundreds), a month, the last week. What comes again (每半年) counts in months or weeks.
    """

    unit: str
    count: float
    printed: str = field(default="", eq=False)
    start: int = field(default=0, eq=False)  # where it stands in the text



AGAIN_MONTHS = "每月"
YEAR_OF_MONTHS = 12
ONE_TIME = Figure("次", 1)
_DATES = frozenset({"月底", "月初", "月日", "月", "月上旬", "月中旬", "月下旬", "季末", "季初", "第几季度", "半年"})


def is_date(figure: Figure) -> bool:
    """Whether a figure is a named date of the year."""
    return figure.unit in _DATES


@frozen
class _Word:
    """A way of printing figures: the pattern, and what a match of it says, None where it is no figure."""

    pattern: re.Pattern[str]
    says: Callable[[re.Match[str]], tuple[tuple[str, float], ...] | None]


_Said = tuple[tuple[str, float], ...]
_YEAR = YEAR_OF_MONTHS
_N = r"(\d{1,4}|[〇零一二两三四五六七八九十百]{1,6})"
_NOT_A_DATE = r"(?![考总述评检测奖])"  # 年底考核 is the name of an examination

_AGAIN = {
    "年": (AGAIN_MONTHS, _YEAR), "年度": (AGAIN_MONTHS, _YEAR), "半年": (AGAIN_MONTHS, 6), "季": (AGAIN_MONTHS, 3),
    "季度": (AGAIN_MONTHS, 3), "月": (AGAIN_MONTHS, 1), "月度": (AGAIN_MONTHS, 1), "周": ("每周", 1),
    "星期": ("每周", 1), "学期": ("每学期", 1), "学年": ("每学年", 1), "日": ("每日", 1), "天": ("每日", 1),
}
_UNITS = {"工作日": ("工作日", 1), "自然日": ("日", 1), "日历日": ("日", 1), "日": ("日", 1), "天": ("日", 1),
          "周": ("周", 1), "星期": ("周", 1), "月": ("个月", 1), "季度": ("季度", 1), "年": ("个月", _YEAR),
          "年度": ("个月", _YEAR), "学期": ("学期", 1), "学年": ("学年", 1), "次": ("次", 1), "人次": ("人次", 1),
          "人": ("人", 1), "名": ("人", 1), "位": ("人", 1)}


@lru_cache(maxsize=2048)
def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a text, in its order."""
    rest, found = half_width(without_names(text)), list[Figure]()
    for word in _WORDS:
        rest = word.pattern.sub(partial(_taken, word=word, found=found), rest)
    return tuple(sorted(found, key=lambda one: one.start))


def _taken(match: re.Match[str], *, word: _Word, found: list[Figure]) -> str:
    """Note what a match says and blank it out, so that no later word reads it again."""
    said = word.says(match)
    if said is None:
        return match[0]
    found += [Figure(unit, count, match[0], match.start()) for unit, count in said]
    return BLANK * len(match[0])


def _value(printed: str) -> int | None:
    return read_numeral(printed) if printed[0] not in "百〇零" else None


def _nothing(_: re.Match[str]) -> _Said:
    return ()


def _last(match: re.Match[str]) -> _Said | None:
    value, (unit, worth) = _value(match[1]), _UNITS[match[2]]
    return ((f"最后{unit}", value * worth),) if value else None


def _day_of_year(match: re.Match[str]) -> _Said | None:
    month, day = _value(match[1]), _value(match[2])
    if not month or not day or month > _YEAR:
        return None
    ends = day == monthrange(2000 + 1, month)[1]
    return (("月底", month),) if ends else (("月日", month * 100 + day),)


def _part_of_month(match: re.Match[str]) -> _Said | None:
    month = _value(match[2]) if match[2] else 0
    again = ((AGAIN_MONTHS, 1),) if match[1] else ()
    return (*again, ("月底" if match[3] in "底末" else f"月{match[3]}", month)) if month is not None else None


def _part_of_year(match: re.Match[str]) -> _Said:
    again = ((AGAIN_MONTHS, _YEAR),) if match[1] else ()
    return (*again, ("月初", 1) if match[2] == "初" else ("月底", _YEAR))


def _part_of_quarter(match: re.Match[str]) -> _Said:
    again = ((AGAIN_MONTHS, 3),) if match[1] else ()
    return (*again, ("季初" if match[3] == "初" else "季末", _value(match[2]) or 0 if match[2] else 0))


def _quarter(match: re.Match[str]) -> _Said:
    return (("第几季度", _value(match[1]) or 0),)


def _again(match: re.Match[str]) -> _Said | None:
    unit, worth = _AGAIN[match[2]]
    value = _value(match[1]) if match[1] else 1
    return ((unit, value * worth),) if value else None


def _month(match: re.Match[str]) -> _Said | None:
    value = _value(match[1])
    return (("月", value),) if value and value <= _YEAR else None


def _named_half(match: re.Match[str]) -> _Said:
    return (("半年", 1 if match[1] == "上" else 2),)


def _half(match: re.Match[str]) -> _Said:
    unit, worth = _UNITS[match[1]]
    return ((unit, worth / 2),)


def _and_a_half(match: re.Match[str]) -> _Said | None:
    value = _value(match[1])
    return (("个月", (value + 0.5) * _YEAR),) if value else None


def _count(match: re.Match[str]) -> _Said | None:
    """So many of a unit; a range (3至5日) and two numbers in a row (三五日) say both."""
    unit, worth = _UNITS[match[3]]
    values = [_value(one) for one in filter(None, match.group(1, 2))]
    if len(values) == 1 and values[0] is None and len(match[1]) == 2:  # noqa: PLR2004 - 三五, 一两
        values = [_value(digit) for digit in match[1]]
    said = tuple((unit, value * worth) for value in values if value)
    return said if len(said) == len(values) else None


# A number of its own: not part of a longer one, and 一 not as an article (上一年度, 同一人).
_DIGIT = r"\d〇零一二两三四五六七八九十百"
_NUMBER = (rf"(?<![.{_DIGIT}])(?:(?<![上下同新某任另唯统单专这那首再又每前后])(?=[一1])"
           rf"|(?=[^一1]|[一1][{_DIGIT}])){_N}")
_COUNTED = rf"{_NUMBER}(?: *[-—–~～至到] *{_N})? *个?(?:以上的?)? *"
_OFTEN = rf"(?=(?:至少|不少于|不得少于|不低于|安排|开展|进行)*{_N} *次)"
_CALENDAR_YEAR = r"(?:\d{4}|[〇零一二三四五六七八九]{4}) *年"
_SPAN = r"星期|周(?![期年边密知全转围岁折])|月|季度|年度?(?![级龄代限轻]|行动|规划|计划)|学期|学年"
_PEOPLE = r"人次|人(?![民大事才员力格身生选家类群均物一心])|名(?![单称义字誉额录册次])|位(?!置|一体)"
_WORDS = tuple(_Word(re.compile(pattern), says) for pattern, says in (
    (rf"{_CALENDAR_YEAR}(?: *\S{{1,3}} *月(?: *\S{{1,3}} *[日号]|份?[底末初])?|度|[底末初])?", _nothing),
    (rf"(?:每个?月的?)?最后的?{_N}个?(周|星期|工作日|日|天)", _last),
    (rf"{_N} *月份? *{_N} *[日号]", _day_of_year),
    (rf"(){_N} *月份?([底末初]|[上中下]旬)", _part_of_month),
    (r"(每)?()个?(?:月(?=月))?月([底末初]|[上中下]旬)", _part_of_month),
    (rf"(每)?(?:年(?=年))?年([底末初终]){_NOT_A_DATE}", _part_of_year),
    (r"(每)?()个?(?:季度?(?=季))?(?<![一二三四1-4])季度?([底末初])", _part_of_quarter),
    (r"()第?([一二三四1-4])季度?([底末初])", _part_of_quarter),
    (rf"每{_N}?个?(半年|年度?(?![级龄代])|季度?|月度?|周(?!期)|星期|学期|学年|日(?!常)|天)", _again),
    (rf"按{_N}?个?(半年|年(?![度级龄代限])|季度?|月度?|周(?!期))", _again),
    (rf"{_NUMBER} *个?(年度?|季度|月|周|星期){_OFTEN}", _again),
    (r"(一)(年)一度", _again),
    (r"(?<![\d每个])第?([一二三四1-4])季度", _quarter),
    (rf"{_NUMBER} *月(?![内度])份?", _month),
    (r"(上|下)半年度?", _named_half),
    (r"半(年|天|日)(?!度)", _half),
    (r"半个?(月)", _half),
    (rf"(?<!第){_NUMBER}年半", _and_a_half),
    (rf"{_COUNTED}(工作日|自然日|日历日|日(?![常程志期益报])|天(?![然津]))", _count),
    (rf"(?<!第){_COUNTED}(次)(?!性)", _count),
    (rf"(?<=第){_COUNTED}(次)(?![全会代党性])", _count),
    (rf"(?<!第){_COUNTED}({_SPAN})", _count),
    (rf"(?<!第){_COUNTED}({_PEOPLE})", _count),
))
