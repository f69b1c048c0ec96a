"""Every page: that it stands in the table, what it says, and that what may not be seen is as if it were not there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from page_office import CLERK, DEPUTY, DIRECTOR, NOTICE, OTHER, RECORDER, House, lead_of, proposed

from yuetan.access.matrix import matrix
from yuetan_web.app import create_app
from yuetan_web.own_pages import routes_of
from yuetan_web.routes import OWN, PUBLIC, ROUTES

PAGES = ("/", "/?status=done", "/?lang=en", "/account", "/interviews", "/interviews/new", "/interviews/new?name=马",
         f"/interviews/new?kind=lianyungang:routine&cadre={OTHER}", "/cadres", "/cadres?name=马", "/regulations",
         "/regulations/lianyungang", "/regulations/lianyungang?edition=1999-01-01", "/leads", "/leads/new")
UNKNOWN = "A" * 22


def test_every_route_stands_in_the_table_and_nothing_else_does(shared_house: House) -> None:
    assert {rule.endpoint for rule in shared_house.app.url_map.iter_rules()} == set(routes_of(shared_house.app))


def test_every_route_asks_for_an_action_that_the_policy_knows() -> None:
    assert set(ROUTES.values()) - set(matrix().actions) == set()
    assert (PUBLIC | OWN) - set(ROUTES) == set()


def test_a_route_that_stands_in_no_table_is_not_there(shared_house: House) -> None:
    app = create_app(shared_house.shell)
    app.add_url_rule("/extra", view_func=lambda: "secret")
    answer = app.test_client().get("/extra")
    assert (answer.status_code, "secret" in answer.get_data(as_text=True)) == (404, False)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["zh-CN,zh;q=0.9", "en-GB,en;q=0.8", "fr"])
def test_a_page_is_given_in_any_language(shared_house: House, address: str, language: str) -> None:
    visitor = shared_house.visitor()
    visitor.get(address, headers={"Accept-Language": language})
    assert (visitor.answer.status_code, visitor.answer.mimetype) == (200, "text/html")


@pytest.mark.parametrize(("address", "parts"), [
    ("/?view=all", ("工作台", "演示数据", "国家秘密", "每年至少一次日常约谈", "马文慧",
           "依据 《市管领导干部廉政约谈暂行办法》第六条")),
    ("/account", ("白雪", "J002", "纪检（市纪委监委）", "更改密码")),
    ("/cadres?name=马", ("马文慧", "市教育局副局长", "E002")),
    ("/cadres?name=无此人", ("名册里没有找到“无此人”",)),
    ("/regulations", ("《市管领导干部廉政约谈暂行办法》", "连委办发〔2015〕5号")),
    ("/regulations/lianyungang", ("第八条（三）", "不设规则：宗旨，不设规则", "“每年”从哪天算到哪天", "自然年度")),
    (f"/interviews/new?kind=lianyungang:routine&cadre={OTHER}", (
        "谁来谈", "周志强", "第五条（四）", "陈国栋", "第五条（七）")),
    ("/leads", ("只列出由您承办的线索",)),
])
def test_a_page_says(shared_house: House, address: str, parts: tuple[str, ...]) -> None:
    visitor = shared_house.visitor()
    visitor.get(address)
    assert [part for part in parts if part not in visitor.text] == []


@pytest.mark.parametrize(("cadre", "shown"), [(CLERK, True), (DEPUTY, True), (RECORDER, False), (OTHER, False)])
def test_leads_are_offered_to_those_who_handle_or_decide_them_alone(shared_house: House, cadre: str, *,
                                                                    shown: bool) -> None:
    assert ("问题线索" in shared_house.visitor(cadre).get("/")) is shown


def test_the_language_and_what_was_asked_for_stay_with_the_links(shared_house: House) -> None:
    page = shared_house.visitor().get("/?lang=en&status=done")
    assert ('<html lang="en">' in page, 'href="/interviews?lang=en"' in page) == (True, True)


# What may not be seen


def bare(page: str) -> str:
    """A page without the proof of its forms, which is made anew every second."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def everything_of(house: House) -> dict[str, str]:
    """The address of one of each, that a stranger knows from elsewhere."""
    lead, interview = lead_of(house), proposed(house)
    clerk = house.visitor()
    clerk.get(f"/interviews/{interview}")
    owed = clerk.page.split('<h3 class="entry-title"><a href="')[1].split('"')[0]
    clerk.get("/cadres?name=郑守正")
    cadre = clerk.page.split('<td data-label="姓名"><span><a href="')[1].split('"')[0]
    return {"interview": f"/interviews/{interview}", "paper": f"/interviews/{interview}/papers/notice",
            "lead": f"/leads/{lead}", "owed": owed, "cadre": cadre}


def test_what_may_not_be_seen_answers_like_what_is_not_there(house: House) -> None:
    addresses = everything_of(house)
    unknown = (f"/interviews/{UNKNOWN}", f"/interviews/{UNKNOWN}/papers/notice", f"/leads/{UNKNOWN}",
               f"/cadres/{UNKNOWN}", f"/owed/{UNKNOWN}/lianyungang/2015-02-04/notice/interview:{UNKNOWN}", "/nowhere")
    for stranger in (house.visitor(DIRECTOR), house.visitor(OTHER)):
        pages = {bare(stranger.get(address)) for address in (*addresses.values(), *unknown)}
        assert (len(pages), stranger.answer.status_code, "不在您的查阅范围内" in stranger.text) == (1, 404, True)


@pytest.mark.parametrize("send", [
    lambda visitor, of: visitor.send(of["interview"], {"code": "consulted", "version": "1", "token": "x"}),
    lambda visitor, of: visitor.send(of["lead"], {"do": "ask", "part": "source", "reason": "看看"}),
], ids=["interview", "lead"])
def test_nobody_acts_where_he_may_not_look(house: House, send: Callable[..., str]) -> None:
    addresses, stranger = everything_of(house), house.visitor(DIRECTOR)
    stranger.get("/")
    proof = {"csrf_token": stranger.proof}
    first = stranger.send("/interviews/" + UNKNOWN, proof | {"code": "consulted", "version": "1"})
    stranger.get("/")
    stranger.client.environ_base["HTTP_X_CSRFTOKEN"] = stranger.proof
    assert (bare(send(stranger, addresses)), stranger.answer.status_code) == (bare(first), 404)


def test_the_interviewee_learns_of_it_with_the_notice_and_of_the_lead_never(house: House) -> None:
    reference, clerk, cadre = proposed(house), house.visitor(), house.visitor(OTHER)
    assert "不在您的查阅范围内" in cadre.get(f"/interviews/{reference}")
    assert reference not in cadre.get("/") + cadre.get("/interviews")
    clerk.act(reference, "consulted")
    clerk.act(reference, "notified", **NOTICE)
    cadre.get(f"/interviews/{reference}")
    assert ("通知约谈对象" in cadre.text, "线索" in cadre.page, "问题认定" in cadre.page) == (True, False, False)


def test_whoever_sees_no_content_is_shown_none(shared_house: House) -> None:
    visitor = shared_house.stranger()
    visitor.get("/sign-in")
    visitor.post("/sign-in", name="system", password="紫砂壶 与 长江大桥 47")  # noqa: S106 - of nobody
    visitor.get("/?view=all")
    assert ("还没有您能查看的事项" in visitor.text, "马文慧" in visitor.page) == (True, False)
