"""The pages of rounds of talks: made as a plan, followed on a page of its own, and there for nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from secrets import token_urlsafe

import pytest
from page_office import CLERK, DEPUTY, OTHER, RECORDER, House, house_in
from test_page_plans import press
from test_rounds import CODE, plugins

NEW = {"title": "春季集中约谈", "unit": "J", "regulation": CODE, "since": "2026-03-01", "until": "2026-04-30"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_in(tmp_path_factory.mktemp("rounds"), loaded=plugins(), code=CODE) as made:
        yield made


def made(house: House, **changes: str) -> str:
    """The address of a new plan, with one talk in it."""
    clerk = house.visitor(RECORDER)
    clerk.get("/plans")
    clerk.send("/plans", NEW | {"token": token_urlsafe(), "csrf_token": clerk.proof} | changes)
    assert clerk.answer.status_code == 200
    address = clerk.address
    press(clerk, address, "add", cadre=OTHER, kind="routine", planned="2026-03-05", collective="no", sealed="no")
    return address


def test_a_round_is_made_as_a_plan_and_leads_from_one_page_to_the_other(kept: House) -> None:
    address, clerk, head = made(kept, round="round"), kept.visitor(RECORDER), kept.visitor(DEPUTY)
    of_round = address.replace("/plans/", "/rounds/")
    assert f'href="{of_round}"' in clerk.get(address)
    assert f'href="{of_round}"' in clerk.get("/plans")
    press(clerk, address, "submit")
    press(head, address, "approve")
    assert f'href="{of_round}"' in clerk.get("/rounds")
    assert f'href="{address}"' in clerk.get(of_round)
    words = ("春季集中约谈", "马文慧", "日常谈话", "个别", "2026-03-05", "未谈", "未发起 1 ", "批准", "陈国栋",
             "还没有报送")
    assert [word for word in words if word not in clerk.text] == []


def test_a_plan_that_is_of_no_round_has_no_such_page(kept: House) -> None:
    address, clerk = made(kept), kept.visitor(RECORDER)
    of_round = address.replace("/plans/", "/rounds/")
    assert of_round not in clerk.get(address)
    for missing in (of_round, "/rounds/AAAAAAAAAAAAAAAAAAAAAA"):
        clerk.get(missing)
        assert clerk.answer.status_code == 404


def test_the_rounds_of_one_unit_are_reached_from_its_page(kept: House) -> None:
    clerk = kept.visitor(CLERK)
    unit = next(one for one in re.findall(r'href="(/units/[^"?]+)"', clerk.get("/units")) if "J" in clerk.get(one))
    link = re.search(r'href="(/rounds\?unit=[^"]+)"', clerk.get(unit))
    assert link
    assert "集中约谈" in clerk.get(link[1])
    assert (clerk.answer.status_code, "还没有集中约谈" in clerk.get("/rounds?unit=nowhere")) == (200, True)


def test_a_round_that_nobody_knows_comes_back_with_what_was_typed(kept: House) -> None:
    clerk = kept.visitor(RECORDER)
    clerk.get("/plans")
    clerk.send("/plans", NEW | {"round": "nothing", "token": "wrong", "csrf_token": clerk.proof})
    assert (clerk.answer.status_code, "没有这种集中约谈" in clerk.text) == (422, True)
    assert 'value="春季集中约谈"' in clerk.page


def test_for_whoever_may_see_no_plans_there_are_no_rounds(kept: House) -> None:
    of_round, stranger = made(kept, round="round").replace("/plans/", "/rounds/"), kept.visitor(OTHER)
    for asked in ("/rounds", of_round):
        stranger.get(asked)
        assert stranger.answer.status_code == 404
