"""What ends with somebody who died or retired, and goes on where that is put right: talks with him, what waited."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from yuetan.access.reading_moves import OpenOne
from yuetan.casework.interviews.opened import Office, opened
from yuetan.records.cases import cadre_ids, change_interview, put_out, set_people
from yuetan.records.database import Connection
from yuetan.records.done_beside import Undoable
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_cadre
from yuetan.rules.events import PROPOSED, UNDONE, WITHDRAWN, departed
from yuetan.wording import say

_REASON = "reason"


def withdraw(connection: Connection, office: Office, reference: str, cadre: str, *, on: date,  # noqa: PLR0913 - an event
             at: datetime) -> None:
    """Withdraw an interview with somebody who died: as a whole, or for him alone where others are talked to as well.

    It is the system that does so: whoever enters a death need not know that there was an interview.
    """
    found = opened(connection, office, reference, locking=True)
    if found is None or found.closed:
        return
    day = max([on, *(event.on for event in found.events)])
    gone = {event.cadre for event in found.events if event.code == WITHDRAWN} | {cadre}
    alone = set(found.interviewees) <= gone
    reason = say("约谈对象于 {day} 去世。", day=on)
    number = None if len(found.interviewees) == 1 else cadre_ids(connection, (cadre,))[cadre]
    written = append(connection, found.case, Entry(
        code=WITHDRAWN, happened_on=day, interview_id=found.kept.id, cadre_id=number, reason=reason,
        content={_REASON: reason}), by=None, at=at)
    set_people(connection, found.kept.id, INTERVIEWEE, cadre_ids(connection, [
        one for one in found.interviewees if alone or one not in gone]).values())
    if alone:
        change_interview(connection, found.kept, {"ended": True, "state": WITHDRAWN})
    put_out(connection, written.id, WITHDRAWN, json.dumps({"case": reference, "sequence": written.sequence}))


def reopen(connection: Connection, office: Office, cadre: str, cadre_id: int, undoable: Iterable[Undoable], *,  # noqa: PLR0913 - an event
           at: datetime) -> tuple[str, ...]:
    """Undo what the system did because of an act about somebody that was put right: the interviews that go on."""
    talks = list[str]()
    for one in undoable:
        if one.interview:
            _reopen_talk(connection, office, one, cadre, cadre_id, at)
            talks.append(one.interview)
        else:
            append(connection, case_of_cadre(connection, cadre_id), _undoing(one, office, cadre_id=cadre_id), by=None,
                   at=at)
    return tuple(talks)


def _reopen_talk(connection: Connection, office: Office, one: Undoable, cadre: str, cadre_id: int, at: datetime,  # noqa: PLR0913, PLR0917 - an event
                 ) -> None:
    """Have an interview go on as it stood, or go on with him among the others."""
    found = opened(connection, office, one.interview, locking=True)
    if found is None:
        return
    written = append(connection, found.case, _undoing(one, office, interview_id=found.kept.id,
                                                      cadre_id=cadre_id if one.alone else None), by=None, at=at)
    if cadre not in found.interviewees:
        numbers = cadre_ids(connection, (*found.interviewees, cadre))
        set_people(connection, found.kept.id, INTERVIEWEE, numbers.values())
    if found.kept.ended and found.kept.state == WITHDRAWN:
        steps = {step.code for step in found.steps}
        taken = [event.code for event in found.entered if event.code in steps]
        change_interview(connection, found.kept, {"ended": False, "state": taken[-1] if taken else PROPOSED})
    put_out(connection, written.id, UNDONE, json.dumps({"case": one.interview, "sequence": written.sequence}))


def _undoing(one: Undoable, office: Office, *, cadre_id: int | None, interview_id: int | None = None) -> Entry:
    return Entry(code=UNDONE, happened_on=office.today, corrects=one.sequence,
                 reason=say("有关变动登记有误，已经更正。"), cadre_id=cadre_id, interview_id=interview_id)


def let_go(connection: Connection, cadre_id: int, some: Iterable[OpenOne], reason: str, *, on: date, by: int,  # noqa: PLR0913 - an event
           at: datetime) -> bool:
    """Depart, with a reason, from what waits after an event about somebody outside any interview; whether any did."""
    found = [one for one in some if one.interview_id is None and ":" in one.key.cause]
    for one in found:
        append(connection, case_of_cadre(connection, cadre_id), Entry(
            code=departed(one.key.duty), happened_on=on, cadre_id=cadre_id, counts_for=one.key.cause, reason=reason),
            by=by, at=at)
    return bool(found)
