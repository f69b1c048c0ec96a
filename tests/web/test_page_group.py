"""A talk with several through the pages, without any script: each is told of himself alone; and what comes after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from page_office import CLERK, DEPUTY, NAME, NAMES, OTHER, House, Visitor, house_in, prepare

BUREAU = "E003"
GROUP = [OTHER, BUREAU]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office under a regulation whose talks come to an outcome, closed: to be copied."""
    from outcome_office import CODE, outcome_plugins  # noqa: PLC0415 - beside the tests of the core, known by now

    folder = tmp_path_factory.mktemp("outcomes")
    prepare(folder, outcome_plugins(), CODE)
    return folder / NAME


@pytest.fixture
def house(made: Path, tmp_path: Path) -> Iterator[House]:
    from outcome_office import outcome_plugins  # noqa: PLC0415 - see above

    with house_in(tmp_path, made, outcome_plugins()) as found:
        yield found


def hidden(visitor: Visitor) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', visitor.page))


def proposed(house: House) -> str:
    """Propose a talk with two: its reference."""
    clerk = house.visitor()
    clerk.get(f"/interviews/new?kind=outcomes:talk&cadre={OTHER}")
    form = hidden(clerk)
    clerk.send("/interviews/new", form | {"do": "join", "also": NAMES[BUREAU], "planned": "2026-03-09"})
    assert ("集体约谈的对象" in clerk.text, clerk.page.count('name="cadre"')) == (True, 2)
    clerk.send("/interviews/new", form | {"do": "propose", "cadre": GROUP, "interviewer": DEPUTY,
                                          "planned": "2026-03-09", "topic": "履职情况"})
    return clerk.address.rpartition("/")[2]


def names_in(visitor: Visitor, address: str) -> set[str]:
    """Which of the two a document names."""
    answer = visitor.client.get(address)
    assert answer.status_code == 200
    with ZipFile(BytesIO(answer.data)) as file:
        text = "".join(re.sub("<[^>]+>", "", file.read(name).decode()) for name in file.namelist()
                       if name.endswith(".xml"))
    return {one for one in GROUP if NAMES[one] in text}


def notified(house: House) -> str:
    reference = proposed(house)
    house.visitor().act(reference, "notified", addressee="interviewee", topic="履职情况", date="2026-03-09")
    return reference


def test_somebody_who_is_not_found_is_not_joined_and_one_who_is_let_go_is_gone(house: House) -> None:
    clerk = house.visitor()
    clerk.get(f"/interviews/new?kind=outcomes:talk&cadre={OTHER}&cadre={BUREAU}")
    form = hidden(clerk) | {"cadre": GROUP}
    clerk.send("/interviews/new", form | {"do": "join", "also": "无此人"})
    assert (clerk.answer.status_code, "名册里没有找到“无此人”" in clerk.text) == (422, True)
    clerk.send("/interviews/new", form | {"do": "join", "cadre": BUREAU})
    assert ("集体约谈的对象" in clerk.text, NAMES[BUREAU] in clerk.text) == (False, True)


def test_who_talks_to_several_is_who_may_talk_to_each(house: House) -> None:
    clerk = house.visitor()
    clerk.get(f"/interviews/new?kind=outcomes:talk&cadre={OTHER}&cadre={DEPUTY}")
    assert re.findall(r'name="interviewer" value="([^"]+)"', clerk.page) == ["J001", "E001"]


def test_each_is_given_a_notice_of_his_own(house: House) -> None:
    reference = notified(house)
    clerk, address = house.visitor(), f"/interviews/{reference}/papers/2"
    clerk.get(f"/interviews/{reference}")
    assert [f"谈话通知：{NAMES[one]}" in clerk.text for one in GROUP] == [True, True]
    assert [names_in(clerk, f"{address}?cadre={one}") for one in GROUP] == [{OTHER}, {BUREAU}]
    assert [clerk.client.get(address + rest).status_code for rest in ("", "?cadre=J001", "?cadre=x")] == [404] * 3
    for one, other in (GROUP, GROUP[::-1]):
        his = house.visitor(one)
        his.get(f"/interviews/{reference}")
        assert (NAMES[one] in his.text, NAMES[other] in his.text) == (True, False)
        assert names_in(his, address) == names_in(his, f"{address}?cadre={one}") == {one}


