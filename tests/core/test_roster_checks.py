"""Rows at odds with themselves, with each other, or with what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from roster_workbooks import DAY, GOOD, Rows, day, examine, places, with_cell, with_row, workbook

from yuetan.engine.facts import FOREVER, Appointment, Cadre, Placement, Portfolio, Unit
from yuetan.paperwork.roster.hierarchy import DEEPEST, Edge, tangles
from yuetan.records.values import Roster

TITLE = "市管领导干部廉政约谈暂行办法"
SECOND = ["0002", "S2", "副局长", "副职", "副处级", None, None, None]
UNKNOWN_CADRE = "“干部”表和系统里都没有“{}”，请核对或先补上。"
UNKNOWN_UNIT = "“单位”表和系统里都没有“{}”，请核对或先补上。"
SAME_POST = "与第 {} 行重复（工号、单位编码、职务类别、职务名称、任职日期都相同），请只留一行。"
SAME_TALK = "与第 {} 行重复（被约谈人工号、制度、约谈种类、约谈日期都相同），请只留一行。"
OVERLAP = "与第 {} 行（{} 至 {}）重叠，请改正日期：前一段的结束日期就是后一段的起始日期。"


def found(path: Path, rows: Mapping[str, Any],
          stored: Roster | None = None) -> list[tuple[str, int, str, str, str]]:
    return places(examine(workbook(path / "a.xlsx", rows), stored).report.all())


@pytest.mark.parametrize(("sheet", "row", "column", "value", "reason"), [
    ("任职", 3, "免职日期", "2024-03-01", "免职日期应晚于任职日期 2024-03-01：它是不再如此的第一天。"),
    ("任职", 3, "免职日期", "2023-12-31", "免职日期应晚于任职日期 2024-03-01：它是不再如此的第一天。"),
    ("分管", 2, "止", "2024-03-01", "止应晚于起 2024-03-01：它是不再如此的第一天。"),
    ("单位", 4, "撤销日期", "2024-02-29", "撤销日期应晚于设立日期 2024-03-01：它是不再如此的第一天。"),
])
def test_what_ends_before_it_begins_is_refused(  # noqa: PLR0913, PLR0917 - a row of the table
        tmp_path: Path, sheet: str, row: int, column: str, value: str, reason: str) -> None:
    assert found(tmp_path, with_cell(sheet, row, column, value)) == [(sheet, row, column, value, reason)]


@pytest.mark.parametrize(("row", "sheet", "faults"), [
    (("0002", "例二", "民主党派"), "干部",
     [("干部", 3, "工号", "0002", "与第 4 行重复（工号都相同），请只留一行。"),
      ("干部", 4, "工号", "0002", "与第 3 行重复（工号都相同），请只留一行。")]),
    (("S1", "市委", "市委", None, None, None), "单位",
     [("单位", 2, "单位编码", "S1", "与第 5 行重复（单位编码、设立日期都相同），请只留一行。"),
      ("单位", 5, "单位编码", "S1", "与第 2 行重复（单位编码、设立日期都相同），请只留一行。")]),
    ((*SECOND, DAY, None), "任职",
     [("任职", 3, "工号", "0002", SAME_POST.format(4)), ("任职", 4, "工号", "0002", SAME_POST.format(3))]),
    (("0001", "S2", DAY, None), "分管",
     [("分管", 2, "工号", "0001", "与第 3 行重复（工号、单位编码、起都相同），请只留一行。"),
      ("分管", 3, "工号", "0001", "与第 2 行重复（工号、单位编码、起都相同），请只留一行。")]),
    (("0002", TITLE, "日常约谈", "2025.11.6", None), "既往约谈",
     [("既往约谈", 2, "被约谈人工号", "0002", SAME_TALK.format(3)),
      ("既往约谈", 3, "被约谈人工号", "0002", SAME_TALK.format(2))]),
])
def test_two_rows_of_one_key_are_both_refused(tmp_path: Path, sheet: str, row: tuple[object, ...],
                                              faults: list[tuple[str, int, str, str, str]]) -> None:
    assert found(tmp_path, with_row(sheet, *row)) == faults


@pytest.mark.parametrize(("sheet", "row", "column", "value", "reason"), [
    ("单位", 2, "上级单位编码", "S9", UNKNOWN_UNIT.format("S9")),
    ("任职", 2, "工号", "0009", UNKNOWN_CADRE.format("0009")),
    ("任职", 2, "单位编码", "S9", UNKNOWN_UNIT.format("S9")),
    ("分管", 2, "工号", "1", UNKNOWN_CADRE.format("1")),
    ("分管", 2, "单位编码", "S9", UNKNOWN_UNIT.format("S9")),
    ("既往约谈", 2, "被约谈人工号", "0009", UNKNOWN_CADRE.format("0009")),
])
def test_a_reference_to_nothing_is_refused(  # noqa: PLR0913, PLR0917
        tmp_path: Path, sheet: str, row: int, column: str, value: str, reason: str) -> None:
    assert found(tmp_path, with_cell(sheet, row, column, value)) == [(sheet, row, column, value, reason)]


def test_a_talker_who_is_no_number_of_ours_is_named(tmp_path: Path) -> None:
    rows = with_cell("既往约谈", 2, "约谈人工号", "0001、0009、例三")
    assert found(tmp_path, rows) == [("既往约谈", 2, "约谈人工号", "0001、0009、例三", UNKNOWN_CADRE.format("0009"))]


@pytest.mark.parametrize("talkers", [None, "例三", "0001", "0001、0002", "例三、𠮷四"])
def test_a_talker_may_stand_in_no_roster(tmp_path: Path, talkers: str | None) -> None:
    assert found(tmp_path, with_cell("既往约谈", 2, "约谈人工号", talkers)) == []


def test_a_reference_to_a_row_that_is_itself_bad_is_not_a_second_fault(tmp_path: Path) -> None:
    assert [fault[:3] for fault in found(tmp_path, with_cell("干部", 3, "政治面貌", "?"))] == [("干部", 3, "政治面貌")]


def test_a_kind_of_another_regulation_is_refused(tmp_path: Path) -> None:
    assert found(tmp_path, with_cell("既往约谈", 2, "约谈种类", "提醒约谈")) == [
        ("既往约谈", 2, "约谈种类", "提醒约谈", f"《{TITLE}》没有“提醒约谈”，只有：日常约谈、警示约谈。")]


def test_a_unit_has_one_type(tmp_path: Path) -> None:
    assert found(tmp_path, with_cell("单位", 4, "单位类型", "市委部委")) == [
        ("单位", 4, "单位类型", "市委部委", "与第 3 行是同一单位编码，单位类型却不同；类型变了请另设编码。")]


@pytest.mark.parametrize(("sheet", "row", "faults"), [
    ("单位", ("S2", "市文教局", "市委办局", "S1", "2023-01-01", "2023-06-01"),
     [("单位", 5, "设立日期", "2023-01-01", OVERLAP.format(3, "一直", "2024-03-01")),
      ("单位", 3, "设立日期", "", OVERLAP.format(5, "2023-01-01", "2023-06-01"))]),
    ("任职", (*SECOND, "2025-01-01", None),
     [("任职", 4, "任职日期", "2025-01-01", OVERLAP.format(3, "2024-03-01", "今")),
      ("任职", 3, "任职日期", "2024-03-01", OVERLAP.format(4, "2025-01-01", "今"))]),
    ("分管", ("0001", "S2", "2023-01-01", "2024-03-02"),
     [("分管", 2, "起", "2024-03-01", OVERLAP.format(3, "2023-01-01", "2024-03-02")),
      ("分管", 3, "起", "2023-01-01", OVERLAP.format(2, "2024-03-01", "今"))]),
])
def test_what_holds_only_once_at_a_time_may_not_overlap(
        tmp_path: Path, sheet: str, row: tuple[object, ...], faults: list[tuple[str, int, str, str, str]]) -> None:
    assert sorted(found(tmp_path, with_row(sheet, *row))) == sorted(faults)


@pytest.mark.parametrize(("sheet", "row"), [
    ("任职", ("0002", "S2", "副局长", "副职", "副处级", None, None, None, "2020-01-01", "2024-03-01")),
    ("任职", ("0002", "S2", "党组成员", "班子成员", "副处级", None, None, None, "2024-03-01", None)),
    ("任职", ("0001", "S2", "局长", "主要负责人", "正厅级", "兼任", None, None, "2024-03-01", None)),
    ("分管", ("0002", "S2", "2024-03-01", None)),
    ("分管", ("0001", "S2", "2023-01-01", "2024-03-01")),
])
def test_what_follows_or_stands_beside_does_not_overlap(tmp_path: Path, sheet: str, row: tuple[object, ...]) -> None:
    assert found(tmp_path, with_row(sheet, *row)) == []


STORED = Roster(
    units=(Unit(id="S1", type="city_party"), Unit(id="S7", type="city_party_organ"),
           Unit(id="S8", type="city_department")),
    placements=(Placement(unit="S1", name="市委"), Placement(unit="S8", name="市水利局", parent="S7"),
                Placement(unit="S7", name="市委宣传部", parent="S1", since=day("2020-01-01"))),
    cadres=(Cadre(id="0001", name="例一"), Cadre(id="0007", name="例七")),
    appointments=(Appointment(cadre="0007", unit="S7", post="head", title="部长", rank=6, since=day("2020-01-01")),),
    portfolios=(Portfolio(cadre="0007", unit="S1", since=day("2020-01-01")),),
)
STORED_OVERLAP = ("与系统里已有的一段（2020-01-01 至 今）重叠；"
                  "要改那一段，请把它也写一行，起始日期照旧，填上新的结束日期。")


@pytest.mark.parametrize(("sheet", "row"), [
    ("任职", ("0007", "S7", "部长", "主要负责人", "副厅级", None, None, None, "2020-01-01", "2026-01-01")),
    ("任职", ("0001", "S7", "部长", "主要负责人", "副厅级", None, None, None, "2026-01-01", None)),
    ("分管", ("0007", "S7", DAY, None)),
    ("既往约谈", ("0007", TITLE, "日常约谈", "2025-11-06", "0007")),
    ("单位", ("S7", "市委宣传部", "市委部委", "S1", "2020-01-01", "2026-01-01")),
    ("单位", ("S9", "市委宣传部", "市委部委", "S7", None, None)),
])
def test_what_is_stored_may_be_referred_to_and_restated(tmp_path: Path, sheet: str, row: tuple[object, ...]) -> None:
    assert found(tmp_path, with_row(sheet, *row), STORED) == []


@pytest.mark.parametrize(("sheet", "row", "column"), [
    ("任职", ("0007", "S7", "部长", "主要负责人", "副厅级", None, None, None, "2024-03-01", None), "任职日期"),
    ("分管", ("0007", "S1", "2024-03-01", None), "起"),
    ("单位", ("S7", "市委宣传部", "市委部委", "S1", "2024-03-01", None), "设立日期"),
])
def test_what_overlaps_what_is_stored_is_refused(
        tmp_path: Path, sheet: str, row: tuple[object, ...], column: str) -> None:
    number = len(GOOD[sheet]) + 2
    assert found(tmp_path, with_row(sheet, *row), STORED) == [(sheet, number, column, "2024-03-01", STORED_OVERLAP)]


def test_what_is_stored_counts_when_the_tree_is_walked(tmp_path: Path) -> None:
    rows = with_row("单位", "S7", "市委宣传部", "市委部委", "S8", "2020-01-01", None)
    assert found(tmp_path, rows, STORED) == [
        ("单位", 5, "上级单位编码", "S8", "从 2020-01-01 起上下级绕成了圈：S7 → S8 → S7，请核对上级单位编码。")]


def test_a_key_that_comes_back_as_something_else_is_said(tmp_path: Path) -> None:
    rows = with_row("干部", "0007", "例八", "中共党员")
    rows["单位"].append(["S8", "市水利局", "市委部委", "S7", None, None])
    assert places(examine(workbook(tmp_path / "a.xlsx", rows), STORED).report.notes) == [
        ("干部", 4, "姓名", "例八", "工号 0007 在系统里是“例七”，将改为“例八”；不是同一个人的话请换工号。"),
        ("单位", 5, "单位类型", "市委部委", "单位 S8 在系统里是“市委办局”，将改为“市委部委”。")]


def test_a_decision_after_the_post_began_is_said(tmp_path: Path) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", with_cell("任职", 3, "决定任职日期", "2024-03-02")))
    assert (places(reading.report.all()), places(reading.report.notes)) == (
        [], [("任职", 3, "决定任职日期", "2024-03-02", "决定任职日期晚于任职日期 2024-03-01，请核对。")])


def test_faults_beyond_the_most_that_are_listed_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yuetan.paperwork.roster.report.MOST_LISTED", 3)
    rows = {**GOOD, "干部": [[f"{number:04d}", "例", "?"] for number in range(10)]}
    faults = found(tmp_path, rows)
    assert [fault[1] for fault in faults] == [2, 3, 4, 0]
    assert faults[-1][-1] == "另有 7 处错误没有列出，请先改正列出的再导入。"


@pytest.mark.parametrize(("edges", "expected"), [
    ([("a", "b", 1, 9), ("b", "", 1, 9)], []),
    ([("a", "a", 1, 9)], [(1, ("a", "a"))]),
    ([("a", "b", 1, 9), ("b", "a", 1, 9)], [(1, ("a", "b", "a")), (1, ("b", "a", "b"))]),
    ([("a", "b", 1, 5), ("b", "a", 5, 9)], []),  # the one ends on the day the other begins
    ([("a", "b", 1, 6), ("b", "a", 5, 9)], [(5, ("b", "a", "b"))]),
    ([("a", "b", 1, 9), ("b", "c", 1, 9), ("c", "a", 4, 5)], [(4, ("c", "a", "b", "c"))]),
    ([("a", "b", 1, 3), ("a", "c", 3, 9), ("b", "a", 3, 9), ("c", "", 1, 9)], []),
    ([("a", "b", 1, 3), ("a", "c", 3, 9), ("c", "a", 4, 9)], [(4, ("c", "a", "c"))]),
    ([("d", "a", 6, 9), ("a", "b", 1, 9), ("b", "a", 2, 9)], [(2, ("b", "a", "b"))]),  # d hangs below the circle
])
def test_a_circle_is_found_on_the_day_it_closes(edges: list[tuple[str, str, int, int]],
                                                expected: list[tuple[int, tuple[str, ...]]]) -> None:
    made = [Edge(unit, parent, day(f"2026-01-0{since}"), day(f"2026-01-0{until}"), None)
            for unit, parent, since, until in edges]
    assert [(tangle.since.day, tangle.path) for tangle in tangles(made)] == expected


def test_a_chain_beyond_the_deepest_is_refused(tmp_path: Path) -> None:
    chain: Rows = [["S1", "市委", "市委", None, None, None]]
    chain += [[f"S{number}", "下级", "市委办局", f"S{number - 1}", None, None] for number in range(2, DEEPEST + 2)]
    assert found(tmp_path, {**GOOD, "单位": chain}) == [
        ("单位", DEEPEST + 2, "上级单位编码", f"S{DEEPEST}", f"上下级超过 {DEEPEST} 层，请核对上级单位编码。")]


UNITS = "abcd"


@st.composite
def trees(draw: st.DrawFn) -> list[Edge[None]]:
    """A few units, each with stretches one after the other, below anyone."""
    edges = []
    for unit in UNITS:
        days = sorted(draw(st.sets(st.integers(1, 9), max_size=3)))
        ends = [*days[1:], 0]
        for since, until in zip(days, ends, strict=False):
            parent = draw(st.sampled_from(["", *UNITS]))
            end = day(f"2026-01-0{until}") if until else FOREVER
            edges.append(Edge(unit, parent, day(f"2026-01-0{since}"), end, None))
    return edges


def circular(edges: list[Edge[None]], on: int) -> bool:
    """Whether any unit lies below itself on a day: by going up from each."""
    above = {edge.unit: edge.parent for edge in edges if edge.since <= day(f"2026-01-0{on}") < edge.until}
    for unit in UNITS:
        reached = unit
        for _ in UNITS:
            reached = above.get(reached, "")
            if reached == unit:
                return True
    return False


@given(trees())
@settings(max_examples=300)
def test_a_tree_is_refused_exactly_if_it_has_a_circle_on_some_day(edges: list[Edge[None]]) -> None:
    assert bool(list(tangles(edges))) == any(circular(edges, on) for on in range(1, 10))


@pytest.mark.parametrize(("sheet", "row", "end"), [
    ("单位", ["S2", "市体育局", "市委办局", "S1", DAY, None], "撤销日期"),
    ("任职", [*SECOND, DAY, None], "免职日期")])
def test_a_unit_that_a_reorganisation_ended_comes_back_by_no_roster(
        tmp_path: Path, sheet: str, row: list[object], end: str) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", with_row(sheet, *row)), None, {"S2": day("2025-01-01")})
    assert {one.reason for one in reading.report.all() if "不能使它恢复" in one.reason and one.sheet == sheet} == {
        (f"“S2”已由机构调整自 2025-01-01 起撤销，花名册不能使它恢复；{end}请写 2025-01-01 或更早。"
         "重新设立的，请另用编码。")}
