"""Who owes what: duties, quotas of talks, tallies, and talks that count elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from yuetan.rules.conditions import Condition
from yuetan.rules.days import Due
from yuetan.rules.events import HELD
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, MUST, Force, Part
from yuetan.rules.numerals import printed
from yuetan.rules.papers import Material
from yuetan.rules.periods import Period
from yuetan.rules.procedure import Kind
from yuetan.rules.relations import Relation
from yuetan.rules.rule import Rule
from yuetan.rules.selectors import Selector


@frozen(kw_only=True)
class Quota:
    """Talks that are owed: of what kind, how many, and counted for whom."""

    kind: Kind = field(kw_only=False)
    times: int = 1
    per: Part = INTERVIEWEE  # or INTERVIEWER, PAIR, UNIT
    persons: bool = False  # count different people, not talks
    together: bool = False  # only collective talks count
    grounds: tuple[str, ...] = ()  # which may decide who talks
    by_owner: bool = False  # only a talk by one of those who owe it counts
    also: tuple[Kind, ...] = ()  # talks of these kinds count as well
    whom: Selector | None = None  # only talks with one of these count

    @property
    def counting(self) -> tuple[Kind, ...]:
        """The kinds of talk that count towards it."""
        return (self.kind, *self.also)

    @property
    def figures(self) -> tuple[str, ...]:
        """What a text may print for it."""
        return printed(self.times, "次") + (printed(self.times, "人") if self.persons else ())


def _quota(talk: Kind | Quota | None) -> Quota | None:
    return Quota(talk) if isinstance(talk, Kind) else talk


@frozen(kw_only=True)
class Duty(Rule):
    """Somebody owes something.

    It arises with every interview of its ``kinds``; or ``on`` an event; or in ``each`` period. It is met by the event
    ``done``, by handing in its ``material``, or by the ``talk`` it asks for. One that the interviewee owes, or that is
    owed to him, is owed for each interviewee; any other arises once for an interview.
    """

    owed_by: Part | Selector = INTERVIEWER
    to: Part | Selector | Relation | None = None
    kinds: tuple[Kind, ...] = ()  # none named: all
    on: str = ""
    each: Period | None = None
    when: Condition | None = None  # only in such an interview; must read in SQL too
    about: Selector | None = None  # where a talk is owed and none is named: whoever a pairing that binds covers
    due: Due | None = None  # none: the end of its period; without one, the text names no day
    done: str = ""
    material: Material | None = None
    talk: Quota | None = field(default=None, converter=_quota)
    times: int = 1  # how often in each period it is to be done; of talks the quota says so
    force: Force = MUST

    @property
    def figures(self) -> tuple[str, ...]:
        """What a text may print for how often it is to be done."""
        return printed(self.times, "次")

    @property
    def met_by(self) -> str:
        """The event that discharges it."""
        return self.done or (HELD if self.talk else self.material.code if self.material else "")

    @property
    def each_interviewee(self) -> bool:
        """Whether it is owed for every interviewee rather than once for an interview."""
        return INTERVIEWEE in (self.owed_by, self.to) or self.talk is not None


@frozen(kw_only=True)
class Tally(Rule):
    """A count over events of one cadre or unit that becomes an event of its code when it reaches a figure.

    It fires when the figure is reached, not again while it stays.
    """

    counts: Mapping[str, float | None] = field(hash=False)  # points for each event; none: the event's own value
    within: Due | Period | None = None  # a rolling window that ends with the event, or a period
    reaching: float = 1
    above: bool = False  # 超过: more than, not as many as

    @property
    def figures(self) -> tuple[str, ...]:
        """What a text may print for it, where it counts times; points are no figure."""
        whole = float(self.reaching).is_integer() and set(self.counts.values()) == {1}
        return printed(int(self.reaching), "次") if whole else ()

    def reached(self, total: float) -> bool:
        """Whether a total reaches the figure."""
        return total > self.reaching if self.above else total >= self.reaching


@frozen(kw_only=True)
class Credit(Rule):
    """Talks of some families under other regulations count here, by a clause or a dated decision.

    One that rests on a decision counts talks held from ``since`` until, and no longer on, ``until``.
    """

    families: tuple[str, ...]
    to: Kind
    regulations: tuple[str, ...] = ()  # under which; none named: any other
    clause: str = ""
    decision: str = ""
    since: date | None = None
    until: date | None = None

    def takes(self, regulation: str, family: str, held_on: date) -> bool:
        """Whether it speaks of a talk of a family that was held under another regulation on a day."""
        return (family in self.families and (not self.regulations or regulation in self.regulations)
                and (self.since is None or self.since <= held_on) and (self.until is None or held_on < self.until))
