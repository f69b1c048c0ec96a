"""What the next page tells after an act: that it was done, and what changed in what is owed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from flask import flash

from yuetan.casework.acts import Done
from yuetan.paperwork.procedure import duties_of
from yuetan.wording import later, say
from yuetan_web.current import shell

MOST = 6  # changes told one by one; they travel in the cookie
_CHANGES = {
    "appeared": later("新增应办：{duty}"), "redated": later("期限变动：{duty}"), "settled": later("已办结：{duty}"),
    "reopened": later("重新待办：{duty}"), "overdue": later("转为逾期：{duty}"), "lapsed": later("不再要求：{duty}"),
    "withdrawn": later("撤销应办：{duty}"), "handed_over": later("改由他人承办：{duty}"),
}


def say_next(text: str) -> None:
    """Have the next page say something."""
    _flash(text, [])


def tell(text: str, done: Done, *, own: str = "") -> None:
    """Have the next page say what was done; to one talked to, by his ``own`` staff number, of what he owes alone."""
    if done.repeated:
        say_next(say("这一项先前已经办过，没有重复登记。"))
        return
    lines = changes_in_words(done.changes, (own, done.case) if own else ())
    rest = [say("另有 {count} 项变动", count=len(lines) - MOST)] if len(lines) > MOST else []
    _flash(text, lines[:MOST] + rest)


def _flash(text: str, changes: list[str]) -> None:
    flash(json.dumps([text, changes], ensure_ascii=False))


def read_again(message: str) -> list[Any]:
    """What was said, and the changes told with it."""
    return list(json.loads(message))


def changes_in_words(changes: Iterable[Any], own: Collection[str] = ()) -> list[str]:
    """What changes in what is owed, each once; with subjects, what whoever is talked to owes of these alone."""
    return list(dict.fromkeys(_changes(changes, own)))


def _changes(changes: Iterable[Any], own: Collection[str]) -> Iterator[str]:
    duties = {(regulation.code, duty.code): duty
              for regulation in shell().plugins.regulations for duty in duties_of(regulation)}
    for one in changes:
        found = duties.get((one.key.regulation, one.key.duty))
        if own and (one.key.subject not in own or getattr(found and found.owed_by, "code", "") != "interviewee"):
            continue
        duty = found.title if found else one.key.duty
        due = say("（期限 {day}）", day=one.due_became) if one.due_became and one.change != "settled" else ""
        yield say(_CHANGES.get(one.change, "{duty}"), duty=duty) + due
