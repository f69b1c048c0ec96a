"""A part of the world says of those it is about what the whole says: what is owed, and what stands against an act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from owed_histories import EDITIONS, histories
from small_regulation import REPORT, regulation
from small_worlds import CALENDAR, event, talk, town
from stored_worlds import put

from yuetan.engine.attempts import Attempt, Objection
from yuetan.engine.checks import attempt
from yuetan.engine.derived import with_derived
from yuetan.engine.facts import Interview, Placement
from yuetan.engine.jurisdiction import Extent, Governed, Jurisdiction
from yuetan.engine.obligations import Obligation
from yuetan.engine.owed import obligations
from yuetan.engine.talks import counts_talkers
from yuetan.engine.world import World
from yuetan.records.database import Connection, Engine, open_database, reading, upgrade, writing
from yuetan.records.roster import store
from yuetan.records.slices import About, load_slice
from yuetan.records.worlds import whole_world
from yuetan.rules import Duty, Regulation
from yuetan.rules.events import PROPOSED
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, PAIR, UNIT
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Step, applies
from yuetan.testing.business import with_business
from yuetan.testing.city import AS_OF, make_city
from yuetan.testing.stored_business import store_business
from yuetan_lianyungang.regulation import REGULATION

SETTINGS: tuple[dict[str, str], ...] = (
    {}, {"newcomers": "in_full", "roll": "stay", "as_needed": "every_time", "notice_days": "clear_days"},
    {"report_by": "drawn_up", "counting_talks": "by_owner", "each_year": "twelve_months",
     "overseen_units": "with_subordinates", "coordinated_talks": "talker", "notice_to": "either"},
)
SINCE = date(2025, 1, 1)
SHARED = (INTERVIEWER, PAIR, UNIT)
"""Talks counted for these bear on everybody: they are left to the sweep."""


@pytest.fixture(scope="module")
def empty(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A city with its business, kept once for all."""
    records = open_database(f"sqlite:///{tmp_path_factory.mktemp('city') / 'city.db'}")
    upgrade(records)
    made = make_city(120)
    roster = World(units=made.units, placements=made.placements, cadres=made.cadres, appointments=made.appointments,
                   portfolios=made.portfolios, as_of=AS_OF, judged_from=SINCE, calendar=CALENDAR)
    with writing(records) as connection:
        store(connection, made)
    discipline = next(one.id for one in made.units if one.type == "city_discipline")
    store_business(records, with_business(roster, [REGULATION]), [REGULATION.under({})], discipline)
    yield records
    records.dispose()


def whole(connection: Connection, as_of: date, judged_from: date = SINCE) -> World:
    return whole_world(connection, as_of=as_of, judged_from=judged_from, calendar=CALENDAR)


def part(connection: Connection, everything: World, regulation: Regulation, about: About) -> World:
    """The part of the world about some, as of the same day."""
    about = evolve(about, talking=counts_talkers(regulation))
    return load_slice(connection, about, as_of=everything.as_of, judged_from=everything.judged_from, calendar=CALENDAR)


def owed(world: World, regulation: Regulation, subjects: Iterable[str]) -> dict[object, tuple[object, ...]]:
    """What is owed by and about some, however it stands; without what is counted for many together."""
    names = {*subjects}
    concerned = names | {cadre for name in names for talk in world.interviews_about(name) for cadre in talk.to}
    concerned |= {unit for name in concerned for day in world.changes(name) for unit in world.units_of((name,), day)}
    found = obligations(with_derived(world, regulation, concerned), regulation, names)
    return {one.key: stands(one) for one in found if not shared(one.duty)}


def shared(duty: Duty) -> bool:
    return duty.talk is not None and duty.talk.per in SHARED


def stands(one: Obligation) -> tuple[object, ...]:
    return one.status.name, one.due, one.opens, one.done_on, one.provisional, one.newcomer


def acting(world: World) -> list[str]:
    """Those in whose offices interviews are arranged, by their staff numbers."""
    offices = {one.id for one in world.units if "discipline" in one.type or "office" in one.type}
    return [one.id for one in world.cadres if offices.intersection(world.units_of((one.id,), world.as_of))]


def next_acts(world: World, regulation: Regulation, talk: Interview, actors: Sequence[str]) -> Iterator[Attempt]:
    """Every step and paper of an interview, by each of some actors, today; filled in, or left empty."""
    codes = [step.code for step in regulation.of(Step) if applies(step.kinds, talk.kind)]
    fields = frozenset(one.code for paper in regulation.of(Material) for one in paper.fields)
    for code in (*codes, *(paper.code for paper in regulation.of(Material))):
        for actor in actors:
            for filled in (fields, frozenset[str]()):
                yield Attempt(step=code, on=world.as_of, interview=talk, actor=actor, addressee="interviewee",
                              fields=filled)


def answers(world: World, regulation: Regulation, talk: Interview, actors: Sequence[str],
            ) -> list[tuple[str, tuple[Objection, ...]]]:
    return [(act.step, attempt(world, regulation, act)) for act in next_acts(world, regulation, talk, actors)]


