"""Tokens for other programs of the office: made, listed and revoked by whoever they speak for."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, render_template, request

from yuetan.casework.api_tokens import SCOPES
from yuetan.casework.errors import Unfit
from yuetan.wording import say
from yuetan_web.current import actor, shell
from yuetan_web.forms import read_day
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.signing import UNFIT

api_tokens = Blueprint("api_tokens", __name__)


@api_tokens.get("/account/tokens")
def listing() -> str:
    """One's tokens, without the tokens themselves, and the form to make another."""
    return _page()


@api_tokens.post("/account/tokens")
def act() -> str | tuple[str, int]:
    """Make one, told on this page and never again; or revoke one."""
    typed, tokens = request.form.to_dict(), shell().api_tokens
    if typed.get("do") == "revoke":
        tokens.revoke(actor(), typed.get("token", ""))
        return _page(said=say("已停用，从现在起不能再用。"))
    if typed.get("do") != "make":
        abort(NOT_FOUND)
    try:
        made = tokens.make(actor(), typed.get("title", ""), request.form.getlist("scopes"), read_day(typed, "until"))
    except Unfit as wrong:
        return _page(typed=typed, errors=wrong.errors), UNFIT
    return _page(made=made)


def _page(typed: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None, made: str = "",
          said: str = "") -> str:
    today = shell().today()
    return render_template("api_tokens.html", tokens=shell().api_tokens.own(actor()), scopes=SCOPES, made=made,
                           said=said, typed=typed or {}, errors=errors or {}, chosen=request.form.getlist("scopes"),
                           good=lambda one: one.revoked_at is None and today < one.until)
