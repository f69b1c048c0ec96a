"""The past as it was known then, and other worlds that share what they look up."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from small_histories import days, histories
from small_regulations import BUREAU, BY_HEADS, BY_MAYOR, CHAIN, HEAD, POINTS, PROCEDURE, ROUTINE, YEARLY, duty, small
from small_worlds import DAY, event, held, later, line, met_by, name, owed, seat, talk, town

from yuetan.engine.derived import with_derived
from yuetan.engine.owed import obligations, offers
from yuetan.engine.world import Event, Interview, Placement, World
from yuetan.rules import HELD, PROPOSED, SANCTIONED, WITHDRAWN, YEAR, Regulation

LAW = settings(max_examples=100, deadline=None)
ALL = [CHAIN, POINTS, PROCEDURE, small(BY_MAYOR, BY_HEADS, YEARLY)]


def everything(world: World, regulation: Regulation) -> list[str]:
    derived = with_derived(world, regulation)
    found = (*obligations(derived, regulation), *offers(derived, regulation))
    return [f"{one.key.duty} {name(one)} {line(one)}" for one in found]


@LAW
@given(facts=histories(), as_of=days, regulation=st.sampled_from(ALL))
def test_what_happened_later_was_not_known_then(
        facts: tuple[Interview | Event, ...], as_of: date, regulation: Regulation) -> None:
    known = [one for one in facts if not isinstance(one, Event) or one.on <= as_of]
    day = as_of.isoformat()
    assert everything(town(day, *facts, judged_from="2025-12-01"), regulation) == everything(
        town(day, *known, judged_from="2025-12-01"), regulation)


@LAW
@given(facts=histories(), first=days, second=days, regulation=st.sampled_from(ALL))
def test_a_world_looked_at_on_another_day_says_what_a_new_one_would(
        facts: tuple[Interview | Event, ...], first: date, second: date, regulation: Regulation) -> None:
    world = town(first.isoformat(), *facts, judged_from="2025-12-01")
    everything(world, regulation)  # so that it has looked things up
    assert everything(world.at(second), regulation) == everything(evolve(world, as_of=second), regulation)
    more = (event("complained", "2026-03-02", cadre="chief"), event(HELD, "2026-03-05", "t0"))
    grown = evolve(world, events=(*world.events, *more))
    assert everything(world.with_events(more), regulation) == everything(grown, regulation)
    other = talk("t0", "warning", "keeper", "mayor")
    changed = evolve(world, interviews=(*(one for one in world.interviews if one.id != "t0"), other))
    assert sorted(everything(world.with_interview(other), regulation)) == sorted(everything(changed, regulation))


@LAW
@given(facts=histories(), as_of=days, regulation=st.sampled_from(ALL),
       subject=st.sampled_from(["chief", "keeper", "t0", "town"]))
def test_one_subject_is_told_what_everybody_is_told_of_him(
        facts: tuple[Interview | Event, ...], as_of: date, regulation: Regulation, subject: str) -> None:
    world = town(as_of.isoformat(), *facts, judged_from="2025-12-01")
    interviews = {one.id for one in world.interviews if subject in {one.id, *one.to}}
    derived = with_derived(world, regulation)
    of_all = {one.key: line(one) for one in obligations(derived, regulation) if one.occasion is not None
              and subject in {one.key.subject, one.occasion.unit, *one.occasion.cadres, one.occasion.interview}}
    of_one = {one.key: line(one) for one in obligations(with_derived(world, regulation, [subject, *interviews]),
                                                        regulation, [subject])}
    assert of_one == of_all


@pytest.mark.parametrize(("as_of", "expected"), [
    ("2026-03-09", {"report": "WAITING"}),
    ("2026-03-10", {"report": "OPEN by 2026-03-25"}),
    ("2026-03-26", {"report": "OVERDUE by 2026-03-25", "urge": "OPEN by 2026-03-31"}),
    ("2026-04-20", {"report": "LATE by 2026-03-25 on 2026-03-27", "urge": "DONE by 2026-03-31 on 2026-03-27"}),
])
def test_a_story_as_it_unfolds(as_of: str, expected: dict[str, str]) -> None:
    world = town("2026-12-31", talk("t", "warning", "chief", "mayor"), event(PROPOSED, "2026-03-02", "t"),
                 event(HELD, "2026-03-10", "t"),
                 event("urged", "2026-03-27", "t"), event("reported", "2026-03-27", "t"))
    found = {code: how for code in ("report", "urge", "last_warning")
             for how in owed(world.at(DAY(as_of)), CHAIN, code).values()}
    assert found == expected


def test_posts_are_those_of_the_day() -> None:
    yearly = small(BY_MAYOR, duty("yearly", each=YEAR, talk=ROUTINE, about=BUREAU & HEAD))
    world = town("2026-12-01", seat("new", "bureau", "head", "2026-09-01"),
                 seat("former", "bureau", "head", until="2026-09-01"),
                 without={"chief", "keeper"}, judged_from="2026-01-01")
    assert list(owed(world.at(DAY("2026-08-31")), yearly)) == ["former 2026"]
    assert list(owed(world, yearly)) == ["new 2026"]


def test_a_withdrawal_to_come_changes_nothing_yet() -> None:
    world = town("2026-04-01", talk("t", "warning", "chief", "mayor"), event(PROPOSED, "2026-03-02", "t"),
                 event(WITHDRAWN, "2026-04-02", "t"))
    assert owed(world, CHAIN) == {"chief interview:t": "WAITING"}
    assert owed(later(world, "2026-04-02"), CHAIN) == {"chief interview:t": "LAPSED"}


def test_events_told_out_of_order_are_put_in_order() -> None:
    told = [event("complained", "2026-03-05", cadre="chief"), event(SANCTIONED, "2026-03-01", cadre="chief"),
            event("warned", "2026-03-03", cadre="chief"), event("praised", "2026-03-03", cadre="chief")]
    world = town("2026-03-04", *told)
    assert [one.code for one in world.events_of(cadre="chief")] == [SANCTIONED, "warned", "praised"]
    assert [one.on for one in world.events_with("complained")] == []


@pytest.mark.parametrize(("on", "expected"), [
    ("2025-01-01", "first name"), ("2026-01-01", "second name"), ("2026-06-01", "second name"),
    ("2027-06-01", "third name"),
])
def test_a_unit_is_called_as_it_was_then_or_last_or_first(on: str, expected: str) -> None:
    world = town(on, Placement(unit="new", name="first name", since=date(2025, 6, 1), until=date(2026, 1, 1)),
                 Placement(unit="new", name="second name", since=date(2026, 1, 1), until=date(2026, 5, 1)),
                 Placement(unit="new", name="third name", since=date(2027, 1, 1)))
    assert world.name_of("new", world.as_of) == expected
    assert world.name_of("nowhere", world.as_of) == "nowhere"


def test_what_nobody_knows_is_not_there() -> None:
    world = town("2026-06-01", held("2026-03-02", "chief"))
    assert (world.cadre("nobody"), world.interview("nothing"), world.interview("")) == (None, None, None)
    assert world.posts_of("nobody", world.as_of) == ()
    assert world.posts_of("chief", date(2019, 12, 31)) == ()
    assert world.levels_between("town", "office", world.as_of) == 2
    assert world.levels_between("office", "town", world.as_of) is None
    assert world.levels_between("nowhere", "nowhere", world.as_of) == 0
    assert owed(world, CHAIN, subjects=["nobody"]) == {}
    assert met_by(world, CHAIN, "praised", cadre="nobody") == []
