"""What happened outside interviews, put on record on the page of a cadre or of a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from page_office import CLERK, DEPUTY, DIRECTOR, NAMES, OTHER, RECORDER, House, Visitor, house_in
from sqlalchemy import update

from yuetan.casework.attachments import Looked
from yuetan.records.database import reading, writing
from yuetan.records.tables import unit
from yuetan.records.verifying import verify


def on_the_page_of(visitor: Visitor, cadre: str) -> str:
    """Open somebody's page: its address."""
    visitor.get(f"/cadres?name={NAMES[cadre]}")
    found = re.search(r'href="(/cadres/[^"]{22})"', visitor.page)
    assert found is not None
    visitor.get(found[1])
    return found[1]


def on_the_page_of_unit(visitor: Visitor, name: str) -> str:
    found = re.search(rf'href="(/units/[^"]{{22}})">{name}<', visitor.get("/units"))
    assert found is not None
    visitor.get(found[1])
    return found[1]


@pytest.fixture
def township(tmp_path: Path) -> Iterator[House]:
    """The office under a regulation that has findings about units."""
    with house_in(tmp_path, code="litong") as made:
        yield made


def test_an_appointment_is_recorded_on_the_page_of_the_cadre(house: House) -> None:
    clerk = house.visitor()
    address = on_the_page_of(clerk, OTHER)
    form = clerk.hidden("lianyungang-appointment_decided") | {"number": "连组干〔2026〕8号"}
    clerk.send(f"{address}/occurrences", form)
    said = ("已登记：作出任职决定。", "约谈以外的登记", "连组干〔2026〕8号", "共 1 件")
    assert [part for part in said if part not in clerk.text] == []
    clerk.send(f"{address}/occurrences", form)
    assert "这一项先前已经办过，没有重复登记。" in clerk.text
    assert "连组干〔2026〕8号" not in house.visitor(OTHER).get(address)


