"""Interviews and papers in the tables: found, made, and changed together with the event that changes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from attrs import asdict, frozen
from sqlalchemy import Connection, func, insert, select, update

from yuetan.records.counted_talks import counting
from yuetan.records.journal import CaseFile
from yuetan.records.people import standing_numbers
from yuetan.records.references import is_kept, new_reference
from yuetan.records.search_texts import interviews_found
from yuetan.records.tables import (
    cadre,
    case_file,
    done_act,
    event,
    interview,
    lead,
    lead_handler,
    outbox,
    participant,
    submission,
    unit,
)
from yuetan.rules.force import INTERVIEWEE


@frozen(kw_only=True)
class KeptInterview:
    """An interview as the table keeps it, but for who takes part in it."""

    id: int
    case_id: int
    reference: str
    number: str
    regulation: str
    edition: str
    kind: str
    family: str
    unit_id: int
    collective: bool
    entrusted: bool
    planned: date | None
    planned_time: str
    place: str
    topic: str
    grounds: str
    topics: str
    lead_id: int | None
    state: str
    ended: bool
    opened_on: date
    proposed_by: int | None
    planned_minutes: int = 0  # how long it is expected to take; 0 where nobody said


@frozen(kw_only=True)
class KeptSubmission:
    """A paper that was asked for or handed in, as the table keeps it."""

    id: int
    reference: str
    case_id: int
    interview_id: int | None
    cadre_id: int | None
    unit_id: int | None
    material: str
    edition: int
    event_id: int
    state: str
    review_id: int | None


@frozen
class EntryKept:
    """An event of a case with its paper, for who acts in it."""

    sequence: int
    code: str
    entered_by: int | None
    content: Mapping[str, str]


ACTING, ASKING, NUMBERING = 2015, 2016, 2017
"""PostgreSQL's names for acting about a person, asking for one thing, giving a number: any numbers of our own."""

ASKED, SUBMITTED, ACCEPTED, RETURNED = "asked", "submitted", "accepted", "returned"
"""The states of a paper."""


def find_interview(connection: Connection, reference: str) -> KeptInterview | None:
    """The interview of this reference; None where there is none."""
    if not is_kept(reference):
        return None
    row = connection.execute(select(interview).where(interview.c.reference == reference)).mappings().first()
    return KeptInterview(**row) if row else None


def add_interview(connection: Connection, case: CaseFile, values: Mapping[str, Any]) -> KeptInterview:
    """A new interview of a case that was just opened, numbered after the last of its unit and year."""
    row: dict[str, Any] = {"case_id": case.id, "reference": case.reference, **values}
    row["number"] = _next_number(connection, values["unit_id"], values["opened_on"].year)
    number = connection.execute(insert(interview).values(row).returning(interview.c.id)).scalar_one()
    interviews_found(connection, (number,))
    return KeptInterview(id=number, **row)


def change_interview(connection: Connection, kept: KeptInterview, values: Mapping[str, Any]) -> KeptInterview:
    """The interview with some columns changed."""
    if values:
        with counting(connection, (kept.id,) if "ended" in values else ()):
            connection.execute(update(interview).where(interview.c.id == kept.id).values(**values))
        if "topic" in values:
            interviews_found(connection, (kept.id,))
    return KeptInterview(**(asdict(kept) | dict(values)))


def people_in(connection: Connection, interview_id: int) -> tuple[tuple[str, str], ...]:
    """Everyone who plays a part: the part and the staff number, in the order they were named."""
    query = (select(participant.c.part, cadre.c.staff_number).join(cadre, participant.c.cadre_id == cadre.c.id)
             .where(participant.c.interview_id == interview_id).order_by(participant.c.place, participant.c.id))
    return tuple((row.part, row.staff_number) for row in connection.execute(query))


