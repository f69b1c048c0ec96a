"""The earlier talks that count by old ledgers: put on record, and taken off it again, with the rows that tell so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from yuetan.records.cases import cadre_ids
from yuetan.records.old_ledgers import KeptRow, columns_of, in_parts, rows_by_id, rows_of
from yuetan.records.tables import old_ledger_row, past_talk, past_talk_by
from yuetan.records.values import IMPORTED

Key = tuple[int | None, str, str, date]
"""What identifies an earlier talk: the cadre, the regulation, the kind and the day."""


def put_rows(connection: Connection, rows: Sequence[KeptRow]) -> None:
    """Have rows be in effect that nothing stood in the place of, with the talks of those that count on record."""
    known = talks_known(connection, {one.cadre_id for one in rows if one.counts and one.cadre_id is not None})
    fresh = {_key(one): one for one in rows if one.counts and _key(one) not in known}
    if fresh:
        of = past_talk.c
        made = connection.execute(insert(past_talk).returning(of.id, of.cadre_id, of.regulation, of.kind, of.held_on), [
            {"cadre_id": one.cadre_id, "regulation": one.regulation, "kind": one.kind, "family": one.family,
             "held_on": one.held_on, "provenance": IMPORTED} for one in fresh.values()])
        known = {**known, **{tuple(row[1:]): row[0] for row in made}}
        _put_talkers(connection, {known[key]: one.talkers for key, one in fresh.items()})
    _put(connection, [evolve(one, stands=True, talk_id=known[_key(one)] if one.counts else None,
                             made=one.counts and fresh.get(_key(one)) is one) for one in rows])


def put_in_place(connection: Connection, row: KeptRow, before: KeptRow) -> None:
    """Have a row be in effect in the place of another, and what is on record say what it says."""
    _stand(connection, before.id, stands=False)
    talk_id, made = _talk_after(connection, row, before)
    _put(connection, [evolve(row, stands=True, talk_id=talk_id, made=made, replaces_id=before.id)])


def take_back(connection: Connection, ledger_id: int, talkers: Callable[[KeptRow], KeptRow]) -> int:
    """Take the rows of a workbook out of effect, with the talks they put on record: how many.

    Rows that they replaced are in effect again; ``talkers`` gives a row with those who talked, out of its content.
    """
    rows = [one for one in rows_of(connection, ledger_id) if one.stands]
    before = {one.id: one for one in rows_by_id(connection, [one.replaces_id for one in rows if one.replaces_id])}
    _each(connection, update(old_ledger_row).where(old_ledger_row.c.id == bindparam("row_id")).values(
        stands=False, talk_id=None, made=False), [{"row_id": one.id} for one in rows])
    _drop_talks(connection, [one for one in rows if one.replaces_id is None])
    for one in rows:
        if one.replaces_id is not None:
            earlier = talkers(before[one.replaces_id])
            talk_id, made = _talk_after(connection, earlier, one)
            _put(connection, [evolve(earlier, stands=True, talk_id=talk_id, made=made)])
    return len(rows)


def talks_known(connection: Connection, keys: Collection[int]) -> Mapping[Key, int]:
    """The earlier talks of some cadres, by what identifies them."""
    found = dict[Key, int]()
    for some in in_parts(sorted(keys)):
        query = select(past_talk.c.id, past_talk.c.cadre_id, past_talk.c.regulation, past_talk.c.kind,
                       past_talk.c.held_on).where(past_talk.c.cadre_id.in_(some))
        found.update({(row[1], row[2], row[3], row[4]): row[0] for row in connection.execute(query)})
    return found


def _talk_after(connection: Connection, row: KeptRow, gone: KeptRow) -> tuple[int | None, bool]:
    """The talk of a row that comes in the place of another, and whether the ledgers put it on record."""
    if row.counts and gone.talk_id is not None and _key(row) == _key(gone):
        if gone.made:
            _put_talkers(connection, {gone.talk_id: row.talkers})
        return gone.talk_id, gone.made
    _drop_talks(connection, [gone])
    if not row.counts:
        return None, False
    known = talks_known(connection, {row.cadre_id} if row.cadre_id is not None else set())
    if _key(row) in known:
        return known[_key(row)], False
    talk_id = connection.execute(insert(past_talk).values(
        cadre_id=row.cadre_id, regulation=row.regulation, kind=row.kind, family=row.family, held_on=row.held_on,
        provenance=IMPORTED).returning(past_talk.c.id)).scalar_one()
    _put_talkers(connection, {talk_id: row.talkers})
    return talk_id, True


def _drop_talks(connection: Connection, rows: Sequence[KeptRow]) -> None:
    """Drop the talks that rows put on record. One that another row in effect tells of stays, and is that row's now."""
    ids = [one.talk_id for one in rows if one.talk_id is not None and one.made]
    shared = dict[int, int]()
    for some in in_parts(ids):
        query = select(old_ledger_row.c.talk_id, old_ledger_row.c.id).where(
            old_ledger_row.c.talk_id.in_(some), old_ledger_row.c.stands)
        shared.update((talk, key) for talk, key in connection.execute(query))
    _each(connection, update(old_ledger_row).where(old_ledger_row.c.id == bindparam("row_id")).values(made=True),
          [{"row_id": key} for key in shared.values()])
    gone = [{"talk": one} for one in ids if one not in shared]
    _each(connection, update(old_ledger_row).where(old_ledger_row.c.talk_id == bindparam("talk")).values(
        talk_id=None, made=False), gone)
    _each(connection, delete(past_talk_by).where(past_talk_by.c.talk_id == bindparam("talk")), gone)
    _each(connection, delete(past_talk).where(past_talk.c.id == bindparam("talk")), gone)


def _put_talkers(connection: Connection, talkers: Mapping[int, Sequence[str]]) -> None:
    """Have these, and nobody else, have held each talk."""
    _each(connection, delete(past_talk_by).where(past_talk_by.c.talk_id == bindparam("talk")),
          [{"talk": one} for one in talkers])
    known = cadre_ids(connection, {one for some in talkers.values() for one in some})
    _each(connection, insert(past_talk_by), [
        {"talk_id": talk_id, "place": place, "cadre_id": known.get(one), "written": one}
        for talk_id, some in talkers.items() for place, one in enumerate(some)])


def _put(connection: Connection, rows: Sequence[KeptRow]) -> None:
    """Keep rows as they stand now."""
    columns = [columns_of(one, one.ledger_id) for one in rows]
    names = list(columns[0]) if columns else []
    _each(connection, update(old_ledger_row).where(old_ledger_row.c.id == bindparam("row_id")).values(
        {name: bindparam(f"new_{name}") for name in names}),
        [{"row_id": one.id, **{f"new_{name}": value for name, value in some.items()}}
         for one, some in zip(rows, columns, strict=True)])


def _stand(connection: Connection, row_id: int, *, stands: bool) -> None:
    connection.execute(update(old_ledger_row).where(old_ledger_row.c.id == row_id).values(stands=stands))


def _key(row: KeptRow) -> Key:
    return row.cadre_id, row.regulation, row.kind, row.held_on


def _each(connection: Connection, statement: Any, values: Sequence[Mapping[str, Any]]) -> None:  # noqa: ANN401 - any
    if values:
        connection.execute(statement, values)
