"""Units are changed by two: who may, what follows for posts, grants, cases and what is owed, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from attrs import evolve
from casework_office import ABOVE, BUREAU, DEPUTY, RECORDER, SINCE, Office
from unit_office import (
    AUDIT,
    CITY,
    PAPER,
    TODAY,
    access,
    acts,
    asked,
    changes,
    confirmed,
    holding,
    mark,
    named_to,
    owed,
    proposed,
    told,
    unit_office,
    world,
)

from yuetan.access.actor import Role
from yuetan.access.views import Asked as AskedOfTheDesk
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.sweeping import sweep_all
from yuetan.casework.units.asking import Asked
from yuetan.engine.reorganisations import Founded, Sort
from yuetan.records.database import reading
from yuetan.records.tables import event, reorganisation

NEXT, LAST = TODAY + timedelta(days=30), TODAY - timedelta(days=1)
UNION = Founded(code="U", type="city_department", name="市审计体育局", parent="C")


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    """One for all tests that bother nobody else: what they leave behind concerns units of their own."""
    with unit_office(shared_database_url) as found:
        yield found


@pytest.fixture
def fresh(database_url: str) -> Iterator[Office]:
    """One for a test that goes on to another day."""
    with unit_office(database_url) as found:
        yield found


# Names and places


def test_a_new_name_is_used_from_its_day_on_and_told_once(office: Office) -> None:
    confirmed(office, asked(Sort.RENAME, "R", name="市法治局"))
    names = {one.since: one.name for one in world(office).placements if one.unit == "R"}
    assert names == {SINCE: "市司法局", TODAY: "市法治局"}
    assert told(office, "R") == ["reorganisation_proposed", "reorganisation_confirmed", "unit_renamed"]


def test_what_takes_effect_later_changes_nothing_before(fresh: Office) -> None:
    reference = confirmed(fresh, asked(Sort.ABOLISH, "X", into=("Z",), since=NEXT))
    assert ("half_year_summary", "2026H1") in owed(fresh, "X")
    assert "X" in world(fresh).units_on(TODAY)
    later = evolve(fresh, moment=fresh.moment + timedelta(days=30))
    sweep_all(later.records, later.plugins, at=later.moment)
    assert owed(later, "X") == {}
    assert set(changes(later, "X")) == {("withdrawn", True)}
    with reading(fresh.records) as connection:
        row = connection.execute(sa.select(reorganisation.c.effective_at).where(
            reorganisation.c.reference == reference)).scalar_one()
    assert row == later.moment


def test_what_was_overdue_is_the_task_of_whoever_takes_over(fresh: Office) -> None:
    later = evolve(fresh, moment=fresh.moment + timedelta(days=150))
    sweep_all(later.records, later.plugins, at=later.moment)
    overdue = {key for key, status in owed(later, "P").items() if status == "OVERDUE"}
    assert overdue
    confirmed(later, asked(Sort.ABOLISH, "P", into=("Q",), since=later.today))
    assert {key for key, status in owed(later, "P").items() if status == "OVERDUE"} == overdue
    assert changes(later, "P").count(("handed_over", True)) == len(overdue)
    door = access(later, holding(later, AUDIT, (Role.CLERK, "Q")))
    seen = [row for row in door.desk(AskedOfTheDesk(limit=500)).rows
            if row.status.name == "OVERDUE" and row.subject.name == "市气象局"]
    assert len(seen) == len(overdue)
    one, of = seen[0], seen[0].regulation
    one_of_them = door.owed(one.subject_reference, of.code, of.edition, one.duty.code, one.cause)
    assert one_of_them is not None
    handed = [([one.name for one in view.had], [one.name for one in view.has]) for view in one_of_them.handed]
    assert handed == [(["市气象局"], ["市地震局"])]


# Who may, and when not


@pytest.mark.parametrize("who", [BUREAU, DEPUTY, RECORDER, ABOVE, AUDIT])
def test_whoever_does_not_work_for_the_unit_proposes_nothing(office: Office, who: str) -> None:
    with pytest.raises(Hidden):
        proposed(office, asked(Sort.RENAME, "E", "J", name="新局"), by=who)


@pytest.mark.parametrize(("who", "grants"), [
    (CITY, ((Role.CLERK, "C"),)), (CITY, ((Role.CLERK, "C"), (Role.HEAD, "C"))), (AUDIT, ((Role.HEAD, "E"),)),
    (AUDIT, ((Role.CLERK, "C"),)), (AUDIT, ((Role.DISCIPLINE, "J"),)), (AUDIT, ((Role.SUPERIOR, "C"),)), (AUDIT, ())])
def test_nobody_decides_but_the_head_or_the_discipline_organ_above_and_never_who_proposed_it(
        office: Office, who: str, grants: tuple[tuple[Role, str], ...]) -> None:
    one = asked(Sort.RENAME, "E", name="市教育体育局")
    reference, actor = proposed(office, one), holding(office, who, *grants)
    with pytest.raises(Hidden):
        acts(office).confirm(actor, reference, seen=mark(office, one), token=office.token())
    if who != CITY:  # he may withdraw what he proposed
        with pytest.raises(Hidden):
            acts(office).withdraw(actor, reference, "不妥", token=office.token())
        with pytest.raises(Hidden):
            acts(office).give_back(actor, reference, "不妥", token=office.token())
    acts(office).withdraw(office.actors[CITY], reference, "另案办理", token=office.token())


def test_whose_own_post_it_is_about_does_not_decide(office: Office) -> None:
    one = asked(Sort.ABOLISH, "W", into=("E",))
    reference = proposed(office, one)
    actor = evolve(holding(office, AUDIT, (Role.HEAD, "C")), cadre="W001")
    with pytest.raises(Hidden):
        acts(office).confirm(actor, reference, seen=mark(office, one), token=office.token())
    acts(office).withdraw(office.actors[CITY], reference, "另案办理", token=office.token())


@pytest.mark.parametrize(("changed", "fields"), [
    ({"paper": " "}, {"paper"}), ({"since": SINCE}, {"since", "reason"}), ({"since": LAST}, {"reason"}),
    ({"name": "长" * 201}, {"name"}), ({"name": "坏\x07"}, {"name"}), ({"name": "市教育局"}, {"name"}),
])
def test_what_was_entered_comes_back_field_by_field(office: Office, changed: dict[str, Any], fields: set[str]) -> None:
    with pytest.raises(Unfit) as refused:
        proposed(office, asked(Sort.RENAME, "E", **({"name": "新局"} | changed)))
    assert set(refused.value.errors) == fields


@pytest.mark.parametrize("founded", [evolve(UNION, code="V", type="none"), evolve(UNION, code="V" * 65)])
def test_a_unit_that_is_founded_has_a_type_and_a_code(office: Office, founded: Founded) -> None:
    with pytest.raises(Unfit) as refused:
        proposed(office, asked(Sort.MERGE, "E", "W", into=(founded.code,), founded=(founded,)))
    assert set(refused.value.errors) <= {"type", "code"}


def test_without_a_day_nothing_is_proposed(office: Office) -> None:
    with pytest.raises(Unfit, match="请填写日期"):
        proposed(office, Asked(reorganisation=None, paper=PAPER))


def test_what_waits_keeps_others_from_the_same_units(office: Office) -> None:
    reference = proposed(office, asked(Sort.RENAME, "E", name="市教育体育局"))
    with pytest.raises(Unfit, match="另有一项调整等待确认"):
        proposed(office, asked(Sort.ABOLISH, "W", into=("E",)))
    acts(office).give_back(office.actors[ABOVE], reference, "名称未定", token=office.token())
    with pytest.raises(Conflict, match="已经有人办理"):
        acts(office).withdraw(office.actors[CITY], reference, "算了", token=office.token())
    assert told(office, "E")[-1] == "reorganisation_returned"


def test_it_is_returned_or_given_up_with_a_reason(office: Office) -> None:
    reference = proposed(office, asked(Sort.RENAME, "E", name="市教育体育局"))
    with pytest.raises(Unfit):
        acts(office).give_back(office.actors[ABOVE], reference, " ", token=office.token())
    with pytest.raises(Unfit):
        acts(office).withdraw(office.actors[CITY], reference, "", token=office.token())
    acts(office).withdraw(office.actors[CITY], reference, "另案办理", token=office.token())


def test_the_same_request_is_done_once(office: Office) -> None:
    one, token = asked(Sort.RENAME, "J", name="市纪委监委机关"), office.token()
    reference = acts(office).propose(office.actors[CITY], one, token=token)
    assert acts(office).propose(office.actors[CITY], one, token=token) == reference
    with pytest.raises(Conflict):
        acts(office).withdraw(office.actors[CITY], reference, "算了", token=token)
    seen, again = mark(office, one), office.token()
    for _ in range(2):
        acts(office).confirm(office.actors[ABOVE], reference, seen=seen, token=again)
    with pytest.raises(Conflict):
        acts(office).confirm(office.actors[ABOVE], reference, seen=seen, token=office.token())
    assert told(office, "J").count("unit_renamed") == 1
    with pytest.raises(Unfit):
        acts(office).propose(office.actors[CITY], one, token="")


def test_what_changed_since_it_was_seen_is_looked_at_again(office: Office) -> None:
    one = asked(Sort.ABOLISH, "W", into=("E",), since=NEXT)
    reference = proposed(office, one)
    assert [named_to(office, reference, (Role.HEAD, unit)) for unit in "CE"] == [["人员W001", "人员W002"], []]
    with pytest.raises(Conflict, match="看过之后情况有了变化"):
        acts(office).confirm(office.actors[ABOVE], reference, seen="0" * 64, token=office.token())
    acts(office).withdraw(office.actors[CITY], reference, "另案办理", token=office.token())


def test_what_is_entered_late_says_so(office: Office) -> None:
    day = date(2026, 2, 10)
    confirmed(office, asked(Sort.RENAME, "C", name="中共市委", since=day, reason="文件迟到"))
    query = sa.select(event.c.happened_on, event.c.provenance, event.c.paper, event.c.late_reason).where(
        event.c.code == "unit_renamed", event.c.happened_on == day)
    with reading(office.records) as connection:
        assert connection.execute(query).one() == (day, "late", PAPER, "文件迟到")
