"""Appeals: what waits to be decided, and one appeal for who lodged it and who decides it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.access.views import InterviewView
from yuetan.casework.appeals import AppealView
from yuetan.casework.errors import Hidden, Unfit
from yuetan.paperwork.papers.appeal_paper import appeal_paper
from yuetan.wording import later, say
from yuetan_web.current import actor, shell
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.printing import as_asked
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

appeals = Blueprint("appeals", __name__)
STATES = {"lodged": later("待处理"), "upheld": later("申诉成立"), "dismissed": later("申诉不成立")}
_UPHELD = {"yes": True, "no": False}


@appeals.get("/appeals")
def listing() -> str:
    """The appeals that wait for one to decide them."""
    return render_template("appeals.html", appeals=shell().appeals.waiting(actor()), states=STATES)


@appeals.get("/appeals/<reference>")
def appeal(reference: str) -> str:
    """One appeal, for who lodged it and who decides it."""
    return _page(reference, {}, {})


@appeals.get("/appeals/<reference>/paper")
def paper(reference: str) -> Response:
    """It as a paper, filled in, or as PDF where that is asked for; for who lodged it and who decides it."""
    view = _view(reference)
    return as_asked(reference, lambda by: appeal_paper(view, by))


@appeals.post("/appeals/<reference>")
def decide(reference: str) -> tuple[str, int] | Answer:
    """Decide it, with the reason; where that fails, the form comes back with what was typed."""
    typed = request.form.to_dict()
    try:
        shell().appeals.decide(actor(), reference, typed.get("statement", ""), upheld=_upheld(typed))
    except Unfit as wrong:
        return _page(reference, typed, wrong.errors), UNFIT
    say_next(say("申诉已作出决定，申诉人可以看到决定和理由。"))
    return redirect(url_for("appeals.appeal", reference=reference), SEE_OTHER)


def own_appeals(view: InterviewView) -> tuple[AppealView, ...] | None:
    """What the reader lodged against the interview; None where he is not who was talked to, or was not told of it."""
    me = actor().cadre
    if not me or me not in {one.cadre for one in view.of("interviewee")}:
        return None
    try:
        return shell().appeals.lodged(actor(), view.reference)
    except Hidden:
        return None


def _upheld(typed: Mapping[str, str]) -> bool:
    """Whether it is upheld. Raises `Unfit` where that was not said."""
    found = _UPHELD.get(typed.get("upheld", ""))
    if found is None:
        raise Unfit({"upheld": say("请选择申诉是否成立。")})
    return found


def _view(reference: str) -> AppealView:
    """An appeal of his, or one that is his to decide; there is no other."""
    found = shell().appeals.view(actor(), reference)
    if found is None or not (found.mine or found.decides):
        abort(NOT_FOUND)
    return found


def _page(reference: str, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template("appeal.html", appeal=_view(reference), states=STATES, typed=typed, errors=errors)
