"""Handing over: what one clerk gives to another, listed, printed, and signed by both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.handing_over import NewHandover
from yuetan.casework.handover_views import HandoverView
from yuetan.paperwork.papers.handed_over import handover_paper
from yuetan.wording import later, say
from yuetan_web.current import access, actor, may_anywhere, shell
from yuetan_web.forms import new_token, read_day, version_in
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.people import numbered, typed_for
from yuetan_web.printing import as_asked
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

handover = Blueprint("handover", __name__)
STATES = {"drafted": later("待双方确认"), "done": later("已交接"), "withdrawn": later("已撤销")}


@frozen
class Sent:
    """A form that comes back: which one, what was typed into it, and what was wrong with it."""

    form: str = ""
    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    text: str = ""


@handover.get("/handovers")
def listing() -> str:
    """The hand-overs one has a part in, and the form to draw up another."""
    return _listing(Sent())


@handover.post("/handovers")
def make() -> tuple[str, int] | Answer:
    """Draw up a hand-over; where that fails, the form comes back."""
    typed = request.form.to_dict()
    try:
        known = numbered(typed, ("leaver", "receiver"))
        reference = shell().handovers.make(actor(), NewHandover(
            unit=known.get("unit", ""), leaver=known.get("leaver", "").strip(),
            receiver=known.get("receiver", "").strip(), leaves_on=read_day(typed, "leaves_on")),
            token=typed.get("token", ""))
    except Unfit as wrong:
        return _listing(Sent("make", typed, wrong.errors)), UNFIT
    say_next(say("交接清单已经开列，请双方核对、确认。"))
    return redirect(url_for("handover.sheet", reference=reference), SEE_OTHER)


@handover.get("/handovers/<reference>")
def sheet(reference: str) -> str:
    """One hand-over with its list."""
    return _page(_view(reference), Sent())


@handover.post("/handovers/<reference>")
def act(reference: str) -> tuple[str, int] | Answer:
    """Sign it, draw it up anew or give it up, as the pressed button says."""
    view, typed = _view(reference), request.form.to_dict()
    do, all_handovers = typed.get("do", ""), shell().handovers
    version, token = version_in(typed), typed.get("token", "")
    try:
        if do == "sign":
            all_handovers.sign(actor(), view.reference, version=version, reason=typed.get("reason", ""), token=token)
        elif do == "renew":
            all_handovers.renew(actor(), view.reference, version=version, token=token)
        elif do == "withdraw":
            all_handovers.withdraw(actor(), view.reference, version=version, token=token)
        else:
            abort(NOT_FOUND)
    except Unfit as wrong:
        return _page(view, Sent(do, typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _page(view, Sent(do, typed, {}, refused.text)), UNFIT
    say_next(say(_SAID[do]))
    return redirect(url_for("handover.sheet", reference=view.reference), SEE_OTHER)


@handover.get("/handovers/<reference>/paper")
def paper(reference: str) -> Response:
    """The list as a Word file, or as PDF where that is asked for."""
    view = _view(reference)
    return as_asked(reference, lambda by: handover_paper(view, by))


_SAID = {"sign": later("已确认。"), "renew": later("清单已重新开列，请双方重新确认。"),
         "withdraw": later("交接已撤销。")}


def _view(reference: str) -> HandoverView:
    return shell().handovers.view(actor(), reference) or abort(NOT_FOUND)


def _listing(sent: Sent) -> str:
    me = typed_for(actor().cadre) if may_anywhere("handover.make") else ""
    return render_template("handovers.html", rows=shell().handovers.listed(actor()), units=access().granted_units(),
                           sent=sent, token=new_token(), me=me, states=_states(),
                           may_make=may_anywhere("handover.make"))


def _page(view: HandoverView, sent: Sent) -> str:
    return render_template("handover.html", view=view, sent=sent, token=new_token(), states=_states())


def _states() -> dict[str, str]:
    return {state: say(word) for state, word in STATES.items()}
