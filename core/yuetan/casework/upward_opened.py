"""An upward report as an act finds it: what is owed, to whom, and who may do what with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.report_counts import Asked, units_world
from yuetan.access.standing import standing_of
from yuetan.access.units import units_above
from yuetan.casework.errors import Hidden, Refused
from yuetan.casework.interviews.opened import Office, world_about
from yuetan.casework.reporting import owed_once
from yuetan.engine.addressees import addressee, upward
from yuetan.engine.obligations import Obligation, Occasion
from yuetan.engine.occasions import case_named
from yuetan.records.cases import alone_with, find_interview, people_in, unit_ids
from yuetan.records.database import Connection
from yuetan.records.journal import CaseFile
from yuetan.records.upward_reports import KeptReport, report_of, texts_of
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

MAKE, REVIEW, SEND, RECEIVE = "report.make", "report.approve", "report.send", "report.receive"


@frozen(kw_only=True)
class Owed:
    """A report that a unit owes once, and the unit it is for; an empty code where that is not in this deployment."""

    regulation: Regulation
    obligation: Obligation
    addressee: str

    @property
    def asked(self) -> Asked:
        """What it is to tell of: its period; after a talk, the year up to the day of it."""
        occasion, until = self.occasion, self.occasion.until or self.occasion.since
        since = date(until.year, 1, 1) if occasion.interview else occasion.since
        return Asked(regulation=self.regulation, duty=occasion.duty, cause=occasion.key.cause, since=since, until=until)

    @property
    def occasion(self) -> Occasion:
        """Why it is owed."""
        if self.obligation.occasion is None:
            message = "every obligation that the engine derives has an occasion"
            raise LookupError(message)
        return self.obligation.occasion


@frozen(eq=False, kw_only=True, slots=False)
class OpenedReport:
    """A report opened to be acted on. Nobody else acts on what its unit owes until the transaction ends."""

    connection: Connection
    office: Office
    actor: Actor
    kept: KeptReport
    case: CaseFile
    said: Mapping[str, str]  # its fields and figures as they were written last

    @cached_property
    def owed(self) -> Owed:
        """What it is for. Raises `Refused` where its unit owes no such report any more."""
        return owed_report(self.connection, self.office, self.kept.unit, self.kept.regulation, self.kept.duty,
                           self.kept.cause)

    @property
    def outside(self) -> bool:
        """Whether the unit it is for is not in this deployment."""
        return self.kept.addressee_id is None

    def may(self, action: str) -> bool:
        """Whether the actor may do so as somebody of the unit that reports."""
        return may_there(self.connection, self.office, self.actor, action, self.kept.unit, self.kept.regulation,
                         self.kept.cause)

    @property
    def may_answer(self) -> bool:
        """Whether the actor receives it or returns it: for the unit it is for; where that is outside, who sends it."""
        if self.outside:
            return self.may(SEND)
        return may_there(self.connection, self.office, self.actor, RECEIVE, self.kept.addressee_unit,
                         self.kept.regulation, self.kept.cause)


def may_there(connection: Connection, office: Office, actor: Actor, action: str, unit: str,  # noqa: PLR0913, PLR0917 - who may do what where
              regulation: str, cause: str) -> bool:
    """Whether an actor may do something in a unit under a regulation, by his grants of today.

    What he is in the interview after which a report is owed comes before every grant.
    """
    talk = find_interview(connection, case_named(cause))
    standing = standing_of(actor, people_in(connection, talk.id) if talk else ())
    return bool(allowed(actor, action, standing=standing, lies=lies_of_grants(
        actor, _above(connection, office, unit), office.beginning(regulation))))


def owed_report(connection: Connection, office: Office, unit: str, regulation: str, duty: str, cause: str,  # noqa: PLR0913, PLR0917 - what makes an obligation
                ) -> Owed:
    """What a unit owes upward, once. Raises `Refused` where it owes no such report."""
    world = world_about(connection, office, units=(unit,), interviews=tuple(filter(None, (case_named(cause),))))
    found = owed_once(office, world, unit, regulation, duty, cause)
    if found is None or not upward(found[1].duty):
        raise Refused(None, (), say("这个单位没有这一项应报事项；请从工作台的事项进入办理。"))
    settled, one = found
    on = min(one.occasion.until, office.today) if one.occasion and one.occasion.until else office.today
    return Owed(regulation=settled, obligation=one,
                addressee=addressee(units_world(connection, office.today), one.duty, unit, on))


def opened_report(connection: Connection, office: Office, actor: Actor, reference: str) -> OpenedReport:
    """The report of this reference. Raises `Hidden` where there is none; what the actor may do is asked of it."""
    found = report_of(connection, reference)
    if found is None:
        raise Hidden
    alone_with(connection, (-found[0].unit_id,))  # a number that is no cadre's, as for the unit's own case
    found = report_of(connection, reference)
    if found is None:
        raise Hidden
    kept, case = found
    return OpenedReport(
        connection=connection, office=office, actor=actor, kept=kept, case=case,
        said=texts_of(connection, (kept,)).get(kept.id, {}))


def key_of(connection: Connection, code: str) -> int:
    """The key of a unit. Raises `Hidden` where there is none of this code."""
    key = unit_ids(connection, (code,)).get(code)
    if key is None:
        raise Hidden
    return key


def _above(connection: Connection, office: Office, unit: str) -> Sequence[str]:
    return units_above(connection, unit, office.today) or (unit,)
