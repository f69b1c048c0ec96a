"""Who owes in a period: cadres, talkers, units, or two people counted together; and who is new to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from attrs import frozen

from yuetan.engine.grouping import grouped
from yuetan.engine.permitted import binding, covering_pairings, owners
from yuetan.engine.subjects import JOIN, Subjects
from yuetan.engine.talks import occurrence
from yuetan.engine.world import World
from yuetan.rules.duties import Duty, Quota
from yuetan.rules.events import HELD
from yuetan.rules.force import INTERVIEWER, PAIR, UNIT
from yuetan.rules.procedure import Pairing, applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.selectors import Selector
from yuetan.rules.workdays import Span


@frozen
class Party:
    """One that owes in a period. A newcomer did not yet on the period's first day; a unit never is one."""

    subject: str
    cadres: tuple[str, ...] = ()
    unit: str = ""
    newcomer: bool = False


def owing(world: World, regulation: Regulation, duty: Duty, span: Span, asked: Subjects) -> Iterator[Party]:
    """Whoever owes a periodic duty on the last day of a span, each with whether he did not yet on its first."""
    first, on = span
    if _per_unit(duty):
        yield from _units(world, duty, on, asked)
    elif duty.talk is not None and duty.talk.per == PAIR:
        known = _pairs(world.read_anyhow(), regulation, duty, first, asked)
        for subject, two in _pairs(world, regulation, duty, on, asked).items():
            yield Party(subject, two, newcomer=subject not in known)
    else:
        concerned, earlier = (_concerned(one, regulation, duty) for one in (world, world.read_anyhow()))
        for cadre in asked.among((one.id for one in world.cadres), world.cadre):
            if concerned(cadre, on):
                yield Party(cadre, (cadre,), newcomer=not earlier(cadre, first))


def stretches(world: World, regulation: Regulation, duty: Duty, asked: Subjects) -> Iterator[tuple[str, date, date]]:
    """Every cadre a duty ever speaks of, with each stretch in which it does; half-open."""
    concerned = _concerned(world, regulation, duty)
    for cadre in asked.among((one.id for one in world.cadres), world.cadre):
        for since, until in _joined(partial(concerned, cadre), _changes(world, cadre)):
            yield cadre, since, until


def _changes(world: World, cadre: str) -> tuple[date, ...]:
    """The days on which it may change whether a duty speaks of a cadre."""
    if world.extent is None:
        return world.changes(cadre)
    return tuple(sorted({*world.changes(cadre), *world.extent.days, *world.days_of_tree}))


def _joined(holds: Callable[[date], bool], days: tuple[date, ...]) -> Iterator[tuple[date, date]]:
    """The stretches in which something holds that may change on these days only."""
    since: date | None = None
    for day in days:
        if holds(day):
            since = since or day
        elif since is not None:
            yield since, day
            since = None
    if since is not None:
        yield since, date.max


def _per_unit(duty: Duty) -> bool:
    return (duty.talk.per if duty.talk else duty.owed_by) == UNIT


def _units(world: World, duty: Duty, on: date, asked: Subjects) -> Iterator[Party]:
    existing = world.units_on(on)
    for unit in asked.among(existing, set(existing).__contains__):
        if (duty.about is None or world.admits_unit(duty.about, unit)) and world.governs(unit, on):
            yield Party(unit, unit=unit)


def _concerned(world: World, regulation: Regulation, duty: Duty) -> Callable[[str, date], bool]:
    """Whether a duty speaks of a cadre on a day: by whom it is about, by who owes it, or by the pairings that bind."""
    talk, about = duty.talk, duty.about
    if talk is not None and talk.per == INTERVIEWER:
        by = tuple(one.by for one in binding(regulation.of(Pairing))
                   if one.step == HELD and applies(one.kinds, talk.kind.code))
        return lambda cadre, on: any(world.concerns(one, cadre, on) for one in by) and (
            about is None or world.admits(about, cadre, on))
    selector = about if talk else duty.owed_by
    if isinstance(selector, Selector):
        return lambda cadre, on: world.concerns(selector, cadre, on)
    return lambda cadre, on: talk is not None and _covered(world, regulation, talk, cadre, on)


def _covered(world: World, regulation: Regulation, talk: Quota, cadre: str, on: date) -> bool:
    what = occurrence(talk, cadre, on)
    return bool(world.posts_of(cadre, on) and world.concerns(None, cadre, on)
                and binding(covering_pairings(world, regulation, what)))


def _pairs(world: World, regulation: Regulation, duty: Duty, on: date, asked: Subjects) -> dict[str, tuple[str, str]]:
    """Each two people of whom one owes the other a talk, once, whether or not the other owes it too."""
    everybody = world.remembered(regulation, (duty.code, on, world.extent),
                                 lambda: _by_person(world, regulation, duty, on))
    names = (name for one in asked.among(everybody, bool) for name in one.split(JOIN))
    return {JOIN.join(two): two for name in names for two in everybody.get(name, ())
            if asked.includes(*two, JOIN.join(two))}


def _by_person(world: World, regulation: Regulation, duty: Duty, on: date) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Each person's pairs, whichever of the two he is."""
    twos = dict.fromkeys(_twos(world, regulation, duty, on))
    return {one: tuple(two for _, two in some) for one, some in grouped(
        ((one, two) for two in twos for one in two), lambda found: found[0]).items()}


def _twos(world: World, regulation: Regulation, duty: Duty, on: date) -> Iterator[tuple[str, str]]:
    for cadre in (one.id for one in world.cadres if world.posts_of(one.id, on)):
        if duty.talk is not None and world.concerns(duty.about, cadre, on):
            for admission in owners(world, regulation, occurrence(duty.talk, cadre, on)):
                yield (cadre, admission.by.cadre) if cadre < admission.by.cadre else (admission.by.cadre, cadre)
