"""Each plugin of this repository is held to the kit; its README is one of the things the kit asks about."""

from __future__ import annotations

from importlib import import_module

import pytest

from tools.house import ROOT, Member, plugins
from yuetan.testing.kit.conformance import Conformance


@pytest.mark.parametrize("plugin", plugins(), ids=lambda plugin: plugin.directory.name)
def test_every_plugin_has_the_tests_of_the_kit(plugin: Member) -> None:
    module = import_module(f"test_{plugin.directory.name}")
    held = [value for name, value in vars(module).items()
            if name.startswith("Test") and isinstance(value, type) and issubclass(value, Conformance)]
    asked = {name for one in held for name in vars(one)}
    assert {"test_the_readme_says_what_the_regulation_says", "test_every_change_of_a_rule_is_noticed"} <= asked


def test_every_plugin_has_stories() -> None:
    assert [plugin.directory.name for plugin in plugins()
            if not any((ROOT / "tests" / "scenarios" / plugin.directory.name).glob("*.toml"))] == []
