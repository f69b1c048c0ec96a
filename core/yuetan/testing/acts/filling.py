"""The values that casework takes, filled in from the table of an act: a key for each of their fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin

from attrs import NOTHING, fields, has, resolve_types

from yuetan.testing.tables import Table
from yuetan.testing.words import RANKS
from yuetan.wording import say

T = TypeVar("T")
NONE: Mapping[str, Any] = {}


def filled(table: Table, asked: type[T], given: Mapping[str, object] = NONE, *, without: Collection[str] = (),
           keys: Mapping[str, str] = NONE) -> T:
    """A value of a class; what the table leaves out is as the class has it, else as given.

    The fields in ``without`` are not asked for: whoever does the act knows them. ``keys`` says which of them the table
    has under another name. Raises `StoryError`.
    """
    resolve_types(asked)  # type: ignore[type-var] # every class it is called with is one of attrs
    values = dict[str, object]()
    for one in fields(asked):  # type: ignore[arg-type] # see above
        key = keys.get(one.name, one.name)
        if key in table and one.name not in without:
            values[one.name] = _value(table, key, one.type)
        elif one.default is NOTHING:
            values[one.name] = given[one.name] if one.name in given else _value(table, key, one.type)
    return asked(**values)


def _value(table: Table, name: str, of: Any) -> object:  # noqa: ANN401 - the type of a field
    if name == "rank":
        return RANKS[table.word(name, RANKS)]
    if get_origin(of) is tuple and has(get_args(of)[0]):
        return tuple(_filled(one, get_args(of)[0]) for one in table.tables(name))
    if of not in _PLAIN:
        of = next((one for one in get_args(of) if has(one) or one in _PLAIN), of)  # of what may be left out
    if of in _PLAIN:
        return _PLAIN[of](table, name)
    if isinstance(of, type) and issubclass(of, Enum):
        return of(table.word(name, [one.value for one in of]))
    if has(of):
        return _filled(table.table(name), of)
    raise table.error(say("{key} 不能写在故事里；请去掉。", key=name))


def _filled(table: Table, of: type[T]) -> T:
    found = filled(table, of)
    table.close()
    return found


def _texts(table: Table, name: str) -> Mapping[str, str]:
    inside = table.table(name)
    return {key: inside.text(key) for key in inside.every_key()}


_PLAIN: Mapping[object, Callable[[Table, str], object]] = {
    str: lambda table, name: table.text(name), bool: lambda table, name: table.flag(name),
    int: lambda table, name: table.whole(name), date: lambda table, name: table.day(name),
    tuple[str, ...]: lambda table, name: table.texts(name), Mapping[str, str]: _texts,
}
