"""Where somebody begins who has just signed in, and what of his own talks stands on his desk."""

from __future__ import annotations

import re

import pytest
from page_office import CLERK, DEPUTY, NOTICE, OTHER, PASSWORD, House, Visitor, proposed
from sqlalchemy import delete, select

from yuetan.records.tables import account, role_grant


def signing_in(house: House, name: str, password: str = PASSWORD, wanted: str = "/") -> Visitor:
    visitor = house.stranger()
    visitor.get("/sign-in")
    visitor.post("/sign-in", name=name, password=password, next=wanted)
    return visitor


def told(house: House) -> str:
    """A talk of which the interviewee has just been notified: its reference."""
    reference, clerk = proposed(house), house.visitor(CLERK)
    clerk.act(reference, "consulted")
    clerk.act(reference, "notified", **NOTICE)
    return reference


@pytest.mark.parametrize(("name", "wanted", "found"), [
    (OTHER, "/", "/mine"), (OTHER, "", "/mine"), (OTHER, "/?lang=en", "/mine"), (OTHER, "//example.org/", "/mine"),
    (OTHER, "/account", "/account"), (OTHER, "/?status=overdue", "/"), (OTHER, "/interviews?name=x", "/interviews"),
    (CLERK, "/", "/"), (CLERK, "/mine", "/mine"), ("system", "/", "/")])
def test_whoever_works_for_nobody_begins_at_his_own_talks_unless_he_asked_for_another_page(
        house: House, name: str, wanted: str, found: str) -> None:
    visitor = signing_in(house, name.lower(), wanted=wanted)
    assert (visitor.answer.status_code, visitor.address) == (200, found)


def test_the_language_goes_with_him(house: House) -> None:
    visitor = signing_in(house, OTHER.lower(), wanted="/?lang=en")
    assert '<html lang="en"' in visitor.page


def test_whoever_has_something_to_do_in_talks_of_others_begins_at_the_desk_where_that_stands(house: House) -> None:
    with house.records.begin() as connection:  # the talker has no role in an office any more
        connection.execute(delete(role_grant).where(role_grant.c.account_id.in_(
            select(account.c.id).where(account.c.sign_in == DEPUTY.lower()))))
    assert signing_in(house, DEPUTY.lower()).address == "/mine"
    reference = told(house)
    house.visitor(OTHER).act(reference, "postponement_asked", reason="住院")
    talker = signing_in(house, DEPUTY.lower())
    assert (talker.address, "答复延期申请" in talker.text) == ("/", True)


def test_a_password_good_for_one_time_leads_there_too(house: House) -> None:
    view = house.shell.accounts.named(OTHER.lower())
    assert view is not None
    once = house.shell.accounts.reset(view.reference, by=None, at=house.moment)
    visitor = signing_in(house, OTHER.lower(), once)
    assert visitor.address == "/account"
    visitor.post("/account", old=once, new="青花瓷 与 黄鹤楼 2026", again="青花瓷 与 黄鹤楼 2026", next="/")
    assert visitor.address == "/mine"


def test_a_notice_stands_on_the_desk_of_whoever_is_talked_to_until_he_acknowledged_it(house: House) -> None:
    reference = told(house)
    him = house.visitor(OTHER)
    him.get("/")
    task = re.search(r'href="(/interviews/[^"]*#act-acknowledged)"', him.page)
    assert task
    assert (task[1], "待签收" in him.text, "签收通知" in him.text) == (
        f"/interviews/{reference}#act-acknowledged", True, True)
    assert 'id="act-acknowledged"' in him.get(f"/interviews/{reference}")
    assert "待签收" not in house.visitor(CLERK).get("/")
    him.act(reference, "acknowledged")
    assert "待签收" not in him.get("/")
