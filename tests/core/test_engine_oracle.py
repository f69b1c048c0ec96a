"""The engine says what a second, plain one says: talks owed in periods, duties of interviews, and pairings."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

from attrs import evolve
from hypothesis import event as note
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_engine import Plain, Row
from small_regulations import BUREAU, HEAD, OFFICE, ROUTINE, TOWN, WARNING, duty, pairing, small
from small_worlds import CALENDAR, DAY, held, permission, seat, town, who_may, who_owes
from worlds import Words, days, worlds

from yuetan.engine.explain import owners_of
from yuetan.engine.owed import obligations
from yuetan.engine.world import Event, Interview, World
from yuetan.rules import (
    ANY,
    BELOW,
    BELOW_PORTFOLIO,
    HALF_YEAR,
    HELD,
    INTERVIEWEE,
    INTERVIEWER,
    MAY,
    MUST,
    NEXT_BELOW,
    NOTIFIED,
    OWN_UNIT,
    PAIR,
    PORTFOLIO,
    PROPOSED,
    SHOULD,
    UNIT,
    WITHDRAWN,
    WITHIN,
    YEAR,
    Credit,
    Pairing,
    Quota,
    Regulation,
    Relation,
    days_after,
    days_before,
    departed,
    manner,
    marked,
    nobody,
    post,
    rank,
    workdays_after,
    workdays_before,
)

LAW = settings(max_examples=200, deadline=None)
WORDS = Words(unit_types=("town", "bureau", "office"), marks=("managed",))

# Regulations: a few, each with what the others lack

PAIRINGS = (
    (pairing("own", by=HEAD, to=nobody(HEAD), relation=OWN_UNIT),
     pairing("next", by=HEAD, to=HEAD, relation=NEXT_BELOW)),
    (pairing("below", by=HEAD | post("deputy"), to=marked("managed") | HEAD, relation=BELOW, force=SHOULD),
     pairing("overseer", by=TOWN, to=HEAD, relation=PORTFOLIO, force=SHOULD),
     pairing("anyone", by=TOWN & HEAD, to=~HEAD, force=MAY)),
    (pairing("within", by=rank(low=4), to=rank(high=4), relation=WITHIN, deputy=post("deputy", "member")),
     pairing("overseen", by=manner("regular"), to=OFFICE, relation=BELOW_PORTFOLIO, force=SHOULD)),
    (pairing("named", by=HEAD, to=BUREAU | OFFICE, relation=WITHIN, grounds=("2",)),
     pairing("plain", by=TOWN & HEAD | HEAD & OFFICE, to=~TOWN, deputy=nobody(HEAD)),
     pairing("free", by=post("member"), force=MAY)),
)
QUOTAS: tuple[dict[str, Any], ...] = (
    {"talk": Quota(ROUTINE)},
    {"talk": Quota(ROUTINE, times=2), "about": BUREAU | HEAD},
    {"talk": Quota(ROUTINE, by_owner=True)},
    {"talk": Quota(ROUTINE, together=True), "about": marked("managed")},
    {"talk": Quota(ROUTINE, grounds=("2.1",))},
    {"talk": Quota(ROUTINE, per=INTERVIEWER)},
    {"talk": Quota(ROUTINE, per=INTERVIEWER, persons=True, times=2, by_owner=True)},
    {"talk": Quota(ROUTINE, per=PAIR)},
    {"talk": Quota(ROUTINE, per=UNIT), "owed_by": UNIT, "about": TOWN | OFFICE},
    {"talk": Quota(ROUTINE, per=UNIT, persons=True, times=2), "owed_by": UNIT, "about": BUREAU | OFFICE},
)
CREDITING = Credit("credit", "抵计", families=("reminder",), to=ROUTINE, clause="1")


@cache
def quotas(number: int, *, newcomers: bool) -> Regulation:
    duties = [duty(f"q{place}", each=HALF_YEAR if place % 2 else YEAR, **quota) for place, quota in enumerate(QUOTAS)]
    return small(*PAIRINGS[number], *duties, CREDITING, newcomers=newcomers)


@cache
def interviewing(*, rolls: bool) -> Regulation:
    return small(
        duty("notice", owed_by=INTERVIEWEE, done=NOTIFIED, due=days_before(HELD, 3)),
        duty("early", owed_by=INTERVIEWEE, done="answered", due=workdays_before(HELD, 2), about=BUREAU | HEAD),
        duty("report", owed_by=INTERVIEWEE, done="reported", due=days_after(HELD, 15), kinds=(WARNING,)),
        duty("soon", owed_by=INTERVIEWEE, done="urged", due=workdays_after(PROPOSED, 5)),
        duty("thanks", owed_by=INTERVIEWEE, done="praised"), rolls=rolls)


# Worlds

reasons = st.sampled_from(("", "住院"))
peopled = worlds(WORDS, most_units=5, most_cadres=5)


@st.composite
def interviews(draw: st.DrawFn, world: World, codes: tuple[str, ...]) -> World:
    """A world in which people are talked to, alone or together or in turn, for the talker or in another's place."""
    cadres, talks, events = [one.id for one in world.cadres], list[Interview](), list[Event]()
    some = st.lists(st.sampled_from(cadres), min_size=1, max_size=2, unique=True).map(tuple)
    for number in range(draw(st.integers(1, 5))):
        one = Interview(
            id=f"t{number}", kind=draw(st.sampled_from(("routine", "routine", "warning"))),
            to=draw(some), by=draw(some), planned=draw(st.none() | days), entrusted=draw(st.booleans()),
            regulation=draw(st.sampled_from(("small", "small", "small", "other"))), collective=draw(st.booleans()),
            family=draw(st.sampled_from(("routine", "reminder"))), imported=draw(st.sampled_from((True, False, False))))
        talks.append(one)
        for code in (code for code in codes if draw(st.booleans())):
            counts_for = draw(st.sampled_from(("", "", "2025", "2026H1"))) if code == HELD else ""
            events.append(Event(code=code, on=draw(days), interview=one.id, counts_for=counts_for,
                                cadre=draw(st.sampled_from(("", "", *one.to))), reason=draw(reasons)))
    elsewhere = [(one, "") for one in cadres] + [("", one.id) for one in world.units]
    for code in (code for code in codes if code not in {HELD, PROPOSED, WITHDRAWN} and draw(st.booleans())):
        cadre, unit = draw(st.sampled_from(elsewhere))
        events.append(Event(code=code, on=draw(days), cadre=cadre, unit=unit, reason=draw(reasons)))
    return evolve(world, interviews=tuple(talks), events=tuple(draw(st.permutations(events))),
                  judged_from=draw(st.sampled_from((DAY("2025-01-01"), DAY("2026-01-01"), DAY("2026-04-01")))))


