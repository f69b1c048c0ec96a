"""What takes two: one asks, another agrees or declines, and only then is it done; each time an event.

Three sorts: a role that a head asks for and the security administrator gives; a second factor that is taken away where
its owner lost it; and the days off of a year.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from attrs import frozen

from yuetan.access.actor import Actor, Role, Standing
from yuetan.access.policy import allowed
from yuetan.casework.administering import demand, fault_of_paper, record, refuse
from yuetan.casework.civil import civil_date
from yuetan.casework.days_off import Parsed, in_words, put_in
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.granting import NewGrant, grant_in
from yuetan.casework.proxies import may_over
from yuetan.casework.second_factors import forget_factor_of
from yuetan.casework.signing_in import actor_on
from yuetan.records import accounts as stored
from yuetan.records import joint_acts as kept
from yuetan.records.accounts import AccountRow
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.joint_acts import DECLINED, DONE, WAITING, JointRow
from yuetan.records.recorded import GOVERNANCE, SYSTEM
from yuetan.wording import say

__all__ = ["ARRANGEMENT", "DECLINED", "DONE", "GRANT", "SECOND_FACTOR", "WAITING", "JointActs", "JointRow"]

GRANT, SECOND_FACTOR, ARRANGEMENT = "grant", "second_factor", "arrangement"
AGREED_BY: Mapping[str, str] = {GRANT: "grant.give", SECOND_FACTOR: "factor.agree", ARRANGEMENT: "arrangement.agree"}
"""The action of the policy by which each sort is agreed to."""


@frozen(eq=False)
class JointActs:
    """Asking for what takes two, and answering it; ``now`` gives an aware moment."""

    records: Engine
    now: Callable[[], datetime]

    def ask_grant(self, actor: Actor, new: NewGrant) -> str:
        """Ask for a role in a unit one leads: the reference. The security administrator gives it, or declines.

        Raises `Hidden` for who does not lead the unit, `Refused` where it is to himself, and `Unfit`.
        """
        with writing(self.records) as connection:
            at = self.now()
            if not may_over(connection, actor, "grant.ask", new.unit, civil_date(at)):
                raise Hidden
            receiver = _receiver(connection, new.account)
            if actor.counts_as(receiver.id):
                raise refuse(say("不能为自己申请授权；请由另一位负责人提出。"))
            errors = _faults_of_asked(new, civil_date(at))
            if errors:
                raise Unfit(errors)
            return self._ask(connection, GRANT, receiver, _as_content(new), new.paper, actor, at)

    def ask_reset(self, actor: Actor, account: str, paper: str) -> str:
        """Ask that somebody's second factor be taken away, as he lost it: the reference.

        Raises `Hidden`, `Refused` for one's own, and `Unfit`.
        """
        demand(actor, Role.SYSTEM)
        with writing(self.records) as connection:
            receiver = _receiver(connection, account)
            if actor.counts_as(receiver.id):
                raise refuse(say("不能重置自己的验证器；请由另一位系统管理员提出。"))
            return self._ask(connection, SECOND_FACTOR, receiver, {}, paper, actor, self.now())

    def ask_arrangement(self, actor: Actor, parsed: Parsed, paper: str) -> str:
        """Ask that a year's days off be counted with: the reference. Raises `Hidden`, `Unfit`."""
        demand(actor, Role.SYSTEM)
        content = {"year": str(parsed.arrangement.year), "text": parsed.text, "source": parsed.source}
        with writing(self.records) as connection:
            return self._ask(connection, ARRANGEMENT, None, content, paper, actor, self.now())

    def agree(self, actor: Actor, reference: str) -> JointRow:
        """Agree, as the second person, to what another asked for; it is done at once.

        Raises `Hidden`, `Refused` for what is one's own, `Conflict` where it is decided, and whatever stands against it
        by now.
        """
        with in_words(), writing(self.records) as connection:
            found = self._decidable(connection, actor, reference)
            kept.decide_joint_act(connection, reference, state=DONE, by=actor.account, at=self.now())
            self._do(connection, found, actor, self.now())
        return found

    def decline(self, actor: Actor, reference: str, reason: str) -> JointRow:
        """Decline it, with the reason. The one who asked may take it back so. Raises as `agree` does, and `Unfit`."""
        if fault_of_paper(reason):
            raise Unfit({"reason": say("请写明不同意的理由，写成一行。")})
        with writing(self.records) as connection:
            found = self._decidable(connection, actor, reference, own=True)
            kept.decide_joint_act(connection, reference, state=DECLINED, by=actor.account, at=self.now(),
                                  reason=reason.strip())
            record(connection, _case_of(found), f"{found.sort}_declined", {
                "asked": reference, "reason": reason.strip()}, by=actor, at=self.now())
        return found

    def asked(self, actor: Actor, *sorts: str) -> tuple[JointRow, ...]:
        """What was asked for of some sorts, the latest first: by himself, or for him to answer; at most 200."""
        with reading(self.records) as connection:
            rows = kept.joint_acts_of(connection, sorts)
        return tuple(one for one in rows if one.asked_by == actor.account or self.may_agree(actor, one))

    def one(self, actor: Actor, reference: str) -> JointRow:
        """One that he asked for, or may answer; raises `Hidden` for any other."""
        found = next((one for one in self.asked(actor, *AGREED_BY) if one.reference == reference), None)
        if found is None:
            raise Hidden
        return found

    @staticmethod
    def may_agree(actor: Actor, found: JointRow) -> bool:
        """Whether it is for somebody like him to answer; what is his own, or about him, he may not answer himself."""
        return bool(allowed(actor, AGREED_BY[found.sort], standing=Standing.NONE))

    def _ask(self, connection: Connection, sort: str, receiver: AccountRow | None, content: Mapping[str, str],  # noqa: PLR0913, PLR0917 - a row
             paper: str, actor: Actor, at: datetime) -> str:
        if fault := fault_of_paper(paper):
            raise Unfit({"paper": fault})
        number = receiver.id if receiver else None
        if any((one.account, one.content) == (number, content)
               for one in kept.joint_acts_of(connection, (sort,), state=WAITING)):
            raise Unfit({"paper": say("同样的申请已经提出，正等待另一人同意；不必再提。")})
        reference = kept.add_joint_act(connection, sort=sort, number=number, content=content, paper=paper.strip(),
                                       by=actor.account, at=at)
        told = {name: text for name, text in content.items() if name != "text"}
        record(connection, GOVERNANCE if sort == ARRANGEMENT else SYSTEM, f"{sort}_asked", {
            "asked": reference, "account": receiver.reference if receiver else "", "paper": paper.strip(), **told},
            by=actor, at=at)
        return reference

    def _decidable(self, connection: Connection, actor: Actor, reference: str, *, own: bool = False) -> JointRow:
        found = kept.joint_act_by_reference(connection, reference)
        mine = found is not None and actor.account == found.asked_by
        if found is None or not (self.may_agree(actor, found) or (own and mine)):
            raise Hidden
        if found.state != WAITING:
            raise Conflict(say("这项申请已经有人办过了。"))
        if not (own and mine) and (actor.counts_as(found.asked_by) or actor.counts_as(found.account)):
            raise refuse(say("要由另一个人同意：不能是提出人，也不能是所涉及的本人。"))
        return found

    def _do(self, connection: Connection, found: JointRow, actor: Actor, at: datetime) -> None:
        if found.sort == ARRANGEMENT:
            put_in(connection, parsed_of(found), by=actor, at=at, asked_by=found.asked_by)
            return
        receiver = stored.held(connection, found.account or stored.NOBODY)
        if receiver is None:
            raise Hidden
        if found.sort == SECOND_FACTOR:
            forget_factor_of(connection, receiver)
            record(connection, SYSTEM, "second_factor_reset", {
                "asked": found.reference, "account": receiver.reference, "paper": found.paper}, by=actor, at=at)
            return
        new = _as_grant(receiver.reference, found)
        grant_in(connection, new, by=actor, agreed_by=_still_leads(connection, found, new, civil_date(at)), at=at)


