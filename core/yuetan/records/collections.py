"""Collections in the tables: made once for a unit, their entries version after version, nothing changed in place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, Select, and_, func, insert, select, update

from yuetan.records.cases import alone_with
from yuetan.records.chain import canonical, content_hash
from yuetan.records.journal import CaseFile, case_file_of, open_case
from yuetan.records.references import is_kept, new_reference
from yuetan.records.tables import collection, collection_entry, unit

__all__ = ["KeptCollection", "KeptEntry", "NewVersion", "add_versions", "collection_of", "collections_kept",
           "entries_at", "find_collection", "hash_of", "nearest_collection", "new_entry", "set_drawn", "versions_of"]

COLLECTION = "collection"
"""The sort of the case in which what is done to a collection is on record."""


@frozen(kw_only=True)
class KeptCollection:
    """A collection as the table keeps it."""

    id: int
    case_id: int
    reference: str
    regulation: str
    code: str
    unit_id: int
    drawn: int | None  # how many a test has; None: the unit has not said


@frozen(kw_only=True)
class KeptEntry:
    """One version of an entry: what it said from then on, and whether it was retired by it."""

    entry: str
    version: int
    sequence: int  # of the event of the collection's case that brought it
    content: Mapping[str, str]
    retired: bool
    made_at: datetime
    made_by: int | None


@frozen(kw_only=True)
class NewVersion:
    """A version to be kept: of an entry that there is, or the first of a new one."""

    content: Mapping[str, str]
    entry: str
    version: int
    retired: bool = False


def find_collection(connection: Connection, regulation: str, code: str, unit_code: str) -> KeptCollection | None:
    """The collection of a regulation that a unit keeps; None where it keeps none yet."""
    if not all(map(is_kept, (regulation, code, unit_code))):
        return None
    row = connection.execute(_of(regulation, code).where(unit.c.code == unit_code)).mappings().first()
    return KeptCollection(**row) if row else None


def collections_kept(connection: Connection, unit_id: int) -> tuple[KeptCollection, ...]:
    """Every collection that a unit keeps, in the order they were made."""
    query = select(collection).where(collection.c.unit_id == unit_id).order_by(collection.c.id)
    return tuple(KeptCollection(**row) for row in connection.execute(query).mappings())


def nearest_collection(connection: Connection, regulation: str, code: str, above: Sequence[str],
                       ) -> KeptCollection | None:
    """The collection of the first of some units that keeps one with anything in it; None where none does."""
    filled = select(collection_entry.c.id).where(collection_entry.c.collection_id == collection.c.id).exists()
    rows = connection.execute(_of(regulation, code).add_columns(unit.c.code.label("at")).where(
        unit.c.code.in_(above), filled)).mappings()
    found = {row["at"]: KeptCollection(**{name: value for name, value in row.items() if name != "at"}) for row in rows}
    return next((found[one] for one in above if one in found), None)


def collection_of(connection: Connection, regulation: str, code: str, unit_id: int) -> tuple[KeptCollection, CaseFile]:
    """The collection that a unit keeps, made where there is none, and its case.

    Nobody else changes what the unit keeps until this transaction ends.
    """
    alone_with(connection, (-unit_id,))  # a number that is no cadre's
    row = connection.execute(_of(regulation, code).where(collection.c.unit_id == unit_id)).mappings().first()
    if row is None:
        case = open_case(connection, COLLECTION)
        values: dict[str, Any] = {"case_id": case.id, "reference": case.reference, "regulation": regulation,
                                  "code": code, "unit_id": unit_id, "drawn": None}
        number = connection.execute(insert(collection).values(values).returning(collection.c.id)).scalar_one()
        return KeptCollection(id=number, **values), case
    found = KeptCollection(**row)
    known = case_file_of(connection, found.reference)
    if known is None:
        message = "a collection has a case of its own"
        raise LookupError(message)
    return found, known


def entries_at(connection: Connection, collection_id: int, sequence: int | None = None) -> tuple[KeptEntry, ...]:
    """Every entry as it stood after an event of the case, now where none is named: the first that was made first."""
    of, newest = collection_entry.c, collection_entry.alias()
    known = [newest.c.collection_id == collection_id]
    if sequence is not None:
        known.append(newest.c.sequence <= sequence)
    last = (select(newest.c.entry, func.max(newest.c.version).label("version"), func.min(newest.c.id).label("first"))
            .where(*known).group_by(newest.c.entry).subquery())
    query = (select(collection_entry).join(last, and_(of.entry == last.c.entry, of.version == last.c.version))
             .where(of.collection_id == collection_id).order_by(last.c.first))
    return tuple(map(_entry, connection.execute(query)))


def versions_of(connection: Connection, collection_id: int, entry: str) -> tuple[KeptEntry, ...]:
    """Every version of an entry, the first first; nothing for one that is not of this collection."""
    if not is_kept(entry):
        return ()
    of = collection_entry.c
    query = select(collection_entry).where(of.collection_id == collection_id, of.entry == entry).order_by(of.version)
    return tuple(map(_entry, connection.execute(query)))


def new_entry(content: Mapping[str, str]) -> NewVersion:
    """The first version of a new entry."""
    return NewVersion(content=content, entry=new_reference(), version=1)


def add_versions(connection: Connection, collection_id: int, versions: Iterable[NewVersion], *,  # noqa: PLR0913 - who and when
                 sequence: int, at: datetime, by: int | None) -> None:
    """Keep versions that an event of the case brought."""
    rows = [{"collection_id": collection_id, "entry": one.entry, "version": one.version, "sequence": sequence,
             "content": canonical(one.content), "content_hash": hash_of(one.content), "retired": one.retired,
             "made_at": at, "made_by": by} for one in versions]
    connection.execute(insert(collection_entry), rows)


def set_drawn(connection: Connection, collection_id: int, count: int) -> None:
    """Have a test drawn out of the collection have so many."""
    connection.execute(update(collection).where(collection.c.id == collection_id).values(drawn=count))


def hash_of(content: Mapping[str, str]) -> str:
    """What stands for a content on record: the same for the same."""
    return content_hash(canonical(content), "")


def _of(regulation: str, code: str) -> Select[Any]:
    return (select(collection).join(unit, collection.c.unit_id == unit.c.id)
            .where(collection.c.regulation == regulation, collection.c.code == code))


def _entry(row: Row[Any]) -> KeptEntry:
    return KeptEntry(entry=row.entry, version=row.version, sequence=row.sequence, content=json.loads(row.content),
                     retired=row.retired, made_at=row.made_at, made_by=row.made_by)
