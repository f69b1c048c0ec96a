"""Looking into the leads of an organ below: asked for by a superior, agreed to by another, shown for half an hour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen
from flask import Blueprint, redirect, render_template, request, url_for

from yuetan.access.views import Person
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.leads import LeadView
from yuetan.wording import say
from yuetan_web.current import actor, shell
from yuetan_web.forms import new_token
from yuetan_web.leads import STATES
from yuetan_web.people import people_of
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

leads_below = Blueprint("leads_below", __name__)


@frozen
class Tried:
    """What came of an act: what was typed, what is wrong with it, and the leads that were read."""

    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    text: str = ""
    leads: tuple[tuple[LeadView, Person], ...] | None = None


@leads_below.get("/leads/below")
def listing() -> str:
    """What one asked for, and what waits for one's agreement."""
    return _page(Tried())


@leads_below.post("/leads/below")
def act() -> str | tuple[str, int] | Answer:
    """Ask, agree, or look; where that fails, the form comes back with what was typed."""
    typed = request.form.to_dict()
    at, token, reading = shell().now(), typed.get("token", ""), typed.get("reading", "")
    try:
        if typed.get("do") == "look":
            found = shell().leads.leads_below(actor(), reading, at=at)
            people = people_of(one.about for one in found)
            return _page(Tried(leads=tuple((one, people[one.about]) for one in found)))
        if typed.get("do") == "agree":
            shell().leads.agree_reading(actor(), reading, typed.get("note", ""), at=at, token=token)
            say_next(say("已同意查阅，申请人可在半小时内查阅。"))
        else:
            shell().leads.ask_reading(actor(), typed.get("unit", ""), typed.get("reason", ""), at=at, token=token)
            say_next(say("查阅申请已提出，须由另一人同意后才能查阅。"))
    except Unfit as wrong:
        return _page(Tried(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _page(Tried(typed, {}, refused.text)), UNFIT
    return redirect(url_for("leads_below.listing"), SEE_OTHER)


def _page(tried: Tried) -> str:
    at, leads = shell().now(), shell().leads
    return render_template(
        "leads_below.html", tried=tried, states=STATES, token=new_token(), units=leads.organs_below(actor(), at=at),
        mine=leads.my_readings(actor(), at=at), waiting=leads.readings_to_agree(actor(), at=at))
