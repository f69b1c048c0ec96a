"""Whether the acts of a story were done or refused, and what was seen, is as it expects."""

from __future__ import annotations

from collections.abc import Iterator

from yuetan.testing.expectations import ExpectedRefusal, ExpectedSight
from yuetan.testing.failures import Failure, Problem, shown
from yuetan.testing.stage import Stage
from yuetan.testing.told import Refusal, Row


def check_refusal(stage: Stage, expected: ExpectedRefusal) -> Iterator[Failure]:
    """A failure where the act was done, or refused otherwise."""
    found = stage.played.refusals.get(expected.act)
    if found is None:
        yield Failure(problem=Problem.DONE, place=expected.place, what=expected.act)
        return
    compared: dict[str, tuple[object, object]] = {"sort": (expected.sort, found.sort)}
    if expected.text not in found.text:
        compared["text"] = (expected.text, found.text)
    if expected.clauses is not None:
        compared["clause"] = (expected.clauses, found.clauses)
    if expected.fields is not None:
        compared["fields"] = (expected.fields, found.fields)
    for field, (wanted, actual) in compared.items():
        if wanted != actual:
            yield Failure(problem=Problem.DIFFERENT, place=expected.place, what=expected.act, field=field,
                          expected=wanted, actual=actual)


def check_sight(stage: Stage, expected: ExpectedSight) -> Iterator[Failure]:
    """A failure where no such line was seen, or one was that should not be, or another number of them."""
    rows = stage.played.sights[expected.look]
    found = [row for row in rows if dict(expected.said).items() <= row.items()]
    what = f"{expected.look.reader} {expected.look.where} {_said(dict(expected.said))}"
    if expected.seen and not found:
        told = {name for name, _ in expected.said}
        near = (row for row in rows if told <= row.keys())
        yield Failure(problem=Problem.UNSEEN, place=expected.place, what=what, actual=tuple(map(_said, near)))
    elif not expected.seen and found:
        yield Failure(problem=Problem.SEEN, place=expected.place, what=what, actual=tuple(map(_said, found)))
    elif expected.times is not None and expected.times != len(found):
        yield Failure(problem=Problem.DIFFERENT, place=expected.place, what=what, field="times",
                      expected=expected.times, actual=len(found))


def check_done(stage: Stage) -> Iterator[Failure]:
    """A failure for each act that was refused, and of which the story does not expect it."""
    awaited = {one.act for one in stage.story.expectations if isinstance(one, ExpectedRefusal)}
    named = ((name, refusal) for name, refusal in stage.played.refusals.items() if name not in awaited)
    for what, refusal in (*named, *((act.place, refusal) for act, refusal in stage.played.failed)):
        yield Failure(problem=Problem.REFUSED, place="act", what=what, actual=_why(refusal))


def _why(refusal: Refusal) -> tuple[object, ...]:
    return tuple(one for one in (refusal.sort, refusal.text, refusal.clauses, refusal.fields) if one)


def _said(row: Row) -> str:
    return "{" + ", ".join(f"{name} = {shown(value)}" for name, value in row.items()) + "}"