talking = peopled.flatmap(lambda world: interviews(world, (HELD, HELD)))
proceeding = peopled.flatmap(lambda world: interviews(world, (
    PROPOSED, NOTIFIED, HELD, "reported", "answered", "praised", "urged", WITHDRAWN, departed("notice"),
    departed("report"))))


def rows(world: World, regulation: Regulation) -> Counter[Row]:
    return Counter(
        (one.key.duty, one.key.subject, one.key.cause, one.status.name, one.due, one.done_on, one.newcomer,
         frozenset(owner.cadre or owner.unit for owner in owners_of(world, regulation, one.occasion)))
        for one in obligations(world, regulation) if one.occasion is not None)


@LAW
@given(world=talking, number=st.integers(0, len(PAIRINGS) - 1), newcomers=st.booleans())
def test_talks_owed_in_periods(world: World, number: int, *, newcomers: bool) -> None:
    world, regulation = evolve(world, calendar=CALENDAR), quotas(number, newcomers=newcomers)
    found = rows(world, regulation)
    for row in found:
        note(f"{row[0]} {row[3]}")
    assert found == Counter(Plain(world, regulation).periodic())


@LAW
@given(world=proceeding, rolls=st.booleans())
def test_duties_of_interviews(world: World, *, rolls: bool) -> None:
    world, regulation = evolve(world, calendar=CALENDAR), interviewing(rolls=rolls)
    found = rows(world, regulation)
    for row in found:
        note(f"{row[0]} {row[3]}")
    assert found == Counter(Plain(world, regulation).in_interviews())


selected = st.sampled_from([HEAD, ~HEAD, nobody(HEAD), TOWN, BUREAU | OFFICE, marked("managed"), rank(low=3),
                            manner("regular"), post("member")])
relations = st.sampled_from([
    ANY, OWN_UNIT, NEXT_BELOW, BELOW, WITHIN, PORTFOLIO, BELOW_PORTFOLIO,
    Relation("同级及下属", levels=(0, 2), above=1), Relation("上级所管", portfolio=True, levels=(1, 2), above=1),
    Relation("分管领导", portfolio=True, levels=None)])


@st.composite
def tiers(draw: st.DrawFn) -> tuple[Pairing, ...]:
    """One to three pairings of any sort."""
    return tuple(pairing(
        f"p{number}", by=draw(selected), to=draw(selected), relation=draw(relations),
        force=draw(st.sampled_from((MUST, SHOULD, SHOULD, MAY))), deputy=draw(st.none() | selected),
        grounds=draw(st.sampled_from(((), (), ("2",), ("2.1",)))),
        kinds=draw(st.sampled_from(((), (ROUTINE,), (WARNING,)))),
    ) for number in range(draw(st.integers(1, 3))))


@settings(LAW, max_examples=120)
@given(world=peopled, pairings=tiers(), on=days, grounds=st.sampled_from(((), ("2.1",), ("2.2",))),
       entrusted=st.booleans())
def test_pairings(
        world: World, pairings: tuple[Pairing, ...], on: date, grounds: tuple[str, ...], *, entrusted: bool) -> None:
    regulation, cadres = small(*pairings), [one.id for one in world.cadres]
    plain, asked = Plain(world, regulation), {"on": on, "grounds": grounds, "entrusted": entrusted}
    for to in cadres:
        verdicts = {by: plain.permission(by, to, on, grounds, entrusted=entrusted) for by in cadres}
        assert {by: permission(world, regulation, by, to, **asked).split()[0] for by in cadres} == verdicts
        assert who_may(world, regulation, to, **asked) == {by for by in cadres if verdicts[by] == "PERMITTED"}
        assert who_owes(world, regulation, to, on=on, grounds=grounds) == set(plain.owing(to, on, grounds))


def test_the_two_agree_on_a_world_in_which_everything_comes_up() -> None:
    """So that two engines that say nothing are not found equal."""
    facts = (seat("new", "bureau", "member", "2026-11-02"), held("2026-02-02", "vice", "mayor"),
             held("2026-08-03", "vice", "mayor"), held("2027-01-01", "second", "chief", counts_for="2026"),
             held("2026-03-02", "third keeper", "mayor", name="both"))
    world = town("2027-01-02", *facts, judged_from="2026-01-01")
    found = rows(world, quotas(0, newcomers=True))
    assert found == Counter(Plain(world, quotas(0, newcomers=True)).periodic())
    assert {row[3] for row in found} == {"OPEN", "DONE", "LATE", "OVERDUE", "LAPSED"}
    assert {row[0] for row in found if row[3] == "DONE"} >= {"q0", "q2", "q4", "q5", "q7"}
