"""What was done, written down once and for good: each case has its events in one chain, and nothing goes in between."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any

from attrs import evolve, field, frozen
from sqlalchemy import Connection, insert, select, update

from yuetan.records.chain import COVERED, canonical, content_hash, filled_of, link_hash, plain
from yuetan.records.counted_talks import COUNTED, counting
from yuetan.records.references import new_reference
from yuetan.records.tables import case_file, event
from yuetan.records.values import IMPORTED

__all__ = ["DESTROYED", "ENTERED", "HANDED_OUTSIDE", "IMPORTED", "LATE", "SCANNED", "WHICH", "CaseFile", "Entry",
           "Stale", "Written", "append", "case_file_of", "content_of", "destroy_content", "open_case", "row_of"]

ENTERED, LATE = "entered", "late"
"""Where an event comes from: entered as it happened, or after the fact, from a signed paper and with a reason."""

SALT_BYTES = 32

DESTROYED, WHICH = "content_destroyed", "sequence"
"""The event that a content was destroyed, and the field of it that names the event, in the same case, by sequence."""

SCANNED = "scanned"
"""The event that a signed paper was scanned and put on file: its content names the event it is of, and its hash."""

HANDED_OUTSIDE = "handed_outside"
"""The event by which a case went, printed and sealed, to somebody above who works elsewhere: it says no more."""


class Stale(Exception):  # noqa: N818 - it is no error: somebody else was first
    """The case is not at the version that was seen: somebody else was first, and nothing was written."""


@frozen(kw_only=True)
class CaseFile:
    """A case as it stands: its version is the sequence of its last event, its head the hash of that event."""

    id: int
    reference: str
    sort: str  # interview, cadre, unit, lead, governance, system
    version: int  # 0 before the first event
    head: str  # empty before the first event


@frozen(kw_only=True)
class Entry:
    """An event to be written down: what was done, on which day, to whom, and its paper."""

    code: str
    happened_on: date
    until: date | None = None  # the last day of what lasts
    interview_id: int | None = None
    cadre_id: int | None = None
    unit_id: int | None = None
    addressee: str = ""  # the part that was served
    value: float | None = None
    counts_for: str = ""  # the key of the period a late report is for
    reason: str = ""  # why it departs from what the text generally asks for
    provenance: str = ENTERED
    paper: str = ""  # the signed paper that a late entry rests on
    late_reason: str = ""
    corrects: int | None = None  # the sequence of the event of this case that it puts right
    content: Mapping[str, str] = field(factory=dict)  # what its paper says, by field


@frozen
class Written:
    """An event that was written down, and the case as it stands afterwards."""

    id: int
    sequence: int
    hash: str
    case: CaseFile


def open_case(connection: Connection, sort: str) -> CaseFile:
    """A new case, without any event yet."""
    reference = new_reference()
    statement = insert(case_file).values(reference=reference, sort=sort, version=0, head="")
    number = connection.execute(statement.returning(case_file.c.id)).scalar_one()
    return CaseFile(id=number, reference=reference, sort=sort, version=0, head="")


def case_file_of(connection: Connection, reference: str) -> CaseFile | None:
    """The case of this reference as it stands now; None where there is none."""
    found = connection.execute(select(case_file).where(case_file.c.reference == reference)).mappings().first()
    return CaseFile(**found) if found else None


def append(connection: Connection, case: CaseFile, entry: Entry, *, by: int | None, at: datetime) -> Written:
    """Write an event down as the next of the case that was seen: by which account (None: the system), and when.

    Raises `Stale` where the case has gone on since, and ValueError for a moment without its time zone or a value that
    is no finite number. The transaction is the caller's: what else the act changes belongs into the same.
    """
    values = row_of(case, entry, by, at)
    after = evolve(case, version=case.version + 1, head=values["hash"])
    seen = (case_file.c.id == case.id, case_file.c.version == case.version, case_file.c.head == case.head)
    changed = connection.execute(update(case_file).where(*seen).values(version=after.version, head=after.head))
    if changed.rowcount != 1:
        raise Stale(case.reference)
    counted = () if entry.interview_id is None or entry.code not in COUNTED else (entry.interview_id,)
    with counting(connection, counted):
        number = connection.execute(insert(event).values(values).returning(event.c.id)).scalar_one()
    return Written(number, after.version, after.head, after)


def content_of(connection: Connection, event_id: int) -> Mapping[str, str]:
    """What the paper of an event says, by field; nothing where it was destroyed."""
    written = connection.execute(select(event.c.content).where(event.c.id == event_id)).scalar_one()
    found: dict[str, str] = json.loads(written) if written else {}
    return found


def destroy_content(connection: Connection, event_id: int, *, reason: str, on: date,  # noqa: PLR0913 - an event
                    by: int | None, at: datetime) -> Written:
    """Destroy what the paper of an event says, for good; that it was done stays, and the chain still holds.

    That it was destroyed, when, why and by whom is the next event of the case: without it the gap is taken for
    tampering. Raises ValueError for an event that has nothing left to destroy, or tells of a destruction itself, and
    `Stale` where the case has gone on.
    """
    query = (select(event.c.sequence, event.c.code, event.c.interview_id, event.c.content, case_file.c.reference)
             .join(case_file).where(event.c.id == event_id))
    row = connection.execute(query).one()
    if row.content is None or row.code == DESTROYED:
        message = "nothing is left of it to destroy, or it tells of a destruction"
        raise ValueError(message)
    case = case_file_of(connection, row.reference)
    assert case is not None  # noqa: S101 - an event has a case
    entry = Entry(code=DESTROYED, happened_on=on, interview_id=row.interview_id, reason=reason,
                  content={WHICH: str(row.sequence)})
    written = append(connection, case, entry, by=by, at=at)
    connection.execute(update(event).where(event.c.id == event_id).values(content=None, salt=""))
    return written


def row_of(case: CaseFile, entry: Entry, by: int | None, at: datetime) -> dict[str, Any]:
    """The row of an event as the next of a case: every column but its key."""
    if at.tzinfo is None:
        message = "a moment needs its time zone"
        raise ValueError(message)
    if entry.value is not None and not isfinite(entry.value):
        message = "a value is a finite number"
        raise ValueError(message)
    written, salt = canonical(entry.content), secrets.token_hex(SALT_BYTES)
    values: dict[str, Any] = {
        "case_id": case.id, "sequence": case.version + 1, "code": entry.code,
        "happened_on": entry.happened_on, "until": entry.until, "entered_at": at, "entered_by": by,
        "interview_id": entry.interview_id, "cadre_id": entry.cadre_id, "named_id": entry.cadre_id,
        "unit_id": entry.unit_id,
        "addressee": entry.addressee, "counts_for": entry.counts_for, "filled": filled_of(entry.content),
        "value": None if entry.value is None else float(entry.value) + 0.0,  # -0.0 does not survive every database
        "reason": entry.reason, "provenance": entry.provenance, "paper": entry.paper,
        "late_reason": entry.late_reason, "corrects": entry.corrects,
        "content": written, "salt": salt, "content_hash": content_hash(written, salt),
    }
    covered = [plain(values[column]) for column in COVERED]
    return {**values, "hash": link_hash(case.head, case.reference, case.sort, covered)}
