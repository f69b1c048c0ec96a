"""The house stands as it says: members, lock, layers, and nothing kept that does not belong."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tools.house import ROOT, Member, kept_files, members, plugins
from tools.tidy import findings, untidy

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PYTHON_FILES = [path for path in kept_files() if path.suffix == ".py"]
LONGEST = 300
REGISTRY = "py" + "pi.org"


# Members


@pytest.mark.parametrize("member", members(), ids=lambda member: member.distribution)
def test_a_member_is_one_typed_package_under_one_licence(member: Member) -> None:
    assert (member.directory / member.package / "py.typed").is_file()
    assert member.declared["project"]["license"] == "Apache-2.0"
    assert member.declared["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == [member.package]


@pytest.mark.parametrize("plugin", plugins(), ids=lambda plugin: plugin.distribution)
def test_a_plugin_is_named_after_its_directory(plugin: Member) -> None:
    name = plugin.directory.name
    assert plugin.distribution == f"yuetan-{name.replace('_', '-')}"
    assert plugin.declared["project"]["entry-points"]["yuetan"] == {name: f"yuetan_{name}"}


def test_the_root_is_virtual() -> None:
    assert "project" not in Member(ROOT).declared


# The lock


def test_every_pin_of_the_lock_is_hashed() -> None:
    pins = re.split(r"\n(?=\S)", LOCK.strip())
    assert [pin.splitlines()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []


def test_the_lock_names_no_address_and_no_member() -> None:
    assert re.findall(r"://|^-|^yuetan", LOCK, re.MULTILINE) == []


# What is kept


def test_everything_kept_is_tidy() -> None:
    assert untidy(kept_files()) == []


@pytest.mark.parametrize("line", [
    f"index = https://{REGISTRY}/simple", f"see {REGISTRY}", "path = '/ho" + "me/somebody/yuetan'",
    "cd /wo" + "rk/main", "https" + "://www.example.com/page", "C:" + r"\Users\somebody",
])
def test_what_does_not_belong_is_found(line: str) -> None:
    assert len(list(findings("file", f"first\n{line}"))) >= 1
    assert next(findings("file", f"first\n{line}")).startswith("file:2: ")


@pytest.mark.parametrize("line", [
    "http://127.0.0.1:8000/", "https://www.apache.org/licenses/", "../shared/work/x", "plugins/home/views.py",
    'f"http://{host}/"', "lianyungang/work/main",
])
def test_what_belongs_is_left_alone(line: str) -> None:
    assert list(findings("file", line)) == []


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_two_test_files_have_one_name() -> None:
    names = Counter(path.name for path in PYTHON_FILES if path.is_relative_to(ROOT / "tests"))
    assert [name for name, times in names.items() if times > 1] == []
