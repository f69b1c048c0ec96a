"""``yuetan sweep`` and ``yuetan rebuild`` as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import said, yuetan

from yuetan.records.database import open_database, upgrade, writing
from yuetan.records.roster import store
from yuetan.testing.city import AS_OF, make_city


@pytest.fixture
def office(tmp_path: Path) -> str:
    """A database with a small city and nothing else."""
    url = f"sqlite:///{tmp_path / 'yuetan.db'}"
    engine = open_database(url)
    upgrade(engine)
    with writing(engine) as connection:
        store(connection, make_city(40))
    engine.dispose()
    return url


def test_a_sweep_says_what_is_owed_and_what_changed(office: str) -> None:
    first = yuetan("sweep", "--database", office, "--as-of", AS_OF, "--judged-from", "2026-01-01", "--json")
    assert first.exit_code == 0, first.stderr
    told = json.loads(first.stdout)
    assert {"appeared": told["obligations"]} == told["changed"]
    assert told["obligations"] == sum(told["statuses"].values()) > 0
    assert "lianyungang:annual_talk" in told["in_sql"]
    again = yuetan("sweep", "--database", office, "--as-of", AS_OF, "--judged-from", "2026-01-01")
    assert (again.exit_code, "本次变化 0 项" in again.stdout) == (0, True)
    later = yuetan("sweep", "--database", office, "--as-of", "2027-01-05", "--judged-from", "2026-01-01")
    assert "转为逾期" in later.stdout


def test_a_rebuild_changes_nothing_in_a_table_that_is_right(office: str) -> None:
    yuetan("sweep", "--database", office, "--as-of", AS_OF, "--judged-from", "2026-01-01")
    called = yuetan("rebuild", "--database", office, "--as-of", AS_OF, "--judged-from", "2026-01-01", "--json")
    assert json.loads(called.stdout)["changes"] == 0


@pytest.mark.parametrize("command", ["sweep", "rebuild"])
def test_a_database_that_is_not_there_is_not_made(command: str, tmp_path: Path) -> None:
    code, error = said(command, "--database", f"sqlite:///{tmp_path / 'none.db'}")
    assert (code, "不存在" in error) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_what_a_search_looks_into_is_made_anew(office: str) -> None:
    called = yuetan("rebuild", "--search", "--database", office, "--json")
    assert called.exit_code == 0, called.stderr
    assert json.loads(called.stdout)["objects"] > 40
