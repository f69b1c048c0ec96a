"""What is owed under all jurisdictions of one edition taken together: each obligation once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from attrs import frozen

from yuetan.engine.derived import with_derived
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.obligations import Key, Obligation
from yuetan.engine.owed import obligations
from yuetan.engine.world import World
from yuetan.rules.regulation import Regulation


class Listed(Protocol):
    """What lists the obligations, or the offers, under a settled regulation."""

    def __call__(self, world: World, regulation: Regulation, subjects: Iterable[str] | None = None, *,
                 duty: str = "") -> tuple[Obligation, ...]:
        """Those of some subjects, of one duty or of all."""


@frozen
class Found:
    """An obligation, the jurisdiction under which it is owed, and the world as it is seen there."""

    obligation: Obligation
    jurisdiction: Jurisdiction
    world: World


def owed_under(world: World, jurisdictions: Iterable[Jurisdiction], subjects: Iterable[str] | None, *,  # noqa: PLR0913 - as of `obligations`
               concerned: Iterable[str] | None = None, duty: str = "", listed: Listed = obligations,
               ) -> Iterator[Found]:
    """What some subjects owe, in the order of the jurisdictions; of somebody for whom two speak, the first is heard.

    ``concerned`` are those whose missed duties and tallies may bear on it; the subjects, where nobody is named. With
    `yuetan.engine.owed.offers` as ``listed``, what is offered.
    """
    names, bearing = _listed(subjects), _listed(subjects if concerned is None else concerned)
    seen = set[Key]()
    for one in jurisdictions:
        there = with_derived(world.under(one), one.regulation, bearing)
        for owed in listed(there, one.regulation, names, duty=duty):
            if owed.key not in seen:
                seen.add(owed.key)
                yield Found(owed, one, there)


def _listed(names: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)