def set_people(connection: Connection, interview_id: int, part: str, cadres: Iterable[int]) -> None:
    """Have these, and nobody else, play a part."""
    mine = (participant.c.interview_id == interview_id) & (participant.c.part == part)
    rows = [{"interview_id": interview_id, "cadre_id": one, "part": part, "place": place}
            for place, one in enumerate(dict.fromkeys(cadres))]
    with counting(connection, (interview_id,) if part == INTERVIEWEE.code else ()):
        connection.execute(participant.delete().where(mine))
        if rows:
            connection.execute(insert(participant), rows)


def papers_in(connection: Connection, interview_id: int) -> tuple[KeptSubmission, ...]:
    """The papers of an interview, in the order they were asked for or handed in."""
    query = select(submission).where(submission.c.interview_id == interview_id).order_by(submission.c.id)
    return tuple(KeptSubmission(**row) for row in connection.execute(query).mappings())


def add_paper(connection: Connection, values: Mapping[str, Any]) -> None:
    """A paper that was asked for or handed in, numbered after the others of its kind in the case."""
    before = connection.execute(
        select(func.coalesce(func.max(submission.c.edition), 0)).where(
            submission.c.case_id == values["case_id"], submission.c.material == values["material"])).scalar_one()
    connection.execute(insert(submission).values(reference=new_reference(), edition=before + 1, **values))


def change_paper(connection: Connection, submission_id: int, values: Mapping[str, Any]) -> None:
    """A paper with some columns changed: handed in, accepted, returned."""
    connection.execute(update(submission).where(submission.c.id == submission_id).values(**values))


def entries(connection: Connection, case_id: int) -> tuple[EntryKept, ...]:
    """The events of a case, in order."""
    query = (select(event.c.sequence, event.c.code, event.c.entered_by, event.c.content)
             .where(event.c.case_id == case_id).order_by(event.c.sequence))
    return tuple(EntryKept(row.sequence, row.code, row.entered_by, json.loads(row.content) if row.content else {})
                 for row in connection.execute(query))


def event_ids(connection: Connection, case_id: int, *, but: str) -> tuple[int, ...]:
    """The keys of the events of a case that hold something still, but for those of a code, in order."""
    query = select(event.c.id).where(event.c.case_id == case_id, event.c.content.is_not(None), event.c.code != but)
    return tuple(connection.execute(query.order_by(event.c.sequence)).scalars())


def latest_report(connection: Connection, case_id: int, code: str, period: str) -> int | None:
    """The sequence of the last event by which a unit reported for a period, or on one of its days; None for none."""
    of = event.c
    query = select(func.max(of.sequence)).where(of.case_id == case_id, of.code == code, of.counts_for.in_((period, "")))
    return connection.execute(query).scalar_one_or_none()


def cadre_ids(connection: Connection, numbers: Iterable[str]) -> dict[str, int]:
    """The keys of people by their staff numbers, those too that they had before; those in no roster are left out."""
    standing = standing_numbers(connection, numbers)
    query = select(cadre.c.staff_number, cadre.c.id).where(cadre.c.staff_number.in_(standing.values()))
    keys = {row.staff_number: row.id for row in connection.execute(query)}
    return {asked: keys[number] for asked, number in standing.items()}


def cadre_name(connection: Connection, number: str) -> str:
    """What a cadre is called, by his staff number; empty for whoever stands in no roster."""
    query = select(cadre.c.name).where(cadre.c.staff_number == number)
    return (connection.execute(query).scalar_one_or_none() or "") if is_kept(number) else ""


def unit_ids(connection: Connection, codes: Iterable[str]) -> dict[str, int]:
    """The keys of units by their codes; unknown ones are left out."""
    query = select(unit.c.code, unit.c.id).where(unit.c.code.in_(tuple(filter(is_kept, codes))))
    return {row.code: row.id for row in connection.execute(query)}


def unit_code(connection: Connection, unit_id: int) -> str:
    """The code of a unit."""
    return str(connection.execute(select(unit.c.code).where(unit.c.id == unit_id)).scalar_one())


