"""``yuetan explain``: whoever is meant is found, what is owed comes first, and nothing is changed by asking."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from cli_calls import said, yuetan
from roster_workbooks import DAY, GOOD, workbook

from yuetan.cli.explained import Question, as_rows, desk_of, show

ROWS = {
    **GOOD,
    "单位": [*GOOD["单位"], *([code, "市水务局", "市委办局", "S1", None, None] for code in ("S3", "S4"))],
    "干部": [*GOOD["干部"], ["0003", "例二", "中共党员"], ["0004", "例四", "中共党员"]],
    "任职": [GOOD["任职"][0],
             ["0002", "S2", "副局长", "副职", "副处级", None, "市管", "2024-02-20", DAY, None],
             ["0004", "S2", "局长", "主要负责人", "正处级", None, "市管", None, DAY, None]],
}
BOX = """\
╭─ 每年至少一次日常约谈：例四（还有 121 天） ──────────────────────────────────────────────────────╮
│ 依据 《市管领导干部廉政约谈暂行办法》第六条：日常约谈每年至少一次，其余按需开展                  │
│ 周期 2026年                                                                                      │
"""
NARROW = """\
╭──────────────────────────────────────╮
│ 每年至少一次日常约谈：例四（还有 121 │
│ 天）                                 │
│ 依据 《市管领导干部廉政约谈暂行办    │
│      法》第六条：日常约谈每年至少一  │
│      次，其余按需开展                │
│ 周期 2026年                          │
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of a small office."""
    folder = tmp_path_factory.mktemp("records")
    url = f"sqlite:///{folder / 'yuetan.db'}"
    assert yuetan("import", workbook(folder / "roster.xlsx", ROWS), "--database", url).exit_code == 0
    return url


def explained(url: str, *arguments: str) -> list[dict[str, object]]:
    asked = yuetan("explain", *arguments, "--database", url, "--as-of", "2026-09-01", "--json")
    assert (asked.exit_code, asked.stderr) == (0, "")
    found: list[dict[str, object]] = json.loads(asked.stdout)
    return found


# Who is meant


@pytest.mark.parametrize("subject", ["0004", "例四"])
def test_a_cadre_is_found_by_staff_number_and_by_a_name_that_only_he_bears(url: str, subject: str) -> None:
    found = explained(url, subject, "--judged-from", "2026-01-01")
    assert [(one["duty"], one["subject"], one["who"]) for one in found] == [("annual_talk", "0004", "例四")]


@pytest.mark.parametrize("subject", ["S2", "市教育体育局"])
def test_a_unit_is_found_by_its_code_and_by_its_name(url: str, subject: str) -> None:
    found = explained(url, subject, "--judged-from", "2026-01-01")
    assert {(one["subject"], one["who"]) for one in found} == {("S2", "市教育体育局")}


def test_an_interview_is_found_by_its_number(url: str) -> None:
    assert yuetan("explain", "past-1", "--database", url, "--as-of", "2026-09-01").stdout == (
        "截至 2026-09-01：没有应办或可办的事项。\n")


def test_of_several_who_bear_a_name_each_is_listed_with_unit_and_number(url: str) -> None:
    assert said("explain", "例二", "--database", url) == (2, (
        "错误：叫“例二”的不止一个；请改用工号或单位编码：\n  0002  例二（市教育体育局）\n  0003  例二（现无任职）\n"))


def test_of_several_units_that_bear_a_name_each_is_listed_with_its_code(url: str) -> None:
    assert said("explain", "市水务局", "--database", url) == (2, (
        "错误：叫“市水务局”的不止一个；请改用工号或单位编码：\n  S3  市水务局（单位）\n  S4  市水务局（单位）\n"))


@pytest.mark.parametrize(("subject", "hint"), [("市教育体育", "；是不是要写 市教育体育局"), ("查无此人", "")])
def test_who_is_not_in_the_roster_is_not_guessed(url: str, subject: str, hint: str) -> None:
    message = f"名册中没有工号、单位编码、约谈编号、姓名或单位名称“{subject}”{hint}；请核对后再查。"
    assert said("explain", subject, "--database", url) == (2, f"错误：{message}\n")


# What is shown


@pytest.mark.parametrize(("columns", "begins"), [("100", BOX), ("40", NARROW)])
def test_each_obligation_stands_in_a_box_that_fits_the_terminal(url: str, columns: str, begins: str) -> None:
    asked = ("explain", "0004", "--database", url, "--as-of", "2026-09-01", "--judged-from", "2026-01-01")
    lines = yuetan(*asked, COLUMNS=columns).stdout.splitlines(keepends=True)
    assert "".join(lines[:len(begins.splitlines())]) == begins
    assert lines[-1] == "截至 2026-09-01：应办 1 项，可办 0 项。\n"


def test_what_is_overdue_comes_first_and_what_is_done_last(url: str) -> None:
    statuses = [one["status"] for one in explained(url, "0002", "--judged-from", "2024-01-01")]
    assert statuses == sorted(statuses, key=("overdue", "open", "waiting", "late", "done", "lapsed").index)
    assert {"open", "done"} <= set(statuses)


def test_what_is_owed_comes_before_what_is_offered(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    question = Question("S2", url, date(2026, 9, 1), date(2026, 1, 1), None, ())
    desk = desk_of(question)
    desk = evolve(desk, owed=desk.owed[1:], offered=desk.owed[:1])
    assert [row["offered"] for row in as_rows(desk)] == [False, False, True]
    show(desk, question)
    shown = capsys.readouterr().out
    assert [line[:2] for line in shown.splitlines() if "市教育体育局（" in line] == ["╭─"] * 3
    assert shown.rindex("（可办）") > shown.rindex("（待办）") > shown.rindex("（还有 121 天）")


def test_what_is_overdue_since_ever_is_followed_by_how_to_say_since_when(url: str) -> None:
    asked = yuetan("explain", "S2", "--database", url, "--as-of", "2026-09-01").stdout
    assert asked.endswith("没有写明启用日期（--judged-from），制度施行以来到期的都作了判断。\n")
    since = yuetan("explain", "S2", "--database", url, "--as-of", "2026-09-01", YUETAN_JUDGED_FROM="2026-01-01").stdout
    assert since.splitlines()[-1] == "截至 2026-09-01：应办 3 项，可办 0 项。"


@pytest.mark.parametrize("day", ["2026-09-01", "2026-9-1", "2026.9.1", "2026/9/1", "20260901", "2026年9月1日"])
def test_a_day_may_be_written_in_any_usual_way(url: str, day: str) -> None:
    asked = yuetan("explain", "0003", "--database", url, "--as-of", day)
    assert asked.stdout == "截至 2026-09-01：没有应办或可办的事项。\n"


def test_a_program_reads_the_whole_explanation(url: str) -> None:
    found, = explained(url, "0004", "--judged-from", "2026-01-01")
    assert {**found, "explanation": None} == {
        "regulation": "lianyungang", "edition": "2015-02-04", "duty": "annual_talk", "subject": "0004", "cause": "2026",
        "title": "每年至少一次日常约谈", "who": "例四", "status": "open", "offered": False, "due": "2026-12-31",
        "done_on": None, "clauses": ["6"], "newcomer": False, "provisional": False, "explanation": None}


def test_it_may_be_narrowed_to_one_regulation(url: str) -> None:
    everything = explained(url, "0004")
    assert explained(url, "0004", "--regulation", "lianyungang") == everything
    assert said("explain", "0004", "--database", url, "--regulation", "none") == (
        2, "错误：没有安装制度“none”；已安装的有：aba_housing、lianyungang、litong、monthly_talks、tongren。\n")


def test_an_imported_arrangement_must_make_sense(url: str, tmp_path: Path) -> None:
    file = tmp_path / "2027.toml"
    file.write_text("year = 27\n", encoding="gb18030")
    assert said("explain", "0004", "--database", url, "--arrangement", file) == (
        2, f"错误：{file}：没有列出任何假期；请按放假通知逐个写作 [[holiday]]\n")


# Nothing to ask


def test_asking_makes_no_database(tmp_path: Path) -> None:
    file = tmp_path / "yuetan.db"
    assert said("explain", "0001", "--database", f"sqlite:///{file}") == (
        2, f"错误：数据库文件 {file} 不存在；请核对地址，或先用 yuetan import 导入名册。\n")
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_a_roster_is_said_to_be_empty(tmp_path: Path) -> None:
    file = tmp_path / "yuetan.db"
    file.touch()
    assert said("explain", "0001", "--database", f"sqlite:///{file}") == (
        2, f"错误：数据库 sqlite:///{file} 中还没有名册；请先用 yuetan import 导入。\n")
    yuetan("import", workbook(tmp_path / "roster.xlsx", {}), "--database", f"sqlite:///{file}")
    assert said("explain", "0001", "--database", f"sqlite:///{file}") == (
        2, "错误：名册是空的；请先用 yuetan import 导入。\n")
