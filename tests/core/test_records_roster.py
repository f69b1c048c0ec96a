"""A roster in the tables: stored by key, nothing lost, nothing half done; loaded as it was, or as a world."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_databases import filled, with_tables
from roster_workbooks import ROSTER, changed, day

from yuetan.engine.facts import FOREVER, Appointment, Cadre, Event, Interview, Placement, Portfolio, Unit
from yuetan.engine.world import World
from yuetan.records.database import Connection, Engine, open_database, reading, upgrade, writing
from yuetan.records.roster import Counts, RosterError, Stored, load_roster, store
from yuetan.records.tables import metadata
from yuetan.records.values import PastTalk, Roster, appointment_key, past_talk_key, placement_key
from yuetan.records.worlds import whole_world
from yuetan.rules.workdays import Calendar

NONE = Counts()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    filled(database_url, "tables", with_tables)
    opened = open_database(database_url)
    yield opened
    opened.dispose()


def everything(connection: Connection) -> World:
    return whole_world(connection, as_of=date(2026, 3, 2), calendar=Calendar())


def stored(engine: Engine, *rosters: Roster) -> tuple[Stored, Roster]:
    counts = Stored(units=NONE, placements=NONE, cadres=NONE, appointments=NONE, portfolios=NONE, past_talks=NONE)
    for roster in rosters:
        with writing(engine) as connection:
            counts = store(connection, roster)
    with reading(engine) as connection:
        return counts, load_roster(connection)


def test_what_was_stored_is_loaded(engine: Engine) -> None:
    counts, loaded = stored(engine, ROSTER)
    assert loaded == ROSTER
    assert counts == Stored(units=Counts(2), placements=Counts(3), cadres=Counts(2), appointments=Counts(2),
                            portfolios=Counts(1), past_talks=Counts(1))


def test_storing_the_same_again_changes_nothing(engine: Engine) -> None:
    counts, loaded = stored(engine, ROSTER, ROSTER)
    assert loaded == ROSTER
    assert counts == Stored(units=Counts(0, 0, 2), placements=Counts(0, 0, 3), cadres=Counts(0, 0, 2),
                            appointments=Counts(0, 0, 2), portfolios=Counts(0, 0, 1), past_talks=Counts(0, 0, 1))


def test_an_empty_roster_leaves_everything_alone(engine: Engine) -> None:
    assert stored(engine, ROSTER, Roster())[1] == ROSTER


HEAD, DEPUTY = ROSTER.appointments
TALK = ROSTER.past_talks[0]


@pytest.mark.parametrize(("part", "old", "new"), [
    ("units", ROSTER.units[1], Unit(id="S2", type="city_party_organ")),
    ("placements", ROSTER.placements[2], evolve(ROSTER.placements[2], name="市教体局", until=day("2026-01-01"))),
    ("placements", ROSTER.placements[2], evolve(ROSTER.placements[2], parent="")),
    ("cadres", ROSTER.cadres[0], Cadre(id="0001", name="例改", party="none")),
    ("appointments", HEAD, evolve(HEAD, until=day("2026-03-01"), rank=6, manner="acting", decided=day("2024-01-01"))),
    ("appointments", DEPUTY, evolve(DEPUTY, marks=frozenset({"市管", "重点"}))),
    ("appointments", DEPUTY, evolve(DEPUTY, marks=frozenset())),
    ("appointments", HEAD, evolve(HEAD, marks=frozenset({"省管"}))),
    ("portfolios", ROSTER.portfolios[0], evolve(ROSTER.portfolios[0], until=day("2026-03-01"))),
    ("past_talks", TALK, evolve(TALK, family="other")),
    ("past_talks", TALK, evolve(TALK, interviewers=("例三", "0001"))),
    ("past_talks", TALK, evolve(TALK, interviewers=())),
])
def test_what_differs_under_one_key_is_changed_and_the_rest_is_not(
        engine: Engine, part: str, old: object, new: object) -> None:
    later = changed(ROSTER, **{part: tuple(new if one == old else one for one in getattr(ROSTER, part))})
    counts, loaded = stored(engine, ROSTER, later)
    assert loaded == later
    assert {name: (of.added, of.changed) for name in Stored.__annotations__ for of in [getattr(counts, name)]} == {
        name: (0, 1 if name == part else 0) for name in Stored.__annotations__}


def test_what_is_new_is_added_beside_what_is_stored(engine: Engine) -> None:
    more = Roster(
        units=(Unit(id="S3", type="city_department"),),
        placements=(Placement(unit="S3", name="市水利局", parent="S1"),),
        cadres=(Cadre(id="0003", name="例三"),),
        appointments=(
            Appointment(cadre="0003", unit="S2", post="head", title="局长", rank=5, since=day("2026-01-01")),),
        portfolios=(Portfolio(cadre="0003", unit="S1", since=day("2026-01-01")),),
        past_talks=(PastTalk(cadre="0001", regulation="x", kind="y", on=day("2026-01-01"), interviewers=("0003",)),),
    )
    loaded = stored(engine, ROSTER, more)[1]
    assert loaded == Roster(**{name: (*getattr(ROSTER, name), *getattr(more, name))
                               for name in Roster.__annotations__}).in_order()


def test_a_talker_who_joins_the_roster_later_is_known_from_then_on(engine: Engine) -> None:
    talk = evolve(TALK, interviewers=("0003",))
    before = evolve(ROSTER, past_talks=(talk,))
    stored(engine, before)
    with reading(engine) as connection:
        assert everything(connection).interviews[0].by == ()
    stored(engine, evolve(before, cadres=(*ROSTER.cadres, Cadre(id="0003", name="例三"))))
    with reading(engine) as connection:
        assert everything(connection).interviews[0].by == ("0003",)


@pytest.mark.parametrize(("change", "reason"), [
    ({"placements": (Placement(unit="S9", name="x"),)}, "单位编码“S9”既不在这份花名册里，也不在库中。"),
    ({"placements": (Placement(unit="S1", name="x", parent="S9"),)}, "单位编码“S9”既不在这份花名册里，也不在库中。"),
    ({"appointments": (evolve(HEAD, cadre="0009"),)}, "工号“0009”既不在这份花名册里，也不在库中。"),
    ({"past_talks": (evolve(TALK, cadre="0009"),)}, "工号“0009”既不在这份花名册里，也不在库中。"),
])
def test_a_reference_to_nothing_stores_nothing_at_all(engine: Engine, change: dict[str, object], reason: str) -> None:
    with writing(engine) as connection:
        with pytest.raises(RosterError) as refused:
            store(connection, changed(ROSTER, **change))
        assert str(refused.value) == reason
    assert stored(engine)[1] == Roster()  # even though that transaction was kept


@pytest.mark.parametrize("part", ["units", "cadres", "appointments", "portfolios", "past_talks", "placements"])
def test_two_of_one_key_store_nothing_at_all(engine: Engine, part: str) -> None:
    twice = changed(ROSTER, **{part: (*getattr(ROSTER, part), getattr(ROSTER, part)[0])})
    with writing(engine) as connection, pytest.raises(sa.exc.IntegrityError):
        store(connection, twice)
    assert stored(engine)[1] == Roster()


@pytest.mark.parametrize("table", ["cadre", "appointment", "past_talk_by"])
def test_what_fails_midway_leaves_nothing_half_done(engine: Engine, table: str) -> None:
    if engine.dialect.name == "sqlite":
        fail = f"CREATE TRIGGER t AFTER INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        statements = [fail]
    else:
        statements = ["CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk full'; END $$",
                      f"CREATE TRIGGER t AFTER INSERT ON {table} EXECUTE FUNCTION f()"]
    with writing(engine) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    with pytest.raises(sa.exc.DBAPIError, match="disk full"), writing(engine) as connection:
        store(connection, ROSTER)
    assert stored(engine)[1] == Roster()


def test_a_day_of_decision_that_nobody_knows_is_the_day_the_post_began(engine: Engine) -> None:
    loaded = stored(engine, evolve(ROSTER, appointments=(evolve(HEAD, decided=None),)))[1]
    assert [one.decided for one in loaded.appointments] == [HEAD.since]


def test_the_world_gets_earlier_talks_as_interviews_that_were_held(engine: Engine) -> None:
    stored(engine, ROSTER)
    with reading(engine) as connection:
        parts = everything(connection)
    assert (parts.units, parts.placements, parts.cadres, parts.appointments, parts.portfolios) == (
        ROSTER.units, ROSTER.placements, ROSTER.cadres, ROSTER.appointments, ROSTER.portfolios)
    assert parts.interviews == (
        Interview(id="past-1", kind="routine", regulation="lianyungang", to=("0002",), by=("0001",), imported=True),)
    assert parts.events == (Event(code="held", on=date(2025, 11, 6), id="past-1-held", interview="past-1", by="0001"),)


def test_storing_tells_how_many_rows_it_dealt_with(engine: Engine) -> None:
    told: list[int] = []
    with writing(engine) as connection:
        store(connection, ROSTER, told.append)
    assert (sum(told), told) == (11, [2, 2, 3, 2, 1, 1])


def test_the_days_at_the_ends_of_time_are_kept(engine: Engine) -> None:
    roster = Roster(units=(Unit(id="S1", type="x"),), placements=(Placement(unit="S1", name="x"),))
    assert stored(engine, roster)[1].placements == (Placement(unit="S1", name="x", since=date.min, until=FOREVER),)


@pytest.fixture(scope="module")
def shared(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1))
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)
CODES = st.sampled_from(["1", "2", "3"])


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Small rosters whose keys are often the same."""
    def stretch() -> dict[str, date]:
        since = draw(DAYS)
        return {"since": since, "until": draw(st.sampled_from([FOREVER, date(2101, 1, 1)]))}

    few = range(draw(st.integers(0, 4)))
    appointments = [
        Appointment(cadre=draw(CODES), unit=draw(CODES), post=draw(NAMES), title=draw(NAMES),
                    rank=draw(st.integers(0, 9)), manner=draw(NAMES), marks=draw(st.frozensets(NAMES, max_size=3)),
                    decided=draw(DAYS), **stretch()) for _ in few]
    placements = [
        Placement(unit=draw(CODES), name=draw(NAMES), parent=draw(st.sampled_from(["", "1", "2"])), **stretch())
        for _ in few]
    talks = [
        PastTalk(cadre=draw(CODES), regulation=draw(CODES), kind=draw(CODES), family=draw(NAMES), on=draw(DAYS),
                 interviewers=tuple(draw(st.lists(CODES | NAMES, max_size=3)))) for _ in few]
    return Roster(
        units=tuple(Unit(id=code, type=draw(NAMES)) for code in "123"),
        cadres=tuple(Cadre(id=code, name=draw(NAMES), party=draw(NAMES)) for code in "123"),
        appointments=tuple({appointment_key(one): one for one in appointments}.values()),
        placements=tuple({placement_key(one): one for one in placements}.values()),
        past_talks=tuple({past_talk_key(one): one for one in talks}.values()),
    ).in_order()


@given(roster=rosters(), later=rosters())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_roster_laid_over_another_is_there_whole_and_the_other_shows_where_it_is_silent(
        shared: Engine, roster: Roster, later: Roster) -> None:
    with writing(shared) as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        store(connection, roster)
        assert load_roster(connection) == roster
        store(connection, later)
        loaded = load_roster(connection)
    assert set(later.appointments) <= set(loaded.appointments)
    assert set(later.past_talks) <= set(loaded.past_talks)
    assert set(loaded.appointments) <= set(later.appointments) | set(roster.appointments)
    assert set(map(appointment_key, loaded.appointments)) == set(
        map(appointment_key, (*roster.appointments, *later.appointments)))
