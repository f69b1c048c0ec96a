"""A procedure as a page shows it: its steps in order, what it asks for by when, its papers and its duties."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from attrs import frozen

from yuetan.casework.interviews.topics import listed_topics
from yuetan.engine.endings import AFTERWARDS, remaining
from yuetan.engine.explain import choices_of
from yuetan.rules.conditions import INDIVIDUAL
from yuetan.rules.days import Counted
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD
from yuetan.rules.papers import Collection as Kept
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Guard, Kind, Pairing, Step, applies
from yuetan.rules.readings import Choice
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause
from yuetan.rules.workdays import Calendar

_SOURCES = frozenset({"source", "found_in"})
"""Fields of papers that say where a problem came from."""


@frozen
class TermOfTalk:
    """What falls due before or after a talk that is held on a day, and how that day is counted."""

    duty: Duty
    counted: Counted
    clauses: tuple[Clause, ...] = ()
    choices: tuple[Choice, ...] = ()  # where the text is open: how it is read


def kinds_of(regulation: Regulation) -> tuple[Kind, ...]:
    """The kinds of interview of a regulation, in its order."""
    return regulation.of(Kind)


def duties_of(regulation: Regulation) -> tuple[Duty, ...]:
    """The duties of a regulation, in its order."""
    return regulation.of(Duty)


def steps_ahead(regulation: Regulation, kind: str, done: Collection[str], owed: Collection[str] = (),
                beyond: Collection[str] = ()) -> tuple[Step, ...]:
    """The steps of a kind of interview that are left to take, in order; none of them is an outcome.

    After an outcome those are left that have their place after any, and those that are ``owed`` (codes). Of those in
    front of a step that lies ``beyond`` them (codes) none is left.
    """
    steps = [step for step in regulation.of(Step) if applies(step.kinds, kind)]
    reached = max((number for number, step in enumerate(steps, 1) if step.code in beyond), default=0)
    ended = any(step.ends and step.code in done for step in steps)
    return remaining(steps[reached:], done, lambda step: ended and step.code not in {*AFTERWARDS, *owed})


def terms_of_talk(regulation: Regulation, kind: str, on: date, calendar: Calendar) -> tuple[TermOfTalk, ...]:
    """What a talk of a kind brings with it, by its day: the last days of what comes before it, and of what follows."""
    duties = [(duty, duty.due) for duty in regulation.of(Duty)
              if duty.due is not None and duty.due.anchor == HELD and not duty.on and applies(duty.kinds, kind)]
    found = [TermOfTalk(duty, due.counted(on, calendar, rolls=regulation.rolls),
                        tuple(clause for at in duty.places if (clause := regulation.clause(at))),
                        choices_of(regulation, duty)) for duty, due in duties]
    return tuple(sorted(found, key=lambda one: one.counted.on))


def grounds_of(regulation: Regulation, kind: str) -> tuple[Clause, ...]:
    """The listed grounds of a kind of interview; none where the text lists none."""
    found = regulation.kind(kind)
    if found is None or not found.grounds:
        return ()
    return tuple(one for one in regulation.of(Clause) if one.at.startswith(f"{found.grounds}."))


def alone_by(regulation: Regulation, kind: str) -> Guard | None:
    """What asks for such a talk to be with one person alone: its force says how firmly; None where nothing does."""
    return next((one for one in regulation.of(Guard) if one.needs == INDIVIDUAL and applies(one.kinds, kind)), None)


def topics_of(regulation: Regulation, kind: str, talking: Iterable[Pairing] = ()) -> tuple[Clause, ...]:
    """What the text has such a talk be about: listed under its kind, or the pairings its talkers talk by.

    Where no talker is chosen, under any pairing by which somebody holds such a talk.
    """
    return listed_topics(regulation, kind, tuple(talking))


def sources_of(regulation: Regulation) -> tuple[str, ...]:
    """Where problems come from, as the papers of a regulation name it; nothing where they name no sources."""
    return tuple(dict.fromkeys(choice for paper in regulation.of(Material) for one in paper.fields
                               if one.code in _SOURCES and not isinstance(one.choices, str) for choice in one.choices))


def papers_of(regulation: Regulation) -> tuple[Material, ...]:
    """The papers of a regulation, in its order."""
    return regulation.of(Material)


def collections_of(regulation: Regulation) -> tuple[Kept, ...]:
    """The collections of a regulation, in its order."""
    return regulation.of(Kept)


def paper_of(regulation: Regulation, code: str) -> Material | None:
    """The paper of a code; None where the regulation has none."""
    return next((one for one in regulation.of(Material) if one.code == code), None)
