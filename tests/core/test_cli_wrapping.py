"""Lines fit the terminal, lose nothing, and keep punctuation where it belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuetan.cli.wrapping import NOT_FIRST, NOT_LAST, width, wrapped

TEXTS = st.text("约谈制度（“abc 12，。；：”）", max_size=60)


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("约谈", 4), ("（a）", 5), ("e\u0301", 1)])
def test_a_chinese_character_is_two_columns_wide(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(("text", "columns", "lines"), [
    ("约谈制度", 8, ["约谈制度"]),
    ("约谈制度", 7, ["约谈制", "度"]),
    ("约谈，制度。", 4, ["约", "谈，", "制", "度。"]),
    ("用 --help 查看", 10, ["用 --help", "查看"]),
    ("见第五条（一）、第六条", 12, ["见第五条", "（一）、第六", "条"]),
    ("一\n二", 8, ["一", "二"]),
    ("sqlite:///yuetan.db", 8, ["sqlite:/", "//yuetan", ".db"]),
    ("", 8, [""]),
])
def test_a_line_breaks_where_it_may(text: str, columns: int, lines: list[str]) -> None:
    assert wrapped(text, columns) == lines


@given(TEXTS, st.integers(2, 30))
def test_no_line_is_too_long(text: str, columns: int) -> None:
    assert [line for line in wrapped(text, columns) if width(line) > columns] == []


@given(TEXTS, st.integers(2, 30))
def test_nothing_is_lost_but_blanks(text: str, columns: int) -> None:
    assert "".join(wrapped(text, columns)).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.sampled_from(("约谈", "制度，", "（谈话人）", "度。"))).map("".join), st.integers(12, 30))
def test_punctuation_begins_no_line_and_ends_none_that_it_opens(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert [line for line in lines[1:] if line[:1] in set(NOT_FIRST)] == []
    assert [line for line in lines[:-1] if line[-1:] in set(NOT_LAST)] == []