def unit_reference(connection: Connection, unit_id: int) -> str:
    """What names a unit in addresses."""
    return str(connection.execute(select(unit.c.reference).where(unit.c.id == unit_id)).scalar_one())


def lead_of(connection: Connection, reference: str, about: str) -> int | None:
    """The key of a lead about a cadre; None where there is none."""
    if not is_kept(reference):
        return None
    query = (select(lead.c.id).join(cadre, lead.c.cadre_id == cadre.c.id)
             .where(lead.c.reference == reference, cadre.c.staff_number == about))
    return connection.execute(query).scalar_one_or_none()


def lead_about(connection: Connection, lead_id: int | None) -> str:
    """The staff number of whom a lead is about; empty for no lead."""
    if lead_id is None:
        return ""
    query = select(cadre.c.staff_number).join(lead, lead.c.cadre_id == cadre.c.id).where(lead.c.id == lead_id)
    return str(connection.execute(query).scalar_one())


def handles_lead(connection: Connection, lead_id: int, number: str) -> bool:
    """Whether a lead is assigned to somebody."""
    query = (select(lead_handler.c.id).join(cadre, lead_handler.c.cadre_id == cadre.c.id)
             .where(lead_handler.c.lead_id == lead_id, cadre.c.staff_number == number))
    return connection.execute(query).first() is not None


def done_before(connection: Connection, token: str, account: int) -> tuple[str, int, str] | None:
    """The case an act with this token was done in, the version it made and its code; None where it was not done yet.

    A token of another account is nobody's. Whoever sends the same request meanwhile, waits for this transaction.
    """
    name = _name_of(token, account)
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        number = int.from_bytes(bytes.fromhex(name)[:4], signed=True)
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ASKING}, {number})")
    query = (select(case_file.c.reference, event.c.sequence, event.c.code)
             .select_from(done_act).join(event, done_act.c.event_id == event.c.id)
             .join(case_file, event.c.case_id == case_file.c.id)
             .where(done_act.c.token == name))
    row = connection.execute(query).first()
    return (row.reference, row.sequence, row.code) if row else None


def remember_done(connection: Connection, token: str, account: int, event_id: int, at: datetime) -> None:
    """That an act was done, so that the same request does it no second time."""
    connection.execute(insert(done_act).values(
        token=_name_of(token, account), account_id=account, event_id=event_id, done_at=at))


def put_out(connection: Connection, event_id: int, sort: str, content: str) -> None:
    """Something to be sent once the act is kept: references alone, no names and no content."""
    connection.execute(insert(outbox).values(event_id=event_id, sort=sort, content=content, sent_at=None))


def _name_of(token: str, account: int) -> str:
    """A token as it is kept: of one length, whatever was sent, and no other account's."""
    return sha256(f"{account}:{token}".encode("utf-8", "surrogatepass")).hexdigest()


def _next_number(connection: Connection, unit_id: int, year: int) -> str:
    """The next number of a unit and year: 2026-000007. Whoever gives one is alone in doing so, see `alone_numbering`.

    A unit counts its own: a gap in its numbers tells nothing of what others do.
    """
    latest = select(func.max(interview.c.number)).where(
        interview.c.unit_id == unit_id, interview.c.number.like(f"{year}-%"))
    last = connection.execute(latest).scalar_one()
    return f"{year}-{int(last.partition('-')[2]) + 1 if last else 1:06d}"


def alone_numbering(connection: Connection) -> None:
    """Be the only one who adds interviews until this transaction ends, so that numbers have no gap and no twin.

    Whoever acts in an interview meanwhile is not held up: he may hold what the one who numbers waits for next.
    """
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({NUMBERING}, 0)")


def alone_with(connection: Connection, cadres: Iterable[int]) -> None:
    """Be the only one who acts about these people until this transaction ends: what is owed is worked out in turn."""
    if connection.dialect.name == "postgresql":
        for one in sorted(set(cadres)):  # in one order, so that no two wait for each other
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ACTING}, {int(one)})")
