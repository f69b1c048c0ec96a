"""A reorganisation as a value, and what it changes in the roster from its day on; what was before stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum

from attrs import evolve, field, frozen

from yuetan.engine.facts import FOREVER, Appointment, Placement, Portfolio, Succession, Unit
from yuetan.engine.successions import CASES, INHERITED, POSTS, REPORTS
from yuetan.engine.world import World

STAYS = "stays"
"""Of a post in a unit that goes on: it is left where it is."""

ENDS = ""
"""Of a post: it ends with its unit, and nobody takes it over."""


class Sort(Enum):
    """What may be done to units."""

    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    ABOLISH = "abolish"


@frozen(kw_only=True)
class Founded:
    """A unit that begins with a reorganisation."""

    code: str
    type: str
    name: str
    parent: str = ""


@frozen(kw_only=True)
class Reorganisation:
    """What is to be done to which units, from a day on. Units are named by their codes.

    ``into`` are the units that go on: of a merger the one, of a split all, of an abolished unit its successor, where it
    has one. ``heir`` is the one of them that takes over the reports and cases; without any the unit above does.
    ``posts`` says where a post goes that does not go with the heir, by `post_name`.
    """

    sort: Sort
    units: tuple[str, ...]
    since: date
    name: str = ""
    parent: str = ""
    into: tuple[str, ...] = ()
    founded: tuple[Founded, ...] = ()
    heir: str = ""
    posts: Mapping[str, str] = field(factory=dict)

    @property
    def ended(self) -> tuple[str, ...]:
        """The units that are no more from the day on."""
        return tuple(one for one in self.units if self.ends and one not in self.into)

    @property
    def ends(self) -> bool:
        """Whether it is of a sort that ends units."""
        return self.sort in {Sort.MERGE, Sort.SPLIT, Sort.ABOLISH}

    @property
    def inheriting(self) -> str:
        """The unit that takes over reports and cases: the heir named, else the one that stays, else the only one."""
        stays = [one for one in self.into if one in self.units]
        return self.heir or next(iter((*stays, *(self.into if len(self.into) == 1 else ()))), "")

    @property
    def touched(self) -> tuple[str, ...]:
        """Every unit it is about or that takes something over, each once."""
        return tuple(dict.fromkeys((*self.units, *self.into)))


@frozen
class Handed:
    """A post that leaves its unit on the day, and the unit that takes it; `ENDS` for none."""

    post: Appointment
    to: str


@frozen(kw_only=True)
class Changes:
    """What a reorganisation changes: placements that begin, units that end, who succeeds whom, and where posts go."""

    since: date
    founded: tuple[Founded, ...] = ()
    placed: tuple[Placement, ...] = ()
    ended: tuple[str, ...] = ()
    successions: tuple[Succession, ...] = ()
    posts: tuple[Handed, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()  # that end
    overseen: tuple[Portfolio, ...] = ()  # that begin in their place


def post_name(post: Appointment) -> str:
    """What names a post in a reorganisation: whose it is, where, which, and since when."""
    return f"{post.cadre}|{post.unit}|{post.post}|{post.title}|{post.since.isoformat()}"


def changes_of(world: World, asked: Reorganisation) -> Changes:
    """What it changes in the roster of a world, of which it must be reasonable: see `faults_of`."""
    since, placed = asked.since, dict[str, Placement]()
    for one in asked.founded:
        placed[one.code] = Placement(unit=one.code, name=one.name, parent=one.parent, since=since)
    if asked.sort is Sort.RENAME:
        placed[asked.units[0]] = _again(world, asked, asked.units[0], name=asked.name.strip())
    elif asked.sort is Sort.MOVE:
        placed[asked.units[0]] = _again(world, asked, asked.units[0], parent=asked.parent)
    else:
        placed |= {one.unit: one for one in _children(world, asked)}
    going = [one for one in world.portfolios if one.unit in asked.ended and one.since < since < one.until]
    return Changes(
        since=since, founded=asked.founded, placed=tuple(placed.values()), ended=asked.ended,
        successions=tuple(_successions(world, asked)), posts=tuple(_posts(world, asked)), portfolios=tuple(going),
        overseen=tuple(_overseen(asked, going)))


def applied(world: World, changes: Changes) -> World:
    """The same world after a reorganisation; what was before its day is as it was."""
    since, moved = changes.since, {one.unit for one in changes.placed} | set(changes.ended)
    handed = {post_name(one.post): one for one in changes.posts}
    return evolve(
        world,
        units=(*world.units, *(Unit(id=one.code, type=one.type) for one in changes.founded)),
        placements=(*(evolve(one, until=since) if one.unit in moved and one.since < since < one.until else one
                      for one in world.placements), *changes.placed),
        appointments=(*(evolve(one, until=since) if post_name(one) in handed else one for one in world.appointments),
                      *taken_over(world.appointments, changes)),
        portfolios=(*(evolve(one, until=since) if one in changes.portfolios else one for one in world.portfolios),
                    *changes.overseen),
        successions=(*world.successions, *changes.successions))


def taken_over(appointments: Iterable[Appointment], changes: Changes) -> Iterator[Appointment]:
    """The posts that begin on the day in place of those handed over; none that the same person holds there already."""
    held = {(one.cadre, one.unit, one.post, one.title) for one in appointments
            if one.since <= changes.since < one.until}
    for one in changes.posts:
        key = one.post.cadre, one.to, one.post.post, one.post.title
        if one.to and key not in held:
            held.add(key)
            yield evolve(one.post, unit=one.to, since=changes.since, decided=changes.since)


def children_of(world: World, units: Iterable[str], on: date) -> tuple[Placement, ...]:
    """Where the units lie that lie right below some units on a day, or later."""
    parents = set(units)
    return tuple(one for one in world.placements if one.parent in parents and one.until > on)


def _again(world: World, asked: Reorganisation, unit: str, *, name: str = "", parent: str | None = None) -> Placement:
    """The placement of a unit from the day on, with another name or another parent."""
    last = last_of(world, unit)
    assert last is not None  # noqa: S101 - see `faults_of`
    return evolve(last, name=name or last.name, parent=last.parent if parent is None else parent, since=asked.since,
                  until=FOREVER)


def last_of(world: World, unit: str) -> Placement | None:
    """The last placement of a unit; None for one there never was."""
    return max((one for one in world.placements if one.unit == unit), key=lambda one: one.since, default=None)


def _children(world: World, asked: Reorganisation) -> Iterator[Placement]:
    """What lay below the ended units lies below the heir; the heir itself, and its way up, leave them upwards."""
    heir, ended = asked.inheriting, set(asked.ended)
    above = world.above(heir, asked.since) if heir else ()
    if ended & set(above[1:]):
        highest = next(one for one in reversed(above) if one in ended)
        yield _again(world, asked, heir, parent=_outside(world, asked, highest))
    for one in children_of(world, ended, asked.since):
        if one.unit not in ended and one.unit != heir and last_of(world, one.unit) == one:
            yield _again(world, asked, one.unit, parent=heir)


def _outside(world: World, asked: Reorganisation, unit: str) -> str:
    """The nearest unit above one that does not end with it; empty at the top."""
    return next((one for one in world.above(unit, asked.since) if one not in asked.ended), "")


def _successions(world: World, asked: Reorganisation) -> Iterator[Succession]:
    """Who takes over what; of a unit without a successor, and of former units that lay under one, too."""
    if not asked.ends:
        return
    for unit in asked.units:
        for successor in asked.into:
            if successor != unit:
                whole = unit in asked.ended and successor == asked.inheriting
                yield Succession(unit=unit, successor=successor, since=asked.since,
                                 inherits=INHERITED if whole else (POSTS,))
    heir = asked.inheriting or _outside(world, asked, asked.units[0])
    left = asked.ended if not asked.into else ()
    lay = (one for one in world.placements if one.parent in asked.ended and one.until <= asked.since)
    former = dict.fromkeys(one.unit for one in lay
                           if last_of(world, one.unit) == one and not _has_heir(world, one.unit))
    if heir:
        yield from (Succession(unit=unit, successor=heir, since=asked.since, inherits=(REPORTS, CASES))
                    for unit in (*left, *former) if unit != heir)


def _has_heir(world: World, unit: str) -> bool:
    return any(one.unit == unit and CASES in one.inherits for one in world.successions)


def _posts(world: World, asked: Reorganisation) -> Iterator[Handed]:
    for post in posts_at_stake(world, asked):
        default = asked.inheriting if post.unit in asked.ended else STAYS
        to = asked.posts.get(post_name(post), default)
        if to not in {STAYS, post.unit}:
            yield Handed(post, to)


def posts_at_stake(world: World, asked: Reorganisation) -> tuple[Appointment, ...]:
    """The posts held on the day in the units that end or are split, in their order."""
    return tuple(one for one in world.appointments
                 if asked.ends and one.unit in asked.units and one.since < asked.since < one.until
                 and (asked.sort is Sort.SPLIT or one.unit in asked.ended))


def _overseen(asked: Reorganisation, going: Iterable[Portfolio]) -> Iterator[Portfolio]:
    """Whoever oversaw the ended units oversees the heir that begins with it, each once."""
    if asked.inheriting not in {one.code for one in asked.founded}:
        return
    until = dict[str, date]()
    for one in going:
        until[one.cadre] = max(one.until, until.get(one.cadre, one.until))
    yield from (Portfolio(cadre=cadre, unit=asked.inheriting, since=asked.since, until=last)
                for cadre, last in until.items())
