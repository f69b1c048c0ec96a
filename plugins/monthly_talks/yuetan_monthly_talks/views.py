"""月月谈：who held his monthly talk and who did not, with what has to be seen beside it. No order of merit, no totals.

四（五）, last sentence: how talks were held is looked at when people are assessed, and that is done by whoever is
competent, elsewhere.
"""

from __future__ import annotations

from datetime import date

from yuetan_web.public import (
    Cell,
    Month,
    Page,
    Pages,
    Table,
    TalkerRow,
    TalkersView,
    VacantChair,
    access,
    address,
    asked,
    cell_of,
    later,
    page,
    say,
    shown,
    today,
)

REGULATION, DUTY = "monthly_talks", "monthly_talk"


def talkers() -> str:
    """One month: each talker, and the chairs that are vacant."""
    month = Month.read(asked("month")) or Month.of(today())
    first, last = date(month.year, month.month, 1), _last(month)
    found = access().talkers(REGULATION, DUTY, first, last)
    tables = (_of_talkers(found), _of_chairs(found)) if found else ()
    links = tuple((text, address(month=str(other))) for text, other in (
        (say("上月"), month.before), (say("下月"), month.after)) if other)
    return page(say("{year} 年 {month} 月谈话开展情况", year=month.year, month=month.month), tables, links=links,
                lead=say("按单位和人员列出，不排名，不合计；考核、问责由有权机关依照规定进行。"))


def _of_talkers(view: TalkersView) -> Table:
    return Table(
        title=say("谈话人"), nothing=say("这个月没有您可以看到的谈话人。"),
        heads=(say("谈话人"), say("本月谈话"), say("谈话日期"), say("本月在任"), say("现职起于"), say("情况")),
        note=say("本月在任，指本月到今天为止担任有谈话职责的职务的天数；任职晚、离任的，请一并看这一栏。"),
        rows=tuple(_row(one, view.days) for one in view.rows))


def _row(one: TalkerRow, days: int) -> tuple[Cell, ...]:
    words = shown(one.owed)
    beside = [say("新任")] if one.owed.newcomer else []
    beside += [say("现已不任有谈话职责的职务")] if one.since is None else []
    beside += [say("离岗 {since} 至 {until}", since=since, until=until) for since, until in one.away]
    return (cell_of(one.owed.subject), Cell(text=words.status, look=words.look, address=words.address),
            Cell(text=str(one.owed.done_on or "")),
            Cell(text=say("{days} 天，共 {all} 天", days=one.days, all=days)), Cell(text=str(one.since or "")),
            Cell(text=say("、").join(beside)))


def _of_chairs(view: TalkersView) -> Table:
    return Table(
        title=say("空缺的谈话人职务"), nothing=say("没有空缺。"), heads=(say("单位"), say("职务"), say("空缺起于")),
        note=say("一年之内有人担任、现在没有人担任的职务。空缺期间没有谈话，不是谁没有谈。"),
        rows=tuple(_chair(one) for one in view.vacant))


def _chair(one: VacantChair) -> tuple[Cell, ...]:
    return Cell(text=one.unit), Cell(text=one.title), Cell(text=str(one.since))


def _last(month: Month) -> date:
    """The last day of a month."""
    following = month.after
    return date(month.year, month.month, 31) if following is None else \
        date.fromordinal(date(following.year, following.month, 1).toordinal() - 1)


PAGES = Pages((Page("talkers", "statistics.read", later("谈话开展情况"), talkers),))
