"""What conditions look at: one act in one case, in Python; and the same in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from yuetan.rules.selectors import Columns, Post
from yuetan.rules.workdays import Calendar


class Case(Protocol):
    """What a condition may look at: one act on one day, in one interview or about one cadre."""

    @property
    def day(self) -> date: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def collective(self) -> bool: ...
    @property
    def staffing(self) -> int: ...
    @property
    def addressee(self) -> str: ...
    @property
    def filled(self) -> frozenset[str]: ...
    @property
    def grounds(self) -> Sequence[str]: ...
    @property
    def interviewees(self) -> Sequence[Sequence[Post]]: ...
    @property
    def interviewers(self) -> Sequence[Sequence[Post]]: ...
    def happened(self, code: str, *, fresh: bool = ...) -> bool: ...
    def talked(self, kind: str, since: str) -> bool: ...
    def same_people(self, code: str) -> bool: ...


class CaseColumns(Columns, Protocol):
    """The same in SQL, over the interview or the event a duty arises with."""

    def happened(self, code: str) -> Any: ...  # noqa: ANN401
