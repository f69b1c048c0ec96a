"""Papers of an interview by who owes them: the interviewee hands in his own, the office puts its own on file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from casework_office import CLERK, DEPUTY, OTHER, START, Office
from regulated_office import approved, door, regulated_office_over, talked
from test_casework_attacked import refusal, unfit


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with regulated_office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def test_only_what_he_owes_is_offered_to_the_interviewee(office: Office) -> None:
    done = talked(office)
    assert {"outline", "report"} & {*office.offers(OTHER, done)} == {"report"}


def test_the_office_is_offered_its_own_paper_as_its_own(office: Office) -> None:
    offer = office.offers(CLERK, approved(office))["outline"]
    assert (offer.title, offer.twin) == ("谈话提纲", False)


def test_what_the_interviewee_owes_the_office_enters_for_him_alone(office: Office) -> None:
    offers = office.offers(DEPUTY, talked(office))
    assert (offers["report"].twin, offers["outline"].twin) == (True, False)


def test_a_paper_of_the_office_meets_its_duty_and_waits_for_no_review(office: Office) -> None:
    done = approved(office)
    done = office.take(CLERK, done, "outline", fields={"questions": "一问履职"})
    assert [(one.key.duty, one.became) for one in done.changes] == [("outline", "DONE")]
    view = door(office, CLERK).interview(done.case)
    assert view is not None
    assert (view.submissions, view.events[-1].content) == ((), {"questions": "一问履职"})


def test_a_paper_of_the_office_is_put_on_file_once(office: Office) -> None:
    done = office.take(CLERK, approved(office), "outline", fields={"questions": "一问履职"})
    assert "outline" not in office.offers(CLERK, done)
    assert "权限" in refusal(lambda: office.take(CLERK, done, "outline", fields={"questions": "再问"}))


def test_an_empty_paper_of_the_office_is_not_put_on_file(office: Office) -> None:
    done = approved(office)
    refusal(lambda: office.take(CLERK, done, "outline"))
    assert "outline" in office.offers(CLERK, done)


def test_the_interviewee_hands_in_no_paper_of_the_office(office: Office) -> None:
    done = talked(office)
    assert "权限" in refusal(lambda: office.take(OTHER, done, "outline", fields={"questions": "无"}))


@pytest.mark.parametrize("material", ["knowledge_test", "outline", "notice", "nothing"])
def test_only_papers_of_the_interviewee_are_asked_for(office: Office, material: str) -> None:
    done = approved(office)
    wrong = unfit(lambda: office.take(CLERK, done, "paper_asked", fields={"material": material}))
    assert [*wrong] == ["material"]


def test_a_paper_that_the_interviewee_owes_may_be_asked_for(office: Office) -> None:
    done = office.take(CLERK, approved(office), "paper_asked", fields={"material": "report"})
    view = door(office, CLERK).interview(done.case)
    assert view is not None
    assert [(one.material.code, one.state) for one in view.submissions] == [("report", "asked")]
