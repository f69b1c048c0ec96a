"""The facts the engine reasons about: units, people, what they hold, and what happened. Frozen values, no database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

FOREVER = date.max
"""The end of what has not ended. Every stretch is half-open: it holds on ``since`` and no longer on ``until``."""


def set_of(words: Iterable[str]) -> frozenset[str]:
    """A set of codes, from any number of them."""
    return frozenset(words)


@frozen(kw_only=True)
class Unit:
    """A unit: a committee, a department, a county ... Its name and place in the tree are dated: see `Placement`."""

    id: str
    type: str


@frozen(kw_only=True)
class Placement:
    """What a unit was called and to whom it belonged, from a day until a day."""

    unit: str
    name: str
    parent: str = ""  # empty at the top of a tree
    since: date = date.min
    until: date = FOREVER


@frozen(kw_only=True)
class Succession:
    """That a unit took over from another on a day: its posts; of several successors one alone its reports and cases."""

    unit: str
    successor: str
    since: date
    inherits: frozenset[str] = field(default=frozenset({"posts"}), converter=set_of)  # posts, reports, cases


@frozen(kw_only=True)
class Cadre:
    """A person, keyed by the office's staff number."""

    id: str
    name: str
    party: str = "member"


@frozen(kw_only=True)
class Appointment:
    """A post held by a cadre in a unit, from a day until a day; decided on a day that may lie before."""

    cadre: str
    unit: str
    post: str
    title: str = ""
    rank: int = 0
    manner: str = "regular"
    marks: frozenset[str] = field(default=frozenset(), converter=set_of)
    decided: date | None = None  # the day it was decided; taken to be ``since`` where it is not known
    since: date = date.min
    until: date = FOREVER


@frozen(kw_only=True)
class Portfolio:
    """Which unit a cadre oversees, from a day until a day."""

    cadre: str
    unit: str
    since: date = date.min
    until: date = FOREVER


@frozen(kw_only=True)
class Interview:
    """One interview: its kind under one regulation, and who plays which part in it."""

    id: str
    kind: str
    regulation: str = ""
    unit: str = ""  # whose case it is; empty where nobody says: that of those talked to
    family: str = "routine"
    to: tuple[str, ...] = ()  # the interviewees
    by: tuple[str, ...] = ()  # the interviewers
    company: tuple[str, ...] = ()
    organiser: str = ""
    recorder: str = ""
    entrusted: bool = False  # the first interviewer talks in place of the one the pairing names
    collective: bool = False
    imported: bool = False  # held before the system was used: it counts, and nothing is owed for its procedure
    planned: date | None = None
    grounds: tuple[str, ...] = ()  # places of clauses
    topics: tuple[str, ...] = ()

    @property
    def together(self) -> bool:
        """Whether several are talked to at once."""
        return self.collective or len(self.to) > 1


@frozen(kw_only=True)
class Event:
    """Something that happened on a day: in an interview, to a cadre, or in a unit."""

    code: str
    on: date
    id: str = ""
    interview: str = ""
    cadre: str = ""
    unit: str = ""
    by: str = ""
    to: str = ""  # the part that was addressed
    until: date | None = None  # the last day of an event that lasts
    value: float | None = None
    counts_for: str = ""  # which period a late report is for
    fields: frozenset[str] = field(default=frozenset(), converter=set_of)  # those of its material that are filled
    people: frozenset[str] = field(default=frozenset(), converter=set_of)  # who talked and was talked to, if it says so
    reason: str = ""  # why it departs from what the text generally asks for
