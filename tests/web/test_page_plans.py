"""The pages of plans: made, filled, handed in and approved; and what they are to those who may not see them."""

from __future__ import annotations

import re

import pytest
from page_office import CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, House, Visitor

NEW = {"title": "2026年第二季度约谈计划", "unit": "J", "regulation": "lianyungang", "since": "2026-04-01",
       "until": "2026-06-30"}


def made(house: House, who: str = RECORDER) -> str:
    """The address of a new plan."""
    clerk = house.visitor(who)
    clerk.get("/plans")
    clerk.send("/plans", NEW | {"token": "new", "csrf_token": clerk.proof})
    assert clerk.answer.status_code == 200
    return clerk.address


def form(visitor: Visitor, do: str) -> dict[str, str]:
    """The hidden fields of the form with that button."""
    forms = re.findall(r"<form.*?</form>", visitor.page, re.DOTALL)
    found = next(one for one in forms if f'name="do" value="{do}"' in one)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', found))


def press(visitor: Visitor, address: str, do: str, **typed: str) -> None:
    visitor.get(address)
    visitor.send(address, form(visitor, do) | typed)


def test_a_plan_is_made_filled_in_handed_in_and_approved_and_leads_to_a_proposal(house: House) -> None:
    address, clerk, head = made(house, CLERK), house.visitor(CLERK), house.visitor(DEPUTY)
    press(clerk, address, "add", cadre=OTHER, kind="routine", planned="2026-05-06", collective="no", sealed="no")
    assert ("已列入计划" in clerk.text, "2026-05-06" in clerk.text, "未发起" in clerk.text) == (True, True, True)
    press(clerk, address, "submit")
    assert ("计划已报送" in clerk.text, 'value="add"' in clerk.page) == (True, False)
    press(head, address, "approve")
    assert "计划已批准" in head.text
    clerk.get(address)
    link = re.search(r'href="(/interviews/new\?[^"]*)"', clerk.page)
    assert link
    assert 'value="2026-05-06"' in clerk.get(link[1].replace("&amp;", "&"))
    assert ("已批准" in clerk.get("/plans"), address in clerk.page) == (True, True)


def test_what_will_not_do_comes_back_with_what_was_typed_and_why(house: House) -> None:
    clerk = house.visitor(RECORDER)
    clerk.get("/plans")
    clerk.send("/plans", NEW | {"title": "", "until": "2026-03-01", "token": "x", "csrf_token": clerk.proof})
    assert (clerk.answer.status_code, "结束日期不能早于开始日期 2026-04-01" in clerk.text) == (422, True)
    address = made(house)
    press(clerk, address, "add", cadre="没有这个人", kind="routine")
    assert (clerk.answer.status_code, "名册里没有找到“没有这个人”" in clerk.text) == (422, True)
    press(clerk, address, "submit")
    assert (clerk.answer.status_code, "计划里还没有一项约谈" in clerk.text) == (422, True)
    press(clerk, address, "withdraw", reason="")
    assert clerk.answer.status_code == 422


@pytest.mark.parametrize("who", [DIRECTOR, OTHER])
def test_for_whoever_may_see_no_plans_there_is_no_such_page(house: House, who: str) -> None:
    address, stranger = made(house), house.visitor(who)
    for asked in ("/plans", address, "/plans/AAAAAAAAAAAAAAAAAAAAAA"):
        stranger.get(asked)
        assert stranger.answer.status_code == 404
    assert 'href="/plans"' not in stranger.get("/")


def test_a_second_look_at_an_old_page_is_told_that_something_changed(house: House) -> None:
    address, clerk = made(house), house.visitor(RECORDER)
    clerk.get(address)
    old = form(clerk, "add") | {"cadre": OTHER, "kind": "routine"}
    press(clerk, address, "add", cadre=DIRECTOR, kind="routine")
    clerk.send(address, old)
    assert clerk.answer.status_code == 409


def test_an_unknown_button_is_not_there(house: House) -> None:
    address, clerk = made(house), house.visitor(RECORDER)
    clerk.get(address)
    clerk.send(address, {"do": "burn", "csrf_token": clerk.proof})
    assert clerk.answer.status_code == 404


def test_lines_are_changed_in_a_table_and_seen_in_a_calendar(house: House) -> None:
    address, clerk = made(house), house.visitor(RECORDER)
    press(clerk, address, "add", cadre=OTHER, kind="routine", collective="no", sealed="no")
    assert "1 项未定日期" in clerk.text
    clerk.get(f"{address}?edit=yes")
    line = re.findall(r'name="talker\.([^"]+)"', clerk.page)[0]
    typed = form(clerk, "change") | {f"talker.{line}": "陈国栋", f"planned.{line}": "2026-05-06"}
    clerk.send(address, typed | {f"planned.{line}": "2027-01-01"})
    assert (clerk.answer.status_code, "日期应在计划期 2026-04-01 至 2026-06-30 之内。" in clerk.text) == (422, True)
    assert 'value="陈国栋"' in clerk.page
    clerk.send(address, typed)
    assert ("计划已修改。" in clerk.text, "陈国栋" in clerk.text, "2026 年 5 月" in clerk.text) == (True, True, True)
    press(clerk, address, "add", cadre=DIRECTOR, kind="routine", collective="no", sealed="no")
    press(clerk, address, "spread")
    assert "已安排日期，可以逐项再改。" in clerk.text
