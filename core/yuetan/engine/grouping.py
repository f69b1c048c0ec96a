"""Values put together by a key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def grouped(values: Iterable[T], key: Callable[[T], K]) -> Mapping[K, tuple[T, ...]]:
    """The values by their key, each group in their order."""
    found = defaultdict[K, list[T]](list)
    for value in values:
        found[key(value)].append(value)
    return {name: tuple(some) for name, some in found.items()}
