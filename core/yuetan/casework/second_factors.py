"""The second factor: a code of the minute out of an app, and recovery codes on paper for when the app is lost.

The secret is sealed with the key of the deployment. A code is taken once; wrong ones are counted like wrong passwords.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pyotp
from attrs import field, frozen

from yuetan.access.actor import Actor
from yuetan.casework.administering import refuse
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.own_sessions import OwnSessions
from yuetan.casework.passwords import one_time_password
from yuetan.casework.signing_in import (
    FAILURES,
    LOCKED,
    SignedIn,
    SignInError,
    actor_on,
    digest_of,
    is_locked,
    locked_until_in_words,
    new_session,
)
from yuetan.records import accounts as stored
from yuetan.records import second_factors as factors
from yuetan.records import sessions
from yuetan.records.accounts import AccountRow
from yuetan.records.database import Connection, reading, writing
from yuetan.records.recorded import SYSTEM, recorded
from yuetan.records.sealing import SealError, seal, unseal
from yuetan.records.second_factors import PART, FactorRow
from yuetan.wording import say

STEP, DIGITS = 30, 6  # seconds, and figures of a code
DRIFT = 1  # steps by which the clock of an app may be wrong
CODES = 10  # recovery codes
ISSUER = "廉政约谈"


@frozen(kw_only=True)
class Enrolment:
    """What is put into an app: as text, and as the address that a picture of it holds."""

    secret: str = field(repr=False)
    address: str = field(repr=False)


@frozen(kw_only=True)
class FactorView:
    """How it stands with the second factor of an account: since when it is asked for, and how many codes are left."""

    confirmed_at: datetime | None
    codes_left: int
    required: bool  # his roles ask for one


class SecondFactors(OwnSessions):
    """Setting a second factor up, giving it, and doing without it."""

    def give_code(self, token: str, code: str, *, at: datetime) -> SignedIn:
        """Give the code that a session waits for, or a recovery code: the session anew, with a token of its own.

        Raises `SignInError` where the session has ended or the account is locked, and `Unfit` for a wrong code.
        """
        with writing(self.records) as connection:
            account = self._of(connection, token, at)
            right = self._takes(connection, account, code, at)
            stored.note_sign_in(connection, account.id, "done" if right else "refused", at)
            fresh = ""
            if right:
                stored.change_account(connection, account.id, failures=0, locked_until=None)
                sessions.end_session(connection, digest_of(token))
                fresh = new_session(connection, account.id, account.generation, at, second_at=at)
            else:
                stored.count_failure(connection, account.id, most=FAILURES, locked_until=at + LOCKED)
        if not right:
            raise Unfit({"code": _wrong_code()})
        found = self.actor_of(fresh, at=at)
        if found is None:
            raise SignInError(say("登录已经失效；请重新登录。"))
        return found

    def begin_factor(self, token: str, *, at: datetime) -> None:
        """Make a new secret for whoever has none; it is asked for once a code of it was given.

        Raises `Unfit` where this deployment has no key to seal it with, and `Conflict` where he has one.
        """
        with writing(self.records) as connection:
            account = self._of(connection, token, at, whole=True)
            if self._is_confirmed(connection, account):
                raise Conflict(say("已经设有验证器；更换前请先停用现在的。"))
            if self.keys is None:
                raise Unfit({"code": say("本系统没有配置封存密钥，不能设置验证器；请告诉系统管理员。")})
            sealed = seal(self.keys, account.reference, PART, pyotp.random_base32())
            factors.put_factor(connection, account.id, sealed, at)

    def enrolment(self, token: str, *, at: datetime) -> Enrolment | None:
        """What is put into an app; None where nothing was begun, or it is confirmed already."""
        with reading(self.records) as connection:
            account = self._of(connection, token, at, whole=True, locking=False)
            factor = factors.factor_of(connection, account.id)
            if factor is None or factor.confirmed_at is not None:
                return None
            secret = self._secret(account, factor)
        address = pyotp.TOTP(secret).provisioning_uri(name=account.sign_in, issuer_name=ISSUER)
        return Enrolment(secret=secret, address=address)

    def confirm_factor(self, token: str, code: str, password: str, *, at: datetime) -> tuple[str, tuple[str, ...]]:
        """Confirm it by its first code and the password: the token of a new session, and the recovery codes.

        Every other session of the account is ended. Raises `SignInError`, and `Unfit` for a wrong password or code.
        """
        with self._proved(token, password, at) as (connection, account):
            factor = factors.factor_of(connection, account.id)
            if factor is None or factor.confirmed_at is not None:
                raise Conflict(say("验证器的设置有变化；请重新打开页面。"))
            if not self._takes_step(connection, account, factor, _plain(code), at):
                raise Unfit({"code": _wrong_code()})
            factors.confirm_factor(connection, account.id, at)
            codes = _new_codes(connection, account)
            _record(connection, "second_factor_set", account, at)
            generation = stored.end_generation(connection, account.id)
            return new_session(connection, account.id, generation, at, second_at=at), codes

    def new_codes(self, token: str, password: str, *, at: datetime) -> tuple[str, ...]:
        """New recovery codes in the place of those there are. Raises `SignInError`, `Unfit`, `Conflict`."""
        with self._proved(token, password, at) as (connection, account):
            if not self._is_confirmed(connection, account):
                raise Conflict(say("验证器的设置有变化；请重新打开页面。"))
            _record(connection, "recovery_codes_made", account, at)
            return _new_codes(connection, account)

    def drop_factor(self, token: str, code: str, password: str, *, at: datetime) -> None:
        """Do without it from now on, by its code and the password; also to set another up.

        Raises `SignInError`, and `Unfit` for a wrong password or code.
        """
        with self._proved(token, password, at) as (connection, account):
            if not self._takes(connection, account, code, at):
                raise Unfit({"code": _wrong_code()})
            factors.forget_factor(connection, account.id)
            _record(connection, "second_factor_dropped", account, at)

    def forget_factor(self, account: str, *, at: datetime) -> None:
        """Take a second factor away on the server, where no other administrator is left who could agree.

        Raises `Hidden` for an unknown account, and `Refused` where it has none.
        """
        with writing(self.records) as connection:
            found = stored.account_by_reference(connection, account)
            if found is None:
                raise Hidden
            forget_factor_of(connection, found)
            recorded(connection, SYSTEM, "second_factor_reset", {"account": found.reference}, on=civil_date(at),
                     by=None, at=at)

    def factor_of(self, actor: Actor, *, at: datetime) -> FactorView:
        """How it stands with one's own."""
        with reading(self.records) as connection:
            account = stored.account_by_id(connection, actor.account)
            if account is None:
                raise SignInError(say("登录已经失效；请重新登录。"))
            return self.view_of(connection, account, at)

    def view_of(self, connection: Connection, account: AccountRow, at: datetime) -> FactorView:
        """The same of any account, within a transaction that has begun."""
        found = factors.factor_of(connection, account.id)
        roles = actor_on(connection, account, civil_date(at)).roles()
        return FactorView(confirmed_at=found.confirmed_at if found else None, required=bool(roles & self.second_factor),
                          codes_left=factors.recovery_codes_left(connection, account.id))

    def _of(self, connection: Connection, token: str, at: datetime, *, whole: bool = False,
            locking: bool = True) -> AccountRow:
        """Whose session it is; ``whole`` where the second factor must have been given. Others wait to change it."""
        session = sessions.session_of(connection, digest_of(token))
        if session and locking:
            stored.held(connection, session.account)
        account = self.account_of(connection, session, at) if session else None
        if session is None or account is None or (whole and self.waits(connection, session)):
            raise SignInError(say("登录已经失效；请重新登录。"))
        if is_locked(account, at) and account.locked_until is not None:
            raise SignInError(locked_until_in_words(account.locked_until))
        return account

    @contextmanager
    def _proved(self, token: str, password: str, at: datetime) -> Iterator[tuple[Connection, AccountRow]]:
        """A transaction for whoever just gave his password; a wrong code in it is counted like a wrong password."""
        self.prove(token, password, at=at)
        number = stored.NOBODY
        try:
            with writing(self.records) as connection:
                account = self._of(connection, token, at, whole=True)
                number = account.id
                yield connection, account
        except Unfit:
            with writing(self.records) as connection:
                stored.count_failure(connection, number, most=FAILURES, locked_until=at + LOCKED)
            raise

    def _takes(self, connection: Connection, account: AccountRow, code: str, at: datetime) -> bool:
        """Whether a code is right and was not taken before: that of the app, or a recovery code."""
        plain, factor = _plain(code), factors.factor_of(connection, account.id)
        if factor is None or factor.confirmed_at is None:
            return False
        if len(plain) == DIGITS and plain.isdigit():
            return self._takes_step(connection, account, factor, plain, at)
        if not factors.take_recovery_code(connection, account.id, _digest(account, plain), at):
            return False
        _record(connection, "recovery_code_used", account, at)
        return True

    def _takes_step(self, connection: Connection, account: AccountRow, factor: FactorRow, plain: str,
                    at: datetime) -> bool:
        counted, now = pyotp.TOTP(self._secret(account, factor)), int(at.timestamp()) // STEP
        right = [step for step in range(now - DRIFT, now + DRIFT + 1)
                 if secrets.compare_digest(counted.generate_otp(step).encode(), plain.encode())]
        return bool(right) and factors.take_step(connection, account.id, right[-1])

    def _secret(self, account: AccountRow, factor: FactorRow) -> str:
        try:
            if self.keys is not None:
                return unseal(self.keys, account.reference, PART, factor.sealed)
        except SealError as error:
            raise SignInError(say("验证器的密钥打不开，可能换过密钥文件；请系统管理员重置您的验证器。")) from error
        raise SignInError(say("本系统没有配置封存密钥，不能核对验证码；请告诉系统管理员。"))

    @staticmethod
    def _is_confirmed(connection: Connection, account: AccountRow) -> bool:
        factor = factors.factor_of(connection, account.id)
        return factor is not None and factor.confirmed_at is not None


