"""A reorganisation carried out: the roster from its day on, what ends with a unit, what is told, and what is owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from attrs import evolve

from yuetan.casework.errors import Conflict
from yuetan.casework.governing import calendar_of, jurisdictions_on
from yuetan.casework.units.asking import Found
from yuetan.casework.units.inheriting import inherit_collections
from yuetan.engine.reorganisations import Changes
from yuetan.plugins import Plugins
from yuetan.records import reorganising as stored
from yuetan.records.cases import alone_with, put_out, unit_ids
from yuetan.records.database import Connection
from yuetan.records.journal import ENTERED, LATE, Entry, append
from yuetan.records.owed.sweeping import sweep
from yuetan.records.owed.swept import swept_up_to
from yuetan.records.own_cases import case_of_unit
from yuetan.records.recorded import GOVERNANCE, SYSTEM, recorded
from yuetan.records.reorganising import CONFIRMED, UNITS, KeptReorganisation
from yuetan.records.units import UNIT_ENDED, change_units
from yuetan.wording import say

CONFIRMED_EVENT, FOUNDED, RENAMED, MOVED, ENDED, TOOK_OVER = (
    "reorganisation_confirmed", "unit_founded", "unit_renamed", "unit_moved", UNIT_ENDED, "unit_took_over")
"""What is told in the cases of the units it touches; the first, with everything, in that of the unit it is about."""


def carry_out(found: Found, kept: KeptReorganisation, changes: Changes, plugins: Plugins, at: datetime) -> int:
    """Carry it out: the key of the event. Raises `Conflict` where somebody decided on it before."""
    connection, today, by = found.connection, found.office.today, found.actor.account
    keys = unit_ids(connection, found.asked.touched)
    alone_with(connection, [-key for key in keys.values()])  # numbers that are no cadre's
    in_effect = changes.since <= today
    if in_effect and swept_up_to(connection) != today:
        _sweep(found, plugins, at, "sweep")  # so that what changes next, changes because of this
    if not stored.decide(connection, kept, CONFIRMED, decided_by=by, decided_at=at):
        raise Conflict(say("这一项调整已经有人办理；请刷新页面，看过最新情况再决定。"))
    change_units(connection, found.world, changes, kept.id)
    _end_with(connection, [keys[one] for one in changes.ended], found, kept, at)
    event_id = _tell(found, kept, changes, at)
    stored.set_event(connection, kept, event_id)
    if in_effect:
        _sweep(found, plugins, at, UNITS)
        stored.note_cause(connection, at, event_id)
        take_effect(connection, evolve(kept, decided_by=by), event_id, today, at)
    return event_id


def take_effect(connection: Connection, kept: KeptReorganisation, event_id: int, today: date, at: datetime) -> None:
    """See to what its day brings: what ended units still owe, and what they collected, is their heirs'."""
    heirs = stored.heirs_by(connection, kept)
    stored.note_handed_over(connection, heirs, at=at, as_of=today, event_id=event_id)
    inherit_collections(connection, heirs, on=today, by=kept.decided_by, at=at)
    stored.note_effect(connection, kept, at)


def told(connection: Connection, unit_id: int, entry: Entry, *, by: int, at: datetime) -> int:
    """Write something down in the case of a unit: the key of the event."""
    return append(connection, case_of_unit(connection, unit_id), entry, by=by, at=at).id


def _sweep(found: Found, plugins: Plugins, at: datetime, why: str) -> None:
    jurisdictions = jurisdictions_on(found.connection, plugins, found.office.today)
    if jurisdictions:
        sweep(found.connection, jurisdictions, calendar=calendar_of(found.connection), as_of=found.office.today, at=at,
              why=why)


def _end_with(connection: Connection, units: Sequence[int], found: Found, kept: KeptReorganisation, at: datetime,
              ) -> None:
    """End the grants over units that end, and the decisions on what governs them: neither passes to anybody else."""
    grants = stored.grants_in(connection, units, kept.since)
    stored.end_grants(connection, grants, kept.since)
    rows = stored.governances_in(connection, units, kept.since)
    stored.end_governances(connection, rows, kept.since, at)
    for sort, code, name, some in ((SYSTEM, "grant_revoked", "grant", grants),
                                   (GOVERNANCE, "governance_withdrawn", "governance", rows)):
        for row in some:
            recorded(connection, sort, code, {
                name: row.reference, "until": kept.since.isoformat(), "reorganisation": kept.reference},
                on=found.office.today, by=found.actor.account, at=at)


def _tell(found: Found, kept: KeptReorganisation, changes: Changes, at: datetime) -> int:
    """Tell every unit it touches, in its own case: the key of the event in that of the unit it is about."""
    connection, today = found.connection, found.office.today
    late = kept.since < today
    common: dict[str, Any] = {
        "happened_on": min(kept.since, today), "provenance": LATE if late else ENTERED, "paper": kept.paper,
        "late_reason": kept.reason if late else ""}
    mine = {"reorganisation": kept.reference, "since": kept.since.isoformat()}
    everything = {"sort": kept.sort, "posts": str(len(changes.posts)), "portfolios": str(len(changes.portfolios)),
                  "ended": " ".join(changes.ended), "founded": " ".join(one.code for one in changes.founded)}
    by = found.actor.account
    main = told(connection, kept.unit_id, Entry(
        code=CONFIRMED_EVENT, unit_id=kept.unit_id, content=mine | everything, **common), by=by, at=at)
    put_out(connection, main, CONFIRMED_EVENT, "{}")
    entries = tuple(_entries(found, changes))
    keys = unit_ids(connection, [code for code, _, _ in entries])
    for code, event, content in entries:
        told(connection, keys[code], Entry(code=event, unit_id=keys[code], content=mine | content, **common), by=by,
             at=at)
    return main


def _entries(found: Found, changes: Changes) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What befell each unit: its code, the event and what it says."""
    world, day = found.world, changes.since
    founded = {one.code for one in changes.founded}
    for one in changes.placed:
        before = next((was for was in reversed(world.placements) if was.unit == one.unit), None)
        if one.unit in founded or before is None:
            yield one.unit, FOUNDED, {"name": one.name, "parent": one.parent}
        elif before.name != one.name:
            yield one.unit, RENAMED, {"was": before.name, "name": one.name}
        else:
            yield one.unit, MOVED, {"was": before.parent, "parent": one.parent}
    for code in changes.ended:
        yield code, ENDED, {"name": world.name_of(code, day), "into": " ".join(
            one.successor for one in changes.successions if one.unit == code)}
    for taken in changes.successions:
        yield taken.successor, TOOK_OVER, {"from": taken.unit, "inherits": " ".join(sorted(taken.inherits))}
