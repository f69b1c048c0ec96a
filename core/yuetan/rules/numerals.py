"""Numbers as official texts print them: 15 stands there as 15 or as 十五."""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_LIMIT = 9999
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_UNITS = {name: worth for worth, name in _PLACES}
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千]+")


def numeral(number: int) -> str:
    """Write a number from 0 to 9999 in Chinese: 15 is 十五, 105 is 一百零五; ValueError beyond."""
    if not 0 <= number <= _LIMIT:
        message = f"only 0 to {_LIMIT} is written in Chinese, not {number}"
        raise ValueError(message)
    if not number:
        return _DIGITS[0]
    text, rest, gap = "", number, False
    for worth, name in (*_PLACES, (1, "")):
        digit, rest = divmod(rest, worth)
        if digit:
            text += "零" * (gap and bool(text)) + _DIGITS[digit] + name
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def read_numeral(text: str) -> int | None:
    """Read a number printed in Chinese or in (also full-width) digits; None where the text is no number."""
    if text.isdecimal():
        return int(text)
    if not _NUMERAL.fullmatch(text):
        return None
    number, digit = 0, None
    for character in text:
        if worth := _UNITS.get(character):
            number += (1 if digit is None else digit) * worth
            digit = None
        else:
            digit = _VALUES[character]
    number += digit or 0
    return number if text.replace("两", "二").replace("〇", "零") in _spellings(number) else None


def printed(number: int, *units: str) -> tuple[str, ...]:
    """Every way a text may print so many of a unit: ``printed(2, "日")`` is 2日, 二日, 两日."""
    numbers = [str(number), numeral(number)]
    if number == _VALUES["两"]:
        numbers.append("两")
    return tuple(written + unit for written in numbers for unit in units)


def _spellings(number: int) -> tuple[str, ...]:
    """How a number may be spelt: 一十五 beside 十五."""
    written = numeral(number)
    return (written, "一" + written) if written.startswith("十") else (written,)
