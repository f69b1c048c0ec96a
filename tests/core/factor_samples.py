"""Second factors for tests: set up, and half a session that waits for a code."""

from __future__ import annotations

import pyotp
from account_samples import NOW, PASSWORD, Person

from yuetan.casework.accounts import Accounts
from yuetan.records.seal_keys import Keys

KEYS = Keys("one", {"one": bytes(range(32))})


def enrolled(accounts: Accounts, one: Person) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """Set a second factor up: what counts its codes, and the recovery codes."""
    token = accounts.sign_in(one.sign_in, PASSWORD, at=NOW).token
    accounts.begin_factor(token, at=NOW)
    enrolment = accounts.enrolment(token, at=NOW)
    assert enrolment is not None
    totp = pyotp.TOTP(enrolment.secret)
    _, codes = accounts.confirm_factor(token, totp.at(NOW), PASSWORD, at=NOW)
    return totp, codes


def half(accounts: Accounts, one: Person, at: object = NOW) -> str:
    """The token of a session that waits for its code."""
    found = accounts.sign_in(one.sign_in, PASSWORD, at=at)  # type: ignore[arg-type]
    assert (found.wants_code, found.held_back, found.actor.granted, found.actor.cadre) == (True, True, (), "")
    return found.token
