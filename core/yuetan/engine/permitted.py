"""Who may do which step to whom: pairings read over posts, units and portfolios."""

from __future__ import annotations

import enum
from collections.abc import Iterator
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

HEAD = "head"


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
    admissions = tuple(found for pairing in covering for found in _admissions(world, pairing, what, actor))
    if admissions:
        return Verdict(Permission.PERMITTED, admissions, covering)
    binding = [pairing for pairing in covering if pairing.force is not MAY]
    lenient = bool(binding) and all(pairing.force is SHOULD for pairing in binding) and not _upward(world, what, actor)
    return Verdict(Permission.REASON if lenient else Permission.REFUSED, (), covering)


def covering_pairings(world: World, regulation: Regulation, what: Occurrence) -> tuple[Pairing, ...]:
    """The pairings that speak of this cadre; those that name the ground come before those that name none."""
    posts = _posts(world, what)
    covering = [pairing for pairing in regulation.of(Pairing)
                if pairing.step == what.step and applies(pairing.kinds, what.kind) and pairing.to.admits_person(posts)
                and _led(world, pairing, what)]
    named = [pairing for pairing in covering if set(pairing.grounds) & set(what.grounds)]
    return tuple(named or (pairing for pairing in covering if not pairing.grounds))


def candidates(world: World, regulation: Regulation, what: Occurrence) -> tuple[Admission, ...]:
    """Everyone who may do the step, each by the first pairing that admits him, in the order of the articles."""
    found = dict[str, Admission]()
    for pairing in covering_pairings(world, regulation, what):
        for cadre in _possible(world, pairing.by, what.on):
            for admission in _admissions(world, pairing, what, cadre):
                found.setdefault(cadre, admission)
    return tuple(found.values())


def owners(world: World, regulation: Regulation, what: Occurrence) -> tuple[Admission, ...]:
    """Those whose task the talk is: whoever a pairing that binds admits. A pairing that says MAY never owns."""
    return tuple(one for one in candidates(world, regulation, what) if one.pairing.force is not MAY)


def related(world: World, relation: Relation, by: Holding, unit: str, on: date) -> bool:
    """Whether a unit lies to somebody's post, or to what he oversees, as the relation says."""
    bases = world.overseen_by(by.cadre, on) if relation.portfolio else (by.unit,)
    if relation.levels is None:
        return bool(bases)
    low, high = relation.levels
    return any(between is not None and low <= between <= high
               for between in (world.levels_between(base, unit, on) for base in bases))


def _possible(world: World, selector: Selector, on: date) -> Iterator[str]:
    seen = set[str]()
    for posts in world.holders(selector, on).values():
        for post in posts:
            if post.cadre not in seen:
                seen.add(post.cadre)
                yield post.cadre


def _admissions(world: World, pairing: Pairing, what: Occurrence, actor: str) -> Iterator[Admission]:
    if _upward(world, what, actor):
        return
    mine, his = world.posts_of(actor, what.on), _posts(world, what)
    selectors = [(pairing.by, False)]
    if pairing.deputy is not None and what.entrusted:
        selectors.append((pairing.deputy, True))
    for selector, deputy in selectors:
        for by in (post for post in mine if selector.admits(post, mine)):
            for to in (post for post in his if pairing.to.admits(post, his)):
                if related(world, pairing.relation, by, to.unit, what.on):
                    yield Admission(pairing, by, to, deputy)
                    return


def _upward(world: World, what: Occurrence, actor: str) -> bool:
    """Whether somebody would talk to himself or to the head of his own unit; only a talk can be upward."""
    if actor == what.cadre:
        return True
    if what.step != HELD:
        return False
    led = {post.unit for post in world.posts_of(what.cadre, what.on) if post.post == HEAD}
    mine = world.posts_of(actor, what.on)
    return any(post.unit in led for post in mine) and not any(post.post == HEAD and post.unit in led for post in mine)


def _led(world: World, pairing: Pairing, what: Occurrence) -> bool:
    return pairing.led_by is None or any(world.admits(pairing.led_by, talker, what.on) for talker in what.talkers)


def _posts(world: World, what: Occurrence) -> tuple[Holding, ...]:
    return world.posts_of(what.cadre, what.on, coming=what.coming)
