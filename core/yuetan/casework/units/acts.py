"""Reorganisations: proposed by somebody over the units, decided on by somebody above them, and carried out with that.

Every act is one transaction with its event in the unit's own case; a request sent twice is done once. Names and places
change from their day on and never before it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.reorganisation_rights import concerned, may_decide, may_propose
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.interviews.opened import Office, office_on
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.units.asking import LONGEST_REASON, Asked, Found, demand_fit, demand_known, found, whole
from yuetan.casework.units.carrying_out import carry_out, told
from yuetan.engine.reorganisation_faults import faults_of
from yuetan.engine.reorganisation_text import mark_of, read, written
from yuetan.engine.reorganisations import Changes, Reorganisation, changes_of
from yuetan.plugins import Plugins
from yuetan.records import reorganising as stored
from yuetan.records.cases import alone_with, done_before, remember_done, unit_ids
from yuetan.records.database import Connection, Engine, alone, writing
from yuetan.records.journal import Entry, Stale
from yuetan.records.reorganising import (
    CONFIRMED,
    PARENT,
    RETURNED,
    SUBJECT,
    SUCCESSOR,
    WITHDRAWN,
    KeptReorganisation,
)
from yuetan.wording import say

PROPOSED_EVENT = "reorganisation_proposed"
DECIDED_EVENTS = {CONFIRMED: "reorganisation_confirmed", RETURNED: "reorganisation_returned",
                  WITHDRAWN: "reorganisation_withdrawn"}

Decide = Callable[[KeptReorganisation, Found, datetime], int]
"""What a decision does: the key of its event."""


@frozen(eq=False)
class Reorganisations:
    """The acts by which units change, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def propose(self, actor: Actor, given: Asked, *, token: str) -> str:
        """Propose it: its reference. Raises `Hidden` for who does not work for the units, and `Unfit`."""
        try:
            with writing(self.records) as connection:
                at = self.now()
                if (before := _before(connection, actor, token, PROPOSED_EVENT)) is not None:
                    return before
                alone(connection)
                asked = whole(given)
                seen = found(connection, self._office(connection, at), actor, asked)
                demand_known(asked, seen)
                if not may_propose(actor, asked, seen.lines, seen.beginning):
                    raise Hidden
                demand_fit(given, seen, self._types())
                return _keep_proposal(seen, given, at, token)
        except Stale as stale:
            raise Conflict(_changed()) from stale

    def confirm(self, actor: Actor, reference: str, *, seen: str, token: str) -> None:
        """Confirm it, so that it is carried out. ``seen`` is the mark of what the actor saw that it changes.

        Raises `Hidden` for whoever may not, who proposed it, and whose own post it is about; `Conflict` where it was
        decided on before, or changes something else by now.
        """
        def act(kept: KeptReorganisation, at_hand: Found, at: datetime) -> int:
            if actor.counts_as(kept.proposed_by):
                raise Hidden
            changes = _changes(at_hand)
            posts = at_hand.world.units_of((actor.cadre,), at_hand.asked.since) if actor.cadre else ()
            if concerned(actor, at_hand.asked, changes, posts):
                raise Hidden
            if mark_of(changes) != seen:
                raise Conflict(say("看过之后情况有了变化，这次调整涉及的任职或单位已不相同；请重新核对再确认。"))
            return carry_out(at_hand, kept, changes, self.plugins, at)
        self._decide(actor, reference, CONFIRMED, token, act)

    def give_back(self, actor: Actor, reference: str, note: str, *, token: str) -> None:
        """Return it with a reason; it is not carried out. Raises as `confirm` does, and `Unfit` without a reason."""
        self._close(actor, reference, RETURNED, note, token)

    def withdraw(self, actor: Actor, reference: str, note: str, *, token: str) -> None:
        """Give up one's own proposal before it is decided on. Raises `Hidden`, `Conflict`, and `Unfit`."""
        self._close(actor, reference, WITHDRAWN, note, token)

    def _close(self, actor: Actor, reference: str, state: str, note: str, token: str) -> None:
        def act(kept: KeptReorganisation, at_hand: Found, at: datetime) -> int:
            if wrong := unfit_text(note, LONGEST_REASON):
                raise Unfit({"note": wrong})
            if not stored.decide(at_hand.connection, kept, state, note=note.strip(), decided_by=actor.account,
                                 decided_at=at):
                raise Conflict(_changed())
            return told(at_hand.connection, kept.unit_id, Entry(
                code=DECIDED_EVENTS[state], happened_on=at_hand.office.today, unit_id=kept.unit_id, reason=note.strip(),
                content={"reorganisation": kept.reference}), by=actor.account, at=at)
        self._decide(actor, reference, state, token, act)

    def _decide(self, actor: Actor, reference: str, state: str, token: str, act: Decide) -> None:
        try:
            with writing(self.records) as connection:
                at = self.now()
                office = self._office(connection, at)
                kept = stored.reorganisation_of(connection, reference)
                if kept is None:
                    raise Hidden
                at_hand = found(connection, office, actor, read(kept.content))
                _demand_deciding(at_hand, kept, state)
                if _before(connection, actor, token, DECIDED_EVENTS[state], kept) is not None:
                    return
                alone(connection)
                if kept.state != stored.PROPOSED:
                    raise Conflict(_changed())
                event_id = act(kept, at_hand, at)
                remember_done(connection, token, actor.account, event_id, at)
        except Stale as stale:
            raise Conflict(_changed()) from stale

    def _office(self, connection: Connection, at: datetime) -> Office:
        return office_on(connection, self.plugins, civil_date(at))

    def _types(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.plugins.vocabulary.terms if one.of == "unit_type")


