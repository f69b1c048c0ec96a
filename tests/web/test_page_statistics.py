"""The page of statistics: what it says where nothing may be told, which filters it takes, and for whom it is there."""

from __future__ import annotations

import pytest
from page_office import CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, House


def test_where_nothing_may_be_told_it_says_so(shared_house: House) -> None:
    visitor = shared_house.visitor(CLERK)
    visitor.get("/statistics")
    said = ("没有可以公布的数字：没有约谈，或者都不足 5 次。", "0 次", "截至上月末")
    assert (visitor.answer.status_code, [one for one in said if one not in visitor.text]) == (200, [])


@pytest.mark.parametrize(("asked", "told"), [
    ("", False), ("?month=2026-01", False), ("?tree=today", False), ("?month=2026-01&unit=E", True),
    ("?year=x&kind=%00&organisation=" + "A" * 9_000, False)])
def test_any_filter_is_taken_and_of_two_that_do_not_go_together_one(
        shared_house: House, asked: str, *, told: bool) -> None:
    visitor = shared_house.visitor(CLERK)
    visitor.get("/statistics" + asked)
    assert (visitor.answer.status_code, "四项中只采用了第一项。" in visitor.text) == (200, told)


@pytest.mark.parametrize("who", [DIRECTOR, OTHER])
def test_who_reads_no_statistics_has_no_such_page(shared_house: House, who: str) -> None:
    visitor = shared_house.visitor(who)
    visitor.get("/statistics")
    assert (visitor.answer.status_code, 'href="/statistics"' in visitor.get("/")) == (404, False)


@pytest.mark.parametrize("who", [DEPUTY, RECORDER])
def test_who_does_finds_it_in_the_menu(shared_house: House, who: str) -> None:
    assert 'href="/statistics"' in shared_house.visitor(who).get("/")
