"""The layers are held: every arrow that must not be is noticed, under the contract that forbids it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.house import ROOT, members

BREACHES = {
    "core/yuetan/rules/breach.py": ("import sqlalchemy", "Rules and engine know no database"),
    "core/yuetan/engine/breach.py": ("import yuetan.records", "The layers of the core"),
    "core/yuetan/records/breach.py": ("import openpyxl", "The heavy libraries live in the paperwork alone"),
    "core/yuetan/casework/breach.py": ("import sqlalchemy", "The database is spoken to in the records alone"),
    "core/yuetan/paperwork/breach.py": ("import rich", "Only the command line speaks to a terminal"),
    "core/yuetan/testing/breach.py": ("import yuetan_web", "The core never imports the web"),
    "core/yuetan/cli/breach.py": ("import yuetan_lianyungang", "Neither core nor web knows a plugin by name"),
    "web/yuetan_web/breach.py": ("import yuetan.records", "The web reaches neither tables nor rules"),
    "plugins/lianyungang/yuetan_lianyungang/breach.py": ("import yuetan.engine", "A plugin imports the rules"),
    "plugins/second/yuetan_second/__init__.py": ("import yuetan_lianyungang", "No plugin knows another"),
}
CIRCLES = {
    "core/yuetan/wording": "No circle among modules",
    "plugins/second/yuetan_second": "No circle among the modules of a plugin",
}
SECOND = '[project]\nname = "yuetan-second"\n'


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the check says of a copy of the house in which every layer is breached."""
    house = tmp_path_factory.mktemp("house")
    for name in ("core", "web", "plugins", "tools"):
        shutil.copytree(ROOT / name, house / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "pyproject.toml", house)
    for place, (line, _) in BREACHES.items():
        (house / place).parent.mkdir(parents=True, exist_ok=True)
        (house / place).write_text(f"{line}\n", encoding="utf-8")
    for place in CIRCLES:
        name = place.partition("/yuetan")[2].replace("/", ".")
        (house / place / "one.py").write_text(f"import yuetan{name}.two\n", encoding="utf-8")
        (house / place / "two.py").write_text(f"import yuetan{name}.one\n", encoding="utf-8")
    (house / "plugins" / "second" / "pyproject.toml").write_text(SECOND, encoding="utf-8")
    return check(house)


def check(house: Path) -> str:
    packages = [house / member.directory.relative_to(ROOT) for member in members()] + [house / "plugins" / "second"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, packages)), "COLUMNS": "200"}
    command = (sys.executable, "-m", "tools.imports")
    ran = subprocess.run(command, cwd=house, env=environment, check=False, capture_output=True, text=True)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    return ran.stdout


def broken(report: str) -> list[str]:
    return re.findall(r"^(.+) BROKEN(?: \(.+\))?$", report, re.MULTILINE)


@pytest.mark.parametrize("place", BREACHES)
def test_a_breach_is_noticed(place: str, report: str) -> None:
    line, contract = BREACHES[place]
    module = place.partition("/yuetan")[2].removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert [name for name in broken(report) if name.startswith(contract)] != []
    assert f"- yuetan{module} -> {line.removeprefix('import ')} (l.1)" in re.sub(" +", " ", report)


@pytest.mark.parametrize("place", CIRCLES)
def test_a_circle_is_noticed(place: str, report: str) -> None:
    package = place.rpartition("/yuetan")[2].replace("/", ".")
    assert CIRCLES[place] in broken(report)
    assert f"No cycles are allowed in yuetan{package}." in report


def test_every_contract_is_tried(report: str) -> None:
    tried = [contract for _, contract in BREACHES.values()] + list(CIRCLES.values())
    assert re.findall(r"^.+ KEPT\b", report, re.MULTILINE) == []
    assert [name for name in broken(report) if not name.startswith(tuple(tried))] == []
