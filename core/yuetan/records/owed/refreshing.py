"""Brings what is stored of a few subjects up to what the engine says of them, and keeps what changed and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from attrs import asdict, frozen
from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.obligations import Key, Obligation
from yuetan.engine.subjects import JOIN
from yuetan.engine.together import owed_under
from yuetan.engine.world import World
from yuetan.records.owed.changes import Change, change_between
from yuetan.records.owed.counts import count_changed
from yuetan.records.owed.rows import (
    CONTENT,
    Stored,
    Values,
    in_parts,
    key_of,
    looked_up,
    stored,
    stored_rows,
    surrogates,
)
from yuetan.records.owed.turns import beside_no_sweep
from yuetan.records.tables import interview, obligation, obligation_change
from yuetan.rules.duties import Duty
from yuetan.rules.force import PAIR
from yuetan.rules.regulation import Regulation


@frozen
class _Asked:
    """Whom a refresh is for, together with every interview in which one of them is talked to."""

    names: frozenset[str]
    interviews: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return self.names | self.interviews


def refresh(connection: Connection, world: World, jurisdictions: Sequence[Jurisdiction], subjects: Iterable[str], *,  # noqa: PLR0913 - why and when are kept with each change
            at: datetime, why: str, event_id: int | None = None) -> tuple[Change, ...]:
    """Store what is owed by and about some subjects under all jurisdictions on one edition, as of the day of the world.

    Of somebody for whom two of them speak, the first is heard.

    Subjects are cadres, units and interviews; with a cadre come the interviews he is talked to in, as a whole. Only
    what differs is written, and each change is kept with the moment, the reason and the event that brought it about;
    they are given back in the order of their keys. The cost depends on the subjects, not on the size of the table.
    """
    beside_no_sweep(connection)
    asked, regulation = _asked(world, subjects), jurisdictions[0].regulation
    owed = _owed(world, jurisdictions, asked)
    known = surrogates(connection, owed)
    rows = {one.key: known.row(one, world.as_of) for one in owed}
    before = {key_of(one.values): one for one in _stored(connection, regulation, asked)}
    write(connection, rows, before)
    changes = tuple(change for key in sorted(rows.keys() | before.keys(), key=_in_order) if (
        change := change_between(before[key].values if key in before else None, rows.get(key))) is not None)
    record(connection, changes, {"at": at, "as_of": world.as_of, "why": why, "event_id": event_id})
    return changes


def bearing_on(world: World, subjects: Iterable[str]) -> frozenset[str]:
    """Those whose missed duties and tallies may bear on what some cadres, units and interviews owe."""
    return _concerned(world, _asked(world, subjects))


def _owed(world: World, jurisdictions: Iterable[Jurisdiction], asked: _Asked) -> tuple[Obligation, ...]:
    """What these owe under all of them."""
    found = owed_under(world, jurisdictions, asked.all, concerned=_concerned(world, asked))
    return tuple(one.obligation for one in found)


def write(connection: Connection, rows: Mapping[Key, Values], before: Mapping[Key, Stored]) -> None:
    """Insert, change and delete so that in place of what stood before, and of nothing else, the rows stand."""
    gone = [one.id for key, one in before.items() if key not in rows]
    for some in in_parts(gone):
        connection.execute(delete(obligation).where(obligation.c.id.in_(some)))
    changed = [{"row": before[key].id, **{name: row[name] for name in CONTENT}} for key, row in rows.items()
               if key in before and any(row[name] != before[key].values[name] for name in CONTENT)]
    if changed:
        connection.execute(update(obligation).where(obligation.c.id == bindparam("row")), changed)
    if fresh := [row for key, row in rows.items() if key not in before]:
        connection.execute(insert(obligation), fresh)
    count_changed(connection, (one.values for one in before.values()), rows.values())


def record(connection: Connection, changes: Iterable[Change], common: Values) -> None:
    """Keep changes, with what they have in common: when, as of which day, why, by which event."""
    if rows := [asdict(one.key) | {
            "change": one.change, "was": one.was, "became": one.became, "due_was": one.due_was,
            "due_became": one.due_became} | common for one in changes]:
        connection.execute(insert(obligation_change), rows)


def _asked(world: World, subjects: Iterable[str]) -> _Asked:
    names = frozenset(subjects)
    return _Asked(names, frozenset(one.id for name in names for one in world.interviews_about(name)))


def _concerned(world: World, asked: _Asked) -> frozenset[str]:
    """Those whose missed duties and tallies may bear on it: of one talk, all who are talked to and their units."""
    cadres = {name for name in asked.names if world.cadre(name)}
    for name in asked.interviews:
        if (one := world.interview(name)) is not None:
            cadres.update(one.to)
    return asked.all | cadres | {unit for cadre in cadres for day in world.changes(cadre)
                                 for unit in world.units_of((cadre,), day)}


def _stored(connection: Connection, regulation: Regulation, asked: _Asked) -> Iterator[Stored]:
    """What stands in the table of exactly those whom the engine was asked for."""
    edition = (obligation.c.regulation == regulation.code, obligation.c.edition == regulation.edition)
    numbers = [row.id for row in looked_up(connection, select(interview.c.id), interview.c.reference, asked.all)]
    pairs = _pairs(connection, asked, *edition) if _counts_pairs(regulation) else ()
    yield from {one.id: one for one in (
        *stored_rows(connection, obligation.c.subject, asked.all, *edition),
        *stored_rows(connection, obligation.c.interview_id, numbers, *edition), *pairs)}.values()


def _counts_pairs(regulation: Regulation) -> bool:
    return any(one.talk is not None and one.talk.per == PAIR for one in regulation.of(Duty))


def _pairs(connection: Connection, asked: _Asked, *where: ColumnElement[bool]) -> Iterator[Stored]:
    """The pairs one of them belongs to: of all rows they alone are looked for nowhere."""
    query = select(obligation).where(obligation.c.unit_id.is_(None), obligation.c.subject.contains(JOIN), *where)
    yield from (one for one in map(stored, connection.execute(query))
                if not asked.names.isdisjoint(one.values["subject"].split(JOIN)))


def _in_order(key: Key) -> tuple[str, str, str]:
    return key.duty, key.subject, key.cause
