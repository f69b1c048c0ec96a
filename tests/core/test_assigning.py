"""Changing the talking side drops nobody of several who attend but those who are left out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from casework_office import BUREAU, CLERK, DEPUTY, OTHER, RECORDER, SECRETARY, START, Office
from regulated_office import CODE, door, regulated_office_over
from test_casework_attacked import unfit

from yuetan.casework.acts import Done
from yuetan.casework.errors import Refused

THREE = (CLERK, SECRETARY, BUREAU)


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with regulated_office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def proposed(office: Office) -> Done:
    return office.propose(regulation=CODE, kind="routine", company=THREE)


def attending(office: Office, done: Done) -> tuple[str, ...]:
    view = door(office, CLERK).interview(done.case)
    assert view is not None
    return tuple(one.cadre for one in view.of("company"))


@pytest.mark.parametrize(("more", "company", "expected"), [
    ({}, None, THREE),  # another talker: all who attend stay
    ({"company": RECORDER}, None, (*THREE, RECORDER)), ({}, THREE[1:], THREE[1:]), ({}, (), ()),
    ({"company": RECORDER}, (CLERK,), (CLERK, RECORDER)), ({}, (CLERK, RECORDER, CLERK), (CLERK, RECORDER)),
    ({"second": SECRETARY}, None, (CLERK, BUREAU))])  # who talks from now on attends no longer
def test_who_attends_stays_unless_left_out(office: Office, more: dict[str, str], company: tuple[str, ...] | None,
                                           expected: tuple[str, ...]) -> None:
    done = office.take(CLERK, proposed(office), "assigned", company=company,
                       fields={"interviewer": DEPUTY, "reason": "工作调整"} | more)
    assert attending(office, done) == expected


def test_the_form_lists_who_attends(office: Office) -> None:
    offer = office.offers(CLERK, proposed(office))["assigned"]
    assert [(one.value, one.title) for one in offer.company] == [
        (CLERK, "白雪"), (SECRETARY, "郑守正"), (BUREAU, "田小雨")]


@pytest.mark.parametrize("wrong", [OTHER, "X404"])
def test_whoever_may_not_attend_is_named(office: Office, wrong: str) -> None:
    done = proposed(office)
    fields = {"interviewer": DEPUTY, "reason": "工作调整"}
    assert [*unfit(lambda: office.take(CLERK, done, "assigned", fields=fields, company=(CLERK, wrong)))] == ["company"]


def test_nobody_recused_comes_back_by_being_ticked(office: Office) -> None:
    done = office.take(CLERK, proposed(office), "recused", fields={"cadre": SECRETARY, "reason": "亲属"})
    assert attending(office, done) == (CLERK, BUREAU)
    fields = {"interviewer": DEPUTY, "reason": "工作调整"}
    assert [*unfit(lambda: office.take(CLERK, done, "assigned", fields=fields, company=THREE))] == ["company"]


def test_who_talks_alone_and_records_as_well_still_needs_a_reason(office: Office) -> None:
    done = proposed(office)
    with pytest.raises(Refused) as refused:
        office.take(CLERK, done, "assigned", company=(),
                    fields={"interviewer": RECORDER, "recorder": RECORDER, "reason": "人少"})
    assert refused.value.wants_reason
