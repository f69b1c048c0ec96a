"""What is owed, as values: obligations and their status."""

from __future__ import annotations

import enum
from datetime import date

from attrs import frozen

from yuetan.engine.facts import Event
from yuetan.rules.duties import Duty
from yuetan.rules.regulation import Regulation
from yuetan.wording import later


class Status(enum.Enum):
    """How an obligation stands on the day asked about."""

    WAITING = later("待定")  # it has a term, and what it counts from is not known yet
    OPEN = later("待办")  # its day has not passed, or the text names no day
    DONE = later("已办")
    LATE = later("迟办")  # done after its day
    OVERDUE = later("逾期")
    LAPSED = later("不再要求")  # settled without being done: withdrawn, departed from, or new in a period gone by


@frozen
class Key:
    """What makes two obligations one. ``cause`` is an interview, an event or a period."""

    regulation: str
    edition: str
    duty: str
    subject: str  # a cadre, a unit, an interview, or two cadres joined by +
    cause: str

    @classmethod
    def of(cls, regulation: Regulation, duty: Duty, subject: str, cause: str) -> Key:
        """The key of a duty of this edition."""
        return cls(regulation.code, regulation.edition, duty.code, subject, cause)


@frozen
class Occasion:
    """Why a duty arises, once: for whom, since when, and in which interview or period."""

    duty: Duty
    key: Key
    since: date  # the day of the cause, or the first day of the period
    until: date | None = None  # the last day of the period
    interview: str = ""
    cadres: tuple[str, ...] = ()  # whose events may meet it
    unit: str = ""
    cause: Event | None = None  # the event it arises with
    newcomer: bool = False
    last: date | None = None  # the latest talk before a rolling period
    window: tuple[date, date] | None = None  # when it is done, where that is after its period

    @property
    def event(self) -> str:
        """The code of the event it arises with; empty where it arises with none."""
        return self.cause.code if self.cause else ""


@frozen
class Obligation:
    """Somebody owes something: by when, and how it stands."""

    key: Key
    duty: Duty
    status: Status
    due: date | None = None
    opens: date | None = None  # the first day of its window
    provisional: bool = False  # the due day rests on days off that are not published yet
    done_on: date | None = None
    newcomer: bool = False
    occasion: Occasion | None = None
