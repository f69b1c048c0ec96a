"""Accounts and grants as those see them who look after them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from yuetan.access.actor import Actor, Role
from yuetan.access.reading_people import unit_names
from yuetan.access.units import keys_below
from yuetan.casework.administering import demand, record, refuse
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Hidden
from yuetan.casework.granting import may_agree
from yuetan.casework.second_factors import FactorView, SecondFactors
from yuetan.records import account_lists as lists
from yuetan.records import accounts as stored
from yuetan.records.account_lists import CURRENT, ENDING, EVER, WAITING, AccountLine, GrantLine, GrantsAsked
from yuetan.records.cases import unit_ids
from yuetan.records.database import Connection, reading, writing
from yuetan.records.recorded import SYSTEM
from yuetan.records.sessions import SessionRow
from yuetan.wording import say

__all__ = ["CURRENT", "ENDING", "EVER", "WAITING", "AccountLists", "AccountPage", "GrantShown", "GrantsAsked"]

PAGE = 50
SOON = timedelta(days=30)
LOOKED_AFTER_BY = (Role.SYSTEM, Role.SECURITY)
SEEN_BY = (*LOOKED_AFTER_BY, Role.AUDIT)


@frozen(kw_only=True)
class GrantShown:
    """A grant with what its unit is called today, and what whoever looks may do about it."""

    line: GrantLine
    role: Role
    unit_name: str
    may_agree: bool
    may_revoke: bool


@frozen(kw_only=True)
class AccountPage:
    """One account: how it stands, its second factor, and where it is signed in."""

    line: AccountLine
    factor: FactorView | None = None  # None: as whoever keeps watch sees it, that there is such an account
    sessions: tuple[SessionRow, ...] = ()
    grants: tuple[GrantShown, ...] = ()


@frozen(eq=False)
class AccountLists:
    """Looking for accounts and grants; ``now`` gives an aware moment."""

    accounts: SecondFactors
    now: Callable[[], datetime]

    def found(self, actor: Actor, text: str = "", after: str = "") -> tuple[tuple[AccountLine, ...], str]:
        """Fifty accounts by sign-in name, and after which of them the next page begins; empty at the end."""
        demand(actor, *SEEN_BY)
        with reading(self.accounts.records) as connection:
            lines = lists.account_lines(connection, text, after, PAGE + 1)
        return lines[:PAGE], lines[PAGE - 1].sign_in if len(lines) > PAGE else ""

    def one(self, actor: Actor, reference: str) -> AccountPage:
        """One account; raises `Hidden` for who may not see it, and where there is none."""
        demand(actor, *SEEN_BY)
        at = self.now()
        with reading(self.accounts.records) as connection:
            account = stored.account_by_reference(connection, reference)
            if account is None:
                raise Hidden
            line = lists.account_lines(connection, reference=reference)[0]
            if not actor.roles().intersection(LOOKED_AFTER_BY):
                return AccountPage(line=line)
            asked = GrantsAsked(on=civil_date(at), which=EVER, account=reference)
            return AccountPage(
                line=line, factor=self.accounts.view_of(connection, account, at),
                sessions=self.accounts.lasting(connection, account, at),
                grants=_shown(connection, actor, [
                    one for _, one in lists.grant_lines(connection, asked, None, PAGE)], civil_date(at)))

    def grants(self, actor: Actor, asked: GrantsAsked) -> tuple[tuple[GrantShown, ...], int]:
        """Fifty grants he may agree to or has given, and after which of them the next page begins; 0 at the end.

        The security administrator sees all, others those in the units in which they may agree.
        """
        asked = evolve(asked, ends_before=asked.on + SOON)
        with reading(self.accounts.records) as connection:
            today, units = civil_date(self.now()), None
            if Role.SECURITY not in actor.roles():
                codes = tuple(sorted({one.unit for one in actor.granted if one.role in {Role.HEAD, Role.SUPERIOR}}))
                if not codes:
                    raise Hidden
                units = keys_below(codes, frozenset(), today)
            rows = lists.grant_lines(connection, asked, units, PAGE + 1)
            agreed = _agreed_to(connection, actor, [one for _, one in rows], today) if units is not None else None
            found = _shown(connection, actor, [
                one for _, one in rows[:PAGE] if agreed is None or one.unit in agreed], today)
        return found, rows[PAGE - 1][0] if len(rows) > PAGE else 0

    def unit_names(self, codes: Iterable[str]) -> Mapping[str, str]:
        """What units are called today, by their codes."""
        with reading(self.accounts.records) as connection:
            keys = unit_ids(connection, codes)
            names = unit_names(connection, keys.values(), civil_date(self.now()))
        return {code: names.get(key, code) for code, key in keys.items()}

    def end_sessions(self, actor: Actor, reference: str) -> None:
        """Sign somebody out everywhere. Raises `Hidden`, and `Refused` for one's own."""
        demand(actor, Role.SYSTEM)
        with writing(self.accounts.records) as connection:
            found = stored.account_by_reference(connection, reference)
            if found is None:
                raise Hidden
            if found.id == actor.account:
                raise refuse(say("自己的登录请在“我的账号”里退出。"))
            stored.end_generation(connection, found.id)
            record(connection, SYSTEM, "sessions_ended", {"account": found.reference}, by=actor, at=self.now())


def _shown(connection: Connection, actor: Actor, lines: Sequence[GrantLine], today: date) -> tuple[GrantShown, ...]:
    names = unit_names(connection, {one.unit_id for one in lines if one.unit_id}, today)
    waiting = [one for one in lines if not (one.agreed or _over(one, today) or actor.counts_as(one.account_id)
                                            or actor.counts_as(one.granted_by_id))]
    agreed = _agreed_to(connection, actor, waiting, today)
    return tuple(GrantShown(
        line=one, role=Role(one.role), unit_name=names.get(one.unit_id or 0, one.unit),
        may_agree=one in waiting and one.unit in agreed,
        may_revoke=not _over(one, today) and Role.SECURITY in actor.roles()) for one in lines)


def _agreed_to(connection: Connection, actor: Actor, lines: Iterable[GrantLine], today: date) -> frozenset[str]:
    """The units of some grants in which he may agree to one."""
    return frozenset(one for one in {line.unit for line in lines} if may_agree(connection, actor, one, today))


def _over(line: GrantLine, today: date) -> bool:
    return line.until <= max(line.since, today)
