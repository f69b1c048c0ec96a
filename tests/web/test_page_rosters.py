"""The roster out of a workbook: looked over, imported, and nothing of anybody who is not one's own."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from page_office import CLERK, DEPUTY, RECORDER, House, Visitor

from yuetan_web import jobs

Change = Callable[[Workbook], None]
CLERK_OF_THE_ORGAN = RECORDER  # who is granted to be clerk of J


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits until long work has ended."""
    monkeypatch.setattr(jobs, "PATIENCE", 30)


def roster(visitor: Visitor) -> Workbook:
    """The roster of his units as he takes it away."""
    visitor.get("/roster")
    answer = visitor.client.post("/roster/current", data={"csrf_token": visitor.proof})
    return load_workbook(BytesIO(answer.get_data()))


def brought(visitor: Visitor, workbook: Workbook, name: str = "花名册.xlsx") -> str:
    """Bring a workbook: what the page it leads to says."""
    content = BytesIO()
    workbook.save(content)
    content.seek(0)
    visitor.get("/roster")
    return visitor.send("/roster", {"csrf_token": visitor.proof, "file": (content, name)})


def act(visitor: Visitor, do: str) -> str:
    address = visitor.address
    return visitor.send(address, {"csrf_token": visitor.proof, "do": do})


def rows(workbook: Workbook, sheet: str) -> dict[str, int]:
    """The number of the first row of each person or unit on a sheet."""
    return {str(row[0].value): int(row[0].row or 0) for row in reversed(list(workbook[sheet].iter_rows(min_row=2)))}


def promote(workbook: Workbook) -> None:
    """Another title for the deputy, and a new person with a post."""
    workbook["任职"].cell(rows(workbook, "任职")[DEPUTY], 3).value = "常务副书记"
    workbook["干部"].append(["J099", "新来的", "中共党员"])
    workbook["任职"].append(["J099", "J", "干部", "工作人员", "科员及以下", None, None, None, "2026-03-01", None])


def elsewhere(workbook: Workbook) -> None:
    workbook["单位"].append(["X9", "某某局", "市委办局", "C", "2026-01-01", None])


def below(workbook: Workbook) -> None:
    workbook["单位"].append(["J9", "派驻组", "市委部委", "J", "2026-01-01", None])


def somebody_else(workbook: Workbook) -> None:
    workbook["干部"].append(["E002", "改了名", "中共党员"])


def himself(workbook: Workbook) -> None:
    workbook["任职"].cell(rows(workbook, "任职")[CLERK_OF_THE_ORGAN], 5).value = "正处级"


def test_a_workbook_is_looked_over_and_then_imported(house: House) -> None:
    clerk = house.visitor(CLERK_OF_THE_ORGAN)
    workbook = roster(clerk)
    assert set(rows(workbook, "单位")) == {"J"}
    assert "E002" not in rows(workbook, "干部")
    promote(workbook)
    brought(clerk, workbook)
    assert "待确认" in clerk.text
    assert "新来的 J099" in clerk.text
    assert "常务副书记" in clerk.text
    assert "E002" not in clerk.text  # who is not in his units is not told of as left alone
    assert "新来的" not in clerk.get("/cadres?name=新来的").partition("<main")[2].partition("<table")[2]
    clerk.get("/roster")
    clerk.get(clerk.page.partition('data-label="文件"><span><a href="')[2].partition('"')[0])
    act(clerk, "apply")
    assert "已导入" in clerk.text
    clerk.get("/cadres?name=新来的")
    assert "J099" in clerk.text
    clerk.get("/jobs")
    assert "导入花名册 花名册.xlsx" in clerk.text


@pytest.mark.parametrize(("change", "said"), [
    (elsewhere, "单位 X9 不在您办理的范围内，不能由您新增或更改；请删去这一行，或交给有权限的经办人导入。"),
    (somebody_else, "E002 在您办理的单位没有任职，不能由您更改；请删去这一行，或同时填写他在您单位的任职。"),
    (himself, "这一行更改您本人的情况；请交给其他经办人导入。"),
])
def test_nobody_changes_what_is_not_his(shared_house: House, change: Change, said: str) -> None:
    clerk = shared_house.visitor(CLERK_OF_THE_ORGAN)
    workbook = roster(clerk)
    change(workbook)
    brought(clerk, workbook)
    assert said in clerk.text
    assert "一行也没有导入" in clerk.text
    assert "确认导入" not in clerk.text
    answer = clerk.client.get(f"{clerk.address}/marked")
    assert "错误清单" in load_workbook(BytesIO(answer.get_data())).sheetnames
    clerk.get("/jobs")
    clerk.get("/jobs/" + clerk.page.partition('href="/jobs/')[2].partition('"')[0])
    assert "有错误，一行也没有导入" in clerk.text


def test_a_new_unit_below_his_own_may_be_brought_in(shared_house: House) -> None:
    clerk = shared_house.visitor(CLERK_OF_THE_ORGAN)
    workbook = roster(clerk)
    below(workbook)
    brought(clerk, workbook)
    assert "派驻组" in clerk.text
    assert "确认导入" in clerk.text


def test_what_was_thrown_away_or_imported_is_not_imported_again(house: House) -> None:
    clerk = house.visitor(CLERK_OF_THE_ORGAN)
    workbook = roster(clerk)
    promote(workbook)
    brought(clerk, workbook)
    address, proof = clerk.address, clerk.proof
    clerk.send(address, {"csrf_token": proof, "do": "discard"})
    assert "已放弃，没有导入任何一行。" in clerk.text
    clerk.send(address, {"csrf_token": proof, "do": "apply"})
    assert clerk.answer.status_code == 409
    brought(clerk, workbook)
    address = clerk.address
    act(clerk, "apply")
    clerk.send(address, {"csrf_token": clerk.proof, "do": "apply"})
    assert clerk.answer.status_code == 409


def test_a_file_that_is_none_is_said_to_be_none(shared_house: House) -> None:
    clerk = shared_house.visitor(CLERK_OF_THE_ORGAN)
    clerk.get("/roster")
    clerk.send("/roster", {"csrf_token": clerk.proof, "file": (BytesIO(b"PK"), "x.xlsx")})
    assert "这不是 .xlsx 工作簿" in clerk.text
    clerk.get("/roster")
    clerk.send("/roster", {"csrf_token": clerk.proof})
    assert clerk.answer.status_code == 422
    assert "请选择要导入的 .xlsx 文件。" in clerk.text


def test_a_workbook_is_its_bringer_s_alone_and_others_bring_none(shared_house: House) -> None:
    clerk = shared_house.visitor(CLERK_OF_THE_ORGAN)
    workbook = roster(clerk)
    below(workbook)
    brought(clerk, workbook)
    for one in (DEPUTY, CLERK):
        other = shared_house.visitor(one)
        for address in ("/roster", clerk.address, "/roster/template"):
            other.get(address)
            assert other.answer.status_code == 404
