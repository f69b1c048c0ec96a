"""Several cadres who were ticked in a list: one proposal for all of them, together or one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from attrs import evolve
from werkzeug.datastructures import MultiDict

from yuetan.paperwork.procedure import alone_by
from yuetan.wording import say
from yuetan_web.drafts import Draft
from yuetan_web.proposed import rules_of
from yuetan_web.starting import kinds

PICKED, PICK = "picked", "pick"
"""The button below a list, and the boxes beside talks that are owed: a kind and a staff number."""


def with_picked(draft: Draft, given: MultiDict[str, str]) -> tuple[Draft, Mapping[str, str]]:
    """A draft with whoever was ticked, and what is wrong with that, by field.

    They are talked to one by one where a rule asks for that, however firmly, and nobody has said otherwise. Where talks
    of several kinds were ticked nobody is left out, and it is asked which kind it is to be.
    """
    some = [one.partition(" ") for one in given.getlist(PICK)]
    found = {kind: kinds()[kind] for kind, _, _ in some if kind in kinds()}
    people = dict.fromkeys((*draft.cadres, *(cadre for kind, _, cadre in some if kind in found)))
    draft = evolve(draft, cadres=tuple(people), kind=draft.kind or next(iter(found), ""))
    if given.get(PICKED) and not draft.cadres:
        return draft, {"name": say("没有勾选任何人；请回到列表勾选，或者在这里填写姓名。")}
    if len(found) > 1 and not given.get("more"):
        numbers = Counter(kind for kind, _, _ in some)
        listed = say("、").join(say("{kind} {count} 人", kind=title, count=numbers[kind])
                               for kind, title in found.items())
        return draft, {"kind": say("勾选的事项不是同一种约谈（{listed}）；一次只能发起一种，请选定种类，"
                                   "并去掉不谈这一种的人。", listed=listed)}
    return draft if given.get("apart") else one_by_one(draft, ordered=False), {}


def one_by_one(draft: Draft, *, ordered: bool) -> Draft:
    """The same, one by one where a rule wants such talks with one person alone; if ``ordered``, where it orders it."""
    if len(draft.cadres) <= 1 or draft.kind not in kinds():
        return draft
    rule = alone_by(*rules_of(draft))
    wanted = rule is not None and (rule.force.name == "MUST" or not ordered)
    return evolve(draft, apart=draft.apart or wanted)
