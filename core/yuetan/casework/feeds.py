"""Calendars that people subscribe to by an address that nobody can guess: made, revoked, and opened."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from yuetan.access.actor import Actor
from yuetan.access.door import Access
from yuetan.casework.civil import civil_date
from yuetan.casework.governing import calendar_of
from yuetan.casework.signing_in import actor_on, digest_of
from yuetan.plugins import Plugins
from yuetan.records.accounts import account_by_id
from yuetan.records.database import Engine, reading, writing
from yuetan.records.feeds import account_of_feed, drop_feed, feed_since, put_feed

TOKEN_BYTES = 32


class Feeds:
    """The addresses of calendars. ``now`` gives an aware moment."""

    def __init__(self, records: Engine, plugins: Plugins, now: Callable[[], datetime]) -> None:
        self._records, self._plugins, self._now = records, plugins, now

    def make(self, actor: Actor) -> str:
        """A new token in place of any before it: told this once."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with writing(self._records) as connection:
            put_feed(connection, actor.account, digest_of(token), self._now())
        return token

    def revoke(self, actor: Actor) -> None:
        """Have his token open nothing any more."""
        with writing(self._records) as connection:
            drop_feed(connection, actor.account)

    def since(self, actor: Actor) -> datetime | None:
        """When his token was made; None where he has none."""
        with reading(self._records) as connection:
            return feed_since(connection, actor.account)

    def door(self, token: str) -> Access | None:
        """What whoever has a token may see now.

        None for a token that is nobody's or was revoked, for a disabled account, one whose password was good for one
        time, and one that is granted nothing any more and is no cadre's.
        """
        at = self._now()
        with reading(self._records) as connection:
            number = account_of_feed(connection, digest_of(token))
            account = account_by_id(connection, number) if number is not None else None
            if account is None or account.disabled_at is not None or account.must_change:
                return None
            actor = actor_on(connection, account, civil_date(at))
        if not actor.cadre and not actor.granted:
            return None
        return Access(self._records, self._plugins, actor, on=civil_date(at), calendar=calendar_of(self._records))
