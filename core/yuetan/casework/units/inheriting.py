"""What a unit collected is its heir's, once it has ended: no question is lost with it, and no test drawn before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from yuetan.records import collections as stored
from yuetan.records.cases import unit_ids
from yuetan.records.collections import KeptCollection, KeptEntry
from yuetan.records.database import Connection
from yuetan.records.journal import Entry, append

INHERITED = "collection_inherited"
"""What is told in the case of a collection that took over another's entries."""


def inherit_collections(connection: Connection, heirs: Mapping[int, str], *, on: date, by: int | None, at: datetime,
                        ) -> None:
    """Have the heirs keep what ended units kept; ``heirs`` gives their codes by the keys of the ended units.

    Entries in use that the heir has not are copied into its own collection, which is made where it keeps none; the old
    one stays as it is, for the tests that were drawn out of it.
    """
    keys = unit_ids(connection, heirs.values())
    for ended, heir in sorted(heirs.items()):
        for kept in stored.collections_kept(connection, ended):
            _take_over(connection, kept, keys[heir], on=on, by=by, at=at)


def _take_over(connection: Connection, old: KeptCollection, heir: int, *, on: date, by: int | None,  # noqa: PLR0913 - who, when
               at: datetime) -> None:
    own, case = stored.collection_of(connection, old.regulation, old.code, heir)
    has = {stored.hash_of(one.content) for one in _live(stored.entries_at(connection, own.id))}
    fresh = [stored.new_entry(one.content) for one in _live(stored.entries_at(connection, old.id))
             if stored.hash_of(one.content) not in has]
    if fresh:
        whole = stored.hash_of({one.entry: stored.hash_of(one.content) for one in fresh})
        written = append(connection, case, Entry(code=INHERITED, happened_on=on, content={
            "from": old.reference, "entries": str(len(fresh)), "hash": whole}), by=by, at=at)
        stored.add_versions(connection, own.id, fresh, sequence=written.sequence, at=at, by=by)
    if own.drawn is None and old.drawn is not None:
        stored.set_drawn(connection, own.id, old.drawn)


def _live(entries: Iterable[KeptEntry]) -> list[KeptEntry]:
    return [one for one in entries if not one.retired]
