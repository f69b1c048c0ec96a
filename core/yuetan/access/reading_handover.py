"""What one clerk hands over to another in a unit: what is open with him, and nothing of what any of it says.

Left out is what the receiver may not know of: talks with him, leads about him, what he is recused from, and what is
kept from everybody who acts where he does. The head of the unit gives that to somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

from attrs import field, frozen
from sqlalchemy import Connection, Select, and_, func, or_, select

from yuetan.access.concerned import sides_on
from yuetan.access.known_rules import KnownRules
from yuetan.access.units import units_below
from yuetan.plugins import Plugins
from yuetan.records.accounts import grants_of
from yuetan.records.handovers import KeptHandover
from yuetan.records.interviews import INTERVIEWEE, ORGANISER, RECUSED
from yuetan.records.proxies import proxies_with
from yuetan.records.tables import cadre, interview, lead, lead_handler, obligation, participant, plan, submission, unit
from yuetan.wording import later

OPEN_LEADS, OPEN_PLANS = ("open", "confirmed"), ("drafted", "submitted", "returned")


class Sort(Enum):
    """What a line of the list is about."""

    TALK = later("在办约谈")
    TASK = later("未办结事项")
    PAPER = later("已收待审材料")
    SIGNED = later("待收签字材料")
    LEAD = later("在办线索")
    PLAN = later("未结计划")
    GRANT = later("到期授权")
    PROXY = later("代理")


@frozen(kw_only=True)
class Item:
    """One line: its sort, what it is, since or until when; ``of`` names the record, and is not printed."""

    sort: Sort
    what: str
    of: str = ""
    on: date | None = None
    key: int = field(default=0, eq=False)


@frozen(kw_only=True)
class Parties:
    """Between whom, in which unit; people by the keys of their accounts and by their staff numbers."""

    unit: str
    leaver: int
    leaver_cadre: str
    receiver_cadre: str


def parties_of(kept: KeptHandover) -> Parties:
    """Those of a hand-over."""
    return Parties(unit=kept.unit, leaver=kept.leaver, leaver_cadre=kept.leaver_cadre,
                   receiver_cadre=kept.receiver_cadre)


def handed_over(connection: Connection, plugins: Plugins, rules: KnownRules, parties: Parties, on: date,
                ) -> tuple[Item, ...]:
    """Everything that is open with the leaver in the unit and below it on a day, in order."""
    reading = _Reading(connection, plugins, rules, parties, on)
    return (*reading.talks(), *reading.tasks(), *reading.papers(), *reading.leads(), *reading.plans(),
            *reading.grants(), *reading.proxies())


@frozen
class _Reading:
    connection: Connection
    plugins: Plugins
    rules: KnownRules
    parties: Parties
    on: date

    def talks(self) -> Iterator[Item]:
        query = self._talks(interview.c.id, interview.c.number, interview.c.reference, interview.c.kind,
                            interview.c.regulation, interview.c.edition, interview.c.planned)
        for row in self.connection.execute(query.order_by(interview.c.id)):
            kind = self.rules.regulation(row.regulation, row.edition).kind(row.kind)
            yield Item(sort=Sort.TALK, what=f"{row.number} {kind.title if kind else row.kind}", of=row.reference,
                       on=row.planned, key=row.id)

    def tasks(self) -> Iterator[Item]:
        inside = self._talks(interview.c.id).subquery().select()
        query = (select(obligation.c.id, obligation.c.regulation, obligation.c.edition, obligation.c.duty,
                        obligation.c.due, interview.c.number, interview.c.reference)
                 .join(interview, obligation.c.interview_id == interview.c.id)
                 .where(obligation.c.interview_id.in_(inside), self.rules.known(obligation),
                        obligation.c.status.in_(("OPEN", "OVERDUE", "WAITING")))
                 .order_by(interview.c.id, obligation.c.due, obligation.c.duty))
        for row in self.connection.execute(query):
            duty = self.rules.duty(row.regulation, row.edition, row.duty)
            yield Item(sort=Sort.TASK, what=f"{row.number} {duty.title}", of=row.reference, on=row.due, key=row.id)

    def papers(self) -> Iterator[Item]:
        inside = self._talks(interview.c.id).subquery().select()
        query = (select(submission.c.id, submission.c.material, submission.c.state, interview.c.number,
                        interview.c.reference, interview.c.regulation, interview.c.edition, interview.c.kind)
                 .join(interview, submission.c.interview_id == interview.c.id)
                 .where(submission.c.interview_id.in_(inside), submission.c.state.in_(("submitted", "asked")))
                 .order_by(submission.c.id))
        for row in self.connection.execute(query):
            regulation = self.rules.regulation(row.regulation, row.edition)
            found = self.rules.material(regulation, row.material, row.kind)
            sort = Sort.PAPER if row.state == "submitted" else Sort.SIGNED
            yield Item(sort=sort, what=f"{row.number} {found.title if found else row.material}", of=row.reference,
                       key=row.id)

    def leads(self) -> Iterator[Item]:
        recused = select(participant.c.interview_id).join(cadre, participant.c.cadre_id == cadre.c.id).where(
            cadre.c.staff_number == self.parties.receiver_cadre, participant.c.part == RECUSED)
        left_out = select(interview.c.lead_id).where(interview.c.id.in_(recused), interview.c.lead_id.is_not(None))
        query = (select(lead.c.id, lead.c.reference, lead.c.received_on)
                 .join(lead_handler, lead_handler.c.lead_id == lead.c.id)
                 .join(cadre, lead_handler.c.cadre_id == cadre.c.id).join(unit, lead.c.unit_id == unit.c.id)
                 .where(cadre.c.staff_number == self.parties.leaver_cadre, unit.c.code == self.parties.unit,
                        lead.c.state.in_(OPEN_LEADS), lead.c.id.not_in(left_out),
                        lead.c.cadre_id.not_in(self._kept_from_receiver()))
                 .order_by(lead.c.received_on, lead.c.id))
        for row in self.connection.execute(query):
            yield Item(sort=Sort.LEAD, what=row.reference[:8], of=row.reference, on=row.received_on, key=row.id)

    def plans(self) -> Iterator[Item]:
        query = select(plan.c.id, plan.c.title, plan.c.reference, plan.c.until).where(
            plan.c.unit_id.in_(self._below()), plan.c.state.in_(OPEN_PLANS)).order_by(plan.c.id)
        for row in self.connection.execute(query):
            yield Item(sort=Sort.PLAN, what=row.title, of=row.reference, on=row.until, key=row.id)

    def grants(self) -> Iterator[Item]:
        for one in grants_of(self.connection, self.parties.leaver, self.on):
            if one.unit == self.parties.unit:
                yield Item(sort=Sort.GRANT, what=one.role, of=one.reference, on=one.until)

    def proxies(self) -> Iterator[Item]:
        for one in proxies_with(self.connection, self.parties.leaver):
            if one.until > self.on and one.since < one.until and one.unit == self.parties.unit:
                yield Item(sort=Sort.PROXY, what=f"{one.proxy_name}\t{one.principal_name}", of=one.reference,
                           on=one.until)

    def _below(self) -> Select[tuple[int]]:
        return select(units_below((self.parties.unit,), frozenset(), self.on).c.unit)

    def _kept_from_receiver(self) -> Select[tuple[int]]:
        """The keys of those of whom the receiver knows nothing: himself, and whoever is kept above where he acts."""
        sides = sides_on(self.connection, self.on, (self.parties.receiver_cadre,), near=())
        apart = [one for one in sides.kept if sides.works_there(self.parties.receiver_cadre, one)]
        return select(cadre.c.id).where(or_(cadre.c.staff_number == self.parties.receiver_cadre,
                                            cadre.c.staff_number.in_(apart)))

    def _talks(self, *columns: object) -> Select[tuple[object, ...]]:
        """The open interviews that the leaver arranges in the unit, but for those the receiver may not know of."""
        arranged = select(participant.c.interview_id).join(cadre, participant.c.cadre_id == cadre.c.id).where(
            cadre.c.staff_number == self.parties.leaver_cadre, participant.c.part == ORGANISER)
        about = select(participant.c.interview_id).where(
            participant.c.cadre_id.in_(self._kept_from_receiver()), participant.c.part.in_((INTERVIEWEE, RECUSED)))
        on_a_lead = select(lead.c.id).where(lead.c.cadre_id.in_(self._kept_from_receiver()))
        return select(*columns).where(  # type: ignore[call-overload, no-any-return] # columns of the interview
            and_(interview.c.id.in_(arranged), interview.c.id.not_in(about), interview.c.unit_id.in_(self._below()),
                 interview.c.ended.is_(False), func.coalesce(interview.c.lead_id.not_in(on_a_lead), True)))
