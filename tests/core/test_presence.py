"""Who is not there takes no part in an interview: neither on the talking side, nor as one who is reached by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from casework_office import BUREAU, CLERK, DEPUTY, OTHER, SECRETARY, Office
from people_office import KEEPER, copy_of, move, people, people_over

from yuetan.access.door import Access
from yuetan.access.views import InterviewView
from yuetan.casework.acts import Done, Late
from yuetan.casework.errors import Refused
from yuetan.casework.people.work import Move
from yuetan.casework.sweeping import sweep_all
from yuetan.engine.arrangements import standard_calendar

NOTICE = {"topic": "履职情况", "date": "2026-03-09", "time": "09:30", "place": "512室"}
DAY = date(2026, 3, 9)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('made') / 'made.db'}"
    with people_over(url):
        return url


@pytest.fixture
def office(made: str, tmp_path: Path) -> Iterator[Office]:
    with copy_of(made, tmp_path) as copied:
        yield copied


def view(office: Office, done: Done) -> InterviewView:
    found = Access(office.records, office.plugins, office.actors[CLERK], on=office.today,
                   calendar=standard_calendar()).interview(done.case)
    assert found is not None
    return found


def told(office: Office, done: Done) -> Done:
    consulted = office.take(CLERK, done, "consulted")
    return office.take(CLERK, consulted, "notified", addressee="interviewee", fields=NOTICE)


def refusal(office: Office, done: Done, code: str, **values: object) -> str:
    with pytest.raises(Refused) as refused:
        office.take(CLERK, done, code, **values)
    return refused.value.text


def test_no_notice_goes_to_one_who_is_detained_and_it_goes_on_when_he_is_back(office: Office) -> None:
    done = office.propose(planned=DAY)
    move(office, "detention", cadre=OTHER)
    assert [(one.person.cadre, one.sort) for one in view(office, done).away] == [(OTHER, "detention")]
    done = office.take(CLERK, done, "consulted")
    assert refusal(office, done, "notified", addressee="interviewee", fields=NOTICE) == (
        "马文慧自 2026-03-02 起被留置；程序中止，待返岗登记后继续。")
    office.on(date(2026, 3, 3))
    move(office, "return", cadre=OTHER)
    office.take(CLERK, done, "notified", addressee="interviewee", fields=NOTICE)
    assert view(office, done).away == ()


def test_a_talker_on_leave_holds_no_talk_but_one_he_held_before_is_entered(office: Office) -> None:
    done = told(office, office.propose(planned=DAY))
    office.on(DAY)
    move(office, "leave", cadre=DEPUTY, last=date(2026, 6, 30))
    assert refusal(office, done, "held") == (
        "陈国栋自 2026-03-09 起不在岗（至 2026-06-30），不能参加这次约谈；请调整谈话人员。")
    office.on(date(2026, 3, 10))
    held = office.take(CLERK, done, "held", on=date(2026, 3, 6), late=Late(paper="谈话记录", reason="次日补录"))
    assert held.version > done.version


def test_who_is_away_is_not_named_in_place_of_another(office: Office) -> None:
    done = told(office, office.propose(planned=DAY))
    move(office, "leave", cadre=SECRETARY, on=date(2026, 3, 5), last=date(2026, 6, 30))
    assert "郑守正自 2026-03-05 起不在岗" in refusal(
        office, done, "assigned", fields={"interviewer": SECRETARY, "reason": "另有工作"})


def test_of_several_the_one_who_died_is_withdrawn_and_the_talk_goes_on_with_the_others(office: Office) -> None:
    done = office.propose(interviewees=(OTHER, BUREAU), planned=DAY, collective=True,
                          reason="统一提醒")
    move(office, "death", cadre=OTHER)
    found = view(office, done)
    assert (found.ended, [(one.code, one.of) for one in found.events if one.code == "withdrawn"]) == (
        False, [("withdrawn", OTHER)])
    current = office.take(CLERK, Done(case=done.case, version=found.version), "consulted")
    office.take(CLERK, current, "notified", addressee="interviewee", fields=NOTICE)
    assert {row.subject.cadre for row in view(office, current).owed} <= {BUREAU, ""}


def test_a_lapse_stays_with_whoever_held_the_chair_on_its_day(office: Office) -> None:
    office.on(date(2027, 1, 4))
    sweep_all(office.records, office.plugins, at=office.moment)
    entered = Move(cadre=SECRETARY, sort="retirement", version=0, paper="连组干〔2027〕1号", reason="到龄")
    people(office).move(office.actors[KEEPER], entered, token=office.token())
    door = Access(office.records, office.plugins, office.actors[CLERK], on=office.today, calendar=standard_calendar())
    missed = next(row for row in door.cadre(door.find(DEPUTY)[0].person.reference).owed  # type: ignore[union-attr]
                  if row.status.name == "OVERDUE")
    found = door.owed(missed.subject_reference, missed.regulation.code, missed.regulation.edition, missed.duty.code,
                      missed.cause)
    assert found is not None
    assert SECRETARY in [one.cadre for one in found.answerable]
