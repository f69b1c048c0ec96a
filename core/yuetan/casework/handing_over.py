"""Clerks change: what is open with the one is listed, signed by both, and from then on stands under the other.

Whoever leaves signs that he gives it, whoever takes over that he received it; where the first cannot, a third person
who leads the unit signs for him, with the reason. The list is the one both saw: where anything has changed since, it
is drawn up anew and signed anew. With the second signature the tasks pass over, and the grants of the one who leaves
end on the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from attrs import frozen

from yuetan.access.actor import Actor, Role
from yuetan.access.known_rules import rules_of
from yuetan.access.reading_handover import Item, Parties, Sort, handed_over, parties_of
from yuetan.casework.administering import refuse
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.handover_lists import digest_of, read, written
from yuetan.casework.handover_views import HandoverView, around, viewed
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.proxies import may_over
from yuetan.plugins import Plugins
from yuetan.records import accounts as stored
from yuetan.records import handovers as kept_handovers
from yuetan.records.accounts import AccountRow
from yuetan.records.cases import cadre_ids, done_before, remember_done
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.governing import governances_on
from yuetan.records.handovers import DONE, DRAFTED, WITHDRAWN, KeptHandover
from yuetan.records.journal import CaseFile, Entry, Stale, append, case_file_of, open_case
from yuetan.records.recorded import SYSTEM, recorded
from yuetan.records.values import TITLE_LENGTH
from yuetan.wording import say

__all__ = ["Handovers", "NewHandover"]

MAKE, LEAD_UNIT = "handover.make", "handover.witness"
MADE, GIVEN, RECEIVED, RENEWED, GIVEN_UP = (
    "handover_made", "handover_given", "handover_received", "handover_renewed", "handover_withdrawn")
HANDOVER_CASE = "handover"


@frozen(kw_only=True)
class NewHandover:
    """A hand-over to be drawn up: people by their staff numbers."""

    unit: str  # its code
    leaver: str
    receiver: str
    leaves_on: date | None  # the first day on which the leaver's grants hold no longer


@frozen(eq=False)
class _Opened:
    """A hand-over on its way through an act."""

    connection: Connection
    actor: Actor
    kept: KeptHandover
    case: CaseFile
    today: date
    at: datetime


@frozen(eq=False)
class Handovers:
    """The acts of handing over, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def make(self, actor: Actor, new: NewHandover, *, token: str) -> str:
        """Draw up what one hands over to another: the reference of the hand-over.

        By the one who leaves, or who leads the unit. Raises `Hidden` for anybody else, and `Unfit`.
        """
        with writing(self.records) as connection:
            at = self.now()
            today = civil_date(at)
            if before := _before(connection, actor, token, MADE):
                return before
            if not new.unit:
                raise Unfit({"unit": say("请选择单位。")})
            if not new.leaver:
                raise Unfit({"leaver": say("请写明一位有账号的工作人员。")})
            himself = bool(actor.cadre) and actor.cadre == new.leaver and may_over(
                connection, actor.himself, MAKE, new.unit, today)
            if not (himself or may_over(connection, actor, LEAD_UNIT, new.unit, today)):
                raise Hidden
            leaver, receiver, leaves_on = _fit(connection, new, today)
            items = self._items(connection, Parties(unit=new.unit, leaver=leaver.id, leaver_cadre=leaver.cadre,
                                                    receiver_cadre=receiver.cadre), today)
            _able(connection, new.unit, receiver, items, today)
            case, content = open_case(connection, HANDOVER_CASE), written(items)
            kept_handovers.add_handover(connection, case, {
                "unit_id": stored.unit_key(connection, new.unit), "leaver_id": leaver.id, "receiver_id": receiver.id,
                "witness_id": None, "made_by": actor.account, "leaves_on": leaves_on, "content": content,
                "digest": digest_of(content), "state": DRAFTED, "given_at": None, "received_at": None, "reason": ""})
            event = append(connection, case, Entry(code=MADE, happened_on=today, content={
                "leaver": leaver.reference, "receiver": receiver.reference, "digest": digest_of(content),
                "leaves_on": leaves_on.isoformat()}), by=actor.account, at=at)
            remember_done(connection, token, actor.account, event.id, at)
            return case.reference

    def sign(self, actor: Actor, reference: str, *, version: int, reason: str = "", token: str) -> None:
        """Sign it: who leaves that he gives, who takes over that he received, or a third person for who leaves.

        Raises `Hidden`, `Unfit` for a third person without a reason, `Refused` where the list has changed or he signed
        already, and `Conflict` where the hand-over is no longer as it was seen.
        """
        self._once(actor, reference, token, "", version, lambda opened: self._sign(opened, reason.strip()))

    def renew(self, actor: Actor, reference: str, *, version: int, token: str) -> None:
        """Draw the list up anew, to be signed anew by both. Raises `Hidden` and `Conflict`."""
        def act(opened: _Opened) -> Entry:
            content = written(self._items(opened.connection, parties_of(opened.kept), opened.today))
            kept_handovers.change_handover(opened.connection, opened.kept.id, {
                "content": content, "digest": digest_of(content), "given_at": None, "received_at": None,
                "witness_id": None, "reason": ""})
            return Entry(code=RENEWED, happened_on=opened.today, content={"digest": digest_of(content)})
        self._once(actor, reference, token, RENEWED, version, act)

    def withdraw(self, actor: Actor, reference: str, *, version: int, token: str) -> None:
        """Give it up, by whoever drew it up or leads the unit. Raises `Hidden` and `Conflict`."""
        def act(opened: _Opened) -> Entry:
            if actor.account != opened.kept.made_by and not _leads(opened):
                raise Hidden
            kept_handovers.change_handover(opened.connection, opened.kept.id, {"state": WITHDRAWN})
            return Entry(code=GIVEN_UP, happened_on=opened.today)
        self._once(actor, reference, token, GIVEN_UP, version, act)

    def view(self, actor: Actor, reference: str) -> HandoverView | None:
        """One hand-over, for those who have a part in it and who lead the unit; None for everybody else."""
        with reading(self.records) as connection:
            today = civil_date(self.now())
            kept, case = kept_handovers.handover_of(connection, reference), case_file_of(connection, reference)
            if kept is None or case is None:
                return None
            leads = may_over(connection, actor, LEAD_UNIT, kept.unit, today)
            if not _party(actor, kept) and not leads:
                return None
            current = self._items(connection, parties_of(kept), today) if kept.state == DRAFTED else ()
            changed = kept.state == DRAFTED and digest_of(written(current)) != kept.digest
            return viewed(around(connection, (kept,), today), kept, case.version, read(kept.content), actor,
                          leads=leads, changed=changed)

    def listed(self, actor: Actor) -> tuple[HandoverView, ...]:
        """The hand-overs an actor has a part in, and those of the units he leads; the latest first."""
        with reading(self.records) as connection:
            today = civil_date(self.now())
            led = {grant.unit for grant in actor.granted if grant.unit and may_over(
                connection, actor, LEAD_UNIT, grant.unit, today)}
            those = kept_handovers.handovers_for(connection, actor.account, led)
            beside = around(connection, those, today)
            return tuple(viewed(beside, one, 0, read(one.content), actor, leads=one.unit in led, changed=False)
                         for one in those)

    def _sign(self, opened: _Opened, reason: str) -> Entry:
        kept, actor, at = opened.kept, opened.actor, opened.at
        if digest_of(written(self._items(opened.connection, parties_of(kept), opened.today))) != kept.digest:
            raise refuse(say("清单开列之后又有变化；请重新开列，再由双方确认。"))
        given, received, third = kept.given_at, kept.received_at, False
        if actor.account == kept.receiver:
            _not_yet(kept.received_at)
            received = at
        elif actor.account == kept.leaver:
            _not_yet(kept.given_at)
            given = at
        else:
            _third(opened, reason)
            given, third = at, True
        kept_handovers.change_handover(opened.connection, kept.id, {
            "given_at": given, "received_at": received, "state": DONE if given and received else DRAFTED,
            **({"witness_id": actor.account, "reason": reason} if third else {})})
        if given and received:
            _pass_on(opened)
        code = RECEIVED if actor.account == kept.receiver else GIVEN
        return Entry(code=code, happened_on=opened.today, reason=reason if third else "",
                     content={"digest": kept.digest})

    def _items(self, connection: Connection, parties: Parties, on: date) -> tuple[Item, ...]:
        rules = rules_of(self.plugins, governances_on(connection, on))
        return handed_over(connection, self.plugins, rules, parties, on)

    def _once(self, actor: Actor, reference: str, token: str, code: str, version: int,  # noqa: PLR0913, PLR0917 - one request
              act: Callable[[_Opened], Entry]) -> None:
        try:
            with writing(self.records) as connection:
                at = self.now()
                stored.held(connection, _opened(connection, actor, reference, at).kept.leaver)
                opened = _opened(connection, actor, reference, at)  # as it is now that nobody else changes it
                if _before(connection, actor, token, code, reference):
                    return
                if opened.kept.state != DRAFTED or opened.case.version != version:
                    raise Conflict(_changed())
                entry = act(opened)
                event = append(connection, opened.case, entry, by=actor.account, at=at)
                remember_done(connection, token, actor.account, event.id, at)
        except Stale as stale:
            raise Conflict(_changed()) from stale


