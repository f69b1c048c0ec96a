"""Where a page of obligations begins: after which row. A token says it by what the reader has seen, by no counter."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date

from attrs import frozen
from sqlalchemy import and_, select

from yuetan.access.addresses import subject_named
from yuetan.access.reading_people import Reader
from yuetan.access.views import OwedRow
from yuetan.engine.obligations import Key, Status
from yuetan.records.tables import obligation


@frozen
class Position:
    """A row in the list: the number of its part, the day it is due, and its key; key 0 comes before all of that day."""

    place: int
    due: date | None
    id: int


def page_token(last: OwedRow, order: Sequence[Status]) -> str:
    """What names the end of a page in an address."""
    place = 2 * order.index(last.status) + (last.due is None)
    parts = (place, last.due.isoformat() if last.due else "", last.regulation.code, last.regulation.edition,
             last.duty.code, last.subject_reference, last.cause)
    return urlsafe_b64encode(json.dumps(parts, ensure_ascii=False).encode()).decode().rstrip("=")


def position_of(reader: Reader, token: str) -> Position | None:
    """Where a token points; None for none, and for what is no token of ours.

    Where its row is not there any more, or the actor may not see it, the rows due on the same day come once more.
    """
    try:
        place, due, *names = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        regulation, edition, duty, reference, cause = map(str, names)
        day = date.fromisoformat(due) if due else None
    except (ValueError, TypeError):
        return None
    if type(place) is not int or place < 0 or (day is None) != bool(place % 2):
        return None
    found = find(reader, Key(regulation, edition, duty, subject_named(reader.connection, reference), cause))
    return Position(place, day, found or 0)


def find(reader: Reader, key: Key) -> int | None:
    """The key in the table of an obligation that the actor may see; None where there is none."""
    row = obligation.c
    named = and_(row.subject == key.subject, row.duty == key.duty, row.cause == key.cause,
                 row.regulation == key.regulation, row.edition == key.edition)
    query = select(row.id).where(named, reader.scope.obligations(named))
    return reader.connection.execute(query).scalar()
