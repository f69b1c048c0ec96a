"""What a sweep does not read in SQL, worked out by the engine and put where it belongs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from attrs import evolve
from sqlalchemy import insert, select

from yuetan.engine.derived import with_derived
from yuetan.engine.obligations import Key, Obligation
from yuetan.engine.owed import obligations
from yuetan.engine.world import World
from yuetan.records.owed.edition import Edition
from yuetan.records.owed.governed import about_governed
from yuetan.records.owed.narrowing import Candidates, narrowed
from yuetan.records.owed.part_read import about_some, befell, entrusting
from yuetan.records.owed.refreshing import bearing_on
from yuetan.records.owed.rows import NAMES, in_parts, surrogates
from yuetan.records.slices import load_slice
from yuetan.rules.duties import Duty
from yuetan.rules.force import PAIR


def put_derived(of: Edition, duties: Collection[Duty]) -> None:
    """Put what the engine says of some duties where it belongs."""
    candidates = {duty: narrowed(of, duty) for duty in duties}
    some = {duty: found for duty, found in candidates.items() if found is not None}
    found = {one.key: one for one in (*_of_some(of, some), *_of_everybody(of, [
        duty for duty in duties if duty not in some]))}
    said = _said(of) if of.beside else frozenset[Key]()
    owed = [one for key, one in found.items() if key not in said]
    known = surrogates(of.connection, owed)
    for part in in_parts(owed):
        of.connection.execute(insert(of.target), [known.row(one, of.as_of) for one in part])


def _of_some(of: Edition, candidates: Mapping[Duty, Candidates]) -> Iterator[Obligation]:
    """What is owed under duties of which is known whom they may speak of; a few of these are read at a time."""
    everyone = Candidates(frozenset().union(*(one.names for one in candidates.values())))
    for names in everyone.parts:
        world = load_slice(of.connection, about_some(of, candidates, names), as_of=of.as_of, calendar=of.calendar)
        derived = with_derived(world.under(of.jurisdiction), of.regulation, bearing_on(world, names))
        for duty, its in candidates.items():
            if asked := names & its.names:
                yield from obligations(derived, of.regulation, asked, duty=duty.code)


def _of_everybody(of: Edition, duties: Collection[Duty]) -> Iterator[Obligation]:
    """What is owed under duties that may speak of anybody."""
    if duties:
        derived = with_derived(_world(of, duties).under(of.jurisdiction), of.regulation)
        for duty in duties:
            yield from obligations(derived, of.regulation, duty=duty.code)


def _world(of: Edition, duties: Collection[Duty]) -> World:
    """The part of the world that the edition may speak of, where that is a small one; else all of it.

    Who owes a talk may sit anywhere: where one between two is owed, or only one by its owner counts, all of it.
    """
    by_anybody = any(one.talk is not None and (one.talk.per == PAIR or one.talk.by_owner) for one in duties)
    about = None if by_anybody else about_governed(of.connection, of.governs)
    if about is None:
        return of.world()
    about = evolve(about, people=entrusting(of, about.cadres),
                   interviews={*about.interviews, *befell(of, about.cadres)})
    return load_slice(of.connection, about, as_of=of.as_of, calendar=of.calendar)


def _said(of: Edition) -> frozenset[Key]:
    """What was said already under other readings of the edition."""
    columns = [of.target.c[name] for name in NAMES]
    query = select(*columns).where(of.target.c.regulation == of.regulation.code,
                                   of.target.c.edition == of.regulation.edition)
    return frozenset(Key(*row) for row in of.connection.execute(query))
