"""What an actor may see, in SQL: the units he is granted, the interviews he takes part in, and what is kept from him.

What he is in a case comes before every grant: of an interview about him nobody sees anything before he is notified, and
of one he is recused from nothing at all, whatever else he may be. By which roles and parts he sees the rest, says the
matrix.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from attrs import field, frozen
from sqlalchemy import ColumnElement, FromClause, Select, and_, false, func, or_, select, true, union

from yuetan.access.actor import Role
from yuetan.access.among import Among
from yuetan.access.concerned import KeptAbove
from yuetan.access.in_units import Condition, InUnits
from yuetan.access.own_talks import OwnTalks, among
from yuetan.access.reach import listed
from yuetan.access.reading_fields import granting, playing
from yuetan.access.shut import about_the_shut, owed_in_cleared
from yuetan.engine.subjects import JOIN
from yuetan.records.each_row import of_each
from yuetan.records.interviews import COMPANY, INTERVIEWEE, INTERVIEWER, ORGANISER, RECORDER, RECUSED
from yuetan.records.tables import appointment, cadre, dossier, event, interview, lead, obligation, participant
from yuetan.rules.events import CLEARED, HELD, NOTIFIED

__all__ = ["BROAD", "CADRES", "INTERVIEWS", "OBLIGATIONS", "Condition", "Scope"]

OBLIGATIONS, INTERVIEWS, CADRES = "obligation.list", "interview.list", "cadre.read"
"""What the policy calls the lists."""

BROAD = 0.05  # the share of all units from which on it is quicker to walk through everything in order
_PARTS = {"interviewer": (INTERVIEWER, COMPANY), "recorder": (RECORDER,)}
_PLAYED = (INTERVIEWER, COMPANY, RECORDER, ORGANISER)


@frozen(slots=False, kw_only=True, cache_hash=True)
class Scope(InUnits):
    """What one actor may see on a day: conditions and queries, built on his grants and on his part in each case.

    It follows from its fields alone, and holds nothing that was looked up besides: pages of the same actor share it.
    """

    me: int | None  # the key of the cadre he is
    principals: tuple[int, ...] = ()  # and of those in whose place he acts
    share: float  # of all units, those whose obligations he is granted; 1 for all
    shut: tuple[KeptAbove, ...] = ()  # those of whom he is told nothing: see `yuetan.access.concerned`
    shut_talks: frozenset[int] = frozenset()  # the keys of the interviews with them that other units hold
    talks: OwnTalks = field(factory=OwnTalks)  # what is known beforehand of the queries below

    broad: bool = field(init=False)  # whether he is granted so much that it is walked through rather than gathered

    @broad.default
    def _broad(self) -> bool:
        return self.share >= BROAD

    @property
    def wide(self) -> bool:
        """Whether he is granted every unit there is; then he sees what lies in none, too."""
        return self.share == 1

    # Interviews

    @cached_property
    def concerned(self) -> Select[Any]:
        """The interviews in which he is talked to."""
        return self._as((INTERVIEWEE,))

    @cached_property
    def recused(self) -> Select[Any]:
        """The interviews he is recused from."""
        return self._as((RECUSED,))

    @cached_property
    def served(self) -> Select[Any]:
        """The interviews in which he is talked to and knows it: by a notice to himself, or by the talk."""
        case = interview.alias()
        to_him = func.coalesce(event.c.cadre_id, self.me) == self.me
        code = event.c.code + ""  # no index on either: his talks are few, and such events are many
        return (select(case.c.id).join(event, event.c.case_id == case.c.case_id)
                .where(case.c.id.in_(self.concerned), case.c.id.not_in(self.recused),
                       code.in_((NOTIFIED, HELD)), event.c.happened_on <= self.on, to_him,
                       event.c.addressee.in_(("", INTERVIEWEE))))

    def taking_part(self, action: str) -> Select[Any]:
        """The interviews he has a part in that lets him see them: leading, attending, recording, organising."""
        return self._as(self._parts_for(action))

    def _parts_for(self, action: str) -> tuple[str, ...]:
        parts = [part for name in playing(action) for part in _PARTS[name]]
        organises = self.actor.roles() & granting(action, "assigned")
        return (*parts, *((ORGANISER,) if organises else ()))

    def has_part(self, column: ColumnElement[Any], action: str) -> Condition:
        """Whether a column holds an interview he has a part in that lets him see it."""
        return among(column, self.talks.taking_part(self._parts_for(action)), self.taking_part(action))

    def is_served(self, column: ColumnElement[Any]) -> Condition:
        """Whether a column holds an interview in which he is talked to and knows it."""
        return among(column, self.talks.served, self.served)

    def is_with_him(self, column: ColumnElement[Any]) -> Condition:
        """Whether a column holds an interview in which he is talked to."""
        return among(column, self.talks.concerned, self.concerned)

    def kept_from(self, column: ColumnElement[Any]) -> Condition:
        """Whether a column holds an interview about him, one that rests on a lead about him, or one he left."""
        return or_(false(), *self.apart(column))

    def apart(self, column: ColumnElement[Any]) -> tuple[Condition, ...]:
        """The same, by each reason: so that of each those are gathered that are so."""
        if self.me is None:
            return ()
        known = self.talks
        theirs = (among(column, known.stood_for, self._principals_in),) if self.principals else ()
        return (self.is_with_him(column), among(column, known.recused, self.recused),
                among(column, known.on_a_lead, self._on_a_lead), *theirs)

    @property
    def _on_a_lead(self) -> Select[Any]:
        """The interviews that rest on a lead about him, or about one in whose place he acts."""
        return select(interview.c.id).join(lead, interview.c.lead_id == lead.c.id).where(
            lead.c.cadre_id.in_((self.me, *self.principals)))

    @property
    def _principals_in(self) -> Select[Any]:
        """The interviews in which one is talked to, or from which one is recused, in whose place he acts."""
        return select(participant.c.interview_id).where(
            participant.c.cadre_id.in_(self.principals), participant.c.part.in_((INTERVIEWEE, RECUSED)))

    def interviews(self, *also: Condition) -> Condition:
        """Whether he may see an interview in a list, and that is so: where he may see few, they are gathered by it."""
        known, ways = self._interviews
        return and_(known, self._any(interview.c.id, ways, also))

    @cached_property
    def _interviews(self) -> tuple[Condition, tuple[Condition, ...]]:
        row = interview.c
        of_unit = row.unit_id + 0 if self.broad else row.unit_id  # no index on it: the list is walked in its own order
        by_grant = self.in_units_under(interview, of_unit, INTERVIEWS)
        known = and_(self.rules.editions(interview), self._open_still(interview, self.is_with_him(row.id)))
        if self.me is None:
            return and_(known, by_grant, ~self.shut_interview(row.id)), ()
        free = and_(~self.kept_from(row.id), ~self.shut_interview(row.id))
        return known, (self.is_served(row.id), and_(self.has_part(row.id, INTERVIEWS), free), and_(by_grant, free))

    # Those who act for his unit

    def shut_interview(self, column: ColumnElement[Any]) -> Condition:
        """Whether a column holds an interview that another unit holds with somebody of whom he is told nothing."""
        return column.in_(listed(self.shut_talks)) if self.shut_talks else false()

    def shut_obligation(self) -> Condition:
        """Whether an obligation is about somebody of whom he is told nothing, or might tell of a talk with him."""
        return or_(false(), *(func.coalesce(one, false()) for one in self._about_shut))

    @cached_property
    def _about_shut(self) -> tuple[Condition, ...]:
        return about_the_shut(self.shut, self.rules, self.shut_talks) if self.shut else ()

    @property
    def cleared(self) -> Select[Any]:
        """The interviews that ended in clearing whoever was talked to; they stay the discipline organ's own record."""
        return select(event.c.interview_id).where(event.c.code == CLEARED, event.c.interview_id.is_not(None))

    @property
    def _owed_in_cleared(self) -> Select[Any]:
        keys = self.talks.cleared
        return owed_in_cleared(self.cleared if keys is None else listed(keys), self.rules)

    def is_cleared(self, table: FromClause) -> Condition:
        """Whether a row of interviews, or of obligations, is of one that cleared somebody."""
        if table is not obligation:
            return among(table.c.id, self.talks.cleared, self.cleared)
        return false() if self.talks.none_cleared else table.c.id.in_(self._owed_in_cleared)

    def _open_still(self, table: FromClause, himself: Condition) -> Condition:
        """Whether a row is not of an interview that cleared somebody, or lies with his organ, or is about himself."""
        codes = tuple(sorted({one.unit for one in self.actor.granted if one.role is Role.DISCIPLINE and one.unit}))
        organ = self.reach.among(table.c.unit_id, self.reach.below(codes, self.beginning)) if codes else false()
        return or_(~self.is_cleared(table), organ, himself)

    def not_cleared(self, table: FromClause) -> Condition:
        """Whether a row of interviews, or of obligations, is of none that cleared somebody, or lies with his organ."""
        return self._open_still(table, false())

    # Obligations

    def obligations(self, *also: Condition) -> Condition:
        """Whether he may see an obligation, and that is so: where he may see few, they are gathered by it."""
        known, ways = self._obligations
        return and_(self._any(obligation.c.id, ways, also), known)

    def sees_obligation(self) -> Condition:
        """The same asked of each obligation by itself: of those that are few without it."""
        known, ways = self._obligations
        return and_(known, or_(*ways)) if ways else known

    @cached_property
    def _obligations(self) -> tuple[Condition, tuple[Condition, ...]]:
        row = obligation.c
        granted = self.in_his_units(obligation)
        still = self._open_still(obligation, row.cadre_id == self.me if self.me else false())
        if self.me is None:
            return and_(self.granted_obligations(obligation), still, ~self.shut_obligation()), ()
        outside, periodic = row.interview_id.is_(None), self.rules.periodic(obligation)
        # what is owed about him after an event tells of a talk to come
        foreseen = and_(outside, row.cadre_id == self.me, ~periodic)
        free = and_(or_(outside, ~self.kept_from(row.interview_id)), or_(row.cadre_id.is_(None), ~foreseen),
                    ~self.shut_obligation())
        inside = and_(row.subject == self.actor.cadre, self.is_served(row.interview_id),
                      self.rules.of_interviewees(obligation))
        return and_(self.rules.known(obligation), still), (
            and_(granted, free), and_(self.has_part(row.interview_id, OBLIGATIONS), free),
            and_(self._about_me(), outside, periodic), inside)

    def granted_obligations(self, table: FromClause) -> Condition:
        """Whether a row of obligations, or of their counts, lies where he is granted to see what is owed."""
        return and_(self.rules.known(table), self.in_his_units(table))

    def in_his_units(self, table: FromClause) -> Condition:
        """The same of what rests on a duty that is there: whether it lies in a unit of his."""
        return true() if self.wide else self.in_units_under(table, table.c.unit_id, OBLIGATIONS)

    @property
    def own_obligations(self) -> Select[Any]:
        """The keys of all obligations that he may see, or may not, for more than a grant says.

        That is for what he is, where he is a cadre; and for everybody those of interviews that cleared somebody, and
        those about whoever acts for his unit and is kept above.
        """
        key, of_talk = obligation.c.id, obligation.c.interview_id
        played = among(of_talk, self.talks.taking_part(_PLAYED), self._as(_PLAYED))
        ways = () if self.me is None else (played, *self.apart(of_talk), self._about_me())
        cleared = () if self.talks.none_cleared else (self._owed_in_cleared,)
        every = (*(select(key).where(one) for one in ways), *cleared, *self._shut_obligations())
        return union(*every).subquery().select() if every else select(key).where(false())

    def _shut_obligations(self) -> tuple[Select[Any], ...]:
        return tuple(select(obligation.c.id).where(one) for one in self._about_shut)

    def _about_me(self) -> Condition:
        """Whether the subject is himself, or a pair he belongs to."""
        subject, me = obligation.c.subject, self.actor.cadre
        if not self.rules.pairs:
            return subject == me
        pair = or_(subject.startswith(me + JOIN, autoescape=True), subject.endswith(JOIN + me, autoescape=True))
        return or_(subject == me, and_(obligation.c.unit_id.is_(None), pair))  # what two owe lies in no unit

    # Cadres

    def cadres(self) -> Condition:
        """Whether he may look a cadre up: himself, whoever holds a post in his units, and those he talks to."""
        return self._cadres

    @cached_property
    def _cadres(self) -> Condition:
        if self.wide:
            return true()
        by_grant = self.cadres_in(cadre.c.id, CADRES)
        if self.me is None:
            return by_grant
        talk = participant.c.interview_id + 0  # no index on it: his talks may be many, each one's are few
        talks_to = select(participant.c.id).where(
            participant.c.cadre_id == cadre.c.id, participant.c.part == INTERVIEWEE,
            self.has_part(talk, CADRES), ~self.kept_from(talk))
        return or_(by_grant, cadre.c.id == self.me, of_each(talks_to))

    def cadres_in(self, column: ColumnElement[Any], action: str) -> Condition:
        """Whether a column holds a cadre with a post in a unit that he is granted, or whose file lies there.

        It is asked of each row: of whom there is a post, not who all has one there.
        """
        if not self.granted(action):
            return false()
        held = select(appointment.c.id).where(
            appointment.c.cadre_id == column, self.in_units(appointment.c.unit_id, action),
            appointment.c.since <= self.on, appointment.c.until > self.on)
        kept = select(dossier.c.cadre_id).where(
            dossier.c.cadre_id == column, self.in_units(dossier.c.unit_id, action))
        return or_(of_each(held), of_each(kept))

    def _any(self, key: ColumnElement[Any], ways: Sequence[Condition], also: Sequence[Condition]) -> Condition:
        """Whether a row is so, in one of some ways; few rows by their keys, so that each is found by its own index."""
        if self.broad or not ways:
            return and_(*also, or_(*ways)) if ways else and_(true(), *also)
        return Among(key, union(*(select(key).where(one, *also) for one in ways)))

    def _as(self, parts: Iterable[str]) -> Select[Any]:
        if self.me is None:  # NULL would be looked for in every row
            return select(participant.c.interview_id).where(false())
        mine = (participant.c.cadre_id == self.me, participant.c.part.in_(sorted(set(parts))))
        return select(participant.c.interview_id).where(*mine)
