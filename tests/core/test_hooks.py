"""Every hook is documented as it is, and used by a plugin of this repository."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pluggy
import pytest
from made_plugins import Make, making

from tools.house import ROOT
from yuetan import hookspecs
from yuetan.plugins import load

DOCUMENT = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
SPECIFIED = {name: hook for name, hook in vars(hookspecs).items() if hasattr(hook, "yuetan_spec")}


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    yield from making(tmp_path, monkeypatch)


def signature(hook: Callable[..., object]) -> str:
    parts = inspect.signature(hook)
    arguments = ", ".join(f"{one.name}: {one.annotation}" for one in parts.parameters.values())
    return f"{hook.__name__}({arguments}) -> {parts.return_annotation}"


def test_every_hook_is_documented_with_its_exact_signature_and_no_other() -> None:
    headings = re.findall(r"^## `(\w+\(.*)`$", DOCUMENT, re.MULTILINE)
    assert headings == [signature(hook) for hook in SPECIFIED.values()]


def test_every_hook_says_in_its_docstring_what_it_is_for() -> None:
    assert [name for name, hook in SPECIFIED.items() if not inspect.getdoc(hook)] == []


@pytest.mark.parametrize("hook", SPECIFIED)
def test_every_hook_is_used_by_a_plugin_of_this_repository(hook: str) -> None:
    """One that nothing uses yet does not ship."""
    plugins = load()
    callers: dict[str, pluggy.HookCaller] = vars(plugins.manager.hook)
    using = {implementation.plugin_name for implementation in callers[hook].get_hookimpls()}
    assert using & {path.name for path in (ROOT / "plugins").iterdir()}
    assert all(f"`{name}`" in DOCUMENT for name in using & {path.name for path in (ROOT / "plugins").iterdir()})


def test_the_example_in_the_document_is_a_plugin_that_loads(plugin: Make) -> None:
    example = re.search(r"^```python\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert example
    assert [one.title for one in load([plugin(example.group(1))]).regulations] == ["某局廉政谈话办法"]
