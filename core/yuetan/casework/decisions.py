"""Decisions of competent bodies about a cadre: on record by reference, outside every interview, never a step of one."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden, Unfit
from yuetan.casework.interviews.consequences import follow
from yuetan.casework.interviews.opened import Office, world_about
from yuetan.casework.interviews.taking import Moment
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.rights_outside import may_outside
from yuetan.records.cases import cadre_ids, put_out
from yuetan.records.database import Connection
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_cadre
from yuetan.records.values import TITLE_LENGTH
from yuetan.rules.events import DECIDED
from yuetan.wording import later, say

SORTS = dict(zip(DECIDED, (later("党纪政务处分"), later("问责")), strict=True))
"""What may be recorded so, by the code of its event."""


@frozen(kw_only=True)
class Decision:
    """What a body decided about a cadre, by the reference alone: what it says stands in its document."""

    cadre: str  # a staff number
    sort: str  # see `SORTS`
    number: str  # of the document
    body: str  # which decided it
    on: date | None  # the day of the decision


def record_decision(connection: Connection, office: Office, actor: Actor, decision: Decision, moment: Moment,
                    ) -> tuple[Done, int]:
    """Put a decision on record in the cadre's own case: the case as it stands, and the key of the event.

    Raises `Hidden` for whoever may not do so about him, and `Unfit` for what is wanting.
    """
    number = cadre_ids(connection, (decision.cadre,)).get(decision.cadre)
    if number is None:
        raise Hidden
    world = world_about(connection, office, (), people=(decision.cadre,))
    if not may_outside(office, actor, "decision.record", world, decision.cadre):
        raise Hidden
    on = _fit(decision, office.today)
    case = case_of_cadre(connection, number)
    content = {"number": decision.number.strip(), "body": decision.body.strip()}
    written = append(connection, case, Entry(
        code=decision.sort, happened_on=on, cadre_id=number, content=content, provenance=moment.provenance,
        paper=content["number"], late_reason=""), by=actor.account, at=moment.at)
    put_out(connection, written.id, decision.sort, "{}")
    changes = follow(connection, office, cadres=(decision.cadre,), at=moment.at, event_id=written.id)
    return Done(case=case.reference, version=written.sequence, changes=changes), written.id


def _fit(decision: Decision, today: date) -> date:
    """The day of the decision; `Unfit` for every field that will not do."""
    errors = {"number": unfit_text(decision.number, TITLE_LENGTH), "body": unfit_text(decision.body, TITLE_LENGTH)}
    if decision.sort not in SORTS:
        errors["sort"] = say("请选择决定的种类。")
    if decision.on is None:
        errors["on"] = say("请填写作出决定的日期。")
    elif decision.on > today:
        errors["on"] = say("作出决定的日期不能晚于今天。")
    found = {code: wrong for code, wrong in errors.items() if wrong}
    if found or decision.on is None:
        raise Unfit(found)
    return decision.on
