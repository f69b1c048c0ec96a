"""One way of acting: what a story asks for, and how casework does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from yuetan.testing.acts.playing import Doing


@frozen
class Way:
    """The class of what is asked for, and what does it: the reference of what was made, empty where nothing was.

    The fields in ``known`` are no story's to tell: they are what whoever acts has before him.
    """

    asks: type[Any]
    does: Callable[[Doing, Any], str]
    known: frozenset[str] = frozenset()
    owed: bool = False  # whether it goes by what is owed on the day


@frozen(kw_only=True)
class Nothing:
    """What is asked for where the act says everything."""


@frozen(kw_only=True)
class Reason:
    """An act that says why."""

    reason: str = ""


@frozen(kw_only=True)
class Answer:
    """An answer to what another asked for: yes or no, and why."""

    agree: bool
    reason: str = ""
