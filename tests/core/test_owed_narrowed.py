"""Of a duty whose words tell whom it may speak of, a sweep reads these alone, and says what the engine says of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from narrowed_duties import BEFOREHAND, EDITIONS, ENTRUSTED, EVERY, QUOTAS, TO_BE_ENTRUSTED, deployed, histories
from owed_histories import EDITIONS as PLAIN
from small_regulations import BUREAU, BY_HEADS, BY_MAYOR, HEAD, ROUTINE, WARNING, duty, small
from small_worlds import CALENDAR, Fact, event, held, seat, talk, town
from stored_worlds import put
from swept_worlds import expected, rows_of, standing, swept

from yuetan.engine.jurisdiction import Extent, Governed, Jurisdiction
from yuetan.engine.world import World
from yuetan.records.database import Connection, Engine, open_database, upgrade
from yuetan.records.owed import known, narrowing, sweeping
from yuetan.records.owed.edition import Edition
from yuetan.records.owed.known import Known
from yuetan.records.owed.narrowing import narrowed
from yuetan.records.owed.scratch import owed
from yuetan.records.owed.sources import needed
from yuetan.rules import (
    HELD,
    INTERVIEWEE,
    PAIR,
    PROPOSED,
    SANCTIONED,
    TWELVE_MONTHS,
    UNIT,
    YEAR,
    Duty,
    Quota,
    Regulation,
    happened,
    nobody,
    overdue,
    selected,
)
from yuetan.rules.conditions import Condition, Happened

ALL = "everybody"


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


def agree(connection: Connection, world: World, there: Sequence[Jurisdiction]) -> None:
    """Sweep, and compare every row with what the engine says of everybody."""
    swept(connection, world, there)
    said, stands = expected(connection, world, there), standing(connection)
    assert (set(), set()) == (said - stands, stands - said)


@settings(max_examples=15, deadline=None)
@given(world=histories(), editions=st.sampled_from(EVERY), at_once=st.sampled_from([1, 3, 100]), data=st.data())
def test_what_is_swept_of_a_few_at_a_time_is_what_the_engine_says_of_all(
        engine: Engine, world: World, editions: Sequence[Regulation], at_once: int, data: st.DataObject) -> None:
    there = data.draw(deployed(world, editions))
    with engine.connect() as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "AT_ONCE", at_once)
        put(connection, world)
        agree(connection, world, there)
        connection.rollback()


@settings(max_examples=10, deadline=None)
@given(world=histories(), editions=st.sampled_from(PLAIN), few=st.sampled_from([0, 2]))
def test_it_is_so_where_few_talks_are_held_under_a_regulation(
        engine: Engine, world: World, editions: Sequence[Regulation], few: int) -> None:
    there = [Jurisdiction(regulation=one, judged_from=world.judged_from) for one in editions]
    with engine.connect() as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(known, "FEW", few)
        put(connection, world)
        agree(connection, world, there)
        connection.rollback()


def test_what_befell_one_with_whom_the_talk_was_not_counts_for_him(engine: Engine) -> None:
    """A talk with the vice mayor; that it was held is on record of the keeper."""
    world = town("2026-06-01", talk("t1", "routine", "vice", "mayor"), event(HELD, "2026-02-02", "t1", cadre="keeper"))
    there = Jurisdiction(regulation=QUOTAS, judged_from=date(2026, 1, 1))
    with engine.connect() as connection:
        put(connection, world)
        agree(connection, world, [there])
        assert ("by_owner", "keeper", "DONE") in rows_of(standing(connection), "duty", "subject", "status")
        connection.rollback()


@pytest.mark.parametrize("most", [0, 3])
def test_where_they_are_many_everybody_is_read(engine: Engine, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    world = town("2026-06-01", event("complained", "2026-03-02", cadre="chief"),
                 event("complained", "2026-03-02", unit="bureau"), held("2026-02-02", "chief"))
    monkeypatch.setattr(narrowing, "MOST", most)
    with engine.connect() as connection:
        put(connection, world)
        for edition in EDITIONS:
            agree(connection, world, [Jurisdiction(regulation=one, judged_from=world.judged_from) for one in edition])
        connection.rollback()


def test_the_world_as_a_whole_is_not_read(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sweeping, "whole_world")
    world = town("2026-06-01", event("complained", "2026-03-02", cadre="chief"), held("2026-02-02", "chief"))
    with engine.connect() as connection:
        put(connection, world)
        for edition in EDITIONS:
            found = swept(connection, world, edition)
            assert found.in_python
        connection.rollback()


@pytest.mark.parametrize("told", [
    (), (event("praised", "2026-03-02", cadre="second"), event("complained", "2025-03-02", unit="bureau"),
         talk("other", "routine", "second", "mayor", regulation="elsewhere"), event(HELD, "2026-03-02", "other"))])
def test_who_cannot_owe_is_not_named(engine: Engine, told: tuple[Fact, ...]) -> None:
    assert {duty.code: set() for duty in BEFOREHAND.of(Duty)} == {
        duty.code: names(engine, BEFOREHAND, duty, *told) for duty in BEFOREHAND.of(Duty)}


WHEN = duty("when", owed_by=INTERVIEWEE, done="answered", when=happened("complained") & selected(HEAD))
CHASED = duty("chased", owed_by=BUREAU & HEAD, on=overdue("report"), done="urged")
REPORT = duty("report", owed_by=INTERVIEWEE, on=HELD, kinds=(WARNING,), done="reported")
ROLLS = duty("rolls", each=TWELVE_MONTHS, talk=ROUTINE, about=HEAD & nobody(BUREAU))
REMINDED = duty("reminded", owed_by=HEAD, on="complained", talk=Quota(ROUTINE, per=UNIT))
PAIRS = duty("pairs", each=YEAR, talk=Quota(ROUTINE, per=PAIR))
SANCTION = duty("sanction", on=SANCTIONED, talk=Quota(ROUTINE, by_owner=True))
T1, T2 = talk("t1", "routine", "chief", "mayor"), talk("t2", "warning", "second", "mayor")


@pytest.mark.parametrize(("which", "told", "found"), [
    (WHEN, (T1, T2, event("complained", "2026-03-02", "t1")), "t1"),
    (WHEN, (T1, T2, event("complained", "2026-03-02", cadre="keeper")), "t1 t2"),
    (WHEN, (T1, T2), ""),
    (CHASED, (T1, T2, event(HELD, "2026-03-02", "t1"), event(HELD, "2026-03-02", "t2")), "t2"),
    (CHASED, (T1, event(PROPOSED, "2026-03-02", "t1")), ""),
    (ROLLS, (), "mayor clerk"),
    (ROLLS, (seat("chief", "office", "head", until="2026-01-01"), seat("mayor", "bureau", "member")), "clerk"),
    (ROLLS, (seat("mayor", "bureau", "member", since="2026-01-01"),), "mayor clerk"),
    (REMINDED, (event("complained", "2026-03-02", unit="bureau"), event("complained", "2026-03-02", cadre="clerk")),
     "bureau clerk"),
    (SANCTION, (event(SANCTIONED, "2026-03-02", cadre="clerk"), event(SANCTIONED, "2025-03-02", cadre="keeper")),
     "clerk"),
    (PAIRS, (), ALL),
])
def test_who_may_owe_is_told_from_the_words(engine: Engine, which: Duty, told: tuple[Fact, ...], found: str) -> None:
    expected_names = None if found == ALL else set(found.split())
    assert expected_names == names(engine, small(BY_MAYOR, BY_HEADS, REPORT, which), which, *told)


def names(engine: Engine, regulation: Regulation, which: Duty, *told: Fact) -> set[str] | None:
    """Whom a duty may speak of in the town on the first of June, judged from the beginning of the year."""
    world = town("2026-06-01", *told, judged_from="2026-01-01")
    with engine.connect() as connection:
        put(connection, world)
        there = Jurisdiction(regulation=regulation, judged_from=world.judged_from)
        found = narrowed(Edition(connection=connection, jurisdiction=there, calendar=CALENDAR, as_of=world.as_of,
                                 known=Known(connection), target=owed, world=lambda: world), which)
        connection.rollback()
    return None if found is None else set(found.names)


@pytest.mark.parametrize(("condition", "events"), [
    (happened("a"), "a"), (selected(HEAD), None), (happened("a") & selected(HEAD), "a"),
    (selected(HEAD) & happened("a"), "a"), (happened("a") | happened("b"), "a b"),
    (happened("a") | selected(HEAD), None),
    ((happened("a") | happened("b")) & happened("c"), "a b"), (selected(HEAD) & selected(BUREAU), None),
])
def test_a_condition_tells_what_must_have_happened(condition: Condition, events: str | None) -> None:
    assert (None if events is None else frozenset(events.split())) == needed(condition)


def test_a_plugins_own_condition_tells_nothing() -> None:
    class Odd(Happened):
        """Holds where it did not happen."""

    assert needed(Odd("a")) is None


@pytest.mark.parametrize("most", [0, 3000])
def test_a_talk_counts_for_whoever_entrusted_it_though_he_is_not_governed(
        engine: Engine, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """The mayor may entrust the heads of bureaus, who owe talks themselves; only the bureau is governed."""
    monkeypatch.setattr(narrowing, "MOST", most)
    world = town("2026-06-01", *ENTRUSTED, judged_from="2026-01-01")
    there = Jurisdiction(regulation=TO_BE_ENTRUSTED, extent=Extent((Governed("bureau"),)), judged_from=date(2026, 1, 1))
    with engine.connect() as connection:
        put(connection, world)
        agree(connection, world, [there])
        assert ("talkers", "chief", "OPEN") in rows_of(standing(connection), "duty", "subject", "status")
        connection.rollback()