def _changed() -> str:
    return say("这份交接刚刚有变化；请刷新页面，看过最新情况再办理。")


def _opened(connection: Connection, actor: Actor, reference: str, at: datetime) -> _Opened:
    kept, case = kept_handovers.handover_of(connection, reference), case_file_of(connection, reference)
    if kept is None or case is None:
        raise Hidden
    opened = _Opened(connection, actor, kept, case, civil_date(at), at)
    if not _party(actor, kept) and not _leads(opened):
        raise Hidden
    return opened


def _party(actor: Actor, kept: KeptHandover) -> bool:
    return actor.account in {kept.leaver, kept.receiver, kept.made_by, kept.witness}


def _leads(opened: _Opened) -> bool:
    return may_over(opened.connection, opened.actor, LEAD_UNIT, opened.kept.unit, opened.today)


def _not_yet(at: datetime | None) -> None:
    if at is not None:
        raise refuse(say("您已经确认过这份交接清单。"))


def _third(opened: _Opened, reason: str) -> None:
    """Whoever signs for the one who leaves leads the unit, is neither of the two nor one with them, and says why."""
    kept, actor = opened.kept, opened.actor
    if not _leads(opened) or actor.counts_as(kept.receiver) or actor.counts_as(kept.leaver):
        raise Hidden
    _not_yet(kept.given_at)
    if wrong := unfit_text(reason, TITLE_LENGTH):
        raise Unfit({"reason": wrong})


