"""Anchors: one hash over all cases, put in a file outside, so that no chain can be cut short or made anew unseen.

Whoever can write to the database can make a chain anew from any event on; what stands outside still tells. The file is
to be kept where the administrators of the database cannot write.
"""

from __future__ import annotations

import errno
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Engine, func, insert, select, type_coerce
from sqlalchemy.types import NullType

from yuetan.records.chain import Tree, leaf_hash
from yuetan.records.database import writing
from yuetan.records.growing import Grown, give_back, take
from yuetan.records.tables import anchor, case_file, event
from yuetan.wording import say

AT_ONCE = 1000  # rows
FIELDS = {"at": str, "cases": int, "events": int, "root": str, "before": str}  # of a line, in this order
LONGEST = 1000  # bytes of a line


class AnchorError(Exception):
    """A file of anchors that cannot be trusted or gone on with: says which, where, and what to do."""


@frozen(kw_only=True)
class Anchored:
    """What was anchored: when, how many cases, up to which event (its id), and the root over their heads."""

    at: datetime
    cases: int
    events: int
    root: str


def anything_since(connection: Connection) -> bool:
    """Whether any event was written since the last anchor, or ever where there is none."""
    last = select(func.coalesce(func.max(anchor.c.events), 0)).scalar_subquery()
    return connection.execute(select(event.c.id).where(event.c.id > last).limit(1)).first() is not None


def anchor_now(engine: Engine, path: Path, *, at: datetime) -> Anchored:
    """Anchor what stands in the database: in its table and as one more line of the file, made where it is missing.

    While what was written since the last anchor is looked at, and while the line is put on the disk, nobody writes:
    those who want to, wait. The line is on the disk before the table has it: where that is as far as it got, the table
    is given it the next time. Raises `AnchorError` where the last line is damaged, OSError where the file cannot be
    written, and ValueError for a moment without its time zone: nothing is kept then.
    """
    if at.tzinfo is None:
        message = "a moment needs its time zone"
        raise ValueError(message)
    grown = take(engine)
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
            connection.exec_driver_sql("LOCK TABLE event IN SHARE ROW EXCLUSIVE MODE")
        descriptor = _opened(path)
        try:
            last = _last_line(descriptor, path)
            if last:
                _catch_up(connection, _read_line(last, path))
            anchored = _of_now(connection, grown, at)
            connection.execute(insert(anchor).values(_row(anchored)))
            _write(descriptor, _line(anchored, last))
        finally:
            os.close(descriptor)
    give_back(engine, grown)
    return anchored


def read_anchors(path: Path) -> tuple[Anchored, ...]:
    """Every anchor of a file, the oldest first; raises `AnchorError` for a line that is damaged or was put in later."""
    lines = path.read_bytes().splitlines(keepends=True)
    return tuple(_read_line(line, path, number, _hash_of(before))
                 for number, (before, line) in enumerate(zip((b"", *lines), lines, strict=False), 1))


def stored_anchors(connection: Connection) -> tuple[Anchored, ...]:
    """Every anchor of the table, the oldest first; nonsense, which SQLite stores too, as of year 1 and event -1."""
    columns = (type_coerce(anchor.c.at, NullType()), anchor.c.cases, anchor.c.events, anchor.c.root)
    return tuple(Anchored(at=_moment(at), cases=cases, events=events if isinstance(events, int) else -1, root=root)
                 for at, cases, events, root in connection.execute(select(*columns).order_by(anchor.c.id)))


