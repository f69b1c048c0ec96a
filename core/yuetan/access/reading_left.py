"""What ended with a unit and passes to nobody by itself: grants and governance, to be given anew where it went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen
from sqlalchemy import exists, select

from yuetan.access.actor import Role, Standing
from yuetan.access.organisation_views import LeftGovernance, LeftGrant, LeftOver
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.units import lines_above
from yuetan.engine.successions import acting
from yuetan.records.tables import account, governance, role_grant
from yuetan.records.units import abolished, keys_of, read_successions

AGREE = "grant.agree"
LOOKED_BACK = timedelta(days=365)


@frozen
class _Ended:
    """A unit that ended, as it is told of here."""

    code: str
    key: int
    on: date
    heir: str


def left_over(reader: Reader) -> tuple[LeftOver, ...]:
    """Units that ended within a year of the day, for whoever agrees to grants there, those that ended last first."""
    found = tuple(_ended(reader))
    lines = lines_above(reader.connection, [one.code for one in found], reader.on)
    seen = [one for one in found if _agrees(reader, lines.get(one.code, (one.code,)))]
    keys = keys_of(reader.connection, [one.heir for one in seen])
    names = unit_names(reader.connection, {*keys.values(), *(one.key for one in seen)}, reader.on)
    views = (LeftOver(
        unit=names.get(one.key, one.code), on=one.on, heir=one.heir, heir_name=names.get(keys.get(one.heir, 0), ""),
        grants=tuple(_grants(reader, one, keys)), governances=tuple(_governances(reader, one, keys)))
        for one in sorted(seen, key=lambda one: (one.on, one.code), reverse=True))
    return tuple(one for one in views if one.grants or one.governances)


def _ended(reader: Reader) -> Iterator[_Ended]:
    days = {code: on for code, on in abolished(reader.connection).items()
            if reader.on - LOOKED_BACK <= on <= reader.on}
    keys, successions = keys_of(reader.connection, days), tuple(read_successions(reader.connection))
    for code, on in days.items():
        heir = acting(successions, code, reader.on)
        yield _Ended(code, keys[code], on, "" if heir == code else heir)


def _agrees(reader: Reader, line: tuple[str, ...]) -> bool:
    lies = lies_of_grants(reader.scope.actor, line, reader.scope.beginning)
    return bool(allowed(reader.scope.actor, AGREE, standing=Standing.NONE, lies=lies))


def _grants(reader: Reader, one: _Ended, keys: Mapping[str, int]) -> Iterator[LeftGrant]:
    """The grants that ended with it, and whether the same was given to the same person in its heir since."""
    again = role_grant.alias()
    anew = exists(select(again.c.id).where(
        again.c.account_id == role_grant.c.account_id, again.c.role == role_grant.c.role,
        again.c.unit_id == keys.get(one.heir, 0), again.c.until > reader.on))
    query = (select(account.c.name, role_grant.c.role, anew.label("anew"))
             .join(account, role_grant.c.account_id == account.c.id)
             .where(role_grant.c.unit_id == one.key, role_grant.c.until == one.on, role_grant.c.since < one.on,
                    account.c.disabled_at.is_(None)).order_by(account.c.name, role_grant.c.role))
    for row in reader.connection.execute(query):
        yield LeftGrant(name=row.name, role=Role(row.role), anew=row.anew)


def _governances(reader: Reader, one: _Ended, keys: Mapping[str, int]) -> Iterator[LeftGovernance]:
    """What was decided for it alone, and whether the same was decided for its heir since."""
    again, titles = governance.alias(), {rules.code: rules.title for rules in reader.scope.rules.regulations}
    anew = exists(select(again.c.id).where(
        again.c.regulation == governance.c.regulation, again.c.unit_id == keys.get(one.heir, 0),
        again.c.until > reader.on, again.c.withdrawn_at.is_(None)))
    query = select(governance.c.regulation, governance.c.replaces, anew.label("anew")).where(
        governance.c.unit_id == one.key, governance.c.until == one.on, governance.c.approved_at.is_not(None),
        governance.c.withdrawn_at.is_(None)).order_by(governance.c.id)
    for row in reader.connection.execute(query):
        yield LeftGovernance(title=titles.get(row.regulation, row.regulation), replaces=row.replaces, anew=row.anew)
