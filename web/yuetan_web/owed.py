"""One obligation with everything it rests on, its days counted before the reader's eyes."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from yuetan_web.current import access
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.shown import explained

owed = Blueprint("owed", __name__)


@owed.get("/owed/<subject>/<regulation>/<edition>/<duty>/<path:cause>")
def obligation(subject: str, regulation: str, edition: str, duty: str, cause: str) -> str:
    """Why it is owed, how its day was counted, and whose task it is."""
    view = access().owed(subject, regulation, edition, duty, cause) or abort(NOT_FOUND)
    return render_template("obligation.html", one=explained(view))
