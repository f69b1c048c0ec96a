"""Two records of one person, read as one: what was the one's is the other's, until they come apart again.

Nothing that was written down is changed: an event keeps whom it was written down about, which its hash is over, beside
whose it is. What projects the events, and the roster, is given over row by row, and each row is remembered.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Column, ColumnElement, Connection, Row, Table, and_, delete, insert, or_, select, update

from yuetan.records.counted_talks import counting
from yuetan.records.references import is_kept, new_reference
from yuetan.records.tables import (
    account,
    appeal,
    appointment,
    appointment_mark,
    cadre,
    dossier_handover,
    event,
    former_name,
    lead,
    lead_handler,
    merger,
    merger_row,
    move,
    participant,
    past_talk,
    past_talk_by,
    plan_line,
    portfolio,
    submission,
    test_paper,
)

PROPOSED, REFUSED, MERGED, PARTING, PARTED = "proposed", "refused", "merged", "parting", "parted"
"""How a merger stands; one that is parting is still merged, until a second person agrees."""
TOGETHER = (MERGED, PARTING)
OPEN = (PROPOSED, *TOGETHER)

_THEIRS: tuple[tuple[Column[Any], tuple[str, ...]], ...] = (  # with what, beside the cadre, makes two rows one
    (appointment.c.cadre_id, ("unit_id", "post", "title", "since")), (portfolio.c.cadre_id, ("unit_id", "since")),
    (past_talk.c.cadre_id, ("regulation", "kind", "held_on")), (past_talk_by.c.cadre_id, ()),
    (participant.c.cadre_id, ("interview_id", "part")), (event.c.cadre_id, ()), (submission.c.cadre_id, ()),
    (appeal.c.cadre_id, ()), (test_paper.c.cadre_id, ("interview_id", "material")), (lead.c.cadre_id, ()),
    (lead_handler.c.cadre_id, ("lead_id",)), (plan_line.c.cadre_id, ()), (plan_line.c.talker_id, ()),
    (account.c.cadre_id, ("cadre_id",)), (move.c.cadre_id, ()), (former_name.c.cadre_id, ()),
    (dossier_handover.c.cadre_id, ()),
)
_STAYS = frozenset({account.name, test_paper.name})
"""Where both have one, each keeps his: an account that was closed, a test that was drawn for each."""
_PLACES = 1000  # more talkers than any earlier talk has
_BELOW = {appointment.name: (appointment_mark, "appointment_id"), past_talk.name: (past_talk_by, "talk_id")}


@frozen(kw_only=True)
class Merger:
    """A merger as it stands, with the staff numbers of the two records and the event it came to stand so by."""

    id: int
    reference: str
    kept_id: int
    merged_id: int
    kept: str
    merged: str
    state: str
    event_id: int
    by: int | None  # the account that brought it to where it stands


def merger_of(connection: Connection, reference: str) -> Merger | None:
    """The merger of this reference; None where there is none."""
    return next(_mergers(connection, merger.c.reference == reference), None) if is_kept(reference) else None


def mergers_about(connection: Connection, cadre_id: int) -> tuple[Merger, ...]:
    """Every merger that speaks of a record and is neither refused nor taken apart, in the order they were proposed."""
    mine = or_(merger.c.kept_id == cadre_id, merger.c.merged_id == cadre_id)
    return tuple(_mergers(connection, and_(mine, merger.c.state.in_(OPEN))))


def open_mergers(connection: Connection) -> tuple[Merger, ...]:
    """Every merger that is neither refused nor taken apart, the latest first."""
    return tuple(reversed(tuple(_mergers(connection, merger.c.state.in_(OPEN)))))


def add_merger(connection: Connection, kept_id: int, merged_id: int, event_id: int) -> str:
    """A merger that is proposed: its reference."""
    made = new_reference()
    connection.execute(insert(merger).values(reference=made, kept_id=kept_id, merged_id=merged_id, state=PROPOSED,
                                             event_id=event_id))
    return made


def set_state(connection: Connection, merger_id: int, state: str, event_id: int) -> None:
    """How a merger stands from now on, and by which event."""
    connection.execute(update(merger).where(merger.c.id == merger_id).values(state=state, event_id=event_id))


def standing_ids(connection: Connection) -> dict[int, int]:
    """For every record that is read with another: the key of that other."""
    query = select(merger.c.merged_id, merger.c.kept_id).where(merger.c.state.in_(TOGETHER))
    return {int(row.merged_id): int(row.kept_id) for row in connection.execute(query)}


def give(connection: Connection, one: Merger) -> None:
    """Give everything of the merged record to the other, and remember each row; what both have alike is put aside."""
    with counting(connection, _talks_with(connection, one)):
        for column, alike in _THEIRS:
            _give(connection, one, column, alike)


def _give(connection: Connection, one: Merger, column: Column[Any], alike: tuple[str, ...]) -> None:
    table: Table = column.table
    for row in connection.execute(select(table).where(column == one.merged_id).order_by(*table.primary_key)).all():
        twin = _twin(connection, column, alike, row, one.kept_id)
        if twin and table.name in _STAYS:
            continue
        parked, number = _parked(connection, table, row) if twin else "", _number(row)
        connection.execute(insert(merger_row).values(
            merger_id=one.id, place=f"{table.name}.{column.name}", row_id=number, parked=parked))
        changed = delete(table) if parked else update(table).values({column.name: one.kept_id})
        connection.execute(changed.where(_numbered(table, number)))


def take_back(connection: Connection, one: Merger) -> None:
    """Give back what the merger gave over, row by row; what was added since stays where it was added."""
    columns = {f"{column.table.name}.{column.name}": column for column, _ in _THEIRS}
    rows = connection.execute(select(merger_row).where(merger_row.c.merger_id == one.id).order_by(merger_row.c.id))
    with counting(connection, _talks_with(connection, one)):
        for row in rows.all():
            column = columns[row.place]
            table: Table = column.table
            if row.parked:
                _unpark(connection, table, row.parked)
            else:
                changed = update(table).values({column.name: one.merged_id})
                connection.execute(changed.where(_numbered(table, row.row_id)))
    connection.execute(delete(merger_row).where(merger_row.c.merger_id == one.id))


def _talks_with(connection: Connection, one: Merger) -> Collection[int]:
    """The interviews in which either plays a part."""
    mine = participant.c.cadre_id.in_((one.kept_id, one.merged_id))
    return connection.execute(select(participant.c.interview_id.distinct()).where(mine)).scalars().all()


def _mergers(connection: Connection, where: ColumnElement[bool]) -> Iterator[Merger]:
    kept, merged = cadre.alias(), cadre.alias()
    query = (select(merger, kept.c.staff_number.label("kept"), merged.c.staff_number.label("merged"),
                    event.c.entered_by.label("by"))
             .join(kept, merger.c.kept_id == kept.c.id).join(merged, merger.c.merged_id == merged.c.id)
             .join(event, merger.c.event_id == event.c.id).where(where).order_by(merger.c.id))
    yield from (Merger(**row) for row in connection.execute(query).mappings())


def _number(row: Row[Any]) -> int:
    """One number for a row; a talker of an earlier talk has his talk's and his place in it."""
    return int(row.id) if "id" in row._fields else row.talk_id * _PLACES + row.place


