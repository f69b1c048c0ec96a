"""What is asked to be done about somebody who moves, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from yuetan.casework.acts import Done, Late
from yuetan.engine.obligations import Key
from yuetan.records.owed.changes import Change


def _each(some: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in some if one))


@frozen(kw_only=True)
class Move:
    """An act about a cadre, see `yuetan.casework.people.sorts`; what its sort does not ask for is left out."""

    cadre: str  # a staff number
    sort: str
    version: int  # how many acts about him were on record, put right or not, when the actor looked
    paper: str  # the decision it rests on
    reason: str
    on: date | None = None  # its first day, in the future too; today where none is named
    last: date | None = None  # its last day, included
    unit: str = ""  # of the post that begins
    post: str = ""
    title: str = ""
    rank: int = 0
    manner: str = ""
    marks: tuple[str, ...] = field(default=(), converter=_each)
    ends: tuple[str, ...] = field(default=(), converter=_each)  # the posts that end, see `name_of_post`
    name: str = ""  # the new one, where he is called otherwise
    number: str = ""
    late: Late | None = None


def name_of_post(unit: str, post: str, title: str, since: date) -> str:
    """What names a post among those of one person: nobody holds one of a title twice from the same day."""
    return f"{unit}~{post}~{title}~{since.isoformat()}"


@frozen(kw_only=True)
class Handed:
    """An obligation that is somebody else's task from now on: by staff numbers, who had it and who has it."""

    key: Key
    had: tuple[str, ...]
    has: tuple[str, ...]


@frozen(kw_only=True)
class Touched:
    """An interview that goes on in which he plays a part; ``closes``: it is withdrawn, for he died."""

    reference: str
    number: str
    part: str
    closes: bool = False
    reassign: bool = False  # somebody has to be named in his place


@frozen(kw_only=True)
class Consequences:
    """What follows from an act, as far as the actor may see it."""

    carried: tuple[Key, ...] = ()  # still open, about him or his
    handed: tuple[Handed, ...] = ()
    withdrawn: tuple[Change, ...] = ()  # no longer owed, or no longer demanded
    appeared: tuple[Change, ...] = ()
    touched: tuple[Touched, ...] = ()


@frozen(kw_only=True)
class Moved:
    """What was done, and what followed."""

    done: Done
    consequences: Consequences
