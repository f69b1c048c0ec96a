"""The list: what answers to which filter, in which order, and on which page."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_desk import TODAY, city_index, client, small_index

from yuetan_web.index import Entry
from yuetan_web.listing import PER_PAGE, STATUSES, Page, Query, counts_of, page_of

WAITING, DONE = ["notice", "rectification_report"], ["notice", "half_year_summary"]
TALKS = ["annual_talk", "annual_talk"]
NUMBERS = st.integers(1, 60)


def found(**asked: str) -> list[Entry]:
    return list(page_of(small_index(), Query.read(asked)).entries)


@pytest.mark.parametrize(("asked", "duties"), [
    ({"status": "overdue"}, ["half_year_summary", *TALKS, "half_year_summary", "rectification_report"]),
    ({"status": "soon"}, []),
    ({"status": "waiting"}, WAITING),
    ({"status": "done"}, DONE),
    ({"status": "late"}, ["notice"]),
    ({"status": "lapsed"}, []),
    ({"status": "offered"}, ["warning_talk"]),
    ({"duty": "lianyungang:record"}, ["record"]),
    ({"duty": "lianyungang:none"}, []),
    ({"unit": "city"}, TALKS),
    ({"unit": "city", "status": "overdue"}, ["annual_talk"]),
    ({"name": "江四"}, ["annual_talk", *WAITING]),
    ({"name": " 江四 "}, ["annual_talk", *WAITING]),
    ({"name": "SCRIPT", "status": "late"}, ["notice"]),
    ({"name": "市水利局", "status": "done"}, ["half_year_summary"]),
    ({"due": "2026-10-08"}, ["rectification_report"]),
])
def test_a_filter_leaves_what_was_asked_for(asked: dict[str, str], duties: list[str]) -> None:
    assert [entry.obligation.key.duty for entry in found(**asked)] == duties


@pytest.mark.parametrize("asked", [
    {"status": "nonsense"}, {"due": "nonsense"}, {"due": "2026-02-30"}, {"page": "0"}, {"page": "-1"}, {"page": "x"},
    {"page": "99999999999"}, {"page": "１"}, {"other": "x"},
])
def test_what_makes_no_sense_is_as_if_it_were_not_said(asked: dict[str, str]) -> None:
    assert found(**asked) == found()


def test_the_most_pressing_come_first_and_what_is_settled_from_the_latest_on() -> None:
    order = ("OVERDUE", "OPEN", "WAITING", "LATE", "DONE")
    shown = [entry.obligation.status.name for entry in found()]
    assert shown == sorted(shown, key=order.index) or shown[-2:] == ["LATE", "DONE"]


def test_an_offer_is_shown_to_who_asks_for_offers_alone() -> None:
    assert [entry.offered for entry in found()].count(True) == 0


def test_soon_is_what_is_open_and_due_within_thirty_days() -> None:
    index = city_index()
    due = [entry.due for entry in page_of(index, Query(status="soon")).entries]
    assert [day for day in due if day is None or not TODAY <= day <= date(2026, 11, 8)] == []


@pytest.mark.parametrize("status", STATUSES)
def test_the_figures_agree_with_the_list(status: str) -> None:
    index = city_index()
    assert counts_of(index)[status] == page_of(index, Query(status=status)).total


def test_turning_the_pages_shows_everything_once() -> None:
    index = city_index()
    pages = page_of(index, Query()).pages
    shown = [entry.reference for number in range(1, pages + 1) for entry in page_of(index, Query(page=number)).entries]
    assert shown == [entry.reference for entry in index.entries if not entry.offered]


@given(NUMBERS)
def test_a_page_says_truly_where_it_stands(number: int) -> None:
    page = page_of(city_index(), Query(page=number))
    assert (page.last - page.first + 1, page.number) == (len(page.entries), min(number, page.pages))
    assert page.first == (page.number - 1) * PER_PAGE + 1


def test_of_nothing_there_is_one_empty_page() -> None:
    page = page_of(small_index(), Query(name="无此人"))
    assert (page.first, page.last, page.total, page.pages) == (0, 0, 0, 1)


@given(NUMBERS, NUMBERS)
def test_the_pages_offered_lead_to_both_ends_and_to_the_neighbours(one: int, two: int) -> None:
    number, pages = sorted((one, two))
    near = [page for page in Page([], number, pages, 0, 0, 0).near if page is not None]
    assert near == sorted({1, pages, number} | ({number - 1, number + 1} & set(range(1, pages + 1))))


@given(st.builds(
    Query, status=st.sampled_from(["", *STATUSES]), duty=st.sampled_from(["", "a:b"]), unit=st.sampled_from(["", "u"]),
    name=st.sampled_from(["", "江"]), due=st.none() | st.dates(), page=NUMBERS))
def test_an_address_says_all_that_was_asked_for(query: Query) -> None:
    assert Query.read({key: str(value) for key, value in query.address().items()}) == query


def test_a_filter_stays_while_the_pages_are_turned() -> None:
    page = client(city_index()).get("/?status=done&page=2").get_data(as_text=True)
    assert ('href="/?status=done&amp;page=3"' in page, 'href="/?status=done"' in page) == (True, True)
