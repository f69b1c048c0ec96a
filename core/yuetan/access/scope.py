"""What an actor may see, in SQL: the units he is granted, the interviews he takes part in, and what is kept from him.

What he is in a case comes before every grant: of an interview about him nobody sees anything before he is notified, and
of one he is recused from nothing at all, whatever else he may be. By which roles and parts he sees the rest, says the
matrix.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from attrs import field, frozen
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    and_,
    false,
    func,
    or_,
    select,
    true,
    union,
)

from yuetan.access.actor import Actor, Role
from yuetan.access.concerned import KeptAbove
from yuetan.access.known_rules import KnownRules
from yuetan.access.organisations import Organisations
from yuetan.access.reading_fields import granting, playing
from yuetan.access.shut import about_the_shut, owed_in_cleared, talks_with_the_shut
from yuetan.access.units import units_below
from yuetan.engine.subjects import JOIN
from yuetan.records.interviews import COMPANY, INTERVIEWEE, INTERVIEWER, ORGANISER, RECORDER, RECUSED
from yuetan.records.tables import appointment, cadre, dossier, event, interview, lead, obligation, participant
from yuetan.rules.events import CLEARED, HELD, NOTIFIED

Condition = ColumnElement[bool]

OBLIGATIONS, INTERVIEWS, CADRES = "obligation.list", "interview.list", "cadre.read"
"""What the policy calls the lists."""

BROAD = 0.05  # the share of all units from which on it is quicker to walk through everything in order
_PARTS = {"interviewer": (INTERVIEWER, COMPANY), "recorder": (RECORDER,)}


@frozen(eq=False, slots=False, kw_only=True)
class Scope:
    """What one actor may see on a day: conditions and queries, built on his grants and on his part in each case."""

    actor: Actor
    on: date
    rules: KnownRules
    organisations: Organisations  # where those begin that have a scheme of their own
    me: int | None  # the key of the cadre he is
    principals: tuple[int, ...] = ()  # and of those in whose place he acts
    share: float  # of all units, those whose obligations he is granted; 1 for all
    shut: tuple[KeptAbove, ...] = ()  # those of whom he is told nothing: see `yuetan.access.concerned`
    counted: dict[tuple[str, str, str], tuple[tuple[str, date, int], ...]] = field(factory=dict)  # see `reading_counts`
    differing: list[Sequence[Row[Any]]] = field(factory=list)  # one at most: see `reading_counts`
    own: list[Condition] = field(factory=list)  # one at most: see `reading_mine`

    @property
    def wide(self) -> bool:
        """Whether he is granted every unit there is; then he sees what lies in none, too."""
        return self.share == 1

    @property
    def broad(self) -> bool:
        """Whether he is granted so much that it is walked through in order rather than gathered."""
        return self.share >= BROAD

    # Units

    @property
    def beginning(self) -> frozenset[str]:
        """The units with which an organisation begins, whatever it goes by."""
        return self.organisations.general

    def granted(self, action: str) -> tuple[str, ...]:
        """The codes of the units in which he is granted a role that lets him see what lies there, in order."""
        return granted_units(self.actor, action)

    def in_units(self, column: ColumnElement[Any], action: str) -> Condition:
        """Whether a column holds a unit that he is granted, or one below it in the same organisation as a whole."""
        if not (codes := self.granted(action)):
            return false()
        return column.in_(select(units_below(codes, self.beginning, self.on).c.unit))

    def in_units_under(self, table: FromClause, column: ColumnElement[Any], action: str) -> Condition:
        """The same of a row that stands under a regulation: as far as the organisation reaches under that one."""
        codes = {one.code for one in self.rules.regulations}
        apart = {code: begins for code in sorted(codes) if (
            begins := self.organisations.beginning(code)) != self.beginning}
        if not apart or not (granted := self.granted(action)):
            return self.in_units(column, action)
        together = and_(table.c.regulation.in_(sorted(codes - apart.keys())), self.in_units(column, action))
        return or_(together, *(
            and_(table.c.regulation.in_([code for code, other in apart.items() if other == begins]),
                 column.in_(select(units_below(granted, begins, self.on).c.unit)))
            for begins in dict.fromkeys(apart.values())))

    def below(self, code: str) -> Select[Any]:
        """The keys of a unit and all below it, whoever's they are: to narrow what he sees."""
        return select(units_below((code,), frozenset(), self.on).c.unit)

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
        parts = [part for name in playing(action) for part in _PARTS[name]]
        organises = self.actor.roles() & granting(action, "assigned")
        return self._as((*parts, *((ORGANISER,) if organises else ())))

    def kept_from(self, column: ColumnElement[Any]) -> Condition:
        """Whether a column holds an interview about him, one that rests on a lead about him, or one he left."""
        if self.me is None:
            return false()
        on_a_lead = select(interview.c.id).join(lead, interview.c.lead_id == lead.c.id).where(
            lead.c.cadre_id.in_((self.me, *self.principals)))
        theirs = (column.in_(self._principals_in),) if self.principals else ()
        return or_(column.in_(self.concerned), column.in_(self.recused), column.in_(on_a_lead), *theirs)

    @property
    def _principals_in(self) -> Select[Any]:
        """The interviews in which one is talked to, or from which one is recused, in whose place he acts."""
        return select(participant.c.interview_id).where(
            participant.c.cadre_id.in_(self.principals), participant.c.part.in_((INTERVIEWEE, RECUSED)))

    def interviews(self) -> Condition:
        """Whether he may see an interview in a list; gathered by their keys, where he may see few."""
        return self._interviews

    @cached_property
    def _interviews(self) -> Condition:
        row = interview.c
        of_unit = row.unit_id + 0 if self.broad else row.unit_id  # no index on it: the list is walked in its own order
        by_grant = self.in_units_under(interview, of_unit, INTERVIEWS)
        known = and_(self.rules.editions(interview), self._open_still(row.id, row.unit_id, row.id.in_(self.concerned)))
        if self.me is None:
            return and_(known, by_grant, ~self.shut_interview(row.id))
        free = and_(~self.kept_from(row.id), ~self.shut_interview(row.id))
        return and_(known, self._any(row.id, (
            row.id.in_(self.served), and_(row.id.in_(self.taking_part(INTERVIEWS)), free), and_(by_grant, free))))

    # Those who act for his unit

    def shut_interview(self, column: ColumnElement[Any]) -> Condition:
        """Whether a column holds an interview that another unit holds with somebody of whom he is told nothing."""
        return column.in_(self._shut_talks) if self.shut else false()

    def shut_obligation(self) -> Condition:
        """Whether an obligation is about somebody of whom he is told nothing, or might tell of a talk with him."""
        return about_the_shut(self.shut, self.rules, self._shut_talks) if self.shut else false()

    @cached_property
    def _shut_talks(self) -> Select[Any]:
        return talks_with_the_shut(self.shut, self.on)

    @property
    def cleared(self) -> Select[Any]:
        """The interviews that ended in clearing whoever was talked to; they stay the discipline organ's own record."""
        return select(event.c.interview_id).where(event.c.code == CLEARED, event.c.interview_id.is_not(None))

    def _open_still(self, key: ColumnElement[Any], of_unit: ColumnElement[Any], himself: Condition,
                    cleared: Select[Any] | None = None) -> Condition:
        """Whether a row is not of an interview that cleared somebody, or lies with his organ, or is about himself."""
        codes = tuple(sorted({one.unit for one in self.actor.granted if one.role is Role.DISCIPLINE and one.unit}))
        organ = of_unit.in_(select(units_below(codes, self.beginning, self.on).c.unit)) if codes else false()
        return or_(key.not_in(self.cleared if cleared is None else cleared), organ, himself)

    def not_cleared(self, table: FromClause) -> Condition:
        """Whether a row of interviews, or of obligations, is of none that cleared somebody, or lies with his organ."""
        cleared = owed_in_cleared(self.cleared, self.rules) if table is obligation else self.cleared
        return self._open_still(table.c.id, table.c.unit_id, false(), cleared)

    # Obligations

    def obligations(self) -> Condition:
        """Whether he may see an obligation at all; gathered by their keys, where he may see few."""
        return self._obligations

    @cached_property
    def _obligations(self) -> Condition:
        row = obligation.c
        granted = true() if self.wide else self.in_units_under(obligation, row.unit_id, OBLIGATIONS)
        still = self._open_still(row.id, row.unit_id, row.cadre_id == self.me if self.me else false(),
                                 owed_in_cleared(self.cleared, self.rules))
        if self.me is None:
            return and_(self.granted_obligations(obligation), still, ~self.shut_obligation())
        outside, periodic = row.interview_id.is_(None), self.rules.periodic(obligation)
        # what is owed about him after an event tells of a talk to come
        foreseen = and_(outside, row.cadre_id == self.me, ~periodic)
        free = and_(or_(outside, ~self.kept_from(row.interview_id)), or_(row.cadre_id.is_(None), ~foreseen),
                    ~self.shut_obligation())
        inside = and_(row.subject == self.actor.cadre, row.interview_id.in_(self.served),
                      self.rules.of_interviewees(obligation))
        return and_(self.rules.known(obligation), still, self._any(row.id, (
            and_(granted, free), and_(row.interview_id.in_(self.taking_part(OBLIGATIONS)), free),
            and_(self._about_me(), outside, periodic), inside)))

    def granted_obligations(self, table: FromClause) -> Condition:
        """Whether a row of obligations, or of their counts, lies where he is granted to see what is owed."""
        granted = true() if self.wide else self.in_units_under(table, table.c.unit_id, OBLIGATIONS)
        return and_(self.rules.known(table), granted)

    @property
    def own_obligations(self) -> Select[Any]:
        """The keys of all obligations that he may see, or may not, for more than a grant says.

        That is for what he is, where he is a cadre; and for everybody those of interviews that cleared somebody, and
        those about whoever acts for his unit and is kept above.
        """
        if self.me is None:
            return union(owed_in_cleared(self.cleared, self.rules), *self._shut_obligations()).subquery().select()
        key, of_talk = obligation.c.id, obligation.c.interview_id
        mine = self._as((INTERVIEWEE, INTERVIEWER, COMPANY, RECORDER, ORGANISER, RECUSED))
        on_a_lead = select(interview.c.id).join(lead, interview.c.lead_id == lead.c.id).where(
            lead.c.cadre_id.in_((self.me, *self.principals)))
        return union(*(select(key).where(one) for one in (
            of_talk.in_(mine), of_talk.in_(on_a_lead), of_talk.in_(self._principals_in), self._about_me(),
        )), owed_in_cleared(self.cleared, self.rules), *self._shut_obligations()).subquery().select()

    def _shut_obligations(self) -> tuple[Select[Any], ...]:
        return (select(obligation.c.id).where(self.shut_obligation()),) if self.shut else ()

    def _about_me(self) -> Condition:
        """Whether the subject is himself, or a pair he belongs to."""
        subject, me = obligation.c.subject, self.actor.cadre
        if not self.rules.pairs:
            return subject == me
        return or_(subject == me, subject.startswith(me + JOIN, autoescape=True),
                   subject.endswith(JOIN + me, autoescape=True))

    # Cadres

    def cadres(self) -> Condition:
        """Whether he may look a cadre up: himself, whoever holds a post in his units, and those he talks to."""
        return self._cadres

    @cached_property
    def _cadres(self) -> Condition:
        if self.wide:
            return true()
        codes = self.granted(CADRES)
        held = select(appointment.c.cadre_id).where(
            self.in_units(appointment.c.unit_id, CADRES), appointment.c.since <= self.on,
            appointment.c.until > self.on)
        kept = select(dossier.c.cadre_id).where(self.in_units(dossier.c.unit_id, CADRES))  # whose file lies there
        by_grant = or_(cadre.c.id.in_(held), cadre.c.id.in_(kept)) if codes else false()
        if self.me is None:
            return by_grant
        talkees = select(participant.c.cadre_id).where(
            participant.c.part == INTERVIEWEE, participant.c.interview_id.in_(self.taking_part(CADRES)),
            ~self.kept_from(participant.c.interview_id))
        return or_(by_grant, cadre.c.id == self.me, cadre.c.id.in_(talkees))

    def _any(self, key: ColumnElement[Any], conditions: Iterable[Condition]) -> Condition:
        """Whether one of some conditions holds; for few rows by their keys, so that each is found by its own index."""
        if self.broad:
            return or_(*conditions)
        return key.in_(union(*(select(key).where(one) for one in conditions)))

    def _as(self, parts: Iterable[str]) -> Select[Any]:
        if self.me is None:  # NULL would be looked for in every row
            return select(participant.c.interview_id).where(false())
        mine = (participant.c.cadre_id == self.me, participant.c.part.in_(sorted(set(parts))))
        return select(participant.c.interview_id).where(*mine)


def granted_units(actor: Actor, action: str) -> tuple[str, ...]:
    """The codes of the units in which an actor is granted a role that lets him see what lies there, in order."""
    roles = granting(action)
    return tuple(sorted({one.unit for one in actor.granted if one.role in roles and one.unit}))
