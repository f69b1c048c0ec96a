"""Events that count no more: what the system did because of an act that was put right afterwards."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, and_, select

from yuetan.records.tables import event
from yuetan.rules.events import UNDONE

_BY, _UNDONE = event.alias("undone_by"), event.alias("undone")


def not_undone(event_id: ColumnElement[int], as_of: date | BindParameter[date]) -> ColumnElement[bool]:
    """Whether an event, by its key, is none that an act undid by a day."""
    return event_id.not_in(
        select(_UNDONE.c.id).join(_BY, and_(_BY.c.case_id == _UNDONE.c.case_id, _BY.c.corrects == _UNDONE.c.sequence))
        .where(_BY.c.code == UNDONE, _BY.c.happened_on <= as_of))
