"""The pages on which an office brings in its old ledger: read, looked over, brought in, taken back."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from page_office import DEPUTY, OTHER, RECORDER, House, Visitor

from yuetan.casework.governance import Governance
from yuetan.paperwork.old_ledger.template import write_ledger

ROW: dict[str, object] = {"cadre": OTHER, "on": date(2025, 6, 10), "kind": "日常约谈", "talkers": "陈国栋",
                          "notified": "2025-06-05", "outcome": "<b>整改</b>"}
UNKNOWN: dict[str, object] = {"name": "查无此人", "unit": "市教育局", "on": date(2025, 6, 11)}
SPOILT: dict[str, object] = {"outcome": "没有写是谁"}


def book(*rows: dict[str, object]) -> bytes:
    file = BytesIO()
    write_ledger(file, rows)
    return file.getvalue()


def read(visitor: Visitor, *rows: dict[str, object], do: str = "read", unit: str = "C", content: bytes = b"") -> str:
    visitor.get("/old-ledgers")
    return visitor.send("/old-ledgers", {"csrf_token": visitor.proof, "unit": unit, "do": do,
                                         "file": (BytesIO(content or book(*rows)), "旧台账.xlsx")})


def pressed(visitor: Visitor, do: str, **typed: str) -> str:
    token = re.search(r'name="token" value="([^"]+)"', visitor.page)
    return visitor.send(visitor.address, typed | {
        "csrf_token": visitor.proof, "do": do, "token": token[1] if token else "x"})


def test_a_ledger_is_looked_over_then_brought_in_and_taken_back(house: House) -> None:
    clerk = house.visitor()
    read(clerk, ROW, UNKNOWN)
    assert ("已读出 2 行" in clerk.text, "待确认" in clerk.text, "名册里没有这个人" in clerk.text) == (True, True, True)
    assert "&lt;b&gt;整改&lt;/b&gt;" in clerk.page
    pressed(clerk, "apply")
    assert "已导入：新增 2 行，变更 0 行，已有 0 行。" in clerk.text
    pressed(clerk, "undo", reason="")
    assert (clerk.answer.status_code, "请填写" in clerk.text) == (422, True)
    pressed(clerk, "undo", reason="导错了文件")
    assert "已撤销导入" in clerk.text
    clerk.get("/old-ledgers")
    assert "已撤销" in clerk.text


def test_the_rows_with_flags_are_shown_alone(house: House) -> None:
    clerk = house.visitor()
    read(clerk, ROW, UNKNOWN)
    clerk.get(f"{clerk.address}?flagged=yes")
    assert ("查无此人" in clerk.text, "整改" in clerk.text) == (True, False)


def test_a_row_that_cannot_be_read_keeps_all_out_and_comes_back_marked(house: House) -> None:
    clerk = house.visitor()
    read(clerk, ROW, SPOILT)
    assert clerk.answer.status_code == 422
    assert "第 3 行“姓名”（B3）：没有写是谁；请填工号" in clerk.text
    answer = clerk.client.post("/old-ledgers", data={
        "csrf_token": clerk.proof, "unit": "C", "do": "mark", "file": (BytesIO(book(ROW, SPOILT)), "旧台账.xlsx")})
    marked = load_workbook(BytesIO(answer.get_data()))
    assert marked.sheetnames[0] == "错误清单"
    clerk.get("/old-ledgers")
    assert "还没有读入过台账" in clerk.text


@pytest.mark.parametrize(("content", "said"), [(b"hello", "这不是 .xlsx 工作簿"), (book(), "没有内容")])
def test_what_is_no_ledger_is_refused_in_words(house: House, content: bytes, said: str) -> None:
    clerk = house.visitor()
    read(clerk, content=content)
    assert (clerk.answer.status_code, said in clerk.text) == (422, True)


def test_a_page_without_a_file_says_so(house: House) -> None:
    clerk = house.visitor()
    clerk.get("/old-ledgers")
    clerk.send("/old-ledgers", {"csrf_token": clerk.proof, "unit": "C"})
    assert (clerk.answer.status_code, "请选择要导入的" in clerk.text) == (422, True)


def test_the_template_is_there_for_who_brings_ledgers_in(house: House) -> None:
    clerk = house.visitor()
    answer = clerk.client.get("/old-ledgers/template")
    assert load_workbook(BytesIO(answer.get_data())).sheetnames == ["台账", "填写说明"]


def test_a_ledger_is_not_there_for_others_nor_is_a_unit_of_theirs(house: House) -> None:
    clerk = house.visitor()
    read(clerk, ROW)
    reference = clerk.address
    for who in (OTHER, RECORDER, DEPUTY):
        visitor = house.visitor(who)
        visitor.get(reference)
        assert visitor.answer.status_code == 404
    recorder = house.visitor(RECORDER)
    read(recorder, ROW)
    assert recorder.answer.status_code == 404


def test_the_same_press_twice_is_done_once_and_another_is_told_that_it_was(house: House) -> None:
    clerk = house.visitor()
    read(clerk, ROW)
    page, address = clerk.page, clerk.address
    for _ in range(2):
        clerk.page, clerk.answer.request.path = page, address
        pressed(clerk, "apply")
        assert clerk.answer.status_code == 200
    token = {"csrf_token": clerk.proof, "do": "apply", "token": "another"}
    clerk.send(address, token)
    assert clerk.answer.status_code == 409




def test_it_is_said_from_which_day_on_talks_are_no_business_of_it(house: House) -> None:
    clerk, title = house.visitor(), "《市管领导干部廉政约谈暂行办法》"
    clerk.get("/old-ledgers")
    assert f"在约谈里“补录”。 2026-01-01 启用（{title}）" in clerk.text
    read(clerk, ROW | {"on": date(2026, 2, 1)})
    assert ("照录而不计数。 2026-01-01 启用" in clerk.text, "不计数" in clerk.text) == (True, True)
    governance = Governance(house.records, house.loaded)
    decided = governance.propose("J", "tongren", since=date(2026, 2, 1), live_on=date(2026, 3, 1), paper="决定",
                                 by=None, at=house.moment)
    governance.approve(decided, by=None, at=house.moment)
    clerk.get("/old-ledgers")
    own = f"市纪委监委：2026-01-01 启用（{title}）；2026-03-01 启用（"
    assert (own in clerk.text, f"市委：2026-01-01 启用（{title}） " in clerk.text) == (True, True)
