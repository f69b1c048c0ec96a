"""A regulation speaks of the units it governs, as long as it does, read as was chosen there: in Python and in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from owed_histories import DAYS, EDITIONS, TO_PEOPLE, TO_UNITS, histories
from small_regulations import BUREAU, BY_HEADS, BY_MAYOR, HEAD, ROUTINE, duty
from small_regulations import small as made
from small_worlds import DAY, event, line, name, seat, talk, town
from stored_worlds import AT, put
from swept_worlds import expected, standing, stored, swept

from yuetan.engine.derived import with_derived
from yuetan.engine.jurisdiction import Extent, Governed, Jurisdiction
from yuetan.engine.obligations import Obligation
from yuetan.engine.occasions import proposed_on
from yuetan.engine.owed import obligations
from yuetan.engine.together import owed_under
from yuetan.engine.world import Placement, World
from yuetan.records.database import Connection, Engine, open_database, upgrade
from yuetan.records.owed import refresh
from yuetan.rules import HELD, INTERVIEWER, PROPOSED, TWELVE_MONTHS, UNIT, YEAR, Duty, Quota, Regulation
from yuetan.rules.events import is_overdue

ALWAYS = date.max
TALKS = duty("talks", each=YEAR, talk=ROUTINE, about=HEAD)
REPORTS = duty("reports", owed_by=UNIT, about=BUREAU, each=YEAR, done="reported")
ROLLS = duty("rolls", each=TWELVE_MONTHS, talk=ROUTINE, about=HEAD)
PRAISE = duty("praise", owed_by=INTERVIEWER, done="praised")
ANSWER = duty("answer", owed_by=HEAD, on="complained", done="answered")
TALKERS = duty("talkers", each=YEAR, talk=Quota(ROUTINE, per=INTERVIEWER))


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


def small(*rules: Duty) -> Regulation:
    return made(BY_MAYOR, BY_HEADS, *rules)


def there(unit: str, since: str = "", until: str = "") -> Governed:
    return Governed(unit, DAY(since) if since else date.min, DAY(until) if until else ALWAYS)


def owed(world: World, regulation: Regulation, *of: Governed) -> dict[str, str]:
    under = world.under(Jurisdiction(regulation=regulation, extent=Extent(of), judged_from=world.judged_from))
    return {name(one): line(one) for one in obligations(with_derived(under, regulation), regulation)}


@pytest.mark.parametrize(("extent", "governed"), [
    (Extent((there("town"),)), "town bureau station office"),
    (Extent((there("bureau"),)), "bureau office"),
    (Extent((there("town"),), (there("bureau"),)), "town station"),
    (Extent((there("town"), there("office")), (there("bureau"),)), "town station office"),
    (Extent((there("bureau"),), (there("bureau"),)), "bureau office"),  # decided for the unit itself: beside
    (Extent((there("town", "2026-01-01", "2026-06-01"),)), ""),
    (Extent((there("town"),), (there("bureau", "2026-07-01"),)), "town bureau station office"),
    (Extent((there("nowhere"),)), ""),
])
def test_the_nearest_decision_says_whether_a_unit_is_governed(extent: Extent, governed: str) -> None:
    world = town("2026-06-01").under(Jurisdiction(regulation=small(), extent=extent))
    assert governed.split() == [one for one in ("town", "bureau", "station", "office")
                                if world.governs(one, DAY("2026-06-01"))]


def test_who_sits_in_no_unit_it_governs_owes_nothing_under_it() -> None:
    world = town("2026-06-01", judged_from="2026-01-01")
    assert {"chief 2026", "clerk 2026"} == owed(world, small(TALKS), there("bureau")).keys()
    assert {"keeper 2026"} == owed(world, small(TALKS), there("station")).keys()
    assert {"bureau 2026"} == owed(world, small(REPORTS), there("bureau")).keys()
    assert owed(world, small(TALKS), there("bureau", "2026-06-02")) == {}


def test_the_post_that_is_selected_is_one_in_a_governed_unit() -> None:
    world = town("2026-06-01", seat("second", "station", "head", rank=4), judged_from="2026-01-01")
    assert {"chief 2026", "clerk 2026"} == owed(world, small(TALKS), there("bureau")).keys()
    assert {"keeper 2026", "second 2026"} == owed(world, small(TALKS), there("station")).keys()


def test_a_period_is_judged_by_what_governed_on_its_last_day() -> None:
    world = town("2027-03-01", judged_from="2025-01-01")
    assert {"chief 2025", "chief 2026", "clerk 2025", "clerk 2026"} == owed(
        world, small(TALKS), there("bureau", "2025-01-01", "2027-01-01")).keys()
    assert {"chief 2026", "chief 2027", "clerk 2026", "clerk 2027"} == owed(
        world, small(TALKS), there("bureau", "2026-12-31")).keys()


def test_nobody_is_new_to_a_regulation_because_it_is_read_otherwise() -> None:
    world, since = town("2027-03-01", judged_from="2026-01-01"), there("bureau", "2026-05-01")
    before = there("bureau", until="2026-05-01")
    for otherwise, status in (((before,), "OVERDUE"), ((), "LAPSED")):
        under = world.under(Jurisdiction(regulation=small(TALKS), judged_from=world.judged_from,
                                         extent=Extent((since,), (before,), otherwise)))
        found = {name(one): line(one) for one in obligations(under, small(TALKS))}
        assert found["chief 2026"].split()[0] == status


def test_an_interview_is_finished_under_what_governed_when_it_was_proposed() -> None:
    told = (talk("t1", "routine", "chief", "mayor", unit="bureau"), event(PROPOSED, "2026-03-02", "t1"),
            talk("t2", "routine", "chief", "mayor", unit="bureau"), event(PROPOSED, "2026-04-01", "t2"))
    until, since = there("town", "2026-01-01", "2026-04-01"), there("bureau", "2026-04-01")
    assert {"t1 interview:t1"} == owed(town("2026-06-01", *told), small(PRAISE), until).keys()
    assert {"t2 interview:t2"} == owed(town("2026-06-01", *told), small(PRAISE), since).keys()
    assert owed(town("2026-06-01", *told), small(PRAISE), there("station")) == {}


def test_what_befell_somebody_is_judged_by_what_governed_him_that_day() -> None:
    world = town("2026-06-01", event("complained", "2026-03-02", cadre="chief"),
                 event("complained", "2026-03-03", cadre="keeper"), event("complained", "2026-03-04", unit="station"))
    assert {"chief complained:2026-03-02"} == owed(world, small(ANSWER), there("bureau")).keys()
    assert {"keeper complained:2026-03-03", "station complained:2026-03-04"} == owed(
        world, small(ANSWER), there("station")).keys()


def test_who_left_is_spoken_of_where_he_was() -> None:
    world = town("2026-06-01", seat("former", "bureau", "member", until="2026-01-01"),
                 event("complained", "2026-03-02", cadre="former"))
    assert {"former complained:2026-03-02"} == owed(world, small(ANSWER), there("bureau")).keys()
    assert owed(world, small(ANSWER), there("station")) == {}


def test_what_rolls_on_begins_and_ends_with_what_governs() -> None:
    world = town("2026-12-01", talk("t", "routine", "chief", "mayor", imported=True), event(HELD, "2026-03-02", "t"),
                 judged_from="2026-01-01")
    found = owed(world, small(ROLLS), there("bureau"))
    assert {"chief 2026-01-01", "chief 2026-03-02", "clerk 2026-01-01"} == found.keys()
    assert owed(world, small(ROLLS), there("bureau", until="2026-01-01")) == {}


def test_talks_are_counted_for_talkers_who_are_governed() -> None:
    world = town("2026-06-01", judged_from="2026-01-01")
    assert {"chief 2026", "clerk 2026"} == owed(world, small(TALKERS), there("bureau")).keys()


def test_of_somebody_under_two_readings_the_first_is_heard_and_of_each_but_once() -> None:
    one, other = small(TALKS), small(evolve(TALKS, title="另一种读法"))
    both = [Jurisdiction(regulation=one, extent=Extent((there("bureau"),))),
            Jurisdiction(regulation=other, extent=Extent((there("town"),)))]
    world = town("2026-06-01", seat("chief", "town", "head"), judged_from="2026-01-01")
    found = {found.obligation.key.subject: found.jurisdiction.regulation for found in owed_under(world, both, None)
             if found.obligation.key.cause == "2026"}
    assert (one, other) == (found["chief"], found["mayor"])


# Laws

units = st.sampled_from(["town", "bureau", "station", "office"])
stretches = st.sampled_from([(date.min, ALWAYS), (date(2026, 3, 1), ALWAYS), (date.min, date(2026, 8, 1)),
                             (date(2026, 2, 1), date(2026, 11, 1))])
governed = st.builds(lambda unit, stretch: Governed(unit, *stretch), units, stretches)
extents = st.builds(lambda of, others, same: Extent(of, others, others[:same]),
                    st.lists(governed, min_size=1, max_size=2).map(tuple), st.lists(governed, max_size=1).map(tuple),
                    st.integers(0, 1))


@st.composite
def deployments(draw: st.DrawFn) -> tuple[World, Sequence[Jurisdiction]]:
    """A history in which an office moves, and editions that govern here or there, some in two ways."""
    world, moved = draw(histories()), draw(st.sampled_from(DAYS))
    lies = [one for one in world.placements if one.unit != "office"]
    office = [Placement(unit="office", name="office", parent="bureau", until=moved),
              Placement(unit="office", name="office", parent="station", since=moved)]
    talks = tuple(evolve(one, unit=draw(units)) for one in world.interviews)
    found = [Jurisdiction(regulation=one, extent=draw(st.none() | extents),
                          judged_from=draw(st.sampled_from((world.judged_from, DAY("2026-02-01")))))
             for one in draw(st.sampled_from(EDITIONS)) for _ in range(draw(st.integers(1, 2)))]
    return evolve(world, placements=(*lies, *office), interviews=talks), found


@settings(max_examples=20, deadline=None)
@given(deployment=deployments())
def test_what_is_swept_is_what_the_engine_says_of_whom_it_governs(
        engine: Engine, deployment: tuple[World, Sequence[Jurisdiction]]) -> None:
    world, jurisdictions = deployment
    with engine.connect() as connection:
        put(connection, world)
        found = swept(connection, world, jurisdictions)
        said, stands = expected(connection, world, jurisdictions), standing(connection)
        assert (set(), set(), len(said)) == (said - stands, stands - said, found.obligations)
        assert _refreshed(connection, world, jurisdictions) == ()
        connection.rollback()


@pytest.mark.parametrize("editions", EDITIONS, ids=range(len(EDITIONS)))
def test_it_is_so_of_what_befell_people_of_any_unit_or_of_none(engine: Engine, editions: Sequence[Regulation]) -> None:
    told = [event(code, "2026-03-02", cadre=cadre) for code in TO_PEOPLE for cadre in ("chief", "keeper", "former")]
    told += [event(code, "2026-03-03", unit=unit) for code in TO_UNITS for unit in ("bureau", "station")]
    told += [event(PROPOSED, "2026-03-02", "t1"), event(HELD, "2026-03-10", "t1")]
    world = town("2026-06-01", talk("t1", "routine", "chief", "mayor", unit="bureau"), *told,
                 seat("former", "bureau", "member", until="2026-01-01"))
    there_alone = [Jurisdiction(regulation=one, extent=Extent((there("bureau"),)), judged_from=world.judged_from)
                   for one in editions]
    with engine.connect() as connection:
        put(connection, world)
        swept(connection, world, there_alone)
        assert expected(connection, world, there_alone) == standing(connection)
        connection.rollback()


def _refreshed(connection: Connection, world: World, jurisdictions: Sequence[Jurisdiction]) -> tuple[object, ...]:
    """What changes where everybody is worked out anew, edition by edition, after a sweep: nothing may."""
    editions = {one.edition: [other for other in jurisdictions if other.edition == one.edition]
                for one in jurisdictions}
    everybody = [*(one.id for one in world.cadres), *(one.id for one in world.units)]
    read = stored(connection, world)
    return tuple(change for some in editions.values()
                 for change in refresh(connection, read, some, everybody, at=AT, why="act"))


@settings(max_examples=60, deadline=None)
@given(world=histories(), editions=st.sampled_from(EDITIONS), on=st.sampled_from(DAYS),
       chosen=st.sampled_from(EDITIONS))
def test_what_is_chosen_from_a_day_on_leaves_alone_what_was_pinned_before_it(
        world: World, editions: Sequence[Regulation], on: date, chosen: Sequence[Regulation]) -> None:
    before, after = Extent((Governed("town", until=on),)), Extent((Governed("town", since=on),))
    everywhere = Extent((Governed("town"),))
    alone = [Jurisdiction(regulation=one, extent=everywhere, judged_from=world.judged_from) for one in editions]
    changed = [*(evolve(one, extent=before) for one in alone),
               *(Jurisdiction(regulation=one, extent=after, judged_from=world.judged_from) for one in chosen)]
    assert _pinned(world, alone, on) == _pinned(world, changed, on)


def _pinned(world: World, jurisdictions: Sequence[Jurisdiction], on: date) -> set[tuple[object, ...]]:
    found = (one.obligation for one in owed_under(world, jurisdictions, None))
    return {(one.key, one.status, one.due, one.opens, one.done_on, one.newcomer) for one in found
            if _pinned_on(world, one) < on}


def _pinned_on(world: World, one: Obligation) -> date:
    """The day that decides which rules an obligation is judged by: of its proposal, its cause, or its period's end."""
    occasion = one.occasion
    assert occasion is not None
    if occasion.cause is not None and is_overdue(occasion.cause.code):
        return date.max  # it leads on from what is looked at anyway
    if (talk := world.interview(occasion.interview)) is not None:
        return proposed_on(world, talk) or date.max
    if occasion.cause is not None:
        return occasion.cause.on
    return min(world.as_of, occasion.until) if occasion.until else date.max
