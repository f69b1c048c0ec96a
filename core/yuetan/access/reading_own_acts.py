"""What waits for whoever is talked to, himself: a notice to be acknowledged, a record to be signed.

It says from the tables what the office offers him in each of his talks; what a text asks of him stands on his desk
besides. What he was not told of is not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Row, or_, select

from yuetan.access.reading_fields import ACKNOWLEDGED, CORRECTED, SIGNED
from yuetan.access.reading_people import Reader
from yuetan.access.task_views import ACKNOWLEDGEMENT, SIGNATURE
from yuetan.records.tables import event, interview
from yuetan.rules.events import CLEARED, HELD, NOTIFIED, RECORDED
from yuetan.rules.procedure import Step
from yuetan.rules.regulation import Regulation


@frozen
class OwnAct:
    """Something to be done by himself in a talk, since a day."""

    sort: str
    code: str
    interview_id: int
    reference: str
    since: date


@frozen
class _Sort:
    """An act of his own: what it answers, what asks for it once more, and what comes too late for it."""

    sort: str
    answers: str
    anew: str
    until: str = ""


_ACTS: Mapping[str, _Sort] = {
    ACKNOWLEDGED: _Sort(ACKNOWLEDGEMENT, NOTIFIED, NOTIFIED, HELD),
    SIGNED: _Sort(SIGNATURE, RECORDED, CORRECTED),
}


def own_acts(reader: Reader, most: int) -> Iterator[OwnAct]:
    """Those of his talks that go on, so many at most; nothing for an account that is nobody's."""
    me = reader.scope.me
    if me is None:
        return
    row, happened = interview.c, event.c
    served = select(row.id, row.reference, row.regulation, row.edition).where(
        reader.scope.is_served(row.id), row.ended.is_(False)).order_by(row.id).limit(most)
    talks = {one.id: one for one in reader.connection.execute(served)}
    if not talks:
        return
    found = defaultdict[int, list[Row[Any]]](list)
    for one in reader.connection.execute(select(
            happened.interview_id, happened.code, happened.happened_on).where(
            happened.interview_id.in_(sorted(talks)), happened.happened_on <= reader.on,
            or_(happened.cadre_id.is_(None), happened.cadre_id == me)).order_by(happened.sequence)):
        found[one.interview_id].append(one)
    editions = {(one.code, one.edition): one for one in reader.scope.rules.regulations}
    for key, talk in talks.items():
        if regulation := editions.get((talk.regulation, talk.edition)):
            for code, since in _waiting(regulation, found[key]):
                yield OwnAct(_ACTS[code].sort, code, key, talk.reference, since)


def _waiting(regulation: Regulation, events: Sequence[Row[Any]]) -> Iterator[tuple[str, date]]:
    """The acts that are not done since what asks for them, in the order of entry; none of them is another's step."""
    steps = {one.code: one for one in regulation.of(Step)}
    codes = {one.code for one in events}
    if CLEARED in codes:
        return
    over = any(steps[one].ends for one in codes if one in steps)
    for code, act in _ACTS.items():
        if code in steps or (act.until and (over or act.until in codes)):
            continue
        asked: date | None = None
        for one in events:
            if one.code in {act.answers, act.anew} and (act.answers in codes):
                asked = one.happened_on if asked is None or one.code == act.anew else asked
            elif one.code == code:
                asked = None
        if asked is not None:
            yield code, asked
