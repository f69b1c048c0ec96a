"""Proxies: for some days one acts in the place of another, by one role of his, because the head decided so.

A proxy acts by a grant of his own that his principal has to hold as well, every day anew; wherever a second person is
asked for, the two count as one; of a case about his principal he knows no more than somebody who is recused.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from attrs import frozen

from yuetan.access.actor import ADMINISTRATORS, Actor, Role, Standing
from yuetan.access.organisations import organisations_on
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.units import units_above
from yuetan.casework.administering import fault_of_paper, refuse
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.lead_texts import unfit_text
from yuetan.records import accounts as stored
from yuetan.records import proxies as kept_proxies
from yuetan.records.accounts import AccountRow
from yuetan.records.cases import done_before, remember_done
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.proxies import KeptProxy
from yuetan.records.recorded import SYSTEM, recorded
from yuetan.records.values import TITLE_LENGTH
from yuetan.wording import say

__all__ = ["LONGEST", "NewProxy", "Proxies", "ProxyView"]

DECIDE, READ = "proxy.decide", "proxy.read"
APPOINTED, ENDED = "proxy_appointed", "proxy_ended"
LONGEST = timedelta(days=366)


@frozen(kw_only=True)
class NewProxy:
    """A proxy to be decided on: people by their staff numbers, and the half-open days."""

    principal: str
    proxy: str
    role: str
    unit: str  # its code
    since: date | None
    until: date | None
    paper: str
    reason: str


@frozen(kw_only=True)
class ProxyView:
    """A proxy as the unit sees it."""

    reference: str
    principal: str  # names
    proxy: str
    role: Role
    unit: str  # its code
    since: date
    until: date
    decided_by: str
    paper: str
    reason: str
    in_effect: bool
    to_come: bool
    may_end: bool


@frozen(eq=False)
class Proxies:
    """The acts about proxies, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    now: Callable[[], datetime]

    def appoint(self, actor: Actor, new: NewProxy, *, token: str) -> None:
        """Decide that one acts in the place of another.

        Raises `Hidden` for who does not lead that unit, `Refused` where it is about himself, and `Unfit` for what makes
        no sense, goes beyond what the principal is granted, or is his already.
        """
        with writing(self.records) as connection:
            at = self.now()
            today = civil_date(at)
            if _done(connection, actor, token, APPOINTED):
                return
            if not new.unit:
                raise Unfit({"unit": say("请选择单位。")})
            if not may_over(connection, actor, DECIDE, new.unit, today):
                raise Hidden
            principal, other = _people(connection, new)
            _others_decide(actor, principal, other)
            since, until = _fit(connection, new, principal, other, today)
            grant = stored.add_grant(
                connection, account_id=other.id, role=new.role, unit_id=stored.unit_key(connection, new.unit),
                since=since, until=until, granted_by=actor.account, agreed_by=actor.account,
                paper=new.paper.strip(), made_at=at)
            reference = kept_proxies.add_proxy(connection, grant=grant, principal=principal.id,
                                               proxy_account=other.id, decided_by=actor.account,
                                               reason=new.reason.strip())
            event = recorded(connection, SYSTEM, APPOINTED, {
                "proxy": reference, "grant": grant, "principal": principal.reference, "account": other.reference,
                "role": new.role, "unit": new.unit, "since": since.isoformat(), "until": until.isoformat(),
                "paper": new.paper.strip()}, on=today, by=actor.account, at=at)
            remember_done(connection, token, actor.account, event, at)

    def end(self, actor: Actor, reference: str, *, token: str) -> None:
        """End a proxy from today on: by whoever may decide, or by the principal who is back.

        Raises `Hidden`, or `Unfit` for one that is over.
        """
        with writing(self.records) as connection:
            at = self.now()
            today = civil_date(at)
            if _done(connection, actor, token, ENDED):
                return
            found = kept_proxies.proxy_by_reference(connection, reference)
            if found is None or not self._may_end(connection, actor, found, today):
                raise Hidden
            if found.until <= today:
                raise Unfit({"until": say("这项代理到 {until} 已经结束。", until=found.until)})
            stored.held(connection, found.proxy)
            stored.change_grant(connection, found.grant, until=max(today, found.since))
            event = recorded(connection, SYSTEM, ENDED, {"proxy": reference, "until": today.isoformat()}, on=today,
                             by=actor.account, at=at)
            remember_done(connection, token, actor.account, event, at)

    def listed(self, actor: Actor) -> tuple[ProxyView, ...]:
        """The proxies in the units an actor is granted, and those that he has a part in; the latest first."""
        with reading(self.records) as connection:
            today = civil_date(self.now())
            codes = {grant.unit for grant in actor.granted if grant.unit}
            found = {one.reference: one for one in (*kept_proxies.proxies_in(connection, codes),
                                                    *kept_proxies.proxies_with(connection, actor.account))}
            return tuple(self._view(connection, actor, one, today) for one in found.values())

    def _view(self, connection: Connection, actor: Actor, one: KeptProxy, today: date) -> ProxyView:
        open_still = one.until > today and one.since < one.until
        return ProxyView(
            reference=one.reference, principal=one.principal_name, proxy=one.proxy_name, role=Role(one.role),
            unit=one.unit, since=one.since, until=one.until, decided_by=one.decided_by, paper=one.paper,
            reason=one.reason, in_effect=one.in_effect(today) and kept_proxies.still_held(connection, one, today),
            to_come=one.since > today and one.since < one.until,
            may_end=open_still and self._may_end(connection, actor, one, today))

    @staticmethod
    def _may_end(connection: Connection, actor: Actor, one: KeptProxy, today: date) -> bool:
        decides = actor.account != one.proxy and may_over(connection, actor.himself, DECIDE, one.unit, today)
        return actor.account == one.principal or decides


