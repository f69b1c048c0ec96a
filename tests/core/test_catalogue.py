"""Every text for people is in the catalogue, in English too, with the same places to fill in."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tools.catalogue import ENGLISH, kept, placeholders, texts
from tools.house import ROOT, members
from yuetan.wording import say, speaking

TEXTS, KEPT = texts(), kept()
CODE = [path for member in members() for path in sorted((member.directory / member.package).rglob("*.py"))]


def calls(path: Path, *names: str) -> list[ast.Call]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node for node in nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names]


def is_literal(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)


def is_glued(call: ast.Call) -> bool:
    return any(isinstance(node, ast.JoinedStr | ast.BinOp) for argument in call.args for node in ast.walk(argument))


def test_no_text_is_missing() -> None:
    assert [text for text in TEXTS if text not in KEPT] == [], "run: make catalogue"


def test_no_text_is_stale() -> None:
    assert [text for text in KEPT if text not in TEXTS] == [], "run: make catalogue"


def test_every_text_is_translated() -> None:
    assert [text for text, english in KEPT.items() if not english] == [], f"translate them in {ENGLISH.name}"


def test_a_translation_fills_in_the_same_places() -> None:
    translated = {text: english for text, english in KEPT.items() if english}
    assert [text for text, english in translated.items() if placeholders(english) != placeholders(text)] == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_said_is_written_whole(path: Path) -> None:
    hidden = [call.lineno for call in calls(path, "say", "later") if is_glued(call)]
    hidden += [call.lineno for call in calls(path, "later") if not is_literal(call)]
    assert hidden == [], "write the text as one literal with {places}, or it cannot be found and translated"


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_said_is_given_what_it_leaves_open(path: Path) -> None:
    wrong = [call.lineno for call in calls(path, "say") if is_literal(call)
             and not any(keyword.arg is None for keyword in call.keywords)
             and placeholders(ast.literal_eval(call.args[0])) != {keyword.arg for keyword in call.keywords}]
    assert wrong == []


def test_a_text_is_chinese_where_nobody_asked_for_another_language() -> None:
    assert say("第 {row} 行", row=3) == "第 3 行"


def test_a_text_without_a_translation_is_chinese_in_any_language() -> None:
    with speaking("en"):
        assert say("没有人译过这一句 {row}", row=3) == "没有人译过这一句 3"


def test_a_language_without_a_catalogue_is_chinese() -> None:
    with speaking("eo"):
        assert say("第 {row} 行", row=3) == "第 3 行"
