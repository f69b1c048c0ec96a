"""Statistics: whose talks, by which unit, what is hidden, and that everybody is told the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from casework_office import ABOVE, BUREAU, CLERK, DIRECTOR, OTHER, SECRETARY, Office
from report_office import CODE, door, held, report_office_over
from sqlalchemy import update

from yuetan.access.actor import Granted, Role
from yuetan.access.statistics_views import Narrowed, StatisticsView
from yuetan.casework.governance import Governance
from yuetan.records.cases import find_interview
from yuetan.records.database import writing
from yuetan.records.journal import Entry, append, case_file_of
from yuetan.records.tables import interview


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    """Talks of two units and two kinds, one that ended in clearing, and some of a month that is not over."""
    with report_office_over(shared_database_url) as made:
        for number in range(9):
            held(made, "E", on=date(2026, 1, 5 + number))
        for number in range(10):
            held(made, "J", on=date(2026, 2, 2 + number))
        for _ in range(6):
            held(made, "E", on=made.today)
        for number in range(5):
            held(made, "J", "reminder", on=date(2026, 2, 2 + number))
        reference = held(made, "J", "reminder", on=date(2026, 2, 20))
        with writing(made.records) as connection:
            found, case = find_interview(connection, reference), case_file_of(connection, reference)
            assert found is not None
            assert case is not None
            append(connection, case, Entry(code="cleared", happened_on=made.today, interview_id=found.id), by=None,
                   at=made.moment)
            connection.execute(update(interview).where(interview.c.id == found.id).values(ended=True))
        yield made


def seen(office: Office, who: str = ABOVE, **narrowed: Any) -> StatisticsView:  # noqa: ANN401 - as asked
    return door(office, who).statistics(Narrowed(**narrowed))


def table(view: StatisticsView, name: str) -> tuple[dict[str, int], int]:
    found = next((one for one in view.tables if one.name == name), None)
    return ({row.code: row.number for row in found.rows}, found.rest) if found else ({}, 0)


def test_talks_are_counted_by_kind_month_and_unit_and_cleared_ones_nowhere(office: Office) -> None:
    view = seen(office)
    assert view.total == 24
    assert table(view, "kind") == ({f"{CODE}:routine": 19, f"{CODE}:reminder": 5}, 0)
    assert table(view, "month") == ({"2026-01": 9, "2026-02": 10}, 5)  # no reminder in January: so none in February
    assert table(view, "unit") == ({"E": 9}, 15)  # none of the committee itself: so none of the discipline organ
    assert table(view, "punctuality") == ({}, 24)  # all of them are in time, and nobody late is a small number


def test_a_filter_only_chooses_among_what_is_published(office: Office) -> None:
    assert table(seen(office, by="month", part="2026-01"), "kind") == ({f"{CODE}:routine": 9}, 0)
    assert seen(office, by="unit", part="J").total == 0
    assert seen(office, kind=f"{CODE}:reminder").total == 5
    assert table(seen(office, kind=f"{CODE}:reminder"), "unit") == ({}, 5)
    assert seen(office, year="2025").tables == []
    assert seen(office, by="nothing", part="2026-01").total == 24


def test_everybody_is_told_the_same_of_what_lies_in_his_units(office: Office) -> None:
    whole, bureau = seen(office), seen(office, BUREAU)
    assert (table(bureau, "unit"), table(bureau, "month"), bureau.total) == (({"E": 9}, 0), ({}, 0), 9)
    assert table(bureau, "unit")[0].items() <= table(whole, "unit")[0].items()
    assert seen(office, CLERK).total == 0  # of the discipline organ alone: its numbers are hidden
    assert seen(office, SECRETARY).tables == []


def test_from_above_an_organisation_is_counted_as_everybody_counts_it(office: Office) -> None:
    office.actors[OTHER] = evolve(office.actors[OTHER], granted=(Granted(Role.SUPERIOR, "C"),))
    assert seen(office, OTHER).total == 0  # it is his own organisation: a superior looks at those below
    governance = Governance(office.records, office.plugins)
    reference = governance.propose("E", CODE, since=date(2026, 1, 1), live_on=date(2026, 1, 1), readings={},
                                   paper="教党〔2025〕1号", by=None, at=office.moment)
    governance.approve(reference, by=None, at=office.moment)
    assert (seen(office, OTHER).total, table(seen(office, OTHER), "kind")) == (9, ({}, 9))  # no reminder there
    assert seen(office).total == 15  # no more than his organisation
    assert seen(office, DIRECTOR).total == 9
