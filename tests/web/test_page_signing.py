"""Signing in and out: whoever has not is shown nothing; sessions are renewed, and end by themselves."""

from __future__ import annotations

import pytest
from page_office import CLERK, PASSWORD, House, Visitor

OTHER_PASSWORD = "青花瓷 与 黄鹤楼 2026"  # noqa: S105 - of nobody


def signing_in(house: House, name: str = "j002", password: str = PASSWORD, wanted: str = "/") -> Visitor:
    visitor = house.stranger()
    visitor.get("/sign-in")
    visitor.post("/sign-in", name=name, password=password, next=wanted)
    return visitor


def cookie(visitor: Visitor) -> str:
    found = visitor.client.get_cookie("s")
    return found.value if found else ""


@pytest.mark.parametrize("address", ["/", "/interviews", "/interviews/none", "/leads", "/account", "/nowhere?x=1"])
def test_whoever_has_not_signed_in_is_led_to_where_he_can(shared_house: House, address: str) -> None:
    answer = shared_house.stranger().client.get(address)
    assert (answer.status_code, answer.headers["Location"].startswith("/sign-in?next=/")) == (303, True)


@pytest.mark.parametrize(("wanted", "found"), [
    ("/interviews?name=x", "/interviews"), ("/account", "/account"), ("", "/"),
    ("//example.org/", "/"), ("https://example.org/", "/"), ("/\\example.org", "/"), ("\\\\example.org", "/"),
    ("javascript:alert(1)", "/"), ("/\n/example.org", "/"), ("http:example.org", "/"), ("///example.org", "/"),
    ("example.org", "/"), ("//[", "/"),
])
def test_it_leads_on_within_these_pages_alone(shared_house: House, wanted: str, found: str) -> None:
    visitor = signing_in(shared_house, wanted=wanted)
    assert (visitor.answer.status_code, visitor.address) == (200, found)


@pytest.mark.parametrize(("name", "password"), [
    ("j002", "wrong"), ("nobody", PASSWORD), ("", ""), ("j002", "长" * 5000)])
def test_a_wrong_name_and_a_wrong_password_are_told_alike_and_what_was_typed_is_kept(
        house: House, name: str, password: str) -> None:
    visitor = signing_in(house, name, password)
    assert (visitor.answer.status_code, visitor.page.count('role="alert"')) == (422, 1)
    assert (f'value="{name}"' in visitor.page, password in visitor.page if password else False) == (True, False)
    assert visitor.client.get("/").status_code == 303


def test_the_session_is_renewed_at_the_sign_in(house: House) -> None:
    visitor = house.stranger()
    visitor.get("/sign-in")
    before, proof = cookie(visitor), visitor.proof
    visitor.post("/sign-in", name="j002", password=PASSWORD)
    assert (cookie(visitor) != before, visitor.proof != proof) == (True, True)


def test_a_cookie_is_worth_nothing_after_the_sign_out(house: House) -> None:
    visitor = house.visitor()
    kept = cookie(visitor)
    visitor.get("/")
    page = visitor.post("/sign-out")
    thief = house.stranger()
    thief.client.set_cookie("s", kept)
    assert ("已退出登录" in page, thief.client.get("/").status_code) == (True, 303)


def test_a_cookie_that_was_made_up_signs_nobody_in(house: House) -> None:
    visitor = house.stranger()
    visitor.client.set_cookie("s", "eyJ0IjoieCJ9.made.up")
    assert visitor.client.get("/").status_code == 303


def test_the_cookie_is_kept_from_scripts_and_other_sites(house: House) -> None:
    visitor = house.stranger()
    visitor.get("/sign-in")
    flags = visitor.answer.headers["Set-Cookie"]
    assert [part for part in ("HttpOnly", "SameSite=Strict", "Path=/") if part not in flags] == []


def test_a_session_ends_by_itself_and_leads_back_to_where_it_was(house: House) -> None:
    visitor = house.visitor()
    house.later(minutes=31)
    page = visitor.get("/interviews?name=x", follow_redirects=True)
    assert ("登录已过期，请重新登录" in page, 'value="/interviews?name=x"' in page) == (True, True)
    visitor.post("/sign-in", name="j002", password=PASSWORD, next="/interviews?name=x")
    assert visitor.address == "/interviews"


def test_whoever_works_stays_signed_in(house: House) -> None:
    visitor = house.visitor()
    for _ in range(3):
        house.later(minutes=20)
        assert visitor.client.get("/").status_code == 200


def test_a_password_good_for_one_time_is_changed_before_anything_else(house: House) -> None:
    view = house.shell.accounts.named("j002")
    assert view is not None
    once = house.shell.accounts.reset(view.reference, by=None, at=house.moment)
    visitor = signing_in(house, password=once, wanted="/interviews")
    assert (visitor.address, "一次性密码" in visitor.text, "约谈办理" in visitor.text) == ("/account", True, False)
    assert visitor.client.get("/cadres").headers["Location"] == "/account?next=/cadres"
    visitor.post("/account", old=once, new=OTHER_PASSWORD, again=OTHER_PASSWORD, next="/interviews")
    assert (visitor.address, "密码已更改" in visitor.text) == ("/interviews", True)
    assert signing_in(house, password=once).answer.status_code == 422


@pytest.mark.parametrize(("typed", "field", "text"), [
    ({"old": "wrong", "new": OTHER_PASSWORD, "again": OTHER_PASSWORD}, "old", "原密码不对"),
    ({"old": PASSWORD, "new": OTHER_PASSWORD, "again": "x"}, "again", "两次输入的新密码不一样"),
    ({"old": PASSWORD, "new": "short", "again": "short"}, "new", "至少 12 个字符"),
])
def test_what_is_wrong_with_a_change_of_password_stands_beside_its_field(
        house: House, typed: dict[str, str], field: str, text: str) -> None:
    visitor = house.visitor(CLERK)
    visitor.get("/account")
    visitor.send("/account", typed | {"csrf_token": visitor.proof})
    assert (visitor.answer.status_code, f'id="password-{field}-error"' in visitor.page, text in visitor.text) == (
        422, True, True)
    assert OTHER_PASSWORD not in visitor.page
