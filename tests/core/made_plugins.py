"""Plugins made out of the text of a module, as an installed distribution would bring them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import pytest

HEAD = "from yuetan.hookspecs import hookimpl\nfrom small_regulation import regulation\n"
GOOD = HEAD + "@hookimpl\ndef regulations():\n    return (regulation(code={code!r}),)\n"

Make = Callable[..., EntryPoint]


def making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """For a fixture: what makes the entry point of a plugin out of the text of its module."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    made: list[str] = []

    def make(source: str, name: str = "house", distribution: str = "", module: str = "") -> EntryPoint:
        module = module or f"made_{name}_{len(made)}"
        made.append(module)
        (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        point = EntryPoint(name=name, value=module, group="yuetan")
        vars(point).update(dist=SimpleNamespace(name=distribution or f"yuetan-{name}"))
        return point

    yield make
    for module in made:
        sys.modules.pop(module, None)


def good(code: str = "house") -> str:
    return GOOD.format(code=code)
