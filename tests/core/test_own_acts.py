"""Tasks in talks beside what is owed: what whoever is talked to is to do himself, and a notice to be served anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from casework_office import BUREAU, CLERK, DEPUTY, OTHER, RECORDER, SECRETARY, START, Office, office_over
from outcome_office import CODE, outcome_plugins
from test_casework_notices import NOTICE, proposed, put_off, served

from yuetan.access.door import Access
from yuetan.access.task_views import ACKNOWLEDGEMENT, OWN, RENEWAL, SIGNATURE
from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden
from yuetan.rules.workdays import Calendar

ACTS = {ACKNOWLEDGEMENT: "acknowledged", SIGNATURE: "signed"}
EVERYBODY = (OTHER, BUREAU, CLERK, DEPUTY, RECORDER, SECRETARY)
MOVED = date(2026, 3, 20)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with office_over(database_url, outcome_plugins(), CODE) as made:
        made.moment = START
        yield made


def door(office: Office, who: str) -> Access:
    return Access(office.records, office.plugins, office.actors[who], on=office.today, calendar=Calendar())


def waits(office: Office, who: str, sorts: frozenset[str] = OWN) -> list[tuple[str, str]]:
    """What waits for somebody of some sorts: each with its interview."""
    return sorted((one.sort, one.reference) for one in door(office, who).tasks() if one.sort in sorts)


def offered(office: Office, who: str, done: Done) -> list[tuple[str, str]]:
    """What the office offers somebody as his own act in an interview, as its page does."""
    try:
        codes = office.offers(who, done)
    except Hidden:
        return []
    own = {code for code, one in codes.items() if not one.twin}
    return sorted((sort, done.case) for sort, code in ACTS.items() if code in own)


def renewals(office: Office) -> dict[str, list[str]]:
    found = {who: [case for _, case in waits(office, who, frozenset({RENEWAL}))] for who in EVERYBODY}
    return {who: cases for who, cases in found.items() if cases}


def test_what_he_is_to_do_himself_is_what_his_page_offers_from_the_notice_to_the_end(office: Office) -> None:
    done, told = proposed(office), list[list[tuple[str, str]]]()

    def seen() -> None:
        told.append(waits(office, OTHER))
        assert told[-1] == offered(office, OTHER, done)
        assert [waits(office, who) for who in EVERYBODY if who != OTHER] == [[], [], [], [], []]
    seen()
    done = office.take(CLERK, done, "notified", fields=NOTICE, addressee="interviewee")
    seen()
    done = office.take(OTHER, done, "acknowledged")
    seen()
    done = put_off(office, done, MOVED.isoformat())
    seen()
    done = office.take(CLERK, done, "notified", fields=NOTICE | {"date": MOVED.isoformat()}, addressee="interviewee")
    seen()
    office.on(MOVED)
    done = office.take(CLERK, done, "held")
    seen()
    done = office.take(RECORDER, done, "recorded", fields={"account": "如实说明"})
    seen()
    done = office.take(OTHER, done, "signed")
    seen()
    assert [[sort for sort, _ in one] for one in told] == [
        [], [ACKNOWLEDGEMENT], [], [], [ACKNOWLEDGEMENT], [], [SIGNATURE], []]


def test_of_several_each_is_told_of_his_own_notice_alone(office: Office) -> None:
    done = served(office, OTHER, BUREAU, cadre=OTHER)
    assert (waits(office, OTHER), waits(office, BUREAU)) == ([(ACKNOWLEDGEMENT, done.case)], [])
    done = office.take(CLERK, done, "notified", fields=NOTICE, addressee="interviewee", cadre=BUREAU)
    done = office.take(OTHER, done, "acknowledged")
    for who in (OTHER, BUREAU):
        assert waits(office, who) == offered(office, who, done), who
    assert (waits(office, OTHER), waits(office, BUREAU)) == ([], [(ACKNOWLEDGEMENT, done.case)])


def test_a_talk_that_is_withdrawn_asks_nothing_of_him(office: Office) -> None:
    done = served(office)
    office.take(CLERK, done, "withdrawn", fields={"reason": "另行安排"})
    assert waits(office, OTHER) == []


def test_a_task_of_his_own_names_the_talk_and_not_himself(office: Office) -> None:
    served(office)
    found = door(office, OTHER).tasks()
    assert [(one.title, one.about, one.since) for one in found] == [("", "提醒谈话 · 市纪委监委", START.date())]


def test_after_a_postponement_the_notice_waits_to_be_served_anew_for_whoever_serves_it(office: Office) -> None:
    done = served(office)
    assert renewals(office) == {}
    done = put_off(office, done, MOVED.isoformat())
    assert renewals(office) == {who: [done.case] for who in EVERYBODY if "notified" in codes(office, who, done)}
    assert renewals(office).keys() >= {CLERK}
    office.take(CLERK, done, "notified", fields=NOTICE | {"date": MOVED.isoformat()}, addressee="interviewee")
    assert renewals(office) == {}


def test_it_waits_until_every_one_of_several_is_served_again(office: Office) -> None:
    done = put_off(office, served(office, OTHER, BUREAU), MOVED.isoformat())
    again = NOTICE | {"date": MOVED.isoformat()}
    done = office.take(CLERK, done, "notified", fields=again, addressee="interviewee", cadre=OTHER)
    assert renewals(office)[CLERK] == [done.case]
    done = office.take(CLERK, done, "notified", fields=again, addressee="interviewee", cadre=BUREAU)
    assert renewals(office) == {}


def test_what_was_put_off_twice_waits_once_and_what_was_withdrawn_not_at_all(office: Office) -> None:
    done = put_off(office, served(office), "2026-03-16")
    done = put_off(office, done, MOVED.isoformat())
    assert renewals(office)[CLERK] == [done.case]
    office.take(CLERK, done, "withdrawn", fields={"reason": "另行安排"})
    assert renewals(office) == {}


def test_these_tasks_take_as_many_statements_for_one_talk_as_for_several(office: Office) -> None:
    numbers = list[tuple[int, int]]()
    for _ in range(3):
        served(office)
        put_off(office, served(office), MOVED.isoformat())
        numbers.append((statements(office, OTHER), statements(office, CLERK)))
    assert numbers == [numbers[0]] * 3


def statements(office: Office, who: str) -> int:
    """How many statements the tasks of somebody take."""
    said = list[object]()

    def hear(*happened: object) -> None:
        said.append(happened[2])
    access = door(office, who)
    access.tasks()  # what is looked up once for a page
    sa.event.listen(office.records, "before_cursor_execute", hear)
    access.tasks()
    sa.event.remove(office.records, "before_cursor_execute", hear)
    return len(said)


def codes(office: Office, who: str, done: Done) -> set[str]:
    """The acts that somebody is offered as his own, or his office's, in an interview."""
    try:
        return {code for code, one in office.offers(who, done).items() if not one.not_his}
    except Hidden:
        return set()
