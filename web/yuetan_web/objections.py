"""What stands against an act, in words: one sentence each, with the day that follows from it and the clause."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from yuetan.engine.attempts import Objection, Obstacle, Ruling
from yuetan.paperwork.explanation import Wording
from yuetan.wording import say


@frozen
class Objected:
    """An objection as a page shows it."""

    text: str
    citation: str
    asks_reason: bool


def objected(objection: Objection, words: Wording) -> Objected:
    """What stands against an act, and the clause it rests on."""
    citation = words.citation(objection.rule.places) if objection.rule.places else ""
    return Objected(_SENTENCES[objection.obstacle](objection, words), citation, objection.ruling is Ruling.REASON)


def objection_words(objection: Objection, words: Wording) -> str:
    """The same as one sentence with its clause, such as: 最迟应在 2026-03-06（周五）（《…》第七条（二））。"""  # noqa: D400 - in Chinese
    found = objected(objection, words)
    sentence = found.text + (say("；要这样办理，须说明理由") if found.asks_reason else "")
    return say("{sentence}（{citation}）。", sentence=sentence, citation=found.citation) if found.citation else sentence


def _order(one: Objection, words: Wording) -> str:
    return say("“{needed}”还没有完成，“{step}”要在它之后", needed=words.event(one.needed), step=one.rule.title)


def _ended(_: Objection, __: Wording) -> str:
    return say("这次约谈已经结束")


def _pairing(one: Objection, words: Wording) -> str:
    if not one.cadre:
        return say("还没有确定约谈人；这一对象由{title}负责", title=one.rule.title)
    return say("{person}不在可以办理的人之列；这一对象由{title}负责", person=words.person(one.cadre),
               title=one.rule.title)


def _company(one: Objection, _: Wording) -> str:
    return say("“{title}”要求到场的人没有到齐", title=one.rule.title)


def _guard(one: Objection, _: Wording) -> str:
    return say("{title}，现在不满足", title=one.rule.title)


def _not_done(one: Objection, words: Wording) -> str:
    done = words.event(one.needed)
    if one.latest is None:
        return say("“{done}”还没有办理", done=done)
    return say("“{done}”最迟应在 {day} 办理，没有按期办理", done=done, day=words.day(one.latest))


def _too_late(one: Objection, words: Wording) -> str:
    after, title = words.event(one.needed), one.rule.title
    late = (say("“{title}”最迟应在 {day}", title=title, day=words.day(one.latest)) if one.latest else
            say("“{title}”已来不及按期办理", title=title))
    if one.earliest is None:
        return late
    return late + say("；今天办理的，最早可在 {day} {after}", day=words.day(one.earliest), after=after)


def _too_early(one: Objection, words: Wording) -> str:
    if one.earliest is None:
        return say("“{title}”还不到办理的时候，它的起算事项没有发生", title=one.rule.title)
    return say("“{title}”最早可在 {day} 办理", title=one.rule.title, day=words.day(one.earliest))


def _field(one: Objection, _: Wording) -> str:
    fields = getattr(one.rule, "fields", ())
    title = next((field.title for field in fields if field.code == one.needed), one.needed)
    return say("{paper}的“{title}”没有填写", paper=one.rule.title, title=title)


_SENTENCES: dict[Obstacle, Callable[[Objection, Wording], str]] = {
    Obstacle.ORDER: _order, Obstacle.ENDED: _ended, Obstacle.PAIRING: _pairing, Obstacle.COMPANY: _company,
    Obstacle.GUARD: _guard, Obstacle.NOT_DONE: _not_done, Obstacle.TOO_LATE: _too_late,
    Obstacle.TOO_EARLY: _too_early, Obstacle.FIELD: _field,
}
