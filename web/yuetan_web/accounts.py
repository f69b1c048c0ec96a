"""Accounts, as the system administrator looks after them: who may sign in. Nobody is granted anything here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.joint_acts import SECOND_FACTOR, WAITING
from yuetan.wording import say
from yuetan_web.current import actor, may_anywhere, shell
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.listing import LONGEST_NAME
from yuetan_web.people import numbered
from yuetan_web.proving import demand_proof
from yuetan_web.sent import Sent
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

accounts = Blueprint("accounts", __name__)


@accounts.get("/accounts")
def listing() -> str:
    """Accounts by sign-in name, fifty to a page, and the form to make another."""
    return _listing(Sent())


@accounts.post("/accounts")
def make() -> str | tuple[str, int]:
    """Make an account; its one-time password is shown once, in this answer."""
    typed = request.form.to_dict()
    try:
        known = numbered(typed, ("cadre",))
        demand_proof(typed)
        password = shell().accounts.make(known.get("sign_in", ""), known.get("name", ""), cadre=known.get("cadre", ""),
                                         by=actor(), at=shell().now())
    except Unfit as wrong:
        return _listing(Sent(typed, wrong.errors)), UNFIT
    return render_template("account_password.html", name=typed.get("name", "").strip(), password=password,
                           sign_in=typed.get("sign_in", "").strip(), made=True)


@accounts.get("/accounts/<reference>")
def account(reference: str) -> str:
    """One account: how it stands, what it is granted, and where it is signed in."""
    return _account(reference, Sent())


@accounts.post("/accounts/<reference>")
def act(reference: str) -> str | tuple[str, int] | Answer:
    """Reset its password, disable or enable it, sign it out, or ask that its second factor be taken away."""
    typed = request.form.to_dict()
    try:
        demand_proof(typed)
        if typed.get("do") == "reset":
            found = shell().account_lists.one(actor(), reference).line
            password = shell().accounts.reset(reference, by=actor(), at=shell().now())
            return render_template("account_password.html", name=found.name, sign_in=found.sign_in, password=password,
                                   made=False)
        say_next(_done(reference, typed))
    except Unfit as wrong:
        return _account(reference, Sent(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _account(reference, Sent(typed, {}, refused.text)), UNFIT
    return redirect(url_for("accounts.account", reference=reference), SEE_OTHER)


def _done(reference: str, typed: dict[str, str]) -> str:
    """Do what a form asks for: that it was done, in words."""
    me, at = actor(), shell().now()
    deeds: dict[str, tuple[Callable[[], object], str]] = {
        "disable": (lambda: shell().accounts.disable(reference, by=me, at=at), say("账号已停用，并在各处退出登录。")),
        "enable": (lambda: shell().accounts.enable(reference, by=me, at=at), say("账号已恢复。")),
        "sign_out": (lambda: shell().account_lists.end_sessions(me, reference), say("这个账号在各处的登录都已退出。")),
        "factor": (lambda: shell().joint_acts.ask_reset(me, reference, typed.get("paper", "")),
                   say("申请已提出，安全管理员同意后验证器即被重置。")),
    }
    do, said = deeds.get(typed.get("do", ""), (None, ""))
    if do is None:
        abort(NOT_FOUND)
    do()
    return said


def _listing(sent: Sent) -> str:
    text = request.args.get("name", "").strip()[:LONGEST_NAME]
    lines, after = shell().account_lists.found(actor(), text, request.args.get("after", "")[:LONGEST_NAME])
    return render_template(
        "accounts.html", lines=lines, after=after, text=text, sent=sent, may_make=may_anywhere("account.make"),
        asked=[one for one in shell().joint_acts.asked(actor(), SECOND_FACTOR) if one.state == WAITING])


def _account(reference: str, sent: Sent) -> str:
    me = actor()
    return render_template("one_account.html", page=shell().account_lists.one(me, reference), sent=sent,
                           may_act=may_anywhere("account.disable") and reference != me.reference)
