"""What cannot be done by whoever looks at a page says by whom it can, and what a button leads to."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from page_office import CLERK, DEPUTY, NAMES, NOTICE, OTHER, RECORD, RECORDER, SECRETARY, House, proposed
from werkzeug.datastructures import MultiDict

from yuetan.access.actor import Actor
from yuetan.access.views import Person
from yuetan.rules import INTERVIEWEE, ORGANISER
from yuetan_web.starting import handles

TURN = f"轮到这一步了，由约谈人{NAMES[DEPUTY]}、记录人{NAMES[RECORDER]}办理"
TWIN = "由约谈人、记录人或者承办的纪检人员在这一页“代录”"


@pytest.fixture
def held(house: House) -> str:
    """A warning talk that was held, and is not on record yet."""
    reference, clerk = proposed(house), house.visitor()
    clerk.act(reference, "consulted")
    clerk.act(reference, "notified", **NOTICE)
    house.on("2026-03-09")
    house.visitor().act(reference, "held")
    return reference


def shown(house: House, who: str, address: str) -> str:
    visitor = house.visitor(who)
    visitor.get(address)
    return visitor.text


@pytest.mark.parametrize(("who", "said"), [(CLERK, True), (RECORDER, False), (DEPUTY, False), (OTHER, False)])
def test_a_step_that_is_for_those_of_the_talk_names_them_to_whoever_is_none(
        house: House, held: str, who: str, said: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert (TURN in shown(house, who, f"/interviews/{held}")) == said


def test_it_names_them_only_while_it_is_their_turn(house: House, held: str) -> None:
    house.visitor(RECORDER).act(held, "recorded", **RECORD)
    assert "轮到这一步了" not in shown(house, CLERK, f"/interviews/{held}")


@pytest.mark.parametrize(("who", "said"), [(CLERK, True), (RECORDER, True), (OTHER, False)])
def test_who_enters_what_was_signed_on_paper_is_said_to_the_office(
        house: House, held: str, who: str, said: bool) -> None:  # noqa: FBT001 - as above
    assert (TWIN in shown(house, who, f"/interviews/{held}")) == said


def test_a_list_says_what_was_done_last_apart_from_what_falls_due_next(house: House, held: str) -> None:
    assert "已办：组织实施约谈 · 最近期限 2026-03-24" in shown(house, CLERK, "/interviews")
    assert "已办：组织实施约谈" in shown(house, CLERK, f"/interviews/{held}")
    house.on("2026-03-25")
    assert "已办：组织实施约谈 · 逾期，期限 2026-03-24" in shown(house, CLERK, "/interviews")


def test_notices_of_each_are_offered_where_there_are_several(house: House, held: str) -> None:
    house.visitor(RECORDER).act(held, "recorded", **RECORD)
    text = shown(house, RECORDER, f"/interviews/{held}")
    assert ("全部文书，一个压缩包" in text, "每人的通知" in text) == (True, False)


@pytest.mark.parametrize(("interview", "cadre", "owed_by", "goes"), [
    ("t", OTHER, INTERVIEWEE, True), ("t", OTHER, ORGANISER, False), ("t", DEPUTY, ORGANISER, True),
    ("t", DEPUTY, INTERVIEWEE, True), ("", DEPUTY, ORGANISER, False)])
def test_whoever_is_talked_to_looks_at_what_others_owe_and_does_what_he_owes(
        monkeypatch: pytest.MonkeyPatch, interview: str, cadre: str, owed_by: Any, goes: bool) -> None:  # noqa: ANN401, FBT001 - parameters of the test
    monkeypatch.setattr("yuetan_web.starting.actor", lambda: Actor(1, "", "", OTHER, ()))
    row: Any = SimpleNamespace(interview=interview, subject=Person(name="", cadre=cadre),
                               duty=SimpleNamespace(owed_by=owed_by))
    assert handles(row) == goes


def test_another_day_begins_with_the_day_that_is_planned(house: House) -> None:
    reference, clerk = proposed(house), house.visitor()
    clerk.get("/?view=all")
    owed = re.search(rf'href="(/owed/[^"#]+/notice/interview:{reference})"', clerk.page)
    assert owed is not None
    for address in (owed[1], f"/interviews/{reference}"):
        clerk.get(address)
        field = re.search(r'name="held" type="date" value="([^"]*)"', clerk.page)
        assert field is not None
        assert field[1] == "2026-03-09"


@pytest.mark.parametrize(("cadre", "said"), [
    (RECORDER, f"照这样还不能提出 {NAMES[RECORDER]}：约谈对象一般为市管领导干部"),
    (SECRETARY, f"照这样提出，会遇到 {NAMES[SECRETARY]}：{NAMES[DEPUTY]}不在可以办理的人之列"),
], ids=["refused", "of the talk"])
def test_of_several_talked_to_one_by_one_it_is_said_who_is_meant(house: House, cadre: str, said: str) -> None:
    clerk = house.visitor()
    clerk.get(f"/interviews/new?kind=lianyungang:routine&cadre={OTHER}&cadre={cadre}")
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', clerk.page[clerk.page.index("columns"):])
    several = [("cadre", OTHER), ("cadre", cadre), ("apart", "yes"), ("interviewer", DEPUTY), ("do", "check")]
    clerk.send("/interviews/new", MultiDict([*hidden, *several]))
    assert said in clerk.text


def test_a_form_is_filled_in_with_a_name_and_not_with_a_number(house: House) -> None:
    clerk = house.visitor()
    for address, name in (("/leads/new", "handlers"), ("/handovers", "leaver")):
        clerk.get(address)
        assert f'name="{name}"' in clerk.page
        assert f'value="{NAMES[CLERK]}"' in clerk.page


def test_an_administrator_is_offered_no_talks_and_no_roster(house: House) -> None:
    pages = {who: house.visitor(who).get("/account").partition("<main")[0] for who in ("system", CLERK)}
    found = {who: [one for one in ("约谈办理", "我的草稿", "干部名册", "放假安排") if one in page]
             for who, page in pages.items()}
    assert found == {"system": ["放假安排"], CLERK: ["约谈办理", "我的草稿", "干部名册", "放假安排"]}


def test_what_leads_to_a_file_says_so(house: House) -> None:
    reference, clerk = proposed(house), house.visitor()
    clerk.act(reference, "consulted")
    clerk.act(reference, "notified", **NOTICE)
    assert "下载申请书" in shown(house, OTHER, "/mine")


def test_the_stem_of_numbers_is_set_for_the_unit_one_works_in_unless_another_is_chosen(house: House) -> None:
    form = re.search(r'<select[^>]*id="stem-unit".*?</select>', house.visitor(SECRETARY).get("/prints"), re.DOTALL)
    assert form is not None
    assert re.findall(r'<option value="([^"]*)" selected>', form[0]) == ["J"]


def test_how_many_talks_are_left_of_a_year_is_said_in_words(house: House) -> None:
    clerk = house.visitor()
    owed = re.search(r'href="(/owed/[^"#]+/annual_talk/2026)"', clerk.get("/?view=all"))
    assert owed is not None
    assert "应谈 1 次，已谈 0 次" in shown(house, CLERK, owed[1])
