"""How long what has no day has waited: from the day of its cause, at the cost of one look-up for a whole page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from attrs import evolve
from casework_office import CLERK, DIRECTOR, OTHER, Office, office_over

import yuetan.records.unit_state
from yuetan.access.actor import Granted, Role
from yuetan.access.door import Access
from yuetan.access.views import Asked, OwedRow
from yuetan.casework.acts import Late
from yuetan.casework.occurrences import Occurrence
from yuetan.engine.obligations import Key
from yuetan.rules.workdays import Calendar


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with office_over(database_url, code="litong") as made:
        made.actors[CLERK] = evolve(made.actors[CLERK], granted=(Granted(Role.DISCIPLINE, "C"),))
        yield made


def found(office: Office, cadre: str, on: date) -> None:
    offered = office.casework.outside_record(office.actors[CLERK], cadre=cadre).offered
    fields = {one.code: one.choices[0] if one.choices else "会议纪律松散"
              for some in offered if some.material for one in some.material.fields}
    office.casework.record_occurrence(office.actors[CLERK], Occurrence(
        regulation="litong", code="finding_recorded", cadre=cadre, fields=fields, on=on,
        late=Late(paper="筛选表", reason="补录")), token=office.token())


def listed(office: Office) -> tuple[list[OwedRow], int]:
    """The rows of the desk, and how many statements they took."""
    seen = list[str]()
    sa.event.listen(office.records, "before_cursor_execute", lambda *told: seen.append(told[2]))
    access = Access(office.records, office.plugins, office.actors[CLERK], on=office.today, calendar=Calendar())
    return list(access.desk(Asked(duty="problem_talk")).rows), len(seen)


def test_a_page_says_since_when_what_has_no_day_waits_at_the_same_cost_for_any_number(
        office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yuetan.records.unit_state, "KEPT", 0)  # else the second page knows how units lie
    found(office, OTHER, date(2026, 2, 1))
    one, statements = listed(office)
    assert [(row.subject.cadre, row.due, row.waiting_since) for row in one] == [(OTHER, None, date(2026, 2, 1))]
    for number in range(2, 6):
        found(office, DIRECTOR, date(2026, 2, number))
    many, more = listed(office)
    assert sorted(row.waiting_since for row in many if row.waiting_since) == [date(2026, 2, day) for day in range(1, 6)]
    assert more == statements


def test_what_is_settled_waits_no_more(office: Office) -> None:
    found(office, OTHER, date(2026, 2, 1))
    row = listed(office)[0][0]
    key = Key(row.regulation.code, row.regulation.edition, row.duty.code, OTHER, row.cause)
    office.casework.close_obligation(office.actors[CLERK], key, "已另行处理。", token=office.token())
    assert [(one.status.name, one.waiting_since) for one in listed(office)[0]] == [("LAPSED", None)]


def test_what_has_its_day_has_no_age(office: Office) -> None:
    access = Access(office.records, office.plugins, office.actors[CLERK], on=office.today, calendar=Calendar())
    assert {row.waiting_since for row in access.desk(Asked()).rows if row.due} <= {None}
