"""What the project promises to be fast at, measured beside its peers in one run: ratios count, not times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import perf_counter_ns

from attrs import frozen

ROUNDS = 60


@frozen
class Row:
    """One contender: its best time for one item, and what else is to be said of it."""

    name: str
    nanoseconds: float
    note: str = ""


@frozen
class Promise:
    """What is to be reached, and what was: both as ratios, where less is better."""

    what: str
    at_most: float
    measured: float

    @property
    def is_kept(self) -> bool:
        """Whether the measured ratio is within what is promised."""
        return self.measured <= self.at_most


@frozen
class Table:
    """A measurement: the first row is the floor that every other row is compared with."""

    title: str
    rows: tuple[Row, ...]
    promises: tuple[Promise, ...] = ()
    remarks: tuple[str, ...] = ()

    def ratio(self, name: str) -> float:
        """How many times the floor a contender takes."""
        return self.time(name) / self.rows[0].nanoseconds

    def time(self, name: str) -> float:
        """The nanoseconds of a contender."""
        return next(row.nanoseconds for row in self.rows if row.name == name)


def side_by_side(contenders: Mapping[str, tuple[Callable[[], object], int]], rounds: int = ROUNDS) -> dict[str, float]:
    """The best nanoseconds per item of each contender: what it does, and for how many items.

    Many short rounds go through all contenders in turn, so that each finds the machine at rest now and then.
    """
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(rounds):
        for name, (work, items) in contenders.items():
            begun = perf_counter_ns()
            work()
            best[name] = min(best[name], (perf_counter_ns() - begun) / items)
    return best
