"""Tests in the tables: drawn for somebody in an interview, the same whenever they are looked at, and taken once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, insert, select, update

from yuetan.records.references import new_reference
from yuetan.records.tables import test_paper

__all__ = ["KeptTest", "add_test", "close_test", "find_test", "tests_in"]


@frozen(kw_only=True)
class KeptTest:
    """A test that was drawn. ``answers`` are for the eyes of the cadre alone; None where it was not taken here."""

    id: int
    reference: str
    interview_id: int
    cadre_id: int
    material: str
    collection_id: int
    seed: str
    sequence: int
    questions: int
    drawn_at: datetime
    drawn_by: int | None
    answers: Mapping[str, str] | None
    event_id: int | None  # that it was taken; None before that


def find_test(connection: Connection, interview_id: int, cadre_id: int, material: str) -> KeptTest | None:
    """The test that was drawn for somebody in an interview; None where none was."""
    of = test_paper.c
    return next(iter(_those(connection, of.interview_id == interview_id, of.cadre_id == cadre_id,
                            of.material == material)), None)


def tests_in(connection: Connection, interview_id: int) -> tuple[KeptTest, ...]:
    """Every test that was drawn in an interview."""
    return _those(connection, test_paper.c.interview_id == interview_id)


def add_test(connection: Connection, values: Mapping[str, Any]) -> KeptTest:
    """Keep a test that was drawn, of the columns of its table."""
    row: dict[str, Any] = {**values, "reference": new_reference(), "answers": None, "event_id": None}
    number = connection.execute(insert(test_paper).values(row).returning(test_paper.c.id)).scalar_one()
    return KeptTest(id=number, **row)


def close_test(connection: Connection, test_id: int, event_id: int, answers: Mapping[str, str] | None) -> bool:
    """Keep that a test was taken, and how it was answered where it was here: whether it had not been taken before."""
    written = None if answers is None else json.dumps(dict(answers), ensure_ascii=False, sort_keys=True)
    open_one = (test_paper.c.id == test_id) & test_paper.c.event_id.is_(None)
    changed = connection.execute(update(test_paper).where(open_one).values(event_id=event_id, answers=written))
    return changed.rowcount == 1


def _those(connection: Connection, *where: Any) -> tuple[KeptTest, ...]:  # noqa: ANN401 - conditions
    rows = connection.execute(select(test_paper).where(*where).order_by(test_paper.c.id)).mappings()
    return tuple(KeptTest(**{**row, "answers": json.loads(row["answers"]) if row["answers"] else None}) for row in rows)
