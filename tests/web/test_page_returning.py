"""A form sent after the session ended: nothing is done, nothing is lost, and nobody else is shown it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from page_office import CLERK, DEPUTY, LEAD, OTHER, PASSWORD, House, Visitor
from werkzeug.datastructures import MultiDict

from yuetan.records.database import reading
from yuetan.records.tables import draft, lead
from yuetan_web.filling import filled

PAGE = """<form method="post" action="/x"><input name="a" value="1"><input type="hidden" name="code" value="one"></form>
<p>a&amp;b &#8212;</p><form method="post" action="/x#main"><input type="hidden" name="code" value="two">
<input name="a" required><input type="checkbox" name="b" value="1" checked><input type="checkbox" name="b" value="2">
<select name="c"><option value="1" selected>一</option><option value="2">二</option></select>
<textarea name="d">old &amp; gone</textarea><input type="password" name="e"><input name="f" value="kept"></form>"""
TYPED = (("code", "two"), ("a", 'say "x" & <y>'), ("b", "2"), ("c", "2"), ("d", "一\n<二>"), ("e", "secret"))


def come_too_late(house: House, typed: dict[str, str], address: str = "/leads/new") -> Visitor:
    """The clerk sends a form half an hour too late, and stands before the page to sign in on."""
    clerk = house.visitor()
    clerk.get(address)
    proof = clerk.proof
    house.later(minutes=31)
    clerk.send(address, typed | {"csrf_token": proof})
    return clerk


def sign_in(visitor: Visitor, who: str) -> str:
    return visitor.post("/sign-in", name=who.lower(), password=PASSWORD, next="/drafts/returned")


def count(house: House, table: sa.Table) -> int:
    with reading(house.records) as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_a_form_is_filled_in_as_it_was_typed_and_the_rest_of_the_page_stays() -> None:
    first, _, rest = PAGE.partition("<p>")
    found = filled(PAGE, "/x", TYPED, "returned=yes")
    assert found == first + "<p>" + (
        rest.replace('action="/x#main"', 'action="/x?returned=yes#main"')
        .replace('name="a" required', 'name="a" required="" value="say &#34;x&#34; &amp; &lt;y&gt;"')
        .replace('value="1" checked', 'value="1"').replace('name="b" value="2"', 'name="b" value="2" checked=""')
        .replace('value="1" selected', 'value="1"').replace('<option value="2">', '<option value="2" selected="">')
        .replace("old &amp; gone", "\n一\n&lt;二&gt;"))


@pytest.mark.parametrize(("address", "typed"), [("/y", TYPED), ("/x", (("z", "1"),)), ("/x", (("a", ""),))])
def test_no_form_is_filled_in_that_was_not_meant(address: str, typed: tuple[tuple[str, str], ...]) -> None:
    assert filled(PAGE, address, typed, "") is None


def test_what_was_typed_comes_back_into_its_form_and_is_gone_once_it_is_sent(house: House) -> None:
    clerk = come_too_late(house, LEAD)
    assert ("这份表单没有提交。您填的内容已加密存下" in clerk.text, count(house, lead)) == (True, 0)
    sign_in(clerk, CLERK)
    parts = ("还没有提交，请核对后再提交", "?returned=yes", "收受礼金的详细经过</textarea>", 'value="赵告密"')
    assert [part for part in parts if part not in clerk.page] == []
    clerk.send("/leads/new?returned=yes", LEAD | {"csrf_token": clerk.proof})
    assert (count(house, lead), count(house, draft)) == (1, 0)


def test_whoever_else_signs_in_there_finds_nothing_and_nothing_lies_there_in_the_clear(house: House) -> None:
    clerk = come_too_late(house, LEAD)
    sign_in(clerk, DEPUTY)
    assert (clerk.address, "赵告密" in clerk.page) == ("/", False)
    for address in ("/drafts/returned?text=yes", "/leads/new?returned=yes", "/drafts"):
        clerk.get(address)
        assert "赵告密" not in clerk.page
    with reading(house.records) as connection:
        row = connection.execute(sa.select(draft)).one()
    assert "赵告密".encode() not in b"".join(bytes(one) for one in row if isinstance(one, bytes | memoryview))


@pytest.mark.parametrize("made_up", [{"csrf_token": "x"}, {"csrf_token": ""}])
def test_nothing_is_kept_of_a_form_that_was_not_opened_here(house: House, made_up: dict[str, str]) -> None:
    clerk = house.visitor()
    house.later(minutes=31)
    clerk.send("/leads/new", LEAD | made_up)
    assert ("没能存下" in clerk.text, count(house, draft)) == (True, 0)


def test_nothing_is_kept_for_a_session_that_was_ended_by_its_owner(house: House) -> None:
    clerk = house.visitor()
    clerk.get("/leads/new")
    cookie, proof = clerk.client.get_cookie("s"), clerk.proof
    clerk.post("/sign-out")
    assert cookie is not None
    clerk.client.set_cookie("s", cookie.value)
    clerk.send("/leads/new", LEAD | {"csrf_token": proof})
    assert ("没能存下" in clerk.text, count(house, draft)) == (True, 0)


def test_a_password_is_never_kept(house: House) -> None:
    clerk = come_too_late(house, {"old": "旧的秘密", "new": "新的秘密", "again": "新的秘密"}, "/account")
    assert count(house, draft) == 0
    assert clerk.address == "/sign-in"


def test_where_the_form_is_not_there_any_more_the_words_are(house: House) -> None:
    clerk = come_too_late(house, {"field.x": "写了很久的话"})
    sign_in(clerk, CLERK)
    assert (clerk.address, "写了很久的话" in clerk.text) == ("/drafts/returned", True)
    clerk.get("/drafts")
    assert "登录过期时没有提交的表单" in clerk.text


def test_a_proposal_and_an_act_become_the_drafts_they_would_have_been(house: House) -> None:
    clerk = house.visitor()
    clerk.get(f"/interviews/new?kind=lianyungang:routine&cadre={OTHER}")
    typed = [("kind", "lianyungang:routine"), ("cadre", OTHER), ("topic", "履职情况"), ("do", "check"),
             ("csrf_token", clerk.proof)]
    house.later(minutes=31)
    clerk.send("/interviews/new", MultiDict(typed))
    sign_in(clerk, CLERK)
    assert ('value="履职情况"' in clerk.page, "还没有提交" in clerk.text) == (True, True)
    clerk.get("/drafts")
    assert ("发起约谈：日常约谈" in clerk.text, "登录过期时" in clerk.text) == (True, False)


def test_an_act_of_an_interview_comes_back_in_its_form(case: tuple[House, str]) -> None:
    house, reference = case
    clerk = house.visitor()
    clerk.get(f"/interviews/{reference}")
    code = "consulted" if 'id="act-consulted"' in clerk.page else "notified"
    typed = clerk.hidden(code) | {"late_reason": "病假期间没有登记"}
    house.later(minutes=31)
    clerk.send(f"/interviews/{reference}", typed)
    sign_in(clerk, CLERK)
    assert (clerk.address, "病假期间没有登记" in clerk.page) == (f"/interviews/{reference}", True)
