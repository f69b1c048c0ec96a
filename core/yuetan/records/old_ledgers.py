"""Old ledgers in the tables: workbooks that were brought in, their rows, and the earlier talks that count by them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from attrs import field, frozen
from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select, update

from yuetan.records.references import is_kept
from yuetan.records.tables import old_ledger, old_ledger_row, report_sending, submission, unit, upward_report

KEPT, APPLIED, UNDONE, DISCARDED = "kept", "applied", "undone", "discarded"
"""What a workbook can stand at: read and looked over; in effect; taken back; thrown away without effect."""

MANY = 1000  # rows in one statement


@frozen(kw_only=True)
class KeptLedger:
    """A workbook as the table keeps it."""

    id: int
    reference: str
    unit_id: int
    source: str
    digest: str
    state: str
    rows_new: int
    rows_changed: int
    rows_same: int
    kept_at: datetime
    kept_by: int | None
    event_id: int | None


@frozen(kw_only=True)
class KeptRow:
    """A row of a ledger; ``counts`` says whether a talk is to be on record by it."""

    number: int
    row_key: str
    cadre_id: int | None
    held_on: date
    regulation: str
    kind: str
    family: str
    person: str
    content: Mapping[str, str]
    flags: tuple[str, ...]
    talkers: tuple[str, ...] = ()  # staff numbers, or names
    counts: bool = False
    id: int = 0
    talk_id: int | None = None
    made: bool = False
    stands: bool = False
    replaces_id: int | None = None
    ledger_id: int = field(default=0)


def add_ledger(connection: Connection, values: Mapping[str, Any], rows: Iterable[KeptRow]) -> str:
    """Keep a workbook with its rows, without any effect yet: its reference."""
    made = connection.execute(insert(old_ledger).values(
        **values, state=KEPT, event_id=None).returning(old_ledger.c.id, old_ledger.c.reference)).one()
    waiting = iter(rows)
    while some := [columns_of(one, made.id) for one in islice(waiting, MANY)]:
        connection.execute(insert(old_ledger_row), some)
    return str(made.reference)


def find_ledger(connection: Connection, reference: str, *, locking: bool = False) -> KeptLedger | None:
    """The workbook of this reference; None where there is none. With ``locking``, whoever wants it too waits."""
    if not is_kept(reference):
        return None
    query = select(old_ledger).where(old_ledger.c.reference == reference)
    row = connection.execute(query.with_for_update() if locking else query).mappings().first()
    return KeptLedger(**row) if row else None


def change_ledger(connection: Connection, ledger_id: int, **values: Any) -> None:  # noqa: ANN401 - columns of it
    """Change some columns of a workbook."""
    connection.execute(update(old_ledger).where(old_ledger.c.id == ledger_id).values(**values))


def ledgers_of(connection: Connection, units: Collection[str]) -> tuple[tuple[KeptLedger, str], ...]:
    """The workbooks of some units, by their codes, each with that of its unit; the latest first."""
    query = (select(old_ledger, unit.c.code).join(unit, old_ledger.c.unit_id == unit.c.id)
             .where(unit.c.code.in_(sorted(units))).order_by(old_ledger.c.id.desc()))
    rows = connection.execute(query).mappings()
    return tuple((KeptLedger(**{name: value for name, value in row.items() if name != "code"}), row["code"])
                 for row in rows)


def rows_of(connection: Connection, ledger_id: int, *, after: int = 0, limit: int | None = None,  # noqa: PLR0913 - a page of a list
            flagged: bool = False, but: Collection[int] = ()) -> Iterator[KeptRow]:
    """The rows of a workbook in their order: those behind a row, so many, only those with flags, none about some."""
    of = old_ledger_row.c
    query = select(old_ledger_row).where(of.ledger_id == ledger_id, of.number > after).order_by(of.number)
    if flagged:
        query = query.where(of.flags != "")
    if but:
        query = query.where(of.cadre_id.is_(None) | of.cadre_id.not_in(sorted(but)))
    yield from _rows(connection, query if limit is None else query.limit(limit))


def flags_of(connection: Connection, ledger_id: int) -> Mapping[str, int]:
    """How many rows of a workbook carry each flag."""
    query = (select(old_ledger_row.c.flags, func.count()).where(old_ledger_row.c.ledger_id == ledger_id)
             .group_by(old_ledger_row.c.flags))
    found = dict[str, int]()
    for flags, count in connection.execute(query):
        for one in flags.split():
            found[one] = found.get(one, 0) + count
    return found


def standing(connection: Connection, row_keys: Sequence[str]) -> Mapping[str, KeptRow]:
    """The rows in effect that are the same rows as some, by what tells them apart."""
    found = dict[str, KeptRow]()
    for first in range(0, len(row_keys), MANY):
        some = row_keys[first:first + MANY]
        query = select(old_ledger_row).where(old_ledger_row.c.row_key.in_(some), old_ledger_row.c.stands)
        found.update((one.row_key, one) for one in _rows(connection, query))
    return found


def replaced_since(connection: Connection, ledger_id: int) -> bool:
    """Whether rows of later workbooks say otherwise than rows of this one."""
    later = old_ledger_row.alias("later")
    query = (select(later.c.id).join(old_ledger_row, later.c.replaces_id == old_ledger_row.c.id)
             .where(old_ledger_row.c.ledger_id == ledger_id, later.c.stands).limit(1))
    return connection.execute(query).first() is not None


def reported_since(connection: Connection, unit_id: int, event_id: int) -> bool:
    """Whether a unit handed in a report of its own after an event."""
    papers = select(submission.c.id).where(submission.c.unit_id == unit_id, submission.c.event_id > event_id)
    sent = (select(report_sending.c.id).join(upward_report, report_sending.c.report_id == upward_report.c.id)
            .where(upward_report.c.unit_id == unit_id, report_sending.c.event_id > event_id))
    return any(connection.execute(query.limit(1)).first() is not None for query in (papers, sent))


def drop_rows(connection: Connection, ids: Sequence[int]) -> None:
    """Drop rows of a workbook that has no effect yet."""
    if ids:
        connection.execute(delete(old_ledger_row).where(old_ledger_row.c.id == bindparam("row_id")),
                           [{"row_id": one} for one in ids])


def drop_all_rows(connection: Connection, ledger_id: int) -> None:
    """Drop every row of a workbook that never had any effect."""
    connection.execute(delete(old_ledger_row).where(old_ledger_row.c.ledger_id == ledger_id))


def rows_by_id(connection: Connection, ids: Sequence[int]) -> Iterator[KeptRow]:
    """Rows by their keys."""
    for some in in_parts(ids):
        yield from _rows(connection, select(old_ledger_row).where(old_ledger_row.c.id.in_(some)))


def in_parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Keys, so many at a time as one statement takes."""
    return (keys[first:first + MANY] for first in range(0, len(keys), MANY))


def _rows(connection: Connection, query: Select[Any]) -> Iterator[KeptRow]:
    for row in connection.execute(query):
        yield _row(row)


def _row(row: Row[Any]) -> KeptRow:
    return KeptRow(
        id=row.id, ledger_id=row.ledger_id, number=row.number, row_key=row.row_key, cadre_id=row.cadre_id,
        talk_id=row.talk_id, made=row.made, held_on=row.held_on, regulation=row.regulation, kind=row.kind,
        family=row.family, person=row.person, content=json.loads(row.content), flags=tuple(row.flags.split()),
        stands=row.stands, replaces_id=row.replaces_id)


def columns_of(row: KeptRow, ledger_id: int) -> dict[str, Any]:
    """A row as the table keeps it."""
    return {"ledger_id": ledger_id, "number": row.number, "row_key": row.row_key, "cadre_id": row.cadre_id,
            "talk_id": row.talk_id, "made": row.made, "held_on": row.held_on, "regulation": row.regulation,
            "kind": row.kind, "family": row.family, "person": row.person,
            "content": json.dumps(dict(row.content), ensure_ascii=False, sort_keys=True),
            "flags": " ".join(row.flags), "stands": row.stands, "replaces_id": row.replaces_id}
