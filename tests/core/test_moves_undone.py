"""What was written beside an act about somebody goes with it where the act is put right; a decision is made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from casework_office import BUREAU, CLERK, OTHER, Office
from people_office import KEEPER, copy_of, move, owed, people, people_over
from sqlalchemy import select

from yuetan.casework.governing import calendar_of
from yuetan.casework.occurrences import Occurrence
from yuetan.casework.sweeping import sweep_all
from yuetan.records.database import reading
from yuetan.records.tables import event, interview
from yuetan.records.verifying import verify
from yuetan.records.worlds import whole_world
from yuetan.rules.terms import Rank

HERS = "E~deputy~副局长~2024-01-08"
POST: dict[str, Any] = {"unit": "E", "post": "deputy", "title": "副局长", "rank": Rank.DIVISION_DEPUTY,
                        "manner": "regular", "marks": ("市管",)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of the office, closed: to be copied."""
    url = f"sqlite:///{tmp_path_factory.mktemp('made') / 'made.db'}"
    with people_over(url):
        return url


@pytest.fixture
def office(made: str, tmp_path: Path) -> Iterator[Office]:
    with copy_of(made, tmp_path) as copied:
        yield copied


def test_a_death_that_was_entered_by_mistake_is_put_right_and_what_it_closed_goes_on(office: Office) -> None:
    done, before = office.propose(), owed(office)
    move(office, "death")
    last = people(office).moves(office.actors[KEEPER], OTHER).last
    assert last is not None
    people(office).revoke(office.actors[KEEPER], OTHER, last.reference, version=1, reason="人没有去世",
                          token=office.token())
    assert owed(office) == before
    sweep_all(office.records, office.plugins, at=office.moment)
    assert owed(office) == before
    with reading(office.records) as connection:
        row = connection.execute(select(interview).where(interview.c.reference == done.case)).one()
        codes = list(connection.execute(select(event.c.code).where(event.c.case_id == row.case_id).order_by(
            event.c.sequence)).scalars())
        assert list(verify(connection)) == []
    assert (row.ended, row.state, codes[-2:]) == (False, "proposed", ["withdrawn", "undone"])
    assert "notified" in {one.code for one in office.casework.offers(office.actors[CLERK], done.case)}


def decisions(office: Office) -> list[str]:
    """The decisions on his posts that rules look at."""
    with reading(office.records) as connection:
        world = whole_world(connection, as_of=office.today, calendar=calendar_of(connection))
    return [one.on.isoformat() for one in world.events_of(cadre=OTHER) if one.code == "appointment_decided"]


def test_a_promotion_is_decided_on_once_and_what_rests_on_that_goes_with_it(office: Office) -> None:
    before, promoted = owed(office), POST | {"post": "head", "title": "局长", "rank": Rank.DIVISION, "ends": (HERS,)}
    move(office, "promotion", **promoted)
    assert decisions(office) == ["2026-03-02"]
    last = people(office).moves(office.actors[KEEPER], OTHER).last
    assert last is not None
    people(office).revoke(office.actors[KEEPER], OTHER, last.reference, version=1, reason="登记有误",
                          token=office.token())
    assert (decisions(office), owed(office)) == ([], before)
    move(office, "promotion", **promoted)
    assert decisions(office) == ["2026-03-02"]
    sweep_all(office.records, office.plugins, at=office.moment)


def test_a_decision_that_was_entered_before_is_not_made_twice(office: Office) -> None:
    office.casework.record_occurrence(office.actors[BUREAU], Occurrence(
        regulation="lianyungang", code="appointment_decided", cadre=OTHER, number="连组干〔2026〕7号"),
        token=office.token())
    move(office, "promotion", **POST | {"post": "head", "title": "局长", "rank": Rank.DIVISION, "ends": (HERS,)})
    assert decisions(office) == ["2026-03-02"]


def test_who_acts_in_the_place_of_another_was_not_decided_on(office: Office) -> None:
    move(office, "acting", **POST | {"manner": "acting", "title": "代局长", "post": "head"})
    assert decisions(office) == []
