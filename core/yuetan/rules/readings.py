"""Where a text is open: our reading, why, and the settings that take another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from attrs import evolve, field, frozen, has

from yuetan.rules.parts import fields_of, once, parts_of

T = TypeVar("T")


@frozen
class Reading:
    """A place where the text is open. It stands where the value would stand until a setting picks one.

    One of selectors or conditions combines as they do: ``&``, ``|`` and ``~`` reach into every option.
    """

    code: str
    question: str
    options: Mapping[str, Any] = field(hash=False)  # the first is ours
    why: str
    clause: str
    labels: tuple[str, ...] = ()  # what users read for each option, in order

    def label(self, option: str) -> str:
        """What users read for an option; its code where none was given."""
        return dict(zip(self.options, self.labels, strict=False)).get(option, option)

    @property
    def default(self) -> str:
        """The option taken where nobody chose another."""
        return next(iter(self.options))

    def __and__(self, other: object) -> Reading:
        return self._each(lambda option: option & other)

    def __or__(self, other: object) -> Reading:
        return self._each(lambda option: option | other)

    def __invert__(self) -> Reading:
        return self._each(lambda option: ~option)

    def _each(self, change: Callable[[Any], Any]) -> Reading:
        return evolve(self, options={name: change(option) for name, option in self.options.items()})


@frozen
class Choice:
    """Which way an open place is read, and the rules it bears on."""

    reading: Reading
    option: str
    rules: tuple[str, ...] = ()  # as "duty:notice", or "regulation:rolls"


def reading(code: str, question: str, options: Mapping[str, T], *,  # noqa: PLR0913 - all that a reader wants to know
            why: str, clause: str, labels: tuple[str, ...] = ()) -> T:
    """Leave a place open: to the type checker it already is the value that a setting will pick."""
    return cast("T", Reading(code, question, options, why, clause, labels))


NOTHING: Any = None
"""An option of a reading that stands in place of a rule: read so, the regulation has no such rule."""


def open_places(value: object) -> tuple[Reading, ...]:
    """Every reading that stands somewhere inside a value, in the order of its fields."""
    return _found_open(value) if has(type(value)) else _open_in(value)


def _open_in(value: object) -> tuple[Reading, ...]:
    found, ahead = list[Reading](), [value]
    while ahead:
        part = ahead.pop()
        if isinstance(part, Reading):
            found.append(part)
        ahead += reversed(parts_of(part.options if isinstance(part, Reading) else part))
    return tuple(found)


_found_open = once(_open_in)


def settled(value: T, settings: Mapping[str, str]) -> T:
    """The same value with every reading inside it replaced by the option a setting names, or by its default.

    What holds no reading is given back as it is.
    """
    if isinstance(value, Reading):
        return cast("T", settled(value.options[settings.get(value.code, value.default)], settings))
    if isinstance(value, tuple):
        parts = tuple(settled(part, settings) for part in value)
        return cast("T", parts) if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if isinstance(value, Mapping):
        return cast("T", {key: settled(part, settings) for key, part in value.items()}) if open_places(value) else value
    changed = {argument: new for _, argument, part in fields_of(value) if (new := settled(part, settings)) is not part}
    return cast("T", evolve(cast("Any", value), **changed)) if changed else value
