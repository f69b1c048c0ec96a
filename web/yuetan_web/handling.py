"""One interview: its timeline, the next step as a form, what is owed in it, its papers, and the acts in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import evolve
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.access.reading_answering import POSTPONING
from yuetan.access.views import InterviewView, Person
from yuetan.casework.acts import Offer, Taken
from yuetan.casework.drafts import Kept
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.third_persons import THIRD_PERSONS
from yuetan.paperwork.explanation import Wording
from yuetan.wording import say
from yuetan_web import splitting_off
from yuetan_web.absence import stopped
from yuetan_web.act_check import check_page
from yuetan_web.act_forms import STATES_OF_PAPERS, Failed, form_for, refusal
from yuetan_web.appeals import STATES, own_appeals
from yuetan_web.clashing import clashes_in
from yuetan_web.current import access, actor, shell, wording
from yuetan_web.forms import FIELD, new_token, taken
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.kept import kept_in_words
from yuetan_web.late_scans import late_scan, put_on_file
from yuetan_web.people import numbered, several
from yuetan_web.postponing import answered_by, waiting_request
from yuetan_web.printed import papers_at_head, to_be_filled_in
from yuetan_web.printing import paper_file
from yuetan_web.reckoning import counted_in, pressing, supposed
from yuetan_web.recusing import named as named_recused
from yuetan_web.shown import all_shown, named
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.tests_taken import offered
from yuetan_web.timeline import ahead, past
from yuetan_web.told import say_next, tell
from yuetan_web.typed import sent

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

ATTENDING = FIELD + "company"  # the field that names those who are to attend as well
handling = Blueprint("handling", __name__)


@handling.get("/interviews/<reference>")
def interview(reference: str) -> str:
    """The whole of one interview, as far as it may be seen."""
    return _page(reference, None)


@handling.post("/interviews/<reference>")
def act(reference: str) -> str | tuple[str, int] | Answer:
    """Take the step, or do the other act, that was sent; or show it to be checked, keep it, go on with it.

    Where it fails, the form comes back with what was typed.
    """
    typed, casework, do = request.form.to_dict(), shell().casework, request.form.get("do", "")
    view = access().interview(reference) or abort(NOT_FOUND)
    offer = next((one for one in casework.offers(actor(), reference) if one.code == typed.get("code")), None)
    if offer is not None and do in {"edit", "keep", "find"}:
        return _begun(view, offer, typed, do)
    try:
        asked = _asked(offer, named_recused(offer, typed))
        scan = late_scan(asked.late)
        if offer is not None and do == "check":
            changes = casework.rehearse(actor(), reference, asked)
            return check_page(view, offer, form_for(offer, wording(view), view, Failed(typed, {})), asked, changes)
        done = casework.take(actor(), reference, asked, token=typed.get("token", ""))
    except Unfit as wrong:
        _left(view, offer)
        return _page(reference, Failed(typed, wrong.errors)), UNFIT
    except Refused as refused:
        _left(view, offer)
        return _page(reference, refusal(typed, refused, wording(view, people=view.people))), UNFIT
    shell().drafts.sent(actor(), reference, asked.code)
    put = put_on_file(done.case, asked.code, scan, typed.get("token", ""))
    tell(say("已办理：{title}。", title=offer.title if offer else typed.get("code", "")) + put, done, own=_own(view))
    return redirect(url_for("handling.interview", reference=done.case, _anchor="main"), SEE_OTHER)


def _own(view: InterviewView) -> str:
    """His staff number for whoever is talked to; empty for all others."""
    return actor().cadre if actor().cadre in {one.cadre for one in view.of("interviewee")} else ""


def _begun(view: InterviewView, offer: Offer, typed: Mapping[str, str], do: str) -> str | Answer:
    """A form that is gone on with, or left for later."""
    if do == "find":
        return _page(view.reference, Failed(typed, {}))
    kept = _left(view, offer)
    if do == "edit":
        return _page(view.reference, Failed(typed, {}))
    say_next(kept_in_words(kept))
    return redirect(url_for("handling.interview", reference=view.reference, _anchor=f"act-{offer.code}"), SEE_OTHER)


def _left(view: InterviewView, offer: Offer | None) -> Kept | None:
    """What was typed, kept in case it is left."""
    return shell().drafts.keep(actor(), view.reference, offer.code, sent()) if offer else None


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


def _page(reference: str, failed: Failed | None, appealed: Failed | None = None) -> str:
    view = access().interview(reference) or abort(NOT_FOUND)
    words = wording(view, people=view.people)
    begun = {one.act: one for one in shell().drafts.of(actor(), reference)}
    forms = [form_for(offer, words, view, failed, begun.get(offer.code))
             for offer in shell().casework.offers(actor(), reference)]
    splits = splitting_off.offered(view)
    forms = [form for form in forms if not (splits and form.offer.code == THIRD_PERSONS)]
    beside = counted_in(view)
    answers = answered_by(view, [form.offer.code for form in forms])
    lost = failed if failed and not any(form.tried for form in forms) else None
    return render_template(
        "interview.html", view=view, past=past(view, words), token=new_token(), owed=all_shown(view.owed),
        main=[form for form in forms if form.offer.main], others=[form for form in forms if not form.offer.main],
        ahead=ahead(view, words, [form.offer.code for form in forms if form.offer.main],
                    own=bool(_own(view))),
        counted=pressing(beside.values()), beside=beside, suppose=supposed(view), clashes=clashes_in(view),
        away=[(one.person.name, stopped(one)) for one in view.away],
        name=named(view.of("interviewee")), state=words.event(view.state), lost=lost, parts=_parts(view, words),
        topics=[say("{place} {gist}", place=words.places((one,)), gist=found.gist) for one in view.topics
                if (found := view.regulation.clause(one))],
        grounds=[words.citation((one,)) for one in view.grounds],
        states={code: say(title) for code, title in STATES_OF_PAPERS.items()}, papers=tuple(papers_at_head(view)),
        to_fill_in=to_be_filled_in(view), prints=shell().prints.may_print(actor(), reference),
        scans=shell().attachments.listed(actor(), view), may_scan=shell().attachments.may_add(actor(), view),
        splits=splits, test=offered(view), appeals=own_appeals(view), appealed=appealed or Failed({}, {}),
        appeal_states=STATES, answers=answers, own=bool(_own(view)), answered_acts=POSTPONING,
        request_waits=waiting_request(view))


def _parts(view: InterviewView, words: Wording) -> list[tuple[str, list[Person]]]:
    """Who plays which part, in the order in which a page names them."""
    titles = {"interviewee": say("约谈对象"), "interviewer": say("约谈人"), "company": say("参加人"),
              "recorder": say("记录人"), "organiser": say("组织人员"), "recused": say("回避")}
    titles |= {one.part: words.vocabulary.title("part", one.part) for one in view.people if one.part not in titles}
    return [(title, people) for part, title in titles.items() if (people := list(view.of(part)))]
