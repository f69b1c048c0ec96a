"""One interview: its timeline, the next step as a form, what is owed in it, its papers, and the acts in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import evolve, frozen
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.access.views import InterviewView, Person
from yuetan.casework.acts import Offer, Taken
from yuetan.casework.appeals import AppealView
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.interviews.other_acts import ATTENDANCE, CAME
from yuetan.casework.interviews.third_persons import THIRD_PERSONS
from yuetan.paperwork.explanation import Wording
from yuetan.paperwork.procedure import papers_of
from yuetan.wording import later, say
from yuetan_web import splitting_off
from yuetan_web.absence import stopped
from yuetan_web.appeals import STATES
from yuetan_web.current import access, actor, shell, wording
from yuetan_web.forms import FIELD, Form, form_of, new_token, returned, taken
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.objections import objection_words
from yuetan_web.people import numbered, several
from yuetan_web.printed import papers_at_head, to_be_filled_in
from yuetan_web.printing import paper_file
from yuetan_web.reckoning import counted_in, pressing, supposed
from yuetan_web.shown import all_shown, named
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.tests_taken import offered
from yuetan_web.timeline import ahead, past
from yuetan_web.told import say_next, tell

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

CALLED = frozenset({"paper", "material", "came", "registered"})
"""Fields whose choices a page calls by other words than those that are sent."""
ATTENDING = FIELD + "company"  # the field that names those who are to attend as well
handling = Blueprint("handling", __name__)
_STATES = {"asked": later("待报送"), "submitted": later("待审核"), "accepted": later("审核通过"),
           "returned": later("已退回")}


@frozen
class Failed:
    """An act that was sent and not done: what was typed, and what was wrong with it."""

    typed: Mapping[str, str]
    errors: Mapping[str, str]
    objections: tuple[str, ...] = ()
    asks_reason: bool = False


@handling.get("/interviews/<reference>")
def interview(reference: str) -> str:
    """The whole of one interview, as far as it may be seen."""
    return _page(reference, None)


@handling.post("/interviews/<reference>")
def act(reference: str) -> tuple[str, int] | Answer:
    """Take the step, or do the other act, that was sent; where that fails, the form comes back with what was typed."""
    typed, casework = request.form.to_dict(), shell().casework
    view = access().interview(reference) or abort(NOT_FOUND)
    try:
        offer = next((one for one in casework.offers(actor(), reference) if one.code == typed.get("code")), None)
        asked = _asked(offer, typed)
        done = casework.take(actor(), reference, asked, token=typed.get("token", ""))
    except Unfit as wrong:
        return _page(reference, Failed(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _page(reference, refusal(typed, refused, wording(view, people=view.people))), UNFIT
    tell(say("已办理：{title}。", title=offer.title if offer else typed.get("code", "")), done)
    return redirect(url_for("handling.interview", reference=done.case, _anchor="main"), SEE_OTHER)


def _asked(offer: Offer | None, typed: dict[str, str]) -> Taken:
    """The act that was sent, people by their staff numbers; of those who attend so far, the ones that stay ticked."""
    people = [FIELD + one.code for one in offer.fields if one.type.name == "CADRE"] if offer else []
    if offer is None or not offer.lists_company:
        return taken(numbered(typed, [*people, "signed_by"]))
    more = several(typed.get(ATTENDING, ""), "company")
    found = taken(numbered({name: text for name, text in typed.items() if name != ATTENDING}, [*people, "signed_by"]))
    return evolve(found, company=(*request.form.getlist("stays"), *more))


@handling.get("/interviews/<reference>/papers/<which>")
def paper(reference: str, which: str) -> Response:
    """A paper of the interview as a Word file, or as PDF where that is asked for."""
    return paper_file(reference, which)


@handling.post("/interviews/<reference>/appeals")
def lodge(reference: str) -> tuple[str, int] | Answer:
    """Appeal against the interview; where that fails, the form comes back with what was typed."""
    typed = request.form.to_dict()
    try:
        appeal = shell().appeals.lodge(actor(), reference, typed.get("statement", ""))
    except Unfit as wrong:
        return _page(reference, None, Failed(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _page(reference, None, Failed(typed, {}, (refused.text,))), UNFIT
    say_next(say("申诉已提出，由上级单位处理，约谈的经办单位看不到。"))
    return redirect(url_for("appeals.appeal", reference=appeal), SEE_OTHER)


def refusal(typed: Mapping[str, str], refused: Refused, words: Wording) -> Failed:
    """A refusal in words: each objection, with its clause."""
    said = tuple(objection_words(one, words) for one in refused.objections)
    return Failed(typed, {}, said or (refused.text,), refused.wants_reason)


def _page(reference: str, failed: Failed | None, appealed: Failed | None = None) -> str:
    view = access().interview(reference) or abort(NOT_FOUND)
    words = wording(view, people=view.people)
    forms = [_form(offer, words, view, failed) for offer in shell().casework.offers(actor(), reference)]
    splits = splitting_off.offered(view)
    forms = [form for form in forms if not (splits and form.offer.code == THIRD_PERSONS)]
    beside = counted_in(view)
    lost = failed if failed and not any(form.tried for form in forms) else None
    return render_template(
        "interview.html", view=view, past=past(view, words), token=new_token(), owed=all_shown(view.owed),
        main=[form for form in forms if form.offer.main], others=[form for form in forms if not form.offer.main],
        ahead=ahead(view, words, [form.offer.code for form in forms if form.offer.main]),
        counted=pressing(beside.values()), beside=beside, suppose=supposed(view),
        away=[(one.person.name, stopped(one)) for one in view.away],
        name=named(view.of("interviewee")), state=words.event(view.state), lost=lost, parts=_parts(view, words),
        topics=[say("{place} {gist}", place=words.places((one,)), gist=found.gist) for one in view.topics
                if (found := view.regulation.clause(one))],
        grounds=[words.citation((one,)) for one in view.grounds],
        states={code: say(title) for code, title in _STATES.items()}, papers=tuple(papers_at_head(view)),
        to_fill_in=to_be_filled_in(view),
        splits=splits, test=offered(view), appeals=_appeals(view), appealed=appealed or Failed({}, {}),
        appeal_states=STATES)


def _appeals(view: InterviewView) -> tuple[AppealView, ...] | None:
    """What the reader lodged against the interview; None where he is not who was talked to, or was not told of it."""
    me = actor().cadre
    if not me or me not in {one.cadre for one in view.of("interviewee")}:
        return None
    try:
        return shell().appeals.lodged(actor(), view.reference)
    except Hidden:
        return None


def _form(offer: Offer, words: Wording, view: InterviewView, failed: Failed | None) -> Form:
    objections = tuple(objection_words(one, words) for one in offer.objections)
    if failed is None or failed.typed.get("code") != offer.code:
        form = form_of(offer, objections)
    else:
        form = returned(offer, failed.typed, failed.errors, failed.objections, asks_reason=failed.asks_reason)
    called = _papers(view) | {one.code: one.title for one in papers_of(view.regulation)} | _registered(view) | {
        code: say(title) for code, title in CAME.items()}
    inputs = tuple(evolve(one, choices=tuple((code, called.get(code, word)) for code, word in one.choices))
                   if one.code in CALLED else one for one in form.inputs)
    stays = tuple(request.form.getlist("stays")) if form.tried else ()
    return evolve(form, inputs=inputs, stays=stays, citation=words.citation(offer.rule.places) if offer.rule else "")


def _registered(view: InterviewView) -> dict[str, str]:
    """What was registered of who came, by the number of the event, with whose it is."""
    names = {one.cadre: one.name for one in view.of("interviewee")}
    return {str(one.sequence): say("第 {number} 条：{name} {came}", number=one.sequence, name=names.get(one.of, ""),
                                   came=say(CAME.get(one.content.get("came", ""), "")))
            for one in view.events if one.code == ATTENDANCE}


def _papers(view: InterviewView) -> dict[str, str]:
    return {one.reference: say("{title}（第 {edition} 份，{state}）", title=one.material.title, edition=one.edition,
                               state=say(_STATES.get(one.state, one.state))) for one in view.submissions}


def _parts(view: InterviewView, words: Wording) -> list[tuple[str, list[Person]]]:
    """Who plays which part, in the order in which a page names them."""
    titles = {"interviewee": say("约谈对象"), "interviewer": say("约谈人"), "company": say("参加人"),
              "recorder": say("记录人"), "organiser": say("组织人员"), "recused": say("回避")}
    titles |= {one.part: words.vocabulary.title("part", one.part) for one in view.people if one.part not in titles}
    return [(title, people) for part, title in titles.items() if (people := list(view.of(part)))]
