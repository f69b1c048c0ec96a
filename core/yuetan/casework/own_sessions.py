"""Where one is signed in, signing out elsewhere, and giving one's password again before what is dangerous."""

from __future__ import annotations

from datetime import datetime

from yuetan.casework.civil import civil_date
from yuetan.casework.signing_in import SignInError, SigningIn, asks_for_code, digest_of, new_session
from yuetan.records import accounts as stored
from yuetan.records import sessions
from yuetan.records.accounts import AccountRow
from yuetan.records.database import Connection, reading, writing
from yuetan.records.recorded import SYSTEM, recorded
from yuetan.records.sessions import SessionRow
from yuetan.wording import say

__all__ = ["OwnSessions"]


class OwnSessions(SigningIn):
    """What somebody does about his own sessions."""

    def prove(self, token: str, password: str, *, at: datetime) -> None:
        """Have somebody give his password again: it counts for ten minutes.

        Raises `SignInError` where the session has ended or the account is locked, and `Unfit` for a wrong password.
        """
        with reading(self.records) as connection:
            account, session = self.whole_session(connection, token, at)
        self.prove_password(account, password, at, "password")
        with writing(self.records) as connection:
            sessions.prove_session(connection, session.id, at)

    def own_sessions(self, token: str, *, at: datetime) -> tuple[tuple[SessionRow, ...], int]:
        """Where the account of a session is signed in, the latest first, and which of them this is, by its key."""
        with reading(self.records) as connection:
            account, session = self.whole_session(connection, token, at)
            return self.lasting(connection, account, at), session.id

    def lasting(self, connection: Connection, account: AccountRow, at: datetime) -> tuple[SessionRow, ...]:
        """The sessions of an account that have not run out, the latest first."""
        asked = asks_for_code(connection, account.id)
        return tuple(one for one in sessions.sessions_of(connection, account.id, account.generation)
                     if self.goes_on(account, one, at, half=asked and one.second_at is None))

    def end_others(self, token: str, *, at: datetime) -> str:
        """Sign out everywhere but here: the token of this session anew. Raises `SignInError` where it has ended."""
        with writing(self.records) as connection:
            account, session = self.whole_session(connection, token, at)
            recorded(connection, SYSTEM, "sessions_ended", {"account": account.reference}, on=civil_date(at),
                     by=account.id, at=at)
            return new_session(connection, account.id, stored.end_generation(connection, account.id), at,
                               second_at=session.second_at)

    def whole_session(self, connection: Connection, token: str, at: datetime) -> tuple[AccountRow, SessionRow]:
        """Whose session it is, in which the second factor was given where one is asked for; else `SignInError`."""
        session = sessions.session_of(connection, digest_of(token))
        account = self.account_of(connection, session, at) if session else None
        if session is None or account is None or self.waits(connection, session):
            raise SignInError(say("登录已经失效；请重新登录。"))
        return account, session
