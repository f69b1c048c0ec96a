"""Grants: who has which role where and until when; asked for by heads, given by the security administrator."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from yuetan.access.actor import ADMINISTRATORS, Role
from yuetan.casework.account_lists import CURRENT, ENDING, EVER, WAITING, GrantsAsked
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.granting import NewGrant
from yuetan.casework.joint_acts import GRANT
from yuetan.wording import later, say
from yuetan_web.current import access, actor, may_anywhere, shell
from yuetan_web.forms import read_day
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.listing import LONGEST_NAME, day_in
from yuetan_web.proving import demand_proof
from yuetan_web.sent import Sent
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

grants = Blueprint("grants", __name__)
WHICH = {CURRENT: later("当日有效的"), WAITING: later("等待同意的"), ENDING: later("三十天内到期的"),
         EVER: later("全部，含历史")}
MOST_DIGITS, SHOWN = 9, 20


@grants.get("/grants")
def listing() -> str:
    """The grants one looks after, narrowed, and what waits for an answer."""
    return _listing("")


@grants.post("/grants/<reference>")
def act(reference: str) -> tuple[str, int] | Answer:
    """Agree to a grant as the second person, or take it back from a day on."""
    typed, me, at = request.form.to_dict(), actor(), shell().now()
    try:
        demand_proof(typed)
        if typed.get("do") == "agree":
            shell().accounts.agree(reference, by=me, at=at)
            say_next(say("已同意，授权在所定日期内有效。"))
        elif typed.get("do") == "revoke":
            shell().accounts.revoke(reference, by=me, at=at, on=read_day(typed, "on"))
            say_next(say("授权已收回；此前办理的仍在他名下。"))
        else:
            abort(NOT_FOUND)
    except Unfit as wrong:
        return _listing(" ".join(wrong.errors.values())), UNFIT
    except Refused as refused:
        return _listing(refused.text), UNFIT
    return redirect(url_for("grants.listing"), SEE_OTHER)


@grants.get("/grants/new")
def giving() -> str:
    """The form to grant a role."""
    return _form(Sent(request.args.to_dict()), asking=False)


@grants.post("/grants/new")
def give() -> tuple[str, int] | Answer:
    """Grant a role; it waits until another person agrees."""
    return _sent(asking=False)


@grants.get("/grants/ask")
def asking() -> str:
    """The form to ask for a role in a unit one leads."""
    return _form(Sent(request.args.to_dict()), asking=True)


@grants.post("/grants/ask")
def ask() -> tuple[str, int] | Answer:
    """Ask for it."""
    return _sent(asking=True)


def _sent(*, asking: bool) -> tuple[str, int] | Answer:
    typed = request.form.to_dict()
    try:
        new = _new_grant(typed)
        if asking:
            shell().joint_acts.ask_grant(actor(), new)
            say_next(say("申请已提出，由安全管理员授予；您的申请算作第二人同意。"))
        else:
            demand_proof(typed)
            shell().accounts.grant(new.account, new.role, new.unit, since=new.since, until=new.until, paper=new.paper,
                                   by=actor(), at=shell().now())
            say_next(say("已提出授权，另一人同意后生效。"))
    except Unfit as wrong:
        return _form(Sent(typed, wrong.errors), asking=asking), UNFIT
    except Refused as refused:
        return _form(Sent(typed, {}, refused.text), asking=asking), UNFIT
    return redirect(url_for("grants.listing" if may_anywhere("grant.agree") else "desk.desk", which=WAITING), SEE_OTHER)


def _new_grant(typed: dict[str, str]) -> NewGrant:
    """What was typed. Raises `Unfit` with every field that will not do."""
    found = shell().accounts.named(typed.get("sign_in", ""))
    errors = {} if found else {"sign_in": say("没有这个登录名的账号；请核对，或请系统管理员先建立账号。")}
    roles = {one.value: one for one in Role}
    if typed.get("role", "") not in roles:
        errors["role"] = say("请选择角色。")
    days = dict[str, date]()
    for name in ("since", "until"):
        try:
            if (day := read_day(typed, name)) is None:
                errors[name] = say("请填写日期。")
            else:
                days[name] = day
        except Unfit as wrong:
            errors |= wrong.errors
    if errors or found is None:
        raise Unfit(errors)
    return NewGrant(found.reference, roles[typed["role"]], _unit(typed), days["since"], days["until"],
                    typed.get("paper", ""))


def _unit(typed: dict[str, str]) -> str:
    """The code of the unit that was typed, by its code or its name; what was typed, where none is found."""
    text = typed.get("unit", "").strip()
    return access().units_called((text,)).get(text, text) if text else ""


def _listing(text: str) -> str:
    on = day_in(request.args.get("on", "")) or shell().today()
    which = request.args.get("which", CURRENT)
    after = request.args.get("after", "")
    asked = GrantsAsked(
        on=on, which=which if which in WHICH else CURRENT, text=request.args.get("name", "").strip()[:LONGEST_NAME],
        role=request.args.get("role", "")[:LONGEST_NAME],
        after=int(after) if after.isascii() and after.isdigit() and len(after) <= MOST_DIGITS else 0)
    rows, more = shell().account_lists.grants(actor(), asked)
    requests = shell().joint_acts.asked(actor(), GRANT)[:SHOWN]
    return render_template(
        "grants.html", rows=rows, more=more, asked=asked, which=WHICH, roles=_roles(), text=text,
        requests=requests, may_give=may_anywhere("grant.give"),
        may_ask=may_anywhere("grant.ask"),
        units_called=shell().account_lists.unit_names({one.content["unit"] for one in requests}))


def _form(sent: Sent, *, asking: bool) -> str:
    roles = [(code, word) for code, word in _roles() if not asking or Role(code) not in ADMINISTRATORS]
    return render_template("grant.html", sent=sent, asking=asking, roles=roles,
                           units=access().granted_units() if asking else ())


def _roles() -> list[tuple[str, str]]:
    return [(one.value, say(one.title)) for one in Role]
