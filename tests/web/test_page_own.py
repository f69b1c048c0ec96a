"""Pages of a regulation's own: there for those whose action they are, told apart from nothing, refused where wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import g
from page_office import House, Visitor
from talkers_office import HEAD, LATELY, PEOPLE, START, Make, making, talkers_in

from tools.house import ROOT
from yuetan.access.actor import OUTSIDER
from yuetan.casework.accounts import SignedIn
from yuetan.plugins import PluginError, load
from yuetan.wording import speaking
from yuetan_web.app import create_app
from yuetan_web.own_pages import routes_of
from yuetan_web.shell import Shell

HOOKS = ROOT / "docs" / "hooks.md"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with talkers_in(tmp_path_factory.mktemp("own")) as found:
        yield found


def rows(visitor: Visitor, address: str) -> list[str]:
    """The rows of the tables of a page, each as one text."""
    page = visitor.get(address)
    bodies = page.split("<tbody>")[1:]
    texts = [row for body in bodies for row in body.split("</tbody>")[0].split("</tr>")]
    return [Visitor(visitor.client, row).text.strip() for row in texts if row.strip()]


def test_each_talker_stands_with_his_month_his_days_in_post_and_the_chairs_that_are_vacant(house: House) -> None:
    found = rows(house.visitor("K1"), "/monthly_talks/talkers?month=2026-02")
    assert [part for row in found for part in PEOPLE.values() if part in row] == ["宁新任", "石书记", "贡组长"]
    by_name = {name: row for name in PEOPLE.values() for row in found if name in row}
    assert ("逾期" in by_name["石书记"], "28 天，共 28 天" in by_name["石书记"]) == (True, True)
    assert "13 天，共 28 天 2026-02-16" in by_name["宁新任"]
    assert [row for row in found if "西城分局" in row] == [f"西城分局 主要负责人 {LATELY}"]


def test_leave_is_put_on_record_and_stands_beside_the_month(house: House) -> None:
    clerk = house.visitor("K1")
    shi = next(code for code, name in PEOPLE.items() if name == "石书记")
    with house.records.connect() as connection:
        reference = connection.exec_driver_sql(f"SELECT reference FROM cadre WHERE staff_number = '{shi}'").scalar_one()  # noqa: S608 - a word of this module
    clerk.get(f"/cadres/{reference}")
    form = next(one for one in re.findall(r"<form.*?</form>", clerk.page, re.DOTALL) if 'value="on_leave"' in one)
    address = re.search(r'action="([^"#]+)', form)
    assert address
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    typed = {"field.why": "学习培训", "on": "2026-02-09", "late_reason": "补登"}
    clerk.send(address[1], hidden | typed | {"field.until": "2026-02-01", "late_paper": "请假单"})
    assert (clerk.answer.status_code, "最后一天不能早于第一天 2026-02-09。" in clerk.text) == (422, True)
    clerk.send(address[1], hidden | typed | {"field.until": "2026-02-20", "late_paper": "请假单"})
    assert clerk.answer.status_code == 200
    for month, said in (("2026-02", True), ("2026-01", False)):
        found = rows(clerk, f"/monthly_talks/talkers?month={month}")
        assert any("离岗 2026-02-09 至 2026-02-20" in row for row in found if "石书记" in row) == said


def test_the_page_orders_nobody_and_counts_nothing(house: House) -> None:
    clerk = house.visitor("K1")
    clerk.get("/monthly_talks/talkers")
    assert ("不排名，不合计" in clerk.text, "2026 年 3 月谈话开展情况" in clerk.text) == (True, True)
    assert [part for part in ("名次", "率", "%") if part in clerk.text] == []
    assert 'href="/monthly_talks/talkers?month=2026-02"' in clerk.page
    for month in ("x", "2026-13", "9999-01", "", "\x00", "²"):
        assert "谈话开展情况" in clerk.get(f"/monthly_talks/talkers?month={month}")


@pytest.mark.parametrize(("who", "status", "count"), [("K1", 200, True), ("M1", 200, False), ("S1", 404, False)])
def test_it_is_there_for_those_who_may_read_figures_and_shows_them_what_is_theirs(house: House, who: str, status: int,
                                                                                 *, count: bool) -> None:
    visitor = house.visitor(who)
    found = rows(visitor, "/monthly_talks/talkers?month=2026-02")
    assert (visitor.answer.status_code, bool(found)) == (status, count)
    assert ("谈话开展情况" in visitor.get("/")) == (status == 200)


def test_it_stands_in_the_table_of_routes(house: House) -> None:
    assert routes_of(house.app)["monthly_talks.talkers"] == "statistics.read"
    assert house.stranger().client.get("/monthly_talks/talkers").status_code == 303


# What is refused


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    yield from making(tmp_path, monkeypatch)


SOURCE = HEAD + """
from yuetan_web.public import Page, Pages
@hookimpl
def regulations():
    return (regulation(code={code!r}),)
