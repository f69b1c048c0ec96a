"""``yuetan verify``: that nothing was changed, or everything that was."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from cli_calls import said, yuetan
from tampering import Store, dice, make_store

from yuetan.records.journal import destroy_content
from yuetan.records.tables import event

NOW = datetime(2026, 5, 6, tzinfo=UTC)
CHANGED = "UPDATE event SET reason = 'x' WHERE id IN (1, 2)"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "anchors"


@pytest.fixture
def store(database_url: str, file: Path) -> Store:
    return make_store(database_url, file, dice(5), cases=2, rounds=2)


@pytest.fixture
def embedded(tmp_path: Path, file: Path) -> Store:
    return make_store(f"sqlite:///{tmp_path / 'records.db'}", file, dice(5), cases=2, rounds=2)


def execute(store: Store, statement: str) -> None:
    with store.attacked() as connection:
        connection.exec_driver_sql(statement)
        connection.commit()


def events_of(store: Store) -> int:
    with store.attacked() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(event)).scalar_one()


def test_sound_records_are_summed_up(store: Store, file: Path) -> None:
    called = yuetan("verify", "--database", store.url, "--anchors", file)
    assert (called.exit_code, called.stdout) == (0, (
        f"2 个案卷，{events_of(store)} 项事件：前后相连，没有改动。\n与库外的 2 条存证对照过。\n"))


def test_without_the_file_it_says_what_cannot_be_found(embedded: Store) -> None:
    called = yuetan("verify", YUETAN_DATABASE=embedded.url)
    assert called.exit_code == 0
    assert called.stdout.splitlines()[1] == "没有给出库外的存证（--anchors）：末尾被删、整卷重写一类的改动查不出来。"


def test_contents_destroyed_are_counted(embedded: Store) -> None:
    with embedded.attacked() as connection:
        destroy_content(connection, 1, reason="保管期满", on=NOW.date(), by=None, at=NOW)
        connection.commit()
    called = yuetan("verify", "--database", embedded.url)
    assert called.exit_code == 0
    assert "没有改动。其中 1 项的文书内容已经销毁，内容本身不再核对。\n" in called.stdout


def test_every_fault_is_listed(store: Store, file: Path) -> None:
    execute(store, CHANGED)
    called = yuetan("verify", "--database", store.url, "--anchors", file)
    lines = called.stdout.splitlines()
    assert called.exit_code == 1
    assert [line.partition("事件：")[2] for line in lines[:2]] == ["被改动过，或它前面的一项被换掉了。"] * 2
    assert lines[2:] == ["与库外的 2 条存证对照过。",
                         "共 2 处不符；请原样保留数据库和存证文件，报告审计管理员，再与备份核对。"]


def test_an_anchor_that_the_table_lost_is_told_with_its_local_time(embedded: Store, file: Path) -> None:
    execute(embedded, "DELETE FROM anchor WHERE id = 2")
    called = yuetan("verify", "--database", embedded.url, "--anchors", file)
    assert called.exit_code == 1
    assert called.stdout.startswith("2026-03-02 ")
    assert "库外有，库内没有" in called.stdout


def test_a_program_is_told_the_same(embedded: Store, file: Path) -> None:
    sound = json.loads(yuetan("verify", "--database", embedded.url, "--anchors", file, "--json").stdout)
    assert sound == {"cases": 2, "events": events_of(embedded), "destroyed": 0, "anchors": 2, "anchors_outside": 2,
                     "faults": []}
    execute(embedded, CHANGED)
    called = yuetan("verify", "--database", embedded.url, "--json")
    found = json.loads(called.stdout)
    assert (called.exit_code, found["anchors_outside"]) == (1, None)
    assert [(one["code"], one["anchored_at"]) for one in found["faults"]] == [("link", None)] * 2
    assert {tuple(one) for one in found["faults"]} == {("code", "case", "sequence", "anchored_at", "message")}


def test_a_damaged_file_of_anchors_is_refused(embedded: Store, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5])
    code, text = said("verify", "--database", embedded.url, "--anchors", file)
    assert code == 2
    assert text.startswith(f"错误：存证文件 {file} 第 2 行已损坏，或被改动、插入过；没有改动它。")


def test_a_file_of_anchors_that_is_not_there_is_refused(embedded: Store, tmp_path: Path) -> None:
    code, text = said("verify", "--database", embedded.url, "--anchors", tmp_path / "none")
    assert (code, "none" in text) == (2, True)


def test_a_database_without_records_is_refused(database_url: str, tmp_path: Path) -> None:
    if database_url.startswith("sqlite"):
        (tmp_path / "yuetan.db").touch()
    code, text = said("verify", "--database", database_url)
    assert code == 2
    assert "还没有案卷可核对；请先用 yuetan import 导入名册。" in text


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    code, text = said("verify", "--database", f"sqlite:///{tmp_path / 'none.db'}")
    assert (code, "不存在" in text) == (2, True)
    assert list(tmp_path.iterdir()) == []
