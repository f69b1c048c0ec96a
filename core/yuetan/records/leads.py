"""Rows of leads and of those who handle them, and the case in which what concerns a cadre is on record."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Select, delete, func, insert, select, update

from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.journal import CaseFile, case_file_of, open_case
from yuetan.records.owed.dialects import unindexed
from yuetan.records.references import is_kept
from yuetan.records.tables import cadre, event, interview, lead, lead_handler, participant, unit
from yuetan.rules.events import HELD

__all__ = [
    "CLOSED", "LEAD_CASE", "RECUSED", "StoredLead", "case_of_lead", "handlers_among", "handlers_of",
    "last_entries", "lead_of", "leads_handled_by", "leads_in", "leads_without_handler", "link_interview", "linkable",
    "put_handlers", "put_lead", "recused_among", "recused_from", "remove_handler", "set_state", "settled_among",
    "talks_among",
]

LEAD_CASE = "lead"
"""The sorts of the two cases: what is on record about a cadre outside any interview, and a lead."""

CLOSED = "lead_unfounded"
"""The event by which a lead is closed."""

RECUSED = "recused"
"""The event in the case of a lead, and the part in an interview, of somebody who may do nothing there."""


@frozen(kw_only=True)
class StoredLead:
    """One lead as it stands. ``about`` is a staff number, ``unit`` the code of the discipline organ that keeps it."""

    id: int
    case_id: int
    reference: str
    cadre_id: int
    about: str
    unit: str
    received_on: date
    channel: str
    summary: str
    state: str


def put_lead(connection: Connection, row: Mapping[str, Any]) -> tuple[int, CaseFile]:
    """Keep a new lead, of the columns of its table, in a case of its own: its id and its case, which name it alike."""
    case = open_case(connection, LEAD_CASE)
    values = {**row, "case_id": case.id, "reference": case.reference}
    number: int = connection.execute(insert(lead).values(values).returning(lead.c.id)).scalar_one()
    return number, case


def lead_of(connection: Connection, reference: str, *, changing: bool = False) -> StoredLead | None:
    """The lead of this reference; None where there is none. With ``changing``, nobody else changes it meanwhile."""
    query = _leads().where(lead.c.reference == reference)
    found = connection.execute(query.with_for_update(of=lead) if changing else query).mappings().first()
    return StoredLead(**found) if found else None


def leads_handled_by(connection: Connection, staff_number: str, units: Collection[str]) -> tuple[StoredLead, ...]:
    """The leads kept by these units that are assigned to a cadre, the latest received first."""
    handler = cadre.alias("handler")
    query = (_leads().join(lead_handler, lead_handler.c.lead_id == lead.c.id)
             .join(handler, lead_handler.c.cadre_id == handler.c.id)
             .where(handler.c.staff_number == staff_number, unit.c.code.in_(units)))
    return _found(connection, query)


def leads_without_handler(connection: Connection, units: Collection[str]) -> tuple[StoredLead, ...]:
    """The leads kept by these units that are assigned to nobody, the latest received first."""
    assigned = select(lead_handler.c.id).where(lead_handler.c.lead_id == lead.c.id).exists()
    return _found(connection, _leads().where(unit.c.code.in_(units), ~assigned))


def leads_in(connection: Connection, units: Collection[str], states: Collection[str]) -> tuple[StoredLead, ...]:
    """The leads kept by these units that are in one of these states, the latest received first."""
    return _found(connection, _leads().where(unit.c.code.in_(units), lead.c.state.in_(states)))


def set_state(connection: Connection, lead_id: int, state: str) -> None:
    """Put a lead into another state."""
    connection.execute(update(lead).where(lead.c.id == lead_id).values(state=state))


def handlers_of(connection: Connection, lead_id: int) -> tuple[str, ...]:
    """The staff numbers of those a lead is assigned to, in the order in which it was."""
    return handlers_among(connection, (lead_id,)).get(lead_id, ())


def handlers_among(connection: Connection, lead_ids: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """The same of several leads by their keys; one that is assigned to nobody is left out."""
    query = (select(lead_handler.c.lead_id, cadre.c.staff_number)
             .join(cadre, lead_handler.c.cadre_id == cadre.c.id)
             .where(lead_handler.c.lead_id.in_(lead_ids)).order_by(lead_handler.c.id))
    found = defaultdict[int, list[str]](list)
    for row in connection.execute(query):
        found[row.lead_id].append(row.staff_number)
    return {key: tuple(some) for key, some in found.items()}


def put_handlers(connection: Connection, lead_id: int, cadre_ids: Collection[int]) -> None:
    """Assign a lead to some more cadres."""
    if cadre_ids:
        connection.execute(insert(lead_handler), [{"lead_id": lead_id, "cadre_id": one} for one in cadre_ids])


def remove_handler(connection: Connection, lead_id: int, cadre_id: int) -> None:
    """Take a lead away from a cadre, where it was his."""
    connection.execute(delete(lead_handler).where(lead_handler.c.lead_id == lead_id,
                                                  lead_handler.c.cadre_id == cadre_id))


def recused_from(connection: Connection, of: StoredLead) -> frozenset[str]:
    """The staff numbers of those recused from a lead itself or from an interview that rests on it."""
    return recused_among(connection, (of,)).get(of.id, frozenset())


def recused_among(connection: Connection, leads: Collection[StoredLead]) -> Mapping[int, frozenset[str]]:
    """The same of several leads, by their keys; one from which nobody is recused is left out."""
    in_interviews = (select(interview.c.lead_id, cadre.c.staff_number)
                     .join(participant, participant.c.interview_id == interview.c.id)
                     .join(cadre, participant.c.cadre_id == cadre.c.id)
                     .where(interview.c.lead_id.in_([one.id for one in leads]), participant.c.part == RECUSED))
    cases = {one.case_id: one.id for one in leads}
    itself = select(event.c.case_id, event.c.content).where(event.c.case_id.in_(cases), event.c.code == RECUSED)
    found = [(row.lead_id, row.staff_number) for row in connection.execute(in_interviews)]
    found += [(cases[row.case_id], json.loads(row.content or "{}").get("cadre", ""))
              for row in connection.execute(itself)]
    return {key: frozenset(one for whose, one in found if whose == key and one) for key, _ in found}


def last_entries(connection: Connection, leads: Collection[StoredLead], codes: Collection[str],
                 ) -> Mapping[int, tuple[str, int | None]]:
    """The last entry of one of these codes in the case of each lead, by its key: its code, and who made it."""
    cases = {one.case_id: one.id for one in leads}
    query = (select(event.c.case_id, event.c.code, event.c.entered_by)
             .where(event.c.case_id.in_(cases), event.c.code.in_(codes)).order_by(event.c.sequence))
    return {cases[row.case_id]: (row.code, row.entered_by) for row in connection.execute(query)}


def talks_among(connection: Connection, leads: Collection[StoredLead]) -> Mapping[int, tuple[str, ...]]:
    """The references of the interviews that rest on leads, by the keys of these, those proposed first first."""
    query = (select(interview.c.lead_id, interview.c.reference)
             .where(interview.c.lead_id.in_([one.id for one in leads])).order_by(interview.c.id))
    found = defaultdict[int, list[str]](list)
    for row in connection.execute(query):
        found[row.lead_id].append(row.reference)
    return {key: tuple(some) for key, some in found.items()}


def settled_among(connection: Connection, leads: Collection[StoredLead]) -> Mapping[int, date]:
    """The days from which leads, by their keys, wait no more: they were talked about, or closed."""
    cases = {one.case_id: one.id for one in leads}
    talked = (select(interview.c.lead_id, func.min(event.c.happened_on).label("on"))
              .join(interview, event.c.interview_id == interview.c.id)
              .where(interview.c.lead_id.in_(cases.values()), unindexed(event.c.code) == HELD)
              .group_by(interview.c.lead_id))
    closed = (select(event.c.case_id, func.min(event.c.happened_on).label("on"))
              .where(event.c.case_id.in_(cases), event.c.code == CLOSED).group_by(event.c.case_id))
    found: dict[int, date] = {row.lead_id: row.on for row in connection.execute(talked)}
    for row in connection.execute(closed):
        found[cases[row.case_id]] = min(row.on, found.get(cases[row.case_id], row.on))
    return found


def linkable(connection: Connection, of: StoredLead, reference: str) -> int | None:
    """The key of an interview with the cadre a lead is about, of the organ that keeps it, that rests on no lead yet."""
    query = (select(interview.c.id).join(participant, participant.c.interview_id == interview.c.id)
             .join(unit, interview.c.unit_id == unit.c.id)
             .where(interview.c.reference == reference, interview.c.lead_id.is_(None), unit.c.code == of.unit,
                    participant.c.cadre_id == of.cadre_id, participant.c.part == INTERVIEWEE))
    return connection.execute(query).scalar_one_or_none() if is_kept(reference) else None


def link_interview(connection: Connection, of: StoredLead, interview_id: int) -> None:
    """Have an interview rest on a lead."""
    connection.execute(update(interview).where(interview.c.id == interview_id).values(lead_id=of.id))


def case_of_lead(connection: Connection, of: StoredLead) -> CaseFile:
    """The case of a lead as it stands."""
    found = case_file_of(connection, of.reference)
    if found is None:  # the tables do not let it happen
        raise LookupError(of.reference)
    return found


def _leads() -> Select[Any]:
    return (select(lead.c.id, lead.c.case_id, lead.c.reference, lead.c.cadre_id, cadre.c.staff_number.label("about"),
                   unit.c.code.label("unit"), lead.c.received_on, lead.c.channel, lead.c.summary, lead.c.state)
            .join(cadre, lead.c.cadre_id == cadre.c.id).join(unit, lead.c.unit_id == unit.c.id))


def _found(connection: Connection, query: Select[Any]) -> tuple[StoredLead, ...]:
    rows = connection.execute(query.order_by(lead.c.received_on.desc(), lead.c.id.desc())).mappings()
    return tuple(StoredLead(**row) for row in rows)
