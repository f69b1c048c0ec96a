"""The plugin of the guide for authors, spoilt in one place, for tests of what the kit says to it."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tools.house import ROOT
from yuetan.testing.kit.checks import cases
from yuetan.testing.kit.subject import Subject

GUIDE = (ROOT / "docs" / "write-a-plugin.md").read_text(encoding="utf-8")
INIT = """from yuetan.hookspecs import hookimpl
from yuetan_water.regulation import REGULATION


@hookimpl
def regulations():
    return (REGULATION,)
"""
FILES = {"yuetan_water/__init__.py": INIT} | dict(re.findall(
    r"^`water/([^`\n]+)`:\n\n```\w+\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
FIRST_STEP = dict.fromkeys((
    "step:proposed.clause: with one more", "step:proposed.force: MUST to SHOULD", "step:proposed.force: MUST to MAY",
    "step:held.ends: to True"), "nothing")

REGULATION, README, STEPS = "yuetan_water/regulation.py", "README.md", "stories/steps.toml"


def written(folder: Path, monkeypatch: pytest.MonkeyPatch, spoilt: Mapping[str, tuple[str, ...]],
            equivalent: Mapping[str, str] | None = None) -> Subject:
    """The plugin in a folder, as its subject: texts of a file changed in pairs, or without a file that has no pair."""
    for name, text in FILES.items():
        if name in spoilt and not spoilt[name]:
            continue
        changes = spoilt.get(name, ())
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            assert old in text
            text = text.replace(old, new, 1)  # noqa: PLW2901 - the same text, changed
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    forgotten_afterwards(monkeypatch, "yuetan_water", "yuetan_water.regulation")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return Subject("water", folder, folder / "stories", {**FIRST_STEP, **(equivalent or {})},
                   text=folder / "text.txt", points=(EntryPoint("water", "yuetan_water", "yuetan"),))


def forgotten_afterwards(monkeypatch: pytest.MonkeyPatch, *modules: str) -> None:
    """Have modules imported anew in a test, and forgotten at its end."""
    for module in modules:
        sys.modules.pop(module, None)
        monkeypatch.setitem(sys.modules, module, sys)  # what was not there before is taken away at the end
        del sys.modules[module]


def faults_of(subject: Subject, check: str, case: str = "") -> list[str]:
    """What one check says of a subject: of all its cases, or of one."""
    return [str(fault) for one, found in cases(subject) if one.name == f"test_{check}"
            for name in found if case in {"", name} for fault in one.look(subject, name)]
