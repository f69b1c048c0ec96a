"""Worlds and selectors to try laws on: small, and full of what rosters are full of.

People hold two posts at once or none between two others, chairs are vacant, units move, are renamed, end and come back.
All days lie on or next to a few borders, so that what ends meets what begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from attrs import frozen
from hypothesis import strategies as st

from yuetan.engine.facts import FOREVER, Appointment, Cadre, Placement, Portfolio, Unit
from yuetan.engine.world import World
from yuetan.rules import EVERYONE, Selector, manner, marked, nobody, party, post, rank, unit

T = TypeVar("T")

BORDERS = tuple(map(date.fromisoformat, (
    "2025-12-31", "2026-01-01", "2026-03-01", "2026-06-30", "2026-07-01", "2027-01-01")))
DAYS = tuple(sorted({border + timedelta(days=step) for border in BORDERS for step in (-1, 0, 1)}))
RANKS = range(8)


@frozen(kw_only=True)
class Words:
    """What units, posts and people may be called in a generated world, and what selectors may ask for."""

    unit_types: tuple[str, ...] = ("city", "department", "county")
    posts: tuple[str, ...] = ("head", "deputy", "member", "middle")
    manners: tuple[str, ...] = ("regular", "presiding", "concurrent")
    parties: tuple[str, ...] = ("member", "other_party", "none")
    marks: tuple[str, ...] = ("市管", "关键岗位")


WORDS = Words()

days = st.sampled_from(DAYS)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[date, date]:
    """A half-open stretch between two borders; one in three has no end, one in six no beginning."""
    since = draw(st.sampled_from((date.min, *BORDERS[:-1])))
    return since, draw(st.sampled_from([border for border in BORDERS if border > since] + [FOREVER] * 3))


@st.composite
def placements(draw: st.DrawFn, name: str, above: tuple[str, ...]) -> tuple[Placement, ...]:
    """Where a unit stood: stretch after stretch, with another parent or name in each, or not at all for a while."""
    cuts = (date.min, *sorted(draw(st.sets(st.sampled_from(BORDERS), max_size=3))), FOREVER)
    stood = draw(st.lists(st.integers(0, 3), min_size=len(cuts) - 1, max_size=len(cuts) - 1))
    return tuple(Placement(unit=name, name=f"{name}（{number}）", parent=draw(st.sampled_from(("", *above))),
                           since=since, until=until)
                 for number, (since, until) in enumerate(pairwise(cuts)) if stood[number])


@st.composite
def appointments(draw: st.DrawFn, cadre: str, units: tuple[str, ...], words: Words) -> tuple[Appointment, ...]:
    """None to three posts of one person, at once or after each other, some decided long before they begin."""
    found = []
    for number in range(draw(st.integers(0, 3))):
        since, until = draw(stretches())
        decided = draw(st.none() | st.sampled_from([border for border in BORDERS if border <= since] or [since]))
        found.append(Appointment(
            cadre=cadre, unit=draw(st.sampled_from(units)), post=draw(st.sampled_from(words.posts)),
            title=f"{cadre}的职务{number}", rank=draw(st.sampled_from(RANKS)),
            manner=draw(st.sampled_from(words.manners)), marks=draw(st.frozensets(st.sampled_from(words.marks))),
            decided=decided, since=since, until=until))
    return tuple(found)


@st.composite
def worlds(draw: st.DrawFn, words: Words = WORDS, *, most_units: int = 6, most_cadres: int = 6) -> World:
    """A world of units, people, posts and portfolios, without interviews and events."""
    codes = tuple(f"单位{number}" for number in range(draw(st.integers(1, most_units))))
    people = tuple(f"{number:04}" for number in range(draw(st.integers(1, most_cadres))))
    overseen = draw(st.lists(st.tuples(st.sampled_from(people), st.sampled_from(codes)), max_size=4, unique=True))
    return World(
        units=tuple(Unit(id=code, type=draw(st.sampled_from(words.unit_types))) for code in codes),
        placements=_joined(draw(placements(code, codes[:number])) for number, code in enumerate(codes)),
        cadres=tuple(Cadre(id=one, name=f"人员{one}", party=draw(st.sampled_from(words.parties))) for one in people),
        appointments=_joined(draw(appointments(one, codes, words)) for one in people),
        portfolios=tuple(Portfolio(cadre=cadre, unit=code, since=since, until=until)
                         for cadre, code in overseen for since, until in [draw(stretches())]),
        as_of=draw(days))


def selectors(words: Words = WORDS) -> st.SearchStrategy[Selector]:
    """Selectors of every sort, nested in every way: a nobody inside a not inside a both ..."""
    plain = st.one_of(
        st.just(EVERYONE), _of(post, words.posts), _of(unit, words.unit_types), _of(manner, words.manners),
        _of(party, words.parties), st.sampled_from(words.marks).map(marked),
        st.builds(rank, st.sampled_from(RANKS), st.sampled_from(RANKS)))
    return st.recursive(plain, lambda inner: st.one_of(
        st.builds(lambda one, two: one & two, inner, inner), st.builds(lambda one, two: one | two, inner, inner),
        inner.map(lambda one: ~one), inner.map(nobody)), max_leaves=6)


def _of(make: object, words: tuple[str, ...]) -> st.SearchStrategy[Selector]:
    """A selector for none, some or all of the words of a set."""
    return st.sets(st.sampled_from(words)).map(lambda chosen: make(*sorted(chosen)))  # type: ignore[operator]


def _joined(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(one for part in parts for one in part)
