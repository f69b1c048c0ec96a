"""A plugin alone: from wheels into a fresh environment, where it brings nothing but the core, and works."""

from __future__ import annotations

import json
import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tools.house import ROOT, Member, kept_files, members, plugins

UV = ROOT / ".uv" / "bin" / "uv"
CORE = members()[0]
UPGRADE = "from yuetan.records.database import open_database, upgrade; upgrade(open_database('sqlite:///fresh.db'))"
OWN_SETTINGS = ("PYTHON", "YUETAN", "VIRTUAL_ENV")
EXAMPLE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command outside the repository, without the settings of this session: what it prints."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OWN_SETTINGS)}

    def run(*command: str | Path) -> str:
        done = subprocess.run(list(map(str, command)), cwd=tmp_path, env=clean | {"UV_PYTHON_DOWNLOADS": "never"},
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return run


@pytest.fixture
def build(run: Run, tmp_path: Path) -> Callable[[Member], Path]:
    """Build the wheel of a member of the house."""
    def build(member: Member) -> Path:
        run(UV, "build", "--quiet", "--wheel", "--no-build-isolation", "--offline", "--python",
            ROOT / ".venv/bin/python", "--out-dir", tmp_path / "wheels", member.directory)
        return next((tmp_path / "wheels").glob(f"{member.package}-*.whl"))

    return build


@pytest.fixture
def fresh(run: Run, tmp_path: Path) -> Path:
    """An environment with nothing in it, not even pip."""
    run(UV, "venv", "--quiet", "--offline", "--python", ROOT / ".venv/bin/python", tmp_path / "fresh")
    return tmp_path / "fresh/bin"


def install(run: Run, fresh: Path, wheel: Path) -> None:
    """Install a wheel with the versions of the lock: from what uv has at hand, else from the index."""
    command = (UV, "pip", "install", "--quiet", "--python", fresh / "python",
               "--constraints", ROOT / "requirements.lock", wheel)
    try:
        run(*command, "--offline")
    except AssertionError:
        run(*command)


def installed(run: Run, fresh: Path) -> set[str]:
    found: list[dict[str, str]] = json.loads(run(UV, "pip", "list", "--python", fresh / "python", "--format", "json"))
    return {one["name"] for one in found}


@pytest.mark.parametrize("member", members(), ids=lambda member: member.distribution)
def test_a_wheel_holds_everything_that_the_member_holds(build: Callable[[Member], Path], member: Member) -> None:
    with zipfile.ZipFile(build(member)) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    own = {path.relative_to(member.directory).as_posix() for path in kept_files()
           if path.is_relative_to(member.directory / member.package)}
    assert held == own
    assert f"{member.package}/py.typed" in held


def test_the_wheel_of_the_core_holds_its_catalogue_and_its_migrations(build: Callable[[Member], Path]) -> None:
    with zipfile.ZipFile(build(CORE)) as wheel:
        held = wheel.namelist()
    assert "yuetan/locale/en.po" in held
    assert "yuetan/records/migrations/env.py" in held
    assert [name for name in held if name.startswith("yuetan/records/migrations/versions/")]


@pytest.mark.parametrize("plugin", plugins(), ids=lambda plugin: plugin.distribution)
def test_a_plugin_brings_nothing_but_the_core(
        run: Run, build: Callable[[Member], Path], fresh: Path, tmp_path: Path, plugin: Member) -> None:
    install(run, fresh, build(CORE))
    before = installed(run, fresh)
    assert "yuetan" in before
    assert before & {"flask", "yuetan-web", "waitress"} == set()

    install(run, fresh, build(plugin))
    assert installed(run, fresh) - before == {plugin.distribution}

    listed: list[dict[str, Any]] = json.loads(run(fresh / "yuetan", "regulations", "--json"))
    assert {one["distribution"] for one in listed} == {plugin.distribution}
    assert json.loads(run(fresh / "yuetan", "clauses", listed[0]["code"], "--json"))

    run(fresh / "python", "-c", UPGRADE)
    assert (tmp_path / "fresh.db").is_file()


OUTSIDE = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "yuetan-house"
version = "1"
dependencies = ["yuetan"]

[project.entry-points.yuetan]
house = "yuetan_house"
"""


def test_a_plugin_from_outside_needs_nothing_of_the_repository(
        run: Run, build: Callable[[Member], Path], fresh: Path, tmp_path: Path) -> None:
    """The example of the document on hooks, as somebody else would package it."""
    example = EXAMPLE.search((ROOT / "docs/hooks.md").read_text(encoding="utf-8"))
    assert example
    package = tmp_path / "house" / "yuetan_house"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(example.group(1), encoding="utf-8")
    (package.parent / "pyproject.toml").write_text(OUTSIDE, encoding="utf-8")
    install(run, fresh, build(CORE))
    install(run, fresh, build(Member(package.parent)))
    assert [one["code"] for one in json.loads(run(fresh / "yuetan", "regulations", "--json"))] == ["house"]
