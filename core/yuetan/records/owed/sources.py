"""What a duty arises from in the end, and whom it may speak of, as its words tell; asked before anything is read."""

from __future__ import annotations

from collections.abc import Iterator

from yuetan.engine.permitted import binding
from yuetan.records.owed.shapes import lapses_looked_for, plain_talk
from yuetan.rules.conditions import All, Any_, Condition, Happened
from yuetan.rules.duties import Duty, Tally
from yuetan.rules.events import HELD, overdue
from yuetan.rules.force import INTERVIEWER, PAIR
from yuetan.rules.procedure import PRE_APPOINTMENT, Pairing, applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.selectors import Selector


def tells(regulation: Regulation, duty: Duty) -> bool:
    """Whether it speaks of one at a time, and so does all whose being late leads on to anything."""
    leading = lapses_looked_for(regulation)
    return (duty.talk is None or duty.talk.per != PAIR) and all(
        plain_talk(one) for one in regulation.of(Duty) if overdue(one.code) in leading)


def sources(regulation: Regulation, duty: Duty) -> Iterator[Duty | str]:
    """From what it arises in the end: duties that rest on nothing derived, and stored events that are counted."""
    lapses = {overdue(one.code): one for one in regulation.of(Duty)}
    tallies = {one.code: one for one in regulation.of(Tally)}
    known, ahead = set[str](), [overdue(duty.code)]
    while ahead:
        code = ahead.pop()
        if code in known:
            continue
        known.add(code)
        if code in tallies:
            ahead += tallies[code].counts
        elif code not in lapses:
            yield code
        elif lapses[code].each is None and (lapses[code].on in lapses or lapses[code].on in tallies):
            ahead.append(lapses[code].on)
        else:
            yield lapses[code]


def needed(condition: Condition) -> frozenset[str] | None:
    """Events of which one at least has happened wherever a condition holds; None where its words do not tell.

    A plugin may write conditions of its own, also as variants of ours: none but ours themselves are understood.
    """
    if type(condition) is Happened:
        return frozenset({condition.event})
    if type(condition) is All:
        return next((found for found in map(needed, condition.parts) if found is not None), None)
    if type(condition) is Any_:
        each = [needed(part) for part in condition.parts]
        return None if None in each else frozenset().union(*filter(None, each))
    return None


def speaking_of(regulation: Regulation, duty: Duty) -> tuple[tuple[Selector, ...], bool]:
    """Selectors one of which admits any cadre who owes it in a period, and whether by a post to come as well.

    The same that `yuetan.engine.owing` looks at.
    """
    talk, selector = duty.talk, duty.about if duty.talk else duty.owed_by
    pairings = [one for one in binding(regulation.of(Pairing)) if talk is not None and one.step == HELD
                and applies(one.kinds, talk.kind.code)]
    if talk is not None and talk.per == INTERVIEWER:
        return tuple(one.by for one in pairings), False
    if isinstance(selector, Selector):
        return (selector,), False
    return tuple(one.to for one in pairings), talk is not None and talk.kind.family == PRE_APPOINTMENT
