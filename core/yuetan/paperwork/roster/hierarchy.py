"""The tree of units through time: on no day may a unit lie below itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Generic, TypeVar

from attrs import frozen

from yuetan.engine.facts import FOREVER

DEEPEST = 32
Source = TypeVar("Source")


@frozen
class Edge(Generic[Source]):
    """A unit below another, from a day until a day, and where that was read."""

    unit: str
    parent: str
    since: date
    until: date
    source: Source


@frozen
class Tangle(Generic[Source]):
    """What is wrong with the tree from a day on: the edges of a circle, or a chain that is too long."""

    since: date
    edges: tuple[Edge[Source], ...]
    circle: bool

    @property
    def path(self) -> tuple[str, ...]:
        """The units, each below the next."""
        return (*(edge.unit for edge in self.edges), self.edges[-1].parent)


def tangles(edges: Iterable[Edge[Source]]) -> Iterable[Tangle[Source]]:
    """Every circle that closes on some day, and every chain beyond `DEEPEST`. No unit has two edges on one day.

    Time is walked once: only an edge that begins can close a circle, so that only its own way up is followed.
    """
    placed = [edge for edge in edges if edge.parent]
    begins: dict[date, list[Edge[Source]]] = {}
    ends: dict[date, list[Edge[Source]]] = {}
    for edge in placed:
        begins.setdefault(edge.since, []).append(edge)
        if edge.until != FOREVER:
            ends.setdefault(edge.until, []).append(edge)
    above: dict[str, Edge[Source]] = {}
    for day in sorted(set(chain(begins, ends))):
        for edge in ends.get(day, ()):
            if above.get(edge.unit) is edge:
                del above[edge.unit]
        above.update((edge.unit, edge) for edge in begins.get(day, ()))
        for edge in begins.get(day, ()):
            if found := _follow(edge, above, day):
                yield found


def _follow(start: Edge[Source], above: dict[str, Edge[Source]], day: date) -> Tangle[Source] | None:
    way, passed = [start], {start.unit}
    while True:
        reached = way[-1].parent
        if reached == start.unit:
            return Tangle(day, tuple(way), circle=True)
        if reached in passed:
            return None  # a circle further up, which is found from one of its own edges
        if len(way) >= DEEPEST:
            return Tangle(day, tuple(way), circle=False)
        following = above.get(reached)
        if following is None:
            return None
        passed.add(reached)
        way.append(following)
