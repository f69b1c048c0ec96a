"""One act in an interview, from what was entered to what is kept: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from attrs import field, frozen

from yuetan.access.actor import Actor
from yuetan.casework.acts import Late, Taken
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.opened import Opened
from yuetan.engine.attempts import Attempt, Objection, Obstacle, Ruling
from yuetan.engine.checks import attempt
from yuetan.engine.facts import Interview
from yuetan.records.journal import ENTERED, LATE
from yuetan.wording import say

ACCOMPLISHED = frozenset({
    Obstacle.PAIRING, Obstacle.COMPANY, Obstacle.GUARD, Obstacle.NOT_DONE, Obstacle.TOO_LATE, Obstacle.TOO_EARLY})
"""What stands against an act ahead; against what was done already it stands on record, as a breach."""

LONGEST_REASON = 2_000


@frozen(kw_only=True)
class Moment:
    """When an act was done and when it is entered, and on what a late entry rests."""

    on: date
    at: datetime
    late: Late | None = None

    @property
    def provenance(self) -> str:
        """Whether it is entered as it happened, or afterwards."""
        return LATE if self.late else ENTERED


@frozen(kw_only=True)
class Ready:
    """An act that nothing stands against any more: what is to be written down, and what changes with it."""

    code: str
    content: Mapping[str, str] = field(factory=dict)
    addressee: str = ""
    reason: str = ""
    cadre: str = ""  # whom alone it is about
    corrects: int | None = None
    interview: Mapping[str, object] = field(factory=dict)  # columns that change
    departures: tuple[str, ...] = ()  # duties whose term is departed from, for the same reason


def moment_of(taken_on: date | None, late: Late | None, today: date, at: datetime) -> Moment:
    """When an act was done. An earlier day needs the signed paper and a reason; a later one is none yet."""
    on = taken_on or today
    if on > today:
        raise Unfit({"on": say("{day} 还没有到；办理日期最晚是今天（{today}）。", day=on, today=today)})
    if on == today and late is None:
        return Moment(on=on, at=at)
    errors = dict[str, str]()
    if late is None or not late.paper.strip():
        errors["late_paper"] = say("补录 {day} 的事项，请写明所依据的签字材料。", day=on)
    if late is None or not late.reason.strip():
        errors["late_reason"] = say("补录 {day} 的事项，请写明为什么现在才录入。", day=on)
    if errors:
        raise Unfit(errors)
    return Moment(on=on, at=at, late=late)


def reason_of(text: str) -> str:
    """The reason as it was given; `Unfit` where it is too long."""
    if len(text) > LONGEST_REASON:
        raise Unfit({"reason": say("理由最多 {longest} 字；请删减。", longest=LONGEST_REASON)})
    return text.strip()


def permitted(opened: Opened, act: Attempt, moment: Moment, reason: str) -> tuple[Objection, ...]:
    """What stands against an act and yet lets it go ahead: for its reason, or because it is done already.

    Raises `Refused` with every objection where one of them does not.
    """
    objections = attempt(opened.world, opened.regulation, act)
    refusing = [one for one in objections if one.ruling is Ruling.REFUSED
                and not (moment.late and one.obstacle in ACCOMPLISHED)]
    asking = [one for one in objections if one.ruling is Ruling.REASON]
    if refusing or (asking and not reason):
        raise Refused(opened.regulation, objections)
    return objections


def attempted(opened: Opened, actor: Actor, taken: Taken, moment: Moment, interview: Interview | None = None,
              ) -> Attempt:
    """An act as the engine looks at it."""
    return Attempt(step=taken.code, on=moment.on, interview=interview or opened.interview, actor=actor.cadre,
                   addressee=taken.addressee, fields=taken.fields)
