"""Sense of what fields say they know: words there are, fit for their types, and nothing that only some may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yuetan.rules.duties import Duty
from yuetan.rules.known import KNOWN, OF_EVENT, event_of, words_of
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.rules.rule import rule_name
from yuetan.rules.sense_layouts import handed_over
from yuetan.rules.sense_words import known_events
from yuetan.wording import say

if TYPE_CHECKING:
    from yuetan.rules.regulation import Regulation


def _known(regulation: Regulation) -> Iterator[str]:
    for paper in regulation.of(Material):
        for one in paper.fields:
            if "grounds" in words_of(one) and handed_over(paper, regulation.of(Duty)):
                yield say("{paper} 是约谈对象经手的材料，栏目“{field}”不能写 known=“grounds”：事由只供内部材料使用。",
                          paper=rule_name(paper), field=one.code)
            for word in words_of(one):
                if fault := _fault(regulation, one, word):
                    yield say("{paper} 的栏目“{field}”写了 known=“{word}”：{fault}", paper=rule_name(paper),
                              field=one.code, word=word, fault=fault)


def _fault(regulation: Regulation, field: FormField, word: str) -> str:
    """What is wrong with a word; empty where nothing is."""
    event, asked = event_of(word)
    if not event:
        if word not in KNOWN:
            return say("没有这个词；可用的有：{words}，或写作“环节.on”“环节.栏目”。", words=say("、").join(KNOWN))
        return _of_type(field, KNOWN[word])
    if event not in known_events(regulation):
        return say("没有“{event}”这个环节或材料；请改正代码。", event=event)
    if asked in OF_EVENT:
        return _of_type(field, OF_EVENT[asked])
    return _of_paper(field, event, asked, regulation)


def _of_paper(field: FormField, event: str, asked: str, regulation: Regulation) -> str:
    """What is wrong with asking what the paper of an event says: it has no such field, of another type, or kept."""
    sources = [one for paper in papers_at(regulation, event) for one in paper.fields if one.code == asked]
    if not sources:
        return say("“{event}”的材料没有“{field}”这一栏；请改正代码。", event=event, field=asked)
    if any(one.seen_by for one in sources):
        return say("那一栏不是谁都能看到的，不能抄到别的材料里；请去掉。")
    texts = {FieldType.TEXT, FieldType.LONG_TEXT}
    if any(one.type is not field.type and not {one.type, field.type} <= texts for one in sources):
        return say("两栏的类型不同；请改成同一类型。")
    return ""


def papers_at(regulation: Regulation, event: str) -> tuple[Material, ...]:
    """The papers that an event may come with: the one of its code, and those of duties it discharges."""
    by_duty = (duty.material for duty in regulation.of(Duty) if duty.met_by == event and duty.material is not None)
    own = (paper for paper in regulation.of(Material) if paper.code == event)
    return tuple(dict.fromkeys((*own, *by_duty)))


def _of_type(field: FormField, types: frozenset[FieldType]) -> str:
    if field.type in types:
        return ""
    wanted = say("、").join(sorted(f"FieldType.{one.name}" for one in types))
    return say("这一栏的类型应为 {types}；请改正其一。", types=wanted)


LOOKS = (_known,)
