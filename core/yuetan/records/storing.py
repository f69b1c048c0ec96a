"""Stores a roster: in sets, by key, in one transaction. What the roster does not name stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, Table, bindparam, delete, insert, select, update

from yuetan.records.database import alone
from yuetan.records.mergers import standing_ids
from yuetan.records.people import former_numbers
from yuetan.records.search_texts import people_found, units_found
from yuetan.records.tables import (
    appointment,
    appointment_mark,
    cadre,
    past_talk,
    past_talk_by,
    placement,
    portfolio,
    unit,
)
from yuetan.records.values import IMPORTED, Roster, decided
from yuetan.wording import say

Key = tuple[Any, ...]
Fields = dict[str, Any]
Progress = Callable[[int], None]


class RosterError(ValueError):
    """A roster that cannot be stored: it speaks of a unit or a person that neither it nor the records know."""


@frozen
class Counts:
    """How many of one part of a roster were new, differed from what was stored, or were stored already."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@frozen(kw_only=True)
class Stored:
    """What storing a roster did, part by part."""

    units: Counts
    placements: Counts
    cadres: Counts
    appointments: Counts
    portfolios: Counts
    past_talks: Counts


def store(connection: Connection, roster: Roster, progress: Progress | None = None) -> Stored:
    """Add what is new and change what differs, by key (see `yuetan.records.values`): all of it, or nothing.

    Nothing is ever removed, and storing the same roster again changes nothing. ``progress`` is told how many rows were
    dealt with since it was told last. Raises `RosterError` for a unit or a cadre that is nowhere to be found.
    """
    with connection.begin_nested():
        alone(connection)
        return _Storing(connection, progress).all(roster)


