"""A place where somebody may look: what may be asked for there, and the lines it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.door import Access
from yuetan.access.views import Person
from yuetan.testing.acts.playing import Playing
from yuetan.testing.told import Row, Value
from yuetan.wording import say


@frozen(eq=False)
class Looking:
    """Somebody who looks, and what he asks for; ``of`` in it is the reference of what an act made."""

    playing: Playing
    actor: Actor
    door: Access
    asked: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.asked.get(key, "")

    @property
    def of(self) -> str:
        """The reference of what he looks at."""
        return self["of"]


@frozen
class Place:
    """What its lines say, by column, each of its type; what has to be asked for there, and what may be."""

    columns: Mapping[str, type[Value]]
    rows: Callable[[Looking], Iterator[Row]]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    owed: bool = False  # whether it shows what is owed on the day


def line(**said: Value | None) -> Row:
    """A line of what is said in it; a day there is none of is left out."""
    return {name: value for name, value in said.items() if value is not None}


def names(people: Iterable[Person]) -> str:
    """The names of people, in their order."""
    return say("、").join(one.name for one in people)


def texts(*columns: str) -> dict[str, type[Value]]:
    """Columns of texts."""
    return dict.fromkeys(columns, str)


def days(*columns: str) -> dict[str, type[Value]]:
    """Columns of days."""
    return dict.fromkeys(columns, date)


def numbers(*columns: str) -> dict[str, type[Value]]:
    """Columns of whole numbers."""
    return dict.fromkeys(columns, int)


def flags(*columns: str) -> dict[str, type[Value]]:
    """Columns that are true or false."""
    return dict.fromkeys(columns, bool)
