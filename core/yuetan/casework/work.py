"""The acts of casework: the one way in which anything about an interview is written.

Every act takes the actor. It is done as a whole, in one transaction with its event, what is owed because of it and what
is to be sent, or not at all; the same request sent twice is done once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.units import units_above
from yuetan.casework.acts import Done, Offer, Proposal, Taken
from yuetan.casework.civil import civil_date
from yuetan.casework.closing import closable, close_obligation
from yuetan.casework.decisions import Decision, record_decision
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.interviews.acting import act_in
from yuetan.casework.interviews.concerned import demand_known, demand_own_case, shut_about, shut_case
from yuetan.casework.interviews.decided_for import with_people
from yuetan.casework.interviews.offering import offers
from yuetan.casework.interviews.opened import Office, Opened, office_on, opened
from yuetan.casework.interviews.opening import open_interview
from yuetan.casework.interviews.presence import demand_there
from yuetan.casework.interviews.proposing import (
    against_the_talk,
    checked_people,
    demand_governed,
    draft,
    proposed_in,
    standing_against,
    world_for,
)
from yuetan.casework.interviews.rights import may_know, proposing_units
from yuetan.casework.interviews.sides import demand_two
from yuetan.casework.interviews.taking import Moment, moment_of
from yuetan.casework.interviews.talkers import Talker, talkers_for, why_not
from yuetan.casework.interviews.third_persons import SplittingOff, splitting_off
from yuetan.casework.occurrences import Occurrence, OutsideRecord, outside_record, record_occurrence
from yuetan.casework.reporting import MayReport, Reported, may_report, report_in
from yuetan.engine.attempts import Objection
from yuetan.engine.obligations import Key
from yuetan.plugins import Plugins
from yuetan.records.cases import done_before, remember_done
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.journal import Stale
from yuetan.records.owed.changes import Change
from yuetan.records.people import away_on
from yuetan.rules.events import PROPOSED, departed
from yuetan.rules.procedure import Kind
from yuetan.rules.regulation import Regulation
from yuetan.wording import later, say

GONE_ON = later("有人先办理了这件事；请刷新页面，看过最新情况再决定。")

Act = Callable[[Connection, Office, datetime], tuple[Done, int]]
"""What is done within a transaction: what came of it, and the key of its event."""


@frozen(eq=False)
class Casework:
    """Acts in interviews, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def propose(self, actor: Actor, proposal: Proposal, *, token: str) -> Done:
        """Propose an interview: the case it opened, at its first event.

        Raises `Unfit`, `Refused`, or `Hidden` for a lead that is not the actor's to know of.
        """
        return self._once(actor, token, PROPOSED, lambda connection, office, at: self._proposed(
            connection, office, actor, proposal, at))

    def take(self, actor: Actor, reference: str, taken: Taken, *, token: str) -> Done:
        """Take a step, hand in a paper, or do another act in an interview.

        Raises `Hidden`, `Unfit`, `Refused`, or `Conflict` where the case has gone on since the actor saw it.
        """
        return self._once(actor, token, taken.code, lambda connection, office, at: self._taken(
            connection, office, actor, reference, taken, at), reference)

    def rehearse_proposal(self, actor: Actor, proposal: Proposal) -> tuple[Change, ...]:
        """What proposing it would change in what is owed; nothing is kept. Raises what `propose` raises."""
        return self._rehearsed(lambda connection, office, at: self._proposed(connection, office, actor, proposal, at))

    def rehearse(self, actor: Actor, reference: str, taken: Taken) -> tuple[Change, ...]:
        """What an act would change in what is owed; nothing is kept. Raises what `take` raises."""
        try:
            return self._rehearsed(lambda connection, office, at: self._taken(
                connection, office, actor, reference, taken, at))
        except Stale as stale:
            raise Conflict(say(GONE_ON)) from stale

    def report(self, actor: Actor, reported: Reported, *, token: str) -> Done:
        """Keep what a unit hands in for a period, or that it did what is asked of it.

        Raises `Hidden` for a unit the actor does not report for, `Unfit`, or `Refused` where nothing of it is owed.
        """
        return self._once(actor, token, "", lambda connection, office, at: report_in(
            connection, office, actor, reported, moment_of(reported.on, reported.late, office.today, at)))

    def may_report(self, actor: Actor, unit: str) -> tuple[MayReport, ...]:
        """What a unit may hand in and does not owe, for whoever reports for it."""
        with reading(self.records) as connection:
            return may_report(connection, self._office(connection), actor, unit)

    def record_decision(self, actor: Actor, decision: Decision, *, token: str) -> Done:
        """Put on record, by reference, what a competent body decided about a cadre; no interview has a part in it.

        Raises `Hidden`, or `Unfit`.
        """
        def act(connection: Connection, office: Office, at: datetime) -> tuple[Done, int]:
            demand_known(connection, actor, decision.cadre, office.today)
            return record_decision(connection, office, actor, decision, Moment(on=office.today, at=at))
        return self._once(actor, token, decision.sort, act)

    def record_occurrence(self, actor: Actor, occurrence: Occurrence, *, token: str) -> Done:
        """Put on record what happened to a cadre or in a unit outside any interview, or a paper about it.

        Raises `Hidden`, `Unfit`, or `Refused` for what no rule there looks for.
        """
        def act(connection: Connection, office: Office, at: datetime) -> tuple[Done, int]:
            demand_known(connection, actor, occurrence.cadre, office.today)
            return record_occurrence(connection, office, actor, occurrence, at)
        return self._once(actor, token, occurrence.code, act)

    def close_obligation(self, actor: Actor, key: Key, reason: str, *, token: str) -> Done:
        """Close what waits after an event outside any interview without doing it, with the reason on record.

        Raises `Hidden`, `Unfit`, or `Refused` for what does not wait so.
        """
        def act(connection: Connection, office: Office, at: datetime) -> tuple[Done, int]:
            demand_known(connection, actor, key.subject, office.today)
            return close_obligation(connection, office, actor, key, reason, at)
        return self._once(actor, token, departed(key.duty), act)

    def closable(self, actor: Actor, key: Key) -> bool:
        """Whether he may close it so."""
        with reading(self.records) as connection:
            office = self._office(connection)
            return not shut_about(connection, actor, key.subject, office.today) and closable(
                connection, office, actor, key)

    def outside_record(self, actor: Actor, *, cadre: str = "", unit: str = "") -> OutsideRecord:
        """What he may put on record so about one of them, by staff number or code, and what of it is on record."""
        with reading(self.records) as connection:
            office = self._office(connection)
            if shut_about(connection, actor, cadre, office.today):
                return OutsideRecord()
            return outside_record(connection, office, actor, cadre=cadre, unit=unit)

    def offers(self, actor: Actor, reference: str) -> tuple[Offer, ...]:
        """What this actor may do in an interview now; `Hidden` where he may not know of it."""
        with reading(self.records) as connection:
            found = self._seen(connection, self._office(connection), actor, reference)
            return tuple(offers(connection, found, actor))

    def third_persons(self, actor: Actor, reference: str) -> SplittingOff | None:
        """Whether he may enter what was said in a talk about others as a lead; `Hidden` where he knows of no such talk.

        The lead is entered by `yuetan.casework.leads`; then the step is taken here, where one is left.
        """
        with reading(self.records) as connection:
            found = self._seen(connection, self._office(connection), actor, reference)
            return splitting_off(found, actor)

    def proposable(self, actor: Actor) -> tuple[tuple[Regulation, Kind], ...]:
        """The kinds of interview this actor may propose, by regulation."""
        with reading(self.records) as connection:
            office = self._office(connection)
            found = dict[str, Regulation]()
            for unit in proposing_units(actor):
                for one in office.governs(units_above(connection, unit, office.today) or (unit,)):
                    found.setdefault(one.regulation.code, one.regulation)
            return tuple((one, kind) for one in found.values() for kind in one.of(Kind))

    def preview(self, actor: Actor, proposal: Proposal) -> tuple[Objection, ...]:
        """What stands against a proposal, and what will stand against its talk as it is planned.

        Raises `Hidden` for whoever proposes nothing, `Unfit`, and `Refused` where one talks alone and records as well.
        """
        with reading(self.records) as connection:
            office = self._office(connection)
            if not proposing_units(actor):
                raise Hidden
            demand_own_case(connection, actor, proposal, office.today)
            _, regulation, kind = proposed_in(connection, office, actor, proposal)
            checked_people(connection, actor, proposal)
            demand_there(connection, proposal, proposal.planned or proposal.on or office.today)
            demand_two(proposal.interviewers, proposal.company, proposal.recorder, proposal.reason)
            moment = moment_of(proposal.on, proposal.late, office.today, self.now())
            world, interview = world_for(connection, office, regulation, actor, proposal), draft(proposal, kind)
            demand_governed(office, world, regulation, proposal, moment.on)
            found = standing_against(world, regulation, actor, interview, moment)
            talk = against_the_talk(world, regulation, interview) if proposal.interviewers else ()
            return tuple(dict.fromkeys((*found, *talk)))

    def talkers(self, actor: Actor, regulation: str, kind: str, cadre: str, on: date) -> tuple[Talker, ...]:
        """Who may hold such a talk with a cadre on a day, each by the rule that says so; none, for whom may not ask."""
        with reading(self.records) as connection:
            office = self._office(connection)
            if shut_about(connection, actor, cadre, office.today):
                return ()
            found = talkers_for(connection, office, actor, Proposal(
                regulation=regulation, kind=kind, interviewees=(cadre,), planned=on))
            away = away_on(connection, (one.cadre for one in found), on)
            return tuple(one for one in found if one.cadre not in away)

    def why_not(self, actor: Actor, regulation: str, kind: str, cadre: str, talker: str,  # noqa: PLR0913, PLR0917 - one question
                on: date) -> tuple[Objection, ...]:
        """What stands against somebody as talker; nothing where he may."""
        with reading(self.records) as connection:
            office = self._office(connection)
            if shut_about(connection, actor, cadre, office.today):
                return ()
            return why_not(connection, office, actor, Proposal(
                regulation=regulation, kind=kind, interviewees=(cadre,), interviewers=(talker,), planned=on))

    @staticmethod
    def _proposed(connection: Connection, office: Office, actor: Actor, proposal: Proposal, at: datetime,
                  ) -> tuple[Done, int]:
        demand_own_case(connection, actor, proposal, office.today)
        demand_there(connection, proposal, proposal.planned or proposal.on or office.today)
        return open_interview(connection, office, actor, proposal,
                              moment_of(proposal.on, proposal.late, office.today, at))

    def _taken(self, connection: Connection, office: Office, actor: Actor, reference: str, taken: Taken,  # noqa: PLR0913, PLR0917 - which act, where and when
               at: datetime) -> tuple[Done, int]:
        found = self._seen(connection, office, actor, reference, (taken.signed_by,), locking=True)
        return act_in(connection, found, actor, taken, moment_of(taken.on, taken.late, office.today, at))

    def _rehearsed(self, act: Act) -> tuple[Change, ...]:
        """What an act would bring about: it is done as a whole, looked at, and taken back before anybody sees it."""
        with writing(self.records) as connection:
            done, _ = act(connection, self._office(connection), self.now())
            connection.rollback()
        return done.changes

    def _office(self, connection: Connection) -> Office:
        return office_on(connection, self.plugins, civil_date(self.now()))

    @staticmethod
    def _seen(connection: Connection, office: Office, actor: Actor, reference: str, others: tuple[str, ...] = (),  # noqa: PLR0913 - which case, and everybody whose posts bear on the act
              *, locking: bool = False) -> Opened:
        people = tuple(filter(None, (actor.cadre, *others)))
        found = opened(connection, office, reference, people=people, locking=locking)
        if found is None or not may_know(found, actor) or shut_case(connection, actor, found):
            raise Hidden
        return with_people(connection, found)

    def _once(self, actor: Actor, token: str, code: str, act: Act, case: str = "") -> Done:
        """Do an act unless this request did it before; whoever came too late learns which of the two it was.

        `Unfit` for a request without a token, `Conflict` for one whose token belongs to another act.
        """
        if not token:
            raise Unfit({"token": say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")})
        try:
            with writing(self.records) as connection:
                if (before := done_before(connection, token, actor.account)) is not None:
                    return _repeated(before, code, case)
                at = self.now()
                done, event_id = act(connection, self._office(connection), at)
                remember_done(connection, token, actor.account, event_id, at)
                return done
        except Stale as stale:
            with reading(self.records) as connection:
                if (before := done_before(connection, token, actor.account)) is not None:
                    return _repeated(before, code, case)
            raise Conflict(say(GONE_ON)) from stale


def _repeated(before: tuple[str, int, str], code: str, case: str) -> Done:
    """What came of the act that the same request did before; `Conflict` where that was another act."""
    reference, version, did = before
    if code not in {"", did} or case not in {"", reference}:
        raise Conflict(say("这个请求标识已经用于另一件事；请刷新页面再办理一次。"))
    return Done(case=reference, version=version, repeated=True)
