"""How the days of an interview are told, and how they would be on another: nothing is stored, nobody learns more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from casework_office import CLERK, DEPUTY, OTHER, RECORDER, SECRETARY, START, Office, office_over

from yuetan.access.door import Access
from yuetan.casework.acts import Done, Proposal, Taken
from yuetan.casework.errors import Conflict, Refused
from yuetan.casework.governing import calendar_of

PLANNED, MOVED = date(2026, 3, 16), date(2026, 3, 30)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_over(f"sqlite:///{tmp_path_factory.mktemp('made') / 'yuetan.db'}") as found:
        yield found


@pytest.fixture
def office(made: Office) -> Office:
    """The office on its first morning."""
    made.moment = START
    return made


def access(office: Office, who: str = CLERK) -> Access:
    return Access(office.records, office.plugins, office.actors[who], on=office.today,
                  calendar=calendar_of(office.records))


def served(office: Office) -> Done:
    done = office.propose(planned=PLANNED, planned_time="09:30", place="512室")
    done = office.take(CLERK, done, "consulted")
    return office.take(CLERK, done, "notified", addressee="interviewee", fields={
        "topic": "履职情况", "date": PLANNED.isoformat(), "time": "09:30", "place": "512室"})


def test_each_day_of_an_interview_is_told_with_how_it_was_counted(office: Office) -> None:
    done = office.propose(planned=PLANNED)
    found = [(one.row and one.row.due, one.explanation.counted and one.explanation.counted.on)
             for one in access(office).reckoned(done.case)]
    assert found == [(date(2026, 3, 13), date(2026, 3, 13))]


def test_another_day_for_the_talk_moves_what_hangs_on_it_and_stores_nothing(office: Office) -> None:
    done = office.propose(planned=PLANNED)
    found = access(office).supposed(done.case, MOVED)
    assert found is not None
    assert [(one.row and one.row.due, one.explanation.obligation.due) for one in found] == [
        (date(2026, 3, 13), date(2026, 3, 27))]
    view = access(office).interview(done.case)
    assert view is not None
    assert (view.planned, view.version) == (PLANNED, done.version)


@pytest.mark.parametrize(("who", "told"), [(CLERK, True), (OTHER, False), (SECRETARY, True)])
def test_who_may_not_know_of_an_interview_is_told_of_no_day(office: Office, who: str, told: bool) -> None:  # noqa: FBT001 - a table
    done = office.propose(planned=PLANNED)
    reader = access(office, who)
    assert (reader.supposed(done.case, MOVED) is not None, bool(reader.reckoned(done.case))) == (told, told)


def test_nothing_is_supposed_of_a_day_gone_by_or_of_a_talk_that_was_held(office: Office) -> None:
    done = served(office)
    assert access(office).supposed(done.case, date(2026, 3, 1)) is None
    office.on(PLANNED)
    done = office.take(DEPUTY, done, "held")
    assert access(office).supposed(done.case, MOVED) is None


def test_whoever_is_talked_to_is_told_of_his_own_days_alone(office: Office) -> None:
    done = served(office)
    mine = access(office, OTHER).supposed(done.case, MOVED)
    assert mine is not None
    assert {one.explanation.obligation.key.subject for one in mine} <= {OTHER}


def test_what_an_act_would_change_is_told_and_nothing_is_kept(office: Office) -> None:
    before = access(office).interviews()
    changes = office.casework.rehearse_proposal(office.actors[CLERK], Proposal(
        regulation="lianyungang", kind="routine", interviewees=(OTHER,), interviewers=(DEPUTY,), recorder=RECORDER,
        topic="履职", planned=PLANNED))
    assert [(one.change, one.due_became) for one in changes] == [("appeared", date(2026, 3, 13))]
    assert access(office).interviews() == before


def test_what_would_be_refused_is_refused_when_it_is_rehearsed(office: Office) -> None:
    done = office.propose(planned=PLANNED)
    with pytest.raises(Refused):
        office.casework.rehearse(office.actors[DEPUTY], done.case, Taken(code="recorded", version=done.version))
    with pytest.raises(Conflict):
        office.casework.rehearse(office.actors[CLERK], done.case, Taken(code="notified", version=done.version + 1))
