"""One's own second factor, and where one is signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import segno
from flask import Blueprint, abort, redirect, request, session, url_for

from yuetan.casework.accounts import SignInError
from yuetan.casework.errors import Unfit
from yuetan.wording import say
from yuetan_web.current import shell, signed_in
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.signing import LONGEST, SEE_OTHER, TOKEN, UNFIT, account_page, renewed
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

own_account = Blueprint("own_account", __name__)
SIZE = 4  # of a point of the picture


@own_account.post("/account/act")
def act() -> str | tuple[str, int] | Answer:
    """Set a second factor up, confirm it, have new recovery codes, do without it, or sign out elsewhere."""
    found = signed_in()
    if found is None or found.must_change:
        abort(NOT_FOUND)
    deeds: dict[str, Callable[[], str | Answer]] = {
        "begin": _begin, "confirm": _confirm, "codes": _new_codes, "drop": _drop, "elsewhere": _elsewhere}
    do = deeds.get(request.form.get("do", ""))
    if do is None:
        abort(NOT_FOUND)
    try:
        return do()
    except SignInError as refused:
        return account_page({}, wrong={"code": str(refused)}, **_begun()), UNFIT
    except Unfit as wrong:
        return account_page({}, wrong=wrong.errors, **_begun()), UNFIT


def _begin() -> str:
    shell().accounts.begin_factor(_token(), at=shell().now())
    return account_page({}, **_begun())


def _confirm() -> str:
    token, codes = shell().accounts.confirm_factor(_token(), _typed("code"), _typed("password"), at=shell().now())
    renewed(token)
    return account_page({}, codes=codes)


def _new_codes() -> str:
    return account_page({}, codes=shell().accounts.new_codes(_token(), _typed("password"), at=shell().now()))


def _drop() -> Answer:
    shell().accounts.drop_factor(_token(), _typed("code"), _typed("password"), at=shell().now())
    say_next(say("验证器已停用。"))
    return redirect(url_for("signing.account"), SEE_OTHER)


def _elsewhere() -> Answer:
    renewed(shell().accounts.end_others(_token(), at=shell().now()))
    say_next(say("其他地方的登录都已退出。"))
    return redirect(url_for("signing.account"), SEE_OTHER)


def _begun() -> dict[str, object]:
    """What is to be put into an app, where that was begun: as text and as a picture."""
    enrolment = shell().accounts.enrolment(_token(), at=shell().now())
    if enrolment is None:
        return {}
    picture = segno.make(enrolment.address, error="m").svg_data_uri(scale=SIZE, dark="#1c2733", light="#fff")
    return {"enrolment": enrolment, "picture": picture}


def _token() -> str:
    return str(session.get(TOKEN, ""))


def _typed(name: str) -> str:
    return request.form.get(name, "")[:LONGEST]
