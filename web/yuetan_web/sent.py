"""A form that comes back: what was typed into it, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen


@frozen
class Sent:
    """What was typed, what is wrong with each field, and what is wrong with all of it; nothing for a new form."""

    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    text: str = ""
