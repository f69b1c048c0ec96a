"""An expectation with one of its claims changed: told so, the story must fail, or the claim is not looked at."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from attrs import evolve, fields

from yuetan.engine.attempts import Ruling
from yuetan.engine.obligations import Status
from yuetan.rules.force import MUST
from yuetan.testing.expectations import (
    Because,
    Expectation,
    ExpectedAbsence,
    ExpectedField,
    ExpectedObligation,
    ExpectedSight,
)

_ANOTHER = "another"
_BEFORE = date(2000, 1, 1)
_DAY = timedelta(days=1)
_ABOUT = frozenset({"place", "offer", "as_of", "duty", "subject", "cause", "interview", "act", "filled", "what", "by",
                    "kind", "code"})  # what an expectation is about, rather than what it claims
_EXTRA = Because(rule=_ANOTHER, clauses=frozenset({_ANOTHER}), ruling=Ruling.REFUSED)


def twists(expected: Expectation) -> Iterator[tuple[str, Expectation]]:
    """Every claim of an expectation changed, one at a time, each with its name."""
    if isinstance(expected, ExpectedAbsence):
        yield "absence", ExpectedObligation(
            place=expected.place, offer=expected.offer, as_of=expected.as_of, duty=expected.duty,
            subject=expected.subject or _ANOTHER, cause=expected.cause, interview=expected.interview, force=MUST,
            status=Status.OPEN, clauses=frozenset({_ANOTHER}))
        return
    yield from _of_sight(expected) if isinstance(expected, ExpectedSight) else _inside(expected)


def _of_sight(expected: ExpectedSight) -> Iterator[tuple[str, Expectation]]:
    """That it is not seen, or is; of what is seen, everything said of it otherwise."""
    yield "seen", evolve(expected, seen=not expected.seen, times=None)
    if expected.times is not None:
        yield "times", evolve(expected, times=expected.times + 1)
    for name, value in expected.said if expected.seen else ():
        for _, new in _changed(value, name):
            if isinstance(new, str | int | date):
                said = {**dict(expected.said), name: new}
                yield name, evolve(expected, said=tuple(said.items()))


def _inside(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any value made of claims
    for field in fields(type(value)):
        if field.name not in _ABOUT and not (field.name == "material" and isinstance(getattr(value, field.name), str)):
            for what, new in _changed(getattr(value, field.name), field.name):
                yield f"{field.name}{what}", evolve(value, **{field.name: new})


def _changed(value: object, name: str) -> Iterator[tuple[str, object]]:
    match value:
        case bool():
            yield "", not value
        case int():
            yield "", value + 1
        case date():
            yield from (("", new) for new in (value - _DAY, value + _DAY, None))
        case enum.Enum():
            yield from (("", new) for new in type(value) if new is not value)
        case frozenset():
            yield "", value | {_ANOTHER}
            yield from (("", value - {one}) for one in value)
        case tuple():
            yield from _listed(value, name)
        case str():
            if value or name not in {"obstacle", "needed", "cadre"}:  # in these, nothing said is nothing claimed
                yield "", _ANOTHER
        case None if name in {"due", "opens", "done", "latest", "earliest"}:
            yield "", _BEFORE


def _listed(value: tuple[Any, ...], name: str) -> Iterator[tuple[str, object]]:
    for number, one in enumerate(value):
        before, behind = value[:number], value[number + 1:]
        yield f"[{number}]", (*before, *behind)
        if isinstance(one, Because | ExpectedField):
            yield from ((f"[{number}].{what}", (*before, new, *behind)) for what, new in _inside(one))
    more = {"because": _EXTRA, "fields": value[0] if value else None}.get(name, _ANOTHER)
    yield "[+]", (*value, more)
