"""What a sweep does not read in SQL, worked out by the engine and put where it belongs."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert

from yuetan.engine.derived import with_derived
from yuetan.engine.owed import obligations
from yuetan.engine.world import World
from yuetan.records.owed.edition import Edition
from yuetan.records.owed.rows import in_parts, surrogates
from yuetan.rules.duties import Duty


def put_derived(of: Edition, world: World, duties: Iterable[Duty]) -> None:
    """Put what the engine says of some duties where it belongs."""
    derived = with_derived(world, of.regulation)
    owed = [one for duty in duties for one in obligations(derived, of.regulation, duty=duty.code)]
    known = surrogates(of.connection, owed)
    for some in in_parts(owed):
        of.connection.execute(insert(of.target), [known.row(one, of.as_of) for one in some])
