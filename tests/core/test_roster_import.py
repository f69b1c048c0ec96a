"""The import of a roster: everything or nothing, or the good rows; handed back with its faults marked."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from roster_workbooks import (
    DAY,
    GOOD,
    HEADERS,
    KINDS,
    MARCH,
    ROSTER,
    VOCABULARY,
    WORDS,
    Rows,
    day,
    places,
    with_cell,
    with_row,
    workbook,
)

from yuetan.paperwork.roster.annotate import annotate
from yuetan.paperwork.roster.faults import RowFault
from yuetan.paperwork.roster.importing import ImportResult, import_roster
from yuetan.paperwork.roster.writing import write_roster
from yuetan.records.database import Engine, open_database, reading, upgrade
from yuetan.records.roster import Counts, Stored, load_roster
from yuetan.records.values import Roster

RED, YELLOW = "FFFFC7CE", "FFFFF2CC"
BAD_PARTY = "“?”不在可用的词里，请改为下列之一：中共党员、民主党派、无党派和群众。"
LIST_HEADER = ["类别", "文件", "工作表", "行", "列", "原值", "原因和改法"]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(f"sqlite:///{tmp_path / 'records.db'}")
    upgrade(opened)
    yield opened
    opened.dispose()


def do(engine: Engine, path: Path, *, good_rows_only: bool = False) -> ImportResult:
    return import_roster(engine, path, VOCABULARY, kinds=KINDS, good_rows_only=good_rows_only)


def loaded(engine: Engine) -> Roster:
    with reading(engine) as connection:
        return load_roster(connection)


def test_a_good_workbook_is_imported_on_either_database(database_url: str, tmp_path: Path) -> None:
    opened = open_database(database_url)
    upgrade(opened)
    result = do(opened, workbook(tmp_path / "a.xlsx"))
    assert result == ImportResult(counts=Stored(
        units=Counts(2), placements=Counts(3), cadres=Counts(2), appointments=Counts(2), portfolios=Counts(1),
        past_talks=Counts(1)))
    assert loaded(opened) == ROSTER
    opened.dispose()


def test_importing_a_file_twice_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    do(engine, path)
    result = do(engine, path)
    assert result.counts == Stored(
        units=Counts(0, 0, 2), placements=Counts(0, 0, 3), cadres=Counts(0, 0, 2), appointments=Counts(0, 0, 2),
        portfolios=Counts(0, 0, 1), past_talks=Counts(0, 0, 1))
    assert loaded(engine) == ROSTER


def test_a_later_file_ends_a_post_and_begins_another(engine: Engine, tmp_path: Path) -> None:
    do(engine, workbook(tmp_path / "a.xlsx"))
    rows: dict[str, Rows] = {"任职": [
        ["0002", "S2", "副局长", "副职", "副处级", "主持工作", "市管、关键岗位", "2024-02-20", DAY, "2026-03-01"],
        ["0002", "S2", "局长", "主要负责人", "正处级", None, "市管", "2026-02-20", "2026-03-01", None]]}
    result = do(engine, workbook(tmp_path / "b.xlsx", rows))
    assert result.counts is not None
    assert (result.counts.appointments, result.counts.cadres) == (Counts(1, 1, 0), Counts())
    posts = [(one.title, one.since, one.until.year) for one in loaded(engine).appointments if one.cadre == "0002"]
    assert sorted(posts) == [("副局长", MARCH, 2026), ("局长", day("2026-03-01"), 9999)]


def test_one_fault_and_nothing_is_imported(engine: Engine, tmp_path: Path) -> None:
    result = do(engine, workbook(tmp_path / "a.xlsx", with_cell("干部", 3, "政治面貌", "?")))
    assert (result.counts, loaded(engine)) == (None, Roster())
    assert places(result.faults) == [("干部", 3, "政治面貌", "?", BAD_PARTY)]


def test_what_was_there_stays_when_a_later_file_is_refused(engine: Engine, tmp_path: Path) -> None:
    do(engine, workbook(tmp_path / "a.xlsx"))
    do(engine, workbook(tmp_path / "b.xlsx", with_cell("干部", 3, "政治面貌", "?")))
    assert loaded(engine) == ROSTER


RESTS = "“0002”在“干部”第 3 行，那一行有错没有导入，这一行也就不能导入。"


def test_the_good_rows_are_imported_if_asked_and_what_rests_on_bad_ones_is_not(engine: Engine, tmp_path: Path) -> None:
    rows = with_cell("干部", 3, "政治面貌", "?")
    result = do(engine, workbook(tmp_path / "a.xlsx", rows), good_rows_only=True)
    assert places(result.faults) == [
        ("干部", 3, "政治面貌", "?", BAD_PARTY),
        ("任职", 3, "工号", "0002", RESTS),
        ("既往约谈", 2, "被约谈人工号", "0002", RESTS),
    ]
    assert loaded(engine) == Roster(units=ROSTER.units, placements=ROSTER.placements, cadres=ROSTER.cadres[:1],
                                    appointments=ROSTER.appointments[:1], portfolios=ROSTER.portfolios)


def test_a_unit_left_out_takes_its_history_and_all_below_it_along(engine: Engine, tmp_path: Path) -> None:
    rows = with_row("单位", "S3", "市教育局招生办", "市委办局", "S2", None, None)
    rows["单位"].append(["S4", "再下级", "市委办局", "S3", None, None])
    rows["单位"][1][4:] = ["2024-03-01", "2023-03-01"]
    result = do(engine, workbook(tmp_path / "a.xlsx", rows), good_rows_only=True)
    below = "“{}”在“单位”第 {} 行，那一行有错没有导入，这一行也就不能导入。"
    assert sorted(places(result.faults)) == sorted([
        ("单位", 3, "撤销日期", "2023-03-01", "撤销日期应晚于设立日期 2024-03-01：它是不再如此的第一天。"),
        ("单位", 3, "单位编码", "S2", "与第 4 行重复（单位编码、设立日期都相同），请只留一行。"),
        ("单位", 4, "单位编码", "S2", "与第 3 行重复（单位编码、设立日期都相同），请只留一行。"),
        ("单位", 5, "上级单位编码", "S2", below.format("S2", 3)),
        ("单位", 6, "上级单位编码", "S3", below.format("S3", 5)),
        ("任职", 3, "单位编码", "S2", below.format("S2", 3)),
        ("分管", 2, "单位编码", "S2", below.format("S2", 3)),
    ])
    assert [one.id for one in loaded(engine).units] == ["S1"]


def test_half_a_history_is_not_imported(engine: Engine, tmp_path: Path) -> None:
    rows = with_row("任职", "0002", "S2", "副局长", "副职", "?", None, None, None, "2020-01-01", "2024-03-01")
    result = do(engine, workbook(tmp_path / "a.xlsx", rows), good_rows_only=True)
    assert [(fault.row, fault.column, fault.reason[:12]) for fault in result.faults] == [
        (4, "职级", "“?”不在可用的词里，请"), (3, "工号", "第 4 行是它的另一段，")]
    assert loaded(engine).appointments == ROSTER.appointments[:1]


def test_a_stored_history_is_not_overlaid_by_half_a_correction(engine: Engine, tmp_path: Path) -> None:
    do(engine, workbook(tmp_path / "a.xlsx"))
    rows: dict[str, Rows] = {"分管": [["0001", "S2", DAY, "2024-02-01"], ["0001", "S2", "2026-03-01", None]]}
    result = do(engine, workbook(tmp_path / "b.xlsx", rows), good_rows_only=True)
    assert [fault.row for fault in result.faults] == [2, 3]
    assert loaded(engine) == ROSTER


def test_nothing_is_imported_where_a_sheet_is_misshapen_whatever_was_asked(engine: Engine, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", GOOD, HEADERS | {"分管": ["工号"]})
    result = do(engine, path, good_rows_only=True)
    assert (result.counts, loaded(engine)) == (None, Roster())
    assert result.annotated == tmp_path / "a（错误标注）.xlsx"


def test_an_import_tells_how_far_it_is(engine: Engine, tmp_path: Path) -> None:
    many: Rows = [[f"9{number:04d}", "例三", "中共党员"] for number in range(1000)]
    path = workbook(tmp_path / "a.xlsx", {**GOOD, "干部": GOOD["干部"] + many})
    told: list[tuple[int, int]] = []
    import_roster(engine, path, VOCABULARY, kinds=KINDS, progress=lambda done, total: told.append((done, total)))
    done = [one for one, _ in told]
    assert {total for _, total in told} == {2 * 1014}
    assert (done, done[0], done[-1]) == (sorted(done), 0, 2 * 1014)
    assert len(told) > 8


SCRIPT = """
import os, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from roster_workbooks import KINDS, VOCABULARY
from yuetan.paperwork.roster.importing import import_roster
from yuetan.records.database import open_database

