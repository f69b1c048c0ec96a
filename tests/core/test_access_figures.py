"""The numbers a report asks for are counted out of the records: the unit's own talks of the period, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, START, Office, office_over
from sqlalchemy import select, update

from yuetan.access.actor import Granted, Role
from yuetan.access.door import Access
from yuetan.access.reading_figures import Figures
from yuetan.access.views import ObligationView
from yuetan.casework.sweeping import sweep_all
from yuetan.records.cases import cadre_ids, find_interview, unit_ids
from yuetan.records.database import reading, writing
from yuetan.records.journal import Entry, append, case_file_of
from yuetan.records.tables import interview, obligation, unit
from yuetan.rules import Clause, FieldType, FormField, Material, Regulation
from yuetan.rules.workdays import Calendar


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with office_over(database_url) as made:
        yield made


def held(office: Office, of: str, *people: str, on: str = "2026-02-20", kind: str = "routine",
         alone: tuple[str, ...] = ("",)) -> None:
    """A talk in a case of a unit; held with some of those it was to be with on their own, where these are named."""
    done = office.propose(CLERK, interviewees=people, collective=len(people) > 1, interviewers=(), recorder="")
    with writing(office.records) as connection:
        found = find_interview(connection, done.case)
        assert found is not None
        connection.execute(update(interview).where(interview.c.id == found.id).values(
            kind=kind, unit_id=unit_ids(connection, (of,))[of], number=f"2026-{found.id + 100:06d}"))
        for one in alone:
            case = case_file_of(connection, done.case)
            assert case is not None
            append(connection, case, Entry(code="held", happened_on=date.fromisoformat(on), interview_id=found.id,
                                           cadre_id=cadre_ids(connection, (one,)).get(one)), by=None, at=START)


def report_of(office: Office, by: str, duty: str = "half_year_summary", cause: str = "2026H1", of: str = "E",
              ) -> tuple[Access, ObligationView | None]:
    with reading(office.records) as connection:
        reference = connection.execute(select(unit.c.reference).where(unit.c.code == of)).scalar_one()
        edition = connection.execute(select(obligation.c.edition).limit(1)).scalar_one()
    access = Access(office.records, office.plugins, office.actors[by], on=office.today, calendar=Calendar())
    return access, access.owed(reference, "lianyungang", edition, duty, cause)


def counted(office: Office, by: str = BUREAU) -> Figures | None:
    access, view = report_of(office, by)
    return access.figures(view) if view else None


def test_those_talked_to_in_the_period_are_counted_by_kind_for_the_unit_alone(office: Office) -> None:
    held(office, "E", OTHER)
    held(office, "E", OTHER, DIRECTOR)
    held(office, "E", OTHER, DIRECTOR, alone=(OTHER,))
    held(office, "E", OTHER, DIRECTOR, kind="revisit", alone=(OTHER, DIRECTOR))
    held(office, "E", OTHER, on="2025-12-30")
    held(office, "J", OTHER)
    office.propose(interviewers=(), recorder="")
    found = counted(office)
    assert found is not None
    assert found.values == {"talks": "6", "by_kind": "日常约谈 4 人次；回访约谈 2 人次"}
    assert (found.since, found.until, found.talks, found.persons) == (date(2026, 1, 1), office.today, 4, 6)


def test_a_unit_below_that_reports_for_itself_is_not_counted_twice(office: Office) -> None:
    with writing(office.records) as connection:
        connection.execute(update(unit).where(unit.c.code == "C").values(type="city_department"))
    sweep_all(office.records, office.plugins, at=office.moment)
    office.actors[CLERK] = evolve(office.actors[CLERK], granted=(Granted(Role.CLERK, "C"), Granted(Role.CLERK, "J")))
    for of in ("E", "J", "C"):
        held(office, of, OTHER)
    access, view = report_of(office, CLERK, of="C")
    assert view is not None
    found = access.figures(view)
    assert found is not None
    assert (found.talks, found.persons) == (2, 2)


def test_where_nothing_was_held_it_says_so(office: Office) -> None:
    found = counted(office)
    assert found is not None
    assert (found.values, found.talks) == ({"talks": "0", "by_kind": "没有约谈"}, 0)


def test_what_asks_for_no_number_is_for_no_period_or_is_not_the_readers_has_none(office: Office) -> None:
    access, view = report_of(office, BUREAU, "own_scheme", "standing")
    assert view is not None
    assert access.figures(view) is None
    _, summary = report_of(office, BUREAU)
    assert summary is not None
    for who in (DEPUTY, OTHER):
        other = Access(office.records, office.plugins, office.actors[who], on=office.today, calendar=Calendar())
        assert other.figures(summary) is None


def test_a_field_counts_kinds_there_are() -> None:
    with pytest.raises(Exception, match="用到的约谈种类 nowhere 没有列入 rules"):
        Regulation(code="small", title="小办法", since=date(2025, 1, 1), rules=(
            Clause("1", "报告"),
            Material("report", "报告", clause="1", fields=(
                FormField("talks", "人次", FieldType.NUMBER, counted=("nowhere",)),))))
