"""One English word for one Chinese term: the glossary, and the code held to it."""

from __future__ import annotations

import io
import re
import tokenize
from fnmatch import fnmatchcase
from inspect import isclass
from pathlib import Path

import pytest

import yuetan.rules
from tools.house import ROOT, kept_files

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").replace(r"\|", "/").split("|")]
        for line in GLOSSARY.splitlines() if re.match(r"\| (?!word \||not \||---)", line)]
NOT_USED = [pattern for row in ROWS if len(row) == 2 for pattern in re.findall(r"`(.+?)`", row[0])]
CODE = [path for path in kept_files() if path.suffix == ".py"]


def words_of_the_rules() -> list[str]:
    named = vars(yuetan.rules).items()
    return sorted(name for name, value in named
                  if isclass(value) and value.__module__.startswith("yuetan.rules") and not name.startswith("_"))


def snake(identifier: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", identifier).lower()


def misused(code: str) -> set[str]:
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    names = {token.string for token in tokens if token.type == tokenize.NAME}
    return {name for name in names if any(fnmatchcase(snake(name), pattern) for pattern in NOT_USED)}


def test_every_word_of_the_rules_is_in_the_glossary() -> None:
    assert [word for word in words_of_the_rules() if f"`{word}`" not in GLOSSARY] == []


def test_every_word_has_one_row() -> None:
    words = [word for row in ROWS if len(row) == 3 for word in row[0].split(", ")]
    assert sorted(words) == sorted(set(words))


def test_every_word_has_chinese_and_a_meaning() -> None:
    assert [row for row in ROWS if len(row) == 3 and not (re.search(r"[\u4e00-\u9fff]", row[1]) and row[2])] == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_other_word_is_used(path: Path) -> None:
    assert misused(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("name", ["employee", "EmployeeNumber", "_talk_type", "official", "REPORT_DEADLINE"])
def test_a_word_not_used_is_noticed(name: str) -> None:
    assert misused(f"{name} = 1") == {name}


@pytest.mark.parametrize("name", ["cadre", "official_text", "Interview", "due", "unofficial"])
def test_a_word_of_the_glossary_is_not(name: str) -> None:
    assert misused(f"{name} = 1") == set()
