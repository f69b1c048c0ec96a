"""Whoever holds several posts stays, in a talk, in the one he was chosen in: on its page, in its papers and ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve
from casework_office import CLERK, DEPUTY, RECORDER, SECRETARY, SINCE, Office, office_over

from yuetan.access import reading_ledger
from yuetan.access.door import Access
from yuetan.access.ledger_views import AHEAD, LedgerAsked
from yuetan.casework.acts import Done
from yuetan.engine.facts import Appointment
from yuetan.paperwork.papers.known import facts_of
from yuetan.records.database import writing
from yuetan.records.roster import load_roster, store
from yuetan.records.values import Roster
from yuetan.rules.ledgers import GENERIC, LedgerForm
from yuetan.rules.papers import FormField, Material
from yuetan.rules.terms import Rank
from yuetan.rules.workdays import Calendar

DEPUTY_POST, STAFF_POST = "市纪委监委副书记", "市纪委监委干部"
TALK = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def with_posts_of_talkers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that says the posts of those who talk."""
    told = FormField("talkers", "约谈人职务", known="interviewer_post")
    form = LedgerForm(evolve(GENERIC.material, fields=(*GENERIC.material.fields, told)), GENERIC.layout)
    monkeypatch.setattr(reading_ledger, "_form", lambda *_: form)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """A member of the staff became a deputy secretary besides: that post was entered after the other."""
    with office_over(database_url) as made:
        with writing(made.records) as connection:
            store(connection, Roster(appointments=(Appointment(
                cadre=RECORDER, unit="J", post="deputy", title="副书记", rank=Rank.DIVISION, marks=("市管",),
                since=SINCE),)))
        yield made


def proposed(office: Office, *talkers: str) -> Done:
    return office.propose(interviewers=talkers or (RECORDER,), recorder=CLERK, planned=TALK)


def posts(office: Office, done: Done) -> dict[str, str]:
    """What the page says of those who talk; its papers and the ledger say the same."""
    door = Access(office.records, office.plugins, office.actors[SECRETARY], on=office.today, calendar=Calendar())
    view = door.interview(done.case)
    assert view is not None
    talking = view.of("interviewer")
    said = "；".join(one.post for one in talking)
    assert facts_of(view, view.regulation.of(Material)[0], None)["interviewer_post"] == said
    rows = door.ledger(LedgerAsked(state=AHEAD)).rows
    assert [one.values["talkers"] for one in rows if one.reference == done.case] == [said]
    return {one.cadre: one.post for one in talking}


def test_a_talker_is_named_in_the_post_a_rule_admits_him_by(office: Office) -> None:
    assert posts(office, proposed(office)) == {RECORDER: DEPUTY_POST}


def test_whoever_talks_in_no_post_of_his_is_named_as_before(office: Office) -> None:
    done = office.propose(interviewers=(DEPUTY,), recorder=RECORDER, planned=TALK)
    door = Access(office.records, office.plugins, office.actors[SECRETARY], on=office.today, calendar=Calendar())
    view = door.interview(done.case)
    assert view is not None
    assert [one.post for one in view.of("recorder")] == [STAFF_POST]


def test_it_stays_through_changes_of_the_others_and_is_found_for_whoever_comes_in(office: Office) -> None:
    done = office.take(CLERK, proposed(office), "assigned", fields={
        "interviewer": RECORDER, "second": DEPUTY, "reason": "增加一人"})
    assert posts(office, done) == {RECORDER: DEPUTY_POST, DEPUTY: DEPUTY_POST}
    done = office.take(CLERK, done, "recused", fields={"cadre": DEPUTY, "reason": "亲属"})
    assert posts(office, done) == {RECORDER: DEPUTY_POST}
    other = office.take(CLERK, proposed(office, DEPUTY), "assigned", fields={"interviewer": RECORDER, "reason": "换人"})
    assert posts(office, other) == {RECORDER: DEPUTY_POST}


def test_a_post_that_was_taken_off_the_roster_is_named_no_more(office: Office) -> None:
    done = proposed(office)
    with writing(office.records) as connection:
        gone = next(one for one in load_roster(connection).appointments
                    if (one.cadre, one.post) == (RECORDER, "deputy"))
        store(connection, Roster(appointments=(evolve(gone, until=date(2025, 1, 1)),)))
    assert posts(office, done) == {RECORDER: STAFF_POST}
