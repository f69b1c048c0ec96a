"""Grants: a role in a unit from a day until a day, given by one, agreed to by another, and never to oneself."""

from __future__ import annotations

from datetime import date, datetime

from yuetan.access.actor import ADMINISTRATORS, Actor, Role
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
        demand(by, Role.SECURITY)
        with writing(self.records) as connection:
            receiver = _receiver(connection, account)
            _separate(receiver, by, agreed_by)
            unit_id = stored.unit_key(connection, unit) if unit else None
            _fit(role, unit, unit_id, since, until, paper)
            if fault := fault_of_ended(connection, unit, since):
                raise Unfit({"unit": fault})
            _no_clash(stored.grants_ever(connection, receiver.id), role, unit, since, until)
            reference = stored.add_grant(
                connection, account_id=receiver.id, role=role.value, unit_id=unit_id, since=since, until=until,
                granted_by=key_of(by), agreed_by=key_of(agreed_by), paper=paper.strip(),
                made_at=at)
            record(connection, SYSTEM, "role_granted", {
                "grant": reference, "account": receiver.reference, "role": role.value, "unit": unit,
                "since": since.isoformat(), "until": until.isoformat(), "paper": paper.strip(),
                "agreed_by": agreed_by.reference if agreed_by else ""}, by=by, at=at)
        return reference

    def agree(self, grant: str, *, by: Actor, at: datetime) -> None:
        """Agree, as the second person, to what another granted: from now on it is in effect."""
        demand(by, *AGREEING)
        with writing(self.records) as connection:
            found, receiver = _granted(connection, grant)
            if found.agreed:
                raise Conflict(say("这项授权已经有人同意过了。"))
            if by.account in {found.granted_by, receiver.id}:
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
    if by is not None and by.account == receiver.id:
        raise refuse(say("不能给自己授权；请由另一位安全管理员办理。"))
    if agreed_by is None:
        return
    if agreed_by.account == receiver.id:
        raise refuse(say("被授权人不能同意给自己的授权；请由另一个人同意。"))
    if by is not None and agreed_by.account == by.account:
        raise refuse(say("授权人和同意人不能是同一个人；请由另一个人同意。"))
    demand(agreed_by, *AGREEING)


def _fit(role: Role, unit: str, unit_id: int | None, since: date, until: date,  # noqa: PLR0913, PLR0917 - what is entered
         paper: str) -> None:
    errors = {}
    if role in ADMINISTRATORS and unit:
        errors["unit"] = say("{role}管整个系统，不写单位；请把单位空着。", role=say(role.title))
    if role not in ADMINISTRATORS and not unit:
        errors["unit"] = say("{role}要写明在哪个单位；请写上单位编码。", role=say(role.title))
    if unit and unit_id is None:
        errors["unit"] = say("没有编码为“{unit}”的单位；请核对，或先导入名册。", unit=unit)
    if until <= since:
        errors["until"] = say("终止日 {until} 应晚于起始日 {since}；终止日当天已不再有效。", until=until, since=since)
    if fault := fault_of_paper(paper):
        errors["paper"] = fault
    if errors:
        raise Unfit(errors)


def _no_clash(grants: tuple[GrantRow, ...], role: Role, unit: str, since: date, until: date) -> None:
    """Refuse the same role in the same unit twice at a time, and two administrator roles in one hand."""
    for one in (one for one in grants if one.since < until and since < one.until and one.since < one.until):
        if (one.role, one.unit) == (role.value, unit):
            raise Unfit({"since": say("已有同样的授权（{since} 起，{until} 止）；请改日期，或先收回那一项。",
                                      since=one.since, until=one.until)})
        if role in ADMINISTRATORS and Role(one.role) in ADMINISTRATORS:
            raise refuse(say(
                "系统管理员、安全管理员、审计管理员不能由一人兼任：他已是{other}（{since} 起，{until} 止）。",
                other=say(Role(one.role).title), since=one.since, until=one.until))
