"""``yuetan import``: all of a roster or nothing, whatever is wrong and whenever it is stopped."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cli_calls import said, settings_of, yuetan
from openpyxl import load_workbook
from roster_workbooks import GOOD, HEADERS, Rows, workbook

from yuetan.records.database import open_database, reading, upgrade
from yuetan.records.roster import load_roster
from yuetan.records.values import Roster

COUNTS = """\
┏━━━━━━━━━━┳━━━━━━┳━━━━━━┳━━━━━━┓
┃ 内容     ┃ 新增 ┃ 更新 ┃ 未变 ┃
┡━━━━━━━━━━╇━━━━━━╇━━━━━━╇━━━━━━┩
│ 单位     │ 2    │ 0    │ 0    │
├──────────┼──────┼──────┼──────┤
│ 单位沿革 │ 3    │ 0    │ 0    │
├──────────┼──────┼──────┼──────┤
│ 干部     │ 2    │ 0    │ 0    │
├──────────┼──────┼──────┼──────┤
│ 任职     │ 2    │ 0    │ 0    │
├──────────┼──────┼──────┼──────┤
│ 分管     │ 1    │ 0    │ 0    │
├──────────┼──────┼──────┼──────┤
│ 既往约谈 │ 1    │ 0    │ 0    │
└──────────┴──────┴──────┴──────┘
"""
FAULT = """\
┏━━━━━━━━┳━━━━┳━━━━━━━━━━┳━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ 工作表 ┃ 行 ┃ 列       ┃ 内容   ┃ 错误和改法                                 ┃
┡━━━━━━━━╇━━━━╇━━━━━━━━━━╇━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ 干部   │ 3  │ 政治面貌 │ 无此党 │ “无此党”不在可用的词里，请改为下列之一：无 │
│        │    │          │        │ 党派和群众、中共党员、民主党派。           │
└────────┴────┴──────────┴────────┴────────────────────────────────────────────┘
共 1 处错误；已在 {file} 中逐一标注。
没有导入任何一行；请改正后重新导入，或用 --good-rows 只导入没有错误的行。
"""
UNUSABLE = "不能使用，没有改动它；请核对地址、权限和磁盘。原因："
KILLED = """
import os, signal, sys
from yuetan.cli import imported, main
whole, share = imported.import_roster, float(sys.argv.pop(1))
def import_roster(*given, progress, **more):
    def kill_late(done, total):
        if done >= total * share:
            os.kill(os.getpid(), signal.SIGKILL)
    whole(*given, progress=kill_late, **more)
    kill_late(share, 1)
