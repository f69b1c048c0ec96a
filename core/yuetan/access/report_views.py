"""What the door gives out of upward reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from attrs import frozen

from yuetan.access.views import InterviewRow
from yuetan.rules.duties import Duty
from yuetan.rules.papers import FormField
from yuetan.rules.regulation import Regulation

OWN, INCOMING = "own", "incoming"
"""The sides of a report: of who makes it, and of who it is for."""


@frozen(kw_only=True)
class ReportOwed:
    """A report that a unit owes upward and has not drafted yet."""

    regulation: Regulation
    duty: Duty
    unit: str  # its code
    unit_name: str
    cause: str
    due: date | None
    overdue: bool
    addressee_name: str  # of the unit it is for; empty where that is not in this deployment


@frozen(kw_only=True)
class ReportRow:
    """A report in a list, as far along as its reader may see."""

    reference: str
    regulation: Regulation
    duty: Duty
    cause: str
    unit: str  # its reference
    unit_name: str
    addressee_name: str
    since: date
    until: date  # included
    state: str  # drafted, reviewed, sent, received, returned
    draft: int
    sent_on: date | None
    received_on: date | None
    returned_on: date | None
    incoming: bool  # whether it is read as what another unit sent


@frozen(kw_only=True)
class ReportsAsked:
    """What a list of reports is narrowed to; an empty value leaves it open. Pages count from 1."""

    side: str = ""  # own, or incoming: as it is read
    state: str = ""  # drafted, reviewed, sent, received, returned
    year: str = ""  # in which the days end that it tells of
    unit: str = ""  # the reference of the unit that reports
    page: int = 1
    limit: int = 300


@frozen(kw_only=True)
class ReportField:
    """One field of a report: what it says, what the records said then, and what they say now."""

    field: FormField
    said: str
    counted: str = ""
    remark: str = ""  # why it says otherwise than the records did
    now: str = ""
    since: int = 0  # how many talks were put on record only after it was sent

    @property
    def moved(self) -> bool:
        """Whether the records say something else by now."""
        return bool(self.now) and self.now != self.counted


@frozen(kw_only=True)
class ReportEvent:
    """One thing that was done to a report."""

    code: str
    on: date
    at: datetime
    by: str  # the name of the account
    reason: str
    paper: str  # the signed paper that a late entry rests on
    late_reason: str


@frozen(kw_only=True)
class ReportedPart:
    """What a unit below has reported, as it is added up: by the code of the field."""

    unit_name: str
    reference: str  # of its report; empty where the reader may not see it
    said: Mapping[str, str]


@frozen(kw_only=True)
class ReportView:
    """A report with everything its reader may see of it, and what he may do with it now."""

    row: ReportRow
    version: int
    unit_code: str
    fields: tuple[ReportField, ...]
    history: tuple[ReportEvent, ...]
    parts: tuple[ReportedPart, ...]  # reports of units below that are added up in it
    missing: tuple[str, ...]  # the names of units below that owe it one and have sent none
    talks: tuple[InterviewRow, ...]  # of its own talks those that the reader may see
    more_talks: int  # how many others are counted
    paper: str  # the document it was sent with, where it was on paper
    acts: frozenset[str]  # write, review, decline, send, receive, return
    outside: bool  # whether the unit it is for is not in this deployment
    collected: str  # the reference of the unit it is for, where the reader may see all that was sent to it

    @property
    def said(self) -> Mapping[str, str]:
        """What its fields say, by their codes."""
        return {one.field.code: one.said for one in self.fields}


@frozen(kw_only=True)
class Difference:
    """Where the records of a unit say something else than its report, and what of that is known."""

    field: FormField
    said: str
    counted: str  # when it was sent
    now: str
    remark: str  # the unit's own reason
    since: int  # talks put on record only after it was sent


@frozen(kw_only=True)
class CollectedRow:
    """One unit in a collection of reports: its own is there or wanting."""

    unit_name: str
    reference: str  # of its report; empty where there is none to be seen
    state: str  # that of its report; empty where it has sent none
    sent_on: date | None
    received_on: date | None
    said: Mapping[str, str]  # its figures, by field
    differences: tuple[Difference, ...]


@frozen(kw_only=True)
class CollectedView:
    """All reports of one duty for one period to one unit: what they add up to, which are wanting, which differ."""

    regulation: Regulation
    duty: Duty
    cause: str
    since: date
    until: date
    fields: tuple[FormField, ...]  # those that are numbers
    rows: tuple[CollectedRow, ...]
    totals: Mapping[str, int]  # of what is there

    @property
    def missing(self) -> tuple[CollectedRow, ...]:
        """The units that have sent none, or were given it back."""
        return tuple(one for one in self.rows if one.sent_on is None)
