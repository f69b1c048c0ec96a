"""Accounts and grants as administrators look for them, page by page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from yuetan.records.mergers import standing_ids
from yuetan.records.tables import account, appointment, cadre, role_grant, second_factor, sign_in_session, unit

CURRENT, WAITING, ENDING, EVER = "current", "waiting", "ending", "ever"
"""Which grants are looked for: in effect on a day, waiting for agreement, ending soon after a day, or all."""


@frozen(kw_only=True)
class AccountLine:
    """An account in a list."""

    id: int
    reference: str
    sign_in: str
    name: str
    cadre: str  # a staff number, or empty
    disabled: bool
    must_change: bool
    locked_until: datetime | None
    second_factor: bool  # whether one is asked for
    seen_at: datetime | None  # when somebody was last there who is still signed in


@frozen(kw_only=True)
class GrantLine:
    """A grant in a list, with the people in it by name."""

    reference: str
    account: str  # its reference
    account_id: int
    name: str
    sign_in: str
    role: str
    unit: str  # its code; empty for a role of the whole system
    unit_id: int | None
    since: date
    until: date
    granted_by: str  # empty: set up on the server
    granted_by_id: int | None
    agreed_by: str
    agreed: bool
    paper: str


@frozen(kw_only=True)
class GrantsAsked:
    """Which grants are looked for."""

    on: date
    which: str = CURRENT
    ends_before: date = date.max  # for those that end soon
    text: str = ""  # a part of a name or sign-in name
    role: str = ""
    account: str = ""  # a reference
    after: int = 0  # the key of the last one on the page before


def account_lines(connection: Connection, text: str = "", after: str = "", limit: int = 1, *, reference: str = "",
                  ) -> tuple[AccountLine, ...]:
    """Accounts by sign-in name: those in whose names or staff number a text stands, after a sign-in name.

    With a ``reference`` that one alone.
    """
    held = second_factor.c.account_id == account.c.id, second_factor.c.confirmed_at.is_not(None)
    last = select(func.max(sign_in_session.c.seen_at)).where(
        sign_in_session.c.account_id == account.c.id).scalar_subquery()
    conditions = [account.c.sign_in > after, *([_holds(text)] if text else []),
                  *([account.c.reference == reference] if reference else [])]
    query = (select(account, cadre.c.staff_number, exists().where(*held).label("has_factor"), last.label("seen_at"))
             .outerjoin(cadre, account.c.cadre_id == cadre.c.id).where(*conditions)
             .order_by(account.c.sign_in).limit(limit))
    return tuple(AccountLine(
        id=row.id, reference=row.reference, sign_in=row.sign_in, name=row.name, cadre=row.staff_number or "",
        disabled=row.disabled_at is not None, must_change=row.must_change, locked_until=row.locked_until,
        second_factor=row.has_factor, seen_at=row.seen_at) for row in connection.execute(query))


def grant_lines(connection: Connection, asked: GrantsAsked, units: Select[tuple[int]] | None, limit: int,
                ) -> tuple[tuple[int, GrantLine], ...]:
    """Grants with their keys, the latest made first; in these units alone where any are named."""
    giver, second = account.alias("giver"), account.alias("second")
    conditions = [*_which(asked), *_narrowed(asked), *([] if units is None else [role_grant.c.unit_id.in_(units)])]
    query = (select(role_grant, account.c.reference.label("account"), account.c.name, account.c.sign_in,
                    unit.c.code, giver.c.name.label("giver_name"), second.c.name.label("second_name"))
             .join(account, role_grant.c.account_id == account.c.id)
             .outerjoin(unit, role_grant.c.unit_id == unit.c.id)
             .outerjoin(giver, role_grant.c.granted_by == giver.c.id)
             .outerjoin(second, role_grant.c.agreed_by == second.c.id)
             .where(*conditions).order_by(role_grant.c.id.desc()).limit(limit))
    return tuple((row.id, _line(row)) for row in connection.execute(query))


def _line(row: Any) -> GrantLine:  # noqa: ANN401 - a row of the query above
    return GrantLine(
        reference=row.reference, account=row.account, account_id=row.account_id, name=row.name, sign_in=row.sign_in,
        role=row.role, unit=row.code or "", unit_id=row.unit_id, since=row.since, until=row.until,
        granted_by=row.giver_name or "", granted_by_id=row.granted_by, agreed_by=row.second_name or "",
        agreed=row.granted_by is None or row.agreed_by is not None, paper=row.paper)


def _which(asked: GrantsAsked) -> list[ColumnElement[bool]]:
    agreed = or_(role_grant.c.granted_by.is_(None), role_grant.c.agreed_by.is_not(None))
    current = and_(role_grant.c.since <= asked.on, role_grant.c.until > asked.on, agreed)
    if asked.which == WAITING:
        waits = role_grant.c.granted_by.is_not(None), role_grant.c.agreed_by.is_(None)
        return [*waits, role_grant.c.until > asked.on, role_grant.c.until > role_grant.c.since]
    if asked.which == ENDING:
        return [current, role_grant.c.until <= asked.ends_before]
    return [current] if asked.which == CURRENT else []


def _narrowed(asked: GrantsAsked) -> list[ColumnElement[bool]]:
    return [*([or_(account.c.name.contains(asked.text, autoescape=True),
                   account.c.sign_in.contains(asked.text.casefold(), autoescape=True))] if asked.text else []),
            *([role_grant.c.role == asked.role] if asked.role else []),
            *([account.c.reference == asked.account] if asked.account else []),
            *([role_grant.c.id < asked.after] if asked.after else [])]


def _holds(text: str) -> ColumnElement[bool]:
    return or_(account.c.sign_in.contains(text.casefold(), autoescape=True),
               account.c.name.contains(text, autoescape=True), cadre.c.staff_number == text)


@frozen(kw_only=True)
class WithoutAccount:
    """Somebody of the roster who has no account."""

    cadre: str  # his staff number
    name: str
    unit: str  # its code


def names_in_roster(connection: Connection, numbers: Collection[str]) -> Mapping[str, str]:
    """What those who stand in the roster are called there, by their staff numbers."""
    query = select(cadre.c.staff_number, cadre.c.name).where(cadre.c.staff_number.in_(set(numbers)))
    return dict(connection.execute(query).tuples().all()) if numbers else {}


def people_without(connection: Connection, units: Collection[str], on: date) -> tuple[WithoutAccount, ...]:
    """Who holds a post in these units on a day and has no account, under no record of his; by unit, each once."""
    standing, with_one = standing_ids(connection), select(account.c.cadre_id).where(account.c.cadre_id.is_not(None))
    held = {number for row in connection.execute(with_one) for number in (row[0], standing.get(row[0], row[0]))}
    query = (select(cadre.c.id, cadre.c.staff_number, cadre.c.name, unit.c.code)
             .join(appointment, appointment.c.cadre_id == cadre.c.id).join(unit, appointment.c.unit_id == unit.c.id)
             .where(unit.c.code.in_(sorted(units)), appointment.c.since <= on, appointment.c.until > on)
             .order_by(unit.c.code, cadre.c.staff_number))
    found = dict[int, WithoutAccount]()
    for row in connection.execute(query):
        if row.id not in held and row.id not in standing:
            found.setdefault(row.id, WithoutAccount(cadre=row.staff_number, name=row.name, unit=row.code))
    return tuple(found.values())