class _Storing:
    """One roster on its way into the tables: knows the surrogate keys of the units and cadres met so far."""

    def __init__(self, connection: Connection, progress: Progress | None) -> None:
        self.connection = connection
        self.progress = progress
        self.unit_ids: dict[str, int] = {}
        self.cadre_ids: dict[str, int] = {}

    def all(self, roster: Roster) -> Stored:
        """Store every part, those first to which others refer."""
        return Stored(
            units=self.units(roster), cadres=self.cadres(roster), placements=self.placements(roster),
            appointments=self.appointments(roster), portfolios=self.portfolios(roster),
            past_talks=self.past_talks(roster),
        )

    def units(self, roster: Roster) -> Counts:
        rows = [{"code": one.id, "type": one.type} for one in roster.units]
        counts, keys, touched = self.put(unit, ("code",), rows)
        self.unit_ids = {code: number for (code,), number in keys.items()}
        units_found(self.connection, touched)
        return counts

    def cadres(self, roster: Roster) -> Counts:
        former = former_numbers(self.connection)
        rows = [{"staff_number": one.id, "name": one.name, "party": one.party} for one in roster.cadres
                if one.id not in former]
        counts, keys, touched = self.put(cadre, ("staff_number",), rows)
        people_found(self.connection, touched)
        known: dict[str, int] = {**former, **{number: row_id for (number,), row_id in keys.items()}}
        together = standing_ids(self.connection)
        self.cadre_ids = {number: together.get(row_id, row_id) for number, row_id in known.items()}
        return counts

    def placements(self, roster: Roster) -> Counts:
        rows = [{"unit_id": self.unit(one.unit), "parent_id": self.unit(one.parent) if one.parent else None,
                 "name": one.name, "since": one.since, "until": one.until} for one in roster.placements]
        counts, keys, touched = self.put(placement, ("unit_id", "since"), rows)
        units_found(self.connection, (unit_id for (unit_id, _), key in keys.items() if key in touched))
        return counts

    def appointments(self, roster: Roster) -> Counts:
        known = [decided(one) for one in roster.appointments]
        rows = [{"cadre_id": self.cadre(one.cadre), "unit_id": self.unit(one.unit), "post": one.post,
                 "title": one.title, "rank": one.rank, "manner": one.manner, "decided": one.decided, "since": one.since,
                 "until": one.until} for one in known]
        key = ("cadre_id", "unit_id", "post", "title", "since")
        counts, keys, touched = self.put(appointment, key, rows)
        wanted = {keys[_key(row, key)]: one.marks for row, one in zip(rows, known, strict=True)}
        marks = {number: [{"appointment_id": number, "mark": mark} for mark in sorted(of)]
                 for number, of in wanted.items()}
        return self.put_below(counts, touched, appointment_mark, "appointment_id", marks)

    def portfolios(self, roster: Roster) -> Counts:
        rows = [{"cadre_id": self.cadre(one.cadre), "unit_id": self.unit(one.unit), "since": one.since,
                 "until": one.until} for one in roster.portfolios]
        return self.put(portfolio, ("cadre_id", "unit_id", "since"), rows)[0]

    def past_talks(self, roster: Roster) -> Counts:
        rows = [{"cadre_id": self.cadre(one.cadre), "regulation": one.regulation, "kind": one.kind,
                 "family": one.family, "held_on": one.on, "provenance": IMPORTED} for one in roster.past_talks]
        key = ("cadre_id", "regulation", "kind", "held_on")
        counts, keys, touched = self.put(past_talk, key, rows)
        wanted = {keys[_key(row, key)]: one.interviewers for row, one in zip(rows, roster.past_talks, strict=True)}
        talkers = {
            number: [{"talk_id": number, "place": place, "cadre_id": self.cadre_ids.get(written), "written": written}
                     for place, written in enumerate(of)]
            for number, of in wanted.items()
        }
        return self.put_below(counts, touched, past_talk_by, "talk_id", talkers)

    def unit(self, code: str) -> int:
        try:
            return self.unit_ids[code]
        except KeyError:
            raise RosterError(say("单位编码“{code}”既不在这份花名册里，也不在库中。", code=code)) from None

    def cadre(self, number: str) -> int:
        try:
            return self.cadre_ids[number]
        except KeyError:
            raise RosterError(say("工号“{number}”既不在这份花名册里，也不在库中。", number=number)) from None

    def put(self, table: Table, key: tuple[str, ...], rows: list[Fields],
            ) -> tuple[Counts, dict[Key, int], frozenset[int]]:
        """Insert or update rows by key: the counts, the surrogate key of every row there is, and those rows touched."""
        stored = {_key(row, key): row for row in map(_fields, self.connection.execute(select(table)))}
        new = [row for row in rows if _key(row, key) not in stored]
        changed = [(stored[_key(row, key)]["id"], row) for row in rows if _differs(row, stored.get(_key(row, key)))]
        keys: dict[Key, int] = {of: row["id"] for of, row in stored.items()}
        if new:
            statement = insert(table).returning(table.c.id, *(table.c[name] for name in key))
            added = {tuple(row[1:]): row[0] for row in self.connection.execute(statement, new)}
            keys.update(added)
        if changed:
            statement_of = update(table).where(table.c.id == bindparam("row_id"))
            self.connection.execute(statement_of, [row | {"row_id": number} for number, row in changed])
        if self.progress:
            self.progress(len(rows))
        counts = Counts(len(new), len(changed), len(rows) - len(new) - len(changed))
        return counts, keys, frozenset([*(keys[_key(row, key)] for row in new), *(number for number, _ in changed)])

    def put_below(self, counts: Counts, touched: frozenset[int], table: Table, owner: str,
                  wanted: Mapping[int, list[Fields]]) -> Counts:
        """Make the rows below each owner what they are to be; an owner is changed where these differ."""
        stored: dict[int, list[Fields]] = {}
        for row in map(_fields, self.connection.execute(select(table).order_by(*table.primary_key))):
            stored.setdefault(row[owner], []).append(row)
        differing = [number for number, rows in wanted.items() if rows != stored.get(number, [])]
        stale = [{"owner": number} for number in differing if number in stored]
        if stale:
            self.connection.execute(delete(table).where(table.c[owner] == bindparam("owner")), stale)
        fresh = [row for number in differing for row in wanted[number]]
        if fresh:
            self.connection.execute(insert(table), fresh)
        changed_below = len(set(differing) - touched)
        return Counts(counts.added, counts.changed + changed_below, counts.unchanged - changed_below)


def _fields(row: Row[Any]) -> Fields:
    return dict(row._mapping)  # noqa: SLF001 - public in all but name, to keep clear of the names of columns


def _key(row: Mapping[str, Any], key: Iterable[str]) -> Key:
    return tuple(row[name] for name in key)


def _differs(row: Fields, stored: Mapping[str, Any] | None) -> bool:
    return stored is not None and any(stored[name] != value for name, value in row.items())
