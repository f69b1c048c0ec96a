"""The figures of a report: each talk once, by the units of its day; reports from below added; differences told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve, frozen
from casework_office import ABOVE, BUREAU, CLERK, DIRECTOR, OTHER, SECRETARY, START, Office
from report_office import (
    CODE,
    HALF,
    REGULATION,
    SUMMARY,
    TODAY,
    acts,
    door,
    drafted,
    give_back,
    held,
    receive,
    report_office_over,
    seen,
    send,
    sent,
    write,
)
from sqlalchemy import insert, select

from yuetan.access.report_counts import Asked, own_counts, units_world
from yuetan.access.report_views import CollectedView, ReportField
from yuetan.engine.addressees import addressee, upward
from yuetan.engine.facts import FOREVER, Placement, Succession, Unit
from yuetan.engine.successions import INHERITED
from yuetan.engine.world import World
from yuetan.records.database import reading, writing
from yuetan.records.tables import placement, unit
from yuetan.rules import BELOW, NEXT_BELOW, UNIT, Duty, Relation, Selector
from yuetan.rules import unit as of_type

DUTY = next(iter(REGULATION.of(Duty)))
ASKED = Asked(regulation=REGULATION, duty=DUTY, cause=HALF, since=date(2026, 1, 1), until=date(2026, 6, 30))


BRANCHES = 12  # no fewer than tests that take one


@frozen
class Branch:
    """Units that no other test has: one above two others, which report to it."""

    top: str
    one: str
    other: str


@pytest.fixture(scope="module")
def offices(shared_database_url: str) -> Iterator[tuple[Office, Iterator[Branch]]]:
    with report_office_over(shared_database_url, branches=BRANCHES) as made:
        yield made, (Branch(f"T{one:02}", f"A{one:02}", f"B{one:02}") for one in range(1, BRANCHES + 1))


@pytest.fixture
def office(offices: tuple[Office, Iterator[Branch]]) -> Office:
    offices[0].on(TODAY)
    return offices[0]


@pytest.fixture
def of(offices: tuple[Office, Iterator[Branch]]) -> Branch:
    return next(offices[1])


def figure(office: Office, who: str, reference: str, code: str = "talks") -> ReportField:
    return next(one for one in seen(office, who, reference).fields if one.field.code == code)


def collected(office: Office, to: str, who: str = ABOVE) -> CollectedView | None:
    with reading(office.records) as connection:
        reference = connection.execute(select(unit.c.reference).where(unit.c.code == to)).scalar_one()
    return door(office, who).collected(reference, CODE, "summary", HALF)


def test_the_report_of_a_superior_adds_what_was_received_and_names_who_is_missing(office: Office, of: Branch) -> None:
    for _ in range(2):
        held(office, of.one)
    held(office, of.other)
    held(office, of.top, "reminder")
    reference = sent(office, of.one)
    above = seen(office, ABOVE, drafted(office, of.top, by=ABOVE))
    assert above.said["talks"] == "3"
    assert above.said["by_kind"] == "日常谈话 2 人次；提醒谈话 1 人次"
    assert ([(one.unit_name, one.said["talks"], one.reference) for one in above.parts], above.missing) == (
        [(of.one, "2", reference)], (of.other,))


def test_what_a_unit_below_corrected_is_added_as_it_was_sent(office: Office, of: Branch) -> None:
    held(office, of.one)
    reference = drafted(office, of.one)
    write(office, reference, talks="4", remarks={"talks": "三次没有录入"})
    acts(office).review(office.actors[DIRECTOR], reference, version=2, token=office.token())
    send(office, reference)
    assert seen(office, ABOVE, drafted(office, of.top, by=ABOVE)).said["talks"] == "4"


def test_after_a_return_it_is_not_added_any_more(office: Office, of: Branch) -> None:
    held(office, of.one)
    reference = sent(office, of.one)
    upper = drafted(office, of.top, by=ABOVE)
    assert figure(office, ABOVE, upper).now == "1"
    give_back(office, reference)
    found = figure(office, ABOVE, upper)
    assert (found.said, found.now, found.moved) == ("1", "0", True)


def test_each_talk_counts_for_the_unit_above_it_on_its_day(office: Office, of: Branch) -> None:
    with writing(office.records) as connection:
        key = connection.execute(insert(unit).values(code="S", type="station", reference="S" * 22).returning(
            unit.c.id)).scalar_one()
        keys = {row.code: row.id for row in connection.execute(select(unit.c.code, unit.c.id))}
        moved = date(2026, 2, 1)
        for parent, since, until in ((of.one, date(2024, 1, 8), moved), (of.other, moved, FOREVER)):
            connection.execute(insert(placement).values(
                unit_id=key, parent_id=keys[parent], name="某站", since=since, until=until))
    for on in (date(2026, 1, 20), date(2026, 1, 31), date(2026, 2, 1)):
        held(office, "S", on=on)
    with reading(office.records) as connection:
        found = own_counts(connection, units_world(connection, office.today), ASKED, (of.top, of.one, of.other))
    assert {code: sum(one.persons for one in some) for code, some in found.items()} == {of.one: 2, of.other: 1}


def test_who_took_over_from_a_unit_reports_its_talks(office: Office, of: Branch) -> None:
    with writing(office.records) as connection:
        keys = {row.code: row.id for row in connection.execute(select(unit.c.code, unit.c.id))}
        connection.execute(insert(unit).values(code="R", type="city_department", reference="R" * 22))
        key = connection.execute(select(unit.c.id).where(unit.c.code == "R")).scalar_one()
        connection.execute(insert(placement).values(
            unit_id=key, parent_id=keys[of.top], name="某局", since=date(2024, 1, 8), until=date(2026, 2, 1)))
    held(office, "R", on=date(2026, 1, 20))
    with reading(office.records) as connection:
        world = units_world(connection, office.today)
        for heirs, expected in (((), {}), ((Succession(
                unit="R", successor=of.one, since=date(2026, 2, 1), inherits=INHERITED),), {of.one: 1})):
            found = own_counts(connection, evolve(world, successions=heirs), ASKED, (of.one, of.other))
            assert {code: sum(one.persons for one in some) for code, some in found.items()} == expected


def test_what_is_put_on_record_after_it_was_sent_is_told_as_the_difference(office: Office, of: Branch) -> None:
    held(office, of.one)
    reference = sent(office, of.one)
    receive(office, reference)
    office.on(date(2026, 3, 9))
    held(office, of.one, on=date(2026, 3, 1), at=office.moment)
    found = figure(office, BUREAU, reference)
    assert (found.said, found.counted, found.now, found.since) == ("1", "1", "2", 1)
    view = collected(office, of.top)
    assert view is not None
    assert [(one.unit_name, one.said, one.sent_on is None) for one in view.rows] == [
        (of.one, {"talks": "1"}, False), (of.other, {}, True)]
    assert (view.totals, [one.unit_name for one in view.missing]) == ({"talks": 1}, [of.other])
    (difference,) = view.rows[0].differences
    assert (difference.said, difference.counted, difference.now, difference.since) == ("1", "1", "2", 1)


def test_who_is_not_of_the_unit_it_is_for_sees_no_collection(office: Office, of: Branch) -> None:
    sent(office, of.one)
    for who in (BUREAU, DIRECTOR, OTHER, CLERK, SECRETARY):
        assert collected(office, of.top, who) is None
    assert collected(office, of.other) is None


def test_a_later_report_does_not_count_what_is_not_of_its_period(office: Office, of: Branch) -> None:
    held(office, of.one, on=date(2025, 12, 31))
    assert figure(office, BUREAU, drafted(office, of.one)).said == "0"


TREE = World(as_of=START.date(), units=tuple(Unit(id=one, type=sort) for one, sort in (
    ("P", "province"), ("C", "city"), ("D", "organ"), ("K", "county"), ("O", "organ"), ("T", "town"), ("X", "city"))),
    placements=tuple(Placement(unit=one, name=one, parent=parent, since=date(2024, 1, 1)) for one, parent in (
        ("P", ""), ("C", "P"), ("D", "C"), ("K", "C"), ("O", "K"), ("T", "K"), ("X", ""))))


@pytest.mark.parametrize(("to", "of", "expected"), [
    (of_type("organ"), "T", "O"),  # beside it, under the county
    (of_type("organ"), "K", "O"), (of_type("organ"), "C", "D"), (of_type("organ"), "O", "D"),
    (of_type("organ"), "X", ""), (of_type("city"), "T", "C"), (of_type("city"), "X", ""), (of_type("none"), "T", ""),
    (NEXT_BELOW, "T", "K"), (NEXT_BELOW, "P", ""), (BELOW, "T", "K"), (Relation("隔一级", levels=(2, 2)), "T", "C")])
def test_a_report_is_for_the_nearest_unit_that_the_duty_names(to: Selector | Relation, of: str, expected: str) -> None:
    assert addressee(TREE, evolve(DUTY, to=to), of, START.date()) == expected


def test_a_unit_that_lay_elsewhere_then_reports_to_where_it_lay() -> None:
    moved = evolve(TREE, placements=(
        *(evolve(one, until=date(2026, 2, 1)) if one.unit == "T" else one for one in TREE.placements),
        Placement(unit="T", name="T", parent="X", since=date(2026, 2, 1))))
    assert [addressee(moved, DUTY, "T", on) for on in (date(2026, 1, 31), date(2026, 2, 1))] == ["K", "X"]


def test_only_a_paper_of_a_unit_to_another_is_a_report_upward() -> None:
    assert upward(DUTY)
    assert [upward(one) for one in (evolve(DUTY, to=None), evolve(DUTY, material=None, done="told"),
                                    evolve(DUTY, owed_by=of_type("organ")), evolve(DUTY, to=UNIT))] == [False] * 4
    assert SUMMARY.fields[0].counted == ("routine", "reminder")
