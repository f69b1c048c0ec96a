"""The pages of a proposal: the form with what is known filled in and cited, and all of it once more to be checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from flask import abort, g, render_template

from yuetan.access.views import PersonFound
from yuetan.casework.acts import Proposal
from yuetan.casework.errors import Unfit
from yuetan.casework.interviews.talkers import Talker
from yuetan.paperwork.explanation import Wording
from yuetan.paperwork.procedure import alone_by, grounds_of, terms_of_talk, topics_of
from yuetan.wording import say
from yuetan_web.clashing import Warned, clashes_of
from yuetan_web.current import access, actor, may_anywhere, shell, wording_of
from yuetan_web.drafts import MOST_APART, Draft, fields_of, proposals_of
from yuetan_web.forms import new_token
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.objections import objection_words
from yuetan_web.people import person_of
from yuetan_web.reckoning import of_term
from yuetan_web.starting import because_of, kinds
from yuetan_web.told import changes_in_words

MANY = 8
"""So many who may talk are shown without a way to look for one among them."""


@frozen
class Tried:
    """What came of looking at a draft: what is wrong, what stands against it, and what was asked along the way."""

    errors: Mapping[str, str]
    objections: tuple[str, ...] = ()
    asks_reason: bool = False
    why_not: tuple[str, tuple[str, ...]] | None = None  # of whom it was asked, and what stands against him


@frozen
class Answer:
    """One line of what is to be checked: what it is, what was said, and the field it was said in."""

    title: str
    text: str
    field: str


def form_page(draft: Draft, tried: Tried) -> str:
    """The second step: who talks, when, where and why."""
    regulation, kind = rules_of(draft)
    words, talkers = words_of(draft), talkers_for_all(draft)
    leading = [one.pairing for one in talkers if one.cadre in draft.interviewers]
    terms = terms_of_talk(regulation, kind, draft.day, shell().calendar) if draft.day else ()
    seek = draft.texts["seek"]
    return render_template(
        "proposing.html", draft=draft, tried=tried, people=[person(one) for one in draft.cadres],
        kind_title=kinds()[draft.kind], words=words, regulation=regulation, most_apart=MOST_APART,
        alone=alone_by(regulation, kind),
        talkers=[one for one in talkers if _wanted(one, seek, draft)], hidden_talkers=len(
            [one for one in talkers if not _wanted(one, seek, draft)]), many=len(talkers) > MANY,
        terms=[of_term(one, words) for one in terms], because=because_of(draft.texts["because"]),
        grounds=grounds_of(regulation, kind), topics=topics_of(regulation, kind, leading), places=access().places(),
        clashes=_clashes(draft), token=new_token())


def check_page(draft: Draft, some: Sequence[Proposal], tried: Tried, changes: Iterable[Any], clashes: Sequence[Warned],
               ) -> str:
    """Everything that will be sent, what stands against it, what would follow, and what else is on that day."""
    return render_template(
        "proposing_check.html", draft=draft, tried=tried, kind_title=kinds()[draft.kind], fields=fields_of(draft),
        answers=tuple(_answers(draft, some)), changes=changes_in_words(changes), clashes=clashes, count=len(some),
        people=[person(one).person for one in draft.cadres], because=because_of(draft.texts["because"]),
        scan=len(some) == 1 and some[0].late is not None and may_anywhere("scan.add"), token=new_token())


def _answers(draft: Draft, some: Sequence[Proposal]) -> Iterator[Answer]:
    first, regulation = some[0], rules_of(draft)[0]
    by = {one.cadre: one for one in talkers_for_all(draft)}
    yield Answer(say("种类"), kinds()[draft.kind], "")
    yield Answer(say("对象"), say("、").join(_named(one) for one in draft.cadres), "interviewees")
    if len(draft.cadres) > 1:
        text = say("分别谈，每人一次，共 {count} 次", count=len(some)) if len(some) > 1 else say("一起谈，一次")
        yield Answer(say("方式"), text, "apart")
    talking = [say("{who}（{tier}，{places}{deputy}）", who=_named(one), tier=by[one].pairing.title,
                   places=words_of(draft).places(by[one].pairing.places),
                   deputy=say("，受委托") if by[one].deputy else "") if one in by else _named(one)
               for one in first.interviewers]
    yield Answer(say("约谈人"), say("、").join(talking) or say("未定"), "interviewers")
    yield Answer(say("参加人"), say("、").join(map(_named, first.company)) or say("没有"), "company")
    yield Answer(say("记录人"), _named(first.recorder) if first.recorder else say("未定"), "recorder")
    for one in some:
        title = say("时间") if len(some) == 1 else say("时间（{name}）", name=person_of(one.interviewees[0]).name)
        own = len(some) > 1 and f"planned.{one.interviewees[0]}" in draft.own
        yield Answer(title, _when(one), f"planned.{one.interviewees[0]}" if own else "planned")
    yield Answer(say("地点"), first.place or say("未定"), "place")
    yield Answer(say("主题"), first.topic or say("未填"), "topic")
    clauses = {say("谈话内容"): (first.topics, "topics"), say("事由"): (first.grounds, "grounds")}
    for title, (places, field) in clauses.items():
        if places:
            gists = [say("{place} {gist}", place=words_of(draft).places((at,)), gist=clause.gist)
                     for at in places if (clause := regulation.clause(at))]
            yield Answer(title, say("；").join(gists), field)
    if first.lead:
        yield Answer(say("问题线索"), say("已关联；线索的内容和来源不随约谈转出"), "")
    if first.reason:
        yield Answer(say("这样办理的理由"), first.reason, "reason")
    if first.late:
        yield Answer(say("补录"), say("{day}，依据{paper}；{reason}", day=first.on, paper=first.late.paper,
                                       reason=first.late.reason), "on")


def _when(one: Proposal) -> str:
    if one.planned is None:
        return say("未定")
    words = (one.planned.isoformat(), one.planned_time,
             say("约 {minutes} 分钟", minutes=one.planned_minutes) if one.planned_minutes else "")
    return " ".join(filter(None, words))


def _named(number: str) -> str:
    found = person_of(number)
    return say("{name}（{post}）", name=found.name, post=found.post) if found.post else found.name


def _clashes(draft: Draft) -> tuple[Warned, ...]:
    """What else is on that day, as far as the draft makes sense by now."""
    try:
        return clashes_of(proposals_of(draft)) if draft.day else ()
    except Unfit:
        return ()


def _wanted(one: Talker, seek: str, draft: Draft) -> bool:
    """Whether somebody who may talk is shown: who is chosen, and whose name, post or unit holds what is sought."""
    return one.cadre in draft.interviewers or not seek or any(
        seek in text for text in (one.name, one.cadre, one.title, one.unit))


def talkers_for_all(draft: Draft) -> list[Talker]:
    """Who may talk to everybody the draft is with, each by the rule that admits him to the first."""
    regulation, kind = rules_of(draft)
    on = draft.day or shell().today()
    key = (draft.kind, draft.cadres, on)
    if g.get("talkers", (None, None))[0] != key:
        first, *others = (shell().casework.talkers(actor(), regulation.code, kind, one, on) for one in draft.cadres)
        g.talkers = (key, [one for one in first if all(
            one.cadre in {other.cadre for other in some} for some in others)])
    return list(g.talkers[1])


def said(draft: Draft, against: Any) -> tuple[str, ...]:  # noqa: ANN401 - objections, in order
    """What stands against a draft, in words."""
    words = words_of(draft, [one.cadre for one in against if one.cadre])
    return tuple(objection_words(one, words) for one in against)


def words_of(draft: Draft, people: Iterable[str] = ()) -> Wording:
    """Words of the regulation, with the names of some people."""
    regulation, _ = rules_of(draft)
    return wording_of(regulation, [person_of(one) for one in people])


def rules_of(draft: Draft) -> Any:  # noqa: ANN401 - a regulation, and the code of a kind
    """The regulation a draft is under, as it is in force today, and the code of its kind."""
    code, _, kind = draft.kind.partition(":")
    today = shell().today()
    found = next((one for one in access().regulations() if one.code == code and one.in_force(today)), None)
    return found or abort(NOT_FOUND), kind


def person(number: str) -> PersonFound:
    """Whoever has a staff number, as far as he may be looked up; no page where he may not."""
    return next((one for one in access().find(number) if one.person.cadre == number), None) or abort(NOT_FOUND)