def _demand_deciding(at_hand: Found, kept: KeptReorganisation, state: str) -> None:
    """Raise `Hidden` for whoever may not: who proposed it gives it up, who is above decides on it."""
    actor, asked = at_hand.actor, at_hand.asked
    own = kept.proposed_by == actor.account and may_propose(actor, asked, at_hand.lines, at_hand.beginning)
    above = may_decide(actor, asked, at_hand.lines, at_hand.beginning)
    if not (own if state == WITHDRAWN else above):
        raise Hidden


def _changes(at_hand: Found) -> Changes:
    """What it changes by now. Raises `Conflict` where it may be carried out no more as it was proposed."""
    faults = faults_of(at_hand.world, at_hand.asked)
    if faults:
        raise Conflict(say("提出之后情况有了变化，已不能照原方案办理：{faults}请退回后重新提出。",
                           faults="".join(faults.values())))
    return changes_of(at_hand.world, at_hand.asked)


def _keep_proposal(seen: Found, given: Asked, at: datetime, token: str) -> str:
    connection, asked, actor = seen.connection, seen.asked, seen.actor
    keys = unit_ids(connection, (*asked.touched, asked.parent))
    if stored.waiting_over(connection, (keys[one] for one in asked.touched if one in keys)):
        raise Unfit({"units": say("其中有单位另有一项调整等待确认；请先办结那一项，或者撤回它。")})
    alone_with(connection, [-keys[asked.units[0]]])
    kept = stored.add_reorganisation(
        connection, _parts(asked, keys), sort=asked.sort.value, unit_id=keys[asked.units[0]], since=asked.since,
        content=written(asked), paper=given.paper.strip(), reason=given.reason.strip(), proposed_by=actor.account,
        proposed_at=at)
    event_id = told(connection, kept.unit_id, Entry(
        code=PROPOSED_EVENT, happened_on=seen.office.today, unit_id=kept.unit_id,
        content={"reorganisation": kept.reference, "sort": kept.sort, "since": kept.since.isoformat(),
                 "paper": kept.paper, "mark": mark_of(changes_of(seen.world, asked))}), by=actor.account, at=at)
    remember_done(connection, token, actor.account, event_id, at)
    return kept.reference


def _parts(asked: Reorganisation, keys: dict[str, int]) -> dict[int, str]:
    parts = {asked.parent: PARENT} | dict.fromkeys(asked.into, SUCCESSOR) | dict.fromkeys(asked.units, SUBJECT)
    return {keys[code]: part for code, part in parts.items() if code in keys}


def _changed() -> str:
    return say("这一项调整已经有人办理；请刷新页面，看过最新情况再决定。")


def _before(connection: Connection, actor: Actor, token: str, code: str, kept: KeptReorganisation | None = None,
            ) -> str | None:
    """What the same request did before, where it did: the reference of the proposal. `Conflict` for another act."""
    if not token:
        raise Unfit({"token": say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")})
    before = done_before(connection, token, actor.account)
    if before is None:
        return None
    about = stored.told_in(connection, before[0], before[1])
    if before[2] != code or (kept is not None and about != kept.reference):
        raise Conflict(say("这个请求标识已经用于另一件事；请刷新页面再办理一次。"))
    return about
