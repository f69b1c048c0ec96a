"""Shape before sense: every field of a rule holds a value of the type it is declared with."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from functools import cache
from types import UnionType

from yuetan.rules.parts import fields_of
from yuetan.rules.readings import Reading
from yuetan.wording import say


def misshapen(value: object) -> tuple[str, ...]:
    """The names of fields that hold something of another type, each with what is there. Open places are passed over."""
    hints = _hints(_sort(value))
    return tuple(say("字段 {field} 应为 {expected}，现为 {found}", field=name, expected=_name(hints[name]), found=repr(held))
                 for name, _, held in fields_of(value) if not fits(held, hints[name]))


def fits(value: object, hint: object) -> bool:
    """Whether a value is of a declared type; a reading stands for any."""
    if isinstance(value, Reading) or hint is typing.Any:
        return True
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, UnionType}:
        return any(fits(value, one) for one in arguments)
    if origin is tuple:
        each = arguments[0] if arguments else typing.Any
        return isinstance(value, tuple) and all(fits(part, each) for part in value)
    if origin is not None and isinstance(origin, type):
        return isinstance(value, Mapping if origin is Mapping else origin)
    if hint is None:
        return value is None
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(hint, type) and isinstance(value, hint) and all(
        fits(held, _hints(_sort(value))[name]) for name, _, held in fields_of(value))


def _sort(value: object) -> typing.Any:  # noqa: ANN401 - any class at all
    return type(value)


@cache
def _hints(sort: typing.Any) -> dict[str, object]:  # noqa: ANN401
    return typing.get_type_hints(sort)


def _name(hint: object) -> str:
    return getattr(hint, "__name__", None) or str(hint).replace("yuetan.rules.", "")