imported.import_roster = import_roster
main(sys.argv[1:])
"""
AFTERWARDS = 2.0  # no share of the work is that large: the import is done, and nothing said of it yet


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'yuetan.db'}"


def roster(file: Path) -> Path:
    """A workbook that is good under the regulations that are installed."""
    return workbook(file, but("任职", 1, "标记", "市管"))


def but(sheet: str, row: int, column: str, value: object) -> dict[str, Rows]:
    """The rows of such a workbook, but for one cell."""
    rows = {title: [list(one) for one in of] for title, of in GOOD.items()}
    rows["任职"][1][HEADERS["任职"].index("标记")] = "市管"
    rows[sheet][row][HEADERS[sheet].index(column)] = value
    return rows


def stored(url: str) -> Roster:
    engine = open_database(url)
    try:
        upgrade(engine)
        with reading(engine) as connection:
            return load_roster(connection)
    finally:
        engine.dispose()


# All is well


def test_a_good_workbook_is_imported_and_counted(tmp_path: Path, url: str) -> None:
    imported = yuetan("import", roster(tmp_path / "roster.xlsx"), "--database", url)
    assert (imported.exit_code, imported.stdout, imported.stderr) == (0, f"导入完成。\n{COUNTS}", "")


def test_the_database_may_be_a_setting(tmp_path: Path, url: str) -> None:
    assert yuetan("import", roster(tmp_path / "roster.xlsx"), YUETAN_DATABASE=url).exit_code == 0
    assert len(stored(url).cadres) == 2


def test_an_import_done_twice_changes_nothing(tmp_path: Path, url: str) -> None:
    file = roster(tmp_path / "roster.xlsx")
    yuetan("import", file, "--database", url)
    again = json.loads(yuetan("import", file, "--database", url, "--json").stdout)
    assert again["imported"]["cadres"] == {"added": 0, "changed": 0, "unchanged": 2}


def test_an_empty_workbook_is_said_to_be_empty(tmp_path: Path, url: str) -> None:
    imported = yuetan("import", workbook(tmp_path / "roster.xlsx", {}), "--database", url)
    assert (imported.exit_code, imported.stdout.splitlines()[0]) == (
        0, "工作簿里没有数据，什么也没有导入；请核对是不是这一份。")


def test_what_is_to_be_known_is_said_though_it_stops_nothing(tmp_path: Path, url: str) -> None:
    file = workbook(tmp_path / "roster.xlsx", but("任职", 0, "标记", "分管财务"))
    imported = yuetan("import", file, "--database", url)
    assert (imported.exit_code, imported.stdout.splitlines()[:2]) == (0, [
        ("提示：“任职”：标记“分管财务”（1 行）照原样导入，但现有制度只用到：分管人事、分管纪检监察、人事专干、"
         "纪检专干、市管、统战部党外干部名单、书记、关键岗位。"), "导入完成。"])


# Something is wrong


def test_one_fault_and_nothing_is_imported_and_it_is_marked_in_a_copy(tmp_path: Path, url: str) -> None:
    file = workbook(tmp_path / "roster.xlsx", but("干部", 1, "政治面貌", "无此党"))
    imported = yuetan("import", file, "--database", url, COLUMNS="80")
    assert (imported.exit_code, imported.stdout) == (1, FAULT.format(file=tmp_path / "roster（错误标注）.xlsx"))
    assert stored(url) == Roster()
    assert load_workbook(tmp_path / "roster（错误标注）.xlsx").worksheets[0].cell(2, 7).value == (
        "“无此党”不在可用的词里，请改为下列之一：无党派和群众、中共党员、民主党派。")


def test_the_good_rows_alone_are_imported_where_that_is_asked(tmp_path: Path, url: str) -> None:
    file = workbook(tmp_path / "roster.xlsx", but("分管", 0, "工号", "0009"))
    imported = yuetan("import", file, "--database", url, "--good-rows", "--annotated", tmp_path / "marked.xlsx")
    assert imported.exit_code == 1
    assert f"共 1 处错误；已在 {tmp_path / 'marked.xlsx'} 中逐一标注。\n没有错误的行已导入。\n" in imported.stdout
    assert (len(stored(url).cadres), stored(url).portfolios) == (2, ())


def test_where_a_header_is_wrong_no_row_is_good(tmp_path: Path, url: str) -> None:
    file = workbook(tmp_path / "roster.xlsx", headers={**HEADERS, "干部": ["工号", "姓名"]})
    imported = yuetan("import", file, "--database", url, "--good-rows")
    assert (imported.exit_code, imported.stdout.splitlines()[-1]) == (
        1, "没有导入任何一行：工作表或表头不对，无法逐行读取；请改正后重新导入。")


def test_of_many_faults_the_first_are_shown_and_all_are_counted(tmp_path: Path, url: str) -> None:
    rows = but("任职", 0, "标记", "市管")
    rows["干部"] += [[f"1{number:03d}", "例某", "无此党"] for number in range(30)]
    shown = yuetan("import", workbook(tmp_path / "roster.xlsx", rows), "--database", url).stdout
    assert shown.count("无此党") == 2 * 20
    assert f"以上是前 20 处。\n共 30 处错误；已在 {tmp_path / 'roster（错误标注）.xlsx'} 中逐一标注。\n" in shown


def test_a_program_reads_the_faults(tmp_path: Path, url: str) -> None:
    file = workbook(tmp_path / "roster.xlsx", but("分管", 0, "工号", "0009"))
    imported = json.loads(yuetan("import", file, "--database", url, "--json").stdout)
    assert imported == {
        "imported": None, "annotated": str(tmp_path / "roster（错误标注）.xlsx"), "notes": [], "faults": [
            {"sheet": "分管", "row": 2, "column": "工号", "cell": "A2", "value": "0009",
             "reason": "“干部”表和系统里都没有“0009”，请核对或先补上。"}]}


# It cannot be done


@pytest.mark.parametrize(("name", "content", "message"), [
    ("roster.xlsx", b"no workbook",
     "{path}：这不是 .xlsx 工作簿（改扩展名没有用），请用下载的模板填写，或在 Excel 里另存为 .xlsx。"),
    ("missing.xlsx", None, "工作簿：文件“{path}”不存在；请核对名称和位置。"),
    (".", None, "工作簿：“{path}”是文件夹；请写明其中的文件。"),
])
def test_what_is_no_workbook_is_refused(
        tmp_path: Path, url: str, name: str, content: bytes | None, message: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert said("import", path, "--database", url) == (2, f"错误：{message.format(path=path)}\n")


@pytest.mark.parametrize(("url", "message"), [
    ("nonsense", "数据库地址“nonsense”写法不对，应如 sqlite:///文件路径 或 postgresql://用户@主机/库名。"),
    ("postgresql//me:secret@host/x",
     "数据库地址“postgresql//***@host/x”写法不对，应如 sqlite:///文件路径 或 postgresql://用户@主机/库名。"),
    ("postgresql://me@host:port/x",
     "数据库地址“postgresql://***@host:port/x”写法不对，应如 sqlite:///文件路径 或 postgresql://用户@主机/库名。"),
    ("mysql://host/x", "不支持“mysql”数据库，请用 sqlite 或 postgresql。"),
    ("sqlite:////no/such/folder/x.db", "数据库所在的文件夹 /no/such/folder 不存在，请先建立。"),
    ("sqlite:////", f"数据库 sqlite://// {UNUSABLE}文件打不开"),
    ("postgresql://me:secret@127.0.0.1:1/x",
     f"数据库 postgresql+psycopg://me:***@127.0.0.1:1/x {UNUSABLE}服务器没有应答，请确认它已启动"),
])
def test_a_database_that_cannot_be_used_says_why_and_keeps_its_password(tmp_path: Path, url: str, message: str) -> None:
    assert said("import", roster(tmp_path / "roster.xlsx"), "--database", url) == (2, f"错误：{message}\n")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = roster(tmp_path / "roster.xlsx")
    before = file.read_bytes()
    assert said("import", file, "--database", f"sqlite:///{file}") == (
        2, f"错误：数据库 sqlite:///{file} {UNUSABLE}文件不是 SQLite 数据库\n")
    assert file.read_bytes() == before


def test_where_no_copy_could_be_marked_nothing_begins(
        tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file = roster(tmp_path / "roster.xlsx")
    monkeypatch.setattr("os.access", lambda path, _: Path(path) == file)
    assert said("import", file, "--database", url) == (
        2, f"错误：没有权限写入文件夹“{tmp_path}”，有错误时无处放标注后的工作簿；请用 --annotated 另指位置。\n")
    assert list(tmp_path.iterdir()) == [file]


# It is stopped


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Roster]:
    """The workbook of a small city, and what is stored once all of it is imported."""
    folder = tmp_path_factory.mktemp("city")
    file, url = folder / "city.xlsx", f"sqlite:///{folder / 'whole.db'}"
    yuetan("export", "sample-city", file, "--cadres", "60")
    yuetan("import", file, "--database", url)
    return file, stored(url)


@pytest.mark.parametrize("share", [0.3, 0.6, 1.0, AFTERWARDS])
def test_killed_at_any_moment_it_leaves_nothing_or_everything(
        city: tuple[Path, Roster], database_url: str, share: float) -> None:
    file, whole = city
    killed = subprocess.run((sys.executable, "-c", KILLED, str(share), "import", file), check=False,
                            env=settings_of(YUETAN_DATABASE=database_url))
    assert killed.returncode == -signal.SIGKILL
    assert stored(database_url) == (whole if share == AFTERWARDS else Roster())
    assert yuetan("import", file, "--database", database_url).exit_code == 0
    assert stored(database_url) == whole
