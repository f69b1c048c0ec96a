"""No small count can be found out from anything the page of statistics ever says, whatever filters are combined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuetan.access.statistics_cells import (
    SMALLEST,
    Broken,
    Possible,
    Published,
    Talk,
    broken_down,
    published,
    regrouped,
)

Cell = tuple[str, str, str, str, str]
MONTHS, UNITS, WHEN = ("01", "02", "03"), ("E", "F", "G", "H"), ("timely", "late")
KINDS = ("routine", "warning", "revisit")
PRIME = 2_147_483_647
PARTS = {"month": MONTHS, "unit": UNITS, "punctuality": WHEN}
YEARS = ("C", "2025"), ("C", "2026")
POSSIBLE = Possible(years={"C": ("2025", "2026")}, kinds=dict.fromkeys(YEARS, KINDS),
                    parts=dict.fromkeys(YEARS, PARTS))
BASE = tuple(product(("2026",), KINDS, MONTHS, UNITS, WHEN))


def talk(year: str, kind: str, month: str, unit: str, when: str) -> Talk:
    return Talk(organisation="C", year=year, kind=kind, parts={"month": month, "unit": unit, "punctuality": when})


def said(counts: Mapping[str, int], whole: int | None = None) -> Broken:
    return broken_down(sum(counts.values()) if whole is None else whole, counts, tuple(counts))


@pytest.mark.parametrize(("counts", "shown"), [
    ((9, 8, 7), (9, 8, 7)),  # nothing is small
    ((20, 3, 2, 1), (20,)),  # three hidden add up to six, and each may be anything
    ((20, 12, 3, 1), (20,)),  # two that add up to four are hidden together with the last one shown
    ((20, 4, 4), ()),  # both could only be four: the third goes with them
    ((20, 30, 0), (20,)),  # nobody is a small count, too
    ((20, 3), ()), ((5, 0), ()), ((2, 2, 2), ()), ((5,), (5,)),
    ((6, 5, 1), ()),  # hiding one more leaves six of two: then 1 could be no more than one
    ((6, 5, 1, 0), (6,)),  # six of three may be four, two and none
    ((7, 9, 1, 0), (7,)),
])
def test_what_is_shown_of_a_whole(counts: Sequence[int], shown: Sequence[int]) -> None:
    named = {str(number): count for number, count in enumerate(counts)}
    assert tuple(said(named).shown.values()) == shown


def test_what_is_hidden_is_broken_down_no_further_and_a_small_year_is_not_told() -> None:
    talks = [talk("2025", "routine", "01", "E", "timely")] * 4 + [talk("2026", "routine", "01", "E", "timely")] * 9
    found = published(talks, POSSIBLE)
    assert {key: one.whole for key, one in found.years.items()} == {("C", "2026"): 9}
    assert (found.years["C", "2026"].shown, dict(found.strata)) == ({}, {})


COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=7).filter(lambda some: sum(some) >= SMALLEST)


@given(COUNTS, st.data())
@settings(max_examples=200)
def test_each_small_part_might_as_well_be_any_number_below_five(counts: list[int], data: st.DataObject) -> None:
    named = {str(number): count for number, count in enumerate(counts)}
    found = said(named)
    small = [one for one, count in named.items() if count < SMALLEST]
    assert not set(small) & set(found.shown)
    for one in small:
        x = data.draw(st.integers(0, SMALLEST - 1))
        assert instead(named, found, one, x) is not None, (named, one, x)


def instead(named: Mapping[str, int], found: Broken, one: str, x: int) -> dict[str, int] | None:
    """Other counts by which the same is shown, and one part counts x: as the argument of the decision makes them."""
    hidden = [part for part in named if part not in found.shown and part != one]
    rest = found.rest - x
    for first in (*hidden, None):
        other, left = dict(named) | dict.fromkeys(hidden, 0) | {one: x}, rest
        if first is not None:
            other[first] = left
        else:
            for part in hidden:
                other[part] = min(left, SMALLEST - 1)
                left -= other[part]
        if sum(other.values()) == found.whole and min(other.values()) >= 0 and said(other) == found:
            return other
    return None


@st.composite
def cubes(draw: st.DrawFn) -> Counter[Cell]:
    """How many talks there are in some cells of the whole cube."""
    cells = draw(st.lists(st.sampled_from(BASE), max_size=14, unique=True))
    return Counter({cell: draw(st.sampled_from((1, 1, 2, 3, 5, 8, 13))) for cell in cells})


def talks_of(cube: Counter[Cell]) -> list[Talk]:
    return [talk(*cell) for cell in cube.elements()]


@given(cubes())
@settings(max_examples=60)
def test_no_hidden_number_follows_from_all_that_is_ever_said(cube: Counter[Cell]) -> None:
    """Linear algebra over every number of the page: no hidden sum of the cube is a combination of published ones."""
    found = published(talks_of(cube), POSSIBLE)
    space = _Space()
    for cells in _published_sums(found):
        space.add(_row(cells))
    for cells, count in _sums(cube):
        if count < SMALLEST:
            assert not space.holds(_row(cells)), (cells, count)


OTHERS = Counter({("2026", kind, "02", "E", "late"): 9 for kind in ("warning", "revisit")})
TODAY = {"E": "E", "F": "E", "G": "X", "H": "H"}  # one was merged into another, and one renamed


def by_today(found: Published) -> Published:
    """The same by the tree of today, in which one unit belongs to another organisation."""
    return regrouped(found, lambda unit: TODAY.get(unit, unit), lambda unit: "D" if unit == "H" else "C")


@given(cubes())
@settings(max_examples=40)
def test_no_hidden_number_follows_from_both_trees_together(cube: Counter[Cell]) -> None:
    found, space = published(talks_of(cube), POSSIBLE), _Space()
    for cells in (*_published_sums(found), *_sums_of_today(found)):
        space.add(_row(cells))
    for cells, count in _sums(cube):
        if count < SMALLEST:
            assert not space.holds(_row(cells)), (cells, count)


def test_a_list_of_its_own_for_the_other_tree_would_tell_what_the_first_hides() -> None:
    cube = Counter({("2026", "routine", "01", unit, "timely"): count
                    for unit, count in {"E": 20, "F": 3, "G": 2, "H": 1}.items()}) + OTHERS
    first = list(_published_sums(published(talks_of(cube), POSSIBLE)))
    merged = [cell for cell in BASE if cell[:2] == ("2026", "routine") and cell[3] in {"E", "F"}]  # 23 by the other
    space = _Space()
    for cells in (*first, merged):
        space.add(_row(cells))
    assert space.holds(_row([cell for cell in merged if cell[3] == "F"]))


def test_what_went_elsewhere_is_counted_there_and_what_is_hidden_stays_with_its_organisation() -> None:
    talks = [talk("2026", "routine", "01", unit, "timely") for unit, count in
             {"E": 9, "F": 8, "G": 7, "H": 6}.items() for _ in range(count)]
    found = by_today(published([*talks, *talks_of(OTHERS)], POSSIBLE))
    assert {key[0]: (dict(by["unit"].shown), by["unit"].rest) for key, by in found.strata.items()
            if key[2] == "routine"} == {"C": ({"E": 17, "X": 7}, 0), "D": ({"H": 6}, 0)}


def _sums_of_today(found: Published) -> Iterator[list[Cell]]:
    """The cells that each number by the tree of today adds up: of units, and of organisations with what is hidden."""
    for (organisation, year, kind), by in by_today(found).strata.items():
        hidden = {unit for unit in UNITS if unit not in found.strata["C", year, kind]["unit"].shown}
        stratum = [cell for cell in BASE if cell[:2] == (year, kind)]
        parts = [{unit for unit in UNITS if unit not in hidden and TODAY[unit] == now} for now in by["unit"].shown]
        yield from ([cell for cell in stratum if cell[3] in some] for some in parts)
        whole = {unit for some in parts for unit in some} | (hidden if organisation == "C" else set())
        yield [cell for cell in stratum if cell[3] in whole]


@given(cubes(), st.data())
@settings(max_examples=60)
def test_another_world_shows_the_same_page(cube: Counter[Cell], data: st.DataObject) -> None:
    """For a small part of a breakdown that is on the page, and any number below five, such talks can be made up."""
    found = published(talks_of(cube), POSSIBLE)
    for (_, year, kind), by in found.strata.items():
        for name, broken in by.items():
            counts = _margin(cube, year, kind, name)
            small = [part for part, count in counts.items() if count < SMALLEST]
            if not small:
                continue
            one, x = data.draw(st.sampled_from(small)), data.draw(st.integers(0, SMALLEST - 1))
            other = instead(counts, broken, one, x)
            assert other is not None
            margins = {each: other if each == name else _margin(cube, year, kind, each) for each in by}
            rest = [made for made in talks_of(cube) if (made.year, made.kind) != (year, kind)]
            assert published([*rest, *_joined(year, kind, margins)], POSSIBLE) == found


def _margin(cube: Counter[Cell], year: str, kind: str, name: str) -> dict[str, int]:
    place = {"month": 2, "unit": 3, "punctuality": 4}[name]
    every = POSSIBLE.parts["C", year][name]
    return {part: sum(count for cell, count in cube.items() if cell[:2] == (year, kind) and cell[place] == part)
            for part in every}


def _joined(year: str, kind: str, margins: Mapping[str, Mapping[str, int]]) -> Iterator[Talk]:
    """Talks with these margins: laid side by side, since any breakdowns of one whole go together."""
    columns = {name: list(Counter(some).elements()) for name, some in margins.items()}
    for month, unit, when in zip(columns["month"], columns["unit"], columns["punctuality"], strict=True):
        yield talk(year, kind, month, unit, when)


def _published_sums(found: Published) -> Iterator[list[Cell]]:
    """The cells that each published number adds up."""
    for (_, year), by_kind in found.years.items():
        yield [cell for cell in BASE if cell[0] == year]
        yield from ([cell for cell in BASE if cell[:2] == (year, kind)] for kind in by_kind.shown)
    for (_, year, kind), by in found.strata.items():
        for place, name in enumerate(("month", "unit", "punctuality"), start=2):
            for part in by[name].shown:
                yield [cell for cell in BASE if cell[:2] == (year, kind) and cell[place] == part]


def _sums(cube: Counter[Cell]) -> Iterator[tuple[list[Cell], int]]:
    """Every sum that any filters could ask for: of each axis one value, or all."""
    axes = (("2026",), KINDS, MONTHS, UNITS, WHEN)
    for asked in product(*((*axis, None) for axis in axes)):  # under all filters at once, also those there are not
        cells = [cell for cell in BASE if all(want in {None, have} for want, have in zip(asked, cell, strict=True))]
        yield cells, sum(cube[cell] for cell in cells)


def _row(cells: list[Cell]) -> list[int]:
    inside = set(cells)
    return [int(cell in inside) for cell in BASE]


def naive(talks: list[Talk]) -> Published:
    """What is published where small numbers alone are hidden."""
    careful = published(talks, POSSIBLE)
    kinds = Counter((one.year, one.kind) for one in talks)
    return Published(
        years={key: Broken(whole=one.whole, shown={
            kind: kinds[key[1], kind] for kind in KINDS if kinds[key[1], kind] >= SMALLEST})
            for key, one in careful.years.items()}, strata={})


def test_the_algebra_finds_out_what_is_hidden_carelessly() -> None:
    cube = Counter({("2026", "routine", "01", "E", "timely"): 9, ("2026", "warning", "01", "E", "timely"): 7,
                    ("2026", "revisit", "01", "E", "timely"): 2})
    space = _Space()
    for cells in _published_sums(naive(talks_of(cube))):
        space.add(_row(cells))
    assert space.holds(_row([cell for cell in BASE if cell[:2] == ("2026", "revisit")]))


class _Space:
    """What follows from some sums: their span modulo a great prime, in echelon form."""

    def __init__(self) -> None:
        self.rows: dict[int, list[int]] = {}

    def add(self, row: list[int]) -> None:
        left = self._reduced(row)
        pivot = next((place for place, value in enumerate(left) if value), None)
        if pivot is not None:
            inverse = pow(left[pivot], -1, PRIME)
            self.rows[pivot] = [value * inverse % PRIME for value in left]

    def holds(self, row: list[int]) -> bool:
        return not any(self._reduced(row))

    def _reduced(self, row: list[int]) -> list[int]:
        left = row
        for pivot in sorted(self.rows):
            if factor := left[pivot]:
                left = [(one - factor * other) % PRIME for one, other in zip(left, self.rows[pivot], strict=True)]
        return left
