"""Obligations an actor may see: rows of the table of what is owed, named and worded by a fixed number of look-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import ColumnElement, Row, Select, case, select

from yuetan.access.addresses import references_of
from yuetan.access.reading_people import People, Reader, people_of, unit_names
from yuetan.access.reading_waiting import waiting_since
from yuetan.access.views import OwedRow, Person
from yuetan.engine.obligations import Status
from yuetan.engine.subjects import JOIN
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.tables import interview, obligation, participant, unit
from yuetan.wording import say

PRESSING = (Status.OVERDUE, Status.OPEN, Status.WAITING, Status.LATE, Status.DONE, Status.LAPSED)
"""The statuses in the order of a list, the most pressing first; in each by the day it is due; undated ones last."""

Rows = Sequence[Row[Any]]


def owed_rows() -> Select[Any]:
    """A query for obligations with what a row of a list needs of their interview and unit; not narrowed yet."""
    return (select(obligation, interview.c.reference.label("interview"), interview.c.kind, interview.c.opened_on,
                   unit.c.reference.label("unit"), unit.c.code)
            .outerjoin(interview, obligation.c.interview_id == interview.c.id)
            .outerjoin(unit, obligation.c.unit_id == unit.c.id))


def worded(reader: Reader, rows: Rows) -> tuple[OwedRow, ...]:
    """Rows of `owed_rows` as a list shows them, in their order."""
    talkees = _talkees(reader, {row.interview_id for row in rows if row.interview_id and row.cadre_id is None})
    pairs = {number for row in rows if JOIN in row.subject for number in row.subject.split(JOIN)}
    keys = {row.cadre_id for row in rows if row.cadre_id} | {key for some in talkees.values() for key in some}
    known = _Known(reader, people_of(reader, keys, pairs), talkees, unit_names(reader.connection, {
        row.unit_id for row in rows if row.unit_id and row.cadre_id is None}, reader.on))
    references, since = _references(reader, rows), waiting_since(reader.connection, rows)
    return tuple(evolve(_worded(known, references, row), waiting_since=since.get(row.id)) for row in rows)


@frozen
class _Known:
    """What was looked up for some rows."""

    reader: Reader
    people: People
    talkees: Mapping[int, Sequence[int]]  # the interviewees, by the key of the interview
    units: Mapping[int, str]

    def subject(self, row: Row[Any]) -> Person:
        """Whom an obligation concerns: a cadre, the interviewees of its interview, two people, or a unit."""
        if row.cadre_id is not None:
            return self.people.by_key[row.cadre_id]
        if row.interview_id is not None:
            return _together([self.people.by_key[key] for key in self.talkees.get(row.interview_id, ())])
        if JOIN in row.subject:
            found = (self.people.by_number.get(number) for number in row.subject.split(JOIN))
            return _together([one for one in found if one])
        return Person(name=self.units.get(row.unit_id, row.subject))


def _worded(known: _Known, references: Mapping[str, str], row: Row[Any]) -> OwedRow:
    rules = known.reader.scope.rules
    regulation = rules.regulation(row.regulation, row.edition)
    kind = regulation.kind(row.kind) if row.kind else None
    return OwedRow(
        regulation=regulation, duty=rules.duty(row.regulation, row.edition, row.duty), status=Status[row.status],
        due=row.due, opens=row.opens, provisional=row.provisional, done_on=row.done_on, newcomer=row.newcomer,
        subject=known.subject(row), cause=row.cause, interview=row.interview or "", kind=kind.title if kind else "",
        subject_reference=JOIN.join(references.get(name, "") for name in _names(row)))


def _names(row: Row[Any]) -> Sequence[str]:
    """What the key of an obligation speaks of: one name, or those of a pair."""
    pair = row.cadre_id is None and row.interview_id is None and row.unit_id is None
    return row.subject.split(JOIN) if pair else (row.subject,)


def _together(people: Sequence[Person]) -> Person:
    return people[0] if len(people) == 1 else Person(name=say("、").join(one.name for one in people))


def _talkees(reader: Reader, interviews: Collection[int]) -> Mapping[int, Sequence[int]]:
    """The interviewees of interviews; whoever sees an obligation of all of them sees them all."""
    found = defaultdict[int, list[int]](list)
    query = (select(participant.c.interview_id, participant.c.cadre_id)
             .where(participant.c.interview_id.in_(sorted(interviews)), participant.c.part == INTERVIEWEE)
             .order_by(participant.c.place, participant.c.id))
    for row in reader.connection.execute(query) if interviews else ():
        found[row.interview_id].append(row.cadre_id)
    return found


def _references(reader: Reader, rows: Iterable[Row[Any]]) -> Mapping[str, str]:
    """What names the subjects of rows in addresses, by how their keys name them."""
    found = dict[str, str]()
    people = set[str]()
    for row in rows:
        if row.interview == row.subject:
            found[row.subject] = row.interview
        elif row.cadre_id is None and row.interview_id is None and row.code == row.subject:
            found[row.subject] = row.unit
        else:
            people.update(_names(row))
    return {**found, **references_of(reader.connection, people)}


def owed_among(reader: Reader, where: ColumnElement[bool]) -> tuple[OwedRow, ...]:
    """The obligations among some few that the actor may see, the most pressing first."""
    order = case(*((obligation.c.status == one.name, number) for number, one in enumerate(PRESSING)))
    query = (owed_rows().where(where, reader.scope.obligations(where))
             .order_by(order, obligation.c.due.is_(None), obligation.c.due, obligation.c.id))
    return worded(reader, reader.connection.execute(query).all())


def owed_in(reader: Reader, interview_id: int) -> tuple[OwedRow, ...]:
    """The same of one interview."""
    return owed_among(reader, obligation.c.interview_id == interview_id)
