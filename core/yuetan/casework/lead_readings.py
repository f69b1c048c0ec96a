"""Looking into the leads of an organ below: a superior asks, another agrees, and the first may look for half an hour.

What is sealed stays sealed. Asking, agreeing and looking are events in the case of the unit whose leads they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from attrs import evolve, frozen

from yuetan.access.actor import Actor, Role, Standing
from yuetan.access.organisations import organisations_on
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.reading_people import unit_names
from yuetan.access.units import keys_below, units_above
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.lead_acts import CLEARED, CONFIRMED, OPEN, UNFOUNDED, LeadActs, Transaction, standing_in
from yuetan.casework.lead_texts import LONGEST, unfit_text
from yuetan.casework.lead_views import LeadView, viewed
from yuetan.casework.openings import OPEN_FOR
from yuetan.records.journal import CaseFile, Entry, append
from yuetan.records.leads import leads_in
from yuetan.records.own_cases import case_of_unit
from yuetan.records.readings import AGREED, ASKED, READ, Reading, readings, unit_of, unit_rows
from yuetan.wording import say

__all__ = ["Reading", "Readings"]


@frozen
class Readings(LeadActs):
    """The acts of looking into the leads of an organ below, by one with another's agreement."""

    def ask_reading(self, actor: Actor, unit: str, reason: str, *, at: datetime, token: str = "") -> str:
        """Ask to look into the leads that a unit below keeps, by its reference: what names the request."""
        with self._act(actor, "lead.read", "", at, token=token, code=ASKED) as act:
            if act.before is not None:
                return act.before["reading"]
            if not unit:
                raise Unfit({"unit": say("请选择机关。")})
            found = unit_of(act.connection, unit)
            if found is None or not _may(act, "lead.read", found[1]):
                raise Hidden
            _check(reason, "reason")
            case = case_of_unit(act.connection, found[0])
            name = f"{case.reference}.{case.version + 1}"
            _write(act, found[0], case, ASKED, {"reading": name, "reason": reason})
            act.reason = reason
            return name

    def organs_below(self, actor: Actor, *, at: datetime) -> tuple[tuple[str, str], ...]:
        """The references and names of the units whose leads an actor may ask to look into, by their codes."""
        with self._act(actor, "lead.read", "", at) as act:
            on = civil_date(at)
            codes = tuple(sorted(grant.unit for grant in actor.granted if grant.role is Role.SUPERIOR and grant.unit))
            beginning = organisations_on(act.connection, on).general
            keys = set(act.connection.execute(keys_below(codes, frozenset(), on)).scalars())
            keys -= set(act.connection.execute(keys_below(codes, beginning, on)).scalars())
            names = unit_names(act.connection, keys, on)
            return tuple((reference, names.get(key, code)) for key, reference, code in unit_rows(act.connection, keys))

    def readings_to_agree(self, actor: Actor, *, at: datetime) -> tuple[Reading, ...]:
        """What waits for a second person and may be agreed to by this actor, the oldest first."""
        with self._act(actor, "seal.agree", "", at) as act:
            return _named_units(act, (one for one in readings(act.connection) if one.agreed_at is None
                                      and not actor.counts_as(one.asked_by) and _may(act, "seal.agree", one.unit)))

    def my_readings(self, actor: Actor, *, at: datetime) -> tuple[Reading, ...]:
        """What this actor asked for and is waiting, or may still be read; the latest first."""
        with self._act(actor, "lead.read", "", at) as act:
            mine = [one for one in readings(act.connection) if one.asked_by == actor.account]
            return _named_units(act, (one for one in reversed(mine)
                                      if one.agreed_at is None or at <= one.agreed_at + OPEN_FOR))

    def agree_reading(self, actor: Actor, reading: str, why: str, *, at: datetime, token: str = "") -> None:
        """Agree, as the second person: from now on the first may look for `OPEN_FOR`."""
        with self._act(actor, "seal.agree", "", at, token=token, code=AGREED) as act:
            if act.before is not None:
                return
            asked = _named(act, reading)
            if not _may(act, "seal.agree", asked.unit):
                raise Hidden
            if actor.counts_as(asked.asked_by):
                raise Refused(None, (), say("不能同意自己提出的查阅申请，须由另一人同意。"))
            if asked.agreed_at is not None:
                raise Refused(None, (), say("这一查阅申请已经有人同意。"))
            _check(why, "note")
            case = case_of_unit(act.connection, asked.unit_id)
            _write(act, asked.unit_id, case, AGREED, {"reading": reading, "note": why})
            act.reason = why

    def leads_below(self, actor: Actor, reading: str, *, at: datetime) -> tuple[LeadView, ...]:
        """The leads of the unit, for the one who asked and still may, while they may be read; none about himself."""
        with self._act(actor, "lead.read", "", at) as act:
            asked = _named(act, reading)
            if asked.asked_by != actor.account or not _may(act, "lead.read", asked.unit):
                raise Hidden
            if asked.agreed_at is None:
                raise Refused(None, (), say("查阅申请还没有经另一人同意。"))
            if at > asked.agreed_at + OPEN_FOR:
                raise Refused(None, (), say("查阅已过期：另一人同意后 {minutes} 分钟内可以查阅，请重新申请。",
                                            minutes=OPEN_FOR // timedelta(minutes=1)))
            act.reason = asked.reason
            _write(act, asked.unit_id, case_of_unit(act.connection, asked.unit_id), READ, {"reading": reading})
            act.beside = leads_in(act.connection, (asked.unit,), (OPEN, CONFIRMED, UNFOUNDED, CLEARED))
            return tuple(viewed(act, one) for one in act.beside if standing_in(act, one) is Standing.NONE)


def _named_units(act: Transaction, some: Iterable[Reading]) -> tuple[Reading, ...]:
    found = tuple(some)
    names = unit_names(act.connection, {one.unit_id for one in found}, civil_date(act.at))
    return tuple(evolve(one, name=names.get(one.unit_id, one.unit)) for one in found)


def _named(act: Transaction, reading: str) -> Reading:
    found = next(readings(act.connection, reading), None) if reading else None
    if found is None:
        raise Hidden
    return found


def _may(act: Transaction, action: str, unit: str) -> bool:
    """Whether the policy lets an actor do this to the leads of a unit, by how it lies to what he is granted."""
    on = civil_date(act.at)
    beginning = organisations_on(act.connection, on).general
    lies = lies_of_grants(act.actor, units_above(act.connection, unit, on), beginning)
    given = allowed(act.actor, action, standing=Standing.NONE, lies=lies)
    return ("summary" if action == "lead.read" else "act") in given.fields


def _check(text: str, field: str) -> None:
    if wrong := unfit_text(text, LONGEST):
        raise Unfit({field: wrong})


def _write(act: Transaction, unit_id: int, case: CaseFile, code: str, content: Mapping[str, str]) -> None:
    entry = Entry(code=code, happened_on=civil_date(act.at), unit_id=unit_id, content=content)
    act.event_id = append(act.connection, case, entry, by=act.actor.account, at=act.at).id