def may_over(connection: Connection, actor: Actor, action: str, unit: str, on: date) -> bool:
    """Whether the policy lets an actor do this in a unit."""
    above = units_above(connection, unit, on)
    beginning = organisations_on(connection, on).general
    return bool(above and allowed(actor, action, standing=Standing.NONE, lies=lies_of_grants(actor, above, beginning)))


def _people(connection: Connection, new: NewProxy) -> tuple[AccountRow, AccountRow]:
    """The accounts of both; `Unfit` for whoever has none, or may not sign in as proxy, or where they are one."""
    found = {field: stored.account_of_cadre(connection, getattr(new, field)) if getattr(new, field) else None
             for field in ("principal", "proxy")}
    errors = {field: say("请写明一位有账号的工作人员。") for field, one in found.items() if one is None}
    principal, other = found["principal"], found["proxy"]
    if other is not None and other.disabled_at is not None:
        errors["proxy"] = say("他的账号已经停用；请另定代理人。")
    if principal is not None and other is not None and principal.id == other.id:
        errors["proxy"] = say("代理人不能是本人；请另定。")
    if errors or principal is None or other is None:
        raise Unfit(errors)
    stored.held(connection, min(principal.id, other.id))  # in one order, so that no two wait for each other
    stored.held(connection, max(principal.id, other.id))
    return principal, other


def _others_decide(actor: Actor, principal: AccountRow, other: AccountRow) -> None:
    if actor.counts_as(principal.id) or actor.counts_as(other.id):
        raise refuse(say("不能决定涉及本人的代理；请由另一位负责人决定。"))


def _fit(connection: Connection, new: NewProxy, principal: AccountRow, other: AccountRow, today: date,
         ) -> tuple[date, date]:
    errors = {"paper": fault_of_paper(new.paper), "reason": unfit_text(new.reason, TITLE_LENGTH)}
    errors |= {name: say("请填写日期。") for name in ("since", "until") if getattr(new, name) is None}
    if new.role in {one.value for one in ADMINISTRATORS} or new.role not in {one.value for one in Role}:
        errors["role"] = say("只有单位里的职责可以代理；系统、安全、审计管理员不能代理。")
    if new.since and new.since < today:
        errors["since"] = say("代理从今天（{today}）或以后开始。", today=today)
    if new.since and new.until and not new.since < new.until <= new.since + LONGEST:
        errors["until"] = say("结束日应晚于开始日 {since}，最长一年。", since=new.since)
    found = {field: text for field, text in errors.items() if text}
    if found or new.since is None or new.until is None:
        raise Unfit(found)
    _within(connection, new, principal, new.since, new.until)
    _no_second(connection, new, principal, other, new.since, new.until)
    return new.since, new.until


def _within(connection: Connection, new: NewProxy, principal: AccountRow, since: date, until: date) -> None:
    """`Unfit` for what the principal is not granted himself, on every day of the stretch."""
    as_proxy = {one.grant for one in kept_proxies.proxies_with(connection, principal.id)}
    own = [one for one in stored.grants_ever(connection, principal.id) if one.agreed and one.reference not in as_proxy
           and (one.role, one.unit) == (new.role, new.unit)]
    if not any(one.since <= since and until <= one.until for one in own):
        raise Unfit({"role": say("被代理人在这个单位、这段时间没有这项职责；代理不能超出他本人的授权。")})


def _no_second(connection: Connection, new: NewProxy, principal: AccountRow, other: AccountRow,  # noqa: PLR0913, PLR0917 - a decision
               since: date, until: date) -> None:
    """`Unfit` where the proxy is granted the same already, or another stands in for the same principal meanwhile."""
    held = [one for one in stored.grants_ever(connection, other.id) if (one.role, one.unit) == (new.role, new.unit)]
    if any(one.since < until and since < one.until and one.since < one.until for one in held):
        raise Unfit({"proxy": say("他在这段时间已有同样的授权，不用代理。")})
    others = [one for one in kept_proxies.proxies_with(connection, principal.id) if one.principal == principal.id
              and (one.role, one.unit) == (new.role, new.unit)]
    if any(one.since < until and since < one.until and one.since < one.until for one in others):
        raise Unfit({"since": say("这段时间已经有人代理；请改日期，或先结束那一项。")})


def _done(connection: Connection, actor: Actor, token: str, code: str) -> bool:
    """Whether the same request did it before; `Conflict` where it did something else."""
    if not token:
        raise Unfit({"token": say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")})
    before = done_before(connection, token, actor.account)
    if before is not None and before[2] != code:
        raise Conflict(say("这个请求标识已经用于另一件事；请刷新页面再办理一次。"))
    return before is not None
