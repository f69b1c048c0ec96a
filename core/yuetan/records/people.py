"""Who somebody is and where he is: by whichever number he ever had, under the name of a day, there or away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from yuetan.records.mergers import TOGETHER
from yuetan.records.references import is_kept
from yuetan.records.tables import cadre, event, former_name, merger, move
from yuetan.rules.events import ON_LEAVE

LEAVE, STUDY, DETENTION, RETIREMENT, DEATH = "leave", "study", "detention", "retirement", "death"
"""Why somebody is away, as acts about him are called."""
AWAY = (DEATH, RETIREMENT, DETENTION, STUDY, LEAVE)
"""All of them, what goes before another first."""
GONE = (DEATH, RETIREMENT)
"""Those that nobody comes back from."""


@frozen(kw_only=True)
class Away:
    """That somebody is not there: why, from a day until, and no longer on, another."""

    cadre: str  # his staff number
    sort: str
    since: date
    until: date


def standing_numbers(connection: Connection, numbers: Iterable[str]) -> dict[str, str]:
    """For staff numbers that are, or ever were, somebody's: the number he has, or the record has that his is read with.

    Unknown ones are left out. A number that is in use is its present holder's.
    """
    asked = tuple(filter(is_kept, numbers))
    if not asked:
        return {}
    kept = cadre.alias()
    now = (select(cadre.c.staff_number.label("asked"), func.coalesce(kept.c.staff_number, cadre.c.staff_number))
           .outerjoin(merger, and_(merger.c.merged_id == cadre.c.id, merger.c.state.in_(TOGETHER)))
           .outerjoin(kept, merger.c.kept_id == kept.c.id).where(cadre.c.staff_number.in_(asked)))
    once = (select(former_name.c.staff_number, cadre.c.staff_number.label("now"))
            .join(cadre, former_name.c.cadre_id == cadre.c.id).where(former_name.c.staff_number.in_(asked))
            .order_by(former_name.c.until, former_name.c.id))
    found = {row[0]: row[1] for row in connection.execute(once)}
    return found | {row[0]: row[1] for row in connection.execute(now)}


def former_numbers(connection: Connection) -> dict[str, int]:
    """The staff numbers that people had and nobody has now, with the key of whoever had each last."""
    query = (select(former_name.c.staff_number, former_name.c.cadre_id)
             .where(former_name.c.staff_number.not_in(select(cadre.c.staff_number)))
             .order_by(former_name.c.until, former_name.c.id))
    return {row.staff_number: int(row.cadre_id) for row in connection.execute(query)}


def names_on(connection: Connection, cadre_ids: Collection[int], on: date) -> Mapping[int, str]:
    """What some people were called on a day."""
    found = {row.id: row.name for row in connection.execute(
        select(cadre.c.id, cadre.c.name).where(cadre.c.id.in_(cadre_ids)))}
    query = (select(former_name.c.cadre_id, former_name.c.name)
             .where(former_name.c.cadre_id.in_(cadre_ids), former_name.c.until > on)
             .order_by(former_name.c.until.desc(), former_name.c.id.desc()))
    return found | {row.cadre_id: row.name for row in connection.execute(query)}  # the earliest of them stays


def away_on(connection: Connection, numbers: Iterable[str], on: date) -> Mapping[str, Away]:
    """Those of some people who are not there on a day, by staff number, each with what counts most."""
    asked = tuple(sorted(set(filter(is_kept, numbers))))
    if not asked:
        return {}
    query = (select(cadre.c.staff_number, move.c.sort, move.c.since, move.c.until)
             .join(cadre, move.c.cadre_id == cadre.c.id).where(cadre.c.staff_number.in_(asked), _away(on)))
    found = [Away(cadre=row.staff_number, sort=row.sort, since=row.since, until=row.until)
             for row in connection.execute(query)]
    found += [Away(cadre=row.staff_number, sort=LEAVE, since=row.since, until=row.until)
              for row in connection.execute(_registered(on).where(cadre.c.staff_number.in_(asked)))]
    return {one.cadre: one for one in sorted(found, key=lambda one: (AWAY.index(one.sort), one.since), reverse=True)}


def people_away(on: date) -> Select[tuple[int]]:
    """The keys of all who are not there on a day."""
    return select(move.c.cadre_id).where(_away(on))


def _away(on: date) -> ColumnElement[bool]:
    return and_(move.c.sort.in_(AWAY), move.c.revoked_id.is_(None), move.c.since <= on, move.c.until > on)


def _registered(on: date) -> Select[tuple[str, date, date]]:
    """Leaves that a unit put on record by a regulation's own form: these are no acts about a post."""
    last = func.coalesce(event.c.until, event.c.happened_on)
    of_move = select(move.c.event_id)
    return (select(cadre.c.staff_number, event.c.happened_on.label("since"), last.label("until"))
            .join(cadre, event.c.cadre_id == cadre.c.id)
            .where(event.c.code == ON_LEAVE, event.c.happened_on <= on, last >= on, event.c.id.not_in(of_move)))


def formerly(connection: Connection, cadre_id: int) -> tuple[tuple[str, str, date], ...]:
    """What somebody was called before, with the number he had, until and no longer on a day; the latest first."""
    query = (select(former_name.c.name, former_name.c.staff_number, former_name.c.until)
             .where(former_name.c.cadre_id == cadre_id).order_by(former_name.c.until.desc(), former_name.c.id.desc()))
    return tuple((row.name, row.staff_number, row.until) for row in connection.execute(query))


