"""What one administrator begins and another agrees to, as the tables keep it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, insert, select, update

from yuetan.records.references import new_reference
from yuetan.records.tables import account, joint_act

WAITING, DONE, DECLINED = "waiting", "done", "declined"


@frozen(kw_only=True)
class JointRow:
    """Something that was asked for: what, about whom, by whom, and what became of it."""

    reference: str
    sort: str
    account: int | None  # whom it concerns
    account_name: str
    content: Mapping[str, str]
    paper: str
    asked_by: int
    asked_by_name: str
    asked_at: datetime
    state: str
    decided_by_name: str
    decided_at: datetime | None
    reason: str


def add_joint_act(connection: Connection, *, sort: str, number: int | None, content: Mapping[str, str],  # noqa: PLR0913 - a row
                  paper: str, by: int, at: datetime) -> str:
    """Keep what somebody asks for: its reference."""
    row = {"reference": new_reference(), "sort": sort, "account_id": number, "paper": paper, "asked_by": by,
           "content": json.dumps(dict(content), ensure_ascii=False, sort_keys=True), "asked_at": at, "state": WAITING,
           "reason": ""}
    reference: str = connection.execute(insert(joint_act).values(row).returning(joint_act.c.reference)).scalar_one()
    return reference


def joint_act_by_reference(connection: Connection, reference: str) -> JointRow | None:
    """What was asked for under a reference, which others who want to decide on it wait for; None where nothing."""
    mine = joint_act.c.reference == reference
    connection.execute(select(joint_act.c.id).where(mine).with_for_update())
    return next(_rows(connection, mine), None)


def joint_acts_of(connection: Connection, sorts: Collection[str], *, state: str = "", limit: int = 200,
                  ) -> tuple[JointRow, ...]:
    """What was asked for of some sorts, the latest first."""
    conditions = [joint_act.c.sort.in_(sorts), *([joint_act.c.state == state] if state else [])]
    return tuple(_rows(connection, *conditions, limit=limit))


def decide_joint_act(connection: Connection, reference: str, *, state: str, by: int, at: datetime,  # noqa: PLR0913 - a decision
                     reason: str = "") -> None:
    """Keep what became of it."""
    connection.execute(update(joint_act).where(joint_act.c.reference == reference).values(
        state=state, decided_by=by, decided_at=at, reason=reason))


def _rows(connection: Connection, *conditions: ColumnElement[bool], limit: int = 1) -> Iterator[JointRow]:
    about, asker, decider = account.alias("about"), account.alias("asker"), account.alias("decider")
    query = (select(joint_act, about.c.name.label("about_name"), asker.c.name.label("asker_name"),
                    decider.c.name.label("decider_name"))
             .join(asker, joint_act.c.asked_by == asker.c.id)
             .outerjoin(about, joint_act.c.account_id == about.c.id)
             .outerjoin(decider, joint_act.c.decided_by == decider.c.id)
             .where(*conditions).order_by(joint_act.c.id.desc()).limit(limit))
    return map(_row, connection.execute(query).all())


def _row(row: Any) -> JointRow:  # noqa: ANN401 - a row of the query above
    return JointRow(
        reference=row.reference, sort=row.sort, account=row.account_id, account_name=row.about_name or "",
        content=json.loads(row.content), paper=row.paper, asked_by=row.asked_by, asked_by_name=row.asker_name,
        asked_at=row.asked_at, state=row.state, decided_by_name=row.decider_name or "", decided_at=row.decided_at,
        reason=row.reason)
