"""The tree of units on any day, as far as an actor works for them, and what changed in it between two days."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen
from sqlalchemy import func, select

from yuetan.access.organisation_views import OrganisationView, UnitChange, UnitRow
from yuetan.access.reach import listed
from yuetan.access.reading_people import People, Reader, people_of
from yuetan.engine.facts import Placement
from yuetan.engine.successions import acting
from yuetan.engine.tree import Tree
from yuetan.records.facts import read_placements
from yuetan.records.tables import appointment, unit
from yuetan.records.units import read_successions

READ = "organisation.read"
HEAD = "head"
LONGEST = 600  # units on one page; what lies deeper is reached from the units above it

FOUNDED, ENDED, RENAMED, MOVED = "founded", "ended", "renamed", "moved"


@frozen
class _Unit:
    """A unit the actor works for: its key and what names it in an address."""

    id: int
    reference: str


def organisation(reader: Reader, on: date, then: date, under: str = "") -> OrganisationView:
    """The tree on a day, below one unit where one is named, by its reference; and what changed since another day."""
    rows = reader.connection.execute(select(unit.c.id, unit.c.code, unit.c.reference).where(
        reader.scope.in_units(unit.c.id, READ))).all()
    mine = {row.code: _Unit(row.id, row.reference) for row in rows}
    tree = Tree(tuple(read_placements(reader.connection)), ())
    placed = {one.unit: one for one in tree.placements if one.since <= on < one.until}
    first = next((code for code, one in mine.items() if one.reference == under), "") if under else ""
    shown = tuple(_walked(placed, mine, first)) if not under or first else ()
    keys = [mine[code].id for code, _, _ in shown]
    heads, people = _heads(reader, keys, on), _counted(reader, keys, on)
    known = people_of(reader, {key for some in heads.values() for key in some})
    return OrganisationView(
        on=on, then=then, changes=tuple(_changes(reader, tree, mine, on, then)),
        units=tuple(_row(mine[code], code, placed[code].name if code in placed else tree.name_of(code, on),
                         (depth, left), heads, known, people) for code, depth, left in shown))


def _row(one: _Unit, code: str, name: str, place: tuple[int, int], heads: Mapping[int, Sequence[int]],  # noqa: PLR0913, PLR0917 - what was looked up
         known: People, people: Mapping[int, int]) -> UnitRow:
    return UnitRow(reference=one.reference, code=code, name=name, depth=place[0], below=place[1],
                   heads=tuple(known.by_key[key] for key in heads.get(one.id, ())), people=people.get(one.id, 0))


def _walked(placed: Mapping[str, Placement], mine: Collection[str], first: str) -> Iterator[tuple[str, int, int]]:
    """The units in the order of a tree, with the depth of each and how many right below it are left out."""
    below = defaultdict[str, list[str]](list)
    for code in sorted(one for one in placed if one in mine):
        parent = placed[code].parent
        below[parent if parent in mine else ""].append(code)
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
    query = select(row.unit_id, row.cadre_id).where(
        row.post == HEAD, row.since <= on, row.until > on, row.unit_id.in_(listed(units)))
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


def _changes(reader: Reader, tree: Tree, mine: Mapping[str, _Unit], on: date, then: date) -> Iterator[UnitChange]:
    """What became of every unit between two days, those by their codes; what lies outside his view has no name."""
    successions, (first, last) = tuple(read_successions(reader.connection)), sorted((then, on))
    moved = {one.unit for one in tree.placements if first < one.since <= last or first < one.until <= last}
    for code, one in sorted((code, mine[code]) for code in moved & mine.keys()):
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


def _name(tree: Tree, mine: Collection[str], code: str, on: date) -> str:
    return tree.name_of(code, on) if code in mine else ""
