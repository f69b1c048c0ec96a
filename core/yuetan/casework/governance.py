"""Governance: that a regulation governs a unit is proposed by one and approved by another, each time an event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from attrs import frozen

from yuetan.access.actor import Actor, Role
from yuetan.casework.administering import fault_of_ended, fault_of_paper, key_of, record, refuse
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.governing import known_to
from yuetan.engine.facts import FOREVER
from yuetan.plugins import Plugins
from yuetan.records import governing as stored
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.governances import CreditGiven, GovernanceRow
from yuetan.records.recorded import GOVERNANCE
from yuetan.rules.errors import RegulationError
from yuetan.rules.procedure import Kind
from yuetan.wording import say

__all__ = ["CreditGiven", "Decision", "Governance", "GovernanceRow", "in_words"]

PROPOSING, APPROVING = (Role.CLERK,), (Role.DISCIPLINE,)
"""Who proposes that a regulation governs a unit, and who approves it; each over that unit."""


@frozen(kw_only=True)
class Decision:
    """That a regulation is to govern a unit, as it is proposed."""

    unit: str  # its code
    regulation: str
    since: date
    until: date
    live_on: date
    readings: Mapping[str, str]  # those that are not the first
    replaces: bool
    credits: tuple[CreditGiven, ...]
    paper: str


class Governance:
    """Proposing, approving and withdrawing, each an event in a case of its own. On the server (``by`` None) one may."""

    def __init__(self, records: Engine, plugins: Plugins) -> None:
        self.records = records
        self.plugins = plugins

    def propose(self, unit: str, regulation: str, *, since: date, until: date = FOREVER,  # noqa: PLR0913 - a decision
                live_on: date, readings: Mapping[str, str] | None = None, replaces: bool = False,
                credits: Collection[CreditGiven] = (), paper: str, by: Actor | None, at: datetime) -> str:  # noqa: A002
        """Propose that a regulation governs a unit, with the readings that are not the first: the reference.

        It governs beside what comes from above; where it ``replaces`` that, in its place. With ``credits`` the
        decision lets talks under other regulations count while it stands.

        Raises `Hidden` for one who may not, and `Unfit` for a unit, regulation, reading or option there is not, days
        in the wrong order, or a stretch in which the regulation governs the unit already.
        """
        decision = Decision(unit=unit, regulation=regulation, since=since, until=until, live_on=live_on,
                            readings=dict(readings or {}), replaces=replaces, credits=tuple(credits), paper=paper)
        with writing(self.records) as connection:
            return self.propose_in(connection, decision, by=by, at=at)

    def propose_in(self, connection: Connection, new: Decision, *, by: Actor | None, at: datetime) -> str:
        """See `propose`, within a transaction that has begun."""
        _demand_over(connection, by, PROPOSING, new.unit, civil_date(at))
        errors = self._faults(new.regulation, new.readings) | _faults_of_days(new.since, new.until, new.live_on)
        errors |= self._faults_of_credits(new.regulation, new.credits)
        if fault := fault_of_paper(new.paper):
            errors["paper"] = fault
        if not stored.knows_unit(connection, new.unit):
            errors["unit"] = say("没有编码为“{unit}”的单位；请核对，或先导入名册。", unit=new.unit)
        elif fault := fault_of_ended(connection, new.unit, new.since):
            errors["unit"] = fault
        elif overlap := _overlap(stored.governances_of(connection, new.unit, new.regulation), new.since, new.until):
            errors.setdefault("since", overlap)
        if errors:
            raise Unfit(errors)
        reference = stored.add_governance(
            connection, new.unit, new.readings, replaces=new.replaces, credits=new.credits, regulation=new.regulation,
            since=new.since, until=new.until, live_on=new.live_on, paper=new.paper.strip(), proposed_by=key_of(by),
            proposed_at=at)
        record(connection, GOVERNANCE, "governance_proposed", {
            "governance": reference, "unit": new.unit, "regulation": new.regulation, "since": new.since.isoformat(),
            "until": new.until.isoformat(), "live_on": new.live_on.isoformat(), "paper": new.paper.strip(),
            **({"replaces": "yes"} if new.replaces else {}),
            **{f"credit_{number}": in_words(one) for number, one in enumerate(new.credits, start=1)},
            **{f"reading_{code}": option for code, option in sorted(new.readings.items())}}, by=by, at=at)
        return reference

    def may(self, actor: Actor, unit: str, *, approving: bool, at: datetime) -> bool:
        """Whether somebody may propose what governs a unit, or approve it."""
        with reading(self.records) as connection:
            return _is_over(connection, actor, APPROVING if approving else PROPOSING, unit, civil_date(at))

    def approve(self, reference: str, *, by: Actor | None, at: datetime) -> None:
        """Approve what somebody else proposed: it is in effect on its days.

        Raises `Hidden`, `Conflict` where it is no longer waiting, and `Refused` for one's own proposal.
        """
        with writing(self.records) as connection:
            found = _found(connection, reference)
            _demand_over(connection, by, APPROVING, found.unit, civil_date(at))
            if by is not None and by.counts_as(found.proposed_by):
                raise refuse(say("不能批准自己提出的适用方案；请由另一个人批准。"))
            if found.approved_at is not None or found.withdrawn_at is not None:
                raise Conflict(say("这一项已经有人批准或撤回了；请刷新后再看。"))
            stored.change_governance(connection, reference, approved_by=key_of(by), approved_at=at)
            record(connection, GOVERNANCE, "governance_approved", {"governance": reference}, by=by, at=at)

    def withdraw(self, reference: str, *, by: Actor | None, at: datetime, on: date | None = None) -> None:
        """End it from a day on, today where none is named; altogether where it has not begun or was not approved.

        What it governed before that day stays. Raises `Hidden`, `Conflict` where it is withdrawn already, and `Unfit`
        for a day in the past or after its end.
        """
        with writing(self.records) as connection:
            found, today = _found(connection, reference), civil_date(at)
            own = by is not None and by.account == found.proposed_by and found.approved_at is None
            _demand_over(connection, by, (*APPROVING, *(PROPOSING if own else ())), found.unit, today)
            if found.withdrawn_at is not None:
                raise Conflict(say("这一项已经有人批准或撤回了；请刷新后再看。"))
            day = on or today
            if not found.stands or day <= found.since >= today:
                stored.change_governance(connection, reference, withdrawn_at=at)
            elif today <= day < found.until and day > found.since:
                stored.change_governance(connection, reference, until=day)
            else:
                raise Unfit({"on": say("撤回日应在今天（{today}）到终止日 {until} 之间，现为 {day}。", today=today,
                                       until=found.until, day=day)})
            record(connection, GOVERNANCE, "governance_withdrawn", {
                "governance": reference, "from": day.isoformat()}, by=by, at=at)

    def everything(self) -> tuple[GovernanceRow, ...]:
        """Every row there is: proposed, approved or withdrawn."""
        with reading(self.records) as connection:
            return stored.every_governance(connection)

    def _faults_of_credits(self, code: str, given: Iterable[CreditGiven]) -> dict[str, str]:
        """What is wrong with the talks that are to count: the kind they count as, their families, their regulations."""
        kinds = {kind.code for one in self.plugins.regulations if one.code == code for kind in one.of(Kind)}
        families = {kind.family for one in self.plugins.regulations for kind in one.of(Kind)}
        others = {one.code for one in self.plugins.regulations} - {code}
        for one in given:
            for word, known in ((one.to, kinds), *((family, families) for family in one.families),
                                *((other, others) for other in one.regulations)):
                if word not in known:
                    return {"credits": say("抵计中的“{word}”不成立；可用的有：{known}。", word=word,
                                           known=say("、").join(sorted(known)) or say("（无）"))}
        return {}

    def _faults(self, code: str, readings: Mapping[str, str]) -> dict[str, str]:
        """What is wrong with the regulation or a reading that was chosen."""
        editions = [one for one in self.plugins.regulations if one.code == code]
        if not editions:
            known = dict.fromkeys(one.code for one in self.plugins.regulations)
            return {"regulation": say("没有安装制度“{name}”；已安装的有：{known}。", name=code,
                                      known=say("、").join(known) or say("（无）"))}
        anywhere = {name for one in editions for name in one.readings()}
        unknown = {name: option for name, option in readings.items() if name not in anywhere}
        try:
            for one in editions:
                one.under(unknown or known_to(one, readings))
        except RegulationError as error:
            return {"readings": str(error)}
        return {}


def in_words(one: CreditGiven) -> str:
    """A credit as it is written on the command line: kind=family,family@regulation."""
    under = "@" + ",".join(one.regulations) if one.regulations else ""
    return f"{one.to}={','.join(one.families)}{under}"


def _demand_over(connection: Connection, by: Actor | None, roles: Collection[Role], unit: str, on: date) -> None:
    """Raise `Hidden` for whoever holds none of these roles over the unit."""
    if by is not None and not _is_over(connection, by, roles, unit, on):
        raise Hidden


def _is_over(connection: Connection, by: Actor, roles: Collection[Role], unit: str, on: date) -> bool:
    above = stored.units_above(connection, unit, on)
    return any(one.role in roles and one.unit in above for one in by.granted)


def _found(connection: Connection, reference: str) -> GovernanceRow:
    found = stored.governance_by_reference(connection, reference)
    if found is None:
        raise Hidden
    return found


def _faults_of_days(since: date, until: date, live_on: date) -> dict[str, str]:
    if until <= since:
        return {"until": say("终止日 {until} 应晚于起始日 {since}；终止日当天已不再适用。", until=until, since=since)}
    if not since <= live_on < until:
        return {"live_on": say("启用日 {day} 应在适用期间之内（{since} 起，{until} 止）。", day=live_on, since=since,
                               until=until)}
    return {}


def _overlap(rows: Iterable[GovernanceRow], since: date, until: date) -> str:
    for row in rows:
        if row.since < until and since < row.until:
            return say("这段时间该单位已适用同一制度（{since} 起，{until} 止，依据“{paper}”）；请改日期，或先撤回它。",
                       since=row.since, until=row.until, paper=row.paper)
    return ""
