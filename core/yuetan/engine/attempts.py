"""An attempt to take a step, and what may stand against it, as values."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from yuetan.engine.facts import Interview, set_of
from yuetan.rules.events import APPOINTMENT_DECIDED, TOOK_OFFICE
from yuetan.rules.force import Force
from yuetan.rules.procedure import PRE_APPOINTMENT
from yuetan.rules.rule import Rule
from yuetan.wording import later


class Ruling(enum.Enum):
    """What stands against an act."""

    REFUSED = later("不得进行")
    REASON = later("须说明理由")


class Obstacle(enum.Enum):
    """What sort of thing it is, so that the edge can find the words."""

    ORDER = later("前一环节未完成")
    ENDED = later("约谈已经结束")
    PAIRING = later("不属于其谈话对象")
    COMPANY = later("应到场的人未到场")
    GUARD = later("前置条件不满足")
    NOT_DONE = later("事前义务未履行")
    TOO_LATE = later("距后一环节的时间不够")
    TOO_EARLY = later("尚未到办理时间")
    FIELD = later("必填项未填")


@frozen(kw_only=True)
class Attempt:
    """Somebody wants to take a step, or another act about a cadre, on a day."""

    step: str
    on: date
    interview: Interview | None = None
    actor: str = ""
    cadre: str = ""  # whom an act outside an interview is about
    addressee: str = ""  # the part that is served
    fields: frozenset[str] = field(default=frozenset(), converter=set_of)  # those of the paper that are filled

    @property
    def cadres(self) -> tuple[str, ...]:
        """Whom it concerns."""
        return self.interview.to if self.interview else (self.cadre,) if self.cadre else ()

    @property
    def kind(self) -> str:
        """The kind of interview; empty outside one."""
        return self.interview.kind if self.interview else ""

    @property
    def coming(self) -> bool:
        """Whether the post to come counts as well: before an appointment, and where the act is one."""
        if self.interview is None:
            return self.step in {APPOINTMENT_DECIDED, TOOK_OFFICE}
        return self.interview.family == PRE_APPOINTMENT


@frozen(kw_only=True)
class Objection:
    """One thing that stands against an act, by which rule; days and names for the edge to put into words."""

    ruling: Ruling
    obstacle: Obstacle
    rule: Rule
    cadre: str = ""  # whom it concerns, or who may not act
    needed: str = ""  # the step, field or act that is wanting
    latest: date | None = None  # the last day on which it could have been done
    earliest: date | None = None  # the first day on which it can be done; none: not before something else has happened


def ruling_of(force: Force) -> Ruling | None:
    """MUST refuses, SHOULD asks for a reason, MAY asks nothing."""
    return {Force.MUST: Ruling.REFUSED, Force.SHOULD: Ruling.REASON, Force.MAY: None}[force]


def against(force: Force, obstacle: Obstacle, rule: Rule, **details: object) -> Iterator[Objection]:
    """An objection as strong as a rule's force; none where it says MAY."""
    if (ruling := ruling_of(force)) is not None:
        yield Objection(ruling=ruling, obstacle=obstacle, rule=rule, **details)  # type: ignore[arg-type]
