"""What a unit hands in, or does, outside any interview: a summary of its half-year, a scheme of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from yuetan.access.actor import Actor
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.standing import standing_of
from yuetan.casework.acts import Done, Late
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.interviews.consequences import follow
from yuetan.casework.interviews.forms import checked
from yuetan.casework.interviews.opened import Office, world_about
from yuetan.casework.interviews.roster import Known
from yuetan.casework.interviews.taking import Moment, reason_of
from yuetan.casework.rights_outside import governing_there
from yuetan.engine.addressees import upward
from yuetan.engine.obligations import Obligation, Status
from yuetan.engine.occasions import case_named
from yuetan.engine.owed import derive
from yuetan.engine.subjects import Subjects
from yuetan.engine.world import World
from yuetan.records.cases import SUBMITTED, add_paper, latest_report, put_out, unit_ids
from yuetan.records.database import Connection
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_unit
from yuetan.rules.duties import Duty
from yuetan.rules.force import MAY
from yuetan.rules.regulation import Regulation
from yuetan.wording import say


@frozen(kw_only=True)
class Reported:
    """What a unit hands in, or that it did what a duty asks of it."""

    regulation: str
    duty: str
    unit: str  # its code
    period: str  # the key of the period it is for, as the obligation has it
    fields: Mapping[str, str] = field(factory=dict)
    correction: str = ""  # why it is handed in once more, where it was before
    on: date | None = None
    late: Late | None = None


def report_in(connection: Connection, office: Office, actor: Actor, reported: Reported, moment: Moment,
              ) -> tuple[Done, int]:
    """Keep a report of a unit: its case as it stands, and the key of the event.

    Raises `Hidden` for a unit the actor does not report for, `Unfit`, or `Refused` where nothing of the kind is owed.
    """
    unit = unit_ids(connection, (reported.unit,)).get(reported.unit)
    if unit is None:
        raise Hidden
    talks = tuple(filter(None, (case_named(reported.period),)))
    world = world_about(connection, office, (), units=(reported.unit,), interviews=talks)
    if not _may(office, actor, world, reported.unit, reported.regulation):
        raise Hidden
    case = case_of_unit(connection, unit)
    owed = _owed(office, world, reported, moment.on)
    corrects = _put_right(connection, case.id, reported, owed)
    duty = owed.duty
    content = checked(duty.material.fields if duty.material else (), reported.fields, known=Known(connection))
    if duty.material and (missing := [one for one in duty.material.fields if one.required and one.code not in content]):
        raise Unfit({one.code: say("请填写“{field}”。", field=one.title) for one in missing})
    late = moment.late
    written = append(connection, case, Entry(
        code=duty.met_by, happened_on=moment.on, unit_id=unit, counts_for=reported.period, corrects=corrects,
        reason=reason_of(reported.correction), provenance=moment.provenance, paper=late.paper if late else "",
        late_reason=late.reason if late else "", content=content), by=actor.account, at=moment.at)
    if duty.material:
        add_paper(connection, {
            "case_id": case.id, "interview_id": None, "cadre_id": None, "unit_id": unit, "review_id": None,
            "material": duty.material.code, "event_id": written.id, "state": SUBMITTED})
    put_out(connection, written.id, duty.met_by, "{}")
    changes = follow(connection, office, cadres=(), units=(reported.unit,), at=moment.at,
                     event_id=written.id)
    return Done(case=case.reference, version=written.sequence, changes=changes), written.id


@frozen
class MayReport:
    """What a unit may hand in, or do, and does not owe; ``of.done_on`` says when it was, where it was."""

    regulation: Regulation
    of: Obligation


def may_report(connection: Connection, office: Office, actor: Actor, unit: str) -> tuple[MayReport, ...]:
    """What a unit may do of its own accord, once in each period; nothing for whoever does not report for it."""
    if unit not in unit_ids(connection, (unit,)):
        return ()
    world = world_about(connection, office, (), units=(unit,))
    if not _may(office, actor, world, unit):
        return ()
    return tuple(MayReport(regulation, one) for regulation in governing_there(office, world, unit)
                 for one in derive(world, regulation, _free(regulation), Subjects.of((unit,)))
                 if one.key.subject == unit and one.status in {Status.OPEN, Status.WAITING, Status.DONE})


def _free(regulation: Regulation) -> tuple[Duty, ...]:
    """The duties that are offered and never owed, and are met by a paper or an act rather than by talks."""
    return tuple(one for one in regulation.of(Duty) if one.force is MAY and one.talk is None and one.each is not None)


def _put_right(connection: Connection, case: int, reported: Reported, owed: Obligation) -> int | None:
    """The sequence of the entry that a second report puts right; None for the first.

    What was reported is not reported again by accident: raises `Refused` where it is not said why.
    """
    if owed.done_on is None:
        if reported.correction:
            raise Refused(None, (), say("这一项还没有报送过，不需要更正；请直接报送。"))
        return None
    if not reported.correction.strip():
        raise Refused(None, (), say("这一项已于 {day} 办理，不重复报送；内容有误的，请写明更正的理由。",
                                    day=owed.done_on))
    return latest_report(connection, case, owed.duty.met_by, reported.period)


def _owed(office: Office, world: World, reported: Reported, on: date) -> Obligation:
    """The obligation that is reported on, of the unit for that period; also what it may do and does not owe.

    Raises `Refused` where it is not, or is met by talks; `Unfit` for a day before the period.
    """
    owed = owed_once(office, world, reported.unit, reported.regulation, reported.duty, reported.period)
    if owed is None or owed[1].duty.talk is not None:
        raise Refused(None, (), say("这个单位没有这一项应报事项；请从工作台的事项进入办理。"))
    found = owed[1]
    if upward(found.duty):
        raise Refused(None, (), say("这一项是报上级的报告，先起草，经他人审核后报送；请从“报告”页面办理。"))
    if found.occasion is not None and on < found.occasion.since:
        raise Unfit({"on": say("{day} 早于所报期间的第一天（{since}）；请核对日期。", day=on,
                               since=found.occasion.since)})
    return found


def owed_once(office: Office, world: World, unit: str, regulation: str, duty: str, cause: str,  # noqa: PLR0913, PLR0917 - what makes an obligation
              ) -> tuple[Regulation, Obligation] | None:
    """What a unit owes, or may do, for one period or cause, with the edition it rests on; None where it does not."""
    for one in office.jurisdictions:
        if one.regulation.code == regulation:
            duties = (rule for rule in one.regulation.of(Duty) if rule.code == duty)
            owed = derive(world.under(one), one.regulation, duties, Subjects.of((unit, case_named(cause))))
            found = next((some for some in owed if some.key.cause == cause and _of_unit(some, unit)), None)
            if found is not None:
                return one.regulation, found
    return None


def _of_unit(one: Obligation, unit: str) -> bool:
    """Whether a unit owes it: itself, or after a talk as the one whose case that is."""
    return one.key.subject == unit or bool(one.occasion and one.occasion.interview and one.occasion.unit == unit)


def _may(office: Office, actor: Actor, world: World, unit: str, regulation: str = "") -> bool:
    above = world.lying(unit, office.today) or (unit,)
    lies = lies_of_grants(actor, above, office.beginning(regulation))
    return bool(allowed(actor, "report.make", standing=standing_of(actor, ()), lies=lies))
