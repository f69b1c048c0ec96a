"""The ledger: one row for each person talked to, out of the talks the actor may see in it, a page at a time.

Who is shown a row, and who may take it away, says the matrix. What a talk that ended in clearing was, stands in none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from yuetan.access.ledger_views import AHEAD, ENDED, OPEN, SORTS, LedgerAsked, LedgerCount, LedgerRow, LedgerView
from yuetan.access.reading_fields import granting, playing
from yuetan.access.reading_ledger_facts import facts_of
from yuetan.access.reading_narrowed import in_unit
from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.engine.facts import FOREVER
from yuetan.records.governing import governances_on
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.tables import event, interview, participant, unit
from yuetan.records.talk_counts import cleared_talks, talked_to
from yuetan.rules.events import HELD
from yuetan.rules.known import filled_in
from yuetan.rules.ledgers import GENERIC, TOGETHER, LedgerForm, ledger_of
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

MOST = 500  # rows of one page
READ, EXPORT = "ledger.read", "export.make"
_FIRST, _LAST = FOREVER.min, FOREVER

Rows = Sequence[Row[Any]]


def ledger(reader: Reader, asked: LedgerAsked) -> LedgerView:
    """A page of the ledger of what was asked for, and counts of all of it; see `yuetan.access.door.Access.ledger`."""
    regulation = _edition(reader, asked.regulation)
    form = _form(reader, regulation)
    limit = max(1, min(asked.limit, MOST))
    where = and_(_seen(reader, READ), *_filters(reader, asked))
    counts = tuple(_counts(reader, where, together=form is TOGETHER))
    persons = sum(one.persons for one in counts)
    pages = max(1, -(-persons // limit))
    page = max(1, min(asked.page, pages))
    return LedgerView(
        form=form, regulation=regulation, regulations=_editions(reader, asked.regulation), counts=counts, page=page,
        pages=pages,
        rows=_rows(reader, form, _page(asked, where, page, limit), (page - 1) * limit) if persons else (),
        takeable=persons > 0 and (_takes_all(reader) or persons == _number(reader, and_(where, _seen(reader, EXPORT)))))


def ledger_rows(reader: Reader, asked: LedgerAsked, page: int) -> tuple[LedgerRow, ...]:
    """The rows of a page of 500 that the actor may take away without a second person; none after the last."""
    regulation = _edition(reader, asked.regulation)
    where = and_(_seen(reader, READ), _seen(reader, EXPORT), *_filters(reader, asked))
    form = _form(reader, regulation)
    return _rows(reader, form, _page(asked, where, page, MOST), (page - 1) * MOST)


def _seen(reader: Reader, action: str) -> Condition:
    """Whether an interview is in a ledger for the actor to read, or to take away; none about himself is."""
    scope, row = reader.scope, interview.c
    allowed = scope.in_units(row.unit_id, action)
    known = and_(scope.rules.editions(interview), row.id.not_in(scope.cleared), ~scope.shut_interview(row.id))
    if scope.me is None:
        return and_(known, allowed)
    return and_(known, or_(allowed, row.id.in_(scope.taking_part(action))), ~scope.kept_from(row.id))


def _takes_all(reader: Reader) -> bool:
    """Whether by every role by which he reads a ledger he may take it away as well, without a second person."""
    roles = reader.scope.actor.roles()
    return all(roles & granting(READ, lies) <= granting(EXPORT, lies) for lies in ("own", "assigned")) and playing(
        READ) <= playing(EXPORT)


def _edition(reader: Reader, code: str) -> Regulation | None:
    """The last edition of a regulation; None for several regulations, and for one that is not there."""
    return next((one for one in reversed(reader.scope.rules.regulations) if one.code == code), None)


def _editions(reader: Reader, asked: str) -> tuple[Regulation, ...]:
    """The regulations that govern anywhere on the day, and the one that is asked for."""
    codes = {one.regulation for one in governances_on(reader.connection, reader.on)} | {asked}
    return tuple({one.code: one for one in reader.scope.rules.regulations if one.code in codes}.values())


def _filters(reader: Reader, asked: LedgerAsked) -> Iterator[Condition]:
    row = interview.c
    since, until = asked.since or _FIRST, asked.until or _LAST
    yield participant.c.part == INTERVIEWEE
    if asked.state == AHEAD:
        gone = select(event.c.id).where(event.c.interview_id == row.id, event.c.code == HELD).exists()
        yield and_(~gone, row.ended.is_(False), row.opened_on.between(since, until), row.id.not_in(cleared_talks()))
    else:
        yield talked_to(since, until)
    if asked.state in {OPEN, ENDED}:
        yield row.ended.is_(asked.state == ENDED)
    if asked.regulation:
        yield row.regulation == asked.regulation
    if asked.kinds:
        yield row.kind.in_(asked.kinds)
    if asked.unit:
        of_it = row.unit_id.in_(in_unit(reader, asked.unit))
        yield unit.c.reference == asked.unit if asked.alone else of_it


def _from() -> Select[Any]:
    """Everybody talked to in every interview; to be narrowed."""
    return (select(interview, unit.c.code.label("unit"), participant.c.cadre_id, _held_on().label("held_on"))
            .join(participant, participant.c.interview_id == interview.c.id)
            .join(unit, interview.c.unit_id == unit.c.id))


def _held_on() -> ColumnElement[Any]:
    """The last day somebody was talked to in an interview; none while it was not held with him."""
    of = event.c
    with_him = or_(of.cadre_id.is_(None), of.cadre_id == participant.c.cadre_id)
    return select(func.max(of.happened_on)).where(
        of.interview_id == interview.c.id, of.code == HELD, with_him).scalar_subquery()


def _page(asked: LedgerAsked, where: Condition, page: int, limit: int) -> Select[Any]:
    by = {"date": func.coalesce(_held_on(), interview.c.planned, interview.c.opened_on), "number": interview.c.number,
          "kind": interview.c.kind, "unit": unit.c.code}[asked.sort if asked.sort in SORTS else SORTS[0]]
    order = (by, interview.c.id, participant.c.place, participant.c.id)
    return _from().where(where).order_by(*(one.desc() if asked.falling else one for one in order[:2]),
                                         *order[2:]).limit(limit).offset((page - 1) * limit)


def _rows(reader: Reader, form: LedgerForm, query: Select[Any], before: int) -> tuple[LedgerRow, ...]:
    rows: Rows = reader.connection.execute(query).all()
    regulations = reader.scope.rules
    facts = facts_of(reader, rows, form.material.fields) if rows else ()
    return tuple(LedgerRow(
        reference=row.reference, regulation=regulations.regulation(row.regulation, row.edition),
        values=filled_in(form.material.fields, {**known, "row": str(before + number)}))
        for number, (row, known) in enumerate(zip(rows, facts, strict=True), start=1))


def _form(reader: Reader, regulation: Regulation | None) -> LedgerForm:
    """The form of one regulation's ledger, or of that of all: where several govern, it says which."""
    if regulation:
        return ledger_of(regulation)
    return TOGETHER if len(_editions(reader, "")) > 1 else GENERIC


def _counts(reader: Reader, where: Condition, *, together: bool) -> Iterator[LedgerCount]:
    sort = (interview.c.regulation, interview.c.edition, interview.c.kind)
    query = (select(*sort, func.count(interview.c.id.distinct()), func.count())
             .join(participant, participant.c.interview_id == interview.c.id)
             .join(unit, interview.c.unit_id == unit.c.id).where(where)
             .group_by(*sort).order_by(*sort))
    for code, edition, kind, talks, persons in reader.connection.execute(query):
        regulation = reader.scope.rules.regulation(code, edition)
        found = regulation.kind(kind)
        title = found.title if found else say("其他")
        yield LedgerCount(title=f"{title}《{regulation.title}》" if together else title, talks=talks, persons=persons)


def _number(reader: Reader, where: Condition) -> int:
    query = (select(func.count()).select_from(interview)
             .join(participant, participant.c.interview_id == interview.c.id)
             .join(unit, interview.c.unit_id == unit.c.id).where(where))
    return reader.connection.execute(query).scalar_one()
