"""Who may do which step to whom: pairings read over posts, units and portfolios."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import frozen

from yuetan.engine.world import Holding, World
from yuetan.rules.events import HELD
from yuetan.rules.force import MAY, SHOULD
from yuetan.rules.procedure import Pairing, applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.relations import Relation
from yuetan.rules.selectors import Selector
from yuetan.wording import later

HEAD, DEPUTY = "head", "deputy"
IN_CHARGE = frozenset({"presiding", "acting"})
"""The manners in which a deputy stands in the place of the head of his unit."""


class Permission(enum.Enum):
    """What the rules say to somebody who wants to do a step."""

    PERMITTED = later("可以")
    REASON = later("须说明理由")
    REFUSED = later("不可以")


@frozen
class Admission:
    """A pairing that admits a talker to a cadre, and the two posts by which it does."""

    pairing: Pairing
    by: Holding
    to: Holding
    deputy: bool = False


@frozen
class Verdict:
    """What is permitted and by which pairings: those that admit, or those that cover the cadre and do not admit."""

    permission: Permission
    admissions: tuple[Admission, ...] = ()
    covering: tuple[Pairing, ...] = ()


@frozen(kw_only=True)
class Occurrence:
    """A step somebody is to do: of which kind, to whom, on which day."""

    kind: str
    cadre: str
    on: date
    step: str = HELD
    grounds: tuple[str, ...] = ()
    talkers: tuple[str, ...] = ()  # who is to talk, where another step looks at that
    entrusted: bool = False
    coming: bool = False  # the post to come counts as well: before an appointment


def verdict(world: World, regulation: Regulation, what: Occurrence, actor: str) -> Verdict:
    """Whether the actor may do the step, and by which pairing.

    If every binding pairing for the cadre says SHOULD, another actor gives a reason; otherwise he is refused.
    """
    covering = covering_pairings(world, regulation, what)
    found = [_admission(world, pairing, what, actor, _reached(world, pairing, what)) for pairing in covering]
    if admissions := tuple(filter(None, found)):
        return Verdict(Permission.PERMITTED, admissions, covering)
    forces = {pairing.force for pairing in binding(covering)}
    lenient = forces == {SHOULD} and not _upward(world, what, actor)
    return Verdict(Permission.REASON if lenient else Permission.REFUSED, (), covering)


def covering_pairings(world: World, regulation: Regulation, what: Occurrence) -> tuple[Pairing, ...]:
    """The pairings that speak of this cadre; those that name the ground come before those that name none."""
    posts = _posts(world, what)
    covering = [pairing for pairing in regulation.of(Pairing)
                if pairing.step == what.step and applies(pairing.kinds, what.kind) and pairing.to.admits_person(posts)
                and _led(world, pairing, what)]
    named = [pairing for pairing in covering if _names(pairing, what.grounds)]
    return tuple(named or (pairing for pairing in covering if not pairing.grounds))


def candidates(world: World, regulation: Regulation, what: Occurrence) -> tuple[Admission, ...]:
    """Everyone who may do the step, each by the first pairing that admits him, in the order of the articles."""
    return _admitted(world, covering_pairings(world, regulation, what), what)


def owners(world: World, regulation: Regulation, what: Occurrence) -> tuple[Admission, ...]:
    """Those whose task the talk is: whoever a pairing that binds admits. A pairing that says MAY never owns."""
    return _admitted(world, binding(covering_pairings(world, regulation, what)), what)


def binding(pairings: Iterable[Pairing]) -> tuple[Pairing, ...]:
    """The pairings that say MUST or SHOULD."""
    return tuple(pairing for pairing in pairings if pairing.force is not MAY)


def _admitted(world: World, pairings: Iterable[Pairing], what: Occurrence) -> tuple[Admission, ...]:
    found = dict[str, Admission]()
    for pairing in pairings:
        reached = _reached(world, pairing, what)
        for actor in _possible(world, pairing, what, reached):
            if actor not in found and (admission := _admission(world, pairing, what, actor, reached)):
                found[actor] = admission
    return tuple(found.values())


def related(world: World, relation: Relation, by: Holding, unit: str, on: date) -> bool:
    """Whether a unit lies to somebody's post, or to what he oversees, as the relation says."""
    bases = world.overseen_by(by.cadre, on) if relation.portfolio else (by.unit,)
    if relation.levels is None:
        return bool(bases)
    starts = {start for base in bases for start in _starts(world, relation, base, on)}
    return not starts.isdisjoint(_bases(world, relation.levels, unit, on))


def _starts(world: World, relation: Relation, unit: str, on: date) -> tuple[str, ...]:
    """The unit from which a relation counts for whoever sits in a unit, or oversees it; none beyond the top."""
    return _bases(world, (relation.above, relation.above), unit, on)


def _bases(world: World, levels: tuple[int, int], unit: str, on: date) -> tuple[str, ...]:
    """The units that a unit lies so many levels below."""
    low, high = levels
    return world.above(unit, on)[low:high + 1]


def _reached(world: World, pairing: Pairing, what: Occurrence) -> tuple[Holding, ...]:
    """The posts of the cadre that a pairing speaks of."""
    his = _posts(world, what)
    return tuple(post for post in his if pairing.to.admits(post, his))


