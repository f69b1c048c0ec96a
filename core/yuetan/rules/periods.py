"""How often: stretches that come again. A plugin adds its own; a place's own dates come from its calendar."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date

from attrs import Attribute, field, frozen

from yuetan.rules.days import MONTHS, add_months, month_length
from yuetan.rules.holidays import ONE_DAY, WEEK, Holiday
from yuetan.rules.numerals import printed
from yuetan.rules.workdays import Calendar, Span
from yuetan.wording import say

_QUARTER, _HALF_YEAR = 3, 6  # months
_SHORTEST_MONTH = 28  # days


@frozen
class Period(ABC):
    """A stretch that comes again, such as every quarter. Subclasses are frozen data and say which spans a year has."""

    code: str
    title: str
    figures: tuple[str, ...] = field(default=(), kw_only=True)  # the forms in which an official text may print it

    @abstractmethod
    def spans(self, year: int, calendar: Calendar) -> Iterator[Span]:
        """The spans that begin in a year, in order; each with its first and last day, both included."""

    def spans_between(self, first: date, last: date, calendar: Calendar) -> Iterator[Span]:
        """Every span that shares a day with the stretch from the first to the last day, in order."""
        for year in range(max(first.year - 1, MINYEAR), last.year + 1):  # one begun the year before may still run
            for span in self.spans(year, calendar):
                if span[0] <= last and first <= span[1]:
                    yield span

    def span_of(self, day: date, calendar: Calendar) -> Span | None:
        """The span that holds a day; None where there is none."""
        return next(self.spans_between(day, day, calendar), None)

    def key(self, span: Span) -> str:
        """What tells a span from the others of its period, stable and in order of time: ``2026H1``."""
        return span[0].isoformat()

    def label(self, span: Span) -> str:
        """What a user reads: 2026年上半年."""
        return say("{first}至{last}", first=_day(span[0]), last=_day(span[1]))


def _divides_a_year(_: Months, __: Attribute[int], every: int) -> None:
    if every < 1 or MONTHS % every:
        problem = say("每{every}个月不能等分一年；请用 1、2、3、4、6 或 12，其他周期请另写 Period 子类", every=every)
        raise ValueError(problem)


@frozen
class Months(Period):
    """The year cut into equal stretches of so many calendar months."""

    every: int = field(default=1, validator=_divides_a_year)

    def spans(self, year: int, calendar: Calendar) -> Iterator[Span]:  # noqa: ARG002 - the same everywhere
        """The stretches of the year."""
        for first in range(1, MONTHS + 1, self.every):
            yield date(year, first, 1), _month_end(year, first + self.every - 1)

    def key(self, span: Span) -> str:
        """``2026``, ``2026H1``, ``2026Q3``, ``2026-05``, or ``2026-05/06`` for two months."""
        year, month, _ = span[0].isoformat().split("-")
        number = (span[0].month - 1) // self.every + 1
        keys = {1: f"{year}-{month}", _QUARTER: f"{year}Q{number}", _HALF_YEAR: f"{year}H{number}", MONTHS: year}
        return keys.get(self.every, f"{year}-{month}/{span[1]:%m}")

    def label(self, span: Span) -> str:
        """2026年、2026年上半年、2026年第三季度、2026年5月."""
        (first, last), year = span, span[0].year
        match self.every:
            case 1:
                return say("{year}年{month}月", year=year, month=first.month)
            case 3:
                quarter = say("一 二 三 四").split()[first.month // _QUARTER]
                return say("{year}年第{quarter}季度", year=year, quarter=quarter)
            case 6:
                return say("{year}年上半年", year=year) if first.month == 1 else say("{year}年下半年", year=year)
            case 12:
                return say("{year}年", year=year)
        return say("{year}年{first}至{last}月", year=year, first=first.month, last=last.month)


def _within_a_month(_: MonthEnd, __: Attribute[int], days: int) -> None:
    if not 1 <= days <= _SHORTEST_MONTH:
        raise ValueError(say("每月最后{days}天不在同一个月之内；请用 1 至 28", days=days))


@frozen
class MonthEnd(Period):
    """The end of every month: its last so many days, or those from the Monday of its last day's week."""

    days: int = field(default=WEEK, validator=_within_a_month)
    from_monday: bool = False

    def spans(self, year: int, calendar: Calendar) -> Iterator[Span]:  # noqa: ARG002 - the same everywhere
        """Twelve ends of months."""
        for month in range(1, MONTHS + 1):
            end = _month_end(year, month)
            yield end - (end.weekday() if self.from_monday else self.days - 1) * ONE_DAY, end

    def key(self, span: Span) -> str:
        """The month: ``2026-05``."""
        return span[1].isoformat()[:len("2026-05")]

    def label(self, span: Span) -> str:
        """2026年5月最后7天."""
        year, month = span[1].year, span[1].month
        if self.from_monday:
            return say("{year}年{month}月最后一周", year=year, month=month)
        return say("{year}年{month}月最后{days}天", year=year, month=month, days=self.days)


