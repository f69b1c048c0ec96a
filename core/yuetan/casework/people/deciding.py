"""That a post was decided on, put on record with the act by which it begins, where a regulation looks for it."""

from __future__ import annotations

from datetime import datetime

from yuetan.access.actor import Actor
from yuetan.casework.interviews.opened import Office, world_about
from yuetan.casework.interviews.taking import Moment
from yuetan.casework.people.acts import Move
from yuetan.casework.people.fitting import Fit
from yuetan.casework.people.sorts import APPOINTMENT, PROMOTION, TRANSFER
from yuetan.casework.rights_outside import governing_there
from yuetan.records.database import Connection
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_cadre, on_record
from yuetan.rules.events import APPOINTMENT_DECIDED
from yuetan.rules.rule import Rule
from yuetan.rules.waiting import looked_for

_DECIDED_ON = frozenset({APPOINTMENT, PROMOTION, TRANSFER})
"""The acts by which a post begins that was decided on as one; who acts in another's place, or beside, is none."""


def keep_decision(connection: Connection, office: Office, actor: Actor, cadre_id: int, found: Fit,  # noqa: PLR0913, PLR0917 - an event
                  entered: Move, moment: Moment, at: datetime) -> None:
    """Put the decision on record, on the day of it, where what governs the unit looks for it and it is not there yet.

    It is there where one was entered by itself before, on the same document, or on a day that no earlier act accounts
    for: each act accounts for one.
    """
    if found.sort.code not in _DECIDED_ON or not _looked_for(connection, office, entered.unit):
        return
    known = on_record(connection, cadre_id=cadre_id, unit_id=None, codes=(APPOINTMENT_DECIDED,))
    acts = on_record(connection, cadre_id=cadre_id, unit_id=None, codes=tuple(f"move_{one}" for one in _DECIDED_ON))
    before = [one for one in acts if one.paper != entered.paper.strip()]
    if any(one.paper == entered.paper.strip() for one in known) or len(known) > len(before):
        return
    append(connection, case_of_cadre(connection, cadre_id), Entry(
        code=APPOINTMENT_DECIDED, happened_on=moment.on, cadre_id=cadre_id, provenance=moment.provenance,
        paper=entered.paper.strip(), late_reason=moment.late.reason.strip() if moment.late else "",
        content={"number": entered.paper.strip()}), by=actor.account, at=at)


def _looked_for(connection: Connection, office: Office, unit: str) -> bool:
    world = world_about(connection, office, units=(unit,))
    return any(APPOINTMENT_DECIDED in looked_for(one.of(Rule)) for one in governing_there(office, world, unit))
