"""Acts about a cadre who moves: looked over before they are entered, on record, and put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen
from flask import Blueprint, abort, redirect, render_template, request, url_for

from yuetan.access.views import CadreView
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.people.acts import Consequences, Move
from yuetan.casework.people.choices import choices
from yuetan.casework.people.sorts import SORTS, Ends, Sort
from yuetan.wording import say
from yuetan_web.current import access, actor, shell
from yuetan_web.forms import late, new_token, read_day
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.moves_shown import Followed, followed, recorded
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import tell

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

moves = Blueprint("moves", __name__)


@frozen
class Tried:
    """An act that was sent and is not kept: what was typed, what is wrong with it, and what it would bring about."""

    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    objections: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    followed: Followed | None = None


@moves.get("/cadres/<reference>/moves")
def person(reference: str) -> str:
    """What is on record about a cadre who moved, and the form of the act that was chosen."""
    return _page(access().cadre(reference) or abort(NOT_FOUND), SORTS.get(request.args.get("sort", "")), Tried())


@moves.post("/cadres/<reference>/moves")
def act(reference: str) -> str | tuple[str, int] | Answer:
    """Look an act over, enter it, or put the last one right; where that fails, the form comes back as it was typed."""
    view, typed = access().cadre(reference) or abort(NOT_FOUND), request.form.to_dict()
    sort = SORTS.get(typed.get("sort", ""))
    tried = Tried(typed, ends=tuple(request.form.getlist("ends")), marks=tuple(request.form.getlist("marks")))
    try:
        if typed.get("do") == "revoke":
            return _revoked(view, typed)
        entered = _entered(view, typed, tried)
        if typed.get("do") == "preview":
            return _page(view, sort, _with(tried, shell().people.preview(actor(), entered)))
        done = shell().people.move(actor(), entered, token=typed.get("token", ""))
    except Hidden:
        abort(NOT_FOUND)
    except Unfit as wrong:
        return _page(view, sort, Tried(typed, wrong.errors, (), tried.ends, tried.marks)), UNFIT
    except Refused as refused:
        return _page(view, sort, Tried(typed, {}, (refused.text,), tried.ends, tried.marks)), UNFIT
    except Conflict as conflict:
        return _page(view, sort, Tried(typed, {}, (str(conflict),), tried.ends, tried.marks)), UNFIT
    tell(say("已登记：{title}。", title=say(sort.title) if sort else ""), done)
    return redirect(url_for("moves.person", reference=reference), SEE_OTHER)


def _revoked(view: CadreView, typed: Mapping[str, str]) -> Answer:
    done = shell().people.revoke(actor(), view.cadre, typed.get("move", ""), version=_number(typed, "version"),
                                 reason=typed.get("reason", ""), token=typed.get("token", ""))
    tell(say("已更正：该项变动不再计入；请按实际情况重新登记。"), done)
    return redirect(url_for("moves.person", reference=view.reference), SEE_OTHER)


def _with(tried: Tried, consequences: Consequences) -> Tried:
    return Tried(tried.typed, ends=tried.ends, marks=tried.marks, followed=followed(consequences))


def _entered(view: CadreView, typed: Mapping[str, str], tried: Tried) -> Move:
    """What was sent. Raises `Unfit` for a day that is none."""
    unit = access().unit(typed["unit"]) if typed.get("unit") else None
    return Move(cadre=view.cadre, sort=typed.get("sort", ""), version=_number(typed, "version"),
                paper=typed.get("paper", ""), reason=typed.get("reason", ""), on=read_day(typed, "on"),
                last=read_day(typed, "last"), unit=unit.code if unit else "", post=typed.get("post", ""),
                title=typed.get("title", ""), rank=_number(typed, "rank"), manner=typed.get("manner", ""),
                marks=tried.marks, ends=tried.ends, name=typed.get("name", ""), number=typed.get("number", ""),
                late=late(typed))


def _number(typed: Mapping[str, str], name: str) -> int:
    text = typed.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1  # noqa: PLR2004 - of any use


def _page(view: CadreView, sort: Sort | None, tried: Tried) -> str:
    try:
        record = shell().people.moves(actor(), view.cadre)
    except Hidden:
        abort(NOT_FOUND)
    vocabulary = shell().plugins.vocabulary
    return render_template(
        "moves.html", person=view, record=record, sort=sort, tried=tried, token=new_token(),
        sorts=[(one.code, say(one.title)) for one in SORTS.values()], lines_of=recorded(record),
        choices=choices(vocabulary, sort) if sort else {}, units=access().units() if sort and sort.begins else (),
        chooses=sort is not None and sort.ends is Ends.CHOSEN, confirming=tried.followed is not None)