@frozen
class Named(Period):
    """A period whose dates the place itself sets, such as a semester: the calendar's spans of the same code."""

    def spans(self, year: int, calendar: Calendar) -> Iterator[Span]:
        """Those of the place's calendar; none where it has none."""
        return (span for span in calendar.spans.get(self.code, ()) if span[0].year == year)


@frozen
class BeforeHolidays(Period):
    """From the day after one named holiday to the eve of the next, however short the holiday.

    In a year whose arrangement is not known only the holidays that the law fixes to dates are there.
    """

    def spans(self, year: int, calendar: Calendar) -> Iterator[Span]:
        """The ways to the next holiday, the last of them to the New Year to come; none between holidays that touch."""
        to_come = calendar.holidays(year + 1)[:1] if year < MAXYEAR else ()
        ended = None
        for holiday in (*calendar.holidays(year), *to_come):
            if ended and ended + ONE_DAY < holiday.first:
                yield ended + ONE_DAY, holiday.first - ONE_DAY
            ended = max(ended or holiday.last, holiday.last)

    def holiday(self, span: Span, calendar: Calendar) -> Holiday | None:
        """The holiday a span leads up to."""
        eve = span[1]
        years = (eve.year, min(eve.year + 1, MAXYEAR))
        return next((holiday for year in years for holiday in calendar.holidays(year)
                     if holiday.first == eve + ONE_DAY), None)

    def key(self, span: Span) -> str:
        """The holiday's eve, which a neighbouring holiday that becomes known does not move: ``2026-09-30``."""
        return span[1].isoformat()

    def label(self, span: Span) -> str:
        """节前（至2026年9月30日）."""
        return say("节前（至{day}）", day=_day(span[1]))


@frozen
class Standing(Period):
    """One span without an end, from a given day or from ever."""

    since: date = date.min

    def spans(self, year: int, calendar: Calendar) -> Iterator[Span]:  # noqa: ARG002 - the same everywhere
        """The one span, in every year since it began."""
        if self.since.year <= year:
            yield self.since, date.max

    def spans_between(self, first: date, last: date, calendar: Calendar) -> Iterator[Span]:  # noqa: ARG002
        """The one span, once."""
        if first <= last and self.since <= last:
            yield self.since, date.max

    def key(self, span: Span) -> str:  # noqa: ARG002 - there is but one
        """``standing``."""
        return "standing"

    def label(self, span: Span) -> str:
        """长期、自2026年5月1日起."""
        return say("长期") if span[0] == date.min else say("自{day}起", day=_day(span[0]))


@frozen
class Rolling(Period):
    """So many months from each one's last talk: everybody has spans of his own."""

    months: int = MONTHS
    figures: tuple[str, ...] = field(kw_only=True)

    @figures.default
    def _printed(self) -> tuple[str, ...]:
        return printed(self.months, "个月")

    def spans(self, year: int, calendar: Calendar) -> Iterator[Span]:  # noqa: ARG002 - there are none to give
        """Refused with ValueError; also by `spans_between` and `span_of`. Ask `next_due` for each person."""
        raise ValueError(say("“{title}”从每人上次谈话起算，没有统一的起止日；请按每人的上次谈话用 next_due 推算",
                             title=self.title))

    def next_due(self, last: date) -> date:
        """The last day for the next talk: the same day so many months on, or month's end."""
        return add_months(last, self.months)


def named(code: str, title: str, *figures: str) -> Period:
    """A period whose dates the place itself sets in its calendar, under this code."""
    return Named(code, title, figures=figures)


def _month_end(year: int, month: int) -> date:
    return date(year, month, month_length(year, month))


def _day(day: date) -> str:
    return say("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)


YEAR = Months("year", "每年", MONTHS, figures=("每年", "年度", "年底", "一年"))
HALF_YEAR = Months("half_year", "每半年", _HALF_YEAR, figures=("6月底", "12月底", "半年", "每半年"))
QUARTER = Months("quarter", "每季度", _QUARTER, figures=("季度", "每季"))
MONTH = Months("month", "每月", 1, figures=("每月", "每个月", "月度", "按月"))
SEMESTER = named("semester", "每学期", "学期")
BEFORE_HOLIDAYS = BeforeHolidays("before_holidays", "法定节假日前", figures=("节前", "节假日", "节日"))
LAST_SEVEN_DAYS = MonthEnd("last_seven_days", "每月最后七天", figures=("最后一周", "最后7天", "最后七天"))
LAST_CALENDAR_WEEK = MonthEnd("last_calendar_week", "每月最后一日所在周（周一起）", from_monday=True,
                              figures=("最后一周",))
STANDING = Standing("standing", "长期")
TWELVE_MONTHS = Rolling("twelve_months", "每十二个月", MONTHS)
