"""The personal integrity file of a cadre: its list where it lies, and its way from one unit to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, render_template, request, url_for

from yuetan.access.views import CadreView
from yuetan.casework.errors import Hidden
from yuetan.casework.people.work import Release
from yuetan.wording import later, say
from yuetan_web.current import access, actor, shell
from yuetan_web.forms import new_token
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.tried import Tried, answered

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

dossiers = Blueprint("dossiers", __name__)
STATES = {"released": later("已移交，待签收"), "accepted": later("已签收"), "refused": later("已退回")}


@dossiers.get("/dossiers")
def listing() -> str:
    """The files on their way to and from the units one works for."""
    return _listing(Tried())


@dossiers.post("/dossiers/<reference>")
def answer(reference: str) -> tuple[str, int] | Answer:
    """Accept a file, or refuse it with a reason."""
    typed = request.form.to_dict()
    accept = {"accept": True, "refuse": False}.get(typed.get("do", ""))
    if accept is None:
        abort(NOT_FOUND)
    return answered(say("已签收档案。") if accept else say("已退回档案。"), url_for("dossiers.listing"),
                 _listing, reference, typed, lambda: shell().people.answer_release(
                     actor(), reference, accept=accept, reason=typed.get("reason", ""), token=typed.get("token", "")))


@dossiers.get("/cadres/<reference>/dossier")
def dossier(reference: str) -> str:
    """What is in the file of a cadre, for the unit that keeps it."""
    return _page(access().cadre(reference) or abort(NOT_FOUND), Tried())


@dossiers.post("/cadres/<reference>/dossier")
def release(reference: str) -> tuple[str, int] | Answer:
    """Release the file of a cadre to another unit."""
    view, typed = access().cadre(reference) or abort(NOT_FOUND), request.form.to_dict()
    return answered(say("已移交，待接收单位签收。"), url_for("dossiers.listing"), lambda tried: _page(view, tried),
                 "release", typed, lambda: shell().people.release_file(actor(), Release(
                     cadre=view.cadre, to_unit=typed.get("to_unit", "").strip(), paper=typed.get("paper", "")),
                     token=typed.get("token", "")))


def _listing(tried: Tried) -> str:
    return render_template("dossiers.html", found=shell().people.files(actor()), tried=tried, token=new_token(),
                           states={code: say(title) for code, title in STATES.items()})


def _page(view: CadreView, tried: Tried) -> str:
    try:
        found = shell().people.file(actor(), view.cadre)
    except Hidden:
        abort(NOT_FOUND)
    return render_template("dossier.html", person=view, entries=found.entries, tried=tried, token=new_token())
