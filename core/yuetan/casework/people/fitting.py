"""What was entered about somebody who moves, held to the roster: every field that will not do, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import frozen

from yuetan.casework.errors import Unfit
from yuetan.casework.interviews.taking import LONGEST_REASON
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.people.acts import Move, name_of_post
from yuetan.casework.people.sorts import DEATH, END, RENAMING, RETIREMENT, RETURN, SORTS, Ends, Sort, away_in_words
from yuetan.engine.facts import FOREVER
from yuetan.records.cases import unit_ids
from yuetan.records.database import Connection
from yuetan.records.moves import HeldPost, KeptMove, NewPost, absence_on, known_so, posts_of
from yuetan.records.people import GONE
from yuetan.records.values import CODE_LENGTH, NAME_LENGTH, TITLE_LENGTH
from yuetan.rules.terms import Rank, Vocabulary
from yuetan.wording import say

ONE_DAY = timedelta(days=1)


@frozen(kw_only=True)
class Fit:
    """An act that can be done as it was entered."""

    sort: Sort
    since: date
    until: date  # no longer on this day
    begins: NewPost | None
    ends: tuple[HeldPost, ...]
    back_from: KeptMove | None


def fit(connection: Connection, vocabulary: Vocabulary, cadre_id: int, entered: Move, today: date,  # noqa: PLR0913, PLR0917 - what it is held to
        units: Mapping[int, str]) -> Fit:
    """The act as it is to be done; ``units`` are the codes of the units he ever held a post in. Raises `Unfit`."""
    sort = SORTS.get(entered.sort)
    if sort is None:
        raise Unfit({"sort": say("请选择办理的事项。")})
    since = entered.on or today
    errors = {"paper": unfit_text(entered.paper, TITLE_LENGTH), "reason": unfit_text(entered.reason, LONGEST_REASON)}
    posts = posts_of(connection, cadre_id)
    ends, away = _ended(sort, entered, posts, units), absence_on(connection, cadre_id, since)
    errors |= {"ends": _why_not_end(sort, entered, ends, posts, since),
               "last": _why_not_last(sort, entered, since),
               "on": _why_not_now(sort, away, since), **_why_not_begin(connection, vocabulary, sort, entered),
               **_why_not_name(connection, sort, entered)}
    found = {code: text for code, text in errors.items() if text}
    if found:
        raise Unfit(found)
    until = entered.last + ONE_DAY if entered.last and sort.lasts else FOREVER
    begins = _begun(connection, sort, entered, (since, until, today))
    if begins and any((one.unit_id, one.post, one.title, one.since) == (
            begins.unit_id, begins.post, begins.title, since) for one in posts):
        raise Unfit({"title": say("他自 {since} 起已有这项任职；请核对单位、职务和日期。", since=since)})
    return Fit(sort=sort, since=since, until=until, begins=begins, ends=ends,
               back_from=away if sort.code == RETURN else None)


def _ended(sort: Sort, entered: Move, posts: tuple[HeldPost, ...], units: Mapping[int, str]) -> tuple[HeldPost, ...]:
    """The posts that end: those chosen, or all that have not ended."""
    since = entered.on
    if sort.ends is Ends.ALL:
        return tuple(one for one in posts if since is None or one.until > since)
    if sort.ends is Ends.NONE:
        return ()
    return tuple(one for one in posts if name_of_post(
        units[one.unit_id], one.post, one.title, one.since) in entered.ends)


def _why_not_end(sort: Sort, entered: Move, ends: tuple[HeldPost, ...], posts: tuple[HeldPost, ...], since: date,
                 ) -> str:
    if sort.ends is not Ends.CHOSEN:
        return ""
    if len(ends) != len(entered.ends):
        return say("有的职务已不在他的任职记录里；请刷新页面重新选择。")
    held = [one for one in posts if one.since < since < one.until or one.since < since == one.until]
    if not ends and (held or sort.code == END):
        return say("请选择免去或离开的职务。")
    wrong = next((one for one in ends if not one.since < since <= one.until), None)
    return say("“{title}”任职起止为 {since} 至 {until}，不能自 {day} 起免去；请核对日期。", title=wrong.title,
               since=wrong.since, until=say("今") if wrong.until == FOREVER else wrong.until - ONE_DAY,
               day=since) if wrong else ""


def _why_not_last(sort: Sort, entered: Move, since: date) -> str:
    if not sort.lasts:
        return ""
    if entered.last is None:
        return "" if sort.open else say("请填写最后一天。")
    return say("最后一天不能早于第一天 {on}。", on=since) if entered.last < since else ""


def _why_not_now(sort: Sort, away: KeptMove | None, since: date) -> str:
    """What stands against it on its first day, for where he is then."""
    if sort.code == RETURN:
        if away is None or away.sort in GONE:
            return say("{day} 他没有离岗登记；请核对日期。", day=since)
        return say("返岗日期应晚于离岗之日 {since}。", since=away.since) if away.since >= since else ""
    if away is None or sort.code == RENAMING:
        return ""
    if away.sort == DEATH or (away.sort == RETIREMENT and sort.code != DEATH):
        return say("他{state}（{since}），不能再办理这一项；登记有误的，请先更正那一项。",
                   state=away_in_words(away.sort), since=away.since)
    if sort.lasts and not sort.begins:
        return say("他自 {since} 起已登记为{state}；请先登记返岗。", since=away.since, state=away_in_words(away.sort))
    return ""


def _why_not_begin(connection: Connection, vocabulary: Vocabulary, sort: Sort, entered: Move) -> dict[str, str]:
    if not sort.begins:
        return {}
    errors = {"title": unfit_text(entered.title, TITLE_LENGTH)}
    if not unit_ids(connection, (entered.unit,)):
        errors["unit"] = say("请选择任职单位。")
    if entered.post not in _codes(vocabulary, "post"):
        errors["post"] = say("请选择职务类别。")
    if entered.manner not in sort.manners:
        errors["manner"] = say("请选择任职方式。")
    if entered.rank not in set(Rank):
        errors["rank"] = say("请选择职级。")
    if set(entered.marks) - _codes(vocabulary, "mark"):
        errors["marks"] = say("有的标识没有登记过；请刷新页面重新选择。")
    return errors


def _why_not_name(connection: Connection, sort: Sort, entered: Move) -> dict[str, str]:
    if sort.code != RENAMING:
        return {}
    if not entered.name.strip() and not entered.number.strip():
        return {"name": say("请填写新的姓名或人员编号。")}
    errors = {"name": unfit_text(entered.name, NAME_LENGTH, optional=True),
              "number": unfit_text(entered.number, CODE_LENGTH, optional=True)}
    number = entered.number.strip()
    if number and (known_so(connection, number) or any(one.isspace() or one in "+~" for one in number)):
        errors["number"] = say("人员编号“{number}”已有人使用，或含有空格等不能用的字符。", number=number)
    return errors


def _begun(connection: Connection, sort: Sort, entered: Move, days: tuple[date, date, date]) -> NewPost | None:
    if not sort.begins:
        return None
    unit_id, (since, until, today) = unit_ids(connection, (entered.unit,))[entered.unit], days
    return NewPost(unit_id=unit_id, post=entered.post, title=entered.title.strip(), rank=entered.rank,
                   manner=entered.manner, marks=entered.marks, decided=min(since, today), since=since, until=until)


def _codes(vocabulary: Vocabulary, of: str) -> frozenset[str]:
    return frozenset(term.code for term in vocabulary.terms if term.of == of)
