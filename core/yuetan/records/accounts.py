"""Accounts and their grants, as the tables keep them; who is signed in: see `yuetan.records.sessions`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from attrs import field, frozen
from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Row,
    Select,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from yuetan.records.mergers import standing_ids
from yuetan.records.references import new_reference
from yuetan.records.tables import account, cadre, read_log, role_grant, sign_in_session, unit

NOBODY = 0
"""The key of no account: whatever is done to it touches no row, and takes as long."""


@frozen(kw_only=True)
class AccountRow:
    """An account as it stands."""

    id: int
    reference: str
    sign_in: str
    name: str
    cadre: str  # his staff number, empty for an account that is no cadre's
    password: str = field(repr=False)  # argon2id
    must_change: bool
    password_until: datetime | None  # of a one-time password
    failures: int
    locked_until: datetime | None
    disabled_at: datetime | None
    generation: int


@frozen(kw_only=True)
class GrantRow:
    """A grant: in effect from ``since`` until, and no longer on, ``until``, once a second person agreed to it."""

    reference: str
    account: int
    role: str
    unit: str  # its code, empty for a role of the whole system
    since: date
    until: date
    granted_by: int | None  # None: set up on the server
    agreed_by: int | None
    paper: str

    @property
    def agreed(self) -> bool:
        """Whether nobody's agreement is waited for."""
        return self.granted_by is None or self.agreed_by is not None


# Accounts


def account_signing_in(connection: Connection, sign_in: str) -> AccountRow | None:
    """The account of this sign-in name; None where there is none."""
    return next(_accounts(connection, account.c.sign_in == sign_in), None)


def account_by_reference(connection: Connection, reference: str) -> AccountRow | None:
    """The account of this reference; None where there is none."""
    return next(_accounts(connection, account.c.reference == reference), None)


def account_of_cadre(connection: Connection, staff_number: str) -> AccountRow | None:
    """The account of a cadre; None where he has none."""
    return next(_accounts(connection, cadre.c.staff_number == staff_number), None)


def accounts_of_person(connection: Connection, staff_number: str) -> tuple[int, ...]:
    """The keys of the accounts of one person, whichever of the records that were merged he is named by."""
    if not staff_number:
        return ()
    standing = standing_ids(connection)
    number = connection.execute(select(cadre.c.id).where(cadre.c.staff_number == staff_number)).scalar()
    mine = {number, standing.get(number or 0, number)}
    both = mine | {merged for merged, kept in standing.items() if kept in mine}
    query = select(account.c.id).where(account.c.cadre_id.in_(both)).order_by(account.c.id)
    return tuple(connection.execute(query).scalars())


def account_by_id(connection: Connection, number: int) -> AccountRow | None:
    """The account of this key; None where there is none."""
    row = connection.execute(_by_id(), {"number": number}).first()
    return None if row is None else _account(row)


def every_account(connection: Connection) -> tuple[AccountRow, ...]:
    """All of them, by sign-in name."""
    return tuple(_accounts(connection))


def names_of(connection: Connection, numbers: Iterable[int | None]) -> dict[int, str]:
    """What the people of some accounts are called, by the keys of the accounts."""
    some = {one for one in numbers if one is not None}
    query = select(account.c.id, account.c.name).where(account.c.id.in_(some))
    return dict(connection.execute(query).tuples().all()) if some else {}


def held(connection: Connection, number: int) -> AccountRow | None:
    """The same as `account_by_id`; whoever else wants to change it waits for this transaction."""
    connection.execute(select(account.c.id).where(account.c.id == number).with_for_update())
    return account_by_id(connection, number)


def add_account(connection: Connection, **values: Any) -> AccountRow:  # noqa: ANN401 - the columns of an account
    """Add an account. ``cadre`` is the staff number of somebody who stands in the roster, or empty."""
    number = values.pop("cadre")
    of_cadre = select(cadre.c.id).where(cadre.c.staff_number == number).scalar_subquery()
    row = {"reference": new_reference(), "failures": 0, "generation": 1, **values, "cadre_id": of_cadre}
    connection.execute(insert(account).values(row))
    added = account_signing_in(connection, row["sign_in"])
    if added is None:  # unreachable, said for the type checker
        raise LookupError(row["sign_in"])
    return added


def change_account(connection: Connection, number: int, **values: Any) -> None:  # noqa: ANN401 - the columns of it
    """Change some columns of an account."""
    connection.execute(update(account).where(account.c.id == number).values(values))


def end_generation(connection: Connection, number: int) -> int:
    """End every session an account has: the generation that new ones belong to."""
    connection.execute(delete(sign_in_session).where(sign_in_session.c.account_id == number))
    raised = update(account).where(account.c.id == number).values(generation=account.c.generation + 1)
    generation: int = connection.execute(raised.returning(account.c.generation)).scalar_one()
    return generation