def forget_factor_of(connection: Connection, account: AccountRow) -> None:
    """Take the second factor of an account away, and end its sessions: what two administrators decided on."""
    if factors.factor_of(connection, account.id) is None:
        raise refuse(say("这个账号没有设验证器，不用重置。"))
    factors.forget_factor(connection, account.id)
    stored.end_generation(connection, account.id)


def _new_codes(connection: Connection, account: AccountRow) -> tuple[str, ...]:
    codes = tuple(one_time_password() for _ in range(CODES))
    factors.put_recovery_codes(connection, account.id, [_digest(account, _plain(one)) for one in codes])
    return codes


def _plain(code: str) -> str:
    """A code without what it was spaced by, however it was typed."""
    return "".join(one for one in unicodedata.normalize("NFKC", code[:64]).casefold() if one.isalnum())


def _digest(account: AccountRow, plain: str) -> str:
    """What is kept of a recovery code; it has 79 random bits, and so needs no slow hash."""
    return hashlib.sha256(f"{account.reference}:{plain}".encode(errors="replace")).hexdigest()


def _wrong_code() -> str:
    return say("验证码不对，或者已经用过；请等验证器显示下一个再试，也可以用一个恢复码。")


def _record(connection: Connection, code: str, account: AccountRow, at: datetime) -> None:
    recorded(connection, SYSTEM, code, {"account": account.reference}, on=civil_date(at), by=account.id, at=at)
