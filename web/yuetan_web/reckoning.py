"""How days were counted, beside every date of an interview; and how they would be, were its talk held another day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import evolve, frozen
from flask import request

from yuetan.access.reading_reckoned import Reckoned
from yuetan.access.views import InterviewView, ObligationView, OwedRow
from yuetan.engine.obligations import Status
from yuetan.paperwork.explanation import Line, Wording, counted_words, reading_words, term_words
from yuetan.paperwork.procedure import TermOfTalk, terms_of_talk
from yuetan.wording import say
from yuetan_web.current import access, shell, wording
from yuetan_web.dates import Day, bases, counting
from yuetan_web.forms import LONGEST_DAY
from yuetan_web.listing import day_in
from yuetan_web.shown import Shown, shown

FARTHEST = timedelta(days=730)
"""So far ahead it may be asked what another day would bring."""

_PRESSING = frozenset({Status.OPEN, Status.OVERDUE})


@frozen(kw_only=True)
class Ground:
    """A clause as a date rests on it: where it stands, how it is cited, and what it says in short."""

    at: str
    citation: str
    gist: str


@frozen(kw_only=True)
class Beside:
    """What stands beside a date: how it was counted, in words and in weeks, by which clause, and how that was read."""

    title: str
    whom: str
    due: str
    lines: tuple[Line, ...]
    readings: tuple[Line, ...]
    weeks: Sequence[Sequence[Day]]
    bases: str
    grounds: tuple[Ground, ...]
    span: tuple[date, date] | None
    shown: Shown | None  # the obligation as it stands; None for what only the talk would bring
    past: bool  # whether the day has gone by

    @property
    def changed(self) -> bool:
        """Whether it is another day than the one that stands."""
        return self.shown is None or self.shown.due != self.due


@frozen
class Supposed:
    """The answer to what would be, were the talk held on another day: what was typed, what is wrong, what follows."""

    typed: str
    days: tuple[Beside, ...] = ()
    verdict: str = ""  # whether such a talk would be in time, where that is asked
    begun: str = ""  # the day that stands in the form to begin with
    error: str = ""


def counted_in(view: InterviewView) -> dict[str, Beside]:
    """What stands beside each date of an interview, by the address where everything about it is told."""
    found = (beside(one, view) for one in access().reckoned(view.reference))
    return {one.shown.address: one for one in found if one.shown}


def pressing(found: Iterable[Beside]) -> Beside | None:
    """The nearest thing still to do whose days were counted."""
    some = [one for one in found if one.weeks and one.shown and one.shown.row.status in _PRESSING]
    return min(some, key=lambda one: one.due, default=None)


def supposed(view: InterviewView) -> Supposed | None:
    """What another day for the talk would bring, as an address asks; None where that cannot be asked any more."""
    if view.ended or view.held:
        return None
    return _answered(view.planned, lambda day: Supposed(
        day.isoformat(), days=_in_order(beside(one, view) for one in access().supposed(view.reference, day) or ())))


def supposed_about(view: ObligationView) -> Supposed | None:
    """The same about an obligation: one of an interview, or a talk that is owed; None for any other."""
    row = view.row
    if row.interview:
        interview = access().interview(row.interview)
        return supposed(interview) if interview else None
    if row.duty.talk is None or row.done_on is not None:
        return None
    words, kind = wording(row), row.duty.talk.kind.code

    def answer(day: date) -> Supposed:
        terms = terms_of_talk(row.regulation, kind, day, shell().calendar)
        return Supposed(day.isoformat(), _in_order(of_term(one, words) for one in terms), _verdict(row, day))
    return _answered(row.due, answer)


def _answered(planned: date | None, answer: Callable[[date], Supposed]) -> Supposed:
    typed, today = request.args.get("held", "").strip(), shell().today()
    if not typed:
        return Supposed("", begun=max(planned, today).isoformat() if planned else "")
    if (day := day_in(typed)) is None:
        return Supposed(typed[:LONGEST_DAY], error=say("请写成 2026-03-09 这样的日期。"))
    if not today <= day <= today + FARTHEST:
        last = today + FARTHEST
        return Supposed(typed, error=say("请填今天（{today}）至 {last} 之间的日期。", today=today, last=last))
    return answer(day)


def _verdict(row: OwedRow, day: date) -> str:
    if row.due is None:
        return say("制度没有定期限，这一天谈不算逾期。")
    if day <= row.due:
        return say("这一天谈是按期的，离期限 {due} 还有 {days} 天。", due=row.due, days=(row.due - day).days)
    return say("这一天谈已经逾期 {days} 天，期限是 {due}。", due=row.due, days=(day - row.due).days)


def beside(one: Reckoned, view: InterviewView) -> Beside:
    """What stands beside a date that was, or would be, reckoned so."""
    words = evolve(wording(view, people=view.people), world=one.world)
    explanation, due = one.explanation, one.explanation.obligation.due
    counted = explanation.counted
    return Beside(
        title=explanation.obligation.duty.title, whom=words.subject(explanation.obligation),
        due=due.isoformat() if due else "", lines=term_words(explanation, words),
        readings=reading_words(explanation.choices, words),
        weeks=counting(one.world.calendar, counted), bases=bases(counted), grounds=_grounds(explanation.clauses, words),
        span=(counted.start, counted.on) if counted else None, shown=shown(one.row) if one.row else None,
        past=due is not None and due < shell().today())


def of_term(term: TermOfTalk, words: Wording) -> Beside:
    """What stands beside a day that a talk would bring, where there is no interview yet."""
    counted = term.counted
    return Beside(
        title=term.duty.title, whom="", due=counted.on.isoformat(),
        lines=counted_words(term.duty, counted, words), readings=reading_words(term.choices, words),
        weeks=counting(words.world.calendar, counted), bases=bases(counted),
        grounds=_grounds(term.clauses, words), span=(counted.start, counted.on), shown=None,
        past=counted.on < shell().today())


def _grounds(clauses: Iterable[Any], words: Wording) -> tuple[Ground, ...]:
    return tuple(Ground(at=one.at, citation=words.citation((one.at,)), gist=one.gist) for one in clauses)


def _in_order(some: Iterable[Beside]) -> tuple[Beside, ...]:
    return tuple(sorted(some, key=lambda one: (not one.due, one.due)))
