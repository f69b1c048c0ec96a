"""One act in an interview, from what was entered to what is kept: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from attrs import field, frozen

from yuetan.access.actor import Actor
from yuetan.casework.acts import Late, Taken
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.lead_texts import unfit_text
from yuetan.engine.attempts import Attempt, Objection, Obstacle, Ruling
from yuetan.engine.checks import attempt
from yuetan.engine.facts import Interview
from yuetan.records.broken_rules import BROKEN, DEPARTED, RuleKept, written
from yuetan.records.journal import ENTERED, LATE
from yuetan.records.values import TITLE_LENGTH
from yuetan.rules.conditions import Filled
from yuetan.rules.events import PROPOSED
from yuetan.rules.procedure import Guard, Pairing
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import rule_name
from yuetan.wording import say

ACCOMPLISHED = frozenset({
    Obstacle.PAIRING, Obstacle.COMPANY, Obstacle.GUARD, Obstacle.NOT_DONE, Obstacle.TOO_LATE, Obstacle.TOO_EARLY})
"""What stands against an act ahead; against what was done already it stands on record, as a breach.

Not what a proposal rests on and who may make it, nor what a paper must say: none is made good by entering it later.
"""

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

    @property
    def accomplished(self) -> bool:
        """Whether it was done on an earlier day. Today nothing is so far gone that a rule could not stop it."""
        return self.late is not None and self.on < civil_date(self.at)


@frozen(kw_only=True)
class Ready:
    """An act that nothing stands against any more: what is to be written down, and what changes with it."""

    code: str
    content: Mapping[str, str] = field(factory=dict)
    addressee: str = ""
    reason: str = ""
    until: date | None = None  # the last day of what lasts
    cadre: str = ""  # whom alone it is about
    corrects: int | None = None
    interview: Mapping[str, object] = field(factory=dict)  # columns that change
    paper: str = ""  # the signed paper it is entered from
    departures: tuple[str, ...] = ()  # duties whose term is departed from, for the same reason


def moment_of(taken_on: date | None, late: Late | None, today: date, at: datetime) -> Moment:
    """When an act was done. An earlier day needs the signed paper and a reason; a later one is none yet."""
    on = taken_on or today
    if on > today:
        raise Unfit({"on": say("{day} 还没有到；办理日期最晚是今天（{today}）。", day=on, today=today)})
    if on == today and late is None:
        return Moment(on=on, at=at)
    paper, reason = (late.paper, late.reason) if late else ("", "")
    errors = {"late_paper": unfit_text(paper, TITLE_LENGTH, optional=True),
              "late_reason": unfit_text(reason, LONGEST_REASON, optional=True)}
    if not paper.strip():
        errors["late_paper"] = say("补录 {day} 的事项，请写明所依据的签字材料。", day=on)
    if not reason.strip():
        errors["late_reason"] = say("补录 {day} 的事项，请写明为什么现在才录入。", day=on)
    if any(errors.values()):
        raise Unfit({code: wrong for code, wrong in errors.items() if wrong})
    return Moment(on=on, at=at, late=late)


def reason_of(text: str) -> str:
    """The reason as it was given; `Unfit` where it is too long, or cannot be kept."""
    if len(text) > LONGEST_REASON:
        raise Unfit({"reason": say("理由最多 {longest} 字；请删减。", longest=LONGEST_REASON)})
    if wrong := unfit_text(text, LONGEST_REASON, optional=True):
        raise Unfit({"reason": wrong})
    return text.strip()


def permitted(opened: Opened, act: Attempt, moment: Moment, reason: str) -> tuple[Objection, ...]:
    """What stands against an act and yet lets it go ahead: for its reason, or because it is done already.

    Raises `Refused` with every objection where one of them does not.
    """
    objections = attempt(opened.world, opened.regulation, act)
    let_through(opened.regulation, objections, reason, moment)
    return objections


def let_through(regulation: Regulation, objections: tuple[Objection, ...], reason: str, moment: Moment) -> None:
    """`Refused` with every objection where one of them refuses the act, or wants a reason that was not given."""
    refusing = any(one.ruling is Ruling.REFUSED and not (moment.accomplished and _stands_on_record(one))
                   for one in objections)
    asking = any(one.ruling is Ruling.REASON for one in objections)
    if refusing or (asking and not reason):
        raise Refused(regulation, objections)


def _stands_on_record(one: Objection) -> bool:
    """Whether it only stands on record against what was done already, see `ACCOMPLISHED`."""
    rule = one.rule
    proposing = isinstance(rule, Guard | Pairing) and rule.step == PROPOSED
    demanded = proposing or (isinstance(rule, Guard) and isinstance(rule.needs, Filled))
    return one.obstacle in ACCOMPLISHED and not demanded


def kept_against(objections: tuple[Objection, ...]) -> dict[str, str]:
    """What is kept with an event of the rules it was done against: those it broke, and those it gave a reason for."""
    found = {
        field: written(RuleKept(rule_name(one.rule), one.rule.places) for one in objections if one.ruling is ruling)
        for field, ruling in ((BROKEN, Ruling.REFUSED), (DEPARTED, Ruling.REASON))}
    return {field: text for field, text in found.items() if text}


def whose(opened: Opened, actor: Actor, taken: Taken) -> str:
    """Whose act or paper it is: the interviewee's own; where somebody enters it for one of several, the one named.

    Raises `Unfit` where nobody of those talked to is named.
    """
    people = opened.interviewees
    found = actor.cadre if actor.cadre in people else people[0] if len(people) == 1 else taken.cadre
    if found not in people:
        raise Unfit({"cadre": say("请选定是哪一位约谈对象。")})
    return found


def attempted(opened: Opened, actor: Actor, taken: Taken, moment: Moment, interview: Interview | None = None,
              ) -> Attempt:
    """An act as the engine looks at it."""
    return Attempt(step=taken.code, on=moment.on, interview=interview or opened.interview,
                   actor=taken.signed_by or actor.cadre,
                   addressee=taken.addressee, fields=taken.fields)
