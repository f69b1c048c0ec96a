"""That obligations became somebody else's task: kept beside the changes of how they stand, which they are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from attrs import frozen
from sqlalchemy import Connection, and_, insert, select

from yuetan.engine.obligations import Key
from yuetan.records.owed.changes import HANDED_OVER
from yuetan.records.tables import obligation, obligation_change


@frozen(kw_only=True)
class HandedOver:
    """That an obligation was handed over on a day: by staff numbers, who had it and who has it, and why."""

    on: date
    had: tuple[str, ...]
    has: tuple[str, ...]
    why: str
    event_id: int | None


def record_handed(connection: Connection, handed: Iterable[Mapping[str, str]], *, at: datetime, as_of: date, why: str,  # noqa: PLR0913 - why and when are kept with each change
                  event_id: int) -> None:
    """Keep that some obligations, by the columns of their keys, had somebody and have somebody else now."""
    rows = list[dict[str, object]]()
    for one in handed:
        now = connection.execute(select(obligation.c.status, obligation.c.due).where(*(
            obligation.c[name] == one[name] for name in ("regulation", "edition", "duty", "subject", "cause")))).first()
        if now is not None:
            rows.append({**one, "change": HANDED_OVER, "was": now.status, "became": now.status, "due_was": now.due,
                         "due_became": now.due, "at": at, "as_of": as_of, "why": why, "event_id": event_id})
    if rows:
        connection.execute(insert(obligation_change), rows)


def handed_over(connection: Connection, key: Key) -> Sequence[HandedOver]:
    """Every time an obligation was handed over, in order."""
    row = obligation_change.c
    query = select(row.as_of, row.had, row.has, row.why, row.event_id).where(and_(
        row.regulation == key.regulation, row.edition == key.edition, row.duty == key.duty,
        row.subject == key.subject, row.cause == key.cause, row.change == HANDED_OVER)).order_by(row.id)
    return tuple(HandedOver(on=one.as_of, had=tuple(one.had.split()), has=tuple(one.has.split()), why=one.why,
                            event_id=one.event_id) for one in connection.execute(query))
