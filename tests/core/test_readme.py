"""The front page says what is true: its table, its example, its commands and its links."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from tools.house import ROOT, plugins
from yuetan.rules import Clause, Regulation
from yuetan.rules.coverage import coverage

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/glossary.md")]
IMPLEMENTED, TO_COME = "已实现", "待实现"
INSTALLED = [plugin.directory.name for plugin in plugins()]


@frozen
class Row:
    """One regulation as the table shows it."""

    code: str
    title: str
    number: str
    issuers: str
    clauses: str
    state: str


ROWS = [Row(cells[0].strip("`"), *cells[1:]) for line in README.splitlines() if line.startswith("| `")
        for cells in [[cell.strip() for cell in line.strip("|").split("|")]]]


def regulation(code: str) -> Regulation:
    """The newest edition that the plugin of this name brings."""
    found: Any = entry_points(group="yuetan")[code].load()
    editions: list[Regulation] = found.regulations()
    return editions[-1]


def test_the_table_has_the_five_and_every_plugin_that_is_here() -> None:
    five = ["litong", "lianyungang", "tongren", "aba_housing", "monthly_talks"]
    assert [row.code for row in ROWS] == five
    assert [code for code in INSTALLED if code not in five] == []


def test_the_table_says_which_are_to_come() -> None:
    assert {row.code: row.state for row in ROWS} == {
        row.code: IMPLEMENTED if row.code in INSTALLED else TO_COME for row in ROWS}


@pytest.mark.parametrize("row", [row for row in ROWS if row.code in INSTALLED], ids=lambda row: row.code)
def test_the_table_agrees_with_the_plugin(row: Row) -> None:
    edition = regulation(row.code)
    number, issuers = edition.number or "（无）", "、".join(edition.issuers) or "（原文未署名）"
    assert row == Row(edition.code, edition.title, number, issuers, str(len(edition.of(Clause))), IMPLEMENTED)


def test_the_table_counts_every_printed_clause() -> None:
    assert [row.clauses for row in ROWS] == ["62", "29", "36", "39", "43"]


def test_the_example_is_a_whole_regulation() -> None:
    names: dict[str, Any] = {}
    exec(re.findall(r"```python\n(.+?)```", README, re.DOTALL)[0], names)  # noqa: S102 - the example itself
    example = names["REGULATION"]
    assert example.title == "廉政谈话规定"
    assert [covered.at for covered in coverage(example) if covered.hole] == []


@pytest.mark.parametrize("command", ["make test", "make run"])
def test_a_command_it_names_is_one_of_make(command: str) -> None:
    assert f"    {command}\n" in README
    target = command.removeprefix("make ")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.name)
def test_a_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]*)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []
