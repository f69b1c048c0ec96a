"""Grants: a role in a unit from a day until a day, given by one, agreed to by another, and never to oneself."""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from yuetan.access.actor import ADMINISTRATORS, Actor, Role, Standing
from yuetan.access.organisations import organisations_on
from yuetan.access.policy import Lies, allowed, lies_of_grants
from yuetan.access.units import units_above
from yuetan.casework.administering import demand, fault_of_ended, fault_of_paper, key_of, record, refuse
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.records import accounts as stored
from yuetan.records.accounts import AccountRow, GrantRow
from yuetan.records.database import Connection, Engine, writing
from yuetan.records.recorded import SYSTEM
from yuetan.wording import say

AGREEING = frozenset({Role.SECURITY, Role.HEAD, Role.SUPERIOR})
"""Those who may agree to what another grants."""


@frozen
class NewGrant:
    """A role to be granted to an account, by its reference, in a unit or the whole system, from a day until another."""

    account: str
    role: Role
    unit: str
    since: date
    until: date
    paper: str


class Granting:
    """Giving roles and taking them back. Each time it is an event in the system's own case."""

    records: Engine

    def grant(self, account: str, role: Role, unit: str = "", *, since: date, until: date,  # noqa: PLR0913 - a decision
              by: Actor | None, agreed_by: Actor | None = None, paper: str, at: datetime) -> str:
        """Grant a role in a unit, or in the whole system, from a day until another, not included: its reference.

        It waits for `agree` where nobody has agreed yet; what is set up on the server (``by`` None) does not. Raises
        `Hidden` for an unknown account or one who may not grant, `Unfit` for what makes no sense, and `Refused` where
        it is to oneself, the second person is no other, or two administrator roles would be in one hand.
        """
        with writing(self.records) as connection:
            return grant_in(connection, NewGrant(account, role, unit, since, until, paper), by=by,
                            agreed_by=agreed_by, at=at)

    def agree(self, grant: str, *, by: Actor, at: datetime) -> None:
        """Agree, as the second person, to what another granted: from now on it is in effect."""
        demand(by, *AGREEING)
        with writing(self.records) as connection:
            found, receiver = _granted(connection, grant)
            _demand_agreeing(connection, by, found.unit, at)
            if found.agreed:
                raise Conflict(say("这项授权已经有人同意过了。"))
            if found.until <= max(found.since, civil_date(at)):
                raise Conflict(say("这项授权已经收回或到期。"))
            if by.counts_as(found.granted_by) or by.counts_as(receiver.id):
                raise refuse(say("授权要由另一个人同意：不能是授权人，也不能是被授权人。"))
            stored.change_grant(connection, grant, agreed_by=by.account)
            record(connection, SYSTEM, "grant_agreed", {"grant": grant, "account": receiver.reference}, by=by, at=at)

    def revoke(self, grant: str, *, by: Actor | None, at: datetime, on: date | None = None) -> None:
        """Take a grant back from a day on, today where none is named. What was in effect before stays on record."""
        demand(by, Role.SECURITY)
        with writing(self.records) as connection:
            found, receiver = _granted(connection, grant)
            day = max(on or civil_date(at), found.since)
            if day < civil_date(at):
                raise Unfit({"on": say("收回授权不能早于今天；请改为今天或以后的日期。")})
            if day >= found.until:
                raise Unfit({"on": say("这项授权到 {until} 就没有了，不用收回。", until=found.until)})
            stored.change_grant(connection, grant, until=day)
            record(connection, SYSTEM, "grant_revoked", {
                "grant": grant, "account": receiver.reference, "until": day.isoformat()}, by=by, at=at)


def grant_in(connection: Connection, new: NewGrant, *, by: Actor | None, agreed_by: Actor | None = None,
             at: datetime) -> str:
    """See `Granting.grant`, within a transaction that has begun."""
    demand(by, Role.SECURITY)
    receiver = _receiver(connection, new.account)
    _separate(receiver, by, agreed_by)
    unit_id = stored.unit_key(connection, new.unit) if new.unit else None
    _fit(new, unit_id)
    if fault := fault_of_ended(connection, new.unit, new.since):
        raise Unfit({"unit": fault})
    if agreed_by is not None:
        _demand_agreeing(connection, agreed_by, new.unit, at)
    _no_clash(connection, receiver, new)
    reference = stored.add_grant(
        connection, account_id=receiver.id, role=new.role.value, unit_id=unit_id, since=new.since, until=new.until,
        granted_by=key_of(by), agreed_by=key_of(agreed_by), paper=new.paper.strip(), made_at=at)
    record(connection, SYSTEM, "role_granted", {
        "grant": reference, "account": receiver.reference, "role": new.role.value, "unit": new.unit,
        "since": new.since.isoformat(), "until": new.until.isoformat(), "paper": new.paper.strip(),
        "agreed_by": agreed_by.reference if agreed_by else ""}, by=by, at=at)
    return reference


