"""One obligation with everything it rests on, explained by the engine in the part of the world that bears on it.

What is given out of that world is what the explanation speaks of: whoever looks at it learns of no other interview.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from yuetan.access.pages import find
from yuetan.access.reading_owed import owed_among
from yuetan.access.reading_people import Reader
from yuetan.access.views import ObligationView
from yuetan.engine.derived import with_derived
from yuetan.engine.explain import Explanation, explain
from yuetan.engine.obligations import Key
from yuetan.engine.owed import obligations
from yuetan.engine.subjects import JOIN
from yuetan.engine.world import World
from yuetan.records.slices import About, load_slice
from yuetan.records.tables import obligation
from yuetan.rules.events import HELD, PROPOSED
from yuetan.rules.procedure import Pairing
from yuetan.rules.regulation import Regulation
from yuetan.rules.selectors import Selector
from yuetan.rules.workdays import Calendar


def explained(reader: Reader, key: Key, calendar: Calendar) -> ObligationView | None:
    """One obligation the actor may see, and why it is owed; None for any other.

    None, too, where it is not owed any more and the table has not been brought up to date yet.
    """
    found = find(reader, key)
    if found is None:
        return None
    row = next(iter(owed_among(reader, obligation.c.id == found)))
    duty = reader.scope.rules.duty(key.regulation, key.edition, key.duty)
    selectors = (duty.owed_by,) if isinstance(duty.owed_by, Selector) else ()
    about = About(cadres=key.subject.split(JOIN), units=(key.subject,),
                  interviews=(row.interview,) if row.interview else (), talking=True,
                  selectors=(*selectors, *_talkers(row.regulation)))
    whole = load_slice(reader.connection, about, as_of=reader.on, calendar=calendar)
    names = {*key.subject.split(JOIN), key.subject, *((row.interview,) if row.interview else ())}
    world = with_derived(whole, row.regulation, names)
    one = next((one for one in obligations(world, row.regulation, names, duty=key.duty) if one.key == key), None)
    if one is None:
        return None
    explanation = explain(world, row.regulation, one)
    return ObligationView(row=row, explanation=explanation, world=_spoken_of(world, explanation))


def _talkers(regulation: Regulation) -> Iterator[Selector]:
    """Whoever may talk or organise under a regulation."""
    return (one.by for one in regulation.of(Pairing) if one.step in {HELD, PROPOSED})


def _spoken_of(world: World, explanation: Explanation) -> World:
    """The world with nothing in it but what an explanation speaks of."""
    occasion = explanation.obligation.occasion
    talks = {event.interview for event in explanation.met_by} | ({occasion.interview} if occasion else set())
    people = {owner.cadre for owner in explanation.owners} | {post.cadre for post in explanation.posts}
    interviews = tuple(one for one in world.interviews if one.id in talks)
    people |= {cadre for one in interviews for cadre in (*one.to, *one.by)} | set(occasion.cadres if occasion else ())
    return evolve(
        world, interviews=interviews, events=explanation.met_by, derived=(),
        cadres=tuple(one for one in world.cadres if one.id in people),
        appointments=tuple(one for one in world.appointments if one.cadre in people),
        portfolios=tuple(one for one in world.portfolios if one.cadre in people))
