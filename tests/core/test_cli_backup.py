"""``yuetan backup`` and ``yuetan check-deployment``: said in words, with the exit code of what was found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from account_samples import NOW, cheap, person, records
from cli_calls import yuetan

from yuetan.casework.backups import SECURITY_HALF, SYSTEM_HALF
from yuetan.casework.deployment import make_deployment


def call(*arguments: str, code: int = 0) -> str:
    """What it says, once it has ended with this code."""
    called = yuetan(*arguments)
    assert (code, called.exception if called.exit_code not in {0, 1, 2} else None) == (called.exit_code, None)
    return called.stdout + called.stderr


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A deployment with a folder for backups, and somebody in it."""
    url = f"sqlite:///{tmp_path / 'yuetan.db'}"
    with records(url) as engine:
        person(cheap(engine), at=NOW)
    found = make_deployment(tmp_path, database=url)
    (tmp_path / "kept").mkdir()
    found.write_text(found.read_text(encoding="utf-8") + 'backups = "kept"\n', encoding="utf-8")
    return found


def test_a_backup_is_taken_and_restored_by_two_and_the_loss_is_said(config: Path) -> None:
    kept = config.parent / "kept"
    assert "yuetan backup keys" in call("backup", "take", "--config", str(config), code=2)
    assert SYSTEM_HALF in call("backup", "keys", str(kept))
    assert "已经存在" in call("backup", "keys", str(kept), code=2)
    assert "已备份" in call("backup", "take", "--config", str(config))
    file = next(kept.glob("*.backup"))
    halves = ("--system-half", str(kept / SYSTEM_HALF), "--security-half", str(kept / SECURITY_HALF))
    said = call("backup", "restore", str(file), *halves, "--database", f"sqlite:///{config.parent / 'new.db'}")
    assert "已恢复" in said
    assert "无从知道" in said
    there = f"sqlite:///{config.parent / 'yuetan.db'}"
    over = call("backup", "restore", str(file), *halves, "--database", there, code=2)
    assert "已有数据" in over


def test_what_stands_against_a_deployment_is_listed(config: Path) -> None:
    said = call("check-deployment", "--config", str(config), code=1)
    assert "anchor: 没有库外存证" in said
    codes = {one["code"] for one in json.loads(call("check-deployment", "--config", str(config), "--json", code=1))}
    assert {"cookies", "backup_key", "backup_old", "no_system", "governance"} <= codes
