"""Whom a duty that the engine reads may speak of, told from its words: for it, nobody else need be read.

An answer may name too many and never too few: whoever is named is then judged by the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen
from sqlalchemy import Select, and_, or_, select, true

from yuetan.records.columns import PostColumns, UnitColumns
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.owed.edition import Edition
from yuetan.records.owed.happened import Condition, Value
from yuetan.records.owed.rows import looked_up
from yuetan.records.owed.shapes import derived_events
from yuetan.records.owed.sources import needed, sources, speaking_of, tells
from yuetan.records.tables import appointment, cadre, event, interview, participant, past_talk, placement, unit
from yuetan.rules.duties import Duty, Tally
from yuetan.rules.events import HELD
from yuetan.rules.force import UNIT
from yuetan.rules.selectors import EVERYONE, Selector

MOST, ONE_IN, AT_ONCE = 3000, 20, 100
"""Of at most so many names, or of one for so many interviews, only their part of the world is read, of so many of them
at once; of more, all of it."""


@frozen
class Candidates:
    """Cadres, units and interviews that a duty may speak of, by their names."""

    names: frozenset[str] = frozenset()

    @property
    def parts(self) -> Iterator[frozenset[str]]:
        """A few of them at a time."""
        ordered = sorted(self.names)
        return (frozenset(ordered[first:first + AT_ONCE]) for first in range(0, len(ordered), AT_ONCE))


def narrowed(of: Edition, duty: Duty) -> Candidates | None:
    """Whom a duty may speak of; None where its words do not tell, or where these are many."""
    if not tells(of.regulation, duty):
        return None
    names, most = frozenset[str](), max(MOST, sum(of.known.talks.values()) // ONE_IN)
    for source in sources(of.regulation, duty):
        for query in _events(of, source) if isinstance(source, str) else _arising(of, source):
            names |= frozenset(of.connection.execute(query.distinct().limit(most + 1)).scalars())
            if len(names) > most:
                return None
    if of.regulation.of(Tally):
        names |= _talked_to(of, names)
    return Candidates(names) if len(names) <= most else None


def _arising(of: Edition, duty: Duty) -> Iterator[Select[tuple[str]]]:
    """Those for whom a duty arises in each period, on a stored event, or with an interview."""
    if duty.each is None:
        yield from _events(of, duty.on, duty) if duty.on else (_interviews(of, duty),)
    elif (duty.talk.per if duty.talk else duty.owed_by) == UNIT:
        yield _units(of, duty.about or EVERYONE)
    else:
        yield from _cadres(of, duty)


def _events(of: Edition, code: str, duty: Duty | None = None) -> Iterator[Select[tuple[str]]]:
    """Those to whom something happened, and the interviews in which it did; only such as a duty on it looks at."""
    if code == HELD and duty is None:
        yield select(cadre.c.staff_number).join(past_talk, past_talk.c.cadre_id == cadre.c.id).where(
            past_talk.c.regulation == of.regulation.code)
    if not of.known.ever(code):
        return
    happened = and_(event.c.code == code, event.c.happened_on <= of.as_of,
                    event.c.happened_on >= of.judged_from if duty else true())
    inside = and_(interview.c.regulation == of.regulation.code, _of_kinds(duty))
    own = interview.c.id == event.c.interview_id
    yield select(interview.c.reference).select_from(event.join(interview, own)).where(happened, inside)
    yield select(cadre.c.staff_number).join(event, event.c.cadre_id == cadre.c.id).outerjoin(interview, own).where(
        happened, or_(interview.c.id.is_(None), inside), _there(of, cadre.c.id) if duty else true())
    yield select(unit.c.code).join(event, event.c.unit_id == unit.c.id).where(
        happened, event.c.interview_id.is_(None), event.c.cadre_id.is_(None),
        of.governs.ever(unit.c.id) if duty else true())


def _interviews(of: Edition, duty: Duty) -> Select[tuple[str]]:
    """The interviews with which a duty arises, as far as what it asks for may have happened there."""
    query = select(interview.c.reference).where(
        interview.c.regulation == of.regulation.code, _of_kinds(duty), of.governs.ever(interview.c.unit_id))
    asked = needed(duty.when) if duty.when else None
    elsewhere = of.known.of_cadres | of.known.of_units | derived_events(of.regulation)
    if asked is None or not asked.isdisjoint(elsewhere):
        return query
    return query.where(interview.c.id.in_(select(event.c.interview_id).where(event.c.code.in_(sorted(asked)))))


def _units(of: Edition, about: Selector) -> Select[tuple[str]]:
    columns = UnitColumns(of.as_of)
    one = columns.unit.c
    return select(one.code).where(about.where(columns), of.governs.ever(one.id), one.id.in_(
        select(placement.c.unit_id)))


def _cadres(of: Edition, duty: Duty) -> Iterator[Select[tuple[str]]]:
    """Whoever is on any day one of those a duty speaks of: see `yuetan.engine.owing`."""
    selectors, coming = speaking_of(of.regulation, duty)
    for name in ("since", "until", *(("decided",) if coming else ())) if selectors else ():
        turn = appointment.alias("turn")  # who is admitted may change only where a post of his begins or ends
        posts = PostColumns(turn.c[name], coming=coming)
        same = posts.appointment.c.cadre_id == turn.c.cadre_id
        yield select(posts.cadre.c.staff_number).select_from(turn.join(posts.rows, same)).where(
            posts.held, or_(*(one.where(posts) for one in selectors)), _there(of, posts.cadre.c.id))


def _there(of: Edition, who: Value) -> Condition:
    """Whether a cadre ever held a post that the regulation governs at any time."""
    if of.governs.everywhere:
        return true()
    return who.in_(select(appointment.c.cadre_id).where(of.governs.ever(appointment.c.unit_id)))


def _of_kinds(duty: Duty | None) -> Condition:
    return interview.c.kind.in_([one.code for one in duty.kinds]) if duty and duty.kinds else true()


def _talked_to(of: Edition, names: Iterable[str]) -> frozenset[str]:
    """With whom these interviews are: for each of them it is counted what happens there."""
    query = (select(cadre.c.staff_number).join(participant, participant.c.cadre_id == cadre.c.id)
             .join(interview, interview.c.id == participant.c.interview_id).where(participant.c.part == INTERVIEWEE))
    return frozenset(row[0] for row in looked_up(of.connection, query, interview.c.reference, names))
