"""Reorganisations an actor may know of, and what they change, as far as he may see that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, or_, select

from yuetan.access.actor import Standing
from yuetan.access.organisation_views import PostRow, Preview, ReorganisationRow, ReorganisationView
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.reading_people import Reader, called_on, names_ever, people_of
from yuetan.access.reorganisation_preview import preview_in
from yuetan.access.reorganisation_rights import READ, concerned, may_decide, may_propose
from yuetan.access.units import lines_above
from yuetan.engine.reorganisation_faults import faults_of
from yuetan.engine.reorganisation_text import read
from yuetan.engine.reorganisations import STAYS, Reorganisation, changes_of, post_name, posts_at_stake
from yuetan.engine.world import World
from yuetan.records.references import is_kept
from yuetan.records.reorganising import PROPOSED, parts_of, reorganisations
from yuetan.records.tables import account, placement, reorganisation, reorganisation_unit, unit
from yuetan.records.units import world_of_units

ONE_DAY = timedelta(days=1)
MOST = 200


def reorganisation_rows(reader: Reader) -> tuple[ReorganisationRow, ...]:
    """The reorganisations that touch a unit the actor works for, those proposed last first; at most 200."""
    touched = select(reorganisation_unit.c.reorganisation_id).where(
        reader.scope.in_units(reorganisation_unit.c.unit_id, READ))
    query = reorganisations().where(reorganisation.c.id.in_(touched)).order_by(reorganisation.c.id.desc()).limit(MOST)
    rows = reader.connection.execute(query).all()
    names = names_ever(reader.connection, {one.unit_id for one in rows})
    return tuple(_row(one, names) for one in rows)


def reorganisation_view(reader: Reader, reference: str) -> ReorganisationView | None:
    """One of them; None where there is none of this reference, or it touches nothing he works for."""
    row = reader.connection.execute(reorganisations().where(reorganisation.c.reference == reference)).first()
    if row is None:
        return None
    lines = lines_above(reader.connection, [one.code for one in parts_of(reader.connection, (row.id,))], reader.on)
    if not any(allowed(reader.scope.actor, READ, standing=Standing.NONE,
                       lies=lies_of_grants(reader.scope.actor, line, reader.scope.beginning))
               for line in lines.values()):
        return None
    asked, waiting = read(row.content), row.state == PROPOSED
    world = world_of_units(reader.connection, asked.touched, reader.on)
    faults = faults_of(world, asked) if waiting else {}
    rights = _rights(reader, row, world, asked) if waiting else {}
    preview = preview_in(reader, world, asked, whole=any(rights.values())) if waiting and not faults else None
    names = {account_id: name for account_id, name in reader.connection.execute(  # noqa: C416 - rows are no pairs to a type checker
        select(account.c.id, account.c.name).where(account.c.id.in_([row.proposed_by, row.decided_by or 0])))}
    return ReorganisationView(
        row=_row(row, names_ever(reader.connection, (row.unit_id,))), asked=asked,
        names=dict(_names(world, asked)), reason=row.reason, note=row.note,
        proposed_by=names.get(row.proposed_by, ""), decided_by=names.get(row.decided_by, ""),
        decided_at=row.decided_at, preview=preview, faults=tuple(faults.values()),
        **rights)


def preview_of(reader: Reader, asked: Reorganisation) -> tuple[dict[str, str], Preview | None] | None:
    """What stands against what an actor thinks of proposing, by field, or what it would change; None if he may not."""
    lines = lines_above(reader.connection, asked.units, reader.on)
    if not may_propose(reader.scope.actor, asked, lines, reader.scope.beginning):
        return None
    world = world_of_units(reader.connection, asked.touched, reader.on)
    faults = faults_of(world, asked)
    return (faults, None) if faults else ({}, preview_in(reader, world, asked, whole=True))


def posts_of(reader: Reader, asked: Reorganisation) -> tuple[PostRow, ...]:
    """The posts that go somewhere by it, or stay, to choose for each; nothing for whoever may not propose it."""
    lines = lines_above(reader.connection, asked.units, reader.on)
    if not may_propose(reader.scope.actor, asked, lines, reader.scope.beginning):
        return ()
    world = world_of_units(reader.connection, asked.touched, reader.on)
    handed = {post_name(one.post): one.to for one in changes_of(world, asked).posts} if not faults_of(
        world, asked) else asked.posts
    people = people_of(reader, numbers={one.cadre for one in posts_at_stake(world, asked)}).by_number
    return tuple(PostRow(
        key=post_name(one), person=people[one.cadre].name if one.cadre in people else one.cadre,
        unit=world.name_of(one.unit, asked.since), title=one.title or reader.vocabulary.title("post", one.post),
        to=handed.get(post_name(one), STAYS)) for one in posts_at_stake(world, asked))


def units_called(reader: Reader, texts: Collection[str]) -> Mapping[str, str]:
    """The codes of units that stand today, by what was typed: a code, or a whole name that one alone has."""
    wanted = sorted({one for one in texts if is_kept(one)})
    query = (select(unit.c.code, placement.c.name).join(placement, placement.c.unit_id == unit.c.id)
             .where(placement.c.since <= reader.on, placement.c.until > reader.on,
                    or_(unit.c.code.in_(wanted), placement.c.name.in_(wanted))))
    rows = reader.connection.execute(query).all()
    named = Counter(row.name for row in rows)
    by_name = {row.name: row.code for row in rows if named[row.name] == 1}
    return {one: one if any(row.code == one for row in rows) else by_name[one]
            for one in wanted if one in by_name or any(row.code == one for row in rows)}


def _rights(reader: Reader, row: Row[Any], world: World, asked: Reorganisation) -> dict[str, bool]:
    actor, beginning = reader.scope.actor, reader.scope.beginning
    codes = {*asked.touched, asked.parent, *(one.parent for one in asked.founded)} - {""}
    lines = lines_above(reader.connection, codes, reader.on)
    own = row.proposed_by == actor.account
    sits = world.units_of((actor.cadre,), asked.since) if actor.cadre else ()
    free = not faults_of(world, asked) and not concerned(actor, asked, changes_of(world, asked), sits)
    return {"may_confirm": not own and free and may_decide(actor, asked, lines, beginning),
            "may_withdraw": own and may_propose(actor, asked, lines, beginning)}


def _row(row: Row[Any], names: Mapping[int, Sequence[tuple[date, str]]]) -> ReorganisationRow:
    """A row of a list, with the name its unit had the day before."""
    return ReorganisationRow(
        reference=row.reference, sort=row.sort, since=row.since, state=row.state, paper=row.paper,
        proposed_at=row.proposed_at, unit=called_on(names.get(row.unit_id, ()), row.since - ONE_DAY) or row.code)


def _names(world: World, asked: Reorganisation) -> Iterator[tuple[str, str]]:
    founded = {one.code: one.name for one in asked.founded}
    for code in {*asked.touched, asked.parent, *(one.parent for one in asked.founded)} - {""}:
        was = [one for one in world.placements if one.unit == code and one.since < asked.since]
        yield code, max(was, key=lambda one: one.since).name if was else founded.get(code, code)