def roots(connection: Connection, marks: Iterable[int]) -> Iterator[tuple[int, int, str]]:
    """For each of these events, by id: how many cases had one by then, and the root, as the events have it now.

    Takes one walk over the events, whatever the number of marks, and room for one hash or two for each case.
    """
    tree, last = Tree(), dict[int, tuple[str, int, str]]()
    ahead = deque(sorted(set(marks)))
    statement = (select(event.c.id, event.c.case_id, case_file.c.reference, event.c.sequence, event.c.hash)
                 .join_from(event, case_file).order_by(event.c.id).where(event.c.id <= max(ahead, default=0)))
    with connection.execute(statement.execution_options(yield_per=AT_ONCE)) as rows:
        for number, case, reference, sequence, digest in rows:
            while number > ahead[0]:
                yield ahead.popleft(), *_root(tree, last)
            last[case] = reference, sequence, digest
    for mark in ahead:
        yield mark, *_root(tree, last)


def _root(tree: Tree, changed: dict[int, tuple[str, int, str]]) -> tuple[int, str]:
    for case, leaf in changed.items():
        tree.put(case, leaf_hash(*leaf))
    changed.clear()
    return len(tree), tree.root()


def _of_now(connection: Connection, grown: Grown, at: datetime) -> Anchored:
    grown.grow(connection)
    return Anchored(at=at.astimezone(UTC), cases=len(grown.tree), events=grown.mark, root=grown.tree.root())


def _catch_up(connection: Connection, outside: Anchored) -> None:
    """Give the table the last line of the file, where it came no further than that; never one of other records."""
    if connection.execute(select(anchor.c.id).filter_by(**_row(outside))).first():
        return
    if list(roots(connection, [outside.events])) == [(outside.events, outside.cases, outside.root)]:
        connection.execute(insert(anchor).values(_row(outside)))


def _moment(stored: object) -> datetime:
    try:
        return datetime.fromisoformat(str(stored)).replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _row(anchored: Anchored) -> dict[str, Any]:
    return {"at": anchored.at, "cases": anchored.cases, "events": anchored.events, "root": anchored.root}


def _opened(path: Path) -> int:
    """A file to read, and to write at its end only; what is made here is its owner's alone, and stays made."""
    new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    if new and hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(folder)
        os.close(folder)
    return descriptor


def _write(descriptor: int, line: bytes) -> None:
    """Write a line to the disk, all of it or nothing."""
    size = os.fstat(descriptor).st_size
    if os.write(descriptor, line) < len(line):
        os.ftruncate(descriptor, size)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(descriptor)


def _last_line(descriptor: int, path: Path) -> bytes:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    os.lseek(descriptor, max(0, size - LONGEST), os.SEEK_SET)
    lines = os.read(descriptor, LONGEST).splitlines(keepends=True)
    if lines and not lines[-1].endswith(b"\n"):
        raise _damaged(path, None)
    return lines[-1] if lines else b""


def _line(anchored: Anchored, before: bytes) -> bytes:
    values = {**_row(anchored), "at": anchored.at.isoformat(timespec="microseconds"), "before": _hash_of(before)}
    return json.dumps(values).encode() + b"\n"


def _hash_of(line: bytes) -> str:
    return sha256(line).hexdigest() if line else ""


def _read_line(line: bytes, path: Path, number: int | None = None, before: str | None = None) -> Anchored:
    """The anchor a line holds; with the hash of the line before, also whether it follows that one."""
    try:
        values = json.loads(line)
        if not line.endswith(b"\n") or {name: type(value) for name, value in values.items()} != FIELDS:
            raise _damaged(path, number)
        if before not in {None, values["before"]}:
            raise _damaged(path, number)
        at = datetime.fromisoformat(values["at"]).astimezone(UTC)
    except (ValueError, AttributeError) as error:
        raise _damaged(path, number) from error
    return Anchored(at=at, cases=values["cases"], events=values["events"], root=values["root"])


def _damaged(path: Path, number: int | None) -> AnchorError:
    where = say("最后一行") if number is None else say("第 {line} 行", line=number)
    return AnchorError(say(
        "存证文件 {file} {where}已损坏，或被改动、插入过；没有改动它。若只是断电使最后一行没有写完，删去这一行即可；"
        "否则请保留原件，查明是谁动过，再与备份核对。", file=path, where=where))
