"""Two records of one person: proposed to be one, confirmed by somebody else, and taken apart by the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Blueprint, abort, render_template, request, url_for

from yuetan.casework.acts import Done
from yuetan.casework.people.work import TwoRecords
from yuetan.wording import later, say
from yuetan_web.current import actor, shell
from yuetan_web.forms import new_token
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.tried import Tried, answered

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

mergers = Blueprint("mergers", __name__)
STATES = {"proposed": later("待确认合并"), "merged": later("已合并"), "parting": later("待确认拆开")}


@mergers.get("/mergers")
def listing() -> str:
    """The mergers one may do something about, and the form to propose one."""
    return _page(Tried())


@mergers.post("/mergers")
def propose() -> tuple[str, int] | Answer:
    """Propose that two records are of one person."""
    typed = request.form.to_dict()
    return answered(
        say("已提出合并，待另一人确认。"), url_for("mergers.listing"), _page, "new", typed,
        lambda: shell().people.propose_merger(actor(), TwoRecords(
            kept=typed.get("kept", "").strip(), merged=typed.get("merged", "").strip(), paper=typed.get("paper", ""),
            reason=typed.get("reason", "")), token=typed.get("token", "")))


@mergers.post("/mergers/<reference>")
def act(reference: str) -> tuple[str, int] | Answer:
    """Confirm or refuse what somebody else proposed, or propose to take two records apart."""
    typed, people = request.form.to_dict(), shell().people
    reason, token = typed.get("reason", ""), typed.get("token", "")
    acts: dict[str, Callable[[], Done]] = {
        "agree": lambda: people.answer_merger(actor(), reference, agree=True, reason=reason, token=token),
        "refuse": lambda: people.answer_merger(actor(), reference, agree=False, reason=reason, token=token),
        "part": lambda: people.propose_parting(actor(), reference, reason=reason, token=token)}
    return answered(say("已办理。"), url_for("mergers.listing"), _page, reference, typed,
                    acts.get(typed.get("do", "")) or abort(NOT_FOUND))


def _page(tried: Tried) -> str:
    return render_template("mergers.html", found=shell().people.mergers(actor()), tried=tried, token=new_token(),
                           states={code: say(title) for code, title in STATES.items()})
