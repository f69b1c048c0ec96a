"""How many rows of the ledger there are: of what is granted, as counted beside the talks; of what one is, talk by talk.

What somebody sees by his part in a talk, or does not for what he is in it, is little, and is put right row by row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import field, frozen
from sqlalchemy import False_, Row, and_, case, func, or_, select, union

from yuetan.access.ledger_rows_asked import READ, asked_for, days_of, of_sort, wanted
from yuetan.access.ledger_views import AHEAD, LedgerAsked
from yuetan.access.reach import listed
from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.records.tables import event, interview, participant, talk_count
from yuetan.rules.events import HELD

Sort = tuple[str, str, str]
"""The code of a regulation, its edition, and a kind of interview."""


@frozen
class Counted:
    """How many there are."""

    talks: Mapping[Sort, int]
    persons: Mapping[Sort, int]
    days: Mapping[date, int] = field(factory=dict)  # of what is granted: how many on which day
    beside: Sequence[int] = ()  # the keys of talks that are seen without a grant

    @property
    def sorts(self) -> Sequence[Sort]:
        """Of which sorts there are any, in order."""
        return sorted(one for one, number in self.persons.items() if number > 0)


def counted(reader: Reader, asked: LedgerAsked) -> Counted:
    """How many rows there are of what was asked for."""
    if asked.state == AHEAD or not reader.scope.granted(READ):
        return _looked_through(reader, asked)
    table = talk_count.c
    talks, persons, days = Counter[Sort](), Counter[Sort](), Counter[date]()
    by = (table.held_on, table.regulation, table.edition, table.kind)
    query = select(*by, func.sum(table.talks), func.sum(table.persons)).where(
        table.held_on.between(*days_of(asked)), reader.scope.in_units(table.unit_id, READ),
        reader.scope.rules.editions(talk_count), *of_sort(reader, asked, talk_count)).group_by(*by)
    for day, code, edition, kind, of_talks, of_persons in reader.connection.execute(query):
        sort = code, edition, kind
        talks[sort] += int(of_talks)
        persons[sort] += int(of_persons)
        days[day] += int(of_persons)
    differing = _differing(reader, asked)
    for row in differing:
        sort = row.regulation, row.edition, row.kind
        talks[sort] += row.sign
        persons[sort] += row.sign * row.persons
    return Counted(talks, persons, {day: number for day, number in days.items() if number > 0},
                [row.id for row in differing if row.sign > 0])


def held_on_days(there: Counted, days: Iterable[date]) -> Condition:
    """Whether an interview is one that was held on some days, or one that is seen without a grant."""
    talk = event.alias("talk")
    held = select(talk.c.interview_id).where(talk.c.code == HELD, talk.c.happened_on.in_(list(days)))
    return or_(interview.c.id.in_(held), interview.c.id.in_(listed(there.beside))) if there.beside else (
        interview.c.id.in_(held))


def _differing(reader: Reader, asked: LedgerAsked) -> Sequence[Row[Any]]:
    """The talks of what was asked for that he sees without a grant, and those that he does not in spite of one."""
    scope, row = reader.scope, interview.c
    if scope.me is None and not scope.shut_talks:
        return ()
    granted, part = scope.in_units(row.unit_id, READ), scope.has_part(row.id, READ)
    hidden = or_(scope.shut_interview(row.id), scope.kept_from(row.id))
    differs = or_(and_(granted, hidden), and_(~granted, part, ~hidden))
    ways = [one for one in (*scope.apart(row.id), scope.shut_interview(row.id), part) if not isinstance(one, False_)]
    if not ways:
        return ()
    some = [select(row.id).where(and_(part, ~granted) if one is part else one) for one in ways]
    query = (select(row.id, row.regulation, row.edition, row.kind, case((granted, -1), else_=1).label("sign"),
                    func.count().label("persons"))
             .join(participant, participant.c.interview_id == row.id)
             .where(row.id.in_(union(*some)), scope.rules.editions(interview), differs,
                    *asked_for(reader, asked, few=True))
             .group_by(row.id, row.regulation, row.edition, row.kind, row.unit_id).order_by(row.id))
    return reader.connection.execute(query).all()


def _looked_through(reader: Reader, asked: LedgerAsked) -> Counted:
    row = interview.c
    sort = (row.regulation, row.edition, row.kind)
    query = (select(*sort, func.count(row.id.distinct()), func.count())
             .join(participant, participant.c.interview_id == row.id)
             .where(*wanted(reader, asked)).group_by(*sort))
    talks, persons = Counter[Sort](), Counter[Sort]()
    for code, edition, kind, of_talks, of_persons in reader.connection.execute(query):
        talks[code, edition, kind], persons[code, edition, kind] = of_talks, of_persons
    return Counted(talks, persons)
