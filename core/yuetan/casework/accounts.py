"""Accounts: who may sign in. Whoever makes one grants nothing with it, and there is none to begin with."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from attrs import frozen

from yuetan.access.actor import Actor, Role
from yuetan.casework.administering import demand, record, refuse
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Hidden, Unfit
from yuetan.casework.granting import Granting
from yuetan.casework.passwords import hashed, one_time_password
from yuetan.casework.second_factors import SecondFactors
from yuetan.casework.signing_in import SignedIn, SignInError, folded
from yuetan.records import accounts as stored
from yuetan.records.accounts import AccountRow, GrantRow
from yuetan.records.database import Connection, reading, writing
from yuetan.records.recorded import SYSTEM
from yuetan.records.values import CODE_LENGTH, NAME_LENGTH
from yuetan.wording import say

__all__ = ["AccountView", "Accounts", "GrantView", "SignInError", "SignedIn"]

ONE_TIME = timedelta(hours=72)
_SIGN_IN = re.compile(r"[\w.@-]{2,}")
_KEPT_APART = (Role.SECURITY, Role.AUDIT)


@frozen(kw_only=True)
class GrantView:
    """A grant: the half-open days it is for, whom it came from (empty: set up on the server), and who agreed."""

    reference: str
    role: Role
    unit: str  # its code, empty for a role of the whole system
    since: date
    until: date
    granted_by: str  # a name
    agreed_by: str
    agreed: bool  # nobody's agreement is waited for
    paper: str

    def in_effect(self, on: date) -> bool:
        """Whether it counts on a day."""
        return self.agreed and self.since <= on < self.until


@frozen(kw_only=True)
class AccountView:
    """An account as administrators see it, with every grant it ever had."""

    reference: str
    sign_in: str
    name: str
    cadre: str  # a staff number, or empty
    disabled: bool
    must_change: bool
    locked_until: datetime | None
    grants: tuple[GrantView, ...]


class Accounts(SecondFactors, Granting):
    """All that is done with accounts: making them here, signing in and granting as in its two bases."""

    def make(self, sign_in: str, name: str, *, cadre: str = "", by: Actor | None, at: datetime) -> str:
        """Make an account that may do nothing yet: its one-time password, to be changed at the first sign-in.

        ``cadre`` is the staff number of the one it belongs to, if he stands in the roster. Raises `Hidden` for one who
        may not, and `Unfit` for a name that is taken or will not do.
        """
        demand(by, Role.SYSTEM)
        password = one_time_password()
        kept = hashed(self.hasher, password)
        with writing(self.records) as connection:
            fit_account(connection, folded(sign_in), name.strip(), cadre)
            made = stored.add_account(connection, sign_in=folded(sign_in), name=name.strip(), cadre=cadre,
                                      password=kept, must_change=True, password_until=at + ONE_TIME, made_at=at)
            record_account(connection, "account_made", made, by, at)
        return password

    def reset(self, account: str, *, by: Actor | None, at: datetime) -> str:
        """A new one-time password for an account, which is unlocked, and signed out everywhere.

        Raises `Refused` for one's own, and for one that keeps watch over the system's administrators: those are reset
        on the server, or whoever resets could sign in as his own overseer.
        """
        password = one_time_password()
        kept = hashed(self.hasher, password)
        with writing(self.records) as connection:
            found = _administered(connection, account, by)
            held = {Role(one.role) for one in stored.grants_of(connection, found.id, civil_date(at))}
            if by is not None and held.intersection(_KEPT_APART):
                raise refuse(say("安全管理员和审计管理员的密码只能在服务器上用 yuetan account reset 重置。"))
            stored.change_account(connection, found.id, password=kept, must_change=True, password_until=at + ONE_TIME,
                                  failures=0, locked_until=None)
            stored.end_generation(connection, found.id)
            record_account(connection, "password_reset", found, by, at)
        return password

    def disable(self, account: str, *, by: Actor | None, at: datetime) -> None:
        """Let nobody sign in with it any more, and sign it out everywhere; what it did stays under its name."""
        with writing(self.records) as connection:
            found = _administered(connection, account, by)
            if found.disabled_at is not None:
                return
            stored.change_account(connection, found.id, disabled_at=at)
            stored.end_generation(connection, found.id)
            record_account(connection, "account_disabled", found, by, at)

    def enable(self, account: str, *, by: Actor | None, at: datetime) -> None:
        """Let it be signed in with again, as before."""
        with writing(self.records) as connection:
            found = _administered(connection, account, by)
            if found.disabled_at is None:
                return
            _demand_only_one(connection, found)
            stored.change_account(connection, found.id, disabled_at=None, failures=0, locked_until=None)
            record_account(connection, "account_enabled", found, by, at)

    def everyone(self) -> tuple[AccountView, ...]:
        """All accounts, by sign-in name."""
        with reading(self.records) as connection:
            rows, grants = stored.every_account(connection), stored.grants_ever(connection)
        return _views(rows, grants, {one.id: one.name for one in rows})

    def named(self, sign_in: str) -> AccountView | None:
        """The account of a sign-in name; None where there is none."""
        with reading(self.records) as connection:
            found = stored.account_signing_in(connection, folded(sign_in))
            if found is None:
                return None
            grants = stored.grants_ever(connection, found.id)
            names = stored.names_of(connection, (one for grant in grants for one in (grant.granted_by,
                                                                                     grant.agreed_by)))
        return _views((found,), grants, names)[0]


def _administered(connection: Connection, reference: str, by: Actor | None) -> AccountRow:
    """The account somebody wants to change; his own he may not."""
    demand(by, Role.SYSTEM)
    found = stored.account_by_reference(connection, reference)
    held = stored.held(connection, found.id) if found else None
    if held is None:
        raise Hidden
    if by is not None and by.account == held.id:
        raise refuse(say("不能管理自己的账号；请由另一位系统管理员办理。"))
    return held


def fit_account(connection: Connection, sign_in: str, name: str, cadre: str) -> None:
    """Raise `Unfit` for a new account that will not do: its names as they would be kept, and whose it would be."""
    errors = {}
    if not _SIGN_IN.fullmatch(sign_in) or len(sign_in) > CODE_LENGTH:
        errors["sign_in"] = say("登录名为 2 到 {most} 个字母、数字、汉字或 . _ - @，中间没有空格。", most=CODE_LENGTH)
    elif stored.account_signing_in(connection, sign_in):
        errors["sign_in"] = say("登录名“{sign_in}”已有人使用；请另换一个。", sign_in=sign_in)
    if not 0 < len(name) <= NAME_LENGTH or not name.isprintable():
        errors["name"] = say("请写明姓名，最多 {most} 个字符。", most=NAME_LENGTH)
    if cadre and not stored.knows_cadre(connection, cadre):
        errors["cadre"] = say("名册中没有工号“{cadre}”；请核对，或先导入名册。", cadre=cadre)
    elif cadre and (other := _of_person(connection, cadre)):
        errors["cadre"] = say("工号“{cadre}”已有账号“{other}”；一人一个账号。", cadre=cadre, other=other.sign_in)
    if errors:
        raise Unfit(errors)


def _of_person(connection: Connection, cadre: str) -> AccountRow | None:
    """An account of one person, under whichever of the records that were merged; his own record's first."""
    if own := stored.account_of_cadre(connection, cadre):
        return own
    others = (stored.account_by_id(connection, one) for one in stored.accounts_of_person(connection, cadre))
    return next((one for one in others if one is not None and one.disabled_at is None), None)


