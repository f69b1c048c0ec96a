"""The pages on which an office keeps its questions: what they take, what they say, and to whom they are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from page_office import CLERK, DEPUTY, OTHER, RECORDER, Visitor
from quiz_office import BANK as CODES
from quiz_office import BUREAU, question
from quiz_pages import BANK, Paged, paged_in

HEAD = ("题目", "选项", "答案", "出处")


@pytest.fixture
def paged(tmp_path: Path) -> Iterator[Paged]:
    with paged_in(tmp_path) as found:
        yield found


def address(paged: Paged, who: str = RECORDER) -> str:
    return f"/collections/{BANK}/{paged.quiz.access(who).collections()[0].unit}"


def typed(visitor: Visitor, form: str) -> dict[str, str]:
    """The hidden fields of a form."""
    found = re.search(rf'<form class="act" id="{form}".*?</form>', visitor.page, re.DOTALL)
    assert found, visitor.text
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', found[0]))


def fields(content: dict[str, str]) -> dict[str, str]:
    return {f"field.{code}": text for code, text in content.items()}


def book(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> bytes:
    """A workbook with some rows below its head."""
    workbook, file = Workbook(), BytesIO()
    page = workbook.active
    assert page is not None
    page.title = "廉政常识题库"
    for row in (head, *rows):
        page.append(list(row))
    workbook.save(file)
    return file.getvalue()


def send(visitor: Visitor, paged: Paged, content: bytes, name: str = "题库.xlsx") -> str:
    """Open the page, and send a workbook."""
    visitor.get(address(paged))
    sent = typed(visitor, "bring") | {"file": (BytesIO(content), name)}
    return visitor.send(f"{address(paged)}/workbook", sent)


def test_a_question_is_added_edited_and_retired_on_its_pages(paged: Paged) -> None:
    clerk = paged.house.visitor(RECORDER)
    clerk.get("/collections")
    assert [part for part in ("廉政常识题库", "市纪委监委", "未设定") if part not in clerk.text] == []
    clerk.get(address(paged))
    clerk.send(address(paged), typed(clerk, "add") | fields(question(1)))
    assert ("已录入“廉政常识题库”一条" in clerk.text, "第1问" in clerk.text, "在用 1 条，共 1 条" in clerk.text) == (
        True, True, True)
    found = re.search(r'href="(/collections/[^"]*/entries/[^"]*)"', clerk.page)
    assert found
    clerk.get(found[1])
    clerk.send(found[1], typed(clerk, "edit") | fields(question(1, "B")))
    assert ("已保存为第 2 版" in clerk.text, "共 2 版" in clerk.text) == (True, True)
    retiring = {"do": "retire", "version": "2", "token": "retiring", "csrf_token": clerk.proof}
    clerk.send(found[1], retiring)
    assert ("已停用；先前抽好的试卷不变" in clerk.text, "修改后重新启用" in clerk.text) == (True, True)
    clerk.send(found[1], retiring | {"token": "again"})
    assert (clerk.answer.status_code, "这件事刚刚有变化" in clerk.text) == (409, True)


def test_what_will_not_do_comes_back_with_what_was_typed_and_why(paged: Paged) -> None:
    clerk = paged.house.visitor(RECORDER)
    clerk.get(address(paged))
    clerk.send(address(paged), typed(clerk, "add") | fields(question(1, "Z")))
    assert (clerk.answer.status_code, "答案请从 A、B、C 中写" in clerk.text, "第1问" in clerk.text) == (422, True, True)
    clerk.send(address(paged), typed(clerk, "set") | {"drawn": "许多"})
    assert (clerk.answer.status_code, "请写 1 至 200 之间的整数" in clerk.text) == (422, True)
    clerk.send(address(paged), typed(clerk, "set") | {"drawn": "10"})
    assert "已设定每份试卷出 10 题" in clerk.text


def test_the_template_is_filled_in_and_brought_in_and_goes_out_again_as_it_came(paged: Paged) -> None:
    clerk = paged.house.visitor(RECORDER)
    clerk.client.get(address(paged))
    empty = load_workbook(BytesIO(clerk.client.get(f"{address(paged)}/template").data))
    page = empty["廉政常识题库"]
    assert [cell.value for cell in page[1]] == list(HEAD)
    page.append(["=1+1 等于几", "一\n二", "B", 2026])
    page.append(["判断", None, "对", None])
    page["A2"].data_type = "s"
    file = BytesIO()
    empty.save(file)
    assert "已导入 2 条" in send(clerk, paged, file.getvalue())
    whole = load_workbook(BytesIO(clerk.client.get(f"{address(paged)}/template?all=yes").data))
    assert list(whole.worksheets[0].values)[1:] == [("=1+1 等于几", "一\n二", "B", "2026"), ("判断", None, "对", None)]


@pytest.mark.parametrize(("content", "said"), [
    (book(("问一", "甲\n乙", "A", ""), ("问二", "甲", "A", ""), ("", "甲\n乙", "C", "")),
     ("一条也没有导入", "第 3 行“选项”（B3）：选项每行写一个，应有 2 至 10 个，现有 1 个。",
      "第 4 行“题目”（A4）：请填写“题目”。")),
    (book(("问一", "", "对", ""), ("问一", "", "错", "")),
     ("第 3 行“题目”（A3）：与前面某一行或已有的一条相同；请删去这一行。",)),
    (book(("问一", "", "对", ""), head=("题目", "选项", "正确答案", "出处")),
     ("表头“正确答案”应为“答案”；请改正。", "第 1 行缺少表头“答案”")),
    (book(("问一", "", "对", "", "多余"), head=(*HEAD, "")), ("E 列没有表头却有内容，请删去或补上表头。",)),
    (book(("=1+1", "", "对", ""), ("问二", "", "也许", "")),
     ("第 2 行“题目”（A2）：这一格是公式，请改成它的结果。", "第 3 行“答案”（C3）：答案请从 对、错 中写。")),
    (book(), ("文件里应有 1 至 5000 条，现有 0 条。",)),
    (b"nothing", ("这不是 .xlsx 工作簿",)),
    (b"PK\x03\x04" + b"0" * 99, ("文件已损坏或不完整",)),
    (b"", ("这不是 .xlsx 工作簿",)),
], ids=["fields", "twice", "head", "beyond", "formula", "empty", "no workbook", "damaged", "no file"])
def test_a_workbook_with_anything_wrong_is_not_brought_in_and_every_fault_is_said(
        paged: Paged, content: bytes, said: tuple[str, ...]) -> None:
    clerk = paged.house.visitor(RECORDER)
    send(clerk, paged, content)
    assert clerk.answer.status_code == 422
    assert [part for part in said if part not in clerk.text.replace(" ）", "）")] == []
    clerk.get(address(paged))
    assert "共 0 条" in clerk.text


def test_no_file_and_one_that_is_too_large_are_said_plainly(paged: Paged) -> None:
    clerk = paged.house.visitor(RECORDER)
    clerk.get(address(paged))
    clerk.send(f"{address(paged)}/workbook", typed(clerk, "bring"))
    assert (clerk.answer.status_code, "请选择要导入的 .xlsx 文件" in clerk.text) == (422, True)
    answer = clerk.client.post(f"{address(paged)}/workbook", data=b"P" * ((1 << 20) + 1),
                               content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, "内容太大" in answer.text) == (413, True)


def test_many_entries_come_in_pages(paged: Paged) -> None:
    paged.quiz.collections.bring_in(paged.quiz.actors[RECORDER], CODES, [question(number) for number in range(70)],
                                    source="a", token="many")  # noqa: S106 - of a request
    clerk = paged.house.visitor(RECORDER)
    shown = [len(re.findall("/entries/", clerk.get(f"{address(paged)}?page={number}")))
             for number in ("1", "2", "3", "9", "0", "x", "²")]
    assert shown == [30, 30, 10, 10, 30, 30, 30]


@pytest.mark.parametrize(("who", "status"), [(CLERK, 200), (RECORDER, 200), (DEPUTY, 404), (OTHER, 404), (BUREAU, 404)])
def test_the_pages_are_there_for_those_who_keep_the_questions_and_nobody_else(paged: Paged, who: str, status: int,
                                                                             ) -> None:
    paged.quiz.keep(question(1))
    visitor, unit = paged.house.visitor(who), address(paged)
    entry = paged.quiz.access(RECORDER).collection("quiz", "questions", unit.rpartition("/")[2])
    assert entry is not None
    paths = (unit, f"{unit}/template", f"{unit}/entries/{entry.entries[0].entry}")
    assert [visitor.client.get(path).status_code for path in paths] == [status] * 3
    assert ("资料库" in visitor.get("/")) == (who not in {DEPUTY, OTHER})


def test_a_form_without_proof_does_nothing(paged: Paged) -> None:
    clerk = paged.house.visitor(RECORDER)
    clerk.get(address(paged))
    clerk.send(address(paged), {"do": "add", "token": "x"} | fields(question(1)))
    assert clerk.answer.status_code == 400
    clerk.get(address(paged))
    assert "共 0 条" in clerk.text
