"""The tree of units on any day, as far as an actor works for them, and what changed in it between two days."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen
from sqlalchemy import and_, func, literal, or_, select

from yuetan.access.organisation_views import OrganisationView, UnitChange, UnitRow
from yuetan.access.reach import listed
from yuetan.access.reading_people import MANY, People, Reader, people_of, unit_names
from yuetan.engine.facts import Placement
from yuetan.engine.successions import acting
from yuetan.engine.tree import Tree
from yuetan.records.facts import read_placements
from yuetan.records.tables import appointment, placement, unit
from yuetan.records.units import read_successions

READ = "organisation.read"
HEAD = "head"
LONGEST = 600  # units on one page; what lies deeper is reached from the units above it

FOUNDED, ENDED, RENAMED, MOVED = "founded", "ended", "renamed", "moved"


@frozen
class _Unit:
    """A unit the actor works for: its key and what names it in an address; on the day its name and the one above."""

    id: int
    reference: str
    name: str | None = None  # None where it does not exist
    parent: str = ""


def organisation(reader: Reader, on: date, then: date, under: str = "") -> OrganisationView:
    """The tree on a day, below one unit where one is named, by its reference; and what changed since another day."""
    mine = _mine(reader, on)
    first = next((code for code, one in mine.items() if one.reference == under), "") if under else ""
    shown = tuple(_walked(mine, first)) if not under or first else ()
    keys = [mine[code].id for code, _, _ in shown]
    unplaced = [mine[code].id for code, _, _ in shown if mine[code].name is None]
    elsewhen = unit_names(reader.connection, unplaced, on) if unplaced else {}
    heads, people = _heads(reader, keys, on), _counted(reader, keys, on)
    known = people_of(reader, {key for some in heads.values() for key in some})
    return OrganisationView(
        on=on, then=then, changes=tuple(_changes(reader, mine, on, then)),
        units=tuple(_row(mine[code], code, mine[code].name or elsewhen.get(mine[code].id, code),
                         (depth, left), heads, known, people) for code, depth, left in shown))


def _mine(reader: Reader, on: date) -> Mapping[str, _Unit]:
    """The units he works for, whether they exist on the day or not, by their codes."""
    parent, row = unit.alias("parent"), placement.c
    query = (select(unit.c.code, unit.c.id, unit.c.reference, row.name, parent.c.code.label("parent"))
             .outerjoin(placement, and_(row.unit_id == unit.c.id, row.since <= on, row.until > on))
             .outerjoin(parent, row.parent_id == parent.c.id)
             .where(reader.scope.in_units(unit.c.id, READ)))
    return {code: _Unit(key, reference, name, above or "")
            for code, key, reference, name, above in reader.connection.execute(query).all()}


def _row(one: _Unit, code: str, name: str, place: tuple[int, int], heads: Mapping[int, Sequence[int]],  # noqa: PLR0913, PLR0917 - what was looked up
         known: People, people: Mapping[int, int]) -> UnitRow:
    return UnitRow(reference=one.reference, code=code, name=name, depth=place[0], below=place[1],
                   heads=tuple(known.by_key[key] for key in heads.get(one.id, ())), people=people.get(one.id, 0))


def _walked(mine: Mapping[str, _Unit], first: str) -> Iterator[tuple[str, int, int]]:
    """The units in the order of a tree, with the depth of each and how many right below it are left out."""
    below = defaultdict[str, list[str]](list)
    for code, one in sorted(mine.items()):
        if one.name is not None:
            below[one.parent if one.parent in mine else ""].append(code)
    roots = [first] if first else below[""]
    kept, waiting = set(roots), deque(roots)
    while waiting and len(kept) < LONGEST:  # the highest come first
        for code in below[waiting.popleft()]:
            kept.add(code)
            waiting.append(code)
    stack = [(code, 0) for code in reversed(roots)]
    while stack:
        code, depth = stack.pop()
        shown = [one for one in below[code] if one in kept]
        yield code, depth, len(below[code]) - len(shown)
        stack += [(one, depth + 1) for one in reversed(shown)]


def _heads(reader: Reader, units: Sequence[int], on: date) -> Mapping[int, Sequence[int]]:
    row, found = appointment.c, defaultdict[int, list[int]](list)
    query = select(row.unit_id, row.cadre_id).where(  # as it is written in the index of heads
        row.post == literal(HEAD, literal_execute=True), row.since <= on, row.until > on,
        row.unit_id.in_(listed(units)))
    for one in reader.connection.execute(query.order_by(row.id)).all():
        if one.cadre_id not in found[one.unit_id]:
            found[one.unit_id].append(one.cadre_id)
    return found


def _counted(reader: Reader, units: Sequence[int], on: date) -> Mapping[int, int]:
    """How many people hold a post in each unit."""
    row = appointment.c
    query = (select(row.unit_id, func.count(row.cadre_id.distinct()).label("people"))
             .where(row.since <= on, row.until > on, row.unit_id.in_(listed(units))).group_by(row.unit_id))
    return dict(reader.connection.execute(query).tuples().all())


def _changes(reader: Reader, mine: Mapping[str, _Unit], on: date, then: date) -> Iterator[UnitChange]:
    """What became of every unit between two days, those by their codes; what lies outside his view has no name."""
    (first, last), row = sorted((then, on)), placement.c
    query = select(unit.c.code).join(placement, row.unit_id == unit.c.id).where(or_(
        and_(row.since > first, row.since <= last), and_(row.until > first, row.until <= last)))
    moved = mine.keys() & reader.connection.execute(query).scalars()
    if not moved:
        return
    successions = tuple(read_successions(reader.connection))
    theirs = _placements(reader, mine, moved)
    others = {one.parent for one in theirs} | {acting(successions, code, on) for code in moved}
    tree = Tree((*theirs, *_placements(reader, mine, others & mine.keys() - moved)), ())
    for code, one in sorted((code, mine[code]) for code in moved):
        was, became, name = tree.placed(code, then), tree.placed(code, on), tree.name_of(code, on)
        if was is None and became is not None:
            yield UnitChange(reference=one.reference, name=name, change=FOUNDED,
                             became=_name(tree, mine, became.parent, on))
        elif was is not None and became is None:
            heir = acting(successions, code, on)
            yield UnitChange(reference=one.reference, name=name, change=ENDED,
                             became=_name(tree, mine, heir, on) if heir != code else "")
        elif was is not None and became is not None:
            if was.name != became.name:
                yield UnitChange(reference=one.reference, name=name, change=RENAMED, was=was.name, became=became.name)
            if was.parent != became.parent:
                yield UnitChange(reference=one.reference, name=name, change=MOVED,
                                 was=_name(tree, mine, was.parent, then), became=_name(tree, mine, became.parent, on))


def _placements(reader: Reader, mine: Mapping[str, _Unit], codes: Collection[str]) -> Sequence[Placement]:
    """Where some of his units ever lay; where they are many, all there are."""
    keys = [mine[code].id for code in codes] if len(codes) <= MANY else None
    return tuple(read_placements(reader.connection, keys))


def _name(tree: Tree, mine: Collection[str], code: str, on: date) -> str:
    return tree.name_of(code, on) if code in mine else ""
