"""What the next page tells after an act: that it was done, and what changed in what is owed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
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


def tell(text: str, done: Done) -> None:
    """Have the next page say what was done."""
    if done.repeated:
        say_next(say("这一项先前已经办过，没有重复登记。"))
        return
    lines = changes_in_words(done.changes)
    rest = [say("另有 {count} 项变动", count=len(lines) - MOST)] if len(lines) > MOST else []
    _flash(text, lines[:MOST] + rest)


def _flash(text: str, changes: list[str]) -> None:
    flash(json.dumps([text, changes], ensure_ascii=False))


def read_again(message: str) -> list[Any]:
    """What was said, and the changes told with it."""
    return list(json.loads(message))


def changes_in_words(changes: Iterable[Any]) -> list[str]:
    """What changes in what is owed, each once."""
    return list(dict.fromkeys(_changes(changes)))


def _changes(changes: Iterable[Any]) -> Iterator[str]:
    titles = {(regulation.code, duty.code): duty.title
              for regulation in shell().plugins.regulations for duty in duties_of(regulation)}
    for one in changes:
        duty = titles.get((one.key.regulation, one.key.duty), one.key.duty)
        due = say("（期限 {day}）", day=one.due_became) if one.due_became and one.change != "settled" else ""
        yield say(_CHANGES.get(one.change, "{duty}"), duty=duty) + due
