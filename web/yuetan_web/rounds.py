"""Rounds of talks under a plan: each on a page of its own, with its plan, its talks, and what was told of it."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from yuetan_web.current import access
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.plans import state_titles

rounds = Blueprint("rounds", __name__)


@rounds.get("/rounds")
def listing() -> str:
    """The rounds one may see, all of them or those of one unit."""
    unit, every = request.args.get("unit", ""), access().rounds()
    units = dict.fromkeys((one.unit, one.unit_name) for one in every)
    rows = [one for one in every if unit in {"", one.unit}]
    return render_template("rounds.html", rows=rows, units=units.items(), unit=unit, states=state_titles())


@rounds.get("/rounds/<reference>")
def one_round(reference: str) -> str:
    """One round, by the reference of its plan."""
    view = access().round_of_talks(reference) or abort(NOT_FOUND)
    return render_template("round.html", view=view, row=view.row, states=state_titles())