@hookimpl
def blueprint(regulation):
    return {pages}
"""
GOOD = 'Pages((Page("people", "cadre.read", "人", lambda: "found"),))'


@pytest.mark.parametrize(("code", "pages", "said"), [
    ("house", "1 / 0", "blueprint() 执行时出错：ZeroDivisionError"),
    ("house", '"pages"', "blueprint() 应返回 yuetan_web.public.Pages，现返回 'pages'。"),
    ("house", GOOD.replace("cadre.read", "cadre.rank"), "要的权限“cadre.rank”不在权限表里"),
    ("house", GOOD.replace('"people"', '"../people"'), "页面地址“../people”写错了或写了两次"),
    ("house", GOOD.replace('"people"', '"<path:all>"'), "写错了或写了两次"),
    ("house", GOOD.replace("),))", "),) * 2)"), "页面地址“people”写错了或写了两次"),
    ("leads", GOOD, "制度代码“leads”是系统自己的网址"),
    ("static", GOOD, "制度代码“static”是系统自己的网址"),
])
def test_pages_that_make_no_sense_stop_the_start_with_the_plugin_named(
        plugin: Make, house: House, code: str, pages: str, said: str) -> None:
    plugins = load([plugin(SOURCE.format(code=code, pages=pages))])
    with speaking("zh"), pytest.raises(PluginError) as refused:
        create_app(shell_over(house, plugins))
    assert "插件 house（来自 yuetan-house）不能使用：" in str(refused.value)
    assert said in str(refused.value)
    assert "YUETAN_WITHOUT=house" in str(refused.value)


@pytest.mark.parametrize(("pages", "status"), [(GOOD, 303), ("None", 404)])
def test_a_plugin_has_pages_or_none(plugin: Make, house: House, pages: str, status: int) -> None:
    app = create_app(shell_over(house, load([plugin(SOURCE.format(code="house", pages=pages))])))
    assert app.test_client().get("/house/people").status_code in {status, 303}
    assert ("house.people" in routes_of(app)) == (status == 303)


def shell_over(house: House, plugins: object) -> Shell:
    return Shell(records=house.records, plugins=plugins, now=lambda: START, secret=b"s" * 32)  # type: ignore[arg-type]


def test_the_pages_in_the_document_are_those_of_a_plugin_that_works(plugin: Make, house: House) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", HOOKS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    app = create_app(shell_over(house, load([plugin(SOURCE.format(code="house", pages="PAGES") + blocks[1])])))
    assert {endpoint: action for endpoint, action in routes_of(app).items() if endpoint.startswith("house.")} == {
        "house.people": "cadre.read"}
    with app.test_request_context("/house/people"):
        g.signed_in = SignedIn("", OUTSIDER)
        assert "马姓干部" in str(app.view_functions["house.people"]())


def test_what_is_no_duty_to_talk_has_no_talkers(house: House) -> None:
    found = house.shell.access(OUTSIDER)
    assert [found.talkers(*asked, LATELY, LATELY) for asked in (
        ("none", "monthly_talk"), ("monthly_talks", "none"), ("monthly_talks", "notice"))] == [None] * 3
