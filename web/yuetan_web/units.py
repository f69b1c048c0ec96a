"""Units as they change: the tree on any day, and reorganisations, proposed, looked at and decided on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from yuetan.access.organisation_views import ReorganisationView
from yuetan.casework.errors import Unfit
from yuetan.wording import later, say
from yuetan_web.current import access, actor, may_anywhere, routes, shell
from yuetan_web.forms import new_token
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.listing import LONGEST, day_in
from yuetan_web.many_addresses import addresses
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next
from yuetan_web.unit_forms import MOST_FOUNDED, SORTS, Tried, asked_of, looked_at, types

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

units = Blueprint("units", __name__)
STATES = {"proposed": later("等待确认"), "confirmed": later("已确认"), "returned": later("已退回"),
          "withdrawn": later("已撤回")}
"""What a reorganisation can stand at, and the word for it."""

CHANGES = {"founded": later("新设"), "ended": later("机构撤销"), "renamed": later("更名"), "moved": later("调整隶属")}
_YEAR = timedelta(days=365)


@units.get("/organisation")
def organisation() -> str:
    """The tree on a day, below one unit where one is named, and what changed since another day."""
    on = day_in(request.args.get("on", "")) or shell().today()
    then = day_in(request.args.get("then", "")) or _year_before(on)
    under = request.args.get("under", "")[:LONGEST]
    view = access().organisation(on, then, under)
    if under and not view.units:
        abort(NOT_FOUND)
    depth = max((one.depth for one in view.units), default=0)
    return render_template("organisation.html", view=view, under=under,
                           levels=[say("第 {level} 级", level=one + 1) for one in range(depth + 1)],
                           changes={code: say(word) for code, word in CHANGES.items()},
                           unit_at=addresses("occurrences.unit", "reference") if may_anywhere(
                               "occurrence.record") else None, cadre_at=addresses("cadres.cadre", "reference"))


@units.get("/reorganisations")
def listing() -> str:
    """The reorganisations one may know of, and where to propose another."""
    return render_template("reorganisations.html", rows=access().reorganisations(), states=_states(), sorts=_sorts())


@units.get("/reorganisations/left")
def left() -> str:
    """What ended with units, to be given anew where they went."""
    return render_template("reorganisations_left.html", rows=access().left_over(), grants=_there("grants.listing"),
                           governances=_there("governing.listing"))


@units.get("/reorganisations/new")
def asking() -> str:
    """The form of one sort of reorganisation."""
    sort = request.args.get("sort", "rename")
    return _form(Tried({"sort": sort if sort in SORTS else "rename", "since": shell().today().isoformat()}))


@units.post("/reorganisations/new")
def ask() -> tuple[str, int] | str | Answer:
    """Look at what it would change, or propose it, by the button pressed. What was typed stays."""
    typed = request.form.to_dict()
    if typed.get("sort", "") not in SORTS:
        abort(NOT_FOUND)
    try:
        given = asked_of(typed)
        if typed.get("do") != "propose":
            return _form(looked_at(given, typed) or abort(NOT_FOUND))
        reference = shell().reorganisations.propose(actor(), given, token=typed.get("token", ""))
    except Unfit as wrong:
        return _form(Tried(typed, wrong.errors)), UNFIT
    say_next(say("已提出，等待上级负责人或者纪检机关确认。"))
    return redirect(url_for("units.reorganisation", reference=reference), SEE_OTHER)


@units.get("/reorganisations/<reference>")
def reorganisation(reference: str) -> str:
    """One reorganisation, with what it changes while it waits."""
    return _page(access().reorganisation(reference) or abort(NOT_FOUND), {}, {})


@units.post("/reorganisations/<reference>")
def act(reference: str) -> tuple[str, int] | Answer:
    """Confirm it, return it or give it up, by the button pressed."""
    typed = request.form.to_dict()
    pressed = typed.get("do", "")
    if pressed not in _ACTS:
        abort(NOT_FOUND)
    view = access().reorganisation(reference) or abort(NOT_FOUND)
    try:
        _ACTS[pressed](reference, typed)
    except Unfit as wrong:
        return _page(view, typed, wrong.errors), UNFIT
    say_next(say(_SAID[pressed]))
    return redirect(url_for("units.reorganisation", reference=reference), SEE_OTHER)


def _confirm(reference: str, typed: Mapping[str, str]) -> None:
    shell().reorganisations.confirm(actor(), reference, seen=typed.get("mark", ""), token=typed.get("token", ""))


def _give_back(reference: str, typed: Mapping[str, str]) -> None:
    shell().reorganisations.give_back(actor(), reference, typed.get("note", ""), token=typed.get("token", ""))


def _withdraw(reference: str, typed: Mapping[str, str]) -> None:
    shell().reorganisations.withdraw(actor(), reference, typed.get("note", ""), token=typed.get("token", ""))


_ACTS: Mapping[str, Callable[[str, Mapping[str, str]], None]] = {
    "confirm": _confirm, "return": _give_back, "withdraw": _withdraw}
_SAID = {"confirm": later("已确认，机构按生效日调整。"), "return": later("已退回。"), "withdraw": later("已撤回。")}


def _form(tried: Tried) -> str:
    return render_template("reorganising.html", tried=tried, typed=tried.typed, sorts=_sorts(), types=types(),
                           founding=range(1, MOST_FOUNDED + 1), token=new_token())


def _page(view: ReorganisationView, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template("reorganisation.html", view=view, row=view.row, asked=view.asked, states=_states(),
                           sorts=_sorts(), typed=typed, errors=errors, token=new_token(),
                           may_ask=may_anywhere("reorganisation.propose"))


def _there(endpoint: str) -> str:
    """The address of a page, where there is one and one may find anything on it; else empty."""
    action = routes().get(endpoint, "")
    return url_for(endpoint) if action and may_anywhere(action) else ""


def _states() -> dict[str, str]:
    return {code: say(word) for code, word in STATES.items()}


def _sorts() -> dict[str, str]:
    return {code: say(word) for code, word in SORTS.items()}


def _year_before(on: date) -> date:
    """A year before a day; the first day there is, where there is none before."""
    return on - _YEAR if on.toordinal() > _YEAR.days else date.min