def test_a_notice_to_be_signed_is_one_for_each(house: House) -> None:
    reference, clerk = proposed(house), house.visitor()
    clerk.get(f"/interviews/{reference}")
    address = f"/interviews/{reference}/papers/notice"
    assert [f"（待签）：{NAMES[one]}" in clerk.text for one in GROUP] == [True, True]
    assert [names_in(clerk, f"{address}?cadre={one}") for one in GROUP] == [{OTHER}, {BUREAU}]


def test_no_paper_to_be_written_in_by_hand_names_more_than_one_of_them(house: House) -> None:
    for reference in (proposed(house), notified(house)):
        clerk = house.visitor()
        clerk.get(f"/interviews/{reference}")
        blanks = clerk.page.partition("可打印手填的文书")[2]
        found = [one.replace("&amp;", "&") for one in re.findall(r'class="paper" href="([^"]+)"', blanks)]
        assert len(found) > len(GROUP)
        assert [one for one in found if len(names_in(clerk, one)) > 1 and "/record" not in one] == []


def test_what_one_of_them_signed_is_entered_for_him_by_name(house: House) -> None:
    reference, clerk = notified(house), house.visitor()
    clerk.get(f"/interviews/{reference}")
    form = clerk.hidden("acknowledged")
    assert "代录：依据本人签字的材料" in clerk.text
    signed = {"late_paper": "签收单", "late_reason": "本人无账号"}
    clerk.send(f"/interviews/{reference}", form | signed)
    assert (clerk.answer.status_code, "请选定是哪一位约谈对象" in clerk.text) == (422, True)
    clerk.send(f"/interviews/{reference}", form | signed | {"cadre": BUREAU})
    assert f"签收通知（{NAMES[BUREAU]}）" in clerk.text
    assert "签收通知" not in house.visitor(OTHER).get(f"/interviews/{reference}").partition("操作记录")[2]


def test_a_postponed_talk_asks_for_a_new_notice_and_the_old_one_stands_as_replaced(house: House) -> None:
    reference, clerk, cadre = notified(house), house.visitor(), house.visitor(OTHER)
    cadre.act(reference, "postponement_asked", reason="住院")
    clerk = house.visitor(DEPUTY)
    clerk.act(reference, "postponed", date="2026-03-16", reason="同意")
    clerk = house.visitor()
    clerk.get(f"/interviews/{reference}")
    assert ("通知（重新送达）" in clerk.text, "（待签）" in clerk.text) == (True, True)
    clerk.act(reference, "notified", addressee="interviewee", topic="履职情况", date="2026-03-16")
    assert ("已由第 5 条的新通知代替" in clerk.text, 'id="act-notified"' in clerk.page) == (True, False)


def test_after_an_outcome_a_paper_is_asked_for_and_accepted_and_the_case_is_filed(house: House) -> None:
    reference = notified(house)
    house.on("2026-03-09")
    clerk = house.visitor()
    clerk.act(reference, "held")
    clerk.act(reference, "unproven")
    assert ("查无实据" in clerk.text, 'id="act-adopted"' in clerk.page, "记录" in clerk.text) == (True, False, True)
    clerk.act(reference, "filed")
    assert "还不能归档" in clerk.text
    head = house.visitor(DEPUTY)
    head.act(reference, "recorded", account="谈了三点")
    clerk = house.visitor(CLERK)
    clerk.act(reference, "filed")
    assert ("已办理：归档" in clerk.text, 'id="act-filed"' in clerk.page) == (True, False)
