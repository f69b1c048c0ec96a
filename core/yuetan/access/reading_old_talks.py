"""Talks that were held before the system was in use, and imported: told apart from those it knows step by step.

They are for whoever reads the ledger of the unit that brought them in, or of a unit where whoever was talked to serves
today. Nobody is shown those with himself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen
from sqlalchemy import and_, or_, select, union

from yuetan.access.reach import listed
from yuetan.access.reading_narrowed import in_unit
from yuetan.access.reading_people import MANY, Reader, people_of
from yuetan.access.scope import Condition
from yuetan.access.views import Person
from yuetan.engine.facts import FOREVER
from yuetan.records.each_row import of_each
from yuetan.records.searching import called
from yuetan.records.tables import appointment, cadre, old_ledger, old_ledger_row, past_talk, past_talk_by
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

READ, EXPORT = "ledger.read", "export.make"
MOST, MOST_TAKEN = 200, 5000  # in a list, and in a file that is taken away
LEDGER, ROSTER = "ledger", "roster"
"""Where an imported talk comes from: an old ledger, or the roster's own list of earlier talks."""


@frozen(kw_only=True)
class OldAsked:
    """What imported talks are narrowed to; an empty value leaves it open."""

    regulation: str = ""  # its code
    kinds: tuple[str, ...] = ()
    unit: str = ""  # the reference of a unit, with all below, in which whoever was talked to serves today
    name: str = ""  # a part of his name
    cadre: str = ""  # his staff number
    since: date | None = None
    until: date | None = None  # included
    taken: bool = False  # only those he may take away, by himself
    limit: int = MOST


@frozen(kw_only=True)
class OldTalk:
    """An imported talk: what was known of it, and nothing more."""

    on: date
    kind: str  # its title
    regulation: str
    person: Person
    talkers: str
    source: str  # `LEDGER` or `ROSTER`


def old_talks(reader: Reader, asked: OldAsked) -> tuple[OldTalk, ...]:
    """Imported talks that the actor may see, the latest first; at most 5,000."""
    of = past_talk.c
    seen = _seen(reader, EXPORT if asked.taken else READ)
    query = (select(past_talk).join(cadre, of.cadre_id == cadre.c.id).where(*seen, *_filters(reader, asked))
             .order_by(of.held_on.desc(), of.id.desc()).limit(max(1, min(asked.limit, MOST_TAKEN))))
    rows = reader.connection.execute(query).all()
    if not rows:
        return ()
    people = people_of(reader, {row.cadre_id for row in rows}).by_key
    keys = [row.id for row in rows]
    talkers, brought = _talkers(reader, keys), set(reader.connection.execute(select(old_ledger_row.c.talk_id).where(
        old_ledger_row.c.talk_id.in_(keys), old_ledger_row.c.stands)).scalars())
    found = [(row, _edition(reader, row.regulation, row.held_on)) for row in rows]
    return tuple(OldTalk(
        on=row.held_on, kind=_kind(regulation, row.kind), regulation=regulation.title if regulation else "",
        person=people[row.cadre_id], talkers=say("、").join(talkers.get(row.id, ())),
        source=LEDGER if row.id in brought else ROSTER) for row, regulation in found)


def _seen(reader: Reader, action: str) -> Iterator[Condition]:
    scope, him = reader.scope, past_talk.c.cadre_id
    serving = select(appointment.c.cadre_id).where(
        scope.in_units(appointment.c.unit_id, action), appointment.c.since <= reader.on,
        appointment.c.until > reader.on)
    # where they are many they are walked from the latest on, and it is asked of each
    theirs = of_each(serving.where(appointment.c.cadre_id == him)) if scope.broad else him.in_(serving)
    brought = select(old_ledger_row.c.talk_id).join(old_ledger, old_ledger_row.c.ledger_id == old_ledger.c.id).where(
        old_ledger_row.c.stands, old_ledger_row.c.talk_id.is_not(None), scope.in_units(old_ledger.c.unit_id, action))
    if scope.broad:
        yield or_(theirs, past_talk.c.id.in_(brought))
    else:
        yield past_talk.c.id.in_(union(select(past_talk.c.id).where(theirs), brought))
    kept_from = {one.key for one in scope.shut} | {*scope.principals} | {scope.me}
    yield him.not_in(sorted(one for one in kept_from if one is not None))


def _filters(reader: Reader, asked: OldAsked) -> Iterator[Condition]:
    of = past_talk.c
    yield of.held_on.between(asked.since or date.min, asked.until or FOREVER)
    if asked.regulation:
        yield of.regulation == asked.regulation
    if asked.kinds:
        yield of.kind.in_(asked.kinds)
    if asked.name:
        people = called(reader.connection, asked.name)  # few are looked for by themselves, many are soon met in order
        keys = reader.connection.execute(people.limit(MANY + 1)).scalars().all()
        yield of.cadre_id.in_(listed(keys)) if len(keys) <= MANY else cadre.c.name.icontains(
            asked.name, autoescape=True)
    if asked.cadre:
        yield cadre.c.staff_number == asked.cadre
    if asked.unit:
        yield of.cadre_id.in_(select(appointment.c.cadre_id).where(and_(
            appointment.c.unit_id.in_(in_unit(reader, asked.unit)), appointment.c.since <= reader.on,
            appointment.c.until > reader.on)))


def _talkers(reader: Reader, keys: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Who held each talk, by name; as the office wrote it where he stands in no roster."""
    query = (select(past_talk_by.c.talk_id, past_talk_by.c.written, cadre.c.name)
             .outerjoin(cadre, past_talk_by.c.cadre_id == cadre.c.id)
             .where(past_talk_by.c.talk_id.in_(keys)).order_by(past_talk_by.c.talk_id, past_talk_by.c.place))
    found = dict[int, list[str]]()
    for row in reader.connection.execute(query):
        found.setdefault(row.talk_id, []).append(row.name or row.written)
    return found


def _edition(reader: Reader, code: str, on: date) -> Regulation | None:
    """The regulation in its edition of a day, else its last; None for one that is not there."""
    some = [one for one in reader.scope.rules.regulations if one.code == code]
    return next((one for one in some if one.in_force(on)), some[-1] if some else None)


def _kind(regulation: Regulation | None, code: str) -> str:
    found = regulation.kind(code) if regulation else None
    return found.title if found else say("其他")
