"""Recusal: declared by oneself at any time, or registered for somebody who has a part in the case or could have one."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.access.actor import Actor
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.opened import Opened, world_about
from yuetan.casework.interviews.rights import may, over_unit
from yuetan.engine.permitted import Occurrence, Permission, verdict
from yuetan.engine.world import World
from yuetan.records.accounts import account_of_cadre, grants_of
from yuetan.records.database import Connection
from yuetan.records.interviews import RECUSED
from yuetan.rules.procedure import Pairing, applies
from yuetan.wording import say


def check_recusal(connection: Connection, opened: Opened, actor: Actor, values: Mapping[str, str]) -> None:
    """`Unfit` for somebody who cannot be recused, `Refused` for an actor who registers another and assigns nobody."""
    cadre = values["cadre"]
    if cadre in opened.interviewees:
        raise Unfit({"cadre": say("约谈对象不能回避；可以申请延期或提出不同意见。")})
    if (RECUSED, cadre) in opened.people:
        raise Unfit({"cadre": say("他已经登记回避。")})
    if cadre == actor.cadre:
        return
    if not may(opened, actor, "interview.assign"):
        raise Refused(None, (), say("您只能申请本人回避；他人的回避，由负责安排谈话人员的人登记。"))
    if not _could_take_part(connection, opened, cadre):
        raise Unfit({"cadre": say("他在这次约谈中没有职责，也轮不到他担任；请核对是不是这个人。")})


def _could_take_part(connection: Connection, opened: Opened, cadre: str) -> bool:
    """Whether somebody plays a part, may be given one by a pairing, or is granted a role over the unit of the case."""
    if any(cadre == one for _, one in opened.people):
        return True
    world = world_about(connection, opened.office, (opened.regulation,), interviews=(opened.kept.reference,),
                        people=(cadre,))
    if any(_admits(world, opened, pairing, cadre) for pairing in opened.regulation.of(Pairing)
           if applies(pairing.kinds, opened.kept.kind)):
        return True
    account = account_of_cadre(connection, cadre)
    granted = grants_of(connection, account.id, opened.office.today) if account else ()
    return any(one.agreed and over_unit(opened, one.unit) for one in granted if one.unit)


def _admits(world: World, opened: Opened, pairing: Pairing, cadre: str) -> bool:
    on = opened.office.today
    beside = (*filter(None, (pairing.guests,)), *pairing.company)
    if any(world.admits(selector, cadre, on) for selector in beside):
        return True
    interview = opened.interview
    return any(verdict(world, opened.regulation, Occurrence(
        kind=interview.kind, cadre=one, on=on, step=pairing.step, grounds=interview.grounds, talkers=interview.by,
        entrusted=True), cadre).permission is Permission.PERMITTED for one in opened.interviewees)
