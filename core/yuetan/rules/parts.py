"""What a frozen value is made of: the one place where rules look inside each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, TypeVar

from attrs import fields, has

T = TypeVar("T")


def fields_of(value: object) -> tuple[tuple[str, str, Any], ...]:
    """The name, the argument's name and the value of each field of an attrs value; nothing for any other."""
    sort: Any = type(value)
    return tuple((name, argument, getattr(value, name)) for name, argument in _fields(sort))


def parts_of(value: object) -> tuple[Any, ...]:
    """What stands right inside a value: the items of a tuple, the values of a mapping, the fields of an attrs value."""
    sort: Any = type(value)
    return _opened(sort)(value)


def inside(value: object, sort: type[T]) -> Iterator[T]:
    """Every value of a sort that stands somewhere inside another, at any depth, in order; the value itself too."""
    everything = _walked(value) if isinstance(value, Mapping) else _remembered(value)  # a mapping cannot be hashed
    return (part for part in everything if isinstance(part, sort))


@lru_cache(maxsize=1024)
def _remembered(value: Hashable) -> tuple[object, ...]:
    """What stands inside a rule: the senses look through each one again and again."""
    return _walked(value)


def _walked(value: object) -> tuple[object, ...]:
    found, ahead = list[object](), [value]
    while ahead:
        part = ahead.pop()
        found.append(part)
        ahead += reversed(parts_of(part))
    return tuple(found)


@cache
def _opened(sort: Any) -> Callable[[Any], tuple[Any, ...]]:  # noqa: ANN401 - any class at all
    """How to look inside the values of a class: found out once, for rules are looked through very often."""
    if issubclass(sort, tuple):
        return tuple
    if issubclass(sort, Mapping):
        return lambda value: tuple(value.values())
    names = tuple(name for name, _ in _fields(sort))
    return (lambda value: tuple([getattr(value, name) for name in names])) if names else (lambda _: ())


@cache
def _fields(sort: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401
    return tuple((one.name, one.alias) for one in fields(sort) if one.init) if has(sort) else ()
