"""What ends with somebody who died or retired: talks with the dead, and what was asked for after an event about him."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from yuetan.access.reading_moves import OpenOne
from yuetan.casework.interviews.opened import Office, opened
from yuetan.records.cases import cadre_ids, change_interview, put_out, set_people
from yuetan.records.database import Connection
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_cadre
from yuetan.rules.events import WITHDRAWN, departed
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


def let_go(connection: Connection, cadre_id: int, some: Iterable[OpenOne], reason: str, *, on: date, by: int,  # noqa: PLR0913 - an event
           at: datetime) -> bool:
    """Depart, with a reason, from what waits after an event about somebody outside any interview; whether any did."""
    found = [one for one in some if one.interview_id is None and ":" in one.key.cause]
    for one in found:
        append(connection, case_of_cadre(connection, cadre_id), Entry(
            code=departed(one.key.duty), happened_on=on, cadre_id=cadre_id, counts_for=one.key.cause, reason=reason),
            by=by, at=at)
    return bool(found)
