"""Make brings what is missing, once, and says plainly what it cannot bring; a skipped test fails the run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.house import ROOT

FAKE_UV = """#!/bin/sh
echo "$@" >> uv.log
if [ "$1" = venv ]; then mkdir -p .venv && touch .venv/pyvenv.cfg; fi
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small house whose uv only writes down what it was asked."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.lock").write_text("one==1\n", encoding="utf-8")
    for member in ("core", "web", "plugins/first"):
        add_member(tmp_path, member)
    uv = tmp_path / ".uv" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text(FAKE_UV, encoding="utf-8")
    uv.chmod(0o755)
    return tmp_path


def add_member(house: Path, name: str) -> None:
    (house / name).mkdir(parents=True)
    (house / name / "pyproject.toml").write_text(f'name = "{name}"\n', encoding="utf-8")


def make(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "ARGS"}}
    return subprocess.run(("make", *arguments), cwd=house, env=environment, check=False, capture_output=True, text=True)


def asked(house: Path) -> list[str]:
    """What uv was asked since the last time: the commands alone."""
    log = house / "uv.log"
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return [" ".join(word for word in line.split() if not word.startswith(("-", ".venv"))) for line in lines]


SYNC, INSTALL = "pip sync requirements.lock", "pip install core web plugins/first"


def test_the_first_make_brings_everything(house: Path) -> None:
    assert make(house, "environment").returncode == 0
    assert asked(house) == ["venv python3", SYNC, INSTALL]


def test_a_second_make_brings_nothing(house: Path) -> None:
    make(house, "environment")
    asked(house)
    (house / "requirements.lock").touch()
    make(house, "environment")
    assert asked(house) == []


def test_a_changed_lock_is_synced_and_the_members_come_back(house: Path) -> None:
    make(house, "environment")
    asked(house)
    (house / "requirements.lock").write_text("one==2\n", encoding="utf-8")
    make(house, "environment")
    assert asked(house) == [SYNC, INSTALL]


def test_a_new_plugin_is_installed_without_a_sync(house: Path) -> None:
    make(house, "environment")
    asked(house)
    add_member(house, "plugins/second")
    make(house, "environment")
    assert asked(house) == [f"{INSTALL} plugins/second"]


def test_a_plugin_that_is_gone_is_uninstalled(house: Path) -> None:
    add_member(house, "plugins/monthly_talks")
    make(house, "environment")
    asked(house)
    shutil.rmtree(house / "plugins" / "monthly_talks")
    make(house, "environment")
    assert asked(house) == ["pip uninstall yuetan-monthly-talks", INSTALL]


def test_a_directory_without_a_pyproject_is_no_plugin_yet(house: Path) -> None:
    (house / "plugins" / "second").mkdir()
    make(house, "environment")
    assert asked(house)[-1] == INSTALL


@pytest.mark.parametrize(("fails_at", "said"), [
    ("version_info", "Python 3.11 or newer is needed"), ("ensurepip", "apt install python3-venv"),
])
def test_what_python_lacks_is_said_plainly(house: Path, fails_at: str, said: str) -> None:
    shutil.rmtree(house / ".uv")
    python = house / "python"
    python.write_text(f'#!/bin/sh\ncase "$*" in *{fails_at}*) exit 1;; esac\n', encoding="utf-8")
    python.chmod(0o755)
    made = make(house, "environment", f"PYTHON={python}")
    assert made.returncode != 0
    assert said in made.stdout


@pytest.mark.parametrize(("cases", "code", "said"), [
    ('<testcase classname="a" name="b"/>', 0, "1 tests run, none skipped."),
    ('<testcase classname="a" name="b"/><testcase classname="a" name="c"><skipped/></testcase>', 1, "a::c"),
    ("", 1, "No test was run."),
])
def test_a_skipped_test_fails_the_run(tmp_path: Path, cases: str, code: int, said: str) -> None:
    ran = run_ci(tmp_path, f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    assert ran.returncode == code
    assert said in ran.stdout + ran.stderr


def run_ci(tmp_path: Path, report: str) -> subprocess.CompletedProcess[str]:
    """Run it where every package is installed and make writes this report."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    for name, script in {
        "dpkg-query": "printf installed",
        "make": f"""[ "$1" = lint ] || echo '{report}' > "${{2#*--junitxml=}}\"""",
    }.items():
        tool = tmp_path / name
        tool.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        tool.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    return subprocess.run((tmp_path / ".ci" / "run",), env=environment, check=False, capture_output=True, text=True)
