"""Every way to change one value inside a rule, whatever the rule: rules are walked, not listed."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from attrs import evolve, frozen

from yuetan.rules import periods, relations
from yuetan.rules.conditions import Condition
from yuetan.rules.force import Part
from yuetan.rules.papers import FieldType, Material
from yuetan.rules.parts import fields_of
from yuetan.rules.periods import Period
from yuetan.rules.procedure import Kind
from yuetan.rules.relations import Relation
from yuetan.rules.selectors import Selector
from yuetan.testing.mutated_around import Around, Change, code_of, others
from yuetan.testing.mutated_fields import FIELDS, PARTS, UNSEEN
from yuetan.testing.mutated_selectors import condition_changes, selector_changes

PERIODS = tuple(one for one in vars(periods).values() if isinstance(one, Period))
RELATIONS = tuple(one for one in vars(relations).values() if isinstance(one, Relation))
_DAY = timedelta(days=1)


@frozen(eq=False)
class Walk:
    """A way through the values of one regulation."""

    around: Around

    def changes(self, value: object) -> Iterator[Change]:
        """A value changed in every way its sort allows; one made of fields, with each value inside it changed."""
        for sort, change in _SORTS:
            if isinstance(value, sort):
                yield from change(self, value)
                return
        yield from self.inside(value)

    def inside(self, value: object) -> Iterator[Change]:
        """What is made of fields, with each field changed in turn."""
        made: Any = value
        for name, argument, held in fields_of(value):
            if name not in UNSEEN:
                found = FIELDS[name](value, held, self) if name in FIELDS else self.changes(held)
                for at, what, new in found:
                    yield f".{name}{at}", what, evolve(made, **{argument: new})


def _flag(_: Walk, value: Any) -> Iterator[Change]:  # noqa: ANN401
    yield "", f"to {not value}", not value


def _field_type(_: Walk, value: Any) -> Iterator[Change]:  # noqa: ANN401
    yield "", "another", FieldType.NUMBER if value is not FieldType.NUMBER else FieldType.TEXT


def _word(_: Walk, value: Any) -> Iterator[Change]:  # noqa: ANN401
    every: type[enum.Enum] = type(value)
    yield from others(value, list(every), lambda one: str(one.name))


def _number(_: Walk, value: Any) -> Iterator[Change]:  # noqa: ANN401
    yield from (("", f"{value} to {new}", new) for new in (value - 1, value + 1))


def _day(_: Walk, value: Any) -> Iterator[Change]:  # noqa: ANN401
    yield from (("", f"{value} to {new}", new) for new in (value - _DAY, value + _DAY))


def _condition(walk: Walk, value: Any) -> Iterator[Change]:  # noqa: ANN401
    yield from condition_changes(value, walk.inside)
    yield from walk.inside(value)


_SORTS: tuple[tuple[type, Callable[[Walk, Any], Iterator[Change]]], ...] = (  # bool before int, which it is as well
    (bool, _flag),
    (FieldType, _field_type),
    (enum.Enum, _word),
    (int, _number),
    (float, _number),
    (date, _day),
    (Period, lambda _, value: others(value, PERIODS, code_of)),
    (Relation, lambda _, value: others(value, RELATIONS, lambda one: str(one.title))),
    (Part, lambda _, value: others(value, PARTS, code_of)),
    (Kind, lambda walk, value: others(value, walk.around.kinds, code_of)),
    (Material, lambda walk, value: others(value, walk.around.materials, code_of)),
    (Selector, lambda walk, value: selector_changes(value, walk.around.vocabulary)),
    (Condition, _condition),
)
