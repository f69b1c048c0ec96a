"""Putting an entry right: asked for by one, agreed to by another; the entry itself stays as it was written."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.access.actor import Actor
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.other_acts import CORRECTED, CORRECTION_ASKED
from yuetan.casework.interviews.taking import Ready
from yuetan.records.cases import EntryKept, entries
from yuetan.records.database import Connection
from yuetan.wording import say


def asked_for(connection: Connection, opened: Opened) -> tuple[EntryKept, ...]:
    """The corrections that were asked for and are waiting for a second person."""
    kept = entries(connection, opened.case.id)
    agreed = {one.content.get("asked") for one in kept if one.code == CORRECTED}
    return tuple(one for one in kept if one.code == CORRECTION_ASKED and str(one.sequence) not in agreed)


def agreed_to(connection: Connection, opened: Opened, actor: Actor, values: Mapping[str, str], code: str) -> Ready:
    """The correction that is agreed to, ready to be written down; never by whoever asked for it."""
    found = next((one for one in asked_for(connection, opened) if str(one.sequence) == values.get("asked")), None)
    if found is None:
        raise Unfit({"asked": say("没有等待同意的这一条更正；请从列表中选。")})
    if actor.counts_as(found.entered_by):
        raise Refused(None, (), say("更正须由另一个人同意，不能由提出更正的人自己同意。"))
    content = {"asked": str(found.sequence), "correction": found.content["correction"]}
    return Ready(code=code, content=content, corrects=int(found.content["sequence"]))
