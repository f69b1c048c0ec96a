"""A page of the ledger, in any order: looked for among few talks first, and only where these do not do, among all.

The first rows by the day of the talk lie on its first days: how many there are on each is known. The latest by the day
of another event are looked for among the latest such events.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Row, Select, func, or_, select

from yuetan.access.ledger_rows_asked import FIRST, LAST, READ, days_of, held_on, seen, tables, wanted
from yuetan.access.ledger_views import EVENT_DAY, SORTS, LedgerAsked
from yuetan.access.ordered import Order
from yuetan.access.reading_ledger_counts import Counted, held_on_days
from yuetan.access.reading_ledger_facts import ASKED
from yuetan.access.reading_people import MANY, Reader
from yuetan.access.scope import Condition
from yuetan.records.interviews import INTERVIEWEE, INTERVIEWER
from yuetan.records.tables import appointment, cadre, event, interview, participant, submission, unit

LONGEST_NUMBER = 16  # digits of a place in the list
AMONG = 20  # where a page is not among so many talks as it has rows, it is looked for among so many times as many
MOST_DAYS = 10  # on which talks of everywhere are looked through for those of whoever sees few

Rows = Sequence[Row[Any]]


@frozen
class Page:
    """The rows of a page, how many come before them, and where the next page begins."""

    rows: Rows = ()
    before: int = 0
    more: str = ""


def page_at_once(reader: Reader, asked: LedgerAsked, limit: int, there: Counted) -> Page | None:
    """The same as `page_of`; None where more rows than are looked through for a page would have to be put in order."""
    return _page(reader, asked, limit, there, None, most=MANY)


def page_of(reader: Reader, asked: LedgerAsked, limit: int, there: Counted, alone: Condition | None = None) -> Page:
    """A page of what was asked for, of which so many are ``there``; of that ``alone``, where it is said."""
    return _page(reader, asked, limit, there, alone) or Page()


def _page(reader: Reader, asked: LedgerAsked, limit: int, there: Counted, alone: Condition | None,  # noqa: PLR0913, PLR0917 - what is asked for, and how
          most: int | None = None) -> Page | None:
    order = _order(asked)
    reference, _, rest = asked.after.partition(".")
    place, _, before = rest.partition(".")
    begun = place.isdecimal() and before.isdecimal() and len(rest) < LONGEST_NUMBER
    last = reader.connection.execute(select(*order.columns).select_from(tables()).where(
        participant.c.part == INTERVIEWEE, participant.c.place == int(place), interview.c.reference == reference,
        seen(reader, READ))).first() if begun else None
    query = (select(interview, unit.c.code.label("unit"), participant.c.cadre_id, participant.c.place.label("named"),
                    held_on().label("held_on"), order.columns[0].label("placed")).select_from(tables())
             .where(*(() if alone is None else (alone,)), *((order.after(last),) if last else ()))
             .order_by(*order.clauses).limit(limit + 1))
    rows, passed = _first(reader, asked, there, query, last[0] if last else None, limit + 1), int(before) if last else 0
    if rows is None:
        if most is not None and sum(there.persons.values()) > most:
            return None
        in_unit = asked.unit and sum(there.persons.values()) <= MANY
        rows = reader.connection.execute(query.where(*wanted(reader, asked, few=True if in_unit else None))).all()
    shown = rows[:limit]
    more = f"{shown[-1].reference}.{shown[-1].named}.{passed + len(shown)}" if len(rows) > limit else ""
    return Page(shown, passed, more)


def _first(reader: Reader, asked: LedgerAsked, there: Counted, query: Select[Any], last: Any, most: int,  # noqa: ANN401, PLR0913, PLR0917 - a day, or what else the rows are in order by
           ) -> Rows | None:
    """The rows of a page, where they are found among few talks; else None."""
    for number in (most, most * AMONG):
        few = (_by_days(reader, asked, there, last, number) if asked.sort == SORTS[0] else
               _by_events(reader, asked, last, number) if asked.sort.endswith(EVENT_DAY) else None)
        if few is None:  # or it is quicker to look through all that he may see
            break
        rows = reader.connection.execute(query.where(*wanted(reader, asked, few=True), few.so)).all()
        if few.are_all or (len(rows) == most and few.reach(rows[-1].placed)):
            return rows
    return None


@frozen
class _Few:
    """A few talks: every one by which a row stands on a day before ``until``, in the order of the page."""

    so: Condition
    until: date
    falling: bool
    are_all: bool = False  # whether there are no others

    def reach(self, day: date) -> bool:
        return day >= self.until if self.falling else day <= self.until


def _by_days(reader: Reader, asked: LedgerAsked, there: Counted, last: date | None, number: int) -> _Few | None:
    """The talks of the first days that hold so many rows, and those that are on no account."""
    since, until = days_of(asked)
    days = sorted((day for day in there.days if since <= day <= until and (
        last is None or (day <= last if asked.falling else day >= last))), reverse=asked.falling)
    if not there.days:
        return None
    rows, some, number = 0, list[date](), number + (there.days.get(last, 0) if last else 0)
    for day in days:
        some.append(day)
        rows += there.days[day]
        if rows >= number:
            break
    if len(some) > MOST_DAYS and not reader.scope.broad:
        return None
    return _Few(held_on_days(there, some), some[-1] if some else LAST, asked.falling, are_all=len(some) == len(days))


def _by_events(reader: Reader, asked: LedgerAsked, last: date | None, number: int) -> _Few | None:
    """The talks in which the latest events of a sort happened."""
    if not asked.falling or not reader.scope.broad:
        return None
    of, code, until = event.c, asked.sort.removesuffix(EVENT_DAY), LAST if last is None else last
    since = reader.connection.execute(select(of.happened_on).where(of.code == code, of.happened_on <= until).order_by(
        of.happened_on.desc()).offset(number).limit(1)).scalar()
    if since is None:
        return None
    lately = event.alias("lately")
    talks = select(lately.c.interview_id).where(lately.c.code == code, lately.c.happened_on.between(since, until))
    return _Few(interview.c.id.in_(talks), since, asked.falling)


def _order(asked: LedgerAsked) -> Order:
    """Those talked to in one talk stay together, in the order they were named, whichever way it goes."""
    row, day = interview.c, func.coalesce(held_on(), interview.c.planned, interview.c.opened_on)
    orders = {"date": day, "number": row.number, "kind": row.kind, "unit": unit.c.code, "person": cadre.c.name,
              "place": row.place, "state": row.state, "talker": _talker(), "post": _post(day), "papers": _papers()}
    told = asked.sort.endswith(EVENT_DAY)
    by = _day_of(asked.sort.removesuffix(EVENT_DAY), asked.falling) if told else orders.get(asked.sort, day)
    return Order((by, row.id, participant.c.place * (-1 if asked.falling else 1)), asked.falling)


def _talker() -> ColumnElement[Any]:
    """The name of whoever talks, of several the first by name; empty where nobody does yet."""
    person, part = cadre.alias("talker"), participant.alias("talking")
    names = select(func.min(person.c.name)).join(part, part.c.cadre_id == person.c.id)
    return func.coalesce(names.where(part.c.interview_id == interview.c.id, part.c.part == INTERVIEWER)
                         .scalar_subquery(), "")


def _post(day: ColumnElement[Any]) -> ColumnElement[Any]:
    """The unit and the title of the post that whoever is talked to held on the day, of several the first entered."""
    of, lies_in = appointment.c, unit.alias("serving")
    found = select(lies_in.c.code + " " + of.title).join(lies_in, of.unit_id == lies_in.c.id).where(
        of.cadre_id == participant.c.cadre_id, of.since <= day, of.until > day).order_by(of.id).limit(1)
    return func.coalesce(found.scalar_subquery(), "")


def _papers() -> ColumnElement[Any]:
    """How many papers whoever is talked to has handed in."""
    of = submission.c
    his = or_(of.cadre_id.is_(None), of.cadre_id == participant.c.cadre_id)
    return select(func.count()).where(of.interview_id == interview.c.id, his, of.state != ASKED).scalar_subquery()


def _day_of(code: str, falling: bool) -> ColumnElement[Any]:  # noqa: FBT001 - as it is asked
    """The day of the last event of a code that concerns whoever is talked to; at the end of the list without one."""
    of = event.c
    his = or_(of.cadre_id.is_(None), of.cadre_id == participant.c.cadre_id)
    found = select(of.happened_on).where(of.interview_id == interview.c.id, of.code == code, his).order_by(
        of.sequence.desc()).limit(1)
    return func.coalesce(found.scalar_subquery(), FIRST if falling else LAST)


