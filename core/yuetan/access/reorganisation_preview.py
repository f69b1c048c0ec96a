"""What a reorganisation changes, as far as an actor may see that: posts, places, grants, cases and what is owed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select

from yuetan.access.actor import Role
from yuetan.access.organisation_views import PlacedRow, PostRow, Preview
from yuetan.access.reading_people import Reader, people_of
from yuetan.engine.reorganisation_text import mark_of
from yuetan.engine.reorganisations import Changes, Reorganisation, changes_of, last_of, post_name
from yuetan.engine.successions import CASES
from yuetan.engine.world import World
from yuetan.records.governing import governances_on
from yuetan.records.reorganising import governances_in, grants_in
from yuetan.records.tables import interview, obligation, upward_report
from yuetan.records.units import keys_of
from yuetan.wording import say

_PENDING = ("OPEN", "WAITING", "OVERDUE")
_UNSENT = ("drafted", "reviewed", "returned")


def preview_in(reader: Reader, world: World, asked: Reorganisation, *, whole: bool) -> Preview:
    """What a reorganisation that may be done changes in a world of units.

    To whoever neither works for all of the units nor decides on it (not ``whole``) it names nobody he may not look up.
    """
    changes, connection = changes_of(world, asked), reader.connection
    keys = keys_of(connection, changes.ended)
    ended = list(keys.values())
    grants = Counter(Role(row.role).title for row in grants_in(connection, ended, asked.since))
    rules = {one.code: one.title for one in reader.plugins.regulations}
    founded = {one.code: one.name for one in asked.founded}
    governed = _governed(reader, world, asked)
    people = people_of(reader, numbers={one.cadre for one in changes.portfolios}).by_number
    return Preview(
        mark=mark_of(changes),
        into=tuple((one, founded.get(one) or world.name_of(one, asked.since)) for one in asked.into),
        placed=tuple(_placed(world, changes)), heir=_heir(world, asked, changes),
        ended=tuple(world.name_of(one, asked.since) for one in changes.ended), posts=_posts(
            reader, world, asked, changes, whole=whole),
        overseers=tuple(say("{name}（{unit}）", name=people[one.cadre].name, unit=world.name_of(one.unit, asked.since))
                        for one in changes.portfolios
                        if one.cadre in people and (whole or people[one.cadre].reference)),
        grants=tuple((say(title), number) for title, number in sorted(grants.items())),
        governances=tuple(dict.fromkeys(rules.get(row.regulation, row.regulation)
                                        for row in governances_in(connection, ended, asked.since))),
        governed_before=governed[0], governed_after=governed[1],
        interviews=_count(reader, interview.c.id, interview.c.unit_id.in_(ended), ~interview.c.ended,
                          reader.scope.interviews()),
        obligations=_count(reader, obligation.c.id, obligation.c.unit_id.in_(ended), obligation.c.cadre_id.is_(None),
                           obligation.c.status.in_(_PENDING), reader.scope.obligations()),
        reports=_count(reader, upward_report.c.id, upward_report.c.unit_id.in_(ended),
                       upward_report.c.state.in_(_UNSENT),
                       reader.scope.in_units(upward_report.c.unit_id, "report.read")))


def _posts(reader: Reader, world: World, asked: Reorganisation, changes: Changes, *, whole: bool,
           ) -> tuple[PostRow, ...]:
    """The posts that leave their unit, and who takes each."""
    people = people_of(reader, numbers={one.post.cadre for one in changes.posts}).by_number
    founded = {one.code: one.name for one in asked.founded}
    return tuple(PostRow(
        key=post_name(one.post), person=people[one.post.cadre].name,
        unit=world.name_of(one.post.unit, asked.since),
        title=one.post.title or reader.vocabulary.title("post", one.post.post),
        to=(founded.get(one.to) or world.name_of(one.to, asked.since)) if one.to else "") for one in changes.posts
        if one.post.cadre in people and (whole or people[one.post.cadre].reference))


def _placed(world: World, changes: Changes) -> Iterator[PlacedRow]:
    founded = {one.code: one.name for one in changes.founded}

    def name(code: str) -> str:
        return founded.get(code) or (world.name_of(code, changes.since) if code else "")

    for one in changes.placed:
        last = last_of(world, one.unit)
        yield PlacedRow(was=last.name if last else "", became=one.name, above_was=name(last.parent) if last else "",
                        above=name(one.parent), founded=last is None)


def _heir(world: World, asked: Reorganisation, changes: Changes) -> str:
    founded = {one.code: one.name for one in asked.founded}
    code = next((one.successor for one in changes.successions
                 if one.unit in changes.ended and CASES in one.inherits), "")
    return founded.get(code) or (world.name_of(code, asked.since) if code else "")


def _governed(reader: Reader, world: World, asked: Reorganisation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What governs a unit that moves by what lies above it, before and after; nothing for what does not move."""
    if not asked.parent:
        return (), ()
    rules = {one.code: one.title for one in reader.plugins.regulations}
    rows = governances_on(reader.connection, max(asked.since, reader.on))
    own, after = world.above(asked.units[0], asked.since), (asked.units[0], *world.above(asked.parent, asked.since))
    return _titles(rows, own, rules), _titles(rows, after, rules)


def _titles(rows: Sequence[Any], above: Collection[str], rules: dict[str, str]) -> tuple[str, ...]:
    found = dict[str, None]()
    for unit in above:
        here = [row for row in rows if row.unit == unit]
        found |= dict.fromkeys(rules.get(row.regulation, row.regulation) for row in here)
        if any(row.replaces for row in here):
            break
    return tuple(found)


def _count(reader: Reader, key: ColumnElement[int], *where: ColumnElement[bool]) -> int:
    return int(reader.connection.execute(select(func.count(key)).where(*where)).scalar_one())
