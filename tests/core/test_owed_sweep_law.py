"""A sweep says what the engine says: of any history, on either database, in every column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
import sqlalchemy as sa
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from owed_histories import EDITIONS, EVERY_SHAPE, IN_PYTHON, histories
from small_worlds import CALENDAR, event, talk, town
from stored_worlds import add, put
from swept_worlds import expected, rows_of, standing, swept
from worlds import DAYS, Words, worlds

from yuetan.engine.facts import Event, Interview
from yuetan.engine.world import World
from yuetan.records.database import Connection, Engine, open_database, upgrade
from yuetan.records.owed.scratch import scratch
from yuetan.records.tables import obligation
from yuetan.rules import HELD, Duty, Regulation
from yuetan.testing.business import with_business
from yuetan.testing.city import AS_OF, make_city
from yuetan_lianyungang.regulation import REGULATION

SETTINGS: tuple[dict[str, str], ...] = (
    {}, {"newcomers": "in_full", "roll": "stay", "as_needed": "every_time", "notice_days": "clear_days"},
    {"report_by": "drawn_up", "counting_talks": "by_owner", "each_year": "twelve_months"},
)
WHO = ("duty", "subject", "cause", "status")
WORDS = Words(unit_types=("city_party", "city_department", "county_party"))


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


def agree(connection: Connection, world: World, regulations: Sequence[Regulation]) -> None:
    """Sweep, and compare every row with what the engine says."""
    found = swept(connection, world, regulations)
    said, stands = expected(connection, world, regulations), standing(connection)
    assert said - stands == set()
    assert stands - said == set()
    assert len(said) == found.obligations


@settings(max_examples=10, deadline=None)
@given(world=histories(), regulations=st.sampled_from(EDITIONS), after=st.sampled_from([0, 40, 200]))
def test_what_is_swept_is_what_the_engine_says(
        engine: Engine, world: World, regulations: Sequence[Regulation], after: int) -> None:
    with engine.connect() as connection:
        put(connection, world)
        agree(connection, world, regulations)
        if after:
            agree(connection, world.at(date.fromordinal(world.as_of.toordinal() + after)), regulations)
        connection.rollback()


@settings(max_examples=4, deadline=None)
@given(world=worlds(WORDS), chosen=st.sampled_from(SETTINGS), held=st.lists(st.sampled_from(DAYS), max_size=3))
def test_it_is_so_of_any_roster_under_a_regulation_read_either_way(
        engine: Engine, world: World, chosen: dict[str, str], held: list[date]) -> None:
    settled = REGULATION.under(chosen)
    talks = tuple(Interview(id=f"t{number}", kind="routine", regulation="lianyungang", to=(world.cadres[0].id,))
                  for number, _ in enumerate(held))
    events = tuple(Event(code=HELD, on=on, interview=talk.id) for talk, on in zip(talks, held, strict=True))
    with engine.connect() as connection:
        put(connection, evolve(world, interviews=talks, events=events, calendar=CALENDAR))
        agree(connection, world, [settled])
        connection.rollback()


def test_it_is_so_of_a_city_and_its_business(engine: Engine) -> None:
    city = make_city(60)
    roster = World(units=city.units, placements=city.placements, cadres=city.cadres, appointments=city.appointments,
                   portfolios=city.portfolios, as_of=AS_OF, judged_from=date(2025, 1, 1), calendar=CALENDAR)
    with engine.connect() as connection:
        put(connection, with_business(roster, [REGULATION]))
        for chosen in SETTINGS:
            agree(connection, roster, [REGULATION.under(chosen)])
        connection.rollback()


def test_a_talk_that_went_on_for_two_days_counts_once(engine: Engine) -> None:
    days = [event(HELD, "2026-03-02", "t1"), event(HELD, "2026-03-03", "t1")]
    again = (talk("t2", "routine", "chief", "mayor"), event(HELD, "2026-03-09", "t2"))
    of_periods = EDITIONS[0]
    with engine.connect() as connection:
        put(connection, town("2026-04-01", talk("t1", "routine", "chief", "mayor"), *days))
        agree(connection, town("2026-04-01"), of_periods)
        assert ("twice", "chief", "2026H1", "OPEN") in rows_of(standing(connection), *WHO)
        add(connection, [again[0]], [again[1]])
        agree(connection, town("2026-04-01"), of_periods)
        assert ("twice", "chief", "2026H1", "DONE") in rows_of(standing(connection), *WHO)
        connection.rollback()


def test_duties_of_every_plain_shape_are_read_in_sql(engine: Engine) -> None:
    with engine.connect() as connection:
        put(connection, World(as_of=AS_OF))
        found = swept(connection, World(as_of=AS_OF), [EVERY_SHAPE])
        connection.rollback()
    in_python = {f"small:{duty.code}" for duty in IN_PYTHON}
    assert in_python == set(found.in_python)
    assert {f"small:{duty.code}" for duty in EVERY_SHAPE.of(Duty)} - in_python == set(found.in_sql)


def test_nothing_a_sweep_made_for_itself_stays(engine: Engine) -> None:
    with engine.connect() as connection:
        put(connection, World(as_of=AS_OF))
        swept(connection, World(as_of=AS_OF), [EVERY_SHAPE])
        for table in scratch.tables.values():
            assert not sa.inspect(connection).has_table(table.name)
        connection.rollback()


@pytest.mark.parametrize("fault", [
    {"status": "LATE"}, {"due": date(2026, 1, 1)}, {"newcomer": True}, {"unit_id": None}, {"cause": "2027"},
], ids=str)
def test_the_comparison_notices_what_is_wrong(engine: Engine, fault: dict[str, object]) -> None:
    city = make_city(60)
    world = World(units=city.units, placements=city.placements, cadres=city.cadres, appointments=city.appointments,
                  as_of=AS_OF, judged_from=date(2026, 1, 1), calendar=CALENDAR)
    with engine.connect() as connection:
        put(connection, world)
        settled = REGULATION.under({})
        agree(connection, world, [settled])
        one = connection.execute(sa.select(sa.func.min(obligation.c.id)).where(
            obligation.c.status == "OPEN", sa.not_(obligation.c.newcomer), obligation.c.due.is_not(None))).scalar_one()
        connection.execute(sa.update(obligation).where(obligation.c.id == one).values(**fault))
        assert expected(connection, world, [settled]) != standing(connection)
        agree(connection, world, [settled])  # and a sweep puts it right
        connection.rollback()
