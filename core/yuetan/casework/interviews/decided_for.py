"""For whom a step was decided: those who talked and were talked to by then, kept with it where a rule looks at that."""

from __future__ import annotations

from attrs import evolve

from yuetan.casework.interviews.opened import Opened
from yuetan.engine.cases import ActCase
from yuetan.records.broken_rules import PEOPLE
from yuetan.records.cases import entries
from yuetan.records.database import Connection
from yuetan.records.people import standing_numbers
from yuetan.rules.conditions_of_talks import SamePeople
from yuetan.rules.events import HELD
from yuetan.rules.parts import inside
from yuetan.rules.procedure import Guard, applies
from yuetan.rules.regulation import Regulation


def looked_at(regulation: Regulation, kind: str) -> frozenset[str]:
    """The steps after which a guard of this kind of interview lets nobody be changed without taking them anew."""
    guards = [one for one in regulation.of(Guard) if applies(one.kinds, kind)]
    return frozenset(needs.event for one in guards for needs in inside(one.needs, SamePeople))


def kept_people(opened: Opened, step: str) -> dict[str, str]:
    """What is kept with a step of for whom it was decided; nothing where no guard looks at that."""
    people = (*opened.interview.by, *opened.interview.to)
    return {PEOPLE: " ".join(people)} if step in looked_at(opened.regulation, opened.kept.kind) else {}


def with_people(connection: Connection, opened: Opened) -> Opened:
    """The case in which such steps say for whom they were decided, under the numbers these people have today."""
    codes = looked_at(opened.regulation, opened.kept.kind)
    if codes.isdisjoint(opened.happened):
        return opened
    said = {f"{opened.kept.reference}.{one.sequence}": one.content[PEOPLE].split()
            for one in entries(connection, opened.case.id) if one.code in codes and PEOPLE in one.content}
    today = standing_numbers(connection, {number for people in said.values() for number in people})
    events = tuple(evolve(one, people=[today.get(number, number) for number in said[one.id]]) if one.id in said else one
                   for one in opened.world.events)
    return evolve(opened, world=evolve(opened.world, events=events))


def decided_anew(opened: Opened, step: str) -> bool:
    """Whether a step was decided for others than those who talk and are talked to now: it may be taken once more."""
    if step not in looked_at(opened.regulation, opened.kept.kind) or HELD in opened.happened:
        return False
    return not ActCase(world=opened.world, regulation=opened.regulation, day=opened.office.today,
                       interview=opened.interview, cadres=opened.interviewees).same_people(step)