@settings(max_examples=12, deadline=None)
@given(data=st.data(), chosen=st.sampled_from(SETTINGS), after=st.sampled_from([0, 0, 30, 200]))
def test_of_a_city_a_part_says_what_the_whole_says(
        city: Engine, data: st.DataObject, chosen: dict[str, str], after: int) -> None:
    regulation = REGULATION.under(chosen)
    with reading(city) as connection:
        everything = whole(connection, date.fromordinal(AS_OF.toordinal() + after))
        talks = [one for one in everything.interviews if not one.imported]
        talk = data.draw(st.sampled_from(talks))
        actors = (data.draw(st.sampled_from(acting(everything))), *talk.by[:1])
        some = part(connection, everything, regulation, About(interviews=(talk.id,), people=actors))
        assert owed(everything, regulation, (talk.id, *talk.to)) == owed(some, regulation, (talk.id, *talk.to))
        known = some.interview(talk.id)
        assert known == talk
        assert answers(everything, regulation, talk, actors) == answers(some, regulation, talk, actors)


@settings(max_examples=12, deadline=None)
@given(data=st.data(), chosen=st.sampled_from(SETTINGS))
def test_of_a_cadre_and_of_a_proposal_about_him_a_part_says_what_the_whole_says(
        city: Engine, data: st.DataObject, chosen: dict[str, str]) -> None:
    regulation = REGULATION.under(chosen)
    with reading(city) as connection:
        everything = whole(connection, AS_OF)
        cadre, talker = (data.draw(st.sampled_from(everything.cadres)).id for _ in range(2))
        actor = data.draw(st.sampled_from(acting(everything)))
        kind = data.draw(st.sampled_from(["routine", "pre_appointment", "warning", "revisit"]))
        some = part(connection, everything, regulation, About(cadres=(cadre,), people=(talker, actor)))
        assert owed(everything, regulation, (cadre,)) == owed(some, regulation, (cadre,))
        draft = Interview(id="draft", kind=kind, regulation="lianyungang", to=(cadre,), by=(talker,), planned=AS_OF,
                          family=kind if kind == "pre_appointment" else "routine")
        assert answers(everything, regulation, draft, (actor,)) == answers(some, regulation, draft, (actor,))


@settings(max_examples=12, deadline=None)
@given(data=st.data(), chosen=st.sampled_from(SETTINGS))
def test_of_a_unit_a_part_says_what_the_whole_says(
        city: Engine, data: st.DataObject, chosen: dict[str, str]) -> None:
    regulation = REGULATION.under(chosen)
    with reading(city) as connection:
        everything = whole(connection, AS_OF)
        unit = data.draw(st.sampled_from(everything.units)).id
        some = part(connection, everything, regulation, About(units=(unit,)))
        assert owed(everything, regulation, (unit,)) == owed(some, regulation, (unit,))


@settings(max_examples=15, deadline=None)
@given(data=st.data(), world=histories(), regulations=st.sampled_from(EDITIONS))
def test_of_any_history_a_part_says_what_the_whole_says(
        empty: Engine, data: st.DataObject, world: World, regulations: tuple[Regulation, ...]) -> None:
    regulation = regulations[0]
    cadres = data.draw(st.lists(st.sampled_from([one.id for one in world.cadres]), max_size=2, unique=True))
    talks = [one.id for one in world.interviews if not one.imported]
    named = data.draw(st.lists(st.sampled_from(talks), max_size=2, unique=True)) if talks else []
    with empty.connect() as connection:
        put(connection, world)
        everything = whole(connection, world.as_of, world.judged_from)
        some = part(connection, everything, regulation, About(
            cadres=cadres, interviews=named, people=[world.cadres[0].id]))
        assert owed(everything, regulation, (*cadres, *named)) == owed(some, regulation, (*cadres, *named))
        for name in named:
            talk = everything.interview(name)
            assert talk is not None
            actors = (world.cadres[0].id, "")
            planned = evolve(talk, planned=world.as_of)
            assert answers(everything, regulation, planned, actors) == answers(some, regulation, planned, actors)
        connection.rollback()


def test_what_governs_the_unit_that_arranges_a_talk_is_known_though_nobody_there_takes_part(empty: Engine) -> None:
    """A group that sits in the bureau arranges a talk; the bureau alone is governed."""
    edition = regulation(Duty("report", "报送整改报告", owed_by=INTERVIEWEE, on=PROPOSED, material=REPORT, clause="2"),
                         code="small").under({})
    there = Jurisdiction(regulation=edition, extent=Extent(of=(Governed(unit="bureau"),)))
    world = town("2026-03-09", Placement(unit="group", name="group", parent="bureau"),
                 talk("one", "routine", to="keeper", by="mayor", planned="2026-03-20", unit="group"),
                 event(PROPOSED, "2026-03-02", "one"))
    with empty.connect() as connection:
        put(connection, world)
        everything = whole(connection, world.as_of)
        known = part(connection, everything, edition, About(cadres=("keeper",), interviews=("one",)))
        found = owed(everything.under(there), edition, ("keeper", "one"))
        assert len(found) == 1
        assert owed(known.under(there), edition, ("keeper", "one")) == found
