"""Statistics are worked out once a day: what is kept says what a count would have said then, and nothing later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from attrs import evolve
from casework_office import ABOVE, BUREAU, CLERK, Office
from hypothesis import given, settings
from hypothesis import strategies as some
from report_office import door, held, report_office_over

from yuetan.access.publication import read, written
from yuetan.access.statistics_cells import Broken, Published
from yuetan.access.statistics_views import Narrowed, StatisticsView
from yuetan.casework.publishing import publish_today

ASKED = (Narrowed(), Narrowed(by="month", part="2026-01"), Narrowed(by="unit", part="E"), Narrowed(today=True))
WORDS = some.text(alphabet='甲乙𠮷"\\ab:-', min_size=1, max_size=3)
BROKEN = some.builds(
    Broken, whole=some.integers(0, 99), shown=some.dictionaries(WORDS, some.integers(5, 99), max_size=3))
BY = some.dictionaries(WORDS, BROKEN, max_size=3)
PUBLISHED = some.builds(
    Published, years=some.dictionaries(some.tuples(WORDS, WORDS), BROKEN, max_size=3),
    strata=some.dictionaries(some.tuples(WORDS, WORDS, WORDS), BY, max_size=3))


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with report_office_over(database_url) as made:
        for number in range(9):
            held(made, "E", on=date(2026, 1, 5 + number))
        yield made


def seen(office: Office) -> list[StatisticsView]:
    return [door(office, who).statistics(asked) for who in (ABOVE, BUREAU, CLERK) for asked in ASKED]


@settings(max_examples=40)
@given(found=PUBLISHED)
def test_what_is_kept_is_read_as_it_was_written(found: Published) -> None:
    assert found == read(written(found))


def test_what_was_published_is_what_is_counted_until_the_next_day(office: Office) -> None:
    counted = seen(office)
    assert publish_today(office.records, office.plugins, at=office.moment)
    published = [evolve(one, made_at=office.moment) for one in counted]
    assert published == seen(office)
    for number in range(6):
        held(office, "J", on=date(2026, 1, 5 + number))
    assert published == seen(office)
    office.moment += timedelta(hours=1)
    assert not publish_today(office.records, office.plugins, at=office.moment)
    assert published == seen(office)
    office.moment += timedelta(days=1)
    assert publish_today(office.records, office.plugins, at=office.moment)
    assert seen(office)[0].total == counted[0].total + 6


def test_what_was_published_in_another_month_is_not_taken_for_this_one(office: Office) -> None:
    assert publish_today(office.records, office.plugins, at=office.moment)
    office.moment += timedelta(days=31)
    assert {one.made_at for one in seen(office)} == {None}
