"""The statistics that were worked out last, as they are published."""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen
from sqlalchemy import Connection, delete, insert, select

from yuetan.records.tables import publication


@frozen(kw_only=True)
class KeptPublication:
    """What was published, when, and up to which day its talks were counted, included."""

    until: date
    made_at: datetime
    content: str


def keep_publication(connection: Connection, made: KeptPublication) -> None:
    """Keep it in the place of whatever was kept before."""
    connection.execute(delete(publication))
    connection.execute(insert(publication).values(until=made.until, made_at=made.made_at, content=made.content))


def kept_publication(connection: Connection, until: date) -> KeptPublication | None:
    """What was published of the talks up to a day, included; None where nothing was yet."""
    row = connection.execute(select(publication).where(publication.c.until == until)).first()
    return KeptPublication(until=row.until, made_at=row.made_at, content=row.content) if row else None
