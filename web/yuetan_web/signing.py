"""Signing in and out, and everybody's own account. Nothing else is answered before it is known who asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, abort, g, redirect, render_template, request, session, url_for

from yuetan.access.policy import anywhere
from yuetan.casework.accounts import SignedIn, SignInError
from yuetan.casework.errors import Unfit
from yuetan.wording import say
from yuetan_web.current import access, actor, routes, shell, signed_in
from yuetan_web.landing import onward
from yuetan_web.returning import keep_typed, said_of
from yuetan_web.routes import HALF, OWN, PUBLIC
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

TOKEN = "t"  # noqa: S105 - where the token stands in the cookie
SEE_OTHER, NOT_FOUND, UNFIT = 303, 404, 422
LONGEST = 200
signing = Blueprint("signing", __name__)


def only_known_people() -> Answer | None:
    """Find out who asks; send whoever has not signed in to where he can, and only there."""
    if request.endpoint == "static":  # the same for everybody
        return None
    given, deployment = session.get(TOKEN, ""), shell()
    g.signed_in = deployment.accounts.actor_of(given, at=deployment.now()) if given else None
    if request.endpoint in PUBLIC:
        return None
    found = signed_in()
    if found is None:
        return _to_sign_in(given)
    if found.wants_code and request.endpoint not in HALF:
        return redirect(url_for("signing.code", next=_wanted()), SEE_OTHER)
    if found.held_back and request.endpoint not in OWN | HALF:
        return redirect(url_for("signing.account", next=_wanted()), SEE_OTHER)
    if request.endpoint is not None and not anywhere(found.actor, routes()[request.endpoint]):
        abort(NOT_FOUND)
    return None


def _to_sign_in(given: str) -> Answer:
    """To where one signs in, and on to where he wanted to go; a form that came too late is kept for whoever sent it."""
    sends = bool(given) and request.method == "POST"
    kept = keep_typed(given) if sends else ""
    session.clear()
    if given:
        say_next(said_of(kept) if sends else say("登录已过期，请重新登录。"))
    return redirect(url_for("signing.sign_in", next=kept or _wanted()), SEE_OTHER)


@signing.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> str | tuple[str, int] | Answer:
    """The page to sign in on; whoever signs in is led on to where he wanted to go, within these pages."""
    wanted = within(request.values.get("next", ""))
    if signed_in() is not None:
        return redirect(wanted, SEE_OTHER)
    if request.method != "POST":
        return render_template("sign_in.html", name="", wanted=wanted, error="")

    deployment, name = shell(), request.form.get("name", "").strip()[:LONGEST]
    try:
        found = deployment.accounts.sign_in(name, request.form.get("password", "")[:LONGEST], at=deployment.now())
    except SignInError as refused:
        return render_template("sign_in.html", name=name, wanted=wanted, error=str(refused)), UNFIT
    renewed(found.token)
    return redirect(_first(found, wanted), SEE_OTHER)


@signing.route("/sign-in/code", methods=["GET", "POST"])
def code() -> str | tuple[str, int] | Answer:
    """The page to give the code of the second factor on, after the password."""
    wanted, found = within(request.values.get("next", "")), signed_in()
    if found is None or not found.wants_code:
        return redirect(wanted, SEE_OTHER)
    if request.method != "POST":
        return render_template("sign_in_code.html", wanted=wanted, error="")
    try:
        fresh = shell().accounts.give_code(found.token, request.form.get("code", "")[:LONGEST], at=shell().now())
    except Unfit as wrong:
        return render_template("sign_in_code.html", wanted=wanted, error=wrong.errors["code"]), UNFIT
    except SignInError as refused:
        return render_template("sign_in_code.html", wanted=wanted, error=str(refused)), UNFIT
    renewed(fresh.token)
    return redirect(_first(fresh, wanted), SEE_OTHER)


@signing.post("/sign-out")
def sign_out() -> Answer:
    """End the session, here and on the server."""
    shell().accounts.sign_out(session.get(TOKEN, ""))
    session.clear()
    say_next(say("已退出登录。"))
    return redirect(url_for("signing.sign_in"), SEE_OTHER)


@signing.get("/account")
def account() -> str:
    """Who one is here, what one was granted, and the form to change one's password."""
    return account_page({}, within(request.args.get("next", "")))


@signing.post("/account")
def change_password() -> tuple[str, int] | Answer:
    """Set another password; every other session of the account ends."""
    deployment, wanted = shell(), within(request.form.get("next", ""))
    old, new, again = (request.form.get(name, "")[:LONGEST] for name in ("old", "new", "again"))
    try:
        _demand_alike(new, again)
        token = deployment.accounts.change_password(session.get(TOKEN, ""), old, new, at=deployment.now())
    except SignInError as refused:
        return account_page({"old": str(refused)}, wanted), UNFIT
    except Unfit as wrong:
        return account_page(wrong.errors, wanted), UNFIT
    renewed(token)
    say_next(say("密码已更改，其他地方的登录已经失效。"))
    now = deployment.accounts.actor_of(token, at=deployment.now())
    return redirect(onward(now.actor, wanted) if now and not now.held_back else wanted, SEE_OTHER)


def _demand_alike(new: str, again: str) -> None:
    """Refuse what was typed in two ways, before anything is done with it."""
    if new != again:
        raise Unfit({"again": say("两次输入的新密码不一样；请重新输入。")})


def account_page(errors: Mapping[str, str], wanted: str = "", /, **more: object) -> str:
    """One's own account; with ``more`` of what the page can show, see account.html."""
    deployment, me = shell(), actor()
    sessions, this = deployment.accounts.own_sessions(session.get(TOKEN, ""), at=deployment.now())
    shown = {"codes": (), "wrong": {}, "picture": "", "enrolment": None, "feed_address": "", "mail_typed": "",
             "mail_errors": {}} | more
    return render_template(
        "account.html", errors=errors, wanted=wanted, units=dict(access().granted_units()), sessions=sessions,
        this=this, factor=deployment.accounts.factor_of(me, at=deployment.now()), **shown)


def _first(found: SignedIn, wanted: str) -> str:
    """Where whoever signed in is led first: to what he must do, or on to where he wanted to go."""
    if found.wants_code:
        return url_for("signing.code", next=wanted)
    return url_for("signing.account", next=wanted) if found.held_back else onward(found.actor, wanted)


def renewed(token: str) -> None:
    """Begin a session anew, so that nothing known before still opens it."""
    session.clear()
    session[TOKEN] = token


def _wanted() -> str:
    """Where a request was going, as far as that can be opened again; the desk where it cannot."""
    return request.full_path.rstrip("?") if request.method != "POST" else url_for("desk.desk")


def within(address: str) -> str:
    """An address of these pages; the desk for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return url_for("desk.desk")
    outside = parts.scheme or parts.netloc or not address.startswith("/") or address.startswith(("//", "/\\"))
    return url_for("desk.desk") if outside or not address.isprintable() or "\\" in address else address