def _numbered(table: Table, number: int) -> ColumnElement[bool]:
    if "id" in table.c:
        return table.c.id == number
    return and_(table.c.talk_id == number // _PLACES, table.c.place == number % _PLACES)


def _twin(connection: Connection, column: Column[Any], alike: tuple[str, ...], row: Row[Any], kept_id: int) -> bool:
    """Whether the record that is kept has such a row already."""
    if not alike:
        return False
    table: Table = column.table
    same = (table.c[name] == getattr(row, name) for name in alike if name != column.name)
    return connection.execute(select(table.c.id).where(column == kept_id, *same)).first() is not None


def _parked(connection: Connection, table: Table, row: Row[Any]) -> str:
    """A row with those below it as JSON; those below it are gone from their table."""
    below = list[dict[str, Any]]()
    if table.name in _BELOW:
        under, owner = _BELOW[table.name]
        below = [dict(one) for one in connection.execute(select(under).where(under.c[owner] == row.id)).mappings()]
        connection.execute(delete(under).where(under.c[owner] == row.id))
    return json.dumps({"row": dict(row._mapping), "below": below}, ensure_ascii=False,  # noqa: SLF001 - public in all but name
                      default=date.isoformat)  # their only values that JSON does not know


def _unpark(connection: Connection, table: Table, parked: str) -> None:
    found = json.loads(parked)
    connection.execute(insert(table).values(_typed(table, found["row"])))
    if found["below"]:
        under, _ = _BELOW[table.name]
        connection.execute(insert(under), [_typed(under, one) for one in found["below"]])


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row out of JSON, with its days as days."""
    return {name: date.fromisoformat(value) if value is not None and table.c[name].type.python_type is date else value
            for name, value in row.items()}
