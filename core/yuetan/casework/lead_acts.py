"""What every act about a lead has in common: who may, one transaction, and a line in the log either way."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar, cast

from attrs import define, evolve, field, frozen

from yuetan.access.actor import Actor, Role, Standing
from yuetan.access.concerned import Sides, sides_of
from yuetan.access.policy import Lies, allowed
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, NotDone, Refused
from yuetan.casework.interviews.concerned import shut_lead
from yuetan.records.cases import done_before, entries, remember_done
from yuetan.records.database import Connection, Engine, writing
from yuetan.records.journal import Entry, Stale, append, case_file_of
from yuetan.records.leads import StoredLead, case_of_lead, handlers_among, lead_of, recused_among
from yuetan.records.own_cases import case_of_cadre
from yuetan.records.read_log import GIVEN, REFUSED, log_reading
from yuetan.records.sealing import Keys, SealError
from yuetan.wording import say

__all__ = ["CLEARED", "CONFIRMED", "OPEN", "UNFOUNDED", "After", "LeadActs", "Transaction", "check_state", "handled",
           "handlers", "handles", "has_role", "may", "note", "of_unit", "permitted", "standing_in", "units_of"]

T = TypeVar("T")

After = Callable[[Connection, str, int], None]
"""Told, within the transaction, of an event about a cadre: his staff number and the id of the event."""

OPEN, CONFIRMED, UNFOUNDED, CLEARED = "open", "confirmed", "unfounded", "cleared"
"""The states of a lead; the last two are closed."""

_REFERENCE = re.compile(r"[0-9A-Za-z_-]{22}")
_SHOWS = {"lead.read": "summary", "summary.read": "summary", "informant.read": "informant", "material.read": "material"}
"""What a reading must be given by the policy to go ahead; an act must be given ``act``."""


@define
class Transaction:
    """One act on its way: whose, what is logged of it, and the connection it goes through."""

    actor: Actor
    action: str
    at: datetime
    about: str  # a reference
    reason: str = ""
    connection: Connection = field(init=False)
    before: Mapping[str, str] | None = None  # what the same request did before, by field; None where it did nothing yet
    event_id: int | None = None  # of the last event it left
    beside: tuple[StoredLead, ...] = ()  # the leads of a list: what is looked up of one is looked up of all of them
    _looked: dict[object, Any] = field(factory=dict, init=False)

    def looked(self, look_up: Callable[[Connection, Collection[StoredLead]], Mapping[int, T]], lead: StoredLead,
               ) -> T | None:
        """What is found of a lead, and at once of those beside it; None where nothing is."""
        if lead not in self.beside:
            return look_up(self.connection, (lead,)).get(lead.id)
        if look_up not in self._looked:
            self._looked[look_up] = look_up(self.connection, self.beside)
        return cast("T | None", self._looked[look_up].get(lead.id))

    @property
    def sides(self) -> Sides:
        """Who is kept above on the day of the act of those who may be shut to the actor; looked up once for a list."""
        if Sides not in self._looked or not self.beside:
            self._looked[Sides] = sides_of(self.connection, civil_date(self.at), self.actor)
        return cast("Sides", self._looked[Sides])


@frozen
class LeadActs:
    """Acts about leads on one database. ``after`` is told of whatever is put on record about a cadre."""

    records: Engine
    keys: Keys
    after: After | None = None

    @contextmanager
    def _act(self, actor: Actor, action: str, about: str, at: datetime, *, token: str = "",  # noqa: PLR0913 - one request
             code: str = "") -> Iterator[Transaction]:
        """One transaction, kept as a whole and logged; a refusal is logged by itself, for nothing else is kept.

        With ``token``, what leaves an event of this code is done once however often it is sent: ``before`` holds what
        came of it then. `Conflict` for a token that belongs to another act.
        """
        known = about if _REFERENCE.fullmatch(about) else ""  # what else somebody sends is not repeated in a log
        act = Transaction(actor, action, at, known)
        try:
            with writing(self.records) as act.connection:
                act.before = _before(act, token, code)
                yield act
                if token and act.before is None and act.event_id is not None:
                    remember_done(act.connection, token, actor.account, act.event_id, at)
                _log(act, GIVEN, act.reason)
        except (NotDone, SealError, Stale) as error:
            with writing(self.records) as act.connection:
                _log(act, REFUSED, type(error).__name__.lower())
            if isinstance(error, Stale):
                raise Conflict from error
            raise

    def _put_on_record(self, act: Transaction, lead: StoredLead, code: str, content: Mapping[str, str], *,  # noqa: PLR0913 - an event
                       counts_for: str = "", reason: str = "") -> str:
        """Write an event down in the cadre's own case, which names no lead: what names the event."""
        entry = Entry(code=code, happened_on=civil_date(act.at), cadre_id=lead.cadre_id, content=content,
                      counts_for=counts_for, reason=reason)
        case = case_of_cadre(act.connection, lead.cadre_id)
        written = append(act.connection, case, entry, by=act.actor.account, at=act.at)
        if self.after is not None:
            self.after(act.connection, lead.about, written.id)
        return f"{case.reference}.{written.sequence}"


