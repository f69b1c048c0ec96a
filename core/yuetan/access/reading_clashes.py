"""What else is planned for a day with the same people or in the same room: of what the actor may see, and no more.

A talk that he may not see is as if it were none: nothing tells him that a day, a person or a room is taken by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Row, exists, false, func, or_, select, true

from yuetan.access.reading_people import Reader
from yuetan.records.interviews import COMPANY, INTERVIEWEE, INTERVIEWER, RECORDER
from yuetan.records.tables import cadre, event, interview, participant
from yuetan.rules.events import HELD

MOST = 20  # others on one day: more tell nothing new
RECENT, SUGGESTED = 300, 12  # talks looked through for places, and how many of these are offered
_PRESENT = (INTERVIEWEE, INTERVIEWER, COMPANY, RECORDER)
HOUR = 60


@frozen(kw_only=True)
class Plan:
    """When, where and with whom a talk is to be; what is empty is not known."""

    day: date
    time: str = ""  # 09:30
    minutes: int = 0
    place: str = ""
    people: Collection[str] = ()  # staff numbers of everybody who is to be there
    but: str = ""  # the reference of the talk itself, which does not stand in its own way


@frozen(kw_only=True)
class Clash:
    """Another talk on that day: whom of those named it takes up, and when and where; nothing of what it is about."""

    people: tuple[str, ...]  # by name; nobody where the room alone is taken
    own: bool  # whether the actor himself is one of them
    place: str
    room: bool  # whether it is in the same room
    time: str
    minutes: int
    overlaps: bool | None  # None where that cannot be told: a time or a length is not known


def clashes(reader: Reader, plan: Plan) -> tuple[Clash, ...]:
    """The other talks of that day, not held or withdrawn yet, that the actor may see and that share somebody or a room.

    Those at the same hour first.
    """
    of, people = participant.c, sorted(plan.people)
    busy = exists(select(of.id).join(cadre, of.cadre_id == cadre.c.id).where(
        of.interview_id == interview.c.id, of.part.in_(_PRESENT), cadre.c.staff_number.in_(people)))
    room = plan.place.strip().lower()
    there = func.lower(func.trim(interview.c.place)) == room if room else false()
    held = exists(select(event.c.id).where(event.c.interview_id == interview.c.id, event.c.code == HELD))
    rows = reader.connection.execute(select(interview).where(
        interview.c.planned == plan.day, interview.c.ended.is_(False), interview.c.reference != plan.but, ~held,
        or_(busy, there), reader.scope.interviews()).order_by(interview.c.planned_time, interview.c.id)
        .limit(MOST)).all()
    found = (_clash(reader, plan, row, there=room == row.place.strip().lower() != "") for row in rows)
    return tuple(sorted(found, key=lambda one: (one.overlaps is not True, one.time)))


def places(reader: Reader, beside: str = "") -> tuple[str, ...]:
    """The places of talks the actor may see that were proposed lately, those used most often first.

    With the reference of an interview those of its unit alone.
    """
    other = interview.alias()
    unit = select(other.c.unit_id).where(other.c.reference == beside).scalar_subquery()
    of_unit = interview.c.unit_id == unit if beside else true()
    lately = (select(interview.c.place).where(reader.scope.interviews(), of_unit).order_by(interview.c.id.desc())
              .limit(RECENT).subquery())
    query = (select(lately.c.place).where(lately.c.place != "").group_by(lately.c.place)
             .order_by(func.count().desc(), lately.c.place).limit(SUGGESTED))
    return tuple(reader.connection.execute(query).scalars())


def _clash(reader: Reader, plan: Plan, row: Row[Any], *, there: bool) -> Clash:
    shared = tuple(_shared(reader, plan, row.id))
    return Clash(people=tuple(one.name for one in shared), own=reader.scope.me in {one.id for one in shared},
                 place=row.place, room=there, time=row.planned_time, minutes=row.planned_minutes,
                 overlaps=overlapping((plan.time, plan.minutes), (row.planned_time, row.planned_minutes)))


def _shared(reader: Reader, plan: Plan, key: int) -> Iterator[Row[Any]]:
    query = (select(cadre.c.id, cadre.c.name).distinct().join(participant, participant.c.cadre_id == cadre.c.id)
             .where(participant.c.interview_id == key, participant.c.part.in_(_PRESENT),
                    cadre.c.staff_number.in_(sorted(plan.people))).order_by(cadre.c.id))
    yield from reader.connection.execute(query)


def overlapping(one: tuple[str, int], other: tuple[str, int]) -> bool | None:
    """Whether two talks of a day, each from a time and for so many minutes, meet; None where that cannot be told.

    A length of 0 is one that nobody said: then they meet where one begins while the other goes on, or at the same time.
    """
    if not (one[0] and other[0]):
        return None
    first, second = sorted(((_minute(time), length) for time, length in (one, other)))
    if first[0] == second[0]:
        return True
    return None if not first[1] else first[0] + first[1] > second[0]


def _minute(time: str) -> int:
    parts: Sequence[str] = time.partition(":")
    return int(parts[0]) * HOUR + int(parts[2]) if parts[0].isdigit() and parts[2].isdigit() else 0
