"""Views of lists that accounts keep by name."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen
from sqlalchemy import Connection, and_, delete, insert, select

from yuetan.records.references import new_reference
from yuetan.records.tables import saved_view


@frozen(kw_only=True)
class KeptView:
    """A view: what names it, what it is called, and what its list is narrowed to, as it stands in an address."""

    reference: str
    title: str
    query: str


def views_of(connection: Connection, account_id: int, page: str) -> tuple[KeptView, ...]:
    """The views an account keeps of a list, by name."""
    row = saved_view.c
    found = connection.execute(select(row.reference, row.title, row.query).where(
        row.account_id == account_id, row.page == page).order_by(row.title))
    return tuple(KeptView(**one) for one in found.mappings())


def put_view(connection: Connection, account_id: int, page: str, title: str, query: str, at: datetime) -> None:  # noqa: PLR0913, PLR0917 - a row
    """Keep a view, in place of one of the same name."""
    row = saved_view.c
    connection.execute(delete(saved_view).where(and_(
        row.account_id == account_id, row.page == page, row.title == title)))
    connection.execute(insert(saved_view).values(
        reference=new_reference(), account_id=account_id, page=page, title=title, query=query, made_at=at))


def drop_view(connection: Connection, account_id: int, reference: str) -> str | None:
    """Forget a view of an account: the list it was of; None where it has none of this reference."""
    row = saved_view.c
    mine = and_(row.account_id == account_id, row.reference == reference)
    page: str | None = connection.execute(select(row.page).where(mine)).scalar()
    connection.execute(delete(saved_view).where(mine))
    return page
