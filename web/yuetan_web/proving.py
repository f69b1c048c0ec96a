"""Giving one's password again, before what is dangerous: it counts for ten minutes."""

from __future__ import annotations

from collections.abc import Mapping

from flask import session

from yuetan.casework.accounts import SignInError
from yuetan.casework.errors import Unfit
from yuetan.wording import say
from yuetan_web.current import shell, signed_in
from yuetan_web.signing import LONGEST, TOKEN

__all__ = ["demand_proof"]


def demand_proof(typed: Mapping[str, str]) -> None:
    """Raise `Unfit` for the field ``password`` unless it was given just now, here or with this form."""
    found = signed_in()
    if found is not None and found.proved:
        return
    if not typed.get("password", ""):  # no attempt at it, and not counted as one
        raise Unfit({"password": say("请填写您的登录密码。")})
    deployment = shell()
    try:
        deployment.accounts.prove(session.get(TOKEN, ""), typed.get("password", "")[:LONGEST], at=deployment.now())
    except SignInError as refused:
        raise Unfit({"password": str(refused)}) from refused
