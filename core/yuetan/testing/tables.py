"""One table of a story, read key by key: every value of its type, no key left over, each error in plain words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches

from yuetan.testing.story import StoryError
from yuetan.wording import say

_SHOWN = 12  # words listed where none comes near


class Table:
    """A table under its name. Every method asks for one key; `close` refuses those nobody asked for.

    Each raises `StoryError` for a key that is missing or holds something of another type.
    """

    def __init__(self, source: str, place: str, values: Mapping[str, object]) -> None:
        self.source, self.place = source, place
        self._values, self._asked = values, set[str]()

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; the default where the key is missing and there is one."""
        found = self._take(key)
        if found is None and default is not None:
            return default
        if not isinstance(found, str) or not found.strip():
            raise self._wrong(key, found, say("一段不为空的文字"))
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone stands for a list of one. Empty where the key is missing."""
        found = self._take(key)
        listed = [found] if isinstance(found, str) else [] if found is None else found
        if not isinstance(listed, list) or not all(isinstance(one, str) and one.strip() for one in listed):
            raise self._wrong(key, found, say("文字，或者文字的列表"))
        return tuple(listed)

    def day(self, key: str, default: date | None = None) -> date:
        """A date; the default where the key is missing and there is one."""
        found = self._take(key)
        if found is None and default is not None:
            return default
        if not isinstance(found, date) or isinstance(found, datetime):
            raise self._wrong(key, found, say("日期，写作 2026-03-01，不加引号"))
        return found

    def maybe_day(self, key: str) -> date | None:
        """A date; None where the key is missing."""
        self._asked.add(key)
        return self.day(key) if key in self._values else None

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        found = self._take(key)
        if found is None:
            return default
        if not isinstance(found, bool):
            raise self._wrong(key, found, say("“true”或“false”"))
        return found

    def number(self, key: str) -> float | None:
        """A number; None where the key is missing."""
        found = self._take(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self._wrong(key, found, say("数字"))
        return found

    def value(self, key: str, of: type[str | int | bool | date]) -> str | int | bool | date:
        """A value of one of these types."""
        if of is str:
            return self.text(key)
        if of is bool:
            return self.flag(key)
        if of is date:
            return self.day(key)
        return self.whole(key)

    def whole(self, key: str) -> int:
        """A whole number."""
        if (found := self.number(key)) is None or found != int(found):
            raise self._wrong(key, found, say("整数"))
        return int(found)

    def word(self, key: str, known: Collection[str], default: str | None = None) -> str:
        """A text that is one of the known words."""
        found = self.text(key, default)
        if found != default:
            self._known(key, found, known)
        return found

    def words(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """A list of known words."""
        found = self.texts(key)
        for one in found:
            self._known(key, one, known)
        return found

    def table(self, key: str) -> Table:
        """A table inside this one; an empty one where the key is missing."""
        found = self._take(key)
        if found is not None and not isinstance(found, dict):
            raise self._wrong(key, found, say("一张表"))
        return Table(self.source, f"{self.place}.{key}" if self.place else f"[{key}]", found or {})

    def holds_table(self, key: str) -> bool:
        """Whether a table stands there, where something else may stand as well."""
        return isinstance(self._values.get(key), dict)

    def holds_texts(self, key: str) -> bool:
        """Whether a list stands there, where something else may stand as well."""
        return isinstance(self._values.get(key), list)

    def every_key(self) -> tuple[str, ...]:
        """All its keys, for a table whose keys are open."""
        return tuple(self._values)

    def tables(self, key: str, name: str = "") -> Iterator[Table]:
        """Every table of a list of tables, each under its name and number."""
        found = self._take(key)
        listed = [] if found is None else found
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise self._wrong(key, found, say("逐个写作 [[{key}]] 的表", key=name or key))
        above = f"{self.place} " if self.place and not name else ""
        for number, one in enumerate(listed, 1):
            yield Table(self.source, f"{above}[[{name or key}]] {number}", one)

    def close(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                raise self.error(say("没有“{key}”这一项；{near}。", key=key, near=_near(key, self._asked)))

    def error(self, problem: str) -> StoryError:
        """An error that says where."""
        where = self.place or say("开头")
        return StoryError(say("{source}：{where}：{problem}", source=self.source, where=where, problem=problem))

    def _take(self, key: str) -> object:
        self._asked.add(key)
        return self._values.get(key)

    def _known(self, key: str, found: str, known: Collection[str]) -> None:
        if found not in known:
            raise self.error(say("{key} 写了“{found}”，没有这个；{near}。", key=key, found=found,
                                 near=_near(found, known)))

    def _wrong(self, key: str, found: object, wanted: str) -> StoryError:
        if key not in self._values:
            return self.error(say("缺少 {key}；请写上{wanted}。", key=key, wanted=wanted))
        return self.error(say("{key} 应为{wanted}，现为 {found}；请改正。", key=key, wanted=wanted, found=_toml(found)))


def _near(found: str, known: Collection[str]) -> str:
    close = get_close_matches(found, known, 3, 0.5)
    if close:
        return say("是不是要写 {known}", known=say("、").join(close))
    listed = sorted(known)[:_SHOWN]
    more = say("等") if len(known) > _SHOWN else ""
    return say("可用的有：{known}{more}", known=say("、").join(listed) or say("（无）"), more=more)


def _toml(found: object) -> str:
    """A value as the story writes it."""
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, str):
        return f'"{found}"'
    return str(found)