def may_agree(connection: Connection, by: Actor, unit: str, on: date) -> bool:
    """Whether somebody may be the second person to a grant in a unit, or in the whole system where it names none."""
    above = units_above(connection, unit, on) if unit else ()
    if unit and not above:
        return Role.SECURITY in by.roles()
    lies = lies_of_grants(by, above, organisations_on(connection, on).general) if unit else Lies.NOWHERE
    return bool(allowed(by, "grant.agree", standing=Standing.NONE, lies=lies))


def _demand_agreeing(connection: Connection, by: Actor, unit: str, at: datetime) -> None:
    if not may_agree(connection, by, unit, civil_date(at)):
        raise Hidden


def _receiver(connection: Connection, reference: str) -> AccountRow:
    """The account of this reference; whoever else grants it something waits."""
    found = stored.account_by_reference(connection, reference)
    if found is None:
        raise Hidden
    return stored.held(connection, found.id) or found


def _granted(connection: Connection, reference: str) -> tuple[GrantRow, AccountRow]:
    found = stored.grant_by_reference(connection, reference)
    receiver = stored.held(connection, found.account) if found else None
    now = stored.grant_by_reference(connection, reference)  # as it is now that nobody else changes it
    if now is None or receiver is None:
        raise Hidden
    return now, receiver


def _separate(receiver: AccountRow, by: Actor | None, agreed_by: Actor | None) -> None:
    if by is not None and by.counts_as(receiver.id):
        raise refuse(say("不能给自己授权；请由另一位安全管理员办理。"))
    if agreed_by is None:
        return
    if agreed_by.counts_as(receiver.id):
        raise refuse(say("被授权人不能同意给自己的授权；请由另一个人同意。"))
    if by is not None and agreed_by.counts_as(by.account):
        raise refuse(say("授权人和同意人不能是同一个人；请由另一个人同意。"))
    demand(agreed_by, *AGREEING)


def _fit(new: NewGrant, unit_id: int | None) -> None:
    errors, role = {}, new.role
    if role in ADMINISTRATORS and new.unit:
        errors["unit"] = say("{role}管整个系统，不写单位；请把单位空着。", role=say(role.title))
    if role not in ADMINISTRATORS and not new.unit:
        errors["unit"] = say("{role}要写明在哪个单位；请写上单位编码。", role=say(role.title))
    if new.unit and unit_id is None:
        errors["unit"] = say("没有编码为“{unit}”的单位；请核对，或先导入名册。", unit=new.unit)
    if new.until <= new.since:
        errors["until"] = say("终止日 {until} 应晚于起始日 {since}；终止日当天已不再有效。", until=new.until,
                              since=new.since)
    if fault := fault_of_paper(new.paper):
        errors["paper"] = fault
    if errors:
        raise Unfit(errors)


def _no_clash(connection: Connection, receiver: AccountRow, new: NewGrant) -> None:
    """Refuse the same role in the same unit twice at a time, and two administrator roles in one hand.

    Whoever stands in the roster twice, under records that were merged, is one person here.
    """
    of_person = {receiver.id, *stored.accounts_of_person(connection, receiver.cadre)}
    for one in (one for number in sorted(of_person) for one in stored.grants_ever(connection, number)
                if one.since < new.until and new.since < one.until and one.since < one.until):
        if (one.role, one.unit) == (new.role.value, new.unit):
            raise Unfit({"since": say("已有同样的授权（{since} 起，{until} 止）；请改日期，或先收回那一项。",
                                      since=one.since, until=one.until)})
        if new.role in ADMINISTRATORS and Role(one.role) in ADMINISTRATORS:
            raise refuse(say(
                "系统管理员、安全管理员、审计管理员不能由一人兼任：他已是{other}（{since} 起，{until} 止）。",
                other=say(Role(one.role).title), since=one.since, until=one.until))
