"""Inspections: a period or a sample of a unit's talks taken out to be looked at, by one with another's agreement.

So is a ledger, by whoever may read it and not take it away alone. Asking, agreeing and each taking out are events in
the case of the unit, and every talk that was taken out stands in the log of readings.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from yuetan.access.actor import Actor
from yuetan.access.reading_people import unit_names
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.lead_texts import LONGEST, unfit_text
from yuetan.casework.permitted_units import codes_below, permitted_units, units_called
from yuetan.records.cases import done_before, remember_done, unit_ids
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.inspections import (
    INSPECTION,
    LEDGER,
    KeptInspection,
    add_inspection,
    agree_to_inspection,
    find_inspection,
    inspections_in,
)
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_unit
from yuetan.records.proving import last_mark
from yuetan.records.read_log import GIVEN, log_reading
from yuetan.records.values import CODE_LENGTH
from yuetan.wording import say

__all__ = ["INSPECTION", "LEDGER", "Inspections", "KeptInspection", "NewInspection"]

MAKE, AGREE, NAMES = "inspection.make", "inspection.agree", "inspection.names"
ASKED, AGREED, TAKEN = "inspection_asked", "inspection_agreed", "inspection_taken"
EXPORT = "export.make"
ACTIONS = {INSPECTION: MAKE, LEDGER: EXPORT}
"""What the policy calls it to take each out."""

OPEN_FOR = timedelta(days=7)
MOST_SAMPLED = 10_000
Act = Callable[[Connection, datetime], tuple[str, int]]


@frozen(kw_only=True)
class NewInspection:
    """What somebody wants to look at: a unit with all below, from a day to a day, both included."""

    unit: str  # its code
    since: date
    until: date
    sample: int | None = None  # how many talks; None: all of them
    seed: str = ""  # from which the sample is drawn, the same for the same seed
    names: bool = False
    reason: str = ""
    takes: str = INSPECTION  # or LEDGER: the ledger of the same days, whose rows he may read by himself
    regulation: str = ""  # whose ledger; empty: that of all together


@frozen(eq=False)
class Inspections:
    """The acts of inspections, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    now: Callable[[], datetime]

    def ask(self, actor: Actor, new: NewInspection, *, token: str) -> str:
        """Ask to take a unit's talks out: what names the request. Raises `Hidden` and `Unfit`.

        Names are asked for by whoever holds the grant; anybody else's are masked, whatever was asked.
        """
        def act(connection: Connection, at: datetime) -> tuple[str, int]:
            unit_id = unit_ids(connection, (new.unit,)).get(new.unit)
            if unit_id is None or new.takes not in ACTIONS or not self._may(
                    connection, actor, new.unit, ACTIONS[new.takes]):
                raise Hidden
            _check(new)
            if new.takes == INSPECTION and new.names and not self._may(connection, actor, new.unit, NAMES):
                raise Unfit({"names": say("您没有查看姓名的授权；请改为不含姓名。")})
            reference = add_inspection(connection, {
                "unit_id": unit_id, "since": new.since, "until": new.until, "sample": new.sample,
                "seed": new.seed.strip(), "names": new.names, "reason": new.reason.strip(),
                "mark": last_mark(connection), "asked_by": actor.account, "asked_at": at, "takes": new.takes,
                "regulation": new.regulation})
            return reference, _write(connection, unit_id, ASKED, actor, at, {
                "inspection": reference, "takes": new.takes, "regulation": new.regulation,
                "since": new.since.isoformat(), "until": new.until.isoformat(),
                "sample": str(new.sample or ""), "seed": new.seed.strip(), "names": "yes" if new.names else "no",
                "reason": new.reason.strip()})
        return self._once(actor, token, ASKED, act)

    def agree(self, actor: Actor, reference: str, note: str, *, token: str) -> None:
        """Agree, as the second person: from now on the first may take it out for `OPEN_FOR`.

        Raises `Hidden`, `Unfit` without a note, and `Refused` for one's own, and for one that was agreed to.
        """
        def act(connection: Connection, at: datetime) -> tuple[str, int]:
            found = find_inspection(connection, reference)
            if found is None or not self._may(connection, actor, found.unit, AGREE):
                raise Hidden
            if actor.counts_as(found.asked_by):
                raise Refused(None, (), say("不能同意自己提出的申请，须由另一人同意。"))
            if wrong := unfit_text(note, LONGEST):
                raise Unfit({"note": wrong})
            if not agree_to_inspection(connection, found.id, by=actor.account, at=at):
                raise Refused(None, (), say("这一申请已经有人同意。"))
            return reference, _write(connection, found.unit_id, AGREED, actor, at, {
                "inspection": reference, "note": note.strip()})
        self._once(actor, token, AGREED, act)

    def listed(self, actor: Actor) -> tuple[KeptInspection, ...]:
        """What an actor asked for, and what waits for an agreement that he may give; the latest first."""
        with reading(self.records) as connection:
            mine = self._permitted(connection, actor, codes_below(connection, actor, civil_date(self.now())), AGREE)
            found = inspections_in(connection, mine, actor.account)
            names = unit_names(connection, {one.unit_id for one in found}, civil_date(self.now()))
            return tuple(evolve(one, unit_name=names.get(one.unit_id, one.unit)) for one in found)

    def units(self, actor: Actor, takes: str = INSPECTION) -> tuple[tuple[str, str], ...]:
        """The codes and names of the units of which he may ask for that, in the order of their codes: the first 400."""
        with reading(self.records) as connection:
            on = civil_date(self.now())
            mine = self._permitted(connection, actor, codes_below(connection, actor, on), ACTIONS[takes])
            return units_called(connection, mine, on)

    def opened(self, actor: Actor, reference: str) -> KeptInspection:
        """One that may be taken out now, by whoever asked for it.

        Raises `Hidden`, and `Refused` where nobody agreed yet or it is too late.
        """
        with reading(self.records) as connection:
            found = find_inspection(connection, reference)
            if found is None or found.asked_by != actor.account or not self._may(
                    connection, actor, found.unit, ACTIONS[found.takes]):
                raise Hidden
            if found.takes == INSPECTION and found.names and not self._may(connection, actor, found.unit, NAMES):
                raise Hidden
            if found.agreed_at is None:
                raise Refused(None, (), say("检查材料还没有经另一人同意，不能导出。"))
            if self.expired(found):
                raise Refused(None, (), say("另一人同意后 {days} 天内可以导出，现已过期；请重新申请。",
                                            days=OPEN_FOR.days))
            return found

    def expired(self, one: KeptInspection) -> bool:
        """Whether it is too late to take one out that was agreed to."""
        return one.agreed_at is not None and self.now() > one.agreed_at + OPEN_FOR

    def taken(self, actor: Actor, one: KeptInspection, *, digest: str, interviews: Collection[str]) -> None:
        """Put on record that it was taken out: with the SHA-256 of the file, and every interview in it."""
        with writing(self.records) as connection:
            at = self.now()
            _write(connection, one.unit_id, TAKEN, actor, at, {
                "inspection": one.reference, "number": one.number, "digest": digest,
                "interviews": str(len(interviews)), "names": "yes" if one.names else "no", "reason": one.reason})
            for reference in (one.reference, *interviews):
                log_reading(connection, by=actor.account, at=at, action=ACTIONS[one.takes], of=reference, outcome=GIVEN,
                            reason=one.reason)

    def _may(self, connection: Connection, actor: Actor, unit: str, action: str) -> bool:
        return unit in self._permitted(connection, actor, (unit,), action)

    def _permitted(self, connection: Connection, actor: Actor, units: Collection[str], action: str) -> frozenset[str]:
        return permitted_units(connection, actor, units, action, civil_date(self.now()))

    def _once(self, actor: Actor, token: str, code: str, act: Act) -> str:
        if not token:
            raise Unfit({"token": say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")})
        with writing(self.records) as connection:
            before, at = done_before(connection, token, actor.account), self.now()
            if before is not None:
                if before[2] != code:
                    raise Conflict(say("这个请求标识已经用于另一件事；请刷新页面再办理一次。"))
                return ""
            reference, event_id = act(connection, at)
            remember_done(connection, token, actor.account, event_id, at)
            return reference


def _check(new: NewInspection) -> None:
    errors = dict[str, str]()
    if wrong := unfit_text(new.reason, LONGEST):
        errors["reason"] = wrong
    if new.since > new.until:
        errors["until"] = say("最后一天不能早于第一天 {on}。", on=new.since)
    if new.sample is not None and not 0 < new.sample <= MOST_SAMPLED:
        errors["sample"] = say("请写 1 至 {most} 之间的整数。", most=MOST_SAMPLED)
    if wrong := unfit_text(new.seed, CODE_LENGTH, optional=new.sample is None):
        errors["seed"] = wrong
    if errors:
        raise Unfit(errors)


def _write(connection: Connection, unit_id: int, code: str, actor: Actor, at: datetime, content: dict[str, str]) -> int:  # noqa: PLR0913, PLR0917 - an event
    entry = Entry(code=code, happened_on=civil_date(at), unit_id=unit_id, content=content)
    return append(connection, case_of_unit(connection, unit_id), entry, by=actor.account, at=at).id
