"""Closing what is owed after an event outside any interview without doing it: with the reason, kept on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.interviews.consequences import follow
from yuetan.casework.interviews.opened import Office, world_about
from yuetan.casework.interviews.taking import LONGEST_REASON
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.rights_outside import may_outside
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.obligations import Key, Obligation, Status
from yuetan.engine.together import owed_under
from yuetan.engine.world import World
from yuetan.records.cases import cadre_ids, put_out, unit_ids
from yuetan.records.database import Connection
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_cadre, case_of_unit
from yuetan.rules.events import departed
from yuetan.wording import say

CLOSE = "obligation.close"
_WAITING = frozenset({Status.OPEN, Status.WAITING})


@frozen
class _Found:
    """An obligation with what it was looked for in."""

    one: Obligation
    cadre_id: int | None
    unit_id: int | None


def closable(connection: Connection, office: Office, actor: Actor, key: Key) -> bool:
    """Whether an actor may close this obligation with a reason: it waits, and arose outside interviews on an event."""
    try:
        _found(connection, office, actor, key)
    except (Hidden, Refused):
        return False
    return True


def close_obligation(connection: Connection, office: Office, actor: Actor, key: Key, reason: str, at: datetime,  # noqa: PLR0913, PLR0917 - one act
                     ) -> tuple[Done, int]:
    """Close it: the case of the cadre or unit as it stands, and the key of the event.

    Raises `Hidden` for whoever may not do so, `Refused` for what does not wait so, and `Unfit` without a reason.
    """
    found = _found(connection, office, actor, key)
    if wrong := unfit_text(reason, LONGEST_REASON):
        raise Unfit({"reason": wrong})
    code = departed(key.duty)
    case = (case_of_cadre(connection, found.cadre_id) if found.cadre_id is not None
            else case_of_unit(connection, found.unit_id or 0))
    written = append(connection, case, Entry(
        code=code, happened_on=office.today, cadre_id=found.cadre_id, unit_id=found.unit_id, counts_for=key.cause,
        reason=reason.strip()), by=actor.account, at=at)
    put_out(connection, written.id, code, "{}")
    of_cadre = found.cadre_id is not None
    changes = follow(connection, office, cadres=(key.subject,) if of_cadre else (),
                     units=() if of_cadre else (key.subject,), at=at, event_id=written.id)
    return Done(case=case.reference, version=written.sequence, changes=changes), written.id


def _found(connection: Connection, office: Office, actor: Actor, key: Key) -> _Found:
    cadre_id = cadre_ids(connection, (key.subject,)).get(key.subject)
    unit_id = unit_ids(connection, (key.subject,)).get(key.subject) if cadre_id is None else None
    editions = [one for one in office.jurisdictions if one.edition == (key.regulation, key.edition)]
    if (cadre_id is None and unit_id is None) or not editions:
        raise Hidden
    world = world_about(connection, office, (editions[0].regulation,),
                        cadres=(key.subject,) if cadre_id is not None else (),
                        units=() if cadre_id is not None else (key.subject,))
    if not may_outside(office, actor, CLOSE, world, key.subject):
        raise Hidden
    return _Found(_waiting(world, editions, key), cadre_id, unit_id)


def _waiting(world: World, editions: Sequence[Jurisdiction], key: Key) -> Obligation:
    owed = owed_under(world, editions, (key.subject,), duty=key.duty)
    one = next((one.obligation for one in owed if one.obligation.key == key), None)
    if one is None or one.occasion is None or one.occasion.interview or one.occasion.cause is None:
        raise Refused(None, (), say("只有约谈以外的事由引起的应办事项可以写明理由了结。"))
    if one.status not in _WAITING:
        raise Refused(None, (), say("这一项已经办结或者已经逾期，不能再写明理由了结。"))
    return one
