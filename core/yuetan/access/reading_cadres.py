"""Cadres an actor may look up: by name or staff number, and one with his posts and what concerns him."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from yuetan.access.reading_away import away_among
from yuetan.access.reading_decisions import asked, decisions_of
from yuetan.access.reading_interviews import interview_rows
from yuetan.access.reading_owed import owed_among
from yuetan.access.reading_people import Reader, called_on, names_ever, people_of, unit_names
from yuetan.access.reading_people_found import merged, people_found, serving
from yuetan.access.views import CadreView, Person, PersonFound, PostView
from yuetan.engine.facts import FOREVER, Appointment
from yuetan.engine.posts import Holding
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.mergers import TOGETHER
from yuetan.records.people import formerly
from yuetan.records.tables import (
    appointment,
    appointment_mark,
    cadre,
    merger,
    obligation,
    participant,
    portfolio,
    unit,
)
from yuetan.records.tables import interview as interview_table
from yuetan.rules.terms import RANK_TITLES, Rank
from yuetan.wording import say

MOST_FOUND = 100
MOST_INTERVIEWS = 200
ONE_DAY = timedelta(days=1)


def find(reader: Reader, text: str, limit: int, of_unit: str = "") -> tuple[PersonFound, ...]:
    """People to whom a name, its spelling or a staff number leads; whoever is called just so first, nobody for none.

    With the reference of a unit only those who hold a post in it on the day; without a text all of them.
    """
    most = max(1, min(limit, MOST_FOUND))
    keys = serving(reader, text, most, of_unit) if of_unit else people_found(reader, text, most)
    people, posts = people_of(reader, keys).by_key, _holdings(reader, keys)
    return tuple(PersonFound(person=people[key], posts=tuple(posts.get(key, ()))) for key in keys)


def people_among(reader: Reader, numbers: Collection[str]) -> Mapping[str, Person]:
    """Those of some people, by their staff numbers, whom he may look up."""
    query = select(cadre.c.id).where(cadre.c.staff_number.in_(sorted(set(numbers))), reader.scope.cadres(),
                                     cadre.c.id.not_in(merged()))
    keys = reader.connection.execute(query).scalars().all() if numbers else ()
    return {number: one for number, one in people_of(reader, keys).by_number.items() if number in numbers}


def cadre_view(reader: Reader, reference: str) -> CadreView | None:
    """One cadre; None where there is none of this reference, and where the actor may not look him up."""
    key = reader.connection.execute(select(func.coalesce(merger.c.kept_id, cadre.c.id)).select_from(cadre).outerjoin(
        merger, and_(merger.c.merged_id == cadre.c.id, merger.c.state.in_(TOGETHER)))
        .where(cadre.c.reference == reference)).scalar()
    row = reader.connection.execute(select(cadre).where(cadre.c.id == key, reader.scope.cadres())).first()
    if row is None:
        return None
    talks = select(participant.c.interview_id).where(participant.c.cadre_id == row.id,
                                                     participant.c.part == INTERVIEWEE)
    about = and_(obligation.c.cadre_id == row.id,
                 or_(obligation.c.subject == row.staff_number, obligation.c.interview_id.in_(talks)))
    return CadreView(
        reference=row.reference, cadre=row.staff_number, name=row.name,
        party=reader.vocabulary.title("party", row.party), posts=tuple(_posts(reader, row.id)),
        overseen=_overseen(reader, row.id), owed=owed_among(reader, about),
        interviews=interview_rows(reader, interview_table.c.id.in_(talks), MOST_INTERVIEWS),
        decisions=decisions_of(reader.connection, reader.scope, row),
        away=next(iter(away_among(reader, (row.staff_number,))), None), formerly=formerly(reader.connection, row.id),
        also=tuple(reader.connection.execute(select(cadre.c.staff_number).join(merger, merger.c.merged_id == cadre.c.id)
                                             .where(merger.c.kept_id == row.id, merger.c.state.in_(TOGETHER))
                                             .order_by(cadre.c.staff_number)).scalars()),
        may_record=bool(asked(reader.connection, reader.scope, row.id, row.staff_number, "decision.record")))


def _posts(reader: Reader, key: int) -> Iterator[PostView]:
    """Every post of a cadre, the latest first."""
    rows, marks = _appointments(reader, (key,)), _marks(reader, (key,))
    names = names_ever(reader.connection, (row.unit_id for row in rows))
    for row in sorted(rows, key=lambda row: row.since, reverse=True):
        last = row.until if row.until == FOREVER else row.until - ONE_DAY
        yield PostView(
            unit=called_on(names.get(row.unit_id, ()), min(reader.on, last)) or row.code,
            title=row.title or reader.vocabulary.title("post", row.post), details=_details(reader, row, marks[row.id]),
            since=None if row.since == date.min else row.since, until=None if row.until == FOREVER else last,
            held=row.since <= reader.on < row.until)


def _details(reader: Reader, row: Row[Any], marks: Sequence[str]) -> str:
    """What selectors read of a post: its sort, rank and marks, and the manner where it is not a regular one."""
    title = reader.vocabulary.title
    rank = (RANK_TITLES[Rank(row.rank)],) if row.rank in set(Rank) else ()
    manner = (title("manner", row.manner),) if row.manner != "regular" else ()
    return say("，").join((title("post", row.post), *rank, *(title("mark", one) for one in sorted(marks)), *manner))


def _holdings(reader: Reader, keys: Sequence[int]) -> Mapping[int, Sequence[Holding]]:
    """The posts some people hold on the day."""
    marks, found = _marks(reader, keys), defaultdict[int, list[Holding]](list)
    for row in _appointments(reader, keys):
        if row.since <= reader.on < row.until:
            one = Appointment(cadre=row.staff_number, unit=row.code, post=row.post, title=row.title, rank=row.rank,
                              manner=row.manner, marks=marks[row.id], decided=row.decided, since=row.since,
                              until=row.until)
            found[row.cadre_id].append(Holding(one.cadre, one.unit, one.post, one.rank, one.manner, one.marks, row.type,
                                               row.party, one))
    return found


def _appointments(reader: Reader, keys: Sequence[int]) -> Sequence[Row[Any]]:
    query = (select(appointment, unit.c.code, unit.c.type, cadre.c.staff_number, cadre.c.party)
             .join(unit, appointment.c.unit_id == unit.c.id).join(cadre, appointment.c.cadre_id == cadre.c.id)
             .where(appointment.c.cadre_id.in_(keys)).order_by(appointment.c.id))
    return reader.connection.execute(query).all()


def _marks(reader: Reader, keys: Sequence[int]) -> Mapping[int, Sequence[str]]:
    found = defaultdict[int, list[str]](list)
    query = select(appointment_mark).join(appointment).where(appointment.c.cadre_id.in_(keys))
    for row in reader.connection.execute(query):
        found[row.appointment_id].append(row.mark)
    return found


def _overseen(reader: Reader, key: int) -> tuple[str, ...]:
    """The names of the units a cadre oversees on the day."""
    query = select(portfolio.c.unit_id).where(
        portfolio.c.cadre_id == key, portfolio.c.since <= reader.on, portfolio.c.until > reader.on)
    keys = reader.connection.execute(query.order_by(portfolio.c.id)).scalars().all()
    names = unit_names(reader.connection, keys, reader.on)
    return tuple(names[one] for one in keys if one in names)
