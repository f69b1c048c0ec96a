"""The desk and the lists: what answers to which filter, in which order, and where it goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st
from page_office import CLERK, DEPUTY, OTHER, House

from yuetan_web.dates import Month, counting, day_of
from yuetan_web.listing import STATUSES, Query, day_in

ANYTHING = st.sampled_from(["", "x", "市水务局"])


def rows(page: str) -> list[str]:
    """Whom the entries of a list concern."""
    return re.findall(r'<span class="entry-who">([^<]+)<', page)


@pytest.mark.parametrize(("address", "found"), [
    ("/?name=马文慧", {"马文慧"}), ("/?name=无此人", set()), ("/?status=overdue", set()), ("/?status=soon", set()),
    ("/?due=2026-12-31&duty=annual_talk", {"陈国栋", "周志强", "马文慧", "郑守正"}), ("/?due=2026-12-30", set()),
    ("/?duty=half_year_summary&due=2026-06-30", {"市教育局"}), ("/?duty=none", set()), ("/?unit=none", set()),
])
def test_a_filter_leaves_what_was_asked_for(shared_house: House, address: str, found: set[str]) -> None:
    assert {one.strip() for one in rows(shared_house.visitor().get(address))} == found


def test_the_figures_agree_with_the_list(shared_house: House) -> None:
    page = shared_house.visitor().get("/?status=open")
    told = re.search(r'value="open" selected>待办 (\d+)<', page)
    assert told is not None
    assert int(told[1]) == len(rows(page))


@pytest.mark.parametrize("address", ["/?status=nonsense", "/?due=nonsense", "/?after=nonsense", "/?month=nonsense"])
def test_what_makes_no_sense_is_as_if_it_were_not_said(shared_house: House, address: str) -> None:
    visitor = shared_house.visitor()
    assert rows(visitor.get(address)) == rows(visitor.get("/"))


def test_turning_the_pages_shows_everything_once(shared_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = shared_house.visitor()
    everything = rows(visitor.get("/"))
    monkeypatch.setattr("yuetan_web.listing.PER_PAGE", 3)
    shown, link = list[str](), "/"
    while link:
        page = visitor.get(link)
        shown += rows(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        link = following[1].replace("&amp;", "&") if following else ""
    assert shown == everything


def test_an_entry_leads_to_its_interview_or_to_its_explanation(case: tuple[House, str]) -> None:
    house, reference = case
    visitor = house.visitor()
    page = visitor.get("/?name=马文慧")
    assert f'href="/interviews/{reference}">办理' in page
    link = re.findall(r'<h4 class="entry-title"><a href="(/owed/[^"]+/notice/[^"]+)"', page)[0]
    visitor.get(link)
    wanted = ("为何应办，怎样推算", "从组织实施约谈（按计划日） 2026-03-09（周一） 向前数3日",
              "从 2026-03-09 数到 2026-03-06", "第七条（二）")
    assert [part for part in wanted if part not in visitor.text] == []


@pytest.mark.parametrize(("address", "shown"), [
    ("/interviews", True), ("/interviews?state=running", True), ("/interviews?state=ended", False),
    ("/interviews?name=马", True), ("/interviews?name=周", False), ("/interviews?unit=none", False),
    ("/interviews?after=nonsense", True),
])
def test_interviews_are_found(case: tuple[House, str], address: str, *, shown: bool) -> None:
    house, reference = case
    visitor = house.visitor()
    assert (f'/interviews/{reference}"' in visitor.get(address)) is shown


def test_an_interview_shows_what_was_done_what_is_next_and_what_is_ahead(case: tuple[House, str]) -> None:
    house, reference = case
    visitor = house.visitor()
    page = visitor.get(f"/interviews/{reference}")
    steps = re.findall(r'<li class="step step-(\w+)[^"]*">.*?<h3 class="step-title"[^>]*>([^<]+)', page, re.DOTALL)
    assert [(kind, title.strip()) for kind, title in steps] == [
        ("done", "确定约谈对象"), ("next", "与组织（人事）部门会商"), ("next", "通知约谈对象"),
        ("ahead", "组织实施约谈"),
        ("ahead", "完成约谈记录")]
    wanted = ("约谈〔2026〕1号", "陈国栋", "丁小龙", "记录已链式校验", "打开线索")
    assert [part for part in wanted if part not in visitor.text] == []


def test_who_may_not_know_of_the_lead_sees_no_trace_of_it(case: tuple[House, str]) -> None:
    house, reference = case
    head = house.visitor(DEPUTY)
    head.get(f"/interviews/{reference}")
    assert (head.answer.status_code, "打开线索" in head.page) == (200, False)


def test_a_cadres_page_shows_his_posts_and_what_concerns_him(case: tuple[House, str]) -> None:
    house, reference = case
    visitor = house.visitor(CLERK)
    page = visitor.get(f"/cadres?name={OTHER}")
    visitor.get(re.findall(r'<span><a href="(/cadres/[^"]+)"', page)[0])
    wanted = ("马文慧", "2024-01-08 至 今 现任", "市教育局", "副局长", "每年至少一次日常约谈")
    assert [part for part in wanted if part not in visitor.text] == []
    assert f"/interviews/{reference}" in visitor.page


@pytest.mark.parametrize("month", ["2026-10", "1990-01", "2100-12"])
def test_a_month_is_shown(shared_house: House, month: str) -> None:
    visitor = shared_house.visitor()
    visitor.get(f"/?month={month}")
    year, _, number = month.partition("-")
    assert f"{year} 年 {int(number)} 月" in visitor.text


def test_the_month_shows_what_differs_from_the_week_and_what_is_due(shared_house: House) -> None:
    page = shared_house.visitor().get("/?month=2026-06")
    due = re.findall(r'href="/\?view=all&amp;due=(2026-06[^"&]*)"', page)
    assert (page.count('<sup class="rest">休</sup>'), due) == (1, ["2026-06-30"])


@given(st.builds(
    Query, view=st.sampled_from(["", "mine", "all"]), status=st.sampled_from(["", *STATUSES]), duty=ANYTHING,
    kind=ANYTHING, unit=ANYTHING, name=ANYTHING, after=ANYTHING, due=st.none() | st.dates(),
    until=st.none() | st.dates()))
def test_an_address_says_all_that_was_asked_for(query: Query) -> None:
    assert Query.read({key: str(value) for key, value in query.address().items()}) == query


# Days


class Everyday:
    """A calendar on which every day but the second is worked, and nothing is published."""

    @staticmethod
    def is_workday(day: date) -> bool:
        return day.day != 2

    @staticmethod
    def is_provisional(first: date, last: date) -> bool:  # noqa: ARG004 - as a calendar has it
        return True


@frozen
class Counted:
    """Three days from the first of March, the second not counted."""

    on: date = date(2026, 3, 5)
    start: date = date(2026, 3, 1)
    counted: tuple[date, ...] = (date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5))
    skipped: tuple[date, ...] = (date(2026, 3, 2),)
    rolled_from: date | None = None
    basis: Mapping[date, Enum] = field(factory=dict)


def test_the_days_of_a_term_are_numbered_in_whole_weeks_from_monday() -> None:
    weeks = counting(Everyday(), Counted())
    days = [day for week in weeks for day in week]
    assert ([len(week) for week in weeks], days[0].on.weekday()) == ([7, 7], 0)
    assert {day.on.day: (day.part, day.label) for day in days if day.part} == {
        1: ("start", "起算"), 2: ("skipped", "休"), 3: ("counted", "1"), 4: ("counted", "2"), 5: ("due", "到期")}


def test_where_no_days_were_counted_there_is_no_calendar() -> None:
    assert list(counting(Everyday(), None)) == []


def test_a_day_whose_arrangement_is_still_to_come_is_marked() -> None:
    assert (day_of(Everyday(), date(2026, 3, 2)).mark, day_of(Everyday(), date(2026, 3, 2)).tentative) == ("休", True)


@pytest.mark.parametrize(("month", "before", "after"), [
    ("2026-01", "2025-12", "2026-02"), ("2026-12", "2026-11", "2027-01"), ("2024-02", "2024-01", "2024-03"),
    ("1990-01", "None", "1990-02"), ("2100-12", "2100-11", "None"),
])
def test_a_month_knows_those_beside_it(month: str, before: str, after: str) -> None:
    read = Month.read(month)
    assert read is not None
    assert (str(read), str(read.before), str(read.after)) == (month, before, after)


@pytest.mark.parametrize("month", [
    "2026-13", "1989-12", "2101-01", "x", "2026", "２０２６-10", "-", "1" * 5000 + "-01"])
def test_a_month_that_is_none_is_none(month: str) -> None:
    assert Month.read(month) is None


@pytest.mark.parametrize("text", ["", "x", "2026-02-30", "20260230", "2026-3-1"])
def test_a_day_that_is_none_is_none(text: str) -> None:
    assert day_in(text) is None
