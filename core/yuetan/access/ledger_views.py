"""What the door gives out of ledgers and of tables that count talks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from yuetan.rules.ledgers import LedgerForm
from yuetan.rules.papers import Material
from yuetan.rules.regulation import Regulation

HELD, OPEN, ENDED, AHEAD = "held", "open", "ended", "ahead"
"""What a ledger lists: talks that were held; of these those not over yet, and those that are; those to come."""

SORTS = ("date", "number", "kind", "unit", "person", "post", "talker", "place", "state", "papers")
"""By what it may be in order: the day, the number on papers, the kind, the unit that arranges it, whoever is talked to,
the unit and title of his post on that day, whoever talks, where, the last step, and how many papers he handed in."""

EVENT_DAY, LONGEST_SORT = ".on", 80
"""Behind the code of an event that the ledger tells the day of: in order by that day, without one at the end."""


def is_sort(text: str) -> bool:
    """Whether some ledger may be in this order; of events a ledger is, that it tells of itself."""
    return text in SORTS or (text.endswith(EVENT_DAY) and len(text) <= LONGEST_SORT)


@frozen(kw_only=True)
class LedgerAsked:
    """What a ledger is narrowed to; an empty value leaves it open."""

    regulation: str = ""  # its code
    kinds: tuple[str, ...] = ()
    unit: str = ""  # the reference of a unit, with all below
    alone: bool = False  # without what lies below it
    since: date | None = None  # held from a day, included; of talks to come: proposed
    until: date | None = None  # to a day, included
    state: str = HELD
    sort: str = "date"  # see `is_sort`
    falling: bool = True
    after: str = ""  # where the page begins, from `LedgerView.more`
    limit: int = 50  # rows of a page, at most 500


@frozen(kw_only=True)
class LedgerRow:
    """One person talked to in one talk: what is known, by the fields of the ledger; people and units by name."""

    reference: str  # of the interview
    regulation: Regulation
    values: Mapping[str, str]


@frozen(kw_only=True)
class LedgerCount:
    """How many rows there are of a kind, and of how many talks."""

    title: str
    talks: int
    persons: int


@frozen(kw_only=True)
class LedgerView:
    """A page of a ledger, how many rows there are of what was asked for, and how many of them may be taken away."""

    form: LedgerForm
    regulation: Regulation | None  # None for several together
    regulations: tuple[Regulation, ...]  # that the reader may choose from, each once
    rows: tuple[LedgerRow, ...]
    counts: tuple[LedgerCount, ...]
    before: int  # how many rows come before those of this page
    more: str  # where the next page begins; empty at the end
    takeable: bool  # whether the reader may take every row with him, without a second person
    ordered: bool = True  # whether they come as was asked for; so many at once come by the day of the talk alone

    @property
    def persons(self) -> int:
        """All rows of what was asked for."""
        return sum(one.persons for one in self.counts)

    @property
    def talks(self) -> int:
        """The talks they are of."""
        return sum(one.talks for one in self.counts)


@frozen(kw_only=True)
class TableRow:
    """What one unit and those below it held, by the fields that count."""

    unit: str  # its reference
    name: str
    values: Mapping[str, str]
    whole: bool = False  # with all below; else in its own name alone


@frozen(kw_only=True)
class TableView:
    """A table that counts talks from a day to a day, both included."""

    regulation: Regulation
    material: Material
    unit: str
    name: str
    since: date
    until: date
    rows: tuple[TableRow, ...]
    total: TableRow