LATE = {"on": "2026-02-20", "late_paper": "任职通知", "late_reason": "文件迟到"}
PDF = b"%PDF-1.7 signed"


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever begins as a PDF is one of two pages."""
    monkeypatch.setattr("yuetan_web.late_scans.look", lambda content: Looked(sort="pdf", pages=2) if content.startswith(
        b"%PDF") else Looked(wrong="只收 PDF、JPEG、PNG"))


def file(content: bytes = PDF) -> dict[str, tuple[BytesIO, str]]:
    return {"late_scan": (BytesIO(content), "扫描.pdf")}


def scans(visitor: Visitor) -> list[tuple[str, str]]:
    """The scans a page lists: address and name."""
    return re.findall(r'扫描件 <a href="([^"]+/scans/[^"]+)">([^<]+)<', visitor.page)


@pytest.mark.usefixtures("looked")
def test_what_is_recorded_late_brings_its_signed_paper_along(house: House) -> None:
    clerk = house.visitor()
    address = on_the_page_of(clerk, OTHER)
    form = clerk.hidden("lianyungang-appointment_decided") | {"number": "连组干〔2026〕8号"}
    clerk.send(f"{address}/occurrences", form | LATE | file(b"<svg>"))
    assert (clerk.answer.status_code, "只收 PDF、JPEG、PNG" in clerk.text, "共 0 件" in clerk.text) == (422, True, True)
    clerk.send(f"{address}/occurrences", form | file())
    assert (clerk.answer.status_code, "扫描件随补录、代录归档" in clerk.text) == (422, True)
    clerk.send(f"{address}/occurrences", form | LATE | file())
    assert "签字材料的扫描件已随补录归档" in clerk.text
    (where, name), = scans(clerk)
    answer = clerk.client.get(where)
    assert (name, answer.status_code, answer.data) == ("任职通知", 200, PDF)
    for who in (OTHER, DIRECTOR, RECORDER):
        assert house.visitor(who).client.get(where).status_code == 404
    with reading(house.records) as connection:
        assert list(verify(connection)) == []


@pytest.mark.usefixtures("looked")
def test_a_report_of_a_unit_that_is_entered_late_brings_its_signed_paper_along(house: House) -> None:
    clerk = house.visitor()
    clerk.get("/?view=all&duty=own_scheme")
    for link in re.findall(r'href="(/owed/[^"]*/own_scheme/[^"]+)"', clerk.page):
        if 'name="late_scan"' in clerk.get(link):
            break
    assert 'name="late_scan"' in clerk.page
    form = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', clerk.page))
    fields = dict.fromkeys(re.findall(r'name="(field\.[^"]+)"', clerk.page), "按办法制定")
    clerk.send(link, form | fields | LATE | file())
    assert "签字材料的扫描件已随补录归档" in clerk.text
    found = [where for one in re.findall(r'href="(/units/[^"]{22})"', clerk.get("/units")) for where, _ in (
        (clerk.get(one), scans(clerk))[1])]
    assert [clerk.client.get(where).data for where in found] == [PDF]


@pytest.mark.parametrize(("changes", "text"), [
    ({"number": ""}, "请填写"), ({"on": "昨天"}, "请写成 2026-03-09 这样的日期"), ({"on": "2030-01-01"}, "还没有到"),
    ({"on": "2026-02-20"}, "请写明为什么现在才录入")])
def test_what_will_not_do_comes_back_with_what_was_typed(house: House, changes: dict[str, str], text: str) -> None:
    clerk = house.visitor()
    address = on_the_page_of(clerk, OTHER)
    typed = clerk.hidden("lianyungang-appointment_decided") | {"number": "连组干〔2026〕8号"} | changes
    clerk.send(f"{address}/occurrences", typed)
    assert (clerk.answer.status_code, text in clerk.text) == (422, True)
    assert clerk.page.count("<details open>") == 1


def test_who_may_record_nothing_sees_no_form_and_sends_none(house: House) -> None:
    clerk = house.visitor()
    address = on_the_page_of(clerk, OTHER)
    typed = clerk.hidden("lianyungang-appointment_decided") | {"number": "1号"}
    for who in (house.visitor(OTHER), house.visitor(DEPUTY)):
        who.get(address)
        assert "约谈以外的登记" not in who.text
        who.send(f"{address}/occurrences", typed | {"csrf_token": who.proof})
        assert who.answer.status_code == 404
        assert 'href="/units"' not in who.get("/")
    clerk.get(address)
    clerk.send(f"{address}/occurrences", typed | {"code": "held"})
    assert clerk.answer.status_code == 404


def test_a_finding_about_a_unit_is_recorded_on_its_page_and_what_is_owed_stands_there(township: House) -> None:
    clerk = township.visitor(CLERK)
    address = on_the_page_of_unit(clerk, "市教育局")
    choices = {name: re.search(rf'name="{name}".*?<option value="([^"]+)"', clerk.page, re.DOTALL)
               for name in ("field.source", "field.situation")}
    typed = clerk.hidden("litong-unit_finding") | {name: found[1] for name, found in choices.items() if found} | {
        "field.problem": "重点项目进度滞后", "field.head": NAMES[DIRECTOR], "field.responsible": "查无此人"}
    clerk.send(address, typed)
    assert (clerk.answer.status_code, "名册里没有找到“查无此人”" in clerk.text) == (422, True)
    clerk.send(address, typed | {"field.responsible": NAMES[OTHER]})
    said = ("已登记：单位工作落实问题筛选表。", "提醒该单位主要负责人", "提醒具体负责人", "共 1 件")
    assert [part for part in said if part not in clerk.text] == []


def test_what_waits_is_closed_on_its_page_with_the_reason(township: House) -> None:
    clerk = township.visitor(CLERK)
    address = on_the_page_of(clerk, OTHER)
    typed = clerk.hidden("litong-finding_recorded") | {"field.problem": "会议纪律松散"}
    for name in ("field.source", "field.situation"):
        found = re.search(rf'name="{name}".*?<option value="([^"]+)"', clerk.page, re.DOTALL)
        assert found is not None
        typed[name] = found[1]
    clerk.send(f"{address}/occurrences", typed)
    assert "新增应办：就筛选确定的问题及时约谈" in clerk.text
    owed = re.search(r'href="(/owed/[^"]+/problem_talk/[^"]+)"', clerk.page)
    assert owed is not None
    clerk.get(owed[1])
    form, closing = clerk.hidden("close"), owed[1].replace("/owed/", "/closings/")
    clerk.send(closing, form | {"reason": " "})
    assert (clerk.answer.status_code, "没有了结" in clerk.text) == (422, True)
    clerk.send(closing, form | {"reason": "本人已因同一问题接受问责。"})
    said = ("已写明理由了结：就筛选确定的问题及时约谈。", "不再要求")
    assert [part for part in said if part not in clerk.text] == []
    assert 'id="act-close"' not in clerk.page


def test_what_a_unit_may_hand_in_is_handed_in_on_its_page(township: House) -> None:
    with writing(township.records) as connection:
        connection.execute(update(unit).where(unit.c.code == "J").values(type="county_department"))
    clerk = township.visitor(CLERK)
    address = on_the_page_of_unit(clerk, "市纪委监委")
    typed = clerk.hidden("litong-ledger")
    clerk.send(f"{address}/reports", typed | {"on": "昨天"})
    assert (clerk.answer.status_code, "请写成 2026-03-09 这样的日期" in clerk.text) == (422, True)
    clerk.send(f"{address}/reports", typed)
    said = ("已办理：建立约谈台账。", "已于 2026-03-02 办理", "更正的理由")
    assert [part for part in said if part not in clerk.text] == []
    clerk.send(f"{address}/reports", typed | {"period": "2026"})
    assert clerk.answer.status_code == 404


def test_the_desk_says_how_long_what_has_no_day_has_waited(township: House) -> None:
    clerk = township.visitor(CLERK)
    address = on_the_page_of(clerk, OTHER)
    typed = clerk.hidden("litong-finding_recorded") | {"field.problem": "会议纪律松散", "on": "2026-02-20",
                                                       "late_paper": "筛选表", "late_reason": "次月送达"}
    for name in ("field.source", "field.situation"):
        found = re.search(rf'name="{name}".*?<option value="([^"]+)"', clerk.page, re.DOTALL)
        assert found is not None
        typed[name] = found[1]
    clerk.send(f"{address}/occurrences", typed)
    assert "已等 10 天" in clerk.get("/?duty=problem_talk") or "已等 10 天" in clerk.text
