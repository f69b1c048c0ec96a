"""The one gettext catalogue. Chinese is the source; a translation is read from its .po file when first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

SOURCE = "zh"
_language: ContextVar[str] = ContextVar("language", default=SOURCE)


def language() -> str:
    """The language texts are given in here and now: ``zh``, or one that has a catalogue."""
    return _language.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Give texts in another language within a block; an unknown one falls back to Chinese."""
    token = _language.set(code)
    try:
        yield
    finally:
        _language.reset(token)


def say(text: str, /, **values: object) -> str:
    """Say a text in the language of the moment, its ``{names}`` filled with the values."""
    chosen = language()
    if chosen != SOURCE:
        text = _catalogue(chosen).get(text, text)
    return text.format(**values) if values else text


def later(text: str) -> str:
    """Mark a text that is said elsewhere, once the language is known: `say` is then given what this returns."""
    return text


@cache
def _catalogue(code: str) -> dict[str, str]:
    source = files("yuetan") / "locale" / f"{code}.po"
    if not source.is_file():
        return {}
    from babel.messages.pofile import read_po  # noqa: PLC0415 - only a translated session pays for it

    with source.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}
