"""What the door gives out of who had to hold talks in a period: what each did, and what has to be seen beside it."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from yuetan.access.views import OwedRow


@frozen(kw_only=True)
class TalkerRow:
    """Somebody who had to hold talks in a period, and how long of it he held a post by which he has to."""

    owed: OwedRow  # whether he did, and when
    days: int  # of the period, up to today
    away: tuple[tuple[date, date], ...] = ()  # the stretches of leave that touch the period, both days included
    since: date | None = None  # when he took the post he holds now; None where he holds none any more


@frozen(kw_only=True)
class VacantChair:
    """A unit in which nobody holds a post by which talks are held: the post that was left, and since when."""

    unit: str
    title: str
    since: date


@frozen(kw_only=True)
class TalkersView:
    """Who had to hold talks from a day to a day, both included, as far as the reader may see; in no order of merit."""

    first: date
    last: date
    days: int  # of it that are over, today included
    rows: tuple[TalkerRow, ...]
    vacant: tuple[VacantChair, ...]
