"""What is an actor's own to do, or his office's: by his part in a talk, by what he holds, by the units he works for.

It says for all obligations at once what `yuetan.engine.ownership` says of one; whose a talk is that lies outside every
interview, by the posts of the day. It only narrows what he may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Select, Subquery, and_, bindparam, literal, or_, select, union

from yuetan.access.actor import Role
from yuetan.access.reach import listed
from yuetan.access.reading_people import MANY, Reader, once
from yuetan.access.reading_posts import Held, own_posts
from yuetan.access.scope import Condition
from yuetan.access.units import units_above
from yuetan.engine.obligations import Status
from yuetan.engine.permitted import HEAD, binding
from yuetan.engine.subjects import JOIN
from yuetan.records.columns import PostColumns
from yuetan.records.interviews import INTERVIEWER, ORGANISER, RECORDER
from yuetan.records.tables import obligation, participant, placement, portfolio, unit
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD
from yuetan.rules.force import INTERVIEWEE, PAIR, UNIT
from yuetan.rules.force import INTERVIEWER as TALKER
from yuetan.rules.force import ORGANISER as ORGANISES
from yuetan.rules.force import RECORDER as RECORDS
from yuetan.rules.procedure import Pairing, applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.relations import ANY_DEPTH, Relation
from yuetan.rules.selectors import Selector

STILL = (Status.OPEN.name, Status.OVERDUE.name, Status.WAITING.name)
"""The statuses of what is to be done still."""

OFFICE = frozenset({Role.CLERK, Role.DISCIPLINE, Role.HEAD})
"""The roles by which somebody works for a unit: what it owes is his office's to do."""

_ROW = obligation.c

Keys = Select[Any]

Own = Sequence[tuple[int, str, date | None]]
"""The keys, statuses and due days of some obligations."""


def own_tasks(reader: Reader) -> Condition:
    """Whether an obligation is to be done still, is his to meet or his office's, and may be seen by him."""
    found = own_pending(reader)
    return _ROW.id.in_(_pending(reader)) if found is None else _ROW.id.in_(listed(key for key, _, _ in found))


@once
def own_pending(reader: Reader) -> Own | None:
    """All these; None where they are too many to be told one by one."""
    query = select(_ROW.id, _ROW.status, _ROW.due).where(
        _ROW.id.in_(_pending(reader)), reader.scope.sees_obligation()).limit(MANY + 1)
    found = reader.connection.execute(query).tuples().all()
    return found if len(found) <= MANY else None


def _pending(reader: Reader) -> Keys:
    return _keys(reader, _ROW.status.in_(STILL), (_ROW.status + "").in_(STILL))


def own_keys(reader: Reader, statuses: Iterable[Status], so: Condition, most: int) -> Mapping[Status, Sequence[int]]:
    """The keys of his own of some statuses that are so; where there are so many by one reason, not all of them."""
    query = _of_status(reader, lambda one: one.where(so).limit(most).subquery())
    return {status: reader.connection.execute(query, {"status": status.name}).scalars().all() for status in statuses}


def own_first(reader: Reader, status: Status, so: Condition, most: int) -> Sequence[int]:
    """The same of the first ones, by the day they are due: by each reason so many as are asked for."""
    query = _of_status(reader, lambda one: one.where(so).order_by(_ROW.due, _ROW.id).limit(most).subquery())
    return reader.connection.execute(query, {"status": status.name}).scalars().all()


def _of_status(reader: Reader, some: Callable[[Keys], Subquery]) -> Keys:
    status = bindparam("status", type_=_ROW.status.type)
    return _keys(reader, _ROW.status == status, _ROW.status + "" == status, some)


def _keys(reader: Reader, of_unit: Condition, of_person: Condition, some: Callable[[Keys], Subquery] | None = None,
          ) -> Keys:
    """The keys of his own: of his office by its units, of himself by each way of being his; both of some status.

    With no index on that of a person: he has few.
    """
    office, himself = _ways(reader)
    found = [select(_ROW.id).where(one) for one in (
        *(and_(one, of_unit) for one in office), *(and_(one, of_person) for one in himself))]
    if some is not None:
        found = [select(some(one).c.id) for one in found]
    return union(*found).subquery().select() if found else select(_ROW.id).where(_ROW.id.is_(None))


@once
def _ways(reader: Reader) -> tuple[Sequence[Condition], Sequence[Condition]]:
    """How an obligation may be his office's, and how his own."""
    return tuple(_of_office(reader)), tuple(_of_himself(reader)) if reader.scope.me is not None else ()


def _of_office(reader: Reader) -> Iterator[Condition]:
    """What the very units owe that his grants name, and what is to be arranged in their cases."""
    codes = sorted({one.unit for one in reader.scope.actor.granted if one.role in OFFICE and one.unit})
    if not codes:
        return
    rules = reader.scope.rules
    for key in reader.connection.execute(select(unit.c.id).where(unit.c.code.in_(codes))).scalars():
        here = _ROW.unit_id == key  # one by one: then the first of them are found in the order of an index
        yield and_(here, _ROW.cadre_id.is_(None), _ROW.interview_id.is_(None), rules.owed(
            obligation, "by_units", lambda duty: duty.owed_by == UNIT or isinstance(duty.owed_by, Selector)))
        yield and_(here, _ROW.interview_id.is_not(None), rules.owed(
            obligation, "by_organisers", lambda duty: duty.owed_by in {ORGANISES, RECORDS, UNIT}))


