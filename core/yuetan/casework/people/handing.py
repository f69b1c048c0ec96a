"""Whose task things are before and after somebody moves: owners are resolved by rule, so the two are held together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from attrs import asdict, frozen

from yuetan.access.reading_moves import OpenOne, open_in
from yuetan.access.scope import Scope
from yuetan.casework.interviews.opened import Office
from yuetan.casework.people.acts import Handed
from yuetan.engine.grouping import grouped
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.obligations import Key
from yuetan.engine.ownership import owners_of
from yuetan.engine.sought import acting, sought_for
from yuetan.engine.subjects import JOIN
from yuetan.engine.talks import counts_talkers
from yuetan.engine.together import owed_under
from yuetan.engine.world import Holding, World
from yuetan.records.database import Connection
from yuetan.records.owed.handing import record_handed
from yuetan.records.slices import About, load_slice
from yuetan.rules.duties import Duty
from yuetan.rules.regulation import Regulation

MOST = 500
"""So many obligations of a chair are looked at one by one. What lies beyond is resolved by rule all the same."""

Owners = Mapping[Key, tuple[str, ...]]


@frozen
class Chairs:
    """The posts somebody leaves or takes, and the units he works for by them."""

    posts: tuple[Holding, ...]
    units: frozenset[str]


def chairs_of(world: World, cadre: str, days: Sequence[date], begins: Holding | None) -> Chairs:
    """What somebody holds and oversees on some days, and begins; the units he sits in, and what lies right above."""
    posts, units = dict[Holding, None](), set[str]()
    if begins is not None:
        posts[begins] = None
        units |= set(world.above(begins.unit, days[-1])[:2])
    for day in days:
        held = world.posts_of(cadre, day)
        posts |= dict.fromkeys(held)
        units |= {above for post in held for above in world.above(post.unit, day)[:2]}
        units |= set(world.overseen_by(cadre, day))
    return Chairs(tuple(posts), frozenset(units))


def at_stake(connection: Connection, office: Office, scope: Scope, chairs: Chairs) -> tuple[OpenOne, ...]:
    """What is open and might be the task of whoever holds these posts."""
    duties = {(one.code, one.edition, duty.code) for one in _regulations(office) for duty in one.of(Duty)
              if any(selector.admits_person(chairs.posts) for selector in acting(one, duty))}
    return open_in(connection, scope, chairs.units, duties, MOST) if chairs.posts else ()


def owners_on(connection: Connection, office: Office, some: Sequence[OpenOne], people: Sequence[str], day: date,
              ) -> Owners:
    """By staff numbers, whose task each of some obligations is on a day; ``people`` are looked at in any case."""
    found = dict[Key, tuple[str, ...]]()
    by_edition = grouped(some, lambda one: (one.key.regulation, one.key.edition))
    for edition, jurisdictions in grouped(office.jurisdictions, lambda one: one.edition).items():
        if edition in by_edition:
            found |= _owners(connection, office, jurisdictions, by_edition[edition], people, day)
    return found


def handed_between(before: Owners, after: Owners) -> tuple[Handed, ...]:
    """What is somebody else's task after than before; not what is no longer there."""
    return tuple(Handed(key=key, had=had, has=after[key]) for key, had in before.items()
                 if key in after and set(had) != set(after[key]))


def keep_handed(connection: Connection, handed: Iterable[Handed], *, at: datetime, as_of: date, why: str,  # noqa: PLR0913 - why and when are kept with each
                event_id: int) -> None:
    """Keep that obligations were handed over: who had each, who has it, why and by which event."""
    record_handed(connection, ({**asdict(one.key), "had": " ".join(one.had), "has": " ".join(one.has)}
                               for one in handed), at=at, as_of=as_of, why=why, event_id=event_id)


def _owners(connection: Connection, office: Office, jurisdictions: Sequence[Jurisdiction], some: Sequence[OpenOne],  # noqa: PLR0913, PLR0917 - one look
            people: Sequence[str], day: date) -> Owners:
    keys = {one.key: one.interview for one in some}
    names = {name for key in keys for name in (key.subject, *key.subject.split(JOIN))}
    talks = {interview for interview in keys.values() if interview}
    regulation = jurisdictions[0].regulation
    codes = {key.duty for key in keys}
    world = load_slice(connection, About(
        cadres=names, units=names, interviews=names | talks, people=people,
        sought=sought_for(regulation, (duty for duty in regulation.of(Duty) if duty.code in codes)),
        talking=counts_talkers(regulation)), as_of=day, calendar=office.calendar)
    subjects = names | talks
    concerned = subjects | {unit for name in names if world.cadre(name) for unit in world.units_of((name,), day)}
    found = dict[Key, tuple[str, ...]]()
    for one in owed_under(world, jurisdictions, subjects, concerned=concerned):
        occasion = one.obligation.occasion
        if one.obligation.key in keys and occasion is not None:
            found[one.obligation.key] = tuple(dict.fromkeys(
                owner.cadre for owner in owners_of(one.world, one.jurisdiction.regulation, occasion) if owner.cadre))
    return found


def _regulations(office: Office) -> tuple[Regulation, ...]:
    return tuple({(one.edition, id(one.regulation)): one.regulation for one in office.jurisdictions}.values())


