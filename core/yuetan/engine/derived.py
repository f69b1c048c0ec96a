"""Events that follow from others: duties not met in time, and tallies that reach their figure. Never stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from yuetan.engine.facts import Event
from yuetan.engine.obligations import Obligation, Status
from yuetan.engine.owed import derive
from yuetan.engine.subjects import Subjects
from yuetan.engine.tallies import tallied
from yuetan.engine.world import World
from yuetan.rules.duties import Duty, Tally
from yuetan.rules.events import is_overdue, overdue, plain
from yuetan.rules.force import MAY
from yuetan.rules.holidays import ONE_DAY
from yuetan.rules.parts import inside, once
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause, Rule


def with_derived(world: World, regulation: Regulation, subjects: Iterable[str] | None = None) -> World:
    """The same world with every event that follows under a regulation, and no other, derived anew.

    They are added until nothing new follows. With ``subjects``, only what follows for these is there.
    """
    wanted = _wanted(world, regulation)
    if not wanted and not regulation.of(Tally):
        return world.deriving(()) if world.derived else world
    asked, before = Subjects.of(subjects), set[frozenset[Event]]()
    world = world.deriving(())
    while (known := frozenset(world.derived)) not in before:
        before.add(known)
        lapses = (event for one in derive(world, regulation, wanted, asked) for event in _lapses(one))
        world = world.deriving(dict.fromkeys((*lapses, *tallied(world, regulation, asked))))
    return world


def _wanted(world: World, regulation: Regulation) -> tuple[Duty, ...]:
    """The duties whose being overdue any rule looks at."""
    names = world.remembered(regulation, "looked for", lambda: frozenset(chain(*map(_looked_for, regulation.rules))))
    return tuple(duty for duty in regulation.of(Duty) if duty.force is not MAY and overdue(duty.code) in names)


@once
def _looked_for(rule: Clause | Rule) -> frozenset[str]:
    """The events of duties not met in time that a rule looks at."""
    counted = rule.counts if isinstance(rule, Tally) else ()
    return frozenset(filter(is_overdue, map(plain, (*inside(rule, str), *counted))))


def _lapses(one: Obligation) -> Iterator[Event]:
    """That a duty was not met in time, on the day after: for each cadre it is about, or for its interview or unit."""
    occasion = one.occasion
    if one.due is None or occasion is None or one.status not in {Status.OVERDUE, Status.LATE}:
        return
    about = occasion.cadres if one.key.subject != occasion.interview else ("",)
    for cadre in about or ("",):
        yield Event(code=overdue(one.duty.code), on=one.due + ONE_DAY, id=one.key.cause, interview=occasion.interview,
                    cadre=cadre, unit="" if cadre else occasion.unit)