def _demand_only_one(connection: Connection, found: AccountRow) -> None:
    """Refuse where the person has another account in use, under a record that was merged with his."""
    for number in stored.accounts_of_person(connection, found.cadre):
        other = stored.account_by_id(connection, number)
        if other is not None and other.id != found.id and other.disabled_at is None:
            raise refuse(say("他的另一个人员记录已有账号“{other}”在用；一人一个账号，请先停用那一个。",
                             other=other.sign_in))


def record_account(connection: Connection, code: str, account: AccountRow, by: Actor | None, at: datetime) -> None:
    """Write down as an event what was done to an account."""
    content = {"account": account.reference, "sign_in": account.sign_in, "cadre": account.cadre}
    record(connection, SYSTEM, code, content, by=by, at=at)


def _views(accounts: tuple[AccountRow, ...], grants: tuple[GrantRow, ...],
           names: dict[int, str]) -> tuple[AccountView, ...]:
    return tuple(AccountView(
        reference=one.reference, sign_in=one.sign_in, name=one.name, cadre=one.cadre,
        disabled=one.disabled_at is not None, must_change=one.must_change, locked_until=one.locked_until,
        grants=tuple(_grant(grant, names) for grant in grants if grant.account == one.id)) for one in accounts)


def _grant(row: GrantRow, names: dict[int, str]) -> GrantView:
    return GrantView(
        reference=row.reference, role=Role(row.role), unit=row.unit, since=row.since, until=row.until,
        granted_by=names.get(row.granted_by or 0, ""), agreed_by=names.get(row.agreed_by or 0, ""), agreed=row.agreed,
        paper=row.paper)
