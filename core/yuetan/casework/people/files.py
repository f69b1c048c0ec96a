"""The personal integrity file of a cadre travels by an act of both sides: released with a list, accepted or refused."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.reading_dossiers import FileView, file_of
from yuetan.access.reading_moves import scope_today
from yuetan.casework.acts import Done
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.interviews.opened import Office, world_about
from yuetan.casework.interviews.taking import LONGEST_REASON
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.rights_outside import may_outside
from yuetan.records.cases import cadre_ids, put_out, unit_ids
from yuetan.records.database import Connection
from yuetan.records.dossiers import (
    ACCEPTED,
    REFUSED,
    RELEASED,
    Handover,
    answer,
    handover_of,
    handovers_about,
    held_somewhere,
    let_travel,
    release,
    unit_of_file,
)
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_cadre
from yuetan.records.values import TITLE_LENGTH
from yuetan.wording import say

RELEASE, RECEIVE = "file.release", "file.receive"
"""What the policy calls the acts of either side."""


@frozen(kw_only=True)
class Release:
    """That the file of a cadre goes to a unit, by its code, with the number of the letter it goes with."""

    cadre: str
    to_unit: str
    paper: str


def release_file(connection: Connection, office: Office, actor: Actor, asked: Release, at: datetime,
                 ) -> tuple[Done, int]:
    """Release it: the list of what is in it is kept with the act; it lies where it lay until the other side accepts.

    Raises `Hidden` for whoever does not keep it, `Unfit`, and `Refused` where it is on its way already.
    """
    key = cadre_ids(connection, (asked.cadre,)).get(asked.cadre)
    if key is None:
        raise Hidden
    case = case_of_cadre(connection, key)
    holder = _holder(connection, office, key)
    if not _may(connection, office, actor, RELEASE, holder, asked.cadre):
        raise Hidden
    to_id = unit_ids(connection, (asked.to_unit,)).get(asked.to_unit)
    wrong = {"paper": unfit_text(asked.paper, TITLE_LENGTH)}
    if to_id is None or asked.to_unit == holder:
        wrong["to_unit"] = say("请选择接收单位；不能是现在保管的单位。")
    if any(wrong.values()) or to_id is None:
        raise Unfit({code: text for code, text in wrong.items() if text})
    if any(one.state == RELEASED for one in handovers_about(connection, key)):
        raise Refused(None, (), say("这份档案已经移交，正等待接收单位签收。"))
    view = file_of(connection, scope_today(connection, office.plugins, actor, office.today), key)
    listed = "\n".join(f"{one.on} {one.title}" for one in view.entries)
    written = append(connection, case, Entry(
        code="dossier_released", happened_on=office.today, cadre_id=key, paper=asked.paper.strip(),
        content={"from": holder, "to": asked.to_unit, "list": listed}), by=actor.account, at=at)
    release(connection, key, unit_ids(connection, (holder,))[holder], to_id, written.id)
    put_out(connection, written.id, "dossier_released", "{}")
    return Done(case=case.reference, version=written.sequence), written.id


def answer_release(connection: Connection, office: Office, actor: Actor, reference: str, reason: str,  # noqa: PLR0913, PLR0917 - one answer
                   at: datetime, *, accept: bool) -> tuple[Done, int]:
    """Accept a file, which lies here from then on, or refuse it with a reason.

    Raises `Hidden` for whoever does not receive it, `Conflict` where it was answered, and `Unfit`.
    """
    one = handover_of(connection, reference)
    if one is None or not _may(connection, office, actor, RECEIVE, one.to_unit, one.cadre):
        raise Hidden
    case = case_of_cadre(connection, one.cadre_id)  # nobody else answers it from here on
    one = handover_of(connection, reference) or one
    if one.state != RELEASED or actor.counts_as(one.released_by):
        raise Conflict(say("这次移交已经签收或退回，或由您本人移交；请刷新页面。"))
    if wrong := unfit_text(reason, LONGEST_REASON, optional=accept):
        raise Unfit({"reason": wrong})
    code = "dossier_accepted" if accept else "dossier_refused"
    written = append(connection, case, Entry(
        code=code, happened_on=office.today, cadre_id=one.cadre_id, reason=reason.strip(),
        content={"from": one.from_unit, "to": one.to_unit}), by=actor.account, at=at)
    answer(connection, one.id, ACCEPTED if accept else REFUSED, written.id)
    if accept:
        let_travel(connection, one.cadre_id, unit_ids(connection, (one.to_unit,))[one.to_unit])
    put_out(connection, written.id, code, "{}")
    return Done(case=case.reference, version=written.sequence), written.id


def may_receive(connection: Connection, office: Office, actor: Actor, one: Handover) -> bool:
    """Whether an actor may answer a handover."""
    return one.state == RELEASED and one.released_by != actor.account and _may(
        connection, office, actor, RECEIVE, one.to_unit, one.cadre)


def may_release(connection: Connection, office: Office, actor: Actor, cadre: str) -> bool:
    """Whether an actor may release the file of somebody."""
    key = cadre_ids(connection, (cadre,)).get(cadre)
    return key is not None and _may(connection, office, actor, RELEASE, _holder(connection, office, key), cadre)


def view_of_file(connection: Connection, office: Office, actor: Actor, cadre: str) -> FileView:
    """What is in the file of somebody, for the unit that keeps it. Raises `Hidden` for anybody else."""
    key = cadre_ids(connection, (cadre,)).get(cadre)
    if key is None or not may_release(connection, office, actor, cadre):
        raise Hidden
    return file_of(connection, scope_today(connection, office.plugins, actor, office.today), key)


def _holder(connection: Connection, office: Office, key: int) -> str:
    """The unit that keeps the file: where it was left or accepted, else where he works, the first by code."""
    return unit_of_file(connection, key) or next(iter(held_somewhere(connection, key, office.today)), "")


def _may(connection: Connection, office: Office, actor: Actor, action: str, unit: str, cadre: str) -> bool:  # noqa: PLR0913, PLR0917 - one question
    if not unit or (actor.cadre and actor.cadre == cadre):
        return False
    return may_outside(office, actor, action, world_about(connection, office, units=(unit,)), unit)
