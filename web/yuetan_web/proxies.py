"""Proxies: who stands in for whom in one's units, decided by the head, ended by him or by the one who is back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen
from flask import Blueprint, redirect, render_template, request, url_for

from yuetan.access.actor import ADMINISTRATORS, Role
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.proxies import NewProxy
from yuetan.wording import say
from yuetan_web.current import access, actor, may_anywhere, shell
from yuetan_web.forms import new_token, read_day
from yuetan_web.people import numbered
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

proxies = Blueprint("proxies", __name__)


@frozen
class Sent:
    """A form that comes back: what was typed into it, and what was wrong with it."""

    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    text: str = ""


@proxies.get("/proxies")
def listing() -> str:
    """The proxies of one's units, and for the head the form to decide on another."""
    return _listing(Sent())


@proxies.post("/proxies")
def appoint() -> tuple[str, int] | Answer:
    """Decide on a proxy; where that fails, the form comes back."""
    typed = request.form.to_dict()
    try:
        known = numbered(typed, ("principal", "proxy"))
        shell().proxies.appoint(actor(), NewProxy(
            principal=known.get("principal", "").strip(), proxy=known.get("proxy", "").strip(),
            role=known.get("role", ""), unit=known.get("unit", ""), since=read_day(typed, "since"),
            until=read_day(typed, "until"), paper=known.get("paper", ""), reason=known.get("reason", "")),
            token=typed.get("token", ""))
    except Unfit as wrong:
        return _listing(Sent(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _listing(Sent(typed, {}, refused.text)), UNFIT
    say_next(say("代理已经决定，在所定日期内有效。"))
    return redirect(url_for("proxies.listing"), SEE_OTHER)


@proxies.post("/proxies/<reference>/end")
def end(reference: str) -> tuple[str, int] | Answer:
    """End a proxy from today on."""
    try:
        shell().proxies.end(actor(), reference, token=request.form.get("token", ""))
    except Unfit as wrong:
        return _listing(Sent({}, {}, next(iter(wrong.errors.values())))), UNFIT
    say_next(say("代理已经结束。"))
    return redirect(url_for("proxies.listing"), SEE_OTHER)


def _listing(sent: Sent) -> str:
    units = access().granted_units()
    roles = [(one.value, say(one.title)) for one in Role if one not in ADMINISTRATORS]
    return render_template("proxies.html", rows=shell().proxies.listed(actor()), units=units, names=dict(units),
                           roles=roles, called=dict(roles), sent=sent, token=new_token(),
                           may_decide=may_anywhere("proxy.decide"))
