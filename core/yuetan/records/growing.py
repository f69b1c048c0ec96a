"""The tree of all cases as it was anchored last, so that the next anchor looks at what was written since alone.

Kept in memory by each process, for each database. A process that has none yet walks all cases once, while others go on
writing; only what was written since the last anchor is looked at while they wait.
"""

from __future__ import annotations

from threading import Lock
from weakref import WeakKeyDictionary

from attrs import define, field
from sqlalchemy import Connection, Engine, Select, and_, func, select

from yuetan.records.chain import Tree, leaf_hash
from yuetan.records.database import reading
from yuetan.records.tables import anchor, case_file, event

AT_ONCE = 1000  # rows
_grown = WeakKeyDictionary[Engine, "Grown"]()
_turn = Lock()


@define
class Grown:
    """The tree over the heads of all cases that had an event by ``mark``, the last event an anchor covers."""

    tree: Tree = field(factory=Tree)
    mark: int = 0

    def grow(self, connection: Connection) -> None:
        """Take in what was written since, up to the last event there is; nobody may be writing meanwhile.

        Cases that are new go to the end, by their first events: the order in which all of them stand.
        """
        since = (select(event.c.case_id, func.min(event.c.id).label("first")).where(event.c.id > self.mark)
                 .group_by(event.c.case_id).subquery())
        _put(connection, self.tree, _heads().join(since, since.c.case_id == case_file.c.id).order_by(since.c.first))
        self.mark = max(self.mark, connection.execute(select(func.max(event.c.id))).scalar_one() or 0)


def take(engine: Engine) -> Grown:
    """The tree as of an anchor of the table, to be grown; it is this caller's until he gives it back.

    Where none is in memory it is made of all cases, without keeping anybody from writing: what is written meanwhile is
    taken in when it grows.
    """
    with _turn:
        known = _grown.pop(engine, None)
    with reading(engine) as connection:
        if known is not None and connection.execute(select(anchor.c.id).where(
                anchor.c.events == known.mark, anchor.c.root == known.tree.root())).first():
            return known
        return _made(connection)


def give_back(engine: Engine, grown: Grown) -> None:
    """Keep a tree for the next anchor, once this one is kept."""
    with _turn:
        _grown[engine] = grown


def forget(engine: Engine) -> None:
    """Keep nothing of a database, as a process that has just begun."""
    with _turn:
        _grown.pop(engine, None)


def _made(connection: Connection) -> Grown:
    """The tree of the cases that the last anchor covers; of those that have gone on since, as they stand now."""
    mark = connection.execute(select(func.max(anchor.c.events))).scalar_one() or 0
    grown = Grown(mark=mark)
    first = and_(event.c.case_id == case_file.c.id, event.c.sequence == 1, event.c.id <= mark)
    _put(connection, grown.tree, _heads().join(event, first).order_by(event.c.id))
    grown.tree.root()  # hashed now, while nobody waits
    return grown


def _heads() -> Select[tuple[int, str, int, str]]:
    return select(case_file.c.id, case_file.c.reference, case_file.c.version, case_file.c.head)


def _put(connection: Connection, tree: Tree, heads: Select[tuple[int, str, int, str]]) -> None:
    with connection.execute(heads.execution_options(yield_per=AT_ONCE)) as rows:
        for number, reference, version, head in rows:
            tree.put(number, leaf_hash(reference, version, head))
