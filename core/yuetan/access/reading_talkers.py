"""Who had to hold talks in a period, what each did, how long he was in post, and which chairs are vacant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import and_, func, select

from yuetan.access.reach import listed
from yuetan.access.reading_owed import owed_among
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.reading_posts import Held, posts_held, units_with
from yuetan.access.scope import CADRES
from yuetan.access.talker_views import TalkerRow, TalkersView, VacantChair
from yuetan.access.views import OwedRow
from yuetan.engine.facts import FOREVER
from yuetan.records.people import AWAY
from yuetan.records.tables import appointment, cadre, event, move, obligation
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD, ON_LEAVE
from yuetan.rules.procedure import Pairing, applies

ONE_DAY = timedelta(days=1)
LONGEST_VACANT = timedelta(days=366)
"""A chair that nobody has held for longer than a year is taken to be there no longer."""


def talkers(reader: Reader, regulation: str, duty: str, first: date, last: date) -> TalkersView | None:
    """Who had to hold talks that fall due from a day to a day, both included; None for a duty that is none of talks."""
    edition = next((one for one in reversed(reader.scope.rules.regulations) if one.code == regulation), None)
    wanted = next((one for one in edition.of(Duty) if one.code == duty and one.talk is not None), None) if edition \
        else None
    if edition is None or wanted is None or wanted.talk is None:
        return None
    pairings = [one for one in edition.of(Pairing) if one.step == HELD and applies(one.kinds, wanted.talk.kind.code)]
    seen = min(last, reader.on)
    about = and_(obligation.c.regulation == edition.code, obligation.c.duty == duty,
                 obligation.c.due.between(first, last))
    rows = owed_among(reader, about)
    numbers = {row.subject.cadre for row in rows if row.subject.cadre}
    posts = defaultdict[str, list[Held]](list)
    for one in posts_held(reader, cadre.c.staff_number.in_(sorted(numbers))):
        if any(_is_talker(one, pairing) for pairing in pairings):
            posts[one.row.staff_number].append(one)
    away = _away(reader, numbers, first, last)
    return TalkersView(
        first=first, last=last, days=max((seen - first).days + 1, 0),
        rows=tuple(_row(row, posts.get(row.subject.cadre, ()), away.get(row.subject.cadre, ()), first, seen)
                   for row in _in_order(rows)),
        vacant=tuple(_vacant(reader, pairings, seen)))


def _in_order(rows: Iterable[OwedRow]) -> Sequence[OwedRow]:
    """By post and person: in no order of merit."""
    return sorted(rows, key=lambda row: (row.subject.post, row.subject.cadre, row.cause))


def _away(reader: Reader, numbers: Iterable[str], first: date, last: date) -> Mapping[str, Sequence[tuple[date, date]]]:
    """When each was on leave in a period, as far as that is on record."""
    found = defaultdict[str, list[tuple[date, date]]](list)
    until = func.coalesce(event.c.until, event.c.happened_on)
    query = (select(cadre.c.staff_number, event.c.happened_on, until.label("last"))
             .join(cadre, event.c.cadre_id == cadre.c.id)
             .where(event.c.code == ON_LEAVE, cadre.c.staff_number.in_(sorted(numbers)), event.c.happened_on <= last,
                    until >= first).order_by(event.c.happened_on, event.c.id))
    for row in reader.connection.execute(query):
        found[row.staff_number].append((row.happened_on, row.last))
    moved = (select(cadre.c.staff_number, move.c.since, move.c.until).join(cadre, move.c.cadre_id == cadre.c.id)
             .where(move.c.sort.in_(AWAY), move.c.revoked_id.is_(None), cadre.c.staff_number.in_(sorted(numbers)),
                    move.c.since <= last, move.c.until > first).order_by(move.c.since, move.c.id))
    for one in reader.connection.execute(moved):
        found[one.staff_number].append((one.since, last if one.until == FOREVER else one.until - ONE_DAY))
    return found


def _row(row: OwedRow, posts: Sequence[Held], away: Sequence[tuple[date, date]], first: date, seen: date) -> TalkerRow:
    days = (first + number * ONE_DAY for number in range((seen - first).days + 1))
    now = [one.row.since for one in posts if one.on(seen)]
    return TalkerRow(owed=row, days=sum(any(one.on(day) for one in posts) for day in days),
                     away=tuple(away), since=min(now) if now else None)


def _vacant(reader: Reader, pairings: Sequence[Pairing], seen: date) -> Iterator[VacantChair]:
    """Units in which somebody lately held a post by which talks are held, and nobody does on the day."""
    lately = and_(appointment.c.until > seen - LONGEST_VACANT, appointment.c.since <= seen)
    left = and_(reader.scope.in_units(appointment.c.unit_id, CADRES), lately, appointment.c.until <= seen)
    once = units_with(reader, left, [pairing.by for pairing in pairings])
    by_unit = defaultdict[int, list[Held]](list)
    for one in posts_held(reader, and_(appointment.c.unit_id.in_(listed(once)), lately)) if once else ():
        by_unit[one.row.unit_id].append(one)
    names = unit_names(reader.connection, by_unit, reader.on)
    for key in sorted(by_unit, key=lambda key: str(by_unit[key][0].row.code)):
        empty = dict[str, date]()
        for pairing in pairings:
            held = [one for one in by_unit[key] if _is_talker(one, pairing)]
            if held and not any(one.on(seen) for one in held):
                last = max(held, key=lambda one: (one.row.until, one.row.id)).row
                empty[last.title or reader.vocabulary.title("post", last.post)] = last.until
        yield from (VacantChair(unit=names.get(key, ""), title=title, since=since) for title, since in empty.items())


def _is_talker(one: Held, pairing: Pairing) -> bool:
    return pairing.by.admits(one.holding, (one.holding,))
