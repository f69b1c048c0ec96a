"""Proof that a case stands as it was anchored: its events as they were hashed, and the way from its head to a root."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from attrs import field, frozen
from sqlalchemy import Connection, func, select, type_coerce
from sqlalchemy.types import NullType

from yuetan.records.chain import COVERED, Tree, leaf_hash, plain
from yuetan.records.tables import anchor, case_file, event

AT_ONCE = 1000  # rows


@frozen(kw_only=True)
class Anchor:
    """What proofs are held against: the root over all cases up to an event; ``at`` is None where none was put out."""

    at: datetime | None
    cases: int
    events: int
    root: str


@frozen(kw_only=True)
class Headed:
    """A case as it stood by then: its reference, how many events it had, and the way from its head to the root."""

    reference: str
    version: int
    head: str
    path: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class HashedEvent:
    """An event as it was hashed; its values stand in the order of `yuetan.records.chain.COVERED`."""

    sequence: int
    hash: str
    values: tuple[object, ...]


@frozen
class Proofs:
    """The anchor, and some cases as they stood by then, by their keys; one that came later is not among them."""

    anchor: Anchor
    cases: Mapping[int, Headed] = field(factory=dict)


def last_mark(connection: Connection) -> int:
    """The last event that the newest anchor covers; 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(anchor.c.events), 0))).scalar_one())


def proofs_at(connection: Connection, mark: int, cases: Collection[int]) -> Proofs:
    """Proofs of some cases, held against the anchor up to an event; with 0, against all that stands now.

    Takes one walk over all cases, and room for a few hashes of each.
    """
    upto = mark or int(connection.execute(select(func.coalesce(func.max(event.c.id), 0))).scalar_one())
    tree, wanted = Tree(), dict[int, Headed]()
    asked = frozenset(cases)
    spans = (select(event.c.case_id, func.min(event.c.id).label("first"), func.max(event.c.id).label("last"))
             .where(event.c.id <= upto).group_by(event.c.case_id).subquery())
    heads = (select(event.c.case_id, case_file.c.reference, event.c.sequence, event.c.hash)
             .join_from(spans, event, event.c.id == spans.c.last)
             .join(case_file, event.c.case_id == case_file.c.id).order_by(spans.c.first))
    with connection.execute(heads.execution_options(yield_per=AT_ONCE)) as rows:
        for number, reference, version, head in rows:
            tree.put(number, leaf_hash(reference, version, head))
            if number in asked:
                wanted[number] = Headed(reference=reference, version=version, head=head)
    root = tree.root()
    at = connection.execute(select(func.min(anchor.c.at)).where(anchor.c.events == mark)).scalar() if mark else None
    found = Anchor(at=at, cases=len(tree), events=upto, root=root)
    return Proofs(found, {number: Headed(reference=one.reference, version=one.version, head=one.head,
                                         path=tree.path(number)) for number, one in wanted.items()})


def hashed_events(connection: Connection, case_id: int) -> Iterator[HashedEvent]:
    """The events of a case in their order, as they were hashed."""
    columns = (type_coerce(event.c[name], NullType()) for name in COVERED)  # as stored, which is as hashed
    query = select(event.c.hash, *columns).where(event.c.case_id == case_id).order_by(event.c.sequence)
    for digest, *values in connection.execute(query):
        yield HashedEvent(sequence=int(values[0]), hash=digest, values=tuple(map(plain, values)))