def handled(act: Transaction, reference: str) -> StoredLead:
    """A lead that is assigned to the actor, in whose unit he may do this; `Hidden` for everybody else."""
    lead = of_unit(act, reference)
    if not handles(act, lead):
        raise Hidden
    return lead


def of_unit(act: Transaction, reference: str) -> StoredLead:
    """A lead to which the actor may do this, assigned to him or not; nobody else changes it meanwhile.

    `Hidden` for everybody else, first of all for whom it is about and who is recused: that comes before any grant.
    """
    lead = lead_of(act.connection, reference, changing=True) if _REFERENCE.fullmatch(reference) else None
    if lead is None or not permitted(act, lead):
        raise Hidden
    return lead


def permitted(act: Transaction, lead: StoredLead) -> bool:
    """Whether the actor may do this to a lead, by what he is in it and is granted in its unit."""
    standing = standing_in(act, lead)
    return may(act.actor, act.action, lead.unit, standing=standing, assigned=handles(act, lead)) and not shut_lead(
        act.connection, act.sides, act.actor, lead, civil_date(act.at))


def handles(act: Transaction, lead: StoredLead) -> bool:
    """Whether a lead is assigned to the actor."""
    return bool(act.actor.cadre) and act.actor.cadre in handlers(act, lead)


def handlers(act: Transaction, lead: StoredLead) -> tuple[str, ...]:
    """The staff numbers of those a lead is assigned to, in the order in which it was."""
    return act.looked(_handlers, lead) or ()


def _handlers(connection: Connection, leads: Collection[StoredLead]) -> Mapping[int, tuple[str, ...]]:
    return handlers_among(connection, [one.id for one in leads])


def standing_in(act: Transaction, lead: StoredLead) -> Standing:
    """What the actor is in a lead."""
    if act.actor.cadre and act.actor.cadre == lead.about:
        return Standing.SUBJECT
    recused: frozenset[str] = act.looked(recused_among, lead) or frozenset()
    if lead.about in act.actor.principals or not recused.isdisjoint({act.actor.cadre, *act.actor.principals}):
        return Standing.RECUSED
    return Standing.NONE


def note(act: Transaction, lead: StoredLead, code: str, content: Mapping[str, str]) -> None:
    """Write an event down in the case of a lead."""
    entry = Entry(code=code, happened_on=civil_date(act.at), content=content)
    written = append(act.connection, case_of_lead(act.connection, lead), entry, by=act.actor.account, at=act.at)
    act.event_id = written.id


def _before(act: Transaction, token: str, code: str) -> Mapping[str, str] | None:
    """What the same request did before: the content of its event, and under ``case`` the lead; None for a new one."""
    before = done_before(act.connection, token, act.actor.account) if token else None
    if before is None:
        return None
    case, sequence, did = before
    found = case_file_of(act.connection, case)
    kept = entries(act.connection, found.id) if found else ()
    said = next((one.content for one in kept if one.sequence == sequence), {})
    if did != code or act.about not in {"", case, *said.values()}:
        raise Conflict(say("这个请求标识已经用于另一件事；请刷新页面再办理一次。"))
    return {**said, "case": case}


def may(actor: Actor, action: str, unit: str, *, standing: Standing = Standing.NONE, assigned: bool = False) -> bool:
    """Whether the policy lets him do this to a lead that a unit keeps, by what he is granted in that very unit.

    A grant in a unit above it, or in another, gives nothing: a lead is its own organ's.
    """
    there = evolve(actor, granted=tuple(grant for grant in actor.granted if grant.unit == unit))
    given = allowed(there, action, standing=standing, lies=Lies.OWN, assigned=assigned)
    return _SHOWS.get(action, "act") in given.fields


def units_of(actor: Actor) -> frozenset[str]:
    """The codes of the units in which he is granted anything."""
    return frozenset(grant.unit for grant in actor.granted if grant.unit)


def has_role(actor: Actor, role: Role, unit: str) -> bool:
    """Whether he is granted a role in this very unit."""
    return any(grant.unit == unit and grant.role is role for grant in actor.granted)


def check_state(lead: StoredLead, *states: str) -> None:
    """`Refused` where the lead is in none of these states."""
    if lead.state not in states:
        raise Refused(None, (), say("按线索目前的办理状态，不能进行此项操作。"))


def _log(act: Transaction, outcome: str, reason: str) -> None:
    log_reading(act.connection, by=act.actor.account, at=act.at, action=act.action, of=act.about, outcome=outcome,
                reason=reason)


