"""Whom a text leads to, of those somebody may look up: as many as are shown, in the order of the list.

What it costs depends on how few go by the text, on how few he may look up, or on how soon a list is full.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, and_, case, or_, select, true, union

from yuetan.access.reading_people import Reader
from yuetan.access.scope import BROAD, CADRES, Condition, Scope
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.mergers import TOGETHER
from yuetan.records.search_hits import Hits, hits_of
from yuetan.records.searching import Sort
from yuetan.records.tables import appointment, cadre, dossier, merger, participant, unit

WALKED = 3000  # rows looked at in order before everything that goes by a text is gathered


def people_found(reader: Reader, text: str, limit: int) -> Sequence[int]:
    """The keys of those to whom every term of a text leads; whoever is called just so first, then by staff number."""
    hits = hits_of(reader.connection, Sort.CADRE, text)
    called = _called(text)
    if not hits.some or not (reader.scope.granted(CADRES) or reader.scope.me or reader.scope.wide):
        return ()
    if hits.few is not None:
        return _first(reader, and_(reader.scope.cadres(), hits.each(cadre.c.id)), limit, called)
    if not _broad(reader.scope):
        seen = cadre.c.id.in_(gathered_cadres(reader.scope))
        return _first(reader, and_(seen, hits.each(cadre.c.id)), limit, called)
    return _walked(reader, hits, called, limit)


def serving(reader: Reader, text: str, limit: int, of_unit: str) -> Sequence[int]:
    """The same of those who hold a post in a unit on the day, given its reference; without a text all of them."""
    there = select(appointment.c.cadre_id).join(unit, appointment.c.unit_id == unit.c.id).where(
        unit.c.reference == of_unit, appointment.c.since <= reader.on, appointment.c.until > reader.on)
    hits = hits_of(reader.connection, Sort.CADRE, text)
    wanted = and_(cadre.c.id.in_(there), reader.scope.cadres(), hits.each(cadre.c.id) if text.strip() else true())
    return _first(reader, wanted, limit, _called(text))


def merged() -> Select[tuple[int]]:
    """The records that are read with another."""
    return select(merger.c.merged_id).where(merger.c.state.in_(TOGETHER))


def gathered_cadres(scope: Scope) -> Select[tuple[int]]:
    """The keys of all whom he may look up, as `Scope.cadres` asks it of each: for whoever may look up few."""
    ways = [
        select(appointment.c.cadre_id).where(
            scope.in_units(appointment.c.unit_id, CADRES), appointment.c.since <= scope.on,
            appointment.c.until > scope.on),
        select(dossier.c.cadre_id).where(scope.in_units(dossier.c.unit_id, CADRES))]
    if scope.me is not None:
        talked_to = select(participant.c.cadre_id).where(
            participant.c.part == INTERVIEWEE, scope.has_part(participant.c.interview_id, CADRES),
            ~scope.kept_from(participant.c.interview_id))
        ways += [select(cadre.c.id).where(cadre.c.id == scope.me), talked_to]
    return union(*ways).subquery().select()


def _called(text: str) -> Condition:
    return or_(cadre.c.name == text.strip(), cadre.c.staff_number == text.strip())


def _broad(scope: Scope) -> bool:
    """Whether he may look so many up that they are walked through in order rather than gathered."""
    theirs = scope.reach.below(scope.granted(CADRES), scope.beginning)
    return scope.wide or (bool(theirs) and len(theirs) >= BROAD * len(scope.reach.every))


def _walked(reader: Reader, hits: Hits, called: Condition, limit: int) -> Sequence[int]:
    """Of many, who is called just so; then the next ones in order, among the first few of all there are if they do."""
    number, seen = cadre.c.staff_number, and_(reader.scope.cadres(), hits.each(cadre.c.id))
    found = [*_first(reader, and_(called, seen), limit)]
    bound = reader.connection.execute(select(number).order_by(number).offset(WALKED).limit(1)).scalar()
    if len(found) < limit:
        found += _first(reader, and_(~called, *(() if bound is None else (number < bound,)), seen), limit - len(found))
    if len(found) < limit and bound is not None:
        rest = and_(reader.scope.cadres(), hits.all(reader.connection, cadre.c.id))
        found += _first(reader, and_(~called, number >= bound, rest), limit - len(found))
    return found


def _first(reader: Reader, wanted: Condition, limit: int, called: Condition | None = None) -> Sequence[int]:
    order = () if called is None else (case((called, 0), else_=1),)
    query = select(cadre.c.id).where(cadre.c.id.not_in(merged()), wanted)
    return reader.connection.execute(query.order_by(*order, cadre.c.staff_number).limit(limit)).scalars().all()
