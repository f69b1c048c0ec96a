"""What an act about somebody may touch, and of that what the actor may know of: obligations, and interviews in hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, and_, false, or_, select

from yuetan.access.actor import Actor, Role
from yuetan.access.known_rules import rules_of
from yuetan.access.organisations import organisations_of
from yuetan.access.reading_people import unit_names
from yuetan.access.scope import Scope
from yuetan.access.scopes import scope_of
from yuetan.access.units import keys_below
from yuetan.engine.obligations import Key
from yuetan.engine.subjects import JOIN
from yuetan.plugins import Plugins
from yuetan.records.governing import governances_on
from yuetan.records.tables import interview, obligation, participant, unit

OPEN = ("OPEN", "WAITING", "OVERDUE")
"""How an obligation stands that is not settled."""


@frozen
class OpenOne:
    """An obligation that is not settled, the interview it is of, and whether the actor may see it."""

    key: Key
    interview: str
    interview_id: int | None
    seen: bool


@frozen
class TakingPart:
    """An interview that goes on, in which somebody plays a part."""

    id: int
    reference: str
    number: str
    part: str
    seen: bool


def scope_today(connection: Connection, plugins: Plugins, actor: Actor, on: date) -> Scope:
    """What an actor may see on a day, as his pages have it."""
    governed = governances_on(connection, on)
    return scope_of(connection, actor, on, rules_of(plugins, governed), organisations_of(connection, governed, on))


def open_about(connection: Connection, scope: Scope, cadre_id: int, number: str) -> tuple[OpenOne, ...]:
    """What is open about somebody, or is his to do as a talker."""
    row = obligation.c
    pairs = or_(row.subject.startswith(number + JOIN, autoescape=True),
                row.subject.endswith(JOIN + number, autoescape=True)) if scope.rules.pairs else false()
    return _open(connection, scope, or_(row.cadre_id == cadre_id, row.subject == number, pairs))


def open_in(connection: Connection, scope: Scope, units: Iterable[str], duties: Collection[tuple[str, str, str]],
            most: int) -> tuple[OpenOne, ...]:
    """What is open in some units and below them under some duties, the most pressing first; at most so many."""
    if not duties:
        return ()
    row, within = obligation.c, keys_below(tuple(sorted(units)), frozenset(), scope.on)
    editions = {(regulation, edition) for regulation, edition, _ in duties}
    named = or_(*(and_(row.regulation == regulation, row.edition == edition, row.duty.in_(sorted(
        duty for code, of, duty in duties if (code, of) == (regulation, edition))))
        for regulation, edition in sorted(editions)))
    return _open(connection, scope, and_(row.unit_id.in_(within), named), most)


def _open(connection: Connection, scope: Scope, where: ColumnElement[bool], most: int | None = None,
          ) -> tuple[OpenOne, ...]:
    row = obligation.c
    query = (select(row.regulation, row.edition, row.duty, row.subject, row.cause, row.interview_id,
                    interview.c.reference, scope.obligations().label("seen"))
             .select_from(obligation).outerjoin(interview, row.interview_id == interview.c.id)
             .where(row.status.in_(OPEN), where).order_by(row.due.is_(None), row.due, row.id))
    return tuple(OpenOne(Key(found.regulation, found.edition, found.duty, found.subject, found.cause),
                         found.reference or "", found.interview_id, bool(found.seen))
                 for found in connection.execute(query.limit(most)))


def taking_part(connection: Connection, scope: Scope, cadre_id: int) -> tuple[TakingPart, ...]:
    """The interviews that go on in which somebody plays a part, once for each."""
    query = (select(interview.c.id, interview.c.reference, interview.c.number, participant.c.part,
                    scope.interviews().label("seen"))
             .join(participant, participant.c.interview_id == interview.c.id)
             .where(participant.c.cadre_id == cadre_id, ~interview.c.ended).order_by(interview.c.id, participant.c.id))
    return tuple(TakingPart(row.id, row.reference, row.number, row.part, bool(row.seen))
                 for row in connection.execute(query))


def seen_keys(connection: Connection, scope: Scope, keys: Sequence[Key]) -> frozenset[Key]:
    """Of some obligations that are there those the actor may see."""
    subjects = sorted({one.subject for one in keys})
    row = obligation.c
    query = (select(row.regulation, row.edition, row.duty, row.subject, row.cause)
             .where(row.subject.in_(subjects), scope.obligations()))
    found = {Key(*one) for one in connection.execute(query)} if keys else set()
    return frozenset(found.intersection(keys))


def names_of_units(connection: Connection, codes: Collection[str], on: date) -> dict[str, str]:
    """What some units are called on a day, by their codes; by the code where nobody called them anything."""
    rows = connection.execute(select(unit.c.id, unit.c.code).where(unit.c.code.in_(codes)))
    keys = {row.id: row.code for row in rows}
    named = unit_names(connection, keys, on)
    return {code: named.get(key) or code for key, code in keys.items()}


def units_worked_for(connection: Connection, scope: Scope, roles: Collection[Role]) -> tuple[str, ...]:
    """The codes of the units an actor is granted one of some roles in, with all below of the same organisation."""
    codes = tuple(sorted({one.unit for one in scope.actor.granted if one.role in roles and one.unit}))
    if not codes:
        return ()
    query = select(unit.c.code).where(unit.c.id.in_(keys_below(codes, scope.beginning, scope.on)))
    return tuple(connection.execute(query.order_by(unit.c.code)).scalars())
