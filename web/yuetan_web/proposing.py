"""Proposing an interview: of which kind and with whom; then who talks, when, where and why; then a check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen
from flask import Blueprint, abort, redirect, render_template, request, url_for

from yuetan.access.views import PersonFound
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.talkers import Talker
from yuetan.engine.attempts import Ruling
from yuetan.paperwork.explanation import Wording
from yuetan.paperwork.procedure import grounds_of, terms_of_talk, topics_of
from yuetan.wording import say
from yuetan_web.current import access, actor, shell, wording_of
from yuetan_web.dates import counting
from yuetan_web.drafts import Draft, draft_of, joined, proposal_of
from yuetan_web.forms import new_token
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.listing import LONGEST_NAME
from yuetan_web.objections import objection_words
from yuetan_web.people import person_of, staff_number
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import tell

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

proposing = Blueprint("proposing", __name__)


@frozen
class Tried:
    """What came of looking at a draft: what is wrong, what stands against it, and what was asked along the way."""

    errors: Mapping[str, str]
    objections: tuple[str, ...] = ()
    checked: bool = False
    asks_reason: bool = False
    why_not: tuple[str, tuple[str, ...]] | None = None  # of whom it was asked, and what stands against him


@proposing.get("/interviews/new")
def choose() -> str:
    """Choose a kind and a cadre; with both chosen, the form of the second step."""
    kinds = _kinds()
    draft = draft_of(request.args)
    if draft.kind in kinds and draft.cadre:
        return _form(draft, Tried({}))
    name = request.args.get("name", "").strip()[:LONGEST_NAME]
    found = access().find(name) if name else ()
    return render_template("choosing.html", kinds=kinds, draft=draft, name=name, people=[one.person for one in found])


@proposing.post("/interviews/new")
def propose() -> tuple[str, int] | str | Answer:
    """Count its days, ask about somebody, check it, or propose it, by the button pressed. What was typed stays."""
    draft = draft_of(request.form)
    if draft.kind not in _kinds() or not draft.cadre:
        return redirect(url_for("proposing.choose"), SEE_OTHER)
    try:
        draft = joined(draft)
        if request.form.get("do") == "propose":
            return _proposed(draft, request.form.get("token", ""))
        return _form(draft, _tried(draft, request.form.get("do", "")))
    except Unfit as wrong:
        return _form(draft, Tried(wrong.errors)), UNFIT
    except Refused as refused:
        said = _said(draft, refused.objections) or (refused.text,)
        return _form(draft, Tried({}, said, asks_reason=refused.wants_reason)), UNFIT


def _tried(draft: Draft, asked: str) -> Tried:
    if asked == "other":
        return Tried({}, why_not=_why_not(draft))
    if asked == "check":
        against = shell().casework.preview(actor(), proposal_of(draft))
        reason = any(one.ruling is Ruling.REASON for one in against)
        return Tried({}, _said(draft, against), checked=True, asks_reason=reason)
    return Tried({})


def _proposed(draft: Draft, token: str) -> Answer:
    done = shell().casework.propose(actor(), proposal_of(draft), token=token)
    tell(say("约谈已提出。"), done)
    return redirect(url_for("handling.interview", reference=done.case, _anchor="main"), SEE_OTHER)


def _kinds() -> dict[str, str]:
    """What may be proposed here: the codes of regulation and kind, and what both are called."""
    found = shell().casework.proposable(actor())
    return {f"{regulation.code}:{kind.code}": say("{kind}（《{regulation}》）", kind=kind.title,
                                                  regulation=regulation.title) for regulation, kind in found}


def _form(draft: Draft, tried: Tried) -> str:
    people = [_person(one) for one in draft.cadres]
    regulation, kind = _rules(draft)
    planned = draft.day or shell().today()
    terms = terms_of_talk(regulation, kind, draft.day, shell().calendar) if draft.day else ()
    words, talkers = _words(draft), _talkers(draft, planned)
    leading = [one.pairing for one in talkers if one.cadre in draft.interviewers]
    return render_template(
        "proposing.html", draft=draft, tried=tried, people=people, kind_title=_kinds()[draft.kind],
        talkers=talkers, words=words,
        terms=[(one, counting(shell().calendar, one.counted), words.citation(one.duty.places)) for one in terms],
        grounds=grounds_of(regulation, kind), topics=topics_of(regulation, kind, leading), token=new_token())


def _why_not(draft: Draft) -> tuple[str, tuple[str, ...]]:
    """Why somebody may not talk to the cadre; nothing where he may."""
    try:
        number = staff_number(draft.other)
    except ValueError as wrong:
        raise Unfit({"other": str(wrong)}) from wrong
    regulation, kind = _rules(draft)
    on = draft.day or shell().today()
    against = [one for cadre in draft.cadres
               for one in shell().casework.why_not(actor(), regulation.code, kind, cadre, number, on)]
    return _person(number).person.name, _said(draft, dict.fromkeys(against))


def _talkers(draft: Draft, planned: date) -> list[Talker]:
    """Who may talk to everybody the draft is with, each by the rule that admits him to the first."""
    regulation, kind = _rules(draft)
    first, *others = (shell().casework.talkers(actor(), regulation.code, kind, one, planned) for one in draft.cadres)
    return [one for one in first if all(one.cadre in {other.cadre for other in some} for some in others)]


def _said(draft: Draft, against: Any) -> tuple[str, ...]:  # noqa: ANN401 - objections, in order
    words = _words(draft, [one.cadre for one in against if one.cadre])
    return tuple(objection_words(one, words) for one in against)


def _words(draft: Draft, people: Iterable[str] = ()) -> Wording:
    """Words of the regulation, with the names of some people."""
    regulation, _ = _rules(draft)
    return wording_of(regulation, [person_of(one) for one in people])


def _rules(draft: Draft) -> Any:  # noqa: ANN401 - a regulation, and the code of a kind
    code, _, kind = draft.kind.partition(":")
    today = shell().today()
    found = next((one for one in access().regulations() if one.code == code and one.in_force(today)), None)
    return found or abort(NOT_FOUND), kind


def _person(number: str) -> PersonFound:
    return next((one for one in access().find(number) if one.person.cadre == number), None) or abort(NOT_FOUND)