def _possible(world: World, pairing: Pairing, what: Occurrence, reached: tuple[Holding, ...]) -> Iterator[str]:
    """Those who may be admitted: whoever the pairing selects, looked for only where its relation points."""
    relation, on = pairing.relation, what.on
    if relation.levels is None or (relation.portfolio and relation.above) or (pairing.beside and what.entrusted):
        found = _selected(world, pairing, what)
    else:
        bases = dict.fromkeys(base for to in reached for base in _bases(world, relation.levels, to.unit, on))
        if relation.portfolio:
            found = (cadre for unit in bases for cadre in world.overseers_of(unit, on))
        elif relation.above:
            found = _selected(world, pairing, what, lambda unit: not bases.keys().isdisjoint(
                _starts(world, relation, unit, on)))
        else:
            found = (post.cadre for unit in bases for selector, _ in _selectors(pairing, what)
                     for post in world.holders_in(unit, selector, on))
    yield from dict.fromkeys(found)


def _selected(world: World, pairing: Pairing, what: Occurrence, within: Callable[[str], bool] = bool) -> Iterator[str]:
    """Whoever a pairing selects, in the units that will do."""
    return (post.cadre for selector, _ in _selectors(pairing, what)
            for unit, posts in world.holders(selector, what.on).items() if within(unit) for post in posts)


def _selectors(pairing: Pairing, what: Occurrence) -> tuple[tuple[Selector, bool], ...]:
    """Whom a pairing admits, and whether as deputy."""
    return (pairing.by, False), *(((pairing.deputy, True),) if pairing.deputy and what.entrusted else ())


def _admission(world: World, pairing: Pairing, what: Occurrence, actor: str, reached: tuple[Holding, ...],
               ) -> Admission | None:
    """How a pairing admits somebody, by the first two posts that lie as it says; None where it does not."""
    if _upward(world, what, actor):
        return None
    mine = world.posts_of(actor, what.on)
    return next((Admission(pairing, by, to, deputy) for selector, deputy in _selectors(pairing, what)
                 for by in mine if selector.admits(by, mine)
                 for to in reached for relation in _relations(pairing, deputy=deputy)
                 if related(world, relation, by, to.unit, what.on)), None)


def _relations(pairing: Pairing, *, deputy: bool) -> tuple[Relation, ...]:
    """How a unit may lie for a pairing: that of a deputy also as it lies beside."""
    return (pairing.relation, *((pairing.beside,) if deputy and pairing.beside else ()))


def helps(world: World, admission: Admission, selector: Selector, actor: str, on: date) -> bool:
    """Whether somebody is of the company a pairing asks for beside the talker it admits."""
    relations = _relations(admission.pairing, deputy=True) if admission.pairing.beside else ()
    return _beside(world, admission, selector, actor, relations, on)


def joins(world: World, admission: Admission, actor: str, on: date) -> bool:
    """Whether somebody may join the talker a pairing admits: as a guest, or as the company that is asked for."""
    pairing = admission.pairing
    near = (pairing.beside,) if pairing.beside else ()
    return any(helps(world, admission, selector, actor, on) for selector in pairing.company) or (
        pairing.guests is not None and _beside(world, admission, pairing.guests, actor, near, on))


def _beside(world: World, admission: Admission, selector: Selector, actor: str,  # noqa: PLR0913, PLR0917 - who, to whom, how, when
            relations: tuple[Relation, ...], on: date) -> bool:
    """Whether somebody is selected by a post whose unit lies as one of these says; anywhere where none is named."""
    mine = world.posts_of(actor, on)
    return any(selector.admits(post, mine) and (not relations or any(
        related(world, one, post, admission.to.unit, on) for one in relations)) for post in mine)


def _upward(world: World, what: Occurrence, actor: str) -> bool:
    """Whether somebody would talk to himself or to whoever heads his own unit; only a talk can be upward."""
    if actor == what.cadre:
        return True
    if what.step != HELD:
        return False
    led = {unit: level for unit, level in _standing(world, what.cadre, what.on).items() if level}
    mine = _standing(world, actor, what.on) if led else {}
    shared = [unit for unit in led if unit in mine]
    return bool(shared) and not any(mine[unit] >= led[unit] for unit in shared)


def _standing(world: World, cadre: str, on: date) -> dict[str, int]:
    """How high somebody stands in each of his units: its head, then a deputy in charge of it, then everybody else."""
    found = dict[str, int]()
    for post in world.posts_of(cadre, on):
        level = 2 if post.post == HEAD else 1 if post.post == DEPUTY and post.manner in IN_CHARGE else 0
        found[post.unit] = max(level, found.get(post.unit, 0))
    return found


def _names(pairing: Pairing, grounds: tuple[str, ...]) -> bool:
    """Whether a pairing names one of the grounds, or the place they are listed under."""
    return any(f"{ground}.".startswith(f"{place}.") for place in pairing.grounds for ground in grounds)


def _led(world: World, pairing: Pairing, what: Occurrence) -> bool:
    return pairing.led_by is None or any(world.admits(pairing.led_by, talker, what.on) for talker in what.talkers)


def _posts(world: World, what: Occurrence) -> tuple[Holding, ...]:
    return world.posts_of(what.cadre, what.on, coming=what.coming)
