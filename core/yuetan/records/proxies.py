"""Who stands in for whom, as the tables keep it: a grant of its own for each, beside which stands whose place it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache

from attrs import frozen
from sqlalchemy import BindParameter, Connection, Select, bindparam, func, insert, or_, select

from yuetan.records.references import new_reference
from yuetan.records.tables import account, cadre, proxy, role_grant, unit

LOOKED_BACK = timedelta(days=366)
"""For so long after one stood in for the other, two people are still one to whoever asks for a second person."""


@frozen(kw_only=True)
class KeptProxy:
    """A proxy: by which grant who stands in for whom, in which role and unit, in which half-open days."""

    reference: str
    grant: str  # its reference
    grant_id: int
    principal: int  # accounts
    principal_name: str
    principal_cadre: str  # staff numbers
    proxy: int
    proxy_name: str
    proxy_cadre: str
    decided_by: str  # a name
    role: str
    unit: str  # its code
    unit_id: int
    since: date
    until: date
    paper: str
    reason: str

    def in_effect(self, on: date) -> bool:
        """Whether it counts on a day."""
        return self.since <= on < self.until


def add_proxy(connection: Connection, *, grant: str, principal: int, proxy_account: int, decided_by: int,  # noqa: PLR0913 - a row
              reason: str) -> str:
    """Keep that a grant stands in somebody's place: the reference of the proxy."""
    number = select(role_grant.c.id).where(role_grant.c.reference == grant).scalar_subquery()
    row = {"reference": new_reference(), "grant_id": number, "principal_id": principal, "proxy_id": proxy_account,
           "decided_by": decided_by, "reason": reason}
    reference: str = connection.execute(insert(proxy).values(row).returning(proxy.c.reference)).scalar_one()
    return reference


def proxy_by_reference(connection: Connection, reference: str) -> KeptProxy | None:
    """The proxy of this reference; None where there is none."""
    return next(_found(connection, _proxies().where(proxy.c.reference == reference)), None)


def proxies_in(connection: Connection, units: Collection[str]) -> tuple[KeptProxy, ...]:
    """Every proxy there ever was for a role in one of these units, the latest first."""
    return tuple(_found(connection, _proxies().where(unit.c.code.in_(units)).order_by(
        role_grant.c.since.desc(), proxy.c.id.desc())))


def proxies_with(connection: Connection, number: int) -> tuple[KeptProxy, ...]:
    """Every proxy there ever was in which an account stands in for another, or another for it; the latest first."""
    return tuple(KeptProxy(**row) for row in connection.execute(_with(), {"number": number}).mappings())


@cache
def _with() -> Select[tuple[object, ...]]:
    number: BindParameter[int] = bindparam("number")
    return _proxies().where(or_(proxy.c.principal_id == number, proxy.c.proxy_id == number)).order_by(
        role_grant.c.since.desc(), proxy.c.id.desc())


def still_held(connection: Connection, one: KeptProxy, on: date) -> bool:
    """Whether the principal himself is granted that role in that unit on a day, by no proxy of his own."""
    own = select(proxy.c.grant_id)
    query = select(func.count()).select_from(role_grant).where(
        role_grant.c.account_id == one.principal, role_grant.c.role == one.role, role_grant.c.unit_id == one.unit_id,
        role_grant.c.since <= on, role_grant.c.until > on, role_grant.c.id.not_in(own),
        or_(role_grant.c.granted_by.is_(None), role_grant.c.agreed_by.is_not(None)))
    return bool(connection.execute(query).scalar_one())


@cache
def _proxies() -> Select[tuple[object, ...]]:
    principal, other, decider = account.alias("principal"), account.alias("other"), account.alias("decider")
    his, theirs = cadre.alias("his"), cadre.alias("theirs")
    return (select(
        proxy.c.reference, role_grant.c.reference.label("grant"), role_grant.c.id.label("grant_id"),
        principal.c.id.label("principal"), principal.c.name.label("principal_name"),
        func.coalesce(his.c.staff_number, "").label("principal_cadre"), other.c.id.label("proxy"),
        other.c.name.label("proxy_name"), func.coalesce(theirs.c.staff_number, "").label("proxy_cadre"),
        decider.c.name.label("decided_by"), role_grant.c.role, unit.c.code.label("unit"), unit.c.id.label("unit_id"),
        role_grant.c.since, role_grant.c.until, role_grant.c.paper, proxy.c.reason)
        .join(role_grant, proxy.c.grant_id == role_grant.c.id).join(unit, role_grant.c.unit_id == unit.c.id)
        .join(principal, proxy.c.principal_id == principal.c.id).join(other, proxy.c.proxy_id == other.c.id)
        .join(decider, proxy.c.decided_by == decider.c.id)
        .outerjoin(his, principal.c.cadre_id == his.c.id).outerjoin(theirs, other.c.cadre_id == theirs.c.id))


def _found(connection: Connection, query: Select[tuple[object, ...]]) -> Iterator[KeptProxy]:
    return (KeptProxy(**row) for row in connection.execute(query).mappings())
