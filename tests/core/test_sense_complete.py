"""Everything that can be said against a regulation is said in some test, word for word."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import test_known
import test_layouts
import test_sense_acts
import test_sense_duties
import test_sense_events
import test_sense_form
import test_sense_readings
import test_sense_words

from yuetan.rules import (
    regulation,
    sense,
    sense_acts,
    sense_duties,
    sense_events,
    sense_known,
    sense_layouts,
    sense_readings,
    sense_selectors,
    sense_words,
    shape,
)

TABLES = (test_known, test_layouts, test_sense_acts, test_sense_duties, test_sense_events, test_sense_form,
          test_sense_readings, test_sense_words)
SAYING = (regulation, sense, sense_acts, sense_duties, sense_events, sense_known, sense_layouts, sense_readings,
          sense_selectors, sense_words, shape)


def said(module: ModuleType) -> Iterator[str]:
    """Every text that a module gives to ``say``."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            yield str(ast.literal_eval(node.args[0]))


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a table holds
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else ():
        yield from texts(part)


def written(module: ModuleType) -> Iterator[str]:
    """Every message that a module of tests expects, in a table or on its own."""
    yield from (text for name, value in vars(module).items() if name.isupper() for text in texts(value))
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


EXPECTED = tuple(text for module in TABLES for text in written(module))


@pytest.mark.parametrize("text", [text for module in SAYING for text in said(module)])
def test_every_fault_is_provoked_by_some_test(text: str) -> None:
    pattern = re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)), re.DOTALL)
    assert [expected for expected in EXPECTED if pattern.search(expected)]


def test_every_module_of_sense_is_looked_at() -> None:
    folder = Path(inspect.getfile(sense)).parent
    assert {path.stem for path in folder.glob("sense*.py")} == {
        module.__name__.rpartition(".")[2] for module in SAYING if ".sense" in module.__name__}
