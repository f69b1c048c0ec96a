"""Who came to a talk: registered by one, confirmed by another who was there or arranges it."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.access.actor import Actor
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.other_acts import ATTENDANCE, ATTENDANCE_CONFIRMED, REGISTERED
from yuetan.casework.interviews.taking import Ready
from yuetan.engine.facts import Event
from yuetan.records.cases import entries
from yuetan.records.database import Connection
from yuetan.wording import say


def unconfirmed(opened: Opened) -> tuple[Event, ...]:
    """What was registered and waits for a second person; nothing of before a postponement, or that was put right."""
    waiting = dict[str, Event]()
    for event in opened.entered:
        if event.code == ATTENDANCE:
            waiting[event.cadre] = event
        elif event.code == ATTENDANCE_CONFIRMED:
            waiting.pop(event.cadre, None)
    return tuple(waiting.values())


def number_of(event: Event) -> str:
    """The sequence of an event in its case, as a form names it."""
    return event.id.rpartition(".")[2]


def confirmed(connection: Connection, opened: Opened, actor: Actor, values: Mapping[str, str]) -> Ready:
    """A confirmation, ready to be written down; never by whoever registered it, nor by the same person as another."""
    number = values.get(REGISTERED.code, "")
    found = next((one for one in unconfirmed(opened) if number_of(one) == number), None)
    if found is None:
        raise Unfit({REGISTERED.code: say("没有等待复核的这一条到场登记；请从列表中选。")})
    by = next(one.entered_by for one in entries(connection, opened.case.id) if str(one.sequence) == number)
    if actor.counts_as(by):
        raise Refused(None, (), say("到场情况须由两人登记；请由另一个人复核，不能由登记的人自己复核。"))
    return Ready(code=ATTENDANCE_CONFIRMED, content={REGISTERED.code: number}, cadre=found.cadre)
