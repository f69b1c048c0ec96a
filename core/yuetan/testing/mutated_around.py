"""What the values of a regulation could be changed to: whatever of their sort it itself uses or knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from attrs import frozen

from yuetan.rules.papers import Material
from yuetan.rules.parts import inside
from yuetan.rules.procedure import Kind, Pairing, Step
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause
from yuetan.rules.sense_words import known_events
from yuetan.rules.terms import Vocabulary

Change = tuple[str, str, Any]
"""Where the changed value stands inside, what was changed, and the whole with that change."""


@frozen(eq=False)
class Around:
    """What stands around every value of one regulation."""

    kinds: tuple[Kind, ...]
    materials: tuple[Material, ...]
    steps: tuple[str, ...]
    events: tuple[str, ...]
    clauses: tuple[str, ...]
    grounds: tuple[str, ...]  # those that decide who talks; none where no pairing looks at grounds
    vocabulary: Vocabulary


class Walker(Protocol):
    """How values inside a value are changed."""

    @property
    def around(self) -> Around: ...
    def changes(self, value: object) -> Iterator[Change]: ...
    def inside(self, value: object) -> Iterator[Change]: ...


def around(regulation: Regulation) -> Around:
    """What stands around the values of a settled regulation."""
    known = known_events(regulation)
    used = {text for text in inside(regulation.rules, str) if text in known}
    grounds = dict.fromkeys(place for pairing in regulation.of(Pairing) for place in pairing.grounds)
    return Around(
        kinds=regulation.of(Kind), materials=regulation.of(Material),
        steps=tuple(one.code for one in regulation.of(Step)),
        events=tuple(sorted(used)), clauses=tuple(one.at for one in regulation.of(Clause)), grounds=tuple(grounds),
        vocabulary=Vocabulary(regulation.terms))


def others(value: Any, every: Sequence[Any], name: Callable[[Any], str] = str) -> Iterator[Change]:  # noqa: ANN401
    """Every other of its sort in place of a value."""
    yield from (("", f"{name(value)} to {name(one)}", one) for one in every if one != value)


def listed(held: tuple[Any, ...], every: Sequence[Any], name: Callable[[Any], str] = str) -> Iterator[Change]:
    """A list without each of its items, and with each that is not there."""
    yield from (("", f"without {name(one)}", tuple(other for other in held if other != one)) for one in held)
    yield from (("", f"with {name(one)}", (*held, one)) for one in every if one not in held)


def code_of(value: Any) -> str:  # noqa: ANN401 - a rule, a part, a period
    """How a change names a value that has a code."""
    return str(value.code)
