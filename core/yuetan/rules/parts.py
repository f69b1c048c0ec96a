"""What a frozen value is made of: the one place where rules look inside each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import fields, has


def fields_of(value: object) -> tuple[tuple[str, str, Any], ...]:
    """The name, the argument's name and the value of each field of an attrs value; nothing for any other."""
    sort: Any = type(value)
    return tuple((f.name, f.alias, getattr(value, f.name)) for f in fields(sort) if f.init) if has(sort) else ()


def parts_of(value: object) -> Iterator[object]:
    """What stands right inside a value: the items of a tuple, or the fields of an attrs value."""
    if isinstance(value, tuple):
        yield from value
    else:
        yield from (part for _, _, part in fields_of(value))