def parsed_of(found: JointRow) -> Parsed:
    """The days off that were asked for."""
    return Parsed.read(found.content["text"], found.content["source"])


def _still_leads(connection: Connection, found: JointRow, new: NewGrant, on: date) -> Actor | None:
    """Whoever asked, as the second person; None where he may no longer be that: another has to agree."""
    asker = stored.account_by_id(connection, found.asked_by)
    if asker is None or asker.disabled_at is not None:
        return None
    actor = actor_on(connection, asker, on)
    return actor if may_over(connection, actor, "grant.agree", new.unit, on) else None


def _receiver(connection: Connection, reference: str) -> AccountRow:
    found = stored.account_by_reference(connection, reference)
    if found is None:
        raise Unfit({"account": say("请写明一个账号的登录名。")})
    return found


def _faults_of_asked(new: NewGrant, today: date) -> dict[str, str]:
    if new.until <= new.since or new.until <= today:
        return {"until": say("终止日 {until} 应晚于起始日 {since}；终止日当天已不再有效。", until=new.until,
                             since=new.since)}
    return {}


def _as_content(new: NewGrant) -> dict[str, str]:
    return {"role": new.role.value, "unit": new.unit, "since": new.since.isoformat(), "until": new.until.isoformat()}


def _as_grant(account: str, found: JointRow) -> NewGrant:
    of = found.content
    return NewGrant(account, Role(of["role"]), of["unit"], date.fromisoformat(of["since"]),
                    date.fromisoformat(of["until"]), found.paper)


def _case_of(found: JointRow) -> str:
    return GOVERNANCE if found.sort == ARRANGEMENT else SYSTEM
