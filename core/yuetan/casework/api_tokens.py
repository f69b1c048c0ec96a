"""Tokens for other programs of the office: they may do what their owner may, as far as their scopes go, until a day."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.administering import record
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Hidden, Unfit
from yuetan.casework.signing_in import actor_on, digest_of
from yuetan.records import accounts
from yuetan.records import api_tokens as stored
from yuetan.records.api_tokens import KeptToken
from yuetan.records.database import DatabaseError, Engine, reading, writing
from yuetan.records.recorded import SYSTEM
from yuetan.records.values import NAME_LENGTH
from yuetan.wording import later, say

__all__ = ["SCOPES", "ApiTokens", "Bearer", "KeptToken"]

SCOPES: Mapping[str, str] = {
    "obligations": later("查阅应办事项"), "interviews": later("查阅约谈"), "cadres": later("查阅干部"),
    "act": later("提出约谈、办理环节"),
}
"""What a token may be good for, beside regulations and working days, which every token may read."""
PREFIX = "yt_"  # so that one that was lost is recognised
TOKEN_BYTES = 32
EACH, LONGEST = 10, timedelta(days=366)  # tokens of an account; how long one is good
TOUCHED = timedelta(minutes=1)


@frozen
class Bearer:
    """Whoever a token speaks for, and what it is good for."""

    actor: Actor
    scopes: frozenset[str]


@frozen(eq=False)
class ApiTokens:
    """Tokens over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    now: Callable[[], datetime]

    def make(self, actor: Actor, title: str, scopes: Collection[str], until: date | None) -> str:
        """A token for another program, told this once. Raises `Unfit`, field by field."""
        at = self.now()
        _fit(title, scopes, until, civil_date(at))
        token = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
        with writing(self.records) as connection:
            if stored.good_tokens(connection, actor.account, civil_date(at)) >= EACH:
                raise Unfit({"title": say("已有 {count} 个有效的令牌；请先停用不再使用的。", count=EACH)})
            chosen = [one for one in SCOPES if one in scopes]
            account = accounts.account_by_id(connection, actor.account)
            reference = stored.add_token(connection, {
                "account_id": actor.account, "title": title.strip(), "digest": digest_of(token), "made_at": at,
                "scopes": " ".join(chosen), "until": until,
                "generation": account.generation if account else 0})
            record(connection, SYSTEM, "api_token_made", {
                "token": reference, "account": actor.reference, "title": title.strip(), "scopes": " ".join(chosen),
                "until": str(until)}, by=actor, at=at)
        return token

    def revoke(self, actor: Actor, reference: str) -> None:
        """Let one of his tokens be good no more, from now on. Raises `Hidden` where there is none."""
        at = self.now()
        with writing(self.records) as connection:
            if not stored.revoke_token(connection, reference, actor.account, at):
                raise Hidden
            record(connection, SYSTEM, "api_token_revoked", {"token": reference, "account": actor.reference}, by=actor,
                   at=at)

    def own(self, actor: Actor) -> tuple[KeptToken, ...]:
        """The tokens of an account, the latest first."""
        with reading(self.records) as connection:
            return stored.tokens_of(connection, actor.account)

    def bearer(self, token: str) -> Bearer | None:
        """Whom a token speaks for today; None for one that is not good, whatever the reason.

        A token ends with the sessions of its owner: when he changes his password, or it is reset.
        """
        at = self.now()
        with reading(self.records) as connection:
            kept = stored.token_with(connection, digest_of(token))
            account = accounts.account_by_id(connection, kept.account_id) if kept else None
            if kept is None or account is None or not _good(kept, civil_date(at)):
                return None
            if account.disabled_at is not None or account.must_change or account.generation != kept.generation:
                return None
            actor = actor_on(connection, account, civil_date(at))
        if kept.used_at is None or at - kept.used_at >= TOUCHED:
            with suppress(DatabaseError), writing(self.records) as connection:  # a full disk can still be read
                stored.use_token(connection, kept.id, at)
        return Bearer(actor, frozenset(kept.scopes.split()))


def _good(kept: KeptToken, on: date) -> bool:
    return kept.revoked_at is None and on < kept.until


def _fit(title: str, scopes: Collection[str], until: date | None, today: date) -> None:
    wrong = {}
    if not title.strip() or len(title.strip()) > NAME_LENGTH or not title.isprintable():
        wrong["title"] = say("请写明用途，如“市委办公自动化系统”，最多 {count} 个字符。", count=NAME_LENGTH)
    if not set(scopes) <= SCOPES.keys():
        wrong["scopes"] = say("请从列出的范围里选。")
    if until is None or not today < until <= today + LONGEST:
        wrong["until"] = say("有效期填明天以后、一年以内的日期。")
    if wrong:
        raise Unfit(wrong)
