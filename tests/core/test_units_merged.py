"""Two bureaus become one: what was theirs is the new one's, under the names and numbers it had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from casework_office import SINCE, Office
from unit_office import (
    AUDIT,
    TODAY,
    access,
    asked,
    changes,
    confirmed,
    granted,
    holding,
    of_talk,
    owed,
    proposed,
    told,
    unit_office,
    world,
)

from yuetan.access.actor import Role
from yuetan.casework.errors import Unfit
from yuetan.engine.facts import Placement
from yuetan.engine.reorganisations import ENDS, Founded, Sort, applied, changes_of, post_name
from yuetan.records.accounts import grant_by_reference
from yuetan.records.database import reading, writing
from yuetan.records.roster import load_roster, store
from yuetan.records.tables import unit
from yuetan.records.units import units_as_on
from yuetan.records.values import Roster
from yuetan.records.verifying import verify

NEXT, LAST = TODAY + timedelta(days=30), TODAY - timedelta(days=1)
UNION = Founded(code="U", type="city_department", name="市审计体育局", parent="C")
MERGER = asked(Sort.MERGE, "S", "T", into=("U",), founded=(UNION,))


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with unit_office(database_url) as found:
        yield found


@pytest.fixture(scope="module")
def merged(shared_database_url: str) -> Iterator[Office]:
    """The same after that, with a talk that was proposed in the first of them before."""
    with unit_office(shared_database_url) as found:
        found.propose(AUDIT, interviewees=("S002",))
        confirmed(found, MERGER)
        yield found


def test_two_bureaus_become_one_with_everything_that_was_theirs(office: Office) -> None:
    one = MERGER
    before, grant = world(office, "S", "T"), granted(office, AUDIT, "S")
    assert ("half_year_summary", "2026H1") in owed(office, "S")
    office.propose(AUDIT, interviewees=("S002",))
    confirmed(office, one)
    after = world(office, "S", "T", "U")
    assert one.reorganisation is not None
    expected = applied(before, changes_of(before, one.reorganisation))
    for part in ("units", "placements", "appointments", "portfolios", "successions"):
        assert set(getattr(expected, part)) == set(getattr(after, part)), part
    assert [told(office, code)[-1] for code in ("S", "T", "U", "S1")] == [
        "unit_ended", "unit_ended", "unit_took_over", "unit_moved"]
    assert told(office, "S")[:2] == ["reorganisation_proposed", "reorganisation_confirmed"]
    with reading(office.records) as connection:
        assert list(verify(connection)) == []
        kept = grant_by_reference(connection, grant)
    assert kept is not None
    assert kept.until == TODAY
    assert owed(office, "S") == {}
    assert ("half_year_summary", "2026H1") in owed(office, "U")
    assert set(changes(office, "S")) == {("withdrawn", True)}
    assert set(changes(office, "U")) == {("appeared", True)}


@pytest.mark.parametrize(("grants", "sees"), [
    (((Role.CLERK, "U"),), True), (((Role.CLERK, "C"),), True), (((Role.CLERK, "E"),), False), ((), False)])
def test_its_talks_are_those_of_whoever_took_over(
        merged: Office, grants: tuple[tuple[Role, str], ...], sees: bool) -> None:  # noqa: FBT001 - a case
    assert (of_talk(merged, *grants) is not None) == sees


def test_whoever_took_over_acts_in_it_under_the_number_it_had(merged: Office) -> None:
    view = of_talk(merged, (Role.CLERK, "U"))
    actor = holding(merged, AUDIT, (Role.CLERK, "U"))
    assert view.number == "2026-000001"
    assert {one.code for one in merged.casework.offers(actor, view.reference)} >= {"assigned"}
    merged.actors["union"] = actor
    done = merged.propose("union", interviewees=("S001",))
    found = access(merged, actor).interview(done.case)
    assert found is not None
    assert found.number == "2026-000001"  # a series of its own, from the beginning


def test_an_old_talk_keeps_the_name_its_unit_had_and_says_who_handles_it_now(merged: Office) -> None:
    view = of_talk(merged, (Role.CLERK, "U"))
    assert (view.unit, view.taken_over_by) == ("市审计局", "市审计体育局")
    with reading(merged.records) as connection:
        references = dict(connection.execute(sa.select(unit.c.code, unit.c.reference)).tuples().all())
    door = access(merged, holding(merged, AUDIT, (Role.CLERK, "U")))
    found = [(one.taken_over_by, [name for _, name in one.took_over])
             for code in "SU" if (one := door.unit(references[code])) is not None]
    assert found == [("市审计体育局", []), ("", ["市审计局", "市体育局"])]


def test_by_either_tree_its_parts_are_what_they_are_on_the_day(merged: Office) -> None:
    with reading(merged.records) as connection:
        today, before = units_as_on(connection, TODAY), units_as_on(connection, LAST)
    assert (today["S"], today["T"], today["U"], before["S"], before["U"]) == ("U", "U", "U", "S", "C")


def test_what_an_act_makes_is_what_an_import_of_the_same_would_make(merged: Office) -> None:
    """A roster taken out and put in again changes nothing; a move by import is one by act."""
    with writing(merged.records) as connection:
        stored = store(connection, load_roster(connection))
        for part in (stored.units, stored.placements, stored.appointments, stored.portfolios):
            assert (part.added, part.changed) == (0, 0)
    imported = Roster(placements=(Placement(unit="S1", name="市审计局一科", parent="U", since=TODAY),
                                  Placement(unit="S1", name="市审计局一科", parent="S", since=SINCE, until=TODAY)))
    with writing(merged.records) as connection:
        assert store(connection, imported).placements.unchanged == len(imported.placements)


def test_posts_are_ended_one_by_one_where_nobody_takes_them(merged: Office) -> None:
    before = world(merged, "T1")
    ends = {post_name(one): ENDS for one in before.appointments if one.until > TODAY}
    with pytest.raises(Unfit) as refused:
        proposed(merged, asked(Sort.ABOLISH, "T1", since=NEXT))
    assert set(refused.value.errors) == {"into"}
    confirmed(merged, asked(Sort.ABOLISH, "T1", since=NEXT, posts=ends))
    after = world(merged, "T1", "U")
    assert [one for one in after.appointments if one.unit == "T1" and one.until > NEXT] == []
    assert after.acting("T1", NEXT) == "U"
