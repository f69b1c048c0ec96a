"""Every way in which somebody who owns the database may tamper with what stands under an anchor."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from yuetan.records.anchoring import Anchored, roots
from yuetan.records.chain import COVERED, canonical, content_hash, link_hash, plain
from yuetan.records.tables import anchor, case_file, event

Tamper = Callable[[sa.Connection, Random, list[Anchored]], None]
"""Changes the records, or what is known outside; knows everything but how to change both alike."""

COLUMNS = (*COVERED, "cadre_id", "case_id", "hash", "salt", "content")
CASE_COLUMNS = ("reference", "sort", "version", "head")
FIRST: dict[str, Any] = {"until": date(2026, 4, 1), "value": 1.0}  # where there was nothing; else 1


def other(value: Any, random: Random) -> Any:  # noqa: ANN401 - of any column
    """Another value than this, as near to it as can be."""
    if isinstance(value, str):
        place = random.randrange(max(1, len(value)))
        return value[:place] + ("0" if value[place:place + 1] != "0" else "1") + value[place + 1:]
    if isinstance(value, float):
        return math.nextafter(value, math.inf)
    steps: dict[type, list[Any]] = {int: [1, 1000], date: [timedelta(-1), timedelta(365)],
                                    datetime: [timedelta(microseconds=1), timedelta(hours=-8)]}
    return value + random.choice(steps[type(value)])


def pick(connection: sa.Connection, random: Random, table: sa.Table = event) -> Any:  # noqa: ANN401 - a row of any table
    """Some row."""
    return random.choice(connection.execute(sa.select(table).order_by(table.c.id)).all())


def change(connection: sa.Connection, table: sa.Table, number: int, **values: Any) -> None:  # noqa: ANN401 - any columns
    """Change a row."""
    connection.execute(sa.update(table).where(table.c.id == number).values(values))


def changed(connection: sa.Connection, random: Random, column: str, row: Any) -> None:  # noqa: ANN401 - a row
    """Change one value of an event, to one that its column takes."""
    value = getattr(row, column)
    if value is None:
        new = FIRST.get(column, 1)
    elif column in {"case_id", "sequence"}:
        new = value + 1000  # no such case, and no such number, is there yet
    else:
        new = other(value, random)
    change(connection, event, row.id, **{column: new})


def edited(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """One value of one event is another."""
    changed(connection, random, random.choice(COLUMNS), pick(connection, random))


def case_edited(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """What a case says of itself is another."""
    row, column = pick(connection, random, case_file), random.choice(CASE_COLUMNS)
    change(connection, case_file, row.id, **{column: random.randrange(row.version) if column == "version"
                                             else other(getattr(row, column), random)})


def deleted(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """An event is gone."""
    connection.execute(sa.delete(event).where(event.c.id == pick(connection, random).id))


def emptied(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """A content is gone, its salt is not."""
    change(connection, event, pick(connection, random).id, content=None)


def emptied_silently(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """A content is gone with its salt, as if retention had destroyed it, and no event says so."""
    change(connection, event, pick(connection, random).id, content=None, salt="")


def swapped(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """Two neighbours in a case have changed places."""
    row = random.choice(connection.execute(sa.select(event).where(event.c.sequence > 1)).all())
    at = sa.select(event.c.id).filter_by(case_id=row.case_id, sequence=row.sequence - 1)
    before = connection.execute(at).scalar_one()
    for number, sequence in ((before, 1_000_000), (row.id, row.sequence - 1), (before, row.sequence)):
        change(connection, event, number, sequence=sequence)


def inserted(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """Where an event stood, there are two: a copy that was given another day, and all after it moved up."""
    row = pick(connection, random)
    later = sa.select(event.c.id).filter_by(case_id=row.case_id).where(event.c.sequence >= row.sequence)
    for number in connection.execute(later.order_by(event.c.sequence.desc())).scalars().all():
        connection.execute(sa.update(event).where(event.c.id == number).values(sequence=event.c.sequence + 1))
    copy = {column.name: getattr(row, column.name) for column in event.c if column.name != "id"}
    connection.execute(sa.insert(event).values({**copy, "happened_on": other(row.happened_on, random)}))


def truncated(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """The last events of a case are gone."""
    row = pick(connection, random)
    connection.execute(sa.delete(event).where(event.c.case_id == row.case_id, event.c.sequence >= row.sequence))


def truncated_and_mended(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """The last events of a case are gone, and the case says so."""
    row = pick(connection, random)
    connection.execute(sa.delete(event).where(event.c.case_id == row.case_id, event.c.sequence >= row.sequence))
    resign(connection, row.case_id)


def resigned(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """An event is another, and every hash from there on is made anew, as the system would."""
    row = pick(connection, random)
    column = random.choice(["code", "happened_on", "entered_at", "reason", "unit_id", "value", "content"])
    if column == "content":
        forged = canonical({"summary": "没有这回事"})
        change(connection, event, row.id, content=forged, content_hash=content_hash(forged, row.salt), filled="summary")
    else:
        changed(connection, random, column, row)
    resign(connection, row.case_id)


def resign(connection: sa.Connection, case_id: int) -> None:
    """Make every hash of a case anew, and its head."""
    case = connection.execute(sa.select(case_file).filter_by(id=case_id)).one()
    version, head = 0, ""
    for row in connection.execute(sa.select(event).filter_by(case_id=case_id).order_by(event.c.sequence)).all():
        version, head = row.sequence, link_hash(head, case.reference, case.sort,
                                                [plain(getattr(row, column)) for column in COVERED])
        change(connection, event, row.id, hash=head)
    change(connection, case_file, case_id, version=version, head=head)


def vanished(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """A whole case is gone."""
    case = pick(connection, random).case_id
    connection.execute(sa.delete(event).filter_by(case_id=case))
    connection.execute(sa.delete(case_file).filter_by(id=case))


def put_back(connection: sa.Connection, random: Random, anchors: list[Anchored]) -> None:
    """An old copy is put back: all as it was at an earlier anchor, the anchors too."""
    old = random.choice(anchors[:-1])
    connection.execute(sa.delete(event).where(event.c.id > old.events))
    connection.execute(sa.delete(anchor).where(anchor.c.events > old.events))
    for case in connection.execute(sa.select(case_file.c.id)).scalars().all():
        resign(connection, case)


def anchored_anew(connection: sa.Connection, random: Random, anchors: list[Anchored]) -> None:
    """A case is made anew, and so is every anchor of the table."""
    resigned(connection, random, anchors)
    for mark, cases, root in list(roots(connection, (one.events for one in anchors))):
        connection.execute(sa.update(anchor).where(anchor.c.events == mark).values(cases=cases, root=root))


def anchor_changed(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """An anchor of the table is another."""
    row, column = pick(connection, random, anchor), random.choice(["at", "cases", "events", "root"])
    change(connection, anchor, row.id, **{column: other(getattr(row, column), random)})


def anchor_gone(connection: sa.Connection, random: Random, _: list[Anchored]) -> None:
    """An anchor of the table is gone."""
    connection.execute(sa.delete(anchor).filter_by(id=pick(connection, random, anchor).id))


def line_gone(_: sa.Connection, random: Random, anchors: list[Anchored]) -> None:
    """An anchor outside is gone."""
    anchors.pop(random.randrange(len(anchors)))


ALONE: tuple[Tamper, ...] = (edited, case_edited, deleted, emptied, emptied_silently, swapped, inserted, truncated)
"""What the chains tell by themselves."""

ANCHORED: tuple[Tamper, ...] = (truncated_and_mended, resigned, vanished, put_back, anchored_anew, anchor_changed,
                                anchor_gone, line_gone)
"""What only anchors can tell, and only those outside where the table's are changed as well."""
