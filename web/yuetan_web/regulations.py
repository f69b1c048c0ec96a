"""The regulations: their clauses with what rests on them, and how their open places are read."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, render_template, request

from yuetan.paperwork.clauses import clauses_in_words, readings_in_words
from yuetan_web.current import access, shell
from yuetan_web.guarding import NOT_FOUND

regulations = Blueprint("regulations", __name__)


@regulations.get("/regulations")
def listing() -> str:
    """Every regulation that governs where he works, with where, since when, and beside what comes from above or not."""
    return render_template("regulations.html", governing=access().governing(), forever=date.max)


@regulations.get("/regulations/<code>")
def regulation(code: str) -> str:
    """One regulation, as it is read here."""
    editions = [one for one in access().regulations() if one.code == code] or abort(NOT_FOUND)
    asked, today = request.args.get("edition"), shell().today()
    chosen = next((one for one in editions if one.edition == asked), None) or next(
        (one for one in editions if one.in_force(today)), editions[-1])
    return render_template("regulation.html", regulation=chosen, editions=editions, clauses=clauses_in_words(chosen),
                           readings=readings_in_words(chosen))
