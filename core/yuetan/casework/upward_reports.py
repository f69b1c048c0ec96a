"""Upward reports: drafted from the records, reviewed by another, sent, and received or returned.

Being sent is the event that meets the duty; from the day it is returned on, it is not met any more until it is sent
again. Every act is one transaction with its event in the report's own case; a request sent twice is done once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.acts import Done, Late
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.interviews.consequences import follow
from yuetan.casework.interviews.opened import office_on
from yuetan.casework.interviews.taking import Moment, moment_of
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.upward_opened import (
    MAKE,
    REVIEW,
    SEND,
    OpenedReport,
    key_of,
    may_there,
    opened_report,
    owed_report,
)
from yuetan.casework.upward_texts import demand_whole, first_text, written_text
from yuetan.engine.occasions import case_named
from yuetan.plugins import Plugins
from yuetan.records import upward_reports as stored
from yuetan.records.cases import alone_with, done_before, find_interview, put_out, remember_done
from yuetan.records.database import Connection, Engine, writing
from yuetan.records.journal import Entry, Stale, Written, append
from yuetan.records.upward_reports import DRAFTED, RECEIVED, RETURNED, REVIEWED, SENT
from yuetan.records.values import TITLE_LENGTH
from yuetan.wording import say

__all__ = ["NewReport", "Sent", "UpwardReports"]

WROTE, DECLINED, PASSED = "report_drafted", "report_declined", "report_reviewed"
ACCEPTED, GIVEN_BACK = "report_received", "report_returned"
LONGEST_REASON = 2000
Act = Callable[[OpenedReport, Moment], Written]


@frozen(kw_only=True)
class NewReport:
    """A report to be drafted: on what a unit owes once. ``addressee`` is asked for where it is not known."""

    unit: str  # its code
    regulation: str
    duty: str
    cause: str
    addressee: str = ""


@frozen(kw_only=True)
class Sent:
    """That a report was sent, and when; with which document, where it was on paper."""

    paper: str = ""
    on: date | None = None
    late: Late | None = None


@frozen(eq=False)
class UpwardReports:
    """The acts of upward reports, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def draft(self, actor: Actor, new: NewReport, *, token: str) -> str:
        """Draft a report out of the records: its reference; that of the one there is, where it was drafted before.

        Raises `Hidden` for who reports not for the unit, `Refused` where it owes no such report, and `Unfit`.
        """
        with writing(self.records) as connection:
            at = self.now()
            office = office_on(connection, self.plugins, civil_date(at))
            unit = key_of(connection, new.unit)
            if not may_there(connection, office, actor, MAKE, new.unit, new.regulation, new.cause):
                raise Hidden
            if (before := _before(connection, actor, token, WROTE)) is not None:
                return before
            alone_with(connection, (-unit,))
            if known := stored.report_on(connection, unit, new.regulation, new.duty, new.cause):
                return known.reference
            owed = owed_report(connection, office, new.unit, new.regulation, new.duty, new.cause)
            if wrong := unfit_text(new.addressee, TITLE_LENGTH, optional=bool(owed.addressee)):
                raise Unfit({"addressee": wrong})
            asked, key = owed.asked, owed.obligation.key
            report_id, case = stored.make_report(connection, {
                "regulation": key.regulation, "edition": key.edition, "duty": key.duty, "cause": key.cause,
                "since": asked.since, "until": asked.until, "unit_id": unit, "drafted_by": actor.account,
                "interview_id": talk.id if (talk := find_interview(connection, owed.occasion.interview)) else None,
                "addressee_id": key_of(connection, owed.addressee) if owed.addressee else None,
                "addressee": "" if owed.addressee else new.addressee.strip()})
            written = append(connection, case, Entry(
                code=WROTE, happened_on=office.today, unit_id=unit,
                content=first_text(connection, office, owed, new.unit)), by=actor.account, at=at)
            stored.change_report(connection, report_id, text_id=written.id)
            remember_done(connection, token, actor.account, written.id, at)
            return case.reference

    def write(self, actor: Actor, reference: str, fields: Mapping[str, str], remarks: Mapping[str, str], *,  # noqa: PLR0913 - what, as it was seen
              version: int, token: str) -> Done:
        """Change what a draft says; of one that was reviewed the review is void, of one that was returned a new draft.

        ``remarks`` say, by the code of the field, why a figure is not what the records say. Raises `Hidden`, `Unfit`,
        or `Conflict` where it is no longer as it was seen.
        """
        def act(opened: OpenedReport, moment: Moment) -> Written:
            _demand(opened, DRAFTED, REVIEWED, RETURNED)
            said = written_text(opened.connection, opened.office, opened.owed, opened.kept.unit, fields=fields,
                                remarks=remarks)
            written = _keep(opened, moment, WROTE, said)
            again = opened.kept.state == RETURNED
            _change(opened, state=DRAFTED, draft=opened.kept.draft + again, text_id=written.id,
                    drafted_by=actor.account, reviewed_by=None)
            return written
        return self._once(actor, reference, act, code=WROTE, action=MAKE, version=version, token=token)

    def review(self, actor: Actor, reference: str, *, version: int, token: str) -> Done:
        """Find it right. Raises `Hidden` for who may not and for whoever wrote in it, `Unfit`, and `Conflict`."""
        def act(opened: OpenedReport, moment: Moment) -> Written:
            _demand(opened, DRAFTED)
            _demand_another(opened)
            demand_whole(opened.owed, opened.said)
            _change(opened, state=REVIEWED, reviewed_by=actor.account)
            return _keep(opened, moment, PASSED)
        return self._once(actor, reference, act, code=PASSED, action=REVIEW, version=version, token=token)

    def decline(self, actor: Actor, reference: str, reason: str, *, version: int, token: str) -> Done:
        """Find it wanting, with a reason: it is drafted on. Raises as `review` does."""
        def act(opened: OpenedReport, moment: Moment) -> Written:
            _demand(opened, DRAFTED, REVIEWED)
            _demand_another(opened)
            _change(opened, state=DRAFTED, reviewed_by=None)
            return _keep(opened, moment, DECLINED, reason=_reason(reason))
        return self._once(actor, reference, act, code=DECLINED, action=REVIEW, version=version, token=token)

    def send(self, actor: Actor, reference: str, sent: Sent, *, version: int, token: str) -> Done:
        """Send it to the unit it is for: what is owed is met. Outside this deployment it is sent on paper.

        Raises `Hidden`, `Conflict`, and `Unfit` for a day that will not do, or a document that is wanting.
        """
        def act(opened: OpenedReport, moment: Moment) -> Written:
            _demand(opened, REVIEWED)
            if wrong := unfit_text(sent.paper, TITLE_LENGTH, optional=not opened.outside):
                raise Unfit({"paper": wrong})
            if moment.on < (first := opened.owed.occasion.since):
                raise Unfit({"on": say("{day} 早于所报期间的第一天（{since}）；请核对日期。", day=moment.on,
                                       since=first)})
            last = stored.sendings(opened.connection, (opened.kept.id,)).get(opened.kept.id, ())
            if last and last[-1].returned_on and moment.on < last[-1].returned_on:
                raise Unfit({"on": say("{day} 早于退回的日期（{returned}）；请核对日期。", day=moment.on,
                                       returned=last[-1].returned_on)})
            duty = opened.owed.obligation.duty
            written = _keep(opened, moment, duty.met_by, opened.said, counts_for=opened.kept.cause)
            stored.add_sending(opened.connection, opened.kept, event_id=written.id, sent_on=moment.on,
                               sent_at=moment.at, paper=sent.paper.strip())
            _change(opened, state=SENT)
            put_out(opened.connection, written.id, duty.met_by, "{}")
            return written
        return self._once(actor, reference, act, code="", action=SEND, version=version, token=token, sent=sent)

    def receive(self, actor: Actor, reference: str, *, version: int, token: str) -> Done:
        """Receive it. Raises `Hidden` for who is not of the unit it is for and for whoever sent it, and `Conflict`."""
        def act(opened: OpenedReport, moment: Moment) -> Written:
            _demand(opened, SENT)
            stored.change_sending(opened.connection, opened.kept, received_on=moment.on)
            _change(opened, state=RECEIVED)
            return _keep(opened, moment, ACCEPTED)
        return self._once(actor, reference, act, code=ACCEPTED, version=version, token=token)

    def give_back(self, actor: Actor, reference: str, reason: str, *, version: int, token: str) -> Done:
        """Return it with a reason: what is owed is met no more. Raises as `receive` does, and `Unfit` without one."""
        def act(opened: OpenedReport, moment: Moment) -> Written:
            _demand(opened, SENT, RECEIVED)
            stored.change_sending(opened.connection, opened.kept, returned_on=moment.on)
            _change(opened, state=RETURNED, reviewed_by=None)
            return _keep(opened, moment, GIVEN_BACK, reason=_reason(reason))
        return self._once(actor, reference, act, code=GIVEN_BACK, version=version, token=token)

    def _once(self, actor: Actor, reference: str, act: Act, *, code: str, version: int, token: str,  # noqa: PLR0913 - one request
              action: str = "", sent: Sent | None = None) -> Done:
        """Do an act as a whole; without an ``action`` it is the answer of the unit the report is for."""
        try:
            with writing(self.records) as connection:
                at = self.now()
                opened = opened_report(connection, office_on(connection, self.plugins, civil_date(at)), actor,
                                       reference)
                if not (opened.may(action) if action else _answers(opened)):
                    raise Hidden
                if (before := _before(connection, actor, token, code or _sending(opened))) is not None:
                    if before != reference:
                        raise Conflict(_used())
                    return Done(case=reference, version=opened.case.version, repeated=True)
                if opened.case.version != version:
                    raise Conflict(_changed())
                moment = moment_of(sent.on if sent else None, sent.late if sent else None, opened.office.today, at)
                written = act(opened, moment)
                remember_done(connection, token, actor.account, written.id, at)
                changes = follow(
                    connection, opened.office, cadres=(), units=(opened.kept.unit,), at=at, event_id=written.id,
                    interviews=tuple(filter(None, (case_named(opened.kept.cause),))),
                ) if code in {"", GIVEN_BACK} else ()  # sent or returned: what is owed changes
                return Done(case=reference, version=written.sequence, changes=changes)
        except Stale as stale:
            raise Conflict(_changed()) from stale


