"""What a sweep does not read in SQL, worked out by the engine and put where it belongs."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import insert, select

from yuetan.engine.derived import with_derived
from yuetan.engine.obligations import Key
from yuetan.engine.owed import obligations
from yuetan.engine.world import World
from yuetan.records.owed.edition import Edition
from yuetan.records.owed.governed import about_governed
from yuetan.records.owed.rows import NAMES, in_parts, surrogates
from yuetan.records.slices import load_slice
from yuetan.rules.duties import Duty
from yuetan.rules.force import PAIR


def put_derived(of: Edition, duties: Collection[Duty]) -> None:
    """Put what the engine says of some duties where it belongs."""
    derived = with_derived(_world(of, duties).under(of.jurisdiction), of.regulation)
    owed = [one for duty in duties for one in obligations(derived, of.regulation, duty=duty.code)]
    if of.beside:
        said = _said(of)
        owed = [one for one in owed if one.key not in said]
    known = surrogates(of.connection, owed)
    for some in in_parts(owed):
        of.connection.execute(insert(of.target), [known.row(one, of.as_of) for one in some])


def _world(of: Edition, duties: Iterable[Duty]) -> World:
    """The part of the world that the edition may speak of, where that is a small one; else all of it.

    Who owes a talk may sit anywhere: where one between two is owed, or only one by its owner counts, all of it.
    """
    by_anybody = any(one.talk is not None and (one.talk.per == PAIR or one.talk.by_owner) for one in duties)
    about = None if by_anybody else about_governed(of.connection, of.governs)
    return of.world() if about is None else load_slice(of.connection, about, as_of=of.as_of, calendar=of.calendar)


def _said(of: Edition) -> frozenset[Key]:
    """What was said already under other readings of the edition."""
    columns = [of.target.c[name] for name in NAMES]
    query = select(*columns).where(of.target.c.regulation == of.regulation.code,
                                   of.target.c.edition == of.regulation.edition)
    return frozenset(Key(*row) for row in of.connection.execute(query))