def _of_himself(reader: Reader) -> Iterator[Condition]:
    """What falls to him by his part, because it is about himself, and by what he holds."""
    rules, me, playing = reader.scope.rules, reader.scope.actor.cadre, partial(_playing, reader)
    yield and_(_ROW.interview_id.in_(playing(INTERVIEWER)), rules.owed(
        obligation, "by_talkers", lambda duty: duty.owed_by == TALKER))
    yield and_(_ROW.interview_id.in_(playing(ORGANISER)), rules.owed(
        obligation, "by_organiser", lambda duty: duty.owed_by == ORGANISES))
    yield and_(_ROW.interview_id.in_(_recording(reader)), rules.owed(
        obligation, "by_recorders", lambda duty: duty.owed_by == RECORDS))
    yield and_(_ROW.cadre_id == reader.scope.me, rules.owed(obligation, "by_subjects", _by_subject))
    if rules.pairs:
        yield and_(_ROW.unit_id.is_(None), _ROW.subject.startswith(me + JOIN, autoescape=True))
    held = own_posts(reader)
    for regulation in rules.regulations if held else ():
        yield from _by_post(reader, regulation, held)
        yield from _talks(reader, regulation, held)


def _by_subject(duty: Duty) -> bool:
    if duty.talk is not None:
        return duty.talk.per == TALKER
    return duty.owed_by == INTERVIEWEE or (isinstance(duty.owed_by, Selector) and duty.each is not None)


def _playing(reader: Reader, *parts: str) -> Keys:
    return select(participant.c.interview_id).where(
        participant.c.cadre_id == reader.scope.me, participant.c.part.in_(parts))


def _recording(reader: Reader) -> Keys:
    """The interviews he records; those he organises as long as nobody else records them."""
    other = participant.alias()
    recorded = select(other.c.id).where(
        other.c.interview_id == participant.c.interview_id, other.c.part == RECORDER).exists()
    return select(participant.c.interview_id).where(participant.c.cadre_id == reader.scope.me, or_(
        participant.c.part == RECORDER, and_(participant.c.part == ORGANISER, ~recorded)))


def _of_duties(regulation: Regulation, duties: Sequence[str]) -> Condition:
    return and_(_ROW.regulation == regulation.code, _ROW.edition == regulation.edition, _ROW.duty.in_(duties))


def _by_post(reader: Reader, regulation: Regulation, held: Sequence[Held]) -> Iterator[Condition]:
    """What whoever holds such a post owes, in the unit he holds it in."""
    mine = [one.holding for one in held]
    for one in held:
        codes = [duty.code for duty in regulation.of(Duty) if isinstance(duty.owed_by, Selector)
                 and duty.talk is None and duty.owed_by.admits(one.holding, mine)]
        if codes:
            about_others = or_(_ROW.cadre_id.is_(None), _ROW.cadre_id != reader.scope.me)
            yield and_(_of_duties(regulation, codes), _ROW.unit_id == one.row.unit_id, about_others)


def _talks(reader: Reader, regulation: Regulation, held: Sequence[Held]) -> Iterator[Condition]:
    """The talks that are his to hold, by the pairings that bind and name him."""
    mine = [one.holding for one in held]
    duties = [duty for duty in regulation.of(Duty) if duty.owed_by == TALKER and duty.talk is not None
              and duty.talk.per in {INTERVIEWEE, PAIR}]
    pairings = [one for one in binding(regulation.of(Pairing)) if one.step == HELD and one.led_by is None]
    for pairing in pairings:
        by = [one for one in held if pairing.by.admits(one.holding, mine)]
        codes = [duty.code for duty in duties if duty.talk is not None and applies(pairing.kinds, duty.talk.kind.code)
                 and (not pairing.grounds or set(pairing.grounds) & set(duty.talk.grounds))]
        if by and codes:
            yield and_(_of_duties(regulation, codes), _ROW.interview_id.is_(None), _ROW.cadre_id.in_(
                _talked_to(reader, pairing, by)))


def _talked_to(reader: Reader, pairing: Pairing, by: Sequence[Held]) -> Keys:
    """Those a pairing gives to somebody who holds some posts; nobody who heads a unit in which he is less."""
    columns = PostColumns(reader.on)
    post = columns.appointment.c
    led = {one.row.unit_id for one in by if one.holding.post == HEAD}
    upward = and_(post.post == HEAD, post.unit_id.in_(sorted({one.row.unit_id for one in by} - led)))
    near = _near(reader, pairing.relation, by)
    return select(post.cadre_id).select_from(columns.rows).where(
        columns.held, pairing.to.where(columns), post.cadre_id != reader.scope.me, ~upward,
        *(() if near is None else (post.unit_id.in_(near),)))


def _near(reader: Reader, relation: Relation, by: Sequence[Held]) -> Keys | None:
    """The keys of the units that lie as a relation says; None for wherever they lie."""
    if relation.levels is None:
        return None
    codes = {one.row.code for one in by}
    if relation.portfolio:
        codes = _overseen(reader)
    if relation.above:
        lines = (units_above(reader.connection, code, reader.on) for code in sorted(codes))
        codes = {line[relation.above] for line in lines if len(line) > relation.above}
    low, high = relation.levels
    start = select(unit.c.id.label("unit"), literal(0).label("level")).where(unit.c.code.in_(sorted(codes)))
    walk = start.cte(recursive=True)
    walk = walk.union(
        select(placement.c.unit_id, walk.c.level + 1).join_from(walk, placement, placement.c.parent_id == walk.c.unit)
        .where(placement.c.since <= reader.on, placement.c.until > reader.on, walk.c.level < min(high, ANY_DEPTH)))
    return select(walk.c.unit).where(walk.c.level >= low)


def _overseen(reader: Reader) -> set[str]:
    """The codes of the units he oversees on the day."""
    row = portfolio.c
    query = select(unit.c.code).join(portfolio, row.unit_id == unit.c.id).where(
        row.cadre_id == reader.scope.me, row.since <= reader.on, row.until > reader.on)
    return set(reader.connection.execute(query).scalars())