def count_failure(connection: Connection, number: int, *, most: int, locked_until: datetime) -> None:
    """Count a wrong password; with the last that is borne the account is locked, and counting begins anew.

    For `NOBODY` some account is written as it is: else it would take less time where there is none.
    """
    his, last = account.c.id == number, account.c.failures + 1 >= most
    some = select(account.c.id).where(his).scalar_subquery()
    row = account.c.id == func.coalesce(some, select(func.min(account.c.id)).scalar_subquery())
    connection.execute(update(account).where(row).values(
        failures=case((~his, account.c.failures), (last, 0), else_=account.c.failures + 1),
        locked_until=case((his & last, locked_until), else_=account.c.locked_until)))


def note_sign_in(connection: Connection, number: int, outcome: str, at: datetime) -> None:
    """Note that somebody tried to sign in; never under which name, which may have been a password."""
    known = number if number != NOBODY else None
    connection.execute(insert(read_log).values(
        at=at, account_id=known, action="sign_in", object="", outcome=outcome, reason=""))


def knows_cadre(connection: Connection, staff_number: str) -> bool:
    """Whether somebody with this staff number stands in the roster."""
    return connection.execute(select(cadre.c.id).where(cadre.c.staff_number == staff_number)).first() is not None


def _accounts(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[AccountRow]:
    query = _every_account().where(*conditions).order_by(account.c.sign_in)
    return map(_account, connection.execute(query).all())


@cache
def _every_account() -> Select[Any]:
    return (select(account, func.coalesce(cadre.c.staff_number, "").label("cadre"))
            .outerjoin(cadre, account.c.cadre_id == cadre.c.id))


@cache
def _by_id() -> Select[Any]:
    return _every_account().where(account.c.id == bindparam("number"))


def _account(row: Row[Any]) -> AccountRow:
    return AccountRow(
        id=row.id, reference=row.reference, sign_in=row.sign_in, name=row.name, cadre=row.cadre, password=row.password,
        must_change=row.must_change, password_until=row.password_until, failures=row.failures,
        locked_until=row.locked_until, disabled_at=row.disabled_at, generation=row.generation)


# Grants


def grants_of(connection: Connection, number: int, on: date) -> tuple[GrantRow, ...]:
    """The grants of an account that are in effect on a day, in the order they were made."""
    return tuple(map(_grant, connection.execute(_in_effect(), {"number": number, "day": on})))


def grants_ever(connection: Connection, number: int | None = None) -> tuple[GrantRow, ...]:
    """Every grant of an account, or of all: past, to come, or waiting for a second person's agreement."""
    return tuple(_grants(connection, *([] if number is None else [role_grant.c.account_id == number])))


def grant_by_reference(connection: Connection, reference: str) -> GrantRow | None:
    """The grant of this reference; None where there is none."""
    return next(iter(_grants(connection, role_grant.c.reference == reference)), None)


def unit_key(connection: Connection, code: str) -> int | None:
    """The key of a unit by its code; None where there is none."""
    found: int | None = connection.execute(select(unit.c.id).where(unit.c.code == code)).scalar()
    return found


def add_grant(connection: Connection, **values: Any) -> str:  # noqa: ANN401 - the columns of a grant
    """Add a grant: its reference. One of the same day that was taken back before it took effect makes way for it."""
    same = (role_grant.c[name] == values[name] for name in ("account_id", "role", "unit_id", "since"))
    connection.execute(delete(role_grant).where(*same, role_grant.c.until <= role_grant.c.since))
    added = insert(role_grant).values(reference=new_reference(), **values).returning(role_grant.c.reference)
    reference: str = connection.execute(added).scalar_one()
    return reference


def change_grant(connection: Connection, reference: str, **values: Any) -> None:  # noqa: ANN401 - the columns of it
    """Change some columns of a grant."""
    connection.execute(update(role_grant).where(role_grant.c.reference == reference).values(values))


@cache
def _in_effect() -> Select[Any]:
    """The grants of an account of some ``number`` that are in effect on a ``day``."""
    on = bindparam("day", type_=Date())
    agreed = or_(role_grant.c.granted_by.is_(None), role_grant.c.agreed_by.is_not(None))
    return _every_grant().where(role_grant.c.account_id == bindparam("number"), role_grant.c.since <= on,
                                role_grant.c.until > on, agreed)


@cache
def _every_grant() -> Select[Any]:
    return (select(role_grant, func.coalesce(unit.c.code, "").label("unit"))
            .outerjoin(unit, role_grant.c.unit_id == unit.c.id).order_by(role_grant.c.id))


def _grants(connection: Connection, *conditions: ColumnElement[bool]) -> list[GrantRow]:
    return [_grant(row) for row in connection.execute(_every_grant().where(*conditions))]


def _grant(row: Row[Any]) -> GrantRow:
    return GrantRow(reference=row.reference, account=row.account_id, role=row.role, unit=row.unit, since=row.since,
                    until=row.until, granted_by=row.granted_by, agreed_by=row.agreed_by, paper=row.paper)
