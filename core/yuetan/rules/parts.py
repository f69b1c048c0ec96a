"""What a frozen value is made of: the one place where rules look inside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, wraps
from typing import Any, TypeVar

from attrs import fields, has

T = TypeVar("T")
V = TypeVar("V")

_MOST_KEPT = 2048  # values of each function that remembers


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
    if isinstance(value, Mapping):  # it may change
        return (part for part in _walked(value) if isinstance(part, sort))
    known = _sorted_out(value)
    if sort not in known:
        known[sort] = tuple(part for part in known[object] if isinstance(part, sort))
    return iter(known[sort])


def once(make: Callable[[V], T]) -> Callable[[V], T]:
    """The same function, which works for each value once: for the very same value, not for one that equals it.

    For what is asked again and again of values that never change. Two that are equal may still differ: 1 and True.
    """
    known = dict[int, tuple[V, T]]()

    @wraps(make)
    def asked(value: V) -> T:
        kept = known.get(id(value))
        if kept is None:
            if len(known) >= _MOST_KEPT:
                known.clear()
            kept = known[id(value)] = value, make(value)  # kept beside it, so that no other value gets its id
        return kept[1]

    return asked


@once
def _sorted_out(value: object) -> dict[Any, tuple[Any, ...]]:
    """What stands inside a value, by the sorts that were asked for so far."""
    return {object: _walked(value)}


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
