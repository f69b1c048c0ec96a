"""Which counts are published so that no small one can be found out, whatever filters are combined: see decision 0013.

Talks are counted by organisation and year, then by kind, then in several ways by month, by unit and so on, each by
itself and never two at once. Of the parts of a whole that is known those below five are hidden, and as many others with
them as it takes; what is hidden is broken down no further.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import field, frozen

SMALLEST = 5
"""Whatever counts fewer talks is hidden, none at all included."""

MOST_HIDDEN = SMALLEST - 1

Place = tuple[str, str, str]
"""An organisation, a year and a kind."""


@frozen(kw_only=True)
class Talk:
    """What is counted of a talk: where it belongs, and into which part of each breakdown it falls; or of several."""

    organisation: str
    year: str
    kind: str
    parts: Mapping[str, str] = field(hash=False)  # by breakdown
    number: int = 1  # of talks that fall so


@frozen(kw_only=True)
class Broken:
    """A known whole broken down: the parts that are published; all the others are hidden."""

    whole: int
    shown: Mapping[str, int]

    @property
    def rest(self) -> int:
        """What the hidden parts add up to."""
        return self.whole - sum(self.shown.values())

    def narrowed(self, admits: Callable[[str], bool]) -> Broken | None:
        """The parts that are admitted, as if they were all; None where none of them is."""
        some = {part: number for part, number in self.shown.items() if admits(part)}
        return Broken(whole=sum(some.values()), shown=some) if some else None


@frozen(kw_only=True)
class Possible:
    """What anybody may take for possible, whether or not there is any: the parts of every whole, in a fixed order."""

    years: Mapping[str, Sequence[str]]  # by organisation
    kinds: Mapping[tuple[str, str], Sequence[str]]  # by organisation and year
    parts: Mapping[tuple[str, str], Mapping[str, Sequence[str]]]  # by organisation and year, by breakdown


@frozen(kw_only=True)
class Published:
    """Everything the page ever says, under whatever filters: all else is added up from it."""

    years: Mapping[tuple[str, str], Broken]  # the talks of an organisation in a year, by kind
    strata: Mapping[Place, Mapping[str, Broken]]  # those of a kind that is shown, by breakdown


def broken_down(whole: int, counts: Mapping[str, int], parts: Sequence[str]) -> Broken:
    """The parts that are published beside a whole that is known, in the order of all parts there may be.

    Hidden is what counts less than five. While a hidden part might be worked out from what the hidden ones add up to,
    another is hidden with them: the last one shown, whatever it counts, so that which one it was tells nothing.
    """
    shown = {one: counts.get(one, 0) for one in parts if counts.get(one, 0) >= SMALLEST}
    more = 0
    while shown and len(shown) < len(parts) and not _safe(whole - sum(shown.values()), len(parts) - len(shown), more):
        shown.popitem()
        more += 1
    return Broken(whole=whole, shown=shown)


def published(talks: Iterable[Talk], possible: Possible) -> Published:
    """What is published of some talks. What is hidden is broken down no further, and no whole is told above a year."""
    kinds = defaultdict[tuple[str, str], Counter[str]](Counter)
    parts = defaultdict[Place, defaultdict[str, Counter[str]]](lambda: defaultdict(Counter))
    for one in talks:
        kinds[one.organisation, one.year][one.kind] += one.number
        for name, part in one.parts.items():
            parts[one.organisation, one.year, one.kind][name][part] += one.number
    years = {(organisation, year): broken_down(kinds[organisation, year].total(), kinds[organisation, year],
                                               possible.kinds[organisation, year])
             for organisation, some in possible.years.items() for year in some
             if kinds[organisation, year].total() >= SMALLEST}
    return Published(years=years, strata={
        (organisation, year, kind): {name: broken_down(number, parts[organisation, year, kind][name], every)
                                     for name, every in possible.parts[organisation, year].items()}
        for (organisation, year), broken in years.items() for kind, number in broken.shown.items()})


def regrouped(found: Published, becomes: Callable[[str], str], belongs: Callable[[str], str]) -> Published:
    """The same by another tree: each unit as what it ``becomes`` there, in the organisation that ``belongs`` to that.

    Nothing is counted anew: what is published of units is added up, so that both together tell no more than the first
    alone. What was hidden stays hidden, within what its organisation becomes; months and the like are not told.
    """
    shown = defaultdict[Place, Counter[str]](Counter)
    rests, unnamed = Counter[Place](), Counter[tuple[str, str]]()
    for (organisation, year), one in found.years.items():
        unnamed[belongs(becomes(organisation)), year] += one.rest
    for (organisation, year, kind), by in found.strata.items():
        rests[belongs(becomes(organisation)), year, kind] += by["unit"].rest
        for part, number in by["unit"].shown.items():
            unit = becomes(part)
            shown[belongs(unit), year, kind][unit] += number
    return Published(
        years={key: Broken(whole=rest, shown={}) for key, rest in unnamed.items()},
        strata={key: {"unit": Broken(whole=shown[key].total() + rests[key], shown=dict(shown[key]))}
                for key in dict.fromkeys((*rests, *shown)) if shown[key].total() + rests[key]})


def _safe(rest: int, hidden: int, more: int) -> bool:
    """Whether each hidden part below five might as well be any number from nobody to four.

    That is so where all of them may be below five and add up to the rest; or where at least one was hidden in addition,
    and the rest leaves it five or more whatever another one counts.
    """
    return SMALLEST <= rest <= MOST_HIDDEN * (hidden - 1) or (more > 0 and rest >= SMALLEST + MOST_HIDDEN)