def _pass_on(opened: _Opened) -> None:
    """Have the tasks stand under the receiver, and end the grants of the one who leaves on the day."""
    connection, kept = opened.connection, opened.kept
    items = read(kept.content)
    people = cadre_ids(connection, (kept.leaver_cadre, kept.receiver_cadre))
    kept_handovers.pass_on(
        connection, [one.of for one in items if one.sort is Sort.TALK],
        [one.key for one in items if one.sort is Sort.LEAD], people[kept.leaver_cadre], people[kept.receiver_cadre])
    day = max(kept.leaves_on, opened.today)
    for one in stored.grants_ever(connection, kept.leaver):
        if one.unit == kept.unit and one.until > day:
            until = max(day, one.since)
            stored.change_grant(connection, one.reference, until=until)
            recorded(connection, SYSTEM, "grant_revoked", {
                "grant": one.reference, "until": until.isoformat(), "handover": kept.reference}, on=opened.today,
                by=opened.actor.account, at=opened.at)


def _fit(connection: Connection, new: NewHandover, today: date) -> tuple[AccountRow, AccountRow, date]:
    found = {name: stored.account_of_cadre(connection, number) if number else None
             for name, number in (("leaver", new.leaver), ("receiver", new.receiver))}
    errors = {name: say("请写明一位有账号的工作人员。") for name, one in found.items() if one is None}
    for name, one in found.items():
        if one is not None and not any(grant.unit == new.unit for grant in stored.grants_of(connection, one.id, today)):
            errors[name] = say("他在这个单位没有现行的授权；请先办理授权，或另选单位。")
    leaver, receiver = found["leaver"], found["receiver"]
    if leaver and receiver and leaver.id == receiver.id:
        errors["receiver"] = say("接收人不能是移交人本人。")
    if leaver and not errors and kept_handovers.waiting_for(connection, leaver.id):
        errors["leaver"] = say("他已有一份交接没有办完；请先办完，或者撤销。")
    if new.leaves_on is None or new.leaves_on < today:
        errors["leaves_on"] = say("请填写今天（{today}）或以后的日期。", today=today)
    if errors or leaver is None or receiver is None or new.leaves_on is None:
        raise Unfit(errors)
    stored.held(connection, leaver.id)
    return leaver, receiver, new.leaves_on


def _able(connection: Connection, unit: str, receiver: AccountRow, items: Iterable[Item], today: date) -> None:
    """`Unfit` for a receiver who may not handle the leads that pass over."""
    handles = any((one.role, one.unit) == (Role.DISCIPLINE.value, unit)
                  for one in stored.grants_of(connection, receiver.id, today))
    if not handles and any(one.sort is Sort.LEAD for one in items):
        raise Unfit({"receiver": say("移交的事项里有问题线索，接收人须有纪检职责；请另定接收人，或先改派线索。")})


def _before(connection: Connection, actor: Actor, token: str, code: str, reference: str = "") -> str:
    """The hand-over this request was about where it was done before; `Conflict` where it did something else."""
    if not token:
        raise Unfit({"token": say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")})
    before = done_before(connection, token, actor.account)
    if before is not None and ((code and before[2] != code) or (reference and before[0] != reference)):
        raise Conflict(say("这个请求标识已经用于另一件事；请刷新页面再办理一次。"))
    return before[0] if before else ""
