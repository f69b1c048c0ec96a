"""Signing in: who may, for how long, and what is answered to those who may not."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from contextlib import suppress
from datetime import date, datetime, timedelta

from attrs import field, frozen

from yuetan.access.actor import Actor, Granted, Role, StandsFor
from yuetan.casework.civil import civil_date, civil_time
from yuetan.casework.errors import Conflict, NotDone, Unfit
from yuetan.casework.passwords import Hasher, fault_of, hashed, one_time_password, standard_hasher, verifies
from yuetan.casework.unknown_names import UnknownNames
from yuetan.records import accounts as stored
from yuetan.records import proxies as stored_proxies
from yuetan.records import second_factors as stored_factors
from yuetan.records import sessions
from yuetan.records.accounts import NOBODY, AccountRow, GrantRow
from yuetan.records.database import Connection, DatabaseError, Engine, reading, writing
from yuetan.records.recorded import SYSTEM, recorded
from yuetan.records.seal_keys import Keys
from yuetan.records.sessions import SessionRow
from yuetan.wording import say

IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=10)
"""How long a session lasts without a sign of life, and in all."""
TOUCHED = timedelta(minutes=1)  # a sign of life is written down this often at most, or reading would be writing
REMEMBERED = timedelta(days=1)  # how long it is known whose session it was that ran out
HALF = timedelta(minutes=5)  # how long a code may be given after the password
PROVED = timedelta(minutes=10)  # how long a password counts that was given again
FAILURES, LOCKED = 5, timedelta(minutes=15)
TOKEN_BYTES = 32


class SignInError(NotDone):
    """Somebody could not be signed in; the text tells nobody whether the account exists."""


@frozen
class SignedIn:
    """Somebody who is signed in. Until he did whatever he must do first he is granted nothing, and is no cadre."""

    token: str = field(repr=False)  # for his cookie
    actor: Actor
    must_change: bool = False  # his password is good for one time
    wants_code: bool = False  # his second factor was not given yet
    must_enrol: bool = False  # his roles ask for a second factor, and he has none
    proved: bool = False  # he gave his password again just now

    @property
    def held_back(self) -> bool:
        """Whether there is something that he must do first."""
        return self.wants_code or self.must_change or self.must_enrol


class SigningIn:
    """Signing in and out, and the password one does it with."""

    def __init__(self, records: Engine, *, hasher: Hasher | None = None, idle: timedelta = IDLE,  # noqa: PLR0913 - settings
                 absolute: timedelta = ABSOLUTE, keys: Keys | None = None,
                 second_factor: frozenset[Role] = frozenset()) -> None:
        self.records = records
        self.keys, self.second_factor = keys, second_factor  # what seals secrets, and the roles that must have one
        self.hasher = hasher or standard_hasher()
        self.idle, self.absolute = idle, absolute
        self._unknown = UnknownNames(FAILURES, LOCKED)
        self._decoy = hashed(self.hasher, one_time_password())  # what an unknown name's password is compared with

    def sign_in(self, sign_in: str, password: str, *, at: datetime) -> SignedIn:
        """A new session, with a token of its own.

        Raises `SignInError`: in the same words, and after the same work, for an unknown name, a wrong password and a
        disabled account; with the time it ends for what is locked, an account or a name that has none; and for a
        one-time password out of date.
        """
        name = folded(sign_in)
        with reading(self.records) as connection:
            found = stored.account_signing_in(connection, name)
        right = verifies(self.hasher, found.password if found else self._decoy, password) and found is not None
        with writing(self.records) as connection:
            account = stored.held(connection, found.id if found else NOBODY)
            unchanged = found is not None and account is not None and account.password == found.password
            refusal = self._refusal(connection, account, name, at, right=right and unchanged)
            stored.note_sign_in(connection, account.id if account else NOBODY, "refused" if refusal else "done", at)
            signed_in = None if refusal or account is None else self._begun(connection, account, at)
        if signed_in is None:
            raise SignInError(refusal)
        return signed_in

    def actor_of(self, token: str, *, at: datetime) -> SignedIn | None:
        """Whose token this is, with what he is granted today; None where the session has ended."""
        with reading(self.records) as connection:
            session = sessions.session_of(connection, digest_of(token))
            account = self.account_of(connection, session, at) if session else None
            if session is None or account is None:
                return None
            found = self._signed_in(connection, token, account, session, at)
        if at - session.seen_at >= TOUCHED:
            with suppress(DatabaseError), writing(self.records) as connection:  # a full disk can still be read
                sessions.touch_session(connection, session.id, at)
        return found

    def ran_out(self, token: str) -> Actor | None:
        """Whose session this was, by his account alone; None where it was ended by an act, or nothing is known of it.

        It is for keeping what he typed, sealed for himself: nobody is let in by it.
        """
        with reading(self.records) as connection:
            session = sessions.session_of(connection, digest_of(token))
            account = stored.account_by_id(connection, session.account) if session else None
            waits = session is not None and self.waits(connection, session)
        if session is None or account is None or waits:
            return None
        return Actor(account.id, account.reference, account.name) if _not_ended(account, session) else None

    def sign_out(self, token: str) -> None:
        """End the session."""
        with writing(self.records) as connection:
            sessions.end_session(connection, digest_of(token))

    def change_password(self, token: str, old: str, new: str, *, at: datetime) -> str:
        """The token of a new session under a new password; every other session of the account is ended.

        Raises `SignInError` where the session has ended, the account is locked or a one-time password is out of date,
        `Unfit` for a wrong old password or a new one that will not do, and `Conflict` where it was changed meanwhile.
        """
        with reading(self.records) as connection:
            session = sessions.session_of(connection, digest_of(token))
            account = self.account_of(connection, session, at) if session else None
            waits = account is not None and session is not None and self.waits(connection, session)
        if account is None or session is None or waits:
            raise SignInError(say("登录已经失效；请重新登录。"))
        self.prove_password(account, old, at)
        if fault := _fault_of_new(new, old, account):
            raise Unfit({"new": fault})
        kept = hashed(self.hasher, new)
        with writing(self.records) as connection:
            held = stored.held(connection, account.id)
            if held is None or held.password != account.password or held.disabled_at is not None:
                raise Conflict(say("密码刚刚在别处改过；请重新登录。"))
            stored.change_account(connection, held.id, password=kept, must_change=False, password_until=None,
                                  failures=0, locked_until=None)
            recorded(connection, SYSTEM, "password_changed", {"account": held.reference}, on=civil_date(at),
                     by=held.id, at=at)
            return new_session(connection, held.id, stored.end_generation(connection, held.id), at,
                               second_at=session.second_at)

    def _refusal(self, connection: Connection, account: AccountRow | None, name: str, at: datetime, *, right: bool,
                 ) -> str:
        """Why somebody is not signed in; empty where he is. A wrong password is counted, also of no account in use."""
        if account is not None and account.disabled_at is not None:
            account = None
        until = self._unknown.locked(name, at) if account is None else account.locked_until
        if until is not None and at < until:
            return locked_until_in_words(until)
        if account is None or not right:
            stored.count_failure(connection, account.id if account else NOBODY, most=FAILURES,
                                 locked_until=at + LOCKED)
            last = self._unknown.failed(name, at) is not None if account is None else account.failures + 1 >= FAILURES
            return locked_until_in_words(at + LOCKED) if last else say(
                "登录名或密码不对，或者账号已经停用；请核对后再试，忘记了密码请找系统管理员重置。")
        if account.password_until is not None and at >= account.password_until:
            return _out_of_date()
        return ""

    def _begun(self, connection: Connection, account: AccountRow, at: datetime) -> SignedIn:
        factor = stored_factors.factor_of(connection, account.id)
        if factor is None or factor.confirmed_at is None:  # else whoever knows the password could guess codes for ever
            stored.change_account(connection, account.id, failures=0, locked_until=None)
        sessions.end_sessions_begun_before(connection, at - self.absolute - REMEMBERED)
        token = new_session(connection, account.id, account.generation, at)
        session = sessions.session_of(connection, digest_of(token))
        if session is None:
            message = "a session that was begun is there"
            raise LookupError(message)
        return self._signed_in(connection, token, account, session, at)

    def _signed_in(self, connection: Connection, token: str, account: AccountRow, session: SessionRow,
                   at: datetime) -> SignedIn:
        """Whoever this session is of, with what he must do first."""
        factor = stored_factors.factor_of(connection, account.id)
        confirmed = factor is not None and factor.confirmed_at is not None
        bare, whole = Actor(account.id, account.reference, account.name), actor_on(connection, account, civil_date(at))
        wants_code = confirmed and session.second_at is None
        must_enrol = not confirmed and bool(whole.roles() & self.second_factor)
        return SignedIn(
            token, bare if wants_code or account.must_change or must_enrol else whole,
            must_change=account.must_change and not wants_code, wants_code=wants_code,
            must_enrol=must_enrol and not account.must_change,
            proved=session.proved_at is not None and at - session.proved_at < PROVED)

    @staticmethod
    def waits(connection: Connection, session: SessionRow) -> bool:
        """Whether the second factor is still to be given in a session."""
        return asks_for_code(connection, session.account) and session.second_at is None

    def account_of(self, connection: Connection, session: SessionRow, at: datetime) -> AccountRow | None:
        """Whose session it is; None where it has run out, or was ended with all others of its generation."""
        account = stored.account_by_id(connection, session.account)
        half = self.waits(connection, session)
        return account if account is not None and self.goes_on(account, session, at, half=half) else None

    def goes_on(self, account: AccountRow, session: SessionRow, at: datetime, *, half: bool) -> bool:
        """Whether a session of an account has not ended; ``half`` is whether the second factor is still to be given."""
        lasts = at < session.begun_at + (HALF if half else self.absolute) and at < session.seen_at + self.idle
        return lasts and _not_ended(account, session)

    def prove_password(self, account: AccountRow, password: str, at: datetime, field_name: str = "old") -> None:
        """Refuse whoever does not know the password of the session he sits at; wrong ones are counted here too."""
        if is_locked(account, at) and account.locked_until is not None:
            raise SignInError(locked_until_in_words(account.locked_until))
        if not verifies(self.hasher, account.password, password):
            with writing(self.records) as connection:
                stored.count_failure(connection, account.id, most=FAILURES, locked_until=at + LOCKED)
            raise Unfit({field_name: say("原密码不对；请重新输入。") if field_name == "old" else say(
                "密码不对；请重新输入。")})
        if account.password_until is not None and at >= account.password_until:
            raise SignInError(_out_of_date())


def _not_ended(account: AccountRow, session: SessionRow) -> bool:
    """Whether no act ended a session of an account: another password, or that the account was disabled."""
    return account.generation == session.generation and account.disabled_at is None


def asks_for_code(connection: Connection, account: int) -> bool:
    """Whether an account has a second factor that is asked for, by the key of the account."""
    factor = stored_factors.factor_of(connection, account)
    return factor is not None and factor.confirmed_at is not None


def actor_on(connection: Connection, account: AccountRow, on: date) -> Actor:
    """An account with what it is granted on a day, in its own right and in the place of others.

    A proxy acts by nothing that his principal is not granted himself that day.
    """
    proxies = stored_proxies.proxies_with(connection, account.id)
    mine = {one.grant: one for one in proxies if one.proxy == account.id}
    grants = [one for one in stored.grants_of(connection, account.id, on)
              if one.reference not in mine or stored_proxies.still_held(connection, mine[one.reference], on)]
    stands_for = tuple(StandsFor(_granted(one), mine[one.reference].principal, mine[one.reference].principal_cadre,
                                 mine[one.reference].principal_name) for one in grants if one.reference in mine)
    lately = [one for one in proxies if one.since <= on < one.until + stored_proxies.LOOKED_BACK]
    one_with = frozenset(number for one in lately for number in (one.principal, one.proxy)) - {account.id}
    return Actor(account.id, account.reference, account.name, account.cadre, tuple(map(_granted, grants)), stands_for,
                 one_with)


def _granted(one: GrantRow) -> Granted:
    return Granted(Role(one.role), one.unit)


def folded(sign_in: str) -> str:
    """A sign-in name as it is kept, however it was typed; that of nobody, which is empty, where it cannot be one."""
    name = unicodedata.normalize("NFKC", sign_in).strip().casefold()
    return name if name.isprintable() else ""


def _fault_of_new(new: str, old: str, account: AccountRow) -> str:
    return fault_of(new, account.sign_in) or (say("新密码和原密码一样；请另换一个。") if new == old else "")


def new_session(connection: Connection, account: int, generation: int, at: datetime, *,
                second_at: datetime | None = None) -> str:
    """Begin a session: its token."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    sessions.add_session(connection, digest_of(token), account, generation, at, second_at=second_at)
    return token


def digest_of(token: str) -> str:
    """What is kept of a token: whoever reads the table cannot sign in with it."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def is_locked(account: AccountRow, at: datetime) -> bool:
    """Whether nobody may sign in with an account for the time being."""
    return account.locked_until is not None and at < account.locked_until


def locked_until_in_words(until: datetime) -> str:
    """That an account is locked, and how long."""
    return say("密码连续输错 {count} 次，账号锁定到 {until}；请到时再试，或请系统管理员重置密码。", count=FAILURES,
               until=f"{civil_time(until):%Y-%m-%d %H:%M}")


def _out_of_date() -> str:
    return say("一次性密码已经过期；请找系统管理员重新要一个。")
