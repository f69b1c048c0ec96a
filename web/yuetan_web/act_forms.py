"""Acts in an interview as forms: new, with what was typed and failed, or with what was begun before."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen
from flask import request

from yuetan.access.views import InterviewView
from yuetan.casework.acts import Offer
from yuetan.casework.drafts import Kept
from yuetan.casework.errors import Refused
from yuetan.casework.interviews.other_acts import ATTENDANCE, CAME
from yuetan.paperwork.explanation import Wording
from yuetan.paperwork.procedure import papers_of
from yuetan.wording import later, say
from yuetan_web.current import access
from yuetan_web.forms import Form, form_of, returned
from yuetan_web.objections import objection_words
from yuetan_web.recusing import with_people
from yuetan_web.typed import typed_of

CALLED = frozenset({"paper", "material", "came", "registered"})
"""Fields whose choices a page calls by other words than those that are sent."""
PLACE = "place"
"""The field of where something is to be, in whatever paper; places used before by the unit are suggested for it."""

STATES_OF_PAPERS = {"asked": later("待报送"), "submitted": later("待审核"), "accepted": later("审核通过"),
           "returned": later("已退回")}
"""What a paper that was handed in can stand at, and the word for it."""


@frozen
class Failed:
    """An act that was sent and not done: what was typed, and what was wrong with it."""

    typed: Mapping[str, str]
    errors: Mapping[str, str]
    objections: tuple[str, ...] = ()
    asks_reason: bool = False


def refusal(typed: Mapping[str, str], refused: Refused, words: Wording) -> Failed:
    """A refusal in words: each objection, with its clause."""
    said = tuple(objection_words(one, words) for one in refused.objections)
    return Failed(typed, {}, said or (refused.text,), refused.wants_reason)


def form_for(offer: Offer, words: Wording, view: InterviewView, failed: Failed | None,
             begun: Kept | None = None) -> Form:
    """An act as a form: new, with what was typed and failed, or with what was typed before and kept."""
    objections = tuple(objection_words(one, words) for one in offer.objections)
    again = failed is not None and failed.typed.get("code") == offer.code
    typed = typed_of(begun.typed) if begun and not again else request.form
    if failed is None or not again:
        form = evolve(returned(offer, typed.to_dict(), {}, objections, asks_reason=False),
                      kept=begun) if begun else form_of(offer, objections)
    else:
        form = returned(offer, failed.typed, failed.errors, failed.objections, asks_reason=failed.asks_reason)
    called = _papers(view) | {one.code: one.title for one in papers_of(view.regulation)} | _registered(view) | {
        code: say(title) for code, title in CAME.items()}
    inputs = tuple(evolve(one, choices=tuple((code, called.get(code, word)) for code, word in one.choices))
                   if one.code in CALLED else one for one in form.inputs)
    inputs = tuple(evolve(one, suggested=access().places(view.reference)) if one.code == PLACE and one.type == "TEXT"
                   else one for one in inputs)
    stays = tuple(typed.getlist("stays")) if form.tried else ()
    form = evolve(form, inputs=inputs, stays=stays, citation=words.citation(offer.rule.places) if offer.rule else "")
    return with_people(form, view, failed.typed if failed and again else {})


def _registered(view: InterviewView) -> dict[str, str]:
    """What was registered of who came, by the number of the event, with whose it is."""
    names = {one.cadre: one.name for one in view.of("interviewee")}
    return {str(one.sequence): say("第 {number} 条：{name} {came}", number=one.sequence, name=names.get(one.of, ""),
                                   came=say(CAME.get(one.content.get("came", ""), "")))
            for one in view.events if one.code == ATTENDANCE}


def _papers(view: InterviewView) -> dict[str, str]:
    return {one.reference: say("{title}（第 {edition} 份，{state}）", title=one.material.title, edition=one.edition,
                               state=say(STATES_OF_PAPERS.get(one.state, one.state))) for one in view.submissions}
