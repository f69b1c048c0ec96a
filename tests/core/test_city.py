"""The generated city: plausible, of any size, the same for the same seed, and whole after a real import."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from yuetan.engine.facts import FOREVER, Appointment
from yuetan.paperwork.roster.check import Checker
from yuetan.paperwork.roster.choosing import check
from yuetan.paperwork.roster.importing import import_roster
from yuetan.paperwork.roster.known import known
from yuetan.paperwork.roster.read import read_workbook
from yuetan.paperwork.roster.words import TalkKind, Words, talk_kinds
from yuetan.records.database import open_database, reading, upgrade
from yuetan.records.roster import load_roster
from yuetan.records.values import Roster
from yuetan.rules.terms import Rank, Vocabulary
from yuetan.testing.city import AS_OF, make_city, make_mixed_city, write_city_workbook
from yuetan.testing.city.places import MOST_COUNTIES, county_name
from yuetan_lianyungang.regulation import REGULATION

VOCABULARY = Vocabulary(REGULATION.terms)
KINDS: tuple[TalkKind, ...] = talk_kinds([REGULATION])
SIZES = (30, 31, 60, 100, 233, 600, 1000, 3000, 10_000)
TYPES = {
    "city_party", "city_government", "city_npc", "city_cppcc", "city_discipline", "city_court", "city_procuratorate",
    "city_party_organ", "city_party_office", "city_government_office", "city_department", "city_direct", "county_party",
    "county_government", "county_npc", "county_cppcc", "county_court", "county_procuratorate", "county_discipline",
    "stationed_discipline", "city_organisation", "county_department",
}


@pytest.fixture(scope="module")
def city() -> Roster:
    return make_city(600)


def held(city: Roster, on: date = AS_OF) -> Iterator[Appointment]:
    return (one for one in city.appointments if one.since <= on < one.until)


@pytest.mark.parametrize("cadres", SIZES)
def test_a_city_has_exactly_so_many_cadres(cadres: int) -> None:
    city = make_city(cadres)
    assert len({one.id for one in city.cadres}) == len(city.cadres) == cadres
    assert {one.cadre for one in held(city)} == {one.id for one in city.cadres}


@pytest.mark.parametrize("cadres", [-1, 0, 29])
def test_a_city_below_thirty_is_refused(cadres: int) -> None:
    with pytest.raises(ValueError, match=f"a city has at least 30 cadres, not {cadres}"):
        make_city(cadres)


@pytest.mark.parametrize("cadres", [30, 600])
def test_the_same_arguments_give_the_same_city(cadres: int) -> None:
    assert make_city(cadres) == make_city(cadres)
    assert make_city(cadres) != make_city(cadres, seed=1)
    assert make_city(cadres) != make_city(cadres, as_of=date(2026, 1, 1))


def test_the_demonstration_city_never_changes_by_accident(city: Roster) -> None:
    managed = sum("市管" in one.marks for one in held(city))
    assert (len(city.units), len(city.appointments), len(city.portfolios), len(city.past_talks), managed) == (
        125, 752, 79, 532, 371)


def test_a_city_has_every_type_of_unit_the_regulation_speaks_of(city: Roster) -> None:
    declared = {term.code for term in REGULATION.terms if term.of == "unit_type"}
    assert {one.type for one in city.units} == TYPES
    assert declared - TYPES == {"city_supervision"}  # the bureau that was merged


@pytest.mark.parametrize("cadres", SIZES)
def test_units_make_one_tree_below_the_city_committee(cadres: int) -> None:
    city = make_city(cadres)
    above = {one.unit: one.parent for one in city.placements if one.until == FOREVER}
    assert [unit for unit, parent in above.items() if not parent] == ["S001"]
    for unit in above:
        way = [unit]
        while above[way[-1]]:
            way.append(above[way[-1]])
            assert len(way) <= 5
        assert way[-1] == "S001"


def test_a_unit_has_one_name_at_a_time_and_some_had_another(city: Roster) -> None:
    former = [one for one in city.placements if one.until != FOREVER]
    assert {one.name for one in former} >= {"市文教局", "市物价局"}
    for one, following in pairwise(one for one in city.placements if one.unit in {former_.unit for former_ in former}):
        assert one.unit != following.unit or one.until == following.since


@pytest.mark.parametrize("cadres", SIZES)
def test_a_city_passes_every_check_of_an_import(cadres: int, tmp_path: Path) -> None:
    words = Words(VOCABULARY, KINDS)
    write_city_workbook(tmp_path / "city.xlsx", make_city(cadres), VOCABULARY, kinds=KINDS)
    read = read_workbook(tmp_path / "city.xlsx", words)
    check(read.rows, Checker(words, known(Roster()), read.report))
    assert (read.report.all(), read.report.notes) == ((), [])


@pytest.mark.parametrize("cadres", [30, 600])
def test_a_city_comes_back_from_workbook_and_database_as_it_was(cadres: int, database_url: str, tmp_path: Path) -> None:
    city = make_city(cadres)
    write_city_workbook(tmp_path / "city.xlsx", city, VOCABULARY, kinds=KINDS)
    engine = open_database(database_url)
    upgrade(engine)
    result = import_roster(engine, tmp_path / "city.xlsx", VOCABULARY, kinds=KINDS)
    with reading(engine) as connection:
        assert (result.faults, load_roster(connection)) == ((), city)
    engine.dispose()


@pytest.mark.parametrize(("what", "share"), [
    (lambda one: one.post == "head", (0.15, 0.25)),
    (lambda one: one.post == "deputy", (0.3, 0.6)),
    (lambda one: one.post == "member", (0.05, 0.2)),
    (lambda one: one.post in {"middle", "staff"}, (0.1, 0.4)),
    (lambda one: "市管" in one.marks, (0.3, 0.7)),
    (lambda one: one.rank >= Rank.BUREAU_DEPUTY, (0.02, 0.08)),
    (lambda one: one.since.year == AS_OF.year, (0.1, 0.3)),
])
def test_posts_are_spread_as_in_a_city(
        city: Roster, what: Callable[[Appointment], bool], share: tuple[float, float]) -> None:
    posts = list(held(city))
    assert share[0] <= sum(map(what, posts)) / len(posts) <= share[1]


def test_those_of_a_division_and_no_others_are_managed_by_the_city() -> None:
    marks = {one.rank: one.marks for one in make_city(10_000).appointments}
    managed = {Rank.DIVISION_DEPUTY, Rank.DIVISION}
    assert marks == {rank: frozenset({"市管"}) if rank in managed else frozenset() for rank in Rank}


def test_some_sit_in_two_chairs(city: Roster) -> None:
    posts = Counter(one.cadre for one in held(city))
    assert 5 <= sum(number == 2 for number in posts.values()) <= 30
    mayor = [(one.unit, one.post) for one in held(city) if one.title in {"市长", "市委副书记"}]
    assert {("S001", "deputy"), ("S002", "head")} <= set(mayor)


def test_every_manner_of_holding_a_post_occurs() -> None:
    manners = {one.manner for one in held(make_city(3000))}
    assert manners == {"regular", "presiding", "acting", "concurrent", "attached", "seconded"}


def test_some_chairs_are_vacant_and_some_of_those_decided_upon() -> None:
    city = make_city(3000)
    led = {one.unit for one in held(city) if one.post == "head"}
    vacant = {one.id for one in city.units} - led - {"S900"}
    assert 2 <= len(vacant) <= 20
    coming = [one for one in city.appointments if one.since > AS_OF]
    assert {one.unit for one in coming} <= vacant
    assert all(one.decided and one.decided < AS_OF for one in coming)


@pytest.mark.parametrize("cadres", SIZES)
def test_nothing_but_a_post_decided_upon_lies_ahead(cadres: int) -> None:
    city = make_city(cadres)
    assert all(one.decided and one.decided < AS_OF for one in city.appointments)
    assert all(one.on < AS_OF for one in city.past_talks)
    assert all(one.since < AS_OF for one in city.portfolios)


def test_every_department_has_one_overseer_in_the_leading_team(city: Roster) -> None:
    overseen = Counter(one.unit for one in city.portfolios if one.until == FOREVER)
    types = {"city_department", "city_direct", "city_party_organ"}
    departments = {one.id for one in city.units if one.type in types} - {"S900"}
    assert {overseen[unit] for unit in departments} == {1}
    leaders = {one.cadre for one in held(city) if one.unit in {"S001", "S002"}}
    assert {one.cadre for one in city.portfolios if one.unit in departments} <= leaders


def test_about_seven_in_ten_were_talked_to_in_the_last_two_years(city: Roster) -> None:
    talked = {one.cadre for one in city.past_talks}
    assert 0.62 <= len(talked) / len(city.cadres) <= 0.75
    assert min(one.on for one in city.past_talks) >= AS_OF - timedelta(days=730)


def test_talks_are_of_the_kinds_the_regulation_has() -> None:
    assert {(one.regulation, one.kind, one.family) for one in make_city(3000).past_talks} == {
        (one.regulation, one.code, one.family) for one in KINDS}


def test_nobody_talked_to_himself_or_before_he_sat_anywhere(city: Roster) -> None:
    began = {cadre: min(one.since for one in city.appointments if one.cadre == cadre) for cadre in {
        one.cadre for one in city.appointments}}
    for talk in city.past_talks:
        assert talk.cadre not in talk.interviewers
        assert talk.kind == "pre_appointment" or talk.on >= began[talk.cadre]
        assert all(by not in began or began[by] <= talk.on for by in talk.interviewers)


def test_some_talkers_stand_in_no_roster(city: Roster) -> None:
    known_numbers = {one.id for one in city.cadres}
    strangers = {by for talk in city.past_talks for by in talk.interviewers} - known_numbers
    assert 0 < len(strangers) < len(city.past_talks) / 2
    assert all(re.fullmatch(r"[㐀-鿿\U00020000-\U0003ffff]{2,4}", name) for name in strangers)


def test_names_are_names_and_some_have_characters_that_fonts_lack() -> None:
    names = [one.name for one in make_city(3000).cadres]
    assert all(re.fullmatch(r"[㐀-鿿\U00020000-\U0003ffff]{2,4}", name) for name in names)
    assert any(rare in name for name in names for rare in "㐂𠮷")


def test_staff_numbers_begin_with_zeros_that_must_not_be_lost(city: Roster) -> None:
    assert all(re.fullmatch(r"0[0-9]{6}", one.id) for one in city.cadres)


def test_counties_have_each_a_name_of_their_own() -> None:
    assert len({county_name(number)[:2] for number in range(MOST_COUNTIES)}) == MOST_COUNTIES


def test_no_two_units_of_a_mixed_city_go_by_one_name() -> None:
    names = Counter(one.name for one in make_mixed_city(600, 1, as_of=date(2026, 9, 14)).placements
                    if one.until == FOREVER)
    assert [name for name, count in names.items() if count > 1] == []
