"""Shape before sense: every field of a rule holds a value of the type it is declared with."""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from types import UnionType

from yuetan.rules.parts import fields_of
from yuetan.rules.readings import Reading
from yuetan.wording import say

_MODULES = re.compile(r"\b(?:[a-z_]+\.)+(?=\w)")  # of a type's printed name
_LONGEST = 80  # characters shown of what stands in a field


def misshapen(value: object) -> dict[str, str]:
    """What is wrong with each field that holds something of another type. Open places are passed over."""
    hints = _hints(_sort(value))
    return {name: say("字段 {field} 应为 {expected}，现为 {found}", field=name, expected=_name(hints[name]),
                      found=repr(held)[:_LONGEST])
            for name, _, held in fields_of(value) if name in hints and not fits(held, hints[name])}


def fits(value: object, hint: object) -> bool:
    """Whether a value is of a declared type, and so is all that stands in it; a reading stands for any."""
    if isinstance(value, Reading) or hint is typing.Any:
        return True
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, UnionType}:
        return any(fits(value, one) for one in arguments)
    if origin is tuple:
        return isinstance(value, tuple) and all(fits(part, arguments[0]) for part in value)
    if origin is Mapping:
        return isinstance(value, Mapping) and all(
            fits(key, arguments[0]) and fits(held, arguments[1]) for key, held in value.items())
    return _is(value, origin or hint)


def _is(value: object, sort: typing.Any) -> bool:  # noqa: ANN401 - any class at all
    if sort in {int, float}:  # a yes or no is no number, a whole number is a number too
        return isinstance(value, (int, sort)) and not isinstance(value, bool)
    if sort is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    if not isinstance(value, sort):
        return False
    hints = _hints(_sort(value))
    return all(name not in hints or fits(held, hints[name]) for name, _, held in fields_of(value))


def _sort(value: object) -> typing.Any:  # noqa: ANN401 - any class at all
    return type(value)


@cache
def _hints(sort: typing.Any) -> dict[str, object]:  # noqa: ANN401
    try:
        return typing.get_type_hints(sort)
    except NameError:  # a plugin's own class that names what only a type checker imports
        return {}


def _name(hint: object) -> str:
    return _MODULES.sub("", hint.__name__ if isinstance(hint, type) and not typing.get_args(hint) else str(hint))
