"""Proposing an interview: of which kind and with whom; then who talks, when, where and why; then a check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve
from flask import Blueprint, abort, redirect, render_template, request, url_for

from yuetan.access.views import Person
from yuetan.casework.acts import Done, Proposal
from yuetan.casework.drafts import Kept
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.jobs import Outcome, Progress
from yuetan.engine.attempts import Ruling
from yuetan.wording import say
from yuetan_web.clashing import clashes_of
from yuetan_web.current import access, actor, shell
from yuetan_web.drafts import PROPOSED, Draft, draft_of, fields_of, joined, proposals_of
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.jobs import begin_job
from yuetan_web.kept import kept_in_words
from yuetan_web.late_scans import late_scan, put_on_file
from yuetan_web.listing import LONGEST_NAME
from yuetan_web.people import person_of, several
from yuetan_web.picking import one_by_one, with_picked
from yuetan_web.proposed import (
    Tried,
    check_page,
    form_page,
    person,
    rules_of,
    said,
    talkers_for_all,
)
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.starting import kinds
from yuetan_web.told import say_next, tell
from yuetan_web.typed import typed_of

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as Answer

proposing = Blueprint("proposing", __name__)


@proposing.get("/interviews/new")
def choose() -> str | tuple[str, int]:
    """Choose a kind and one or more cadres; with both chosen, the form of the second step."""
    draft, errors = with_picked(_kept(request.args), request.args)
    if draft.kind in kinds() and draft.cadre and not (errors or request.args.get("more")):
        return form_page(draft, Tried({}))
    return _choosing(draft, errors)


def _choosing(draft: Draft, errors: Mapping[str, str]) -> str | tuple[str, int]:
    """The first step: the kind, who was chosen so far, and who is found by a name or by several at once."""
    name, found = request.args.get("name", "").strip(), list[Person]()
    if _lists(name):
        try:
            draft = evolve(draft, cadres=tuple(dict.fromkeys((*draft.cadres, *several(name, "name")))))
        except Unfit as wrong:
            errors = wrong.errors
    elif name:
        found = [one.person for one in access().find(name[:LONGEST_NAME])]
    people = [person(one).person for one in draft.cadres]
    left = "" if _lists(name) and not errors else name
    page = render_template("choosing.html", kinds=kinds(), draft=draft, name=left,
                           people=[one for one in found if one.cadre not in draft.cadres], chosen=people, errors=errors)
    return (page, UNFIT) if errors else page


def _lists(text: str) -> bool:
    """Whether several people were typed one after another."""
    return any(between in text for between in "、，,；;\n")


@proposing.post("/interviews/new")
def propose() -> tuple[str, int] | str | Answer:
    """Count its days, ask about somebody, check it, keep it, or propose it, by the button pressed."""
    draft, do = draft_of(request.form), request.form.get("do", "")
    if draft.kind not in kinds() or not draft.cadre:
        return redirect(url_for("proposing.choose"), SEE_OTHER)
    if do == "keep":
        return _keep(draft)
    try:
        draft = one_by_one(_entrusted(joined(draft)), ordered=True)
        if do == "propose":
            return _proposed(draft, request.form.get("token", ""))
        return _checked(draft) if do == "check" else form_page(draft, _asked(draft, do))
    except Unfit as wrong:
        return form_page(draft, Tried(wrong.errors)), UNFIT
    except Refused as refused:
        sentences = said(draft, refused.objections) or (refused.text,)
        return form_page(draft, Tried({}, sentences, asks_reason=refused.wants_reason)), UNFIT


def _asked(draft: Draft, do: str) -> Tried:
    """What is asked along the way, without anything being proposed: why not another."""
    if do != "other":
        return Tried({})
    number = several(draft.other, "other")[:1]
    if not number:
        raise Unfit({"other": say("名册里没有找到“{text}”；请核对姓名，或填人员编号。", text="")})
    regulation, kind = rules_of(draft)
    on = draft.day or shell().today()
    against = [one for cadre in draft.cadres
               for one in shell().casework.why_not(actor(), regulation.code, kind, cadre, number[0], on)]
    return Tried({}, why_not=(person(number[0]).person.name, said(draft, dict.fromkeys(against))))


def _checked(draft: Draft) -> str | tuple[str, int]:
    """Everything as it will be sent, with what would follow and what else is on that day."""
    casework, who, some = shell().casework, actor(), proposals_of(draft)
    changes, refused = _rehearsed(draft, some)
    if refused:
        return form_page(draft, refused), UNFIT
    found = [(proposal, casework.preview(who, proposal)) for proposal in some]
    against = _told_of(some, {one: said(draft, objections) for one, objections in found})
    reason = any(one.ruling is Ruling.REASON for _, objections in found for one in objections)
    kept = _left(draft)
    draft = evolve(draft, texts=draft.texts | {"draft": kept.reference}) if kept else draft
    return check_page(draft, some, Tried({}, against, asks_reason=reason), changes, clashes_of(some))


def _rehearsed(draft: Draft, some: Sequence[Proposal]) -> tuple[list[Any], Tried | None]:
    """What would follow; of talks proposed one by one also those refused. Raises `Refused` where one alone is."""
    changes, against, reason = list[Any](), dict[Proposal, tuple[str, ...]](), False
    for one in some:
        try:
            changes += shell().casework.rehearse_proposal(actor(), one)
        except Refused as refused:
            if len(some) == 1:
                raise
            against[one] = said(draft, refused.objections) or (refused.text,)
            reason = reason or refused.wants_reason
    return changes, Tried({}, _told_of(some, against), asks_reason=reason) if against else None


def _told_of(some: Sequence[Proposal], against: Mapping[Proposal, tuple[str, ...]]) -> tuple[str, ...]:
    """What stands against them, each sentence once: with the names of those it is said of, where that is not all."""
    names = dict[str, list[str]]()
    for one, sentences in against.items():
        for sentence in dict.fromkeys(sentences):
            names.setdefault(sentence, []).append(person_of(one.interviewees[0]).name)
    return tuple(sentence if len(found) == len(some) else say("{names}：{sentence}", names=say("、").join(found),
                                                             sentence=sentence) for sentence, found in names.items())


def _proposed(draft: Draft, token: str) -> Answer:
    some, casework, who = proposals_of(draft), shell().casework, actor()
    if len(some) == 1:
        scan = late_scan(some[0].late)
        done = casework.propose(who, some[0], token=token)
        shell().drafts.drop(who, draft.texts["draft"])
        tell(say("约谈已提出。") + put_on_file(done.case, PROPOSED, scan, token), done)
        return redirect(url_for("handling.interview", reference=done.case, _anchor="main"), SEE_OTHER)
    for proposal in some:  # all of them or none, as far as can be known: nothing stands against the last one either
        casework.rehearse_proposal(who, proposal)
    answer = begin_job(say("分别发起 {count} 次约谈", count=len(some)), _each(
        some, url_for("interviews.listing"), lambda one: casework.propose(
            who, one, token=f"{token}-{one.interviewees[0]}")))
    shell().drafts.drop(who, draft.texts["draft"])
    return answer


def _each(some: tuple[Proposal, ...], leads_to: str, propose: Callable[[Proposal], Done],
          ) -> Callable[[Progress], Outcome]:
    """The work of proposing them one after another; sent again, none is proposed twice."""
    text = say("已分别提出 {count} 次约谈。", count=len(some))

    def work(progress: Progress) -> Outcome:
        for number, proposal in enumerate(some, start=1):
            propose(proposal)
            progress(number, len(some))
        return Outcome(said=text, leads_to=leads_to)
    return work


def _entrusted(draft: Draft) -> Draft:
    """The draft, and whether the first of those who talk may do so by having been entrusted with it alone."""
    by = {one.cadre: one.deputy for one in talkers_for_all(draft)}
    first = draft.interviewers[0] if draft.interviewers else ""
    return evolve(draft, entrusted=by.get(first, False))


def _keep(draft: Draft) -> Answer:
    """Keep it for later, and show what is kept."""
    say_next(kept_in_words(_left(draft)))
    return redirect(url_for("kept.listing"), SEE_OTHER)


def _left(draft: Draft) -> Kept | None:
    """What was typed, kept in case it is left."""
    return shell().drafts.keep(actor(), "", PROPOSED, fields_of(draft), instead=draft.texts["draft"])


def _kept(args: MultiDict[str, str]) -> Draft:
    """What stands in an address; where it names a draft that was kept, that one."""
    reference = args.get("draft", "")
    if not reference:
        return draft_of(args)
    found = shell().drafts.proposal(actor(), reference) or abort(NOT_FOUND)
    draft = draft_of(typed_of(found.typed))
    return evolve(draft, texts=draft.texts | {"draft": reference})
