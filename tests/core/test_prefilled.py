"""What the case knows stands in the form of a notice already; what a talk is to be about is chosen and kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from casework_office import CLERK, SECRETARY, START, Office
from regulated_office import CODE, approved, door, regulated_office_over
from test_casework_attacked import unfit

from yuetan.records.database import reading
from yuetan.records.worlds import whole_world
from yuetan.rules import APPROVED, NOTIFIED
from yuetan.rules.workdays import Calendar


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with regulated_office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def test_a_notice_knows_its_basis_its_day_and_who_agreed(office: Office) -> None:
    office.on(date(2026, 3, 4))
    values = office.offers(CLERK, approved(office, planned=date(2026, 3, 9)))[NOTIFIED].values
    assert values == {"basis": "《某市约谈暂行规定》", "approver": "郑守正", "issued_on": "2026-03-04",
                      "date": "2026-03-09", "topic": "履职和廉洁情况"}


def test_who_signed_is_who_agreed(office: Office) -> None:
    done = office.take(CLERK, office.propose(regulation=CODE, kind="routine"), APPROVED, fields={"opinion": "同意"},
                       signed_by=SECRETARY, signed_paper="审批表")
    assert office.offers(CLERK, done)[NOTIFIED].values["approver"] == "郑守正"


def test_a_paper_without_such_fields_knows_nothing(office: Office) -> None:
    done = office.propose(regulation=CODE, kind="routine")
    assert office.offers(SECRETARY, done)[APPROVED].values == {}


def test_topics_that_the_text_lists_are_kept(office: Office) -> None:
    done = office.propose(regulation=CODE, kind="routine", topics=("3.2", "3.1", "3.2"))
    view = door(office, CLERK).interview(done.case)
    assert view is not None
    assert view.topics == ("3.2", "3.1")
    with reading(office.records) as connection:
        world = whole_world(connection, as_of=office.today, judged_from=date(2026, 1, 1), calendar=Calendar())
    found = world.interview(done.case)
    assert found is not None
    assert found.topics == ("3.2", "3.1")


@pytest.mark.parametrize("topic", ["3", "1", "3.9", ""])
def test_topics_that_it_does_not_list_are_not(office: Office, topic: str) -> None:
    wrong = unfit(lambda: office.propose(regulation=CODE, kind="routine", topics=(topic,)))
    assert [*wrong] == ["topics"]
