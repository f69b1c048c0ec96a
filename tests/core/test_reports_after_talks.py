"""Reports that a unit owes after each of its talks: to another unit, by way of a draft, a review and a sending."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DIRECTOR, OTHER, START, Office
from report_office import AFTER_TALKS, acts, door, give_back, held, report_office_over, seen, send, version
from sqlalchemy import select

from yuetan.access.actor import Granted, Role
from yuetan.casework.acts import Late
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.governing import calendar_of, jurisdictions_on
from yuetan.casework.reporting import Reported
from yuetan.casework.sweeping import sweep_all
from yuetan.casework.upward_reports import NewReport
from yuetan.engine.owed import obligations
from yuetan.records.database import reading
from yuetan.records.tables import obligation
from yuetan.records.worlds import whole_world

CODE = AFTER_TALKS.code


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    with report_office_over(shared_database_url, regulation=AFTER_TALKS) as made:
        yield made


@pytest.fixture(autouse=True)
def first_day(office: Office) -> None:
    office.moment = START


def warned(office: Office, of: str = "E") -> str:
    """A talk of a unit that was held, swept: the cause of what is owed after it."""
    case = held(office, of, "warning", regulation=CODE)
    sweep_all(office.records, office.plugins, at=office.moment)
    with reading(office.records) as connection:
        query = select(obligation.c.cause).where(obligation.c.duty == "note", obligation.c.cause.contains(case))
        return str(connection.execute(query).scalar() or "")


def draft(office: Office, cause: str, by: str = BUREAU) -> str:
    """Its draft."""
    new = NewReport(unit="E", regulation=CODE, duty="note", cause=cause)
    return acts(office).draft(office.actors[by], new, token=office.token())


def sent(office: Office, cause: str) -> str:
    """It, reviewed and sent."""
    reference = draft(office, cause)
    acts(office).review(office.actors[DIRECTOR], reference, version=1, token=office.token())
    send(office, reference)
    return reference


def stands(office: Office, cause: str) -> str:
    """How it stands in the table; it is what the engine says, too."""
    with reading(office.records) as connection:
        kept = connection.execute(select(obligation.c.status).where(obligation.c.cause == cause)).scalar_one()
        ruling = jurisdictions_on(connection, office.plugins, office.today)[0]
        world = whole_world(connection, as_of=office.today, calendar=calendar_of(connection)).under(ruling)
    assert [kept] == [one.status.name for one in obligations(world, ruling.regulation) if one.key.cause == cause]
    return str(kept)


def test_after_a_talk_its_unit_owes_it_to_another_and_to_itself_nothing(office: Office) -> None:
    cause = warned(office)
    owed = [one for one in door(office, BUREAU).owed_reports() if one.cause == cause]
    assert [(one.unit, one.addressee_name, one.due) for one in owed] == [("E", "市纪委监委", None)]
    assert warned(office, "J") == ""


def test_it_counts_the_year_up_to_the_talk_and_is_met_by_being_sent(office: Office) -> None:
    cause = warned(office)
    reference = draft(office, cause)
    found = seen(office, BUREAU, reference)
    assert (found.row.addressee_name, found.said["since"], found.said["until"]) == (
        "市纪委监委", "2026-01-01", "2026-03-02")
    assert int(found.said["talks"]) >= 1
    acts(office).review(office.actors[DIRECTOR], reference, version=1, token=office.token())
    assert [(one.key.cause, one.was, one.became) for one in send(office, reference).changes] == [
        (cause, "OPEN", "DONE")]
    sweep_all(office.records, office.plugins, at=office.moment)
    assert stands(office, cause) == "DONE"


def test_of_one_that_was_returned_the_talk_is_owed_again_and_of_no_other(office: Office) -> None:
    cause, other = warned(office), warned(office)
    reference = sent(office, cause)
    sent(office, other)
    office.on(date(2026, 3, 20))
    give_back(office, reference, by=CLERK)
    sweep_all(office.records, office.plugins, at=office.moment)
    assert (stands(office, cause), stands(office, other)) == ("OPEN", "DONE")


def test_it_is_dated_no_earlier_than_its_talk(office: Office) -> None:
    reference = draft(office, warned(office))
    acts(office).review(office.actors[DIRECTOR], reference, version=1, token=office.token())
    with pytest.raises(Unfit) as wrong:
        send(office, reference, on=date(2026, 3, 1), late=Late(paper="某号", reason="补录"))
    assert wrong.value.errors == {"on": "2026-03-01 早于所报期间的第一天（2026-03-02）；请核对日期。"}


def test_it_is_handed_in_in_no_other_way(office: Office) -> None:
    reported = Reported(regulation=CODE, duty="note", unit="E", period=warned(office))
    with pytest.raises(Refused, match="先起草"):
        office.casework.report(office.actors[BUREAU], reported, token=office.token())


def test_whoever_is_talked_to_is_kept_from_it_whatever_he_is_granted(office: Office) -> None:
    cause, before = warned(office), office.actors[OTHER]
    reference = draft(office, cause)
    office.actors[OTHER] = evolve(before, granted=(Granted(Role.CLERK, "E"), Granted(Role.HEAD, "E")))
    try:
        there = door(office, OTHER)
        assert there.report(reference) is None
        assert [one for one in there.owed_reports() if one.cause == cause] == []
        assert [one for one in there.reports() if one.reference == reference] == []
        with pytest.raises(Hidden):
            acts(office).review(office.actors[OTHER], reference, version=version(office, reference),
                                token=office.token())
        with pytest.raises(Hidden):
            draft(office, cause, by=OTHER)
    finally:
        office.actors[OTHER] = before


def test_who_it_is_for_sees_what_was_sent_and_may_answer(office: Office) -> None:
    found = seen(office, CLERK, sent(office, warned(office)))
    assert (found.row.state, found.acts) == ("sent", frozenset({"receive", "return"}))
