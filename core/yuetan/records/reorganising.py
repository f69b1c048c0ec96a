"""Reorganisations in the tables: proposed, then confirmed, returned or withdrawn; and what ends with a unit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, Select, insert, or_, select, true, update

from yuetan.engine.successions import CASES
from yuetan.records.owed.changes import HANDED_OVER
from yuetan.records.references import is_kept, new_reference
from yuetan.records.tables import (
    case_file,
    event,
    governance,
    obligation,
    obligation_change,
    reorganisation,
    reorganisation_unit,
    role_grant,
    succession,
    unit,
)

PROPOSED, CONFIRMED, RETURNED, WITHDRAWN = "proposed", "confirmed", "returned", "withdrawn"
"""The states of a reorganisation."""

SUBJECT, SUCCESSOR, PARENT = "subject", "successor", "parent"
"""The parts that units play in one."""

UNITS = "units"
"""Why something changed in what is owed: units changed."""

_PENDING = ("OPEN", "WAITING", "OVERDUE")


@frozen(kw_only=True)
class KeptReorganisation:
    """A reorganisation as the table keeps it."""

    id: int
    reference: str
    sort: str
    unit_id: int
    since: date
    content: str
    paper: str
    reason: str
    state: str
    proposed_by: int
    proposed_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    note: str
    event_id: int | None
    effective_at: datetime | None


def add_reorganisation(connection: Connection, units: Mapping[int, str], **values: Any) -> KeptReorganisation:  # noqa: ANN401 - the columns of it
    """Keep a proposal; ``units`` gives the part of each existing unit it touches, by key."""
    row = {"reference": new_reference(), "state": PROPOSED, "note": "", "decided_by": None, "decided_at": None,
           "event_id": None, "effective_at": None, **values}
    number = connection.execute(insert(reorganisation).values(row).returning(reorganisation.c.id)).scalar_one()
    connection.execute(insert(reorganisation_unit), [
        {"reorganisation_id": number, "unit_id": key, "part": part} for key, part in units.items()])
    return KeptReorganisation(id=number, **row)


def reorganisation_of(connection: Connection, reference: str) -> KeptReorganisation | None:
    """The reorganisation of this reference; None where there is none."""
    if not is_kept(reference):
        return None
    row = connection.execute(select(reorganisation).where(reorganisation.c.reference == reference)).mappings().first()
    return KeptReorganisation(**row) if row else None


def decide(connection: Connection, kept: KeptReorganisation, state: str, **values: Any) -> bool:  # noqa: ANN401 - the columns of it
    """Have a proposal stand so, unless somebody decided on it before: whether it was still waiting."""
    mine = reorganisation.c.id == kept.id, reorganisation.c.state == PROPOSED
    return connection.execute(update(reorganisation).where(*mine).values(state=state, **values)).rowcount == 1


def set_event(connection: Connection, kept: KeptReorganisation, event_id: int) -> None:
    """By which event it was confirmed."""
    connection.execute(update(reorganisation).where(reorganisation.c.id == kept.id).values(event_id=event_id))


def told_in(connection: Connection, case: str, sequence: int) -> str:
    """The reorganisation that an event of a case tells of, by its reference; empty for another event."""
    query = (select(event.c.content).join(case_file, event.c.case_id == case_file.c.id)
             .where(case_file.c.reference == case, event.c.sequence == sequence))
    content: dict[str, str] = json.loads(connection.execute(query).scalar_one_or_none() or "{}")
    return content.get("reorganisation", "")


def coming_into_effect(connection: Connection, on: date) -> tuple[KeptReorganisation, ...]:
    """What was confirmed for a day that has come, and has not been seen to yet."""
    query = select(reorganisation).where(
        reorganisation.c.state == CONFIRMED, reorganisation.c.since <= on, reorganisation.c.effective_at.is_(None))
    return tuple(KeptReorganisation(**row)
                 for row in connection.execute(query.order_by(reorganisation.c.since, reorganisation.c.id)).mappings())


def note_effect(connection: Connection, kept: KeptReorganisation, at: datetime) -> None:
    """That it has taken effect, and when that was seen to."""
    connection.execute(update(reorganisation).where(reorganisation.c.id == kept.id).values(effective_at=at))


def heirs_by(connection: Connection, kept: KeptReorganisation) -> dict[int, str]:
    """The heirs that a reorganisation brought: by the keys of the units that ended, the codes of who took over."""
    query = (select(succession.c.unit_id, unit.c.code).join(unit, succession.c.successor_id == unit.c.id)
             .where(succession.c.reorganisation_id == kept.id, succession.c.inherits.contains(CASES)))
    return {row.unit_id: row.code for row in connection.execute(query)}


def waiting_over(connection: Connection, keys: Iterable[int]) -> tuple[str, ...]:
    """The references of the proposals still waiting that touch one of some units otherwise than as a parent."""
    query = (select(reorganisation.c.reference).join(reorganisation_unit)
             .where(reorganisation.c.state == PROPOSED, reorganisation_unit.c.unit_id.in_(sorted(keys)),
                    reorganisation_unit.c.part != PARENT).order_by(reorganisation.c.id))
    return tuple(dict.fromkeys(connection.execute(query).scalars()))


def reorganisations() -> Select[Any]:
    """A query for reorganisations with the code of the unit in whose case each is told; not narrowed yet."""
    return select(reorganisation, unit.c.code).join(unit, reorganisation.c.unit_id == unit.c.id)


def parts_of(connection: Connection, keys: Iterable[int]) -> Sequence[Row[Any]]:
    """The units that some reorganisations touch: reorganisation, unit, code, reference of the unit and part."""
    query = (select(reorganisation_unit, unit.c.code, unit.c.reference).join(unit)
             .where(reorganisation_unit.c.reorganisation_id.in_(sorted(keys))).order_by(unit.c.code))
    return connection.execute(query).all()


def grants_in(connection: Connection, units: Iterable[int], since: date) -> Sequence[Row[Any]]:
    """The grants over some units themselves that would be in effect on a day or later."""
    query = select(role_grant).where(role_grant.c.unit_id.in_(sorted(units)), role_grant.c.until > since,
                                     role_grant.c.until > role_grant.c.since).order_by(role_grant.c.id)
    return connection.execute(query).all()


def end_grants(connection: Connection, rows: Iterable[Row[Any]], since: date) -> None:
    """End grants on a day; one that would begin later, before it begins."""
    for row in rows:
        connection.execute(update(role_grant).where(role_grant.c.id == row.id).values(until=max(since, row.since)))


def governances_in(connection: Connection, units: Iterable[int], since: date) -> Sequence[Row[Any]]:
    """The decisions on governance over some units themselves that would stand on a day or later."""
    query = select(governance).where(
        governance.c.unit_id.in_(sorted(units)), governance.c.until > since, governance.c.withdrawn_at.is_(None))
    return connection.execute(query.order_by(governance.c.id)).all()


def end_governances(connection: Connection, rows: Iterable[Row[Any]], since: date, at: datetime) -> None:
    """End decisions on governance on a day; one that would begin then or later, or was not approved, altogether."""
    for row in rows:
        stands = row.approved_at is not None and row.since < since
        values: dict[str, object] = {"until": since} if stands else {"withdrawn_at": at}
        connection.execute(update(governance).where(governance.c.id == row.id).values(values))


def note_cause(connection: Connection, at: datetime, event_id: int, *, names: Iterable[str] | None = None,
               was: str = UNITS) -> None:
    """Have what changed in what is owed at a moment name the event that brought it about, because units changed.

    With ``names`` that is only what concerns these subjects and was put down to something else, ``was``, so far.
    """
    row = obligation_change.c
    about = true() if names is None else row.subject.in_(sorted(names))
    connection.execute(update(obligation_change).where(
        row.at == at, row.why == was, row.event_id.is_(None), about).values(event_id=event_id, why=UNITS))


def note_handed_over(connection: Connection, heirs: Mapping[int, str], *, at: datetime, as_of: date,
                     event_id: int) -> int:
    """Keep of what units still owe that it is the task of their heirs, by the codes of these: how many there are."""
    query = select(obligation, unit.c.code).join(unit, obligation.c.unit_id == unit.c.id).where(
        obligation.c.unit_id.in_(sorted(heirs)), obligation.c.status.in_(_PENDING),
        or_(obligation.c.interview_id.is_not(None), obligation.c.cadre_id.is_(None)))
    rows = [{"regulation": row.regulation, "edition": row.edition, "duty": row.duty, "subject": row.subject,
             "cause": row.cause, "change": HANDED_OVER, "was": row.status, "became": row.status, "due_was": row.due,
             "due_became": row.due, "why": UNITS, "at": at, "as_of": as_of, "event_id": event_id, "had": row.code,
             "has": heirs[row.unit_id]} for row in connection.execute(query)]
    if rows:
        connection.execute(insert(obligation_change), rows)
    return len(rows)
