"""Kinds of interview, who does which step to whom, and what must be so before it."""

from __future__ import annotations

from attrs import frozen

from yuetan.rules.conditions import NEVER, Condition
from yuetan.rules.days import Due
from yuetan.rules.events import HELD
from yuetan.rules.force import MUST, Force
from yuetan.rules.periods import Period
from yuetan.rules.relations import ANY, Relation
from yuetan.rules.rule import Rule
from yuetan.rules.selectors import Selector

ROUTINE, PRE_APPOINTMENT, REMINDER, WARNING, REVISIT = (
    "routine", "pre_appointment", "reminder", "warning", "revisit")  # families that came up; any other word will do


@frozen(kw_only=True)
class Kind(Rule):
    """A kind of interview, or of another measure where the medium is a letter or a card.

    One of the pre-appointment family looks at the post to come as well as at those held.
    """

    family: str = ROUTINE
    medium: str = "talk"
    grounds: str = ""  # the clause under which the grounds are listed
    topics: str = ""  # the clause under which the topics are listed


@frozen(kw_only=True)
class Pairing(Rule):
    """Who does a step to whom: as a rule, who talks to whom. A tier is a pairing with its topics."""

    by: Selector
    to: Selector
    relation: Relation = ANY
    step: str = HELD
    kinds: tuple[Kind, ...] = ()  # none named: all
    grounds: tuple[str, ...] = ()  # none named: all
    topics: str = ""
    led_by: Selector | None = None  # only where one of these is to talk
    deputy: Selector | None = None  # may be entrusted
    company: tuple[Selector, ...] = ()  # one of each is there
    guests: Selector | None = None  # may be asked to join
    beside: Relation | None = None  # how else deputy, company, guests may lie; none: the latter two anywhere
    force: Force = MUST


@frozen(kw_only=True)
class Step(Rule):
    """A step of the procedure, recorded as an event of its code; one that ends the procedure is an outcome."""

    after: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()  # none named: all
    ends: bool = False
    optional: bool = False  # only where it comes to that: filing does not wait for it, nor for what follows it
    force: Force = MUST


@frozen(kw_only=True)
class Guard(Rule):
    """What must be so before a step, or any other act such as an appointment, may be taken.

    With ``after`` it is a dated bar: in effect once that has happened to the cadre, and until ``until``. That counts
    from the same day, or from the last day of what lasts, its own last day included; or it is the end of the period
    that holds the day.
    """

    step: str
    needs: Condition = NEVER
    kinds: tuple[Kind, ...] = ()  # none named: all
    grounds: tuple[str, ...] = ()  # only where one of these grounds is stated; none named: always
    about: Selector | None = None  # only where one of these is concerned
    after: str = ""
    until: Due | Period | None = None
    force: Force = MUST


def applies(kinds: tuple[Kind, ...], kind: str) -> bool:
    """Whether a rule for these kinds, or for all where none is named, speaks of a kind."""
    return not kinds or any(one.code == kind for one in kinds)


def listed(rule: Rule) -> tuple[str, ...]:
    """The places whose items a rule lists as grounds or topics."""
    if isinstance(rule, Kind):
        return tuple(filter(None, (rule.grounds, rule.topics)))
    if isinstance(rule, Pairing):
        return (*rule.grounds, *filter(None, (rule.topics,)))
    return ()
