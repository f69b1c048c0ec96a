"""A plugin alone: from wheels into a fresh environment, where it brings nothing but the core, and works."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fresh_environment import CORE, Build, Fresh, Run, builder, making_fresh, runner

from tools.house import ROOT, Member, kept_files, members, plugins

UPGRADE = "from yuetan.records.database import open_database, upgrade; upgrade(open_database('sqlite:///fresh.db'))"
EXAMPLE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return runner(tmp_path)


@pytest.fixture
def build(run: Run, tmp_path: Path) -> Build:
    return builder(run, tmp_path / "wheels")


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """An environment in which there is the core, and what it asks for."""
    folder = tmp_path_factory.mktemp("alone")
    run = runner(folder)
    fresh = making_fresh(run, folder / "fresh")
    fresh.install(builder(run, folder / "wheels")(CORE))
    return fresh


@pytest.fixture
def fresh(core: Fresh) -> Iterator[Fresh]:
    """The same, and afterwards without whatever a test put into it."""
    before = core.installed()
    yield core
    for name in core.installed() - before:
        core.uninstall(name)


@pytest.mark.parametrize("member", members(), ids=lambda member: member.distribution)
def test_a_wheel_holds_everything_that_the_member_holds(build: Build, member: Member) -> None:
    with zipfile.ZipFile(build(member)) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    own = {path.relative_to(member.directory).as_posix() for path in kept_files()
           if path.is_relative_to(member.directory / member.package)}
    assert held == own
    assert f"{member.package}/py.typed" in held


def test_the_wheel_of_the_core_holds_its_catalogue_and_its_migrations(build: Build) -> None:
    with zipfile.ZipFile(build(CORE)) as wheel:
        held = wheel.namelist()
    assert "yuetan/locale/en.po" in held
    assert "yuetan/records/migrations/env.py" in held
    assert [name for name in held if name.startswith("yuetan/records/migrations/versions/")]


@pytest.mark.parametrize("plugin", plugins(), ids=lambda plugin: plugin.distribution)
def test_a_plugin_brings_nothing_but_the_core(
        run: Run, build: Build, fresh: Fresh, tmp_path: Path, plugin: Member) -> None:
    before = fresh.installed()
    assert "yuetan" in before
    assert before & {"flask", "yuetan-web", "waitress"} == set()

    fresh.install(build(plugin))
    assert fresh.installed() - before == {plugin.distribution}

    listed: list[dict[str, Any]] = json.loads(run(fresh.command("yuetan"), "regulations", "--json"))
    assert {one["distribution"] for one in listed} == {plugin.distribution}
    assert json.loads(run(fresh.command("yuetan"), "clauses", listed[0]["code"], "--json"))

    run(fresh.command("python"), "-c", UPGRADE)
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
        run: Run, build: Build, fresh: Fresh, tmp_path: Path) -> None:
    """The example of the document on hooks, as somebody else would package it."""
    example = EXAMPLE.search((ROOT / "docs/hooks.md").read_text(encoding="utf-8"))
    assert example
    package = tmp_path / "house" / "yuetan_house"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(example.group(1), encoding="utf-8")
    (package.parent / "pyproject.toml").write_text(OUTSIDE, encoding="utf-8")
    fresh.install(build(Member(package.parent)))
    assert [one["code"] for one in json.loads(run(fresh.command("yuetan"), "regulations", "--json"))] == ["house"]
