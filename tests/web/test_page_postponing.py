"""Who answers a request to postpone a talk is said wherever it is made, and where it waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_office import (
    CLERK,
    DEPUTY,
    NAME,
    NAMES,
    OTHER,
    PASSWORD,
    RECORDER,
    SECRETARY,
    House,
    Visitor,
    house_in,
    prepare,
)

from yuetan.access.actor import Role
from yuetan.casework.acts import Proposal

NAMED = (f"延期申请由约谈人（{NAMES[DEPUTY]}），或者市纪委监委的负责人（{NAMES[DEPUTY]}、zhang）、"
         f"纪检人员（{NAMES[SECRETARY]}、{NAMES[CLERK]}）答复。")
BY_PART = "延期申请由约谈人，或者市纪委监委的负责人、纪检人员答复。"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from outcome_office import CODE, outcome_plugins  # noqa: PLC0415 - beside the tests of the core, known by now

    folder = tmp_path_factory.mktemp("postponed")
    prepare(folder, outcome_plugins(), CODE)
    return folder / NAME


@pytest.fixture
def house(made: Path, tmp_path: Path) -> Iterator[House]:
    from outcome_office import outcome_plugins  # noqa: PLC0415 - see above

    with house_in(tmp_path, made, outcome_plugins()) as found:
        found.account("zhang", "", (Role.HEAD, "C"))  # of the whole city, and so of the organ below
        yield found


def notified(house: House) -> str:
    clerk = house.shell.accounts.sign_in(CLERK.lower(), PASSWORD, at=house.moment).actor
    done = house.shell.casework.propose(clerk, Proposal(
        regulation="outcomes", kind="talk", interviewees=(OTHER,), interviewers=(DEPUTY,), recorder=RECORDER,
        topic="履职情况"), token="proposed")  # noqa: S106 - no password
    house.visitor().act(done.case, "notified", addressee="interviewee", topic="履职情况", date="2026-03-09")
    return done.case


def said(visitor: Visitor, address: str) -> str:
    visitor.get(address)
    return visitor.text


@pytest.mark.parametrize("who", [CLERK, RECORDER])
def test_the_office_is_told_by_whom_beside_the_form_and_where_a_request_waits(house: House, who: str) -> None:
    reference = notified(house)
    address = f"/interviews/{reference}"
    assert said(house.visitor(who), address).count(NAMED) == 1
    house.visitor(OTHER).act(reference, "postponement_asked", reason="住院")
    assert f"还没有答复。{NAMED}" in said(house.visitor(who), address)


def test_who_is_talked_to_is_told_by_which_parts_and_roles(house: House) -> None:
    reference, cadre = notified(house), house.visitor(OTHER)
    for address in (f"/interviews/{reference}", "/mine"):
        text = said(cadre, address)
        assert (BY_PART in text, "zhang" in text, NAMES[SECRETARY] in text) == (True, False, False)
    cadre.act(reference, "postponement_asked", reason="住院")
    assert f"还没有答复。{BY_PART}" in said(cadre, f"/interviews/{reference}")
    assert "您于 2026-03-02 申请，还没有答复。" in said(cadre, "/mine")


def test_nothing_waits_once_it_is_answered(house: House) -> None:
    reference = notified(house)
    house.visitor(OTHER).act(reference, "postponement_asked", reason="住院")
    house.visitor(DEPUTY).act(reference, "postponement_refused", reason="当日另有安排")
    assert "还没有答复" not in said(house.visitor(), f"/interviews/{reference}")


def test_what_he_objects_is_told_among_his_rights_and_what_comes_of_it_beside_the_form(house: House) -> None:
    reference = notified(house)
    house.on("2026-03-09")
    house.visitor().act(reference, "held")
    cadre = house.visitor(OTHER)
    assert "经办单位在这次约谈的页面上看得到。可以不止提一次。" in said(cadre, f"/interviews/{reference}")
    assert "提出过" not in said(cadre, "/mine")
    cadre.act(reference, "objected", statement="我说的是已经报备")
    assert "您于 2026-03-09 提出过，内容在这次约谈的页面上；可以再提。" in said(cadre, "/mine")
    assert "我说的是已经报备" in said(cadre, f"/interviews/{reference}")
