"""The ledger: one row for each person talked to, out of the talks the actor may see in it, a page at a time.

Who is shown a row, and who may take it away, says the matrix. What a talk that ended in clearing was, stands in none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, func, or_, select

from yuetan.access.ledger_views import (
    AHEAD,
    ENDED,
    EVENT_DAY,
    OPEN,
    SORTS,
    LedgerAsked,
    LedgerCount,
    LedgerRow,
    LedgerView,
)
from yuetan.access.ordered import Order
from yuetan.access.reading_fields import granting, playing
from yuetan.access.reading_governing import governing_codes
from yuetan.access.reading_ledger_facts import ASKED, facts_of
from yuetan.access.reading_narrowed import in_unit
from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.engine.facts import FOREVER
from yuetan.records.interviews import INTERVIEWEE, INTERVIEWER
from yuetan.records.tables import appointment, cadre, event, interview, participant, submission, unit
from yuetan.records.talk_counts import cleared_talks, talked_to
from yuetan.rules.events import HELD
from yuetan.rules.known import filled_in, words_of
from yuetan.rules.ledgers import GENERIC, TOGETHER, LedgerForm, ledger_of
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

MOST = 500  # rows of one page
READ, EXPORT = "ledger.read", "export.make"
LONGEST_NUMBER = 16  # digits of a place in the list
AMONG = 20  # a page of the latest is looked for among so many times as many talks
_FIRST, _LAST = FOREVER.min, FOREVER

Rows = Sequence[Row[Any]]


def ledger(reader: Reader, asked: LedgerAsked) -> LedgerView:
    """A page of the ledger of what was asked for, and counts of all of it; see `yuetan.access.door.Access.ledger`."""
    regulation = _edition(reader, asked.regulation)
    form = _form(reader, regulation)
    asked = _in_order(form, asked)
    counts = tuple(_counts(reader, and_(*_wanted(reader, asked)), together=form is TOGETHER))
    persons = sum(one.persons for one in counts)
    page = _page(reader, asked, max(1, min(asked.limit, MOST))) if persons else _Page((), 0, "")
    return LedgerView(
        form=form, regulation=regulation, regulations=_editions(reader, asked.regulation), counts=counts,
        before=page.before, more=page.more, rows=_rows(reader, form, page),
        takeable=persons > 0 and (_takes_all(reader) or not _keeps_any(reader, asked)))


def ledger_rows(reader: Reader, asked: LedgerAsked, *, agreed: bool = False) -> tuple[tuple[LedgerRow, ...], str]:
    """500 rows that the actor may take away, and where the next begin; see `yuetan.access.door.Access.ledger_rows`."""
    form = _form(reader, _edition(reader, asked.regulation))
    alone = None if agreed else _seen(reader, EXPORT)
    page = _page(reader, _in_order(form, asked), MOST, alone)
    return _rows(reader, form, page), page.more


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
    """The regulations that govern where he works on the day, and the one that is asked for."""
    codes = governing_codes(reader) | {asked}
    return tuple({one.code: one for one in reader.scope.rules.regulations if one.code in codes}.values())


def _wanted(reader: Reader, asked: LedgerAsked, *, few: bool | None = None) -> Iterator[Condition]:
    """What makes a row one of those asked for. Where ``few`` are looked through anyway, each is asked by itself."""
    row = interview.c
    yield _seen(reader, READ)
    since, until = asked.since or _FIRST, asked.until or _LAST
    yield participant.c.part == INTERVIEWEE
    if asked.state == AHEAD:
        gone = select(event.c.id).where(event.c.interview_id == row.id, event.c.code == HELD).exists()
        yield and_(~gone, row.ended.is_(False), row.opened_on.between(since, until), row.id.not_in(cleared_talks()))
    else:
        yield talked_to(since, until, few=not reader.scope.broad if few is None else few)
    if asked.state in {OPEN, ENDED}:
        yield row.ended.is_(asked.state == ENDED)
    if asked.regulation:
        yield row.regulation == asked.regulation
    if asked.kinds:
        yield row.kind.in_(asked.kinds)
    if asked.unit:
        of_it = row.unit_id.in_(in_unit(reader, asked.unit))
        yield unit.c.reference == asked.unit if asked.alone else of_it


def _tables() -> FromClause:
    return (interview.join(participant, participant.c.interview_id == interview.c.id)
            .join(unit, interview.c.unit_id == unit.c.id).join(cadre, participant.c.cadre_id == cadre.c.id))


def _from() -> Select[Any]:
    """Everybody talked to in every interview; to be narrowed."""
    return select(interview, unit.c.code.label("unit"), participant.c.cadre_id, participant.c.place.label("named"),
                  _held_on().label("held_on")).select_from(_tables())


def _held_on() -> ColumnElement[Any]:
    """The last day somebody was talked to in an interview; none while it was not held with him."""
    of = event.c
    with_him = or_(of.cadre_id.is_(None), of.cadre_id == participant.c.cadre_id)
    return select(func.max(of.happened_on)).where(
        of.interview_id == interview.c.id, of.code == HELD, with_him).scalar_subquery()


@frozen
class _Page:
    """The rows of a page, how many come before them, and where the next page begins."""

    rows: Rows
    before: int
    more: str


def _in_order(form: LedgerForm, asked: LedgerAsked) -> LedgerAsked:
    """The same in an order that tells no more than the ledger does: by days of events that stand in it alone."""
    told = {word for one in form.material.fields for word in words_of(one)[:1]}
    return asked if asked.sort in {*SORTS, *told} else evolve(asked, sort=SORTS[0])


def _order(asked: LedgerAsked) -> Order:
    """Those talked to in one talk stay together, in the order they were named, whichever way it goes."""
    row, day = interview.c, func.coalesce(_held_on(), interview.c.planned, interview.c.opened_on)
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
    return func.coalesce(found.scalar_subquery(), _FIRST if falling else _LAST)


def _page(reader: Reader, asked: LedgerAsked, limit: int, alone: Condition | None = None) -> _Page:
    """A page of what was asked for; of that ``alone``, where it is said."""
    order = _order(asked)
    reference, _, rest = asked.after.partition(".")
    place, _, before = rest.partition(".")
    begun = place.isdecimal() and before.isdecimal() and len(rest) < LONGEST_NUMBER
    last = reader.connection.execute(select(*order.columns).select_from(_tables()).where(
        participant.c.part == INTERVIEWEE, participant.c.place == int(place), interview.c.reference == reference,
        _seen(reader, READ))).first() if begun else None
    query = _from().where(*(() if alone is None else (alone,)), *((order.after(last),) if last else ()))
    query = query.order_by(*order.clauses).limit(limit + 1)
    since, passed = _lately(reader, asked, last, limit), int(before) if last else 0
    rows = reader.connection.execute(query.where(
        *_wanted(reader, asked, few=True), _held_since(since))).all() if since else ()
    if since is None or len(rows) <= limit or rows[-1].held_on < since:
        rows = reader.connection.execute(query.where(*_wanted(reader, asked))).all()
    shown = rows[:limit]
    more = f"{shown[-1].reference}.{shown[-1].named}.{passed + len(shown)}" if len(rows) > limit else ""
    return _Page(shown, passed, more)


def _lately(reader: Reader, asked: LedgerAsked, last: Row[Any] | None, limit: int) -> date | None:
    """A day since which there were enough talks for a page, most likely, where the latest are asked for; else None.

    Only for whoever may see much: what others may see is gathered anyway.
    """
    if asked.sort != SORTS[0] or not asked.falling or asked.state == AHEAD or not reader.scope.broad:
        return None
    of, until = event.c, min(asked.until or _LAST, last[0] if last else _LAST)
    query = (select(of.happened_on).where(of.code == HELD, of.happened_on <= until)
             .order_by(of.happened_on.desc()).offset(limit * AMONG).limit(1))
    return reader.connection.execute(query).scalar()


def _held_since(day: date) -> Condition:
    """Whether anybody was talked to in an interview on a day or later."""
    recent = event.alias("recent")
    return interview.c.id.in_(select(recent.c.interview_id).where(recent.c.code == HELD, recent.c.happened_on >= day))


def _rows(reader: Reader, form: LedgerForm, page: _Page) -> tuple[LedgerRow, ...]:
    regulations = reader.scope.rules
    facts = facts_of(reader, page.rows, form.material.fields) if page.rows else ()
    return tuple(LedgerRow(
        reference=row.reference, regulation=regulations.regulation(row.regulation, row.edition),
        values=filled_in(form.material.fields, {**known, "row": str(page.before + number)}))
        for number, (row, known) in enumerate(zip(page.rows, facts, strict=True), start=1))


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
    rows = reader.connection.execute(query).all()
    together = together or len({row.regulation for row in rows}) > 1
    for code, edition, kind, talks, persons in rows:
        regulation = reader.scope.rules.regulation(code, edition)
        found = regulation.kind(kind)
        title = found.title if found else say("其他")
        yield LedgerCount(title=f"{title}《{regulation.title}》" if together else title, talks=talks, persons=persons)


def _keeps_any(reader: Reader, asked: LedgerAsked) -> bool:
    """Whether there is a row that he may not take away; most likely one of the latest."""
    since = _lately(reader, asked, None, MOST)
    lately = (*_wanted(reader, asked, few=True), _held_since(since)) if since else None
    query = (select(interview.c.id).join(participant, participant.c.interview_id == interview.c.id)
             .join(unit, interview.c.unit_id == unit.c.id).where(~_seen(reader, EXPORT)).limit(1))
    return any(reader.connection.execute(query.where(*some)).first() is not None
               for some in (lately, (*_wanted(reader, asked),)) if some is not None)
