"""What a decision would change in what is owed, in words: duty by duty, in numbers, none below five."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from yuetan.casework.rehearsing import FEWEST, Rehearsed
from yuetan.paperwork.procedure import duties_of
from yuetan.wording import later, say
from yuetan_web.current import shell
from yuetan_web.jobs import Outcome

MOST = 60  # lines
CHANGES = {
    "appeared": later("新增"), "redated": later("期限变动"), "settled": later("办结"), "reopened": later("重新待办"),
    "overdue": later("转为逾期"), "lapsed": later("不再要求"), "withdrawn": later("撤销"),
    "handed_over": later("改由他人承办"),
}


def rehearsed_in_words() -> Callable[[Rehearsed], Outcome]:
    """How to say it, once it is known; it may be said outside the request."""
    titles = {(regulation.code, duty.code): duty.title
              for regulation in shell().plugins.regulations for duty in duties_of(regulation)}

    def in_words(found: Rehearsed) -> Outcome:
        return Outcome(said="\n".join(_lines(found, titles)))
    return in_words


def _lines(found: Rehearsed, titles: dict[tuple[str, str], str]) -> Iterator[str]:
    if not found.effects:
        yield say("按 {day} 推算：应办事项没有变化。", day=found.on)
        return
    yield say("按 {day} 推算，应办事项会有这些变化（只是预览，没有改动）：", day=found.on)
    for one in found.effects[:MOST]:
        count = say("{count} 项", count=one.count) if one.count is not None else say("不足 {count} 项", count=FEWEST)
        yield say("{duty}：{change} {count}", duty=titles.get((one.regulation, one.duty), one.duty),
                  change=say(CHANGES.get(one.change, one.change)), count=count)
    if len(found.effects) > MOST:
        yield say("另有 {count} 种变化没有列出。", count=len(found.effects) - MOST)
