"""What a frozen value is made of: the one place where rules look inside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from attrs import fields, has

T = TypeVar("T")


def fields_of(value: object) -> tuple[tuple[str, str, Any], ...]:
    """The name, the argument's name and the value of each field of an attrs value; nothing for any other."""
    return tuple((name, argument, getattr(value, name)) for name, argument in _fields(type(value)))


def parts_of(value: object) -> tuple[object, ...]:
    """What stands right inside a value: the items of a tuple, the values of a mapping, the fields of an attrs value."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, Mapping):
        return tuple(value.values())
    return tuple(getattr(value, name) for name, _ in _fields(type(value)))


def inside(value: object, sort: type[T]) -> Iterator[T]:
    """Every value of a sort that stands somewhere inside another, at any depth, in order; the value itself too."""
    ahead = [value]
    while ahead:
        part = ahead.pop()
        if isinstance(part, sort):
            yield part
        ahead += reversed(parts_of(part))


@cache
def _fields(sort: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 - any class at all
    return tuple((one.name, one.alias) for one in fields(sort) if one.init) if has(sort) else ()
