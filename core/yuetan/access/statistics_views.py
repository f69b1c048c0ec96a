"""What the door gives out of statistics: published numbers, and what is added up from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import frozen

BREAKDOWNS = ("month", "unit", "punctuality", "outcome")
"""The ways in which talks of a kind are broken down, each by itself."""


@frozen(kw_only=True)
class Narrowed:
    """What statistics are narrowed to; an empty value leaves it open. Of ``by`` there is one at most."""

    organisation: str = ""  # the reference of its unit
    year: str = ""
    kind: str = ""  # REGULATION:KIND
    by: str = ""  # one of the breakdowns, narrowed to the ``part``
    part: str = ""
    today: bool = False  # by the tree of the day of reading; else by that of the day of each talk


@frozen(kw_only=True)
class StatisticsRow:
    """One line of a table."""

    code: str
    title: str
    number: int


@frozen(kw_only=True)
class StatisticsTable:
    """Numbers side by side, and what cannot be told apart any further."""

    name: str  # year, kind, or one of the breakdowns
    rows: Sequence[StatisticsRow]
    rest: int  # told of the whole, and of no line of it


@frozen(kw_only=True)
class StatisticsView:
    """The talks that were held, as far as they may be told, and what they may be narrowed to."""

    narrowed: Narrowed
    total: int
    tables: Sequence[StatisticsTable]
    choices: Mapping[str, Sequence[tuple[str, str]]]  # organisation, year, kind, and the parts of each breakdown
    made_at: datetime | None = None  # when the numbers were worked out; None for just now
