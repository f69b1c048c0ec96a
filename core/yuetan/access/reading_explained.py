"""One obligation with everything it rests on, explained by the engine in the part of the world that bears on it.

What is given out of that world is what the explanation speaks of: whoever looks at it learns of no other interview.
"""

from __future__ import annotations

import json
from typing import Any

from attrs import evolve
from sqlalchemy import Row, false, select

from yuetan.access.known_rules import rules_of
from yuetan.access.pages import find
from yuetan.access.reading_answerable import answerable, handed_to
from yuetan.access.reading_away import away_among
from yuetan.access.reading_owed import owed_among
from yuetan.access.reading_people import Reader
from yuetan.access.titles import against
from yuetan.access.units import units_above
from yuetan.access.views import ObligationView, RuleAgainst
from yuetan.engine.explain import Explanation, explain
from yuetan.engine.facts import Event
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.obligations import Key
from yuetan.engine.sought import sought_for
from yuetan.engine.subjects import JOIN
from yuetan.engine.talks import counts_talkers
from yuetan.engine.together import owed_under
from yuetan.engine.world import World
from yuetan.records.governing import governances_on, jurisdictions_on
from yuetan.records.interviews import PAST
from yuetan.records.slices import About, load_slice
from yuetan.records.tables import event, interview, obligation, unit
from yuetan.rules.regulation import Regulation
from yuetan.rules.workdays import Calendar


def explained(reader: Reader, key: Key, calendar: Calendar) -> ObligationView | None:
    """One obligation the actor may see, and why it is owed; None for any other.

    None, too, where it is not owed any more and the table has not been brought up to date yet.
    """
    found = find(reader, key)
    if found is None:
        return None
    where = _where(reader, found)
    regulation = _read_there(reader, key, where)
    names = {key.subject, *key.subject.split(JOIN)} | ({where.reference} if where.reference else set())
    duty = reader.scope.rules.duty(key.regulation, key.edition, key.duty)
    about = About(cadres=names, units=names, interviews=names, talking=counts_talkers(regulation),
                  sought=sought_for(regulation, (duty,)))
    whole = load_slice(reader.connection, about, as_of=reader.on, calendar=calendar)
    there = jurisdictions_on(reader.connection, reader.plugins, reader.on, code=key.regulation)
    of_edition = [one for one in there if one.edition == (key.regulation, key.edition)] or [
        Jurisdiction(regulation=regulation)]
    one = next((one for one in owed_under(whole, of_edition, names, duty=key.duty) if one.obligation.key == key), None)
    if one is None:
        return None
    world, regulation = one.world, one.jurisdiction.regulation
    explanation = told(reader, explain(world, regulation, one.obligation))
    row = next(iter(owed_among(reader, obligation.c.id == found)))
    people = {*(explanation.obligation.occasion.cadres if explanation.obligation.occasion else ()),
              *(owner.cadre for owner in explanation.owners)}
    return ObligationView(row=row, explanation=explanation, world=spoken_of(world, explanation),
                          against=_against(reader, regulation, explanation),
                          answerable=answerable(reader, about, one, calendar), handed=handed_to(reader, key),
                          away=away_among(reader, people))


def _where(reader: Reader, key: int) -> Row[Any]:
    """The unit in which an obligation is looked for, and its interview."""
    return reader.connection.execute(
        select(unit.c.code, interview.c.reference, interview.c.opened_on).select_from(obligation)
        .outerjoin(unit, obligation.c.unit_id == unit.c.id)
        .outerjoin(interview, obligation.c.interview_id == interview.c.id).where(obligation.c.id == key)).one()


def _read_there(reader: Reader, key: Key, where: Row[Any]) -> Regulation:
    """The edition as it is read in the unit; in an interview as it was read on the day of its proposal."""
    above = units_above(reader.connection, where.code, reader.on) if where.code else ()
    governed = governances_on(reader.connection, where.opened_on or reader.on)
    return rules_of(reader.plugins, governed, above).regulation(key.regulation, key.edition)


def told(reader: Reader, explanation: Explanation) -> Explanation:
    """An explanation without the reasons noted down with events; of a talk the reader may not see, its day alone."""
    one, names = explanation.obligation, {event.interview for event in explanation.met_by}
    seen = set(reader.connection.execute(select(interview.c.reference).where(
        reader.scope.interviews(interview.c.reference.in_(names)))).scalars()) if names else set[str]()
    seen |= {name for name in names if name.startswith(PAST)}
    met_by = (evolve(event, reason="") if event.interview in seen else Event(code=event.code, on=event.on)
              for event in explanation.met_by)
    occasion = one.occasion and evolve(one.occasion, cause=one.occasion.cause and evolve(one.occasion.cause, reason=""))
    return evolve(explanation, obligation=evolve(one, occasion=occasion), met_by=tuple(met_by))


def _against(reader: Reader, regulation: Regulation, explanation: Explanation) -> dict[str, tuple[RuleAgainst, ...]]:
    """Against which rules the events were done that it speaks of, in the interviews the reader looks into."""
    occasion = explanation.obligation.occasion
    cause = (occasion.cause,) if occasion and occasion.cause else ()
    named = {one.id: one.id.rpartition(".") for one in (*cause, *explanation.met_by) if one.interview and one.id}
    found = dict[str, tuple[RuleAgainst, ...]]()
    for name, (case, _, sequence) in named.items():
        query = select(event.c.content).join(interview, event.c.case_id == interview.c.case_id).where(
            interview.c.reference == case, event.c.sequence == int(sequence) if sequence.isdigit() else false(),
            reader.scope.interviews(), ~reader.scope.kept_from(interview.c.id))
        content = reader.connection.execute(query).scalar_one_or_none()
        if rules := against(regulation, json.loads(content or "{}")):
            found[name] = rules
    return found


def spoken_of(world: World, explanation: Explanation) -> World:
    """The world with nothing in it but what an explanation speaks of; of those talked to, whom it concerns."""
    occasion = explanation.obligation.occasion
    cadres = occasion.cadres if occasion else ()
    talks = {event.interview for event in explanation.met_by} | ({occasion.interview} if occasion else set())
    interviews = tuple(evolve(one, to=tuple(cadre for cadre in one.to if cadre in cadres), company=(), organiser="",
                              recorder="", grounds=(), topics=()) for one in world.interviews if one.id in talks)
    people = ({*cadres} | {owner.cadre for owner in explanation.owners} | {post.cadre for post in explanation.posts}
              | {cadre for one in interviews for cadre in one.by})
    return evolve(
        world, interviews=interviews, events=explanation.met_by, derived=(),
        cadres=tuple(one for one in world.cadres if one.id in people),
        appointments=tuple(one for one in world.appointments if one.cadre in people),
        portfolios=tuple(one for one in world.portfolios if one.cadre in people))
