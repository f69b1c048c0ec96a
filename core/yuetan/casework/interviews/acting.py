"""One act in an interview: whichever of the three sorts it is, it is checked, made ready and written down."""

from __future__ import annotations

from attrs import evolve

from yuetan.access.actor import Actor
from yuetan.casework.acts import Done, Taken
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.acting_for import acted_for
from yuetan.casework.interviews.approving import demand_another
from yuetan.casework.interviews.assigning import assigned
from yuetan.casework.interviews.attendance import confirmed
from yuetan.casework.interviews.bound import bound
from yuetan.casework.interviews.checking import check
from yuetan.casework.interviews.corrections import agreed_to
from yuetan.casework.interviews.effects import changes, fits_now, other_act
from yuetan.casework.interviews.forms import checked
from yuetan.casework.interviews.from_paper import demand_signer, may_enter_signed, signed
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.other_acts import ASSIGNED, ATTENDANCE_CONFIRMED, CORRECTED, RECUSED, OtherAct
from yuetan.casework.interviews.papers_owed import material, papers_of_the_office
from yuetan.casework.interviews.presence import demand_present
from yuetan.casework.interviews.recusals import check_recusal
from yuetan.casework.interviews.rights import may, may_for_him
from yuetan.casework.interviews.roster import Known
from yuetan.casework.interviews.steps import hand_in, put_on_file, step_of, take_step
from yuetan.casework.interviews.taking import Moment, Ready, reason_of, whose
from yuetan.casework.interviews.writing_down import write_down
from yuetan.records.database import Connection
from yuetan.records.journal import Stale
from yuetan.rules.papers import Material
from yuetan.wording import say


def act_in(connection: Connection, opened: Opened, actor: Actor, taken: Taken, moment: Moment) -> tuple[Done, int]:
    """Do an act: the case as it stands afterwards, and the key of the last event it left.

    Raises `Stale` where the case is not at the version the actor saw, and `Unfit` for a day before it was opened.
    """
    if opened.case.version != taken.version:
        raise Stale(opened.kept.reference)
    if moment.on < opened.kept.opened_on:
        raise Unfit({"on": say("{day} 早于提出约谈之日（{opened}）；请核对日期。", day=moment.on,
                               opened=opened.kept.opened_on)})
    ready = _ready(connection, opened, actor, taken, moment)
    demand_present(connection, opened, ready, moment)
    ready = evolve(ready, content={**ready.content, **acted_for(opened, actor, taken.code)})
    written, found = write_down(connection, opened, actor, ready, moment)
    return Done(case=opened.kept.reference, version=written.sequence, changes=found), written.id


def _ready(connection: Connection, opened: Opened, actor: Actor, taken: Taken, moment: Moment) -> Ready:
    known = Known(connection)
    if not taken.signed:
        return _unsigned(connection, opened, actor, taken, moment)
    demand_signer(opened, known, taken)
    return signed(_unsigned(connection, opened, actor, taken, moment), taken)


def _unsigned(connection: Connection, opened: Opened, actor: Actor, taken: Taken, moment: Moment) -> Ready:
    known, on_paper = Known(connection), taken.signed and may_enter_signed(opened, actor, taken.code)
    if (step := step_of(opened, taken.code)) is not None:
        _demand(permitted=on_paper or may(opened, actor, taken.code))
        ready = take_step(opened, known, actor, step, taken, moment)
        demand_another(connection, opened, actor, taken)
        return ready
    if (act := other_act(opened, taken.code)) is not None:
        for_him = act.his and may_for_him(opened, actor, moment)
        _demand(permitted=on_paper or for_him or may(opened, actor, taken.code))
        return _other(opened, known, actor, act, taken, moment)
    if (paper := _own_paper(opened, taken, moment)) is not None:
        _demand(permitted=may(opened, actor, "interview.step"))
        return put_on_file(opened, known, actor, paper, taken, moment)
    if material(opened.regulation, taken.code) is not None:
        _demand(permitted=may(opened, actor, "statement.write") or may_for_him(opened, actor, moment))
        return hand_in(opened, known, actor, taken, moment)
    raise Refused(None, (), say("这次约谈没有“{act}”这一项。", act=taken.code))


def _own_paper(opened: Opened, taken: Taken, moment: Moment) -> Material | None:
    """The paper of the office itself that is put on file; None where it is none, or is not wanted on the day."""
    world = opened.world if opened.world.as_of == moment.on else opened.world.at(moment.on)
    return next((one for one in papers_of_the_office(world, opened.regulation, opened.interview)
                 if one.code == taken.code), None)


def _other(opened: Opened, known: Known, actor: Actor, act: OtherAct, taken: Taken, moment: Moment) -> Ready:  # noqa: PLR0913, PLR0917 - all that bears on it
    his = act.each or (act.his and (actor.cadre in opened.interviewees or moment.late is not None))
    cadre = whose(opened, actor, taken) if his else ""
    if why := fits_now(opened, act, moment.on, cadre):
        raise Refused(None, (), why)
    values = checked(act.fields, taken.fields, known=known)
    check(opened, act, values, moment.on)
    bound(opened, actor, taken, moment)
    if act.code == RECUSED:
        check_recusal(known.connection, opened, actor, values)
    if act.code == ASSIGNED:
        values = assigned(opened, known, values, taken)
    if act.code == CORRECTED:
        return agreed_to(known.connection, opened, actor, values, act.code)
    if act.code == ATTENDANCE_CONFIRMED:
        return confirmed(known.connection, opened, actor, values)
    return Ready(code=act.code, content=values, reason=reason_of(taken.reason), interview=changes(act, values),
                 cadre=cadre)


def _demand(*, permitted: bool) -> None:
    if not permitted:
        raise Refused(None, (), say("您在这次约谈中没有办理这一项的权限。"))
