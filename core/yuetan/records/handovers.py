"""Hand-overs from one clerk to another, as the table keeps them, and what passes over with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Select, and_, delete, func, insert, or_, select, update

from yuetan.records.interviews import ORGANISER
from yuetan.records.journal import CaseFile
from yuetan.records.tables import account, cadre, event, handover, interview, lead_handler, participant, unit

DRAFTED, DONE, WITHDRAWN = "drafted", "done", "withdrawn"


@frozen(kw_only=True)
class KeptHandover:
    """A hand-over as it stands. People are accounts, each with its name."""

    id: int
    case_id: int
    reference: str
    unit: str  # its code
    unit_id: int
    leaver: int
    leaver_name: str
    leaver_cadre: str  # a staff number
    receiver: int
    receiver_name: str
    receiver_cadre: str
    witness: int | None
    witness_name: str
    made_by: int
    leaves_on: date
    content: str
    digest: str
    state: str
    given_at: datetime | None
    received_at: datetime | None
    reason: str


def add_handover(connection: Connection, case: CaseFile, values: dict[str, Any]) -> None:
    """A new hand-over, in a case that was just opened for it."""
    connection.execute(insert(handover).values({**values, "case_id": case.id, "reference": case.reference}))


def change_handover(connection: Connection, number: int, values: dict[str, Any]) -> None:
    """A hand-over with some columns changed."""
    connection.execute(update(handover).where(handover.c.id == number).values(values))


def handover_of(connection: Connection, reference: str) -> KeptHandover | None:
    """The hand-over of this reference; None where there is none."""
    return next(_found(connection, _handovers().where(handover.c.reference == reference)), None)


def handovers_for(connection: Connection, number: int, units: Collection[str]) -> tuple[KeptHandover, ...]:
    """Those an account has a part in, and all of some units, the latest first."""
    part = or_(handover.c.leaver_id == number, handover.c.receiver_id == number, handover.c.made_by == number,
               handover.c.witness_id == number, unit.c.code.in_(units))
    return tuple(_found(connection, _handovers().where(part).order_by(handover.c.id.desc())))


def drawn_on(connection: Connection, those: Collection[KeptHandover]) -> Mapping[int, date]:
    """The day on which the list of each was drawn up last, by the key of the hand-over."""
    cases = {one.case_id: one.id for one in those}
    query = (select(event.c.case_id, func.max(event.c.happened_on).label("on"))
             .where(event.c.case_id.in_(cases), event.c.code.in_(("handover_made", "handover_renewed")))
             .group_by(event.c.case_id))
    return {cases[row.case_id]: row.on for row in connection.execute(query)}


def waiting_for(connection: Connection, leaver: int) -> bool:
    """Whether a hand-over of an account is drafted and not signed by both yet."""
    query = select(func.count()).select_from(handover).where(
        handover.c.leaver_id == leaver, handover.c.state == DRAFTED)
    return bool(connection.execute(query).scalar_one())


def pass_on(connection: Connection, interviews: Collection[str], leads: Collection[int], leaver: int, receiver: int,
            ) -> None:
    """Have one cadre arrange interviews and handle leads in the place of another; people by their keys."""
    keys = select(interview.c.id).where(interview.c.reference.in_(interviews))
    there = and_(participant.c.interview_id.in_(keys), participant.c.part == ORGANISER)
    already = select(participant.c.interview_id).where(there, participant.c.cadre_id == receiver)
    connection.execute(delete(participant).where(there, participant.c.cadre_id == leaver,
                                                 participant.c.interview_id.in_(already)))
    connection.execute(update(participant).where(there, participant.c.cadre_id == leaver).values(cadre_id=receiver))
    handled = select(lead_handler.c.lead_id).where(lead_handler.c.cadre_id == receiver).scalar_subquery()
    mine = and_(lead_handler.c.lead_id.in_(leads), lead_handler.c.cadre_id == leaver)
    connection.execute(delete(lead_handler).where(mine, lead_handler.c.lead_id.in_(handled)))
    connection.execute(update(lead_handler).where(mine).values(cadre_id=receiver))


def _handovers() -> Select[Any]:
    leaver, receiver, witness = account.alias("leaver"), account.alias("receiver"), account.alias("witness")
    his, theirs = cadre.alias("his"), cadre.alias("theirs")
    return (select(
        handover.c.id, handover.c.case_id, handover.c.reference, unit.c.code.label("unit"), handover.c.unit_id,
        handover.c.leaver_id.label("leaver"), leaver.c.name.label("leaver_name"),
        func.coalesce(his.c.staff_number, "").label("leaver_cadre"), handover.c.receiver_id.label("receiver"),
        receiver.c.name.label("receiver_name"), func.coalesce(theirs.c.staff_number, "").label("receiver_cadre"),
        handover.c.witness_id.label("witness"), func.coalesce(witness.c.name, "").label("witness_name"),
        handover.c.made_by, handover.c.leaves_on, handover.c.content, handover.c.digest, handover.c.state,
        handover.c.given_at, handover.c.received_at, handover.c.reason)
        .join(unit, handover.c.unit_id == unit.c.id).join(leaver, handover.c.leaver_id == leaver.c.id)
        .join(receiver, handover.c.receiver_id == receiver.c.id)
        .outerjoin(witness, handover.c.witness_id == witness.c.id)
        .outerjoin(his, leaver.c.cadre_id == his.c.id).outerjoin(theirs, receiver.c.cadre_id == theirs.c.id))


def _found(connection: Connection, query: Select[Any]) -> Iterator[KeptHandover]:
    return (KeptHandover(**row) for row in connection.execute(query).mappings())
