"""The list of interviews."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from yuetan.wording import later, say
from yuetan_web.current import access, actor, shell
from yuetan_web.listing import LONGEST, LONGEST_NAME, PER_PAGE
from yuetan_web.shown import row_status

STATES = {"running": later("办理中"), "ended": later("已结束")}
interviews = Blueprint("interviews", __name__)


@interviews.get("/interviews")
def listing() -> str:
    """The interviews that may be seen, the latest first, narrowed to what was asked for."""
    asked = {name: request.args.get(name, "")[:LONGEST] for name in ("state", "unit", "after")}
    name = request.args.get("name", "").strip()[:LONGEST_NAME]
    rows, more = access().interviews(**asked, name=name, limit=PER_PAGE)
    return render_template(
        "interviews.html", rows=[(row, row_status(row)) for row in rows], more=more, asked=asked | {"name": name},
        states=[(code, say(title)) for code, title in STATES.items()], units=access().units(),
        may_propose=bool(shell().casework.proposable(actor())))