def die_later(done, total):
    if total and done >= {share} * total:
        os._exit(9)

import_roster(open_database({url!r}), Path({path!r}), VOCABULARY, kinds=KINDS, progress=die_later)
"""


@pytest.mark.parametrize("share", [0.3, 0.6, 0.75, 0.85])
def test_an_import_killed_midway_leaves_nothing_half_done(engine: Engine, tmp_path: Path, share: float) -> None:
    path, url = workbook(tmp_path / "a.xlsx"), str(engine.url)
    script = SCRIPT.format(tests=str(Path(__file__).parent), share=share, url=url, path=str(path))
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    assert loaded(engine) == Roster()
    do(engine, path)
    assert loaded(engine) == ROSTER


def test_a_good_file_comes_back_unmarked(engine: Engine, tmp_path: Path) -> None:
    result = do(engine, workbook(tmp_path / "a.xlsx", with_cell("干部", 2, "姓名", "例　一")))
    assert (result.annotated, len(result.notes)) == (None, 1)
    assert [one.name for one in tmp_path.glob("*.xlsx")] == ["a.xlsx"]


def test_a_bad_file_comes_back_with_its_cells_marked_and_a_list_in_front(engine: Engine, tmp_path: Path) -> None:
    rows = with_cell("干部", 3, "政治面貌", "?")
    rows["干部"][0][1] = "例　一"
    result = do(engine, workbook(tmp_path / "花名册.xlsx", rows))
    assert result.annotated == tmp_path / "花名册（错误标注）.xlsx"
    book = load_workbook(result.annotated)
    assert book.sheetnames == ["错误清单", *HEADERS]
    assert [[cell.value or "" for cell in row] for row in book["错误清单"].iter_rows()] == [
        LIST_HEADER,
        ["错误", "花名册.xlsx", "干部", "3", "政治面貌", "?", BAD_PARTY],
        ["提示", "花名册.xlsx", "干部", "2", "姓名", "例　一", "姓名按“例一”导入，中间的空格略去。"],
    ]
    bad, said, good = (book["干部"][place] for place in ("C3", "B2", "A2"))
    assert (bad.fill.fgColor.rgb, bad.comment.text if bad.comment else "") == (RED, BAD_PARTY)
    assert (said.fill.fgColor.rgb, said.value) == (YELLOW, "例　一")
    assert (good.fill.fill_type, good.comment) == (None, None)


def test_the_marked_copy_holds_every_value_as_it_was(engine: Engine, tmp_path: Path) -> None:
    rows = with_cell("干部", 3, "政治面貌", "?")
    rows["任职"][1][2] = "=cmd|' /C calc'!A0"

    def as_text(book: Workbook) -> None:
        book["任职"]["C3"].data_type = "s"
        book["任职"]["C2"] = "=1+1"

    path = workbook(tmp_path / "a.xlsx", rows, more=as_text)
    result = do(engine, path)
    assert result.annotated is not None
    before, after = load_workbook(path), load_workbook(result.annotated)
    for title in HEADERS:
        assert [[(cell.value, cell.data_type) for cell in row] for row in after[title].iter_rows()] == [
            [(cell.value, cell.data_type) for cell in row] for row in before[title].iter_rows()]
    assert {cell.data_type for row in after["错误清单"].iter_rows() for cell in row if cell.value} == {"s"}


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\tx", "=HYPERLINK(1)", "＝1"])
def test_the_list_of_faults_turns_no_value_into_a_formula(tmp_path: Path, value: str) -> None:
    fault = RowFault("a.xlsx", "干部", 2, "姓名", value, value, "B2")
    path = annotate(workbook(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", [fault])
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in b"".join(archive.read(name) for name in archive.namelist() if "worksheets" in name)
    cell = load_workbook(path)["错误清单"]["F2"]
    assert (cell.value, cell.data_type) == (value, "s")


def test_a_corrected_copy_can_be_imported_as_it_is(engine: Engine, tmp_path: Path) -> None:
    template = tmp_path / "a.xlsx"
    write_roster(template, ROSTER, WORDS)
    book = load_workbook(template)
    book["干部"]["C3"] = "?"
    book.save(template)
    marked = do(engine, template).annotated
    assert marked is not None
    book = load_workbook(marked)
    book["干部"]["C3"] = "民主党派"
    book.save(marked)
    result = do(engine, marked)
    assert (result.faults, result.notes, loaded(engine)) == ((), (), ROSTER)


def test_no_file_is_ever_written_over(engine: Engine, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", with_cell("干部", 3, "政治面貌", "?"))
    names = [result.annotated.name for _ in range(3) if (result := do(engine, path)).annotated]
    assert names == ["a（错误标注）.xlsx", "a（错误标注）2.xlsx", "a（错误标注）3.xlsx"]
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix == ".xlsx") == sorted(["a.xlsx", *names])


def test_a_fault_without_a_cell_is_marked_where_its_row_begins(tmp_path: Path) -> None:
    path = annotate(workbook(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", [
        RowFault("a.xlsx", "干部", 1, "", "", "缺少表头"), RowFault("a.xlsx", "没有的", 3, "", "", "x"),
        RowFault("a.xlsx", "分管", 0, "", "", "y")])
    cell = load_workbook(path)["干部"]["A1"]
    assert (cell.fill.fgColor.rgb, cell.comment.text if cell.comment else "") == (RED, "缺少表头")


def test_what_is_covered_by_a_merged_area_is_only_listed(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", more=lambda book: book["干部"].merge_cells("A2:B3"))
    path = annotate(source, tmp_path / "b.xlsx", [RowFault("a.xlsx", "干部", 3, "姓名", "", "x", "B3")])
    assert load_workbook(path)["错误清单"]["G2"].value == "x"


def test_where_the_disk_knows_no_links_the_marked_copy_is_copied_and_replaces_nothing(
        engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", no_links)
    path = workbook(tmp_path / "名册.xlsx", with_cell("干部", 2, "政治面貌", "?"))
    marked = [import_roster(engine, path, VOCABULARY, kinds=KINDS).annotated for _ in range(2)]
    assert [tmp_path / "名册（错误标注）.xlsx", tmp_path / "名册（错误标注）2.xlsx"] == marked