def _keep(opened: OpenedReport, moment: Moment, code: str, content: Mapping[str, str] | None = None, *,  # noqa: PLR0913 - an event
          reason: str = "", counts_for: str = "") -> Written:
    late = moment.late
    return append(opened.connection, opened.case, Entry(
        code=code, happened_on=moment.on, unit_id=opened.kept.unit_id, content=content or {}, reason=reason,
        counts_for=counts_for, provenance=moment.provenance, paper=late.paper.strip() if late else "",
        late_reason=late.reason.strip() if late else ""), by=opened.actor.account, at=moment.at)


def _change(opened: OpenedReport, **values: object) -> None:
    stored.change_report(opened.connection, opened.kept.id, **values)


def _answers(opened: OpenedReport) -> bool:
    """Whether the actor may answer for the unit it is for; what he sent himself, only where that is outside."""
    sent_by = stored.sent_by(opened.connection, opened.kept)
    return opened.may_answer and (opened.outside or opened.actor.account != sent_by)


def _sending(opened: OpenedReport) -> str:
    return opened.owed.obligation.duty.met_by


def _demand(opened: OpenedReport, *states: str) -> None:
    if opened.kept.state not in states:
        raise Conflict(_changed())


def _demand_another(opened: OpenedReport) -> None:
    """Nobody reviews what he wrote in himself."""
    if opened.actor.account in stored.wrote_in(opened.connection, opened.kept, WROTE):
        raise Hidden


def _reason(text: str) -> str:
    if wrong := unfit_text(text, LONGEST_REASON):
        raise Unfit({"reason": wrong})
    return text.strip()


def _before(connection: Connection, actor: Actor, token: str, code: str) -> str | None:
    """The report this request was about where it was done before; `Conflict` where it did something else."""
    if not token:
        raise Unfit({"token": say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")})
    before = done_before(connection, token, actor.account)
    if before is not None and code not in {"", before[2]}:
        raise Conflict(_used())
    return before[0] if before else None


def _used() -> str:
    return say("这个请求标识已经用于另一件事；请刷新页面再办理一次。")


def _changed() -> str:
    return say("有人刚刚办理过这份报告；请刷新页面，看过最新情况再办理。")
