"""What an actor may see, in SQL: the units he is granted, the interviews he takes part in, and what is kept from him.

What he is in a case comes before every grant: of an interview about him nobody sees anything before he is notified, and
of one he is recused from nothing at all, whatever else he may be.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from attrs import frozen
from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    exists,
    false,
    func,
    or_,
    select,
    true,
    union,
)

from yuetan.access.actor import Actor, Role
from yuetan.access.known_rules import KnownRules
from yuetan.engine.subjects import JOIN
from yuetan.records.interviews import COMPANY, INTERVIEWEE, INTERVIEWER, RECORDER, RECUSED
from yuetan.records.tables import appointment, cadre, event, interview, lead, obligation, participant, placement, unit
from yuetan.rules.events import HELD, NOTIFIED

Condition = ColumnElement[bool]

ROLES = frozenset({Role.CLERK, Role.DISCIPLINE, Role.HEAD})
"""The roles that see cases of their units; the others see counts, or nothing of them."""

ABOUT_HIMSELF, TALKS, RECORDS = "about_himself", "talks", "records"
"""What `Scope.standing` calls its columns."""

BROAD = 0.05  # the share of all units from which on it is quicker to walk through everything in order


@frozen(eq=False, slots=False)
class Scope:
    """What one actor may see on a day: conditions and queries, built on his grants and on his part in each case."""

    actor: Actor
    on: date
    rules: KnownRules
    me: int | None  # the key of the cadre he is
    share: float  # of all units, those he is granted; 1 for all

    @property
    def wide(self) -> bool:
        """Whether he is granted every unit there is; then he sees what lies in none, too."""
        return self.share == 1

    @property
    def broad(self) -> bool:
        """Whether he is granted so much that it is walked through in order rather than gathered."""
        return self.share >= BROAD

    # Units

    def units(self, roles: Collection[Role] = ROLES) -> Select[tuple[int]]:
        """The keys of the units in which he is granted one of some roles."""
        return select(units_below(granted(self.actor, roles), self.on).c.unit)

    def in_units(self, column: ColumnElement[Any], roles: Collection[Role] = ROLES) -> Condition:
        """Whether a column holds such a unit."""
        return column.in_(self.units(roles)) if granted(self.actor, roles) else false()

    # Interviews

    @cached_property
    def concerned(self) -> Select[tuple[int]]:
        """The interviews in which he is talked to."""
        return self._as(INTERVIEWEE)

    @cached_property
    def recused(self) -> Select[tuple[int]]:
        """The interviews he is recused from."""
        return self._as(RECUSED)

    @cached_property
    def served(self) -> Select[tuple[int]]:
        """The interviews in which he is talked to and knows it: by a notice to himself, or by the talk."""
        right, case = event.alias(), interview.alias()
        put_right = exists().where(right.c.case_id == event.c.case_id, right.c.corrects == event.c.sequence)
        to_him = or_(event.c.cadre_id.is_(None), event.c.cadre_id == self.me)
        return (select(case.c.id).join(event, event.c.case_id == case.c.case_id)
                .where(case.c.id.in_(self.concerned), case.c.id.not_in(self.recused),
                       event.c.code.in_((NOTIFIED, HELD)), event.c.happened_on <= self.on, to_him,
                       event.c.addressee.in_(("", INTERVIEWEE)), ~put_right))

    @cached_property
    def talking(self) -> Select[tuple[int]]:
        """The interviews he leads, attends or records."""
        return self._as(INTERVIEWER, COMPANY, RECORDER)

    def kept_from(self, column: ColumnElement[Any]) -> Condition:
        """Whether a column holds an interview about him, one that rests on a lead about him, or one he left."""
        if self.me is None:
            return false()
        on_a_lead = select(interview.c.id).join(lead, interview.c.lead_id == lead.c.id).where(
            lead.c.cadre_id == self.me)
        return or_(column.in_(self.concerned), column.in_(self.recused), column.in_(on_a_lead))

    def interviews(self, table: FromClause = interview) -> Condition:
        """Whether he may see an interview at all."""
        known, by_part, by_grant = self._interviews(table)
        return and_(self.rules.editions(table), or_(known, by_part, by_grant))

    def gathered_interviews(self) -> Condition:
        """The same, for few: by the keys of those that are his."""
        found = (select(interview.c.id).where(one) for one in self._interviews(interview))
        return and_(self.rules.editions(interview), interview.c.id.in_(union(*found)))

    def _interviews(self, table: FromClause) -> tuple[Condition, Condition, Condition]:
        """What opens an interview: that he was notified, that he has a part in it, and that it is in his units."""
        if self.me is None:
            return false(), false(), self.in_units(table.c.unit_id)
        free = ~self.kept_from(table.c.id)
        return (table.c.id.in_(self.served), and_(table.c.id.in_(self.talking), free),
                and_(self.in_units(table.c.unit_id), free))

    def standing(self) -> tuple[ColumnElement[bool], ...]:
        """For the row of an interview: whether it is about him, he talks in it, and he records it."""
        return tuple(interview.c.id.in_(one).label(name) for name, one in (
            (ABOUT_HIMSELF, self.concerned), (TALKS, self._as(INTERVIEWER, COMPANY)), (RECORDS, self._as(RECORDER))))

    # Obligations

    def obligations(self) -> Condition:
        """Whether he may see an obligation at all."""
        return and_(self.rules.known(obligation), or_(*self._obligations()))

    def gathered_obligations(self) -> Condition:
        """The same, for few: by the keys of those that are his."""
        found = union(*(select(obligation.c.id).where(one) for one in self._obligations()))
        return and_(self.rules.known(obligation), obligation.c.id.in_(found))

    def _obligations(self) -> tuple[Condition, ...]:
        """What opens an obligation: his grants, his part in its interview, and that it is his own."""
        row = obligation.c
        granted_units = true() if self.wide else self.in_units(row.unit_id)
        if self.me is None:
            return (granted_units,)
        outside = row.interview_id.is_(None)
        periodic = self.rules.periodic(obligation)
        # something owed about him after an event tells of a talk to come
        foreseen = and_(outside, row.cadre_id == self.me, ~periodic)
        free = and_(or_(outside, ~self.kept_from(row.interview_id)), or_(row.cadre_id.is_(None), ~foreseen))
        inside = and_(row.subject == self.actor.cadre, row.interview_id.in_(self.served),
                      self.rules.of_interviewees(obligation))
        return (and_(granted_units, free), and_(row.interview_id.in_(self.talking), free),
                and_(self._about_me(), outside, periodic), inside)

    def _about_me(self) -> Condition:
        """Whether the subject is himself, or a pair he belongs to."""
        subject, me = obligation.c.subject, self.actor.cadre
        if not self.rules.pairs:
            return subject == me
        return or_(subject == me, subject.startswith(me + JOIN, autoescape=True),
                   subject.endswith(JOIN + me, autoescape=True))

    # Cadres

    def cadres(self) -> Condition:
        """Whether he may see a cadre's page: his own, and that of whoever holds a post in his units."""
        if self.wide:
            return true()
        held = select(appointment.c.cadre_id).where(
            self.in_units(appointment.c.unit_id), appointment.c.since <= self.on, appointment.c.until > self.on)
        mine = false() if self.me is None else cadre.c.id == self.me
        return or_(cadre.c.id.in_(held), mine) if granted(self.actor, ROLES) else mine

    def _as(self, *parts: str) -> Select[tuple[int]]:
        mine = (participant.c.cadre_id == self.me, participant.c.part.in_(parts))
        return select(participant.c.interview_id).where(*mine)


