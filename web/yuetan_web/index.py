"""The desk made ready to be shown: put together once at the start, so that a page only looks things up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from attrs import frozen

from yuetan.casework.desk import Desk, reference_of
from yuetan.engine.explain import Explanation
from yuetan.engine.obligations import Obligation, Status
from yuetan.paperwork.explanation import Wording

K = TypeVar("K")
Progress = Callable[[int, int], None]
_SETTLED = (Status.DONE, Status.LATE, Status.LAPSED)


@frozen(eq=False)
class Entry:
    """One obligation or offer, with what a list needs to find and name it."""

    obligation: Obligation
    reference: str
    words: Wording
    explanation: Explanation
    name: str  # of the people or the unit it concerns
    units: tuple[str, ...]
    offered: bool = False

    @property
    def due(self) -> date | None:
        """The day it falls due."""
        return self.obligation.due

    @property
    def duty(self) -> str:
        """The code of its duty with that of its regulation: what the list is filtered by."""
        return f"{self.obligation.key.regulation}:{self.obligation.key.duty}"

    @property
    def owners(self) -> tuple[str, ...]:
        """The staff numbers of those whose task it is."""
        return tuple(dict.fromkeys(owner.cadre for owner in self.explanation.owners if owner.cadre))

    @property
    def owner_names(self) -> tuple[str, ...]:
        """Whose task it is, by name: people, or units where it is a unit's; nobody where the chair is vacant."""
        world = self.words.world
        return tuple(dict.fromkeys(self.words.person(one.cadre) if one.cadre else world.name_of(one.unit, world.as_of)
                                   for one in self.explanation.owners))

    @property
    def cadres(self) -> tuple[str, ...]:
        """The staff numbers of those it concerns."""
        occasion = self.obligation.occasion
        return occasion.cadres if occasion else ()


@frozen(eq=False)
class Index:
    """Everything on the desk, by what it is looked up under."""

    desk: Desk
    entries: tuple[Entry, ...]  # what is owed, the most pressing first, then what is offered
    by_reference: Mapping[str, Entry]
    owed_by: Mapping[str, Sequence[Entry]]  # by the staff number of the owner
    concerning: Mapping[str, Sequence[Entry]]  # by the staff number of the one concerned
    due_on: Mapping[date, Sequence[Entry]]
    units: tuple[tuple[str, str], ...]  # those that have any entry: code and name, in the order of the roster
    duties: tuple[tuple[str, str], ...]  # those that have any entry: code and title

    @property
    def words(self) -> Wording:
        """What units and posts are called, whatever the regulation."""
        return Wording(self.desk.world, self.desk.regulations[0], self.desk.vocabulary)


def indexed(desk: Desk, progress: Progress | None = None) -> Index:
    """Make a desk ready; ``progress`` is told how much is done of how much."""
    words = {(one.code, one.edition): Wording(desk.world, one, desk.vocabulary) for one in desk.regulations}
    entries, total = list[Entry](), len(desk.owed) + len(desk.offered)
    for one, offered in (*((one, False) for one in _recent_first(desk.owed)), *((one, True) for one in desk.offered)):
        entries.append(_entry(desk, one, words[one.key.regulation, one.key.edition], offered=offered))
        if progress is not None:
            progress(len(entries), total)
    return Index(desk, tuple(entries), {entry.reference: entry for entry in entries},
                 _by(entries, lambda entry: entry.owners), _by(entries, lambda entry: entry.cadres),
                 _by(entries, lambda entry: (entry.due,) if entry.due else ()), _units(desk, entries), _duties(entries))


def _recent_first(owed: Iterable[Obligation]) -> list[Obligation]:
    """The same order, but what is settled from the latest on."""
    pressing = [one for one in owed if one.status not in _SETTLED]
    settled = [one for one in owed if one.status in _SETTLED]
    return pressing + sorted(settled, key=lambda one: one.done_on or one.due or date.min, reverse=True)


def _entry(desk: Desk, one: Obligation, words: Wording, *, offered: bool) -> Entry:
    return Entry(one, reference_of(one), words, desk.explained(one), words.subject(one), _units_of(desk, one), offered)


def _units_of(desk: Desk, one: Obligation) -> tuple[str, ...]:
    occasion = one.occasion
    if occasion is None:
        return ()
    if occasion.unit:
        return (occasion.unit,)
    on = min(desk.as_of, occasion.until or desk.as_of)
    return tuple(dict.fromkeys(post.unit for cadre in occasion.cadres for post in desk.world.posts_of(cadre, on)))


def _by(entries: Iterable[Entry], keys: Callable[[Entry], Iterable[K]]) -> Mapping[K, Sequence[Entry]]:
    found = defaultdict[K, list[Entry]](list)
    for entry in entries:
        for key in keys(entry):
            found[key].append(entry)
    return dict(found)


def _units(desk: Desk, entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    codes = {code for entry in entries for code in entry.units}
    return tuple((unit.id, desk.world.name_of(unit.id, desk.as_of)) for unit in desk.world.units if unit.id in codes)


def _duties(entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    found = {entry.duty: entry.obligation.duty.title for entry in entries}
    return tuple(found.items())
