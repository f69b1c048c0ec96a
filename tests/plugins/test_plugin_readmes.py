"""Each plugin's README says what its regulation says."""

import pytest

from tools.house import ROOT
from yuetan.plugins import load
from yuetan.rules import Clause, Regulation

BROUGHT = [(plugin.name, regulation) for plugin in load().loaded for regulation in plugin.regulations]


def readme(name: str) -> str:
    """The README beside a plugin's package."""
    return (ROOT / "plugins" / name / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "regulation"), BROUGHT, ids=[name for name, _ in BROUGHT])
def test_the_readme_lists_every_reading_with_its_place_and_options(name: str, regulation: Regulation) -> None:
    expected = [
        f"| `{one.code}` | {'、'.join(map(regulation.printed, one.clause.split()))} | {one.question} | "
        + " | ".join(f"`{option}` {one.label(option)}" for option in one.options) + " |"
        for one in regulation.readings().values()]
    actual = [line for line in readme(name).splitlines() if line.startswith("| `") and ".py`" not in line]
    assert expected == actual


@pytest.mark.parametrize(("name", "regulation"), BROUGHT, ids=[name for name, _ in BROUGHT])
def test_the_readme_names_the_title_the_number_and_the_count_of_clauses(name: str, regulation: Regulation) -> None:
    text = readme(name)
    named = {part: part in text for part in (
        regulation.title, regulation.number, f"{len(regulation.of(Clause))} 处", *regulation.issuers)}
    assert dict.fromkeys(named, True) == named


@pytest.mark.parametrize(("name", "regulation"), BROUGHT, ids=[name for name, _ in BROUGHT])
def test_every_option_of_every_reading_has_a_name_users_can_read(name: str, regulation: Regulation) -> None:
    unnamed = [f"{name}: {one.code}" for one in regulation.readings().values() if len(one.labels) != len(one.options)]
    assert unnamed == []
