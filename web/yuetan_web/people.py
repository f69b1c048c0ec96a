"""People as they are typed into a form: by name or by staff number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from yuetan.access.views import Person
from yuetan.casework.errors import Unfit
from yuetan.wording import say
from yuetan_web.current import access

SHOWN = 5
_BETWEEN = re.compile(r"[、，,；;\s]+")


def staff_number(text: str) -> str:
    """The staff number of the one who is meant. Raises ValueError, in words, where that is nobody or not one alone."""
    found = [one.person for one in access().find(text)]
    exact = [one for one in found if text in {one.cadre, one.name}]
    some = exact or found
    if len(some) == 1:
        return some[0].cadre
    if not some and text.isascii() and any(map(str.isdigit, text)):
        return text  # a staff number of somebody he may name and not look up: the act itself knows whether it is one
    if not some:
        raise ValueError(say("名册里没有找到“{text}”；请核对姓名，或填人员编号。", text=text))
    listed = say("、").join(f"{one.name} {one.cadre} {one.post}".strip() for one in some[:SHOWN])
    raise ValueError(say("“{text}”有 {count} 位：{people}；请填人员编号。", text=text, count=len(some), people=listed))


def numbered(typed: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """What was typed, with staff numbers in the fields that name people. Raises `Unfit` for every one that fails."""
    values, errors = dict(typed), dict[str, str]()
    for name in names:
        if text := typed.get(name, "").strip():
            try:
                values[name] = staff_number(text)
            except ValueError as wrong:
                errors[name] = str(wrong)
    if errors:
        raise Unfit(errors)
    return values


def several(text: str, name: str) -> tuple[str, ...]:
    """The staff numbers of people listed one after another. Raises `Unfit` for the field where one of them fails."""
    try:
        return tuple(dict.fromkeys(staff_number(one) for one in filter(None, _BETWEEN.split(text))))
    except ValueError as wrong:
        raise Unfit({name: str(wrong)}) from wrong


def typed_for(number: str) -> str:
    """What stands in a form for somebody: his name, where no other has it, else his staff number."""
    name = person_of(number).name if number else ""
    try:
        return name if name and staff_number(name) == number else number
    except ValueError:
        return number


def person_of(number: str) -> Person:
    """Whoever has a staff number; by that number alone where he may not be looked up."""
    return people_of((number,))[number]


def people_of(numbers: Iterable[str]) -> Mapping[str, Person]:
    """The same of some people, by their numbers, looked up at once."""
    asked = frozenset(numbers)
    found = access().people(asked)
    return {one: found.get(one, Person(name=one, cadre=one)) for one in asked}