def scope_of(connection: Connection, actor: Actor, on: date, rules: KnownRules) -> Scope:
    """What an actor may see on a day, with the width of it looked up."""
    me = connection.execute(select(cadre.c.id).where(cadre.c.staff_number == actor.cadre)).scalar()
    codes = granted(actor, ROLES)
    if not codes:
        return Scope(actor, on, rules, me, 0)
    seen = select(func.count()).select_from(units_below(codes, on)).scalar_subquery()
    total = select(func.count()).select_from(unit).scalar_subquery()
    row = connection.execute(select(seen, total)).one()
    return Scope(actor, on, rules, me, row[0] / row[1] if row[1] else 0)


def granted(actor: Actor, roles: Collection[Role]) -> tuple[str, ...]:
    """The codes of the units in which an actor is granted one of some roles, in order."""
    return tuple(sorted({one.unit for one in actor.granted if one.role in roles and one.unit}))


@lru_cache(maxsize=256)
def units_below(codes: tuple[str, ...], on: date) -> CTE:
    """Units and everything below them on a day, each once, as ``unit``. One that ended lies where it lay last.

    It walks down from the units, so that its cost grows with what lies below them. For a unit that exists on the day it
    says what `yuetan.records.columns.unit_above` says from the other end.
    """
    walk = select(unit.c.id.label("unit")).where(unit.c.code.in_(codes)).cte(recursive=True)
    later = placement.alias()
    moved = exists().where(later.c.unit_id == placement.c.unit_id, later.c.since > placement.c.since,
                           later.c.since <= on)
    down = (select(placement.c.unit_id).join_from(walk, placement, placement.c.parent_id == walk.c.unit)
            .where(placement.c.since <= on, ~moved))
    return walk.union(down)  # each unit once: should they ever lie in a ring, the walk ends all the same
