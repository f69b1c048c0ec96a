"""Business that was made up stands in the tables as if it had been done through the acts."""

from __future__ import annotations

import pytest
from owed_histories import EDITIONS
from small_worlds import event, talk, town
from sqlalchemy import select

from yuetan.records.database import open_database, reading, upgrade, writing
from yuetan.records.roster import store
from yuetan.records.tables import interview
from yuetan.records.values import Roster
from yuetan.rules import HELD, PROPOSED, WITHDRAWN
from yuetan.testing.stored_business import store_business


@pytest.mark.parametrize(("last", "stands"), [(HELD, (HELD, False)), (WITHDRAWN, (WITHDRAWN, True))])
def test_an_interview_stands_at_its_last_step_and_is_over_once_it_was_withdrawn(
        database_url: str, last: str, stands: tuple[str, bool]) -> None:
    world = town("2026-06-01", talk("t1", "warning", "chief", "mayor"), event(PROPOSED, "2026-03-01", "t1"),
                 event(last, "2026-03-05", "t1"))
    records = open_database(database_url)
    upgrade(records)
    with writing(records) as connection:
        store(connection, Roster(units=world.units, placements=world.placements, cadres=world.cadres,
                                 appointments=world.appointments, portfolios=world.portfolios))
    store_business(records, world, EDITIONS[2], "bureau")
    with reading(records) as connection:
        assert tuple(connection.execute(select(interview.c.state, interview.c.ended)).one()) == stands
    records.dispose()
