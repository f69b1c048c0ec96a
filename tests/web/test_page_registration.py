"""The form of a registration and of a table of figures opens filled in; its figures lead to what they count."""

from __future__ import annotations

import re

import pluggy
import pytest
from page_office import CLERK, DEPUTY, OTHER, PASSWORD, RECORDER, SECRETARY, House, house_in
from regulated_office import CODE, NOTICE_SAYS
from test_registration import ALL

from yuetan.access.actor import Actor
from yuetan.casework.acts import Done, Proposal, Taken
from yuetan.plugins import Loaded, Plugins


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a talk that was held, as the clerk who arranged it sees it."""
    loaded = Plugins(pluggy.PluginManager("yuetan"), (Loaded(CODE, "yuetan-needs", None, (ALL,)),))
    with house_in(tmp_path_factory.mktemp("registration"), loaded=loaded, code=CODE) as house:
        done = house.shell.casework.propose(actor(house, CLERK), Proposal(
            regulation=CODE, kind="routine", interviewees=(OTHER,), interviewers=(DEPUTY,), recorder=RECORDER,
            topic="履职", place="行政中心512室", topics=("3.1",)), token="propose")  # noqa: S106 - of a request
        done = take(house, SECRETARY, done, "approved", {"opinion": "同意"})
        done = take(house, CLERK, done, "notified", NOTICE_SAYS)
        done = take(house, DEPUTY, done, "held", {})
        visitor = house.visitor(CLERK)
        whole = visitor.get(f"/interviews/{done.case}")
        address = re.search(r'href="(/ledgers/needs/tables/figures[^"]+)"', whole)
        assert address is not None
        return whole + visitor.get(address[1].replace("&amp;", "&"))


def actor(house: House, cadre: str) -> Actor:
    return house.shell.accounts.sign_in(cadre.lower(), PASSWORD, at=house.moment).actor


def take(house: House, by: str, done: Done, code: str, fields: dict[str, str]) -> Done:
    asked = Taken(code=code, version=done.version, fields=fields,
                  addressee="interviewee" if code == "notified" else "")
    return house.shell.casework.take(actor(house, by), done.case, asked, token=code)


@pytest.mark.parametrize(("field", "value"), [
    ("registered-whom", "马文慧"), ("registered-on", "2026-03-02"), ("registered-place", "行政中心512室"),
    ("registered-talked_by", "J004"), ("summed-talks", "1"), ("summed-since", "2026-01-01"), ("summed-office", "J")])
def test_a_field_is_filled_in_already(page: str, field: str, value: str) -> None:
    found = re.search(rf'<input[^>]*id="act-{field}"[^>]*value="([^"]*)"', page)
    assert found is not None
    assert found[1] == value


def test_the_figures_say_of_what_they_are_and_lead_to_a_table_that_says_the_same(page: str) -> None:
    assert "数字由系统从 2026-01-01 至 2026-03-02 实施的约谈中统计。" in page
    assert re.search(r'<td data-label="人次"[^>]*>.*?<a href="/ledgers/needs\?[^"]*kind=routine[^"]*">1</a>', page)
