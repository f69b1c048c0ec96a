"""Decisions of competent bodies about a cadre, put on record by reference on his page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, url_for

from yuetan.casework.decisions import Decision
from yuetan.casework.errors import Unfit
from yuetan.wording import say
from yuetan_web.cadres import DecisionTried, cadre_page
from yuetan_web.current import access, actor, shell
from yuetan_web.forms import read_day
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import tell

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

decisions = Blueprint("decisions", __name__)


@decisions.post("/cadres/<reference>/decisions")
def record(reference: str) -> tuple[str, int] | Answer:
    """Put a decision on record; where that fails, the form comes back with what was typed."""
    view, typed = access().cadre(reference) or abort(NOT_FOUND), request.form.to_dict()
    if not view.may_record:
        abort(NOT_FOUND)
    try:
        done = shell().casework.record_decision(actor(), Decision(
            cadre=view.cadre, sort=typed.get("sort", ""), number=typed.get("number", ""), body=typed.get("body", ""),
            on=read_day(typed, "on")), token=typed.get("token", ""))
    except Unfit as wrong:
        return cadre_page(view, DecisionTried(typed, wrong.errors)), UNFIT
    tell(say("决定已按文号登记。"), done)
    return redirect(url_for("cadres.cadre", reference=reference, _anchor="decisions"), SEE_OTHER)
