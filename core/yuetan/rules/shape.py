"""Shape before sense: every field of a rule holds a value of the type it is declared with."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from types import UnionType

from yuetan.rules.parts import fields_of, once
from yuetan.rules.readings import Reading
from yuetan.wording import say

_MODULES = re.compile(r"\b(?:[a-z_]+\.)+(?=\w)")  # of a type's printed name
_LONGEST = 60  # characters shown of what stands in a field


def misshapen(value: object, *, but: str = "") -> tuple[str, ...]:
    """What is wrong with each field (but one) that holds something of another type. Open places are passed over."""
    return tuple(say("字段 {field} 应为 {expected}，现为 {found}", field=path, expected=_name(hint), found=_shown(held))
                 for path, hint, held in (_wrong_in(value, but) if but else _found_wrong(value)))


def is_fixed(value: object) -> bool:
    """Whether nothing in a value can be changed later, as far as hashing can tell: a list, a set or a dict can."""
    try:
        hash(value)
    except TypeError:
        return False
    return True


def fits(value: object, hint: object) -> bool:
    """Whether a value is of a declared type, and so is all that stands in it; a reading stands for any."""
    if isinstance(value, Reading) or hint is typing.Any:
        return True
    origin, arguments = _taken_apart(hint)
    if origin in {typing.Union, UnionType}:
        return any(fits(value, one) for one in arguments)
    if origin is tuple:
        return isinstance(value, tuple) and all(fits(part, arguments[0]) for part in value)
    if origin is Mapping:
        return isinstance(value, Mapping) and all(
            fits(key, arguments[0]) and fits(held, arguments[1]) for key, held in value.items())
    return _is(value, origin or hint) and not any(_wrong_in(value))


@once
def _found_wrong(value: object) -> tuple[tuple[str, object, object], ...]:
    """The same of a whole rule: most rules stay as they are when a place of their regulation is read another way."""
    return tuple(_wrong_in(value))


def _wrong_in(value: object, but: str = "") -> Iterator[tuple[str, object, object]]:
    """The path to each field inside a value that does not fit, the type declared for it, and what stands there."""
    hints = _hints(_sort(value))
    for name, _, held in fields_of(value):
        if name != but and name in hints and not fits(held, hints[name]):
            deeper = [(f"{name}.{path}", hint, found) for path, hint, found in _wrong_in(held)]
            yield from deeper or [(name, hints[name], held)]


def _is(value: object, sort: typing.Any) -> bool:  # noqa: ANN401 - any class at all
    if sort in {int, float}:  # a yes or no is no number, a whole number is a number too
        return isinstance(value, (int, sort)) and not isinstance(value, bool)
    if sort is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, sort)


def _sort(value: object) -> typing.Any:  # noqa: ANN401 - any class at all
    return type(value)


@cache
def _taken_apart(hint: typing.Any) -> tuple[typing.Any, tuple[typing.Any, ...]]:  # noqa: ANN401 - any type at all
    """What a declared type is made of: found out once, for few types are declared and many values held against them."""
    return typing.get_origin(hint), typing.get_args(hint)


@cache
def _hints(sort: typing.Any) -> dict[str, object]:  # noqa: ANN401
    try:
        return typing.get_type_hints(sort)
    except NameError:  # a plugin's own class that names what only a type checker imports
        return {}


def _name(hint: object) -> str:
    return _MODULES.sub("", hint.__name__ if isinstance(hint, type) and not typing.get_args(hint) else str(hint))


def _shown(value: object) -> str:
    written = repr(value)
    return written if len(written) <= _LONGEST else written[:_LONGEST] + "…"
