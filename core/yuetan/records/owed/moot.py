"""Whether an interview came to an end in such a way that what is owed in it need not be done any more, in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import CTE, and_, exists, or_, select, true

from yuetan.engine.owed import lapses_by_clearing
from yuetan.records.owed.dialects import unindexed
from yuetan.records.owed.edition import Edition
from yuetan.records.owed.happened import Concerned, Condition, Value, an_event, around
from yuetan.records.owed.scratch import term
from yuetan.rules.duties import Duty
from yuetan.rules.events import CLEARED, HELD, WITHDRAWN
from yuetan.rules.procedure import Step


def moot(of: Edition, duty: Duty, who: Concerned, base: CTE) -> Iterator[Condition]:
    """The ways: withdrawn for everybody in time; or over, and neither begun to run nor caused by an event in it."""
    running = around(base, "anchor").is_not(None) if duty.due else None
    if of.known.ever(WITHDRAWN):
        yield who.for_everyone(lambda cadre: _withdrawn(who, cadre, running))
    if of.known.ever(CLEARED) and lapses_by_clearing(duty):
        yield who.for_everyone(lambda cadre: _happened(who, CLEARED, cadre))
    ends = {code: kinds for code, kinds in _ends(of).items() if of.known.ever(code)}
    if ends and who.cause is None:
        begun = _held(who) if running is None else running
        yield and_(~begun, who.for_everyone(lambda cadre: _over(who, cadre, ends, around(base, "kind"))))


def _withdrawn(who: Concerned, cadre: Value, running: Condition | None) -> Condition:
    """Whether the talk was withdrawn for somebody; where a term runs, by its last day."""
    one = an_event()
    in_time = true() if running is None else or_(~running, unindexed(one.c.happened_on) <= around(term, "due"))
    return exists(select(one.c.id).where(who.inside(one, WITHDRAWN, cadre), in_time))


def _held(who: Concerned) -> Condition:
    return _happened(who, HELD, who.cadre)


def _happened(who: Concerned, code: str, cadre: Value | None) -> Condition:
    one = an_event()
    return exists(select(one.c.id).where(who.inside(one, code, cadre)))


def _over(who: Concerned, cadre: Value, ends: Mapping[str, tuple[str, ...]], kind: Value) -> Condition:
    """Whether the interview is over for somebody: withdrawn, or by a step that ends it."""
    one = an_event()
    return or_(*(and_(kind.in_(kinds) if kinds else true(), exists(
        select(one.c.id).where(who.inside(one, code, cadre)))) for code, kinds in ends.items()))


def _ends(of: Edition) -> dict[str, tuple[str, ...]]:
    """The events that end an interview, each with the kinds of which it does; none named: all."""
    steps = [step for step in of.regulation.of(Step) if step.ends]
    found = {step.code: tuple(kind.code for kind in step.kinds) for step in steps}
    return {**found, WITHDRAWN: ()}
