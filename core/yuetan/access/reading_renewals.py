"""Talks that were put off and of which nobody was told anew: a notice is to be served once more, and by whom."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, or_, select

from yuetan.access.scope import Condition
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.tables import event, interview, participant
from yuetan.rules.events import HELD, NOTIFIED, POSTPONED


def renewals(may: Condition, most: int) -> Select[Any]:
    """Such talks, the first put off before the others, so many at most: their keys, references and days.

    It begins from the postponements, which are few; somebody who is talked to has no notice since the last of them.
    """
    first, later, notice, earlier, talk = (event.alias() for _ in range(5))
    of = interview.alias()
    put_off = (select(first.c.id).join(of, first.c.interview_id == of.c.id)  # what has ended is left out first of all
               .where(first.c.code == POSTPONED, of.c.ended.is_(False)))
    put_off_again = select(later.c.id).where(
        later.c.case_id == event.c.case_id, later.c.sequence > event.c.sequence, later.c.code == POSTPONED).exists()
    told_before = select(earlier.c.id).where(
        earlier.c.interview_id == interview.c.id, earlier.c.code == NOTIFIED).exists()
    held = select(talk.c.id).where(talk.c.interview_id == interview.c.id, talk.c.code == HELD).exists()
    told_since = select(notice.c.id).where(
        notice.c.case_id == event.c.case_id, notice.c.sequence > event.c.sequence, notice.c.code == NOTIFIED,
        or_(notice.c.cadre_id.is_(None), notice.c.cadre_id == participant.c.cadre_id),
    ).correlate(event, participant).exists()
    untold = select(participant.c.id).where(
        participant.c.interview_id == interview.c.id, participant.c.part == INTERVIEWEE, ~told_since).exists()
    return (select(interview.c.id, interview.c.reference, event.c.happened_on)
            .join(event, event.c.interview_id == interview.c.id)
            .where(event.c.id.in_(put_off), and_(~put_off_again, ~held, told_before), untold, may)
            .order_by(event.c.id).limit(most))
