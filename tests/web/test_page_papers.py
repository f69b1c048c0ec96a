"""The papers that can be printed and filled in by hand: offered on the page of an interview, to each his own."""

from __future__ import annotations

import re

import pytest
from page_office import NOTICE, OTHER, House, Visitor, proposed

from yuetan_web.guarding import NOT_FOUND

HIS = ["延期申请书", "回避申请书", "不同意见书", "更正申请书", "申诉书"]


def offered(visitor: Visitor) -> dict[str, str]:
    """Their titles, each with its address."""
    card = re.search(r'aria-labelledby="to-fill-in".*?</section>', visitor.page, re.DOTALL)
    links = re.findall(r'href="([^"]+)">(?:<svg.*?</svg>)?([^<]+)</a>', card[0], re.DOTALL) if card else []
    return {title: address for address, title in links}


@pytest.fixture
def reference(house: House) -> str:
    done = proposed(house)
    clerk = house.visitor()
    clerk.act(done, "consulted")
    clerk.act(done, "notified", **NOTICE)
    return done


def test_the_office_finds_every_paper_on_the_page_and_each_is_a_file(house: House, reference: str) -> None:
    clerk = house.visitor()
    clerk.get(f"/interviews/{reference}")
    found = offered(clerk)
    assert {"约谈记录", "整改落实情况报告", "送达回证", "拒绝签字情况说明", *HIS} <= set(found)
    for title, address in found.items():
        answer = clerk.client.get(address)
        assert (title, answer.status_code, answer.data[:2]) == (title, 200, b"PK")


def test_whoever_is_talked_to_finds_what_he_writes_himself(house: House, reference: str) -> None:
    cadre = house.visitor(OTHER)
    cadre.get(f"/interviews/{reference}")
    assert list(offered(cadre)) == ["整改落实情况报告", *HIS]
    assert cadre.client.get(f"/interviews/{reference}/papers/receipt").status_code == NOT_FOUND


@pytest.mark.parametrize("which", ["nothing", "finding_recorded", "summary", "%00", "长" * 300])
def test_a_paper_that_the_interview_does_not_have_is_not_found(house: House, reference: str, which: str) -> None:
    assert house.visitor().client.get(f"/interviews/{reference}/papers/{which}").status_code == NOT_FOUND
