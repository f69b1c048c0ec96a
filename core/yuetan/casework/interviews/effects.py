"""What the acts of the system itself need and change, each by its code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.forms import day_of
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.other_acts import (
    ACCEPTED,
    ASKED_AGAIN,
    ASSIGNED,
    CORRECTION_ASKED,
    OTHER_ACTS,
    PAPER_ASKED,
    RECUSED,
    OtherAct,
    in_words,
)
from yuetan.casework.interviews.papers_owed import latest, material
from yuetan.engine.obligations import Status
from yuetan.engine.owed import obligations
from yuetan.records.cases import ACCEPTED as PAPER_ACCEPTED
from yuetan.records.cases import ASKED, RETURNED, SUBMITTED, KeptSubmission
from yuetan.records.interviews import INTERVIEWER
from yuetan.rules.events import FILED, POSTPONED
from yuetan.rules.events import RETURNED as PAPER_RETURNED
from yuetan.rules.procedure import Step, applies
from yuetan.wording import say

Values = Mapping[str, str]


def other_act(opened: Opened, code: str) -> OtherAct | None:
    """The system's own act of this code, in words; None where the regulation has a step of its own by that name."""
    own = {step.code for step in opened.regulation.of(Step) if applies(step.kinds, opened.kept.kind)}
    return None if code in own or code not in OTHER_ACTS else in_words(OTHER_ACTS[code])


def fits_now(opened: Opened, act: OtherAct, on: date) -> str:
    """Why an act has no place in the case on a day; empty where it has."""
    last = max((event.on for event in opened.events), default=on)
    begun = [event.code for event in opened.events if event.on <= on]
    if opened.kept.ended and not act.after_end:
        return say("约谈已经结束，不能再办理“{act}”。", act=act.title)
    if act.until and act.until in opened.happened:
        return say("约谈已经实施，不能再办理“{act}”。", act=act.title)
    if act.since and (act.since not in begun or (act.answers and not _waiting(begun, act.since))):
        return say("还没有到办理“{act}”的环节。", act=act.title)
    if act.ends and on < last:
        return say("“{act}”不能早于已登记的事项（{day}）；请核对日期。", act=act.title, day=last)
    return ""


def _waiting(codes: Sequence[str], asked: str) -> bool:
    """Whether something that was asked for was not answered yet."""
    answers = {one.code for one in OTHER_ACTS.values() if one.answers and one.since == asked}
    return codes.count(asked) > sum(code in answers for code in codes)


def check(opened: Opened, act: OtherAct, values: Values) -> None:
    """Refuse what this act does not allow as things are: `Unfit` for a field, `Refused` for the act."""
    missing = {one.code: say("请填写“{field}”。", field=one.title)
               for one in act.fields if one.required and one.code not in values}
    if missing:
        raise Unfit(missing)
    if act.code in _CHECKS:
        _CHECKS[act.code](opened, values)


def changes(act: OtherAct, values: Values) -> dict[str, object]:
    """The columns of the interview that an act changes."""
    changed: dict[str, object] = {"ended": True, "state": act.code} if act.ends else {}
    if act.code == POSTPONED:
        changed |= {"planned": day_of(values["date"])}
        changed |= {"planned_time": values["time"]} if "time" in values else {}
    return changed


def paper_of(opened: Opened, values: Values) -> KeptSubmission | None:
    """The paper an act speaks of; None where it is none of this interview."""
    return next((one for one in opened.papers if one.reference == values.get("paper")), None)


def _paper_in(*states: str) -> Callable[[Opened, Values], None]:
    def check_paper(opened: Opened, values: Values) -> None:
        paper = paper_of(opened, values)
        if paper is None:
            raise Unfit({"paper": say("这次约谈没有这份材料；请从列表中选。")})
        if paper.state not in states:
            raise Refused(None, (), say("这份材料已经审核过，或者还没有报来；请刷新页面再看。"))
    return check_paper


def _known_material(opened: Opened, values: Values) -> None:
    if material(opened.regulation, values["material"]) is None:
        raise Unfit({"material": say("制度中没有这种材料；请从列表中选。")})
    if any(one.material == values["material"] and one.state in {ASKED, RETURNED} for one in latest(opened.papers)):
        raise Refused(None, (), say("这份材料已经要求报送，还没有报来。"))


def _people(opened: Opened, values: Values) -> None:
    named = {code: values[code] for code in ("interviewer", "second", "company", "recorder") if code in values}
    errors = {code: say("约谈对象不能同时是谈话一方的人员。") for code, one in named.items()
              if one in opened.interviewees}
    recused = {cadre for part, cadre in opened.people if part == "recused"}
    errors |= {code: say("他已回避，不能参加这次约谈。") for code, one in named.items() if one in recused}
    if errors:
        raise Unfit(errors)


def _recusal(opened: Opened, values: Values) -> None:
    if values["cadre"] in opened.interviewees:
        raise Unfit({"cadre": say("约谈对象不能回避；可以申请延期或提出不同意见。")})
    if [one for part, one in opened.people if part == INTERVIEWER] == [values["cadre"]]:
        raise Refused(None, (), say("约谈人只有他一人；请先调整谈话人员，再登记回避。"))


def _new_day(opened: Opened, values: Values) -> None:
    day = day_of(values["date"])
    if day is None or day < opened.office.today:
        raise Unfit({"date": say("改定日期不能早于今天。")})


def _correction(opened: Opened, values: Values) -> None:
    number = values["sequence"]
    if not number.isdigit() or not 1 <= int(number) <= opened.case.version:
        raise Unfit({"sequence": say("这次约谈的记录只有第 1 至第 {last} 条。", last=opened.case.version)})


def _nothing_left(opened: Opened, _values: Values) -> None:
    """A case is filed when its procedure is done and nothing is owed in it any more."""
    steps = {step.code: step.title for step in opened.regulation.of(Step)
             if applies(step.kinds, opened.kept.kind) and not step.ends and step.code != FILED}
    left = [title for code, title in steps.items() if code not in opened.happened]
    left += [one.duty.title for one in obligations(opened.world, opened.regulation, (opened.kept.reference,))
             if one.occasion and one.occasion.interview == opened.kept.reference
             and one.status in {Status.OPEN, Status.WAITING, Status.OVERDUE}]
    left += [say("材料审核：{paper}", paper=found.title if (found := material(opened.regulation, one.material))
                 else one.material) for one in latest(opened.papers) if one.state != PAPER_ACCEPTED]
    if left:
        raise Refused(None, (), say("还不能归档，以下事项没有办完：{left}。", left=say("、").join(dict.fromkeys(left))))


_CHECKS: Mapping[str, Callable[[Opened, Values], None]] = {
    ASSIGNED: _people, RECUSED: _recusal, POSTPONED: _new_day, PAPER_ASKED: _known_material,
    ACCEPTED: _paper_in(SUBMITTED), PAPER_RETURNED: _paper_in(SUBMITTED), ASKED_AGAIN: _paper_in(PAPER_ACCEPTED),
    CORRECTION_ASKED: _correction, FILED: _nothing_left}

