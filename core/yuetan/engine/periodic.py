"""What is owed in each period, and what rolls on from the last talk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from yuetan.engine.obligations import Key, Occasion
from yuetan.engine.owing import owing, stretches
from yuetan.engine.subjects import Subjects
from yuetan.engine.talks import counting_talks
from yuetan.engine.world import World
from yuetan.rules.days import Due
from yuetan.rules.duties import Duty
from yuetan.rules.events import PERIOD_END
from yuetan.rules.holidays import ONE_DAY
from yuetan.rules.periods import Period, Rolling
from yuetan.rules.regulation import Regulation
from yuetan.rules.workdays import Span

A_YEAR_AND_MORE = timedelta(days=400)  # the longest wait for the next span of a period


def periodic(world: World, regulation: Regulation, duty: Duty, period: Period, asked: Subjects) -> Iterator[Occasion]:
    """A duty of each period: of whoever it speaks of on the period's last day, or on the day asked about."""
    for first, last in spans_of(world, regulation, period):
        window = window_of(world, period, last, duty.due)
        for party in owing(world, regulation, duty, (first, min(world.as_of, last)), asked):
            yield Occasion(duty, Key.of(regulation, duty, party.subject, period.key((first, last))), first, last,
                           cadres=party.cadres, unit=party.unit, newcomer=party.newcomer and regulation.newcomers,
                           window=window)


def rolling(world: World, regulation: Regulation, duty: Duty, period: Rolling, asked: Subjects) -> Iterator[Occasion]:
    """A duty that rolls on from each talk that counts, as long as it speaks of somebody."""
    start = max(world.judged_from, regulation.since or date.min)
    for cadre, since, until in stretches(world, regulation, duty, asked):
        if until > start and duty.talk is not None:
            talks = counting_talks(world, regulation, duty.talk, (cadre,), "")
            held = sorted({event.on for _, event in talks if since <= event.on < until})
            for last in _anchors(period, held, max(since, start)):
                on = min(world.as_of, period.next_due(last))
                if since <= on < until and regulation.in_force(on):
                    yield Occasion(duty, Key.of(regulation, duty, cadre, last.isoformat()), last + ONE_DAY,
                                   cadres=(cadre,), last=last)


def spans_of(world: World, regulation: Regulation, period: Period) -> Iterator[Span]:
    """The spans judged under this edition: that of a span's last day, before it that of the day asked about."""
    start = max(world.judged_from, regulation.since or date.min)
    return (span for span in period.spans_between(start, world.as_of, world.calendar)
            if regulation.in_force(min(span[1], world.as_of)))


def window_of(world: World, period: Period, last: date, due: Due | None) -> Span | None:
    """From the end of a period to the end of the next, where that is when its duty is done."""
    if due is None or due.anchor != PERIOD_END or due.count <= 0 or last == date.max:
        return None
    following = period.spans_between(last + ONE_DAY, last + A_YEAR_AND_MORE, world.calendar)
    return last + ONE_DAY, next((span[1] for span in following if span[0] > last), date.max)


def _anchors(period: Rolling, held: list[date], start: date) -> Iterator[date]:
    """The days from which the next talk is counted: the talks; before the first of them that still bears, the start."""
    before = [day for day in held if day <= start <= period.next_due(day)]
    yield from (before[-1] if before else start, *(day for day in held if day > start))
