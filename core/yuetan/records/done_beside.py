"""What was done beside an act about somebody who moved, so that it can be undone where the act is put right."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from sqlalchemy import Connection, and_, or_, select

from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.tables import case_file, event, interview, participant
from yuetan.rules.events import APPOINTMENT_DECIDED, WITHDRAWN, departed


@frozen(kw_only=True)
class Undoable:
    """An event that was written beside another, in whichever case."""

    case: str  # its reference
    sequence: int
    interview: str  # the reference of the interview that it withdrew; empty for what was departed from
    alone: bool  # whether it was about one of several who are talked to


def written_beside(connection: Connection, case_id: int, sequence: int, cadre_id: int) -> tuple[Undoable, ...]:
    """What was done with an event about somebody: talks with him withdrawn, duties let go, a decision put on record."""
    moment = select(event.c.entered_at).where(event.c.case_id == case_id, event.c.sequence == sequence)
    at: Any = connection.execute(moment).scalar_one()
    of = event.c
    talks = select(participant.c.interview_id).where(
        participant.c.cadre_id == cadre_id, participant.c.part == INTERVIEWEE)
    withdrew = and_(of.code == WITHDRAWN, of.entered_by.is_(None), or_(
        of.cadre_id == cadre_id, and_(of.cadre_id.is_(None), of.interview_id.in_(talks))))
    own = or_(of.code == APPOINTMENT_DECIDED, of.code.startswith(departed(""), autoescape=True))
    beside = and_(own, of.cadre_id == cadre_id, of.case_id == case_id)
    query = (select(case_file.c.reference, of.sequence, interview.c.reference.label("talk"), of.cadre_id)
             .join(case_file, of.case_id == case_file.c.id).outerjoin(interview, of.interview_id == interview.c.id)
             .where(of.entered_at == at, or_(withdrew, beside)).order_by(of.id))
    return tuple(Undoable(case=row.reference, sequence=row.sequence, interview=row.talk or "",
                          alone=bool(row.talk) and row.cadre_id is not None) for row in connection.execute(query))
