"""Which duties a sweep reads in SQL. What it does not is worked out by the engine, so that both always agree."""

from __future__ import annotations

from yuetan.rules.duties import Duty, Tally
from yuetan.rules.events import PERIOD_END, PERIOD_START, overdue, plain
from yuetan.rules.force import INTERVIEWEE, UNIT
from yuetan.rules.parts import inside
from yuetan.rules.periods import Rolling
from yuetan.rules.regulation import Regulation
from yuetan.rules.selectors import Selector

PERIOD_ENDS = frozenset({PERIOD_START, PERIOD_END})


def in_sql(regulation: Regulation, duty: Duty) -> bool:
    """Whether a duty of a settled edition is read in SQL."""
    if duty.when is not None or not plain_talk(duty) or _reads(duty) & derived_events(regulation):
        return False
    return _periodic(duty) if duty.each is not None else _once(duty)


def leads_on(regulation: Regulation) -> bool:
    """Whether events follow from others under an edition: tallies, or duties that were not met in time."""
    return bool(regulation.of(Tally)) or bool(lapses_looked_for(regulation))


def lapses_looked_for(regulation: Regulation) -> frozenset[str]:
    """The events that a duty was not met in time, as far as any rule looks at them."""
    lapses = {overdue(duty.code) for duty in regulation.of(Duty)}
    counted = (code for tally in regulation.of(Tally) for code in tally.counts)
    return frozenset(lapses.intersection(map(plain, (*inside(regulation.rules, str), *counted))))


def plain_talk(duty: Duty) -> bool:
    """Whether a talk, where one is owed, counts for whoever was talked to, whoever held it."""
    return duty.talk is None or (duty.talk.per == INTERVIEWEE and not duty.talk.persons and not duty.talk.by_owner
                                 and duty.talk.whom is None)


def _periodic(duty: Duty) -> bool:
    """Whether those whom it concerns are selected, and its days depend on the calendar alone."""
    if isinstance(duty.each, Rolling) or not _anchors(duty) <= PERIOD_ENDS:
        return False
    return duty.about is not None if duty.talk else duty.owed_by == UNIT or isinstance(duty.owed_by, Selector)


def _once(duty: Duty) -> bool:
    """Whether it has one day, counted from that of an event."""
    anchors = _anchors(duty)
    ends = {code for code in anchors if plain(code) != code}
    return anchors.isdisjoint(PERIOD_ENDS) and {*map(plain, ends)} <= {duty.on} and (
        duty.due is None or duty.due.opens is None)


def _anchors(duty: Duty) -> set[str]:
    found = {duty.due.anchor} if duty.due else set[str]()
    return found | ({duty.due.opens.anchor} if duty.due and duty.due.opens else set())


def _reads(duty: Duty) -> set[str]:
    """The events it waits for."""
    return {duty.on, duty.met_by, *map(plain, _anchors(duty))}


def derived_events(regulation: Regulation) -> set[str]:
    """The events that are never stored."""
    return {*(overdue(duty.code) for duty in regulation.of(Duty)), *(tally.code for tally in regulation.of(Tally))}
