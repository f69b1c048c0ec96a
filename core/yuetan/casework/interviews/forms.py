"""What was entered in a form, held to its fields: nothing more, nothing misspelt, nothing wanting."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from yuetan.casework.errors import Unfit
from yuetan.rules.papers import FieldType, FormField
from yuetan.wording import say

LONGEST: Final = {FieldType.TEXT: 200, FieldType.LONG_TEXT: 20_000}
OTHERS_LONGEST = 100
YES, NO = "yes", "no"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def checked(fields: Sequence[FormField], entered: Mapping[str, str], *, known: Callable[[FieldType, str], bool],
            ) -> dict[str, str]:
    """What was entered, each field in its one spelling; empty fields are left out.

    ``known`` tells whether a staff number or the code of a unit stands in the roster. Required fields are the rules'
    business: see `yuetan.engine.checks`. Raises `Unfit` with every field that will not do.
    """
    by_code = {one.code: one for one in fields}
    errors = {code: say("这份表没有“{field}”一栏；请回到原页面重新填写。", field=code)
              for code in entered if code not in by_code}
    values = dict[str, str]()
    for code, one in by_code.items():
        text = entered.get(code, "").replace("\r\n", "\n").strip()
        if not text:
            continue
        wrong = _wrong(one, text, known)
        if wrong:
            errors[code] = wrong
        else:
            values[code] = text
    if errors:
        raise Unfit(errors)
    return values


def _wrong(one: FormField, text: str, known: Callable[[FieldType, str], bool]) -> str:
    """What is wrong with a value; empty where nothing is."""
    longest = LONGEST.get(one.type, OTHERS_LONGEST)
    if len(text) > longest:
        return say("“{field}”最多 {longest} 字，现有 {length} 字；请删减。", field=one.title, longest=longest,
                   length=len(text))
    if _CONTROL.search(text):
        return say("“{field}”中有不能显示的字符；请删去后重填。", field=one.title)
    if one.type is FieldType.TEXT and "\n" in text:
        return say("“{field}”只能写一行。", field=one.title)
    return _WRONG.get(one.type, _nothing)(one, text, known)


def _nothing(_one: FormField, _text: str, _known: Callable[[FieldType, str], bool]) -> str:
    return ""


def _day(one: FormField, text: str, _known: Callable[[FieldType, str], bool]) -> str:
    return "" if day_of(text) else say("“{field}”请写成 2026-03-09 这样的日期。", field=one.title)


def _time(one: FormField, text: str, _known: Callable[[FieldType, str], bool]) -> str:
    fits = re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text)
    return "" if fits else say("“{field}”请写成 09:30 这样的时间。", field=one.title)


def _number(one: FormField, text: str, _known: Callable[[FieldType, str], bool]) -> str:
    fits = re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", text)
    return "" if fits else say("“{field}”请写成数字。", field=one.title)


def _yes_no(one: FormField, text: str, _known: Callable[[FieldType, str], bool]) -> str:
    return "" if text in {YES, NO} else say("“{field}”请选“是”或“否”。", field=one.title)


def _choice(one: FormField, text: str, _known: Callable[[FieldType, str], bool]) -> str:
    choices = say("、").join(one.choices)
    return "" if text in one.choices else say("“{field}”请从这些里选：{choices}。", field=one.title, choices=choices)


def _in_roster(one: FormField, text: str, known: Callable[[FieldType, str], bool]) -> str:
    return "" if known(one.type, text) else say("“{field}”填的“{value}”不在名册里；请核对。",
                                                field=one.title, value=text)


_WRONG: Final = {
    FieldType.DATE: _day, FieldType.TIME: _time, FieldType.NUMBER: _number, FieldType.YES_NO: _yes_no,
    FieldType.CHOICE: _choice, FieldType.CADRE: _in_roster, FieldType.UNIT: _in_roster}


def day_of(text: str) -> date | None:
    """A day written as 2026-03-09; None where it is none."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None
