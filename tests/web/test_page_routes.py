"""Every page: what it shows, what it escapes, and what it says where there is nothing."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from page_desk import HOSTILE, REPORT, WAITING, city_index, client

PAGES = ("/", "/?status=overdue", "/?lang=en", f"/obligation/{REPORT}", f"/obligation/{quote(WAITING)}", "/cadre/3",
         "/cadre/a/b", "/regulation/lianyungang", "/regulation/lianyungang?edition=2015-02-04")
LANGUAGES = ("zh-CN,zh;q=0.9", "en-GB,en;q=0.8", "fr")


def text_of(address: str) -> str:
    """What a page says, without its markup and its line breaks."""
    page = client().get(address).get_data(as_text=True)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_given_in_any_language(address: str, language: str) -> None:
    answer = client().get(address, headers={"Accept-Language": language})
    assert (answer.status_code, answer.mimetype) == (200, "text/html")


@pytest.mark.parametrize(("address", "language"), [
    ("/", "zh-CN"), ("/?lang=en", "en"), ("/?lang=zh", "zh-CN"), ("/?lang=xx", "zh-CN"), ("/nowhere?lang=en", "en"),
])
def test_the_language_of_a_page_is_named(address: str, language: str) -> None:
    page = client().get(address).get_data(as_text=True)
    assert re.findall(r'<html lang="([^"]+)"', page) == [language]


def test_links_stay_in_the_language_that_was_asked_for() -> None:
    page = client().get(f"/obligation/{REPORT}?lang=en").get_data(as_text=True)
    links = [link for link in re.findall(r'<a [^>]*href="([^"#]+)', page) if not link.startswith("/static")]
    assert [link for link in links if "lang=" not in link] == []


@pytest.mark.parametrize(("address", "parts"), [
    ("/", ("演示数据", "国家秘密", "逾期未办 5", "30 日内到期 0", "待定 2", "已办 2", "其中迟办 1 项")),
    ("/", ("逾期 1 天", "报送整改落实情况报告", "市水利局局长", "依据 《市管领导干部廉政约谈暂行办法》第八条（三）")),
    (f"/obligation/{REPORT}", ("从 2026-09-18 数到 2026-10-08", "15 顺延", "起算", "到期", "放假安排：已公布")),
    (f"/obligation/{quote(WAITING)}", ("待定", "未定日期", "江四")),
    ("/cadre/3", ("2023-03-01 至 今 现任", "至 2023-02-28", "市水利局", "主要负责人，正处级，市管")),
    ("/cadre/3", ("由其承办", "涉及本人")),
    ("/cadre/a/b", ("江四", "挂职", "人员编号 a/b")),
    ("/cadre/1", ("分管 市水利局",)),
    ("/regulation/lianyungang", ("连委办发〔2015〕5号", "2015-02-04 起施行")),
    ("/regulation/lianyungang", ("第八条（三）", "不设规则：宗旨，不设规则", "待落实")),
    ("/regulation/lianyungang", ("“每年”从哪天算到哪天", "自然年度", "未采用：距上次十二个月")),
])
def test_a_page_says(address: str, parts: tuple[str, ...]) -> None:
    said = text_of(address)
    assert [part for part in parts if part not in said] == []


def test_a_page_that_is_no_demonstration_does_not_say_it_is_one() -> None:
    assert "演示" not in client(demo=False).get("/").get_data(as_text=True)


@pytest.mark.parametrize("address", [
    "/", f"/obligation/{REPORT}", "/cadre/3", "/?name=%3Cscript%3E", "/cadre/%3Cscript%3E",
])
def test_a_name_is_never_markup(address: str) -> None:
    page = client().get(address).get_data(as_text=True)
    assert "<script" not in page


def test_a_hostile_name_is_shown_as_it_is_written() -> None:
    assert HOSTILE in text_of("/cadre/3")


@pytest.mark.parametrize("address", [
    "/nowhere", "/obligation/none", f"/obligation/{REPORT}x", "/cadre/99", "/cadre/", "/regulation/none",
    "/regulation/",
    "/static/none.css", "/static/../app.py", "/static/%2e%2e/app.py",
])
def test_what_is_not_there_is_said_in_words_with_a_way_back(address: str) -> None:
    answer = client().get(address)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "没有这一页" in page, 'href="/">回到工作台' in page) == (404, True, True)


def test_an_edition_that_is_not_there_gives_way_to_the_one_in_force() -> None:
    assert "2015-02-04 起施行" in text_of("/regulation/lianyungang?edition=1999-01-01")


@pytest.mark.parametrize("address", ["/?month=2026-10", "/?month=1990-01", "/?month=2100-12"])
def test_a_month_is_shown(address: str) -> None:
    year, month = address.removeprefix("/?month=").split("-")
    assert f"{year} 年 {int(month)} 月" in text_of(address)


@pytest.mark.parametrize("month", [
    "2026-13", "1989-12", "2101-01", "x", "2026", "２０２６-10", "-", "1" * 5000 + "-01"])
def test_a_month_that_is_none_gives_way_to_the_present_one(month: str) -> None:
    assert "2026 年 10 月" in text_of(f"/?month={month}")


def test_the_month_shows_what_differs_from_the_week_and_what_is_due() -> None:
    page = client().get("/").get_data(as_text=True)
    assert (page.count('<sup class="rest">休</sup>'), page.count('<sup class="work">班</sup>'),
            re.findall(r'href="/\?due=(2026-10[^"]*)"', page)) == (5, 1, ["2026-10-08"])


def test_every_entry_of_the_desk_has_a_page() -> None:
    index = city_index()
    reader = client(index)
    answers = {reader.get(f"/obligation/{quote(reference)}").status_code for reference in list(index.by_reference)[::7]}
    assert answers == {200}


def test_every_cadre_has_a_page() -> None:
    index = city_index()
    reader = client(index)
    assert {reader.get(f"/cadre/{cadre.id}").status_code for cadre in index.desk.world.cadres[::7]} == {200}
