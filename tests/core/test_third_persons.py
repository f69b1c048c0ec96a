"""What is said in a talk about others is kept apart: by whoever records it, or the discipline organ alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from casework_office import CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, START, Office
from regulated_office import approved, regulated_office_over, talked

from yuetan.casework.errors import Hidden


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with regulated_office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


@pytest.mark.parametrize(("who", "may"), [(CLERK, True), (RECORDER, True), (DEPUTY, False), (SECRETARY, False)])
def test_who_may(office: Office, who: str, may: bool) -> None:  # noqa: FBT001 - a column of the table
    done = talked(office)
    found = office.casework.third_persons(office.actors[who], done.case)
    assert (found is not None and found.step) is may


@pytest.mark.parametrize("who", [OTHER, DIRECTOR])
def test_neither_who_was_talked_to_nor_an_outsider(office: Office, who: str) -> None:
    done = talked(office)
    if who == DIRECTOR:
        with pytest.raises(Hidden):
            office.casework.third_persons(office.actors[who], done.case)
    else:
        assert office.casework.third_persons(office.actors[who], done.case) is None


def test_not_before_the_talk(office: Office) -> None:
    assert office.casework.third_persons(office.actors[CLERK], approved(office).case) is None


def test_a_second_lead_needs_no_second_step(office: Office) -> None:
    done = office.take(CLERK, talked(office), "third_persons")
    found = office.casework.third_persons(office.actors[CLERK], done.case)
    assert found is not None
    assert (found.step, found.version, found.interviewees) == (False, done.version, (OTHER,))
