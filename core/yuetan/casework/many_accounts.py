"""Many accounts at once: all of them are made, or none and every fault with its row. Nobody is granted anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from attrs import field, frozen

from yuetan.access.actor import Actor, Role
from yuetan.casework.accounts import ONE_TIME, Accounts, fit_account, record_account
from yuetan.casework.administering import demand
from yuetan.casework.collections_fit import UnfitRows
from yuetan.casework.errors import Unfit
from yuetan.casework.passwords import hashed, one_time_password
from yuetan.casework.signing_in import folded
from yuetan.records import accounts as stored
from yuetan.records.account_lists import names_in_roster
from yuetan.records.database import Connection, reading, writing
from yuetan.wording import say

__all__ = ["MOST", "ManyAccounts", "NewAccount", "Prepared", "UnfitRows"]

MOST = 300
"""So many accounts are made at once."""

Progress = Callable[[int, int], None]


@frozen(kw_only=True)
class NewAccount:
    """An account to be made; ``unit`` says only where to hand its password over."""

    sign_in: str
    name: str
    cadre: str = ""  # a staff number; empty for somebody who does not stand in the roster
    unit: str = ""


@frozen(kw_only=True)
class Prepared:
    """An account with its one-time password, before it is made: what is handed over can be printed first."""

    of: NewAccount
    password: str = field(repr=False)
    kept: str = field(repr=False)  # what is kept of the password
    until: datetime  # the password is good for so long


@frozen(eq=False)
class ManyAccounts:
    """Making accounts for an office; ``now`` gives an aware moment."""

    accounts: Accounts
    now: Callable[[], datetime]

    def check(self, actor: Actor, some: Sequence[NewAccount]) -> None:
        """Raise `UnfitRows` for rows that will not do, `Unfit` for none or too many, and `Hidden` for who may not."""
        demand(actor, Role.SYSTEM)
        with reading(self.accounts.records) as connection:
            _demand_fit(connection, some)

    def prepare(self, actor: Actor, some: Sequence[NewAccount], progress: Progress) -> tuple[Prepared, ...]:
        """The same accounts, each with a one-time password. Nothing is made yet; raises as `check` does."""
        self.check(actor, some)
        until, found = self.now() + ONE_TIME, list[Prepared]()
        for one in some:
            password = one_time_password()
            found.append(Prepared(of=one, password=password, kept=hashed(self.accounts.hasher, password), until=until))
            progress(len(found), len(some))
        return tuple(found)

    def make(self, actor: Actor, some: Sequence[Prepared]) -> None:
        """Make them all in one transaction, each on record. They are looked at again: raises as `check` does."""
        demand(actor, Role.SYSTEM)
        at = self.now()
        with writing(self.accounts.records) as connection:
            _demand_fit(connection, [one.of for one in some])
            for one in some:
                made = stored.add_account(
                    connection, sign_in=folded(one.of.sign_in), name=one.of.name.strip(), cadre=one.of.cadre,
                    password=one.kept, must_change=True, password_until=one.until, made_at=at)
                record_account(connection, "account_made", made, actor, at)


def _demand_fit(connection: Connection, some: Sequence[NewAccount]) -> None:
    if not some:
        raise Unfit({"file": say("工作簿里没有账号；请在表头下面一人填一行。")})
    if len(some) > MOST:
        text = say("一次最多建立 {most} 个账号，这里有 {count} 个；请分批。", most=MOST, count=len(some))
        raise Unfit({"file": text})
    names = names_in_roster(connection, [one.cadre for one in some if one.cadre])
    signing, people, wrong = dict[str, int](), dict[str, int](), dict[int, Mapping[str, str]]()
    for number, one in enumerate(some):
        errors = dict[str, str]()
        try:
            fit_account(connection, folded(one.sign_in), one.name.strip(), one.cadre)
        except Unfit as unfit:
            errors |= unfit.errors
        if one.cadre and names.get(one.cadre, one.name.strip()) != one.name.strip():
            errors.setdefault("name", say("姓名和人员编号“{cadre}”对不上；请向经办人核对。", cadre=one.cadre))
        if signing.setdefault(folded(one.sign_in), number) != number:
            errors["sign_in"] = say("登录名“{sign_in}”前面已有一行；请另换一个。", sign_in=one.sign_in)
        if one.cadre and people.setdefault(one.cadre, number) != number:
            errors["cadre"] = say("人员编号“{cadre}”前面已有一行；一人一个账号。", cadre=one.cadre)
        if errors:
            wrong[number] = errors
    if wrong:
        raise UnfitRows(wrong)
