"""What was done against a rule says so: which rules, by which clauses, with the event, under the hash of its chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from casework_office import BUREAU, CLERK, DEPUTY, OTHER, RECORDER, START, Office, office_over
from sqlalchemy import select, update
from test_casework_attacked import LATE, unfit
from test_casework_journey import NOTICE, RECORD, found
from test_casework_notices import seen

from yuetan.access.door import Access
from yuetan.access.views import ObligationView, RuleAgainst
from yuetan.casework.acts import Done
from yuetan.records.database import reading, writing
from yuetan.records.tables import case_file, event
from yuetan.records.verifying import verify
from yuetan.rules.workdays import Calendar

SHORT_NOTICE = RuleAgainst(title="通知约谈对象", places=("7.2",), broken=True)
TOGETHER = RuleAgainst(title="约谈一般个别进行", places=("5",), broken=False)


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def held_late(office: Office) -> Done:
    """A talk that was held on two days' notice, entered afterwards."""
    found(office)
    done = office.take(CLERK, office.propose(kind="warning"), "consulted")
    office.on(date(2026, 3, 12))
    done = office.take(CLERK, done, "notified", fields=NOTICE | {"date": "2026-03-10"}, addressee="interviewee",
                       on=date(2026, 3, 8), late=LATE)
    return office.take(CLERK, done, "held", on=date(2026, 3, 10), late=LATE)


def against(office: Office, by: str, done: Done) -> dict[str, tuple[RuleAgainst, ...]]:
    return {one.code: one.against for one in seen(office, by, done).events if one.against}


def owed(office: Office, by: str, done: Done, duty: str) -> ObligationView:
    access = Access(office.records, office.plugins, office.actors[by], on=office.today, calendar=Calendar())
    view = access.interview(done.case)
    assert view is not None
    row = next(one for one in view.owed if one.duty.code == duty)
    found = access.owed(row.subject_reference, "lianyungang", row.regulation.edition, duty, row.cause)
    assert found is not None
    return found


def test_what_an_accomplished_fact_broke_stands_with_it_by_rule_and_clause(office: Office) -> None:
    done = held_late(office)
    assert against(office, CLERK, done) == {"notified": (SHORT_NOTICE,), "held": (SHORT_NOTICE,)}
    notice = next(one for one in seen(office, CLERK, done).events if one.code == "notified")
    assert (set(notice.content) - set(NOTICE), notice.late) == ({"person"}, True)


def test_what_was_departed_from_for_a_reason_says_which_rules(office: Office) -> None:
    for cadre in (OTHER, BUREAU):
        found(office, cadre)
    done = office.propose(kind="warning", interviewees=(OTHER, BUREAU), reason="情况相同")
    done = office.take(CLERK, office.take(CLERK, done, "consulted"), "notified", fields=NOTICE, addressee="interviewee")
    office.on(date(2026, 3, 9))
    done = office.take(CLERK, done, "held", reason="情况相同")
    assert against(office, DEPUTY, done)["held"] == (TOGETHER,)


def test_what_was_done_by_the_rules_says_nothing(office: Office) -> None:
    found(office)
    done = office.take(CLERK, office.propose(kind="warning"), "consulted")
    done = office.take(CLERK, done, "notified", fields=NOTICE, addressee="interviewee")
    office.on(date(2026, 3, 9))
    done = office.take(RECORDER, office.take(CLERK, done, "held"), "recorded", fields=RECORD)
    assert against(office, CLERK, done) == {}


def test_it_is_explained_where_the_obligation_is_and_not_to_whom_it_is_about(office: Office) -> None:
    done = held_late(office)
    notice = owed(office, CLERK, done, "notice")
    assert list(notice.against.values()) == [(SHORT_NOTICE,)]
    assert list(owed(office, CLERK, done, "record").against.values()) == [(SHORT_NOTICE,)]
    assert against(office, OTHER, done) == {}
    assert "rules.broken" not in repr(seen(office, OTHER, done))
    assert owed(office, OTHER, done, "rectification_report").against == {}


def test_nobody_writes_it_into_a_form(office: Office) -> None:
    done = office.take(CLERK, office.propose(), "consulted")
    fields = NOTICE | {"rules.broken": "duty:x 1"}
    assert list(unfit(lambda: office.take(CLERK, done, "notified", fields=fields, addressee="interviewee"))) == [
        "rules.broken"]


def test_whoever_takes_it_away_is_found_out(office: Office) -> None:
    done = held_late(office)
    with writing(office.records) as connection:
        query = (select(event.c.id, event.c.content).join(case_file)
                 .where(case_file.c.reference == done.case, event.c.code == "held"))
        row = connection.execute(query).one()
        kept = json.loads(row.content)
        assert kept.pop("rules.broken") == "duty:notice 7.2"
        connection.execute(update(event).where(event.c.id == row.id).values(content=json.dumps(kept)))
    with reading(office.records) as connection:
        faults = [(one.code, one.case) for one in verify(connection)]
    with writing(office.records) as connection:
        connection.execute(update(event).where(event.c.id == row.id).values(content=row.content))
    assert faults == [("content", done.case)]
