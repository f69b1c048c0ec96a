"""The units in which an actor was granted something, by name, and the grants to others that wait for his agreement."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_, select, true

from yuetan.access.actor import Role
from yuetan.access.reading_fields import granting
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.scope import Condition
from yuetan.access.task_views import GRANT, Task
from yuetan.records.tables import account, appointment, role_grant, unit
from yuetan.records.verifying import LOCAL
from yuetan.wording import say

AGREE = "grant.agree"


def granted_units(reader: Reader) -> tuple[tuple[str, str], ...]:
    """The codes and names of the units that his grants name, in the order of the grants; nothing of those below."""
    codes = tuple(dict.fromkeys(grant.unit for grant in reader.scope.actor.granted if grant.unit))
    rows = reader.connection.execute(select(unit.c.id, unit.c.code).where(unit.c.code.in_(codes))).all()
    names = unit_names(reader.connection, [row.id for row in rows], reader.on)
    by_code = {row.code: names.get(row.id, row.code) for row in rows}
    return tuple((code, by_code.get(code, code)) for code in codes)


def own_unit(reader: Reader) -> str:
    """The reference of the unit he works in: of those his grants name the one he holds a post in, else the first."""
    codes = tuple(dict.fromkeys(grant.unit for grant in reader.scope.actor.granted if grant.unit))
    references = {row.code: row.reference for row in reader.connection.execute(
        select(unit.c.code, unit.c.reference).where(unit.c.code.in_(codes)))}
    post = appointment.c
    sits = select(unit.c.code).join(appointment, post.unit_id == unit.c.id).where(
        post.cadre_id == reader.scope.me, post.since <= reader.on, post.until > reader.on)
    held = set(reader.connection.execute(sits).scalars()) if reader.scope.me else set()
    known = [code for code in codes if code in references]
    return next((references[code] for code in (*(one for one in known if one in held), *known)), "")


def waiting_grants(reader: Reader, most: int) -> Iterator[Task]:
    """The grants that another gave to somebody else and he may agree to, so many at most; none that is over."""
    ways, row = tuple(_agreeing(reader)), role_grant.c
    if not ways:
        return
    mine = {reader.scope.actor.account, *reader.scope.actor.one_with}
    query = (select(row.reference, row.role, row.unit_id, row.made_at, account.c.name)
             .join(account, row.account_id == account.c.id)
             .where(row.granted_by.is_not(None), row.agreed_by.is_(None), row.until > reader.on, row.until > row.since,
                    row.granted_by.not_in(mine), row.account_id.not_in(mine), or_(*ways))
             .order_by(row.id).limit(most))
    rows = reader.connection.execute(query).all()
    names = unit_names(reader.connection, {one.unit_id for one in rows if one.unit_id}, reader.on)
    for one in rows:
        yield Task(sort=GRANT, reference=one.reference, about=names.get(one.unit_id, ""),
                   title=say("{name}，{role}", name=one.name, role=say(Role(one.role).title)),
                   since=one.made_at.astimezone(LOCAL).date())


def _agreeing(reader: Reader) -> Iterator[Condition]:
    """Where he may: by each relation in which the matrix lets one of his roles."""
    scope, unit_id = reader.scope, role_grant.c.unit_id
    if granting(AGREE, "none") & scope.actor.roles():
        yield true()
        return
    if scope.granted(AGREE):
        yield scope.in_units(unit_id, AGREE)
    roles = granting(AGREE, "below")
    for code in sorted({one.unit for one in scope.actor.granted if one.role in roles and one.unit}):
        own = scope.reach.below((code,), scope.beginning)
        yield scope.reach.among(unit_id, scope.reach.below((code,), frozenset()) - own)
