"""Whether what is owed and offered is as a story expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from yuetan.engine.explain import owners_of
from yuetan.engine.obligations import Obligation
from yuetan.engine.world import World
from yuetan.rules.force import Part
from yuetan.rules.relations import Relation
from yuetan.rules.selectors import UNIT_LEVEL, Selector
from yuetan.testing.expectations import ExpectedAbsence, ExpectedObligation
from yuetan.testing.failures import Failure, Problem
from yuetan.testing.stage import Judged, Settled, Stage


def check_obligation(stage: Stage, settled: Settled, expected: ExpectedObligation) -> Iterator[Failure]:
    """One failure for everything about the obligation that is not as expected, or one that it is not there."""
    found = _meant(stage, settled, expected)
    what = name_of(expected.duty, expected.subject, expected.cause or expected.interview)
    if len(found) != 1:
        there = found or stage.owed(expected.as_of, settled, [expected.subject], offered=expected.offer)
        yield Failure(problem=Problem.SEVERAL if found else Problem.MISSING, place=expected.place, what=what,
                      field="subject", expected=1, actual=tuple(named(one.obligation) for one in there))
        return
    for field, (wanted, actual) in _compared(found[0], expected).items():
        if wanted != actual:
            yield Failure(problem=Problem.DIFFERENT, place=expected.place, what=what, field=field, expected=wanted,
                          actual=actual)


def check_absence(stage: Stage, settled: Settled, expected: ExpectedAbsence) -> Iterator[Failure]:
    """A failure where there is such an obligation or offer."""
    if found := _meant(stage, settled, expected):
        yield Failure(problem=Problem.PRESENT, place=expected.place, field="subject",
                      actual=tuple(named(one.obligation) for one in found),
                      what=name_of(expected.duty, expected.subject, expected.cause or expected.interview))


def check_exact(stage: Stage, settled: Settled) -> Iterator[Failure]:
    """A failure for each obligation of the story's day that the story does not name."""
    story = stage.story
    if story.exact is False:
        return
    told = [one for one in story.expectations
            if isinstance(one, ExpectedObligation) and not one.offer and one.as_of == story.world.as_of]
    subjects: Sequence[str] | None = None if story.exact is True else story.exact
    for obligation in (one.obligation for one in stage.owed(story.world.as_of, settled, subjects)):
        if not any(_is_meant(obligation, one) for one in told):
            yield Failure(problem=Problem.UNNAMED, place="exact", what=named(obligation), actual=_status(obligation))


def named(obligation: Obligation) -> str:
    """An obligation by its rule, its subject and its cause."""
    return name_of(obligation.key.duty, obligation.key.subject, obligation.key.cause)


def name_of(duty: str, subject: str, cause: str) -> str:
    """What a message calls an obligation: ``duty:notice 林知远 interview:talk``."""
    return " ".join(filter(None, (f"duty:{duty}", subject, cause)))


def _status(obligation: Obligation) -> tuple[object, ...]:
    return tuple(one for one in (obligation.status, obligation.due) if one is not None)


def _meant(stage: Stage, settled: Settled, expected: ExpectedObligation | ExpectedAbsence) -> tuple[Judged, ...]:
    subjects = [expected.subject] if expected.subject else None
    found = stage.owed(expected.as_of, settled, subjects, duty=expected.duty, offered=expected.offer)
    return tuple(one for one in found if _is_meant(one.obligation, expected))


def _is_meant(one: Obligation, expected: ExpectedObligation | ExpectedAbsence) -> bool:
    return (one.key.duty == expected.duty and expected.subject in {"", one.key.subject}
            and expected.cause in {"", one.key.cause}
            and (not expected.interview or (one.occasion is not None and one.occasion.interview == expected.interview)))


def _compared(judged: Judged, expected: ExpectedObligation) -> Mapping[str, tuple[object, object]]:
    """What is expected and what is there, by the key a story writes."""
    found, world, regulation = judged.obligation, judged.world, judged.regulation
    compared: dict[str, tuple[object, object]] = {
        "status": (expected.status, found.status), "due": (expected.due, found.due),
        "opens": (expected.opens, found.opens), "done": (expected.done, found.done_on),
        "clause": (expected.clauses, frozenset(found.duty.places)), "force": (expected.force, found.duty.force),
        "newcomer": (expected.newcomer, found.newcomer), "provisional": (expected.provisional, found.provisional)}
    if expected.owners is not None and found.occasion is not None:
        owners = frozenset(one.cadre or one.unit for one in owners_of(world, regulation, found.occasion))
        compared["owners"] = (expected.owners, owners)
    if expected.material is not None:
        paper = found.duty.material
        compared["material"] = (expected.material, frozenset({paper.code} if paper else ()))
    if expected.to is not None:
        compared["to"] = (expected.to, _addressees(world, found.duty.to, expected.as_of))
    return compared


def _addressees(world: World, to: Part | Selector | Relation | None, on: date) -> frozenset[str]:
    """To whom something is owed: a part by its code, the units a selector means, or the cadres if it looks at posts."""
    if isinstance(to, Selector):
        if to.reads == {UNIT_LEVEL}:
            return frozenset(unit for unit in world.units_on(on) if world.admits_unit(to, unit))
        return frozenset(post.cadre for posts in world.holders(to, on).values() for post in posts)
    return frozenset({to.code} if isinstance(to, Part) else {to.title} if to else ())
