"""Numbers as official texts print them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuetan.rules.numerals import numeral, printed, read_numeral


@pytest.mark.parametrize(("number", "expected"), [
    (0, "零"), (2, "二"), (10, "十"), (15, "十五"), (20, "二十"), (30, "三十"), (99, "九十九"), (100, "一百"),
    (105, "一百零五"), (110, "一百一十"), (115, "一百一十五"), (365, "三百六十五"), (1000, "一千"), (1005, "一千零五"),
    (1050, "一千零五十"), (2010, "二千零一十"), (9999, "九千九百九十九"),
])
def test_a_number_is_written_as_in_a_text(number: int, expected: str) -> None:
    assert expected == numeral(number)


@pytest.mark.parametrize(("text", "expected"), [
    ("两", 2), ("一十五", 15), ("两百", 200), ("一百〇五", 105), ("15", 15), ("１５", 15), ("", None), ("百五", None),
    ("二十十", None), ("十五日", None), ("第三", None), ("二〇二六", None),
])
def test_a_number_is_read_however_it_is_printed(text: str, expected: int | None) -> None:
    assert expected == read_numeral(text)


@settings(deadline=None)
@given(st.integers(0, 9999))
def test_what_is_written_is_read_back(number: int) -> None:
    assert number == read_numeral(numeral(number))


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_number_beyond_what_is_written_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=f"only 0 to 9999 is written in Chinese, not {number}"):
        numeral(number)


@pytest.mark.parametrize(("number", "units", "expected"), [
    (15, ("日", "天"), ("15日", "15天", "十五日", "十五天")),
    (2, ("个工作日",), ("2个工作日", "二个工作日", "两个工作日")),
])
def test_every_printed_form_is_listed(number: int, units: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert expected == printed(number, *units)
