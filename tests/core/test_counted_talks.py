"""Talks are counted beside their events: after whatever is done the counts are those of counting everything anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from casework_office import CLERK, DIRECTOR, OTHER, Office, office_over
from sqlalchemy import select, update
from test_access_figures import held

from yuetan.records.cases import cadre_ids, change_interview, find_interview, set_people
from yuetan.records.counted_talks import counting, recount_talks
from yuetan.records.database import Connection, reading, writing
from yuetan.records.journal import Entry, append, case_file_of
from yuetan.records.mergers import add_merger, give, mergers_about, take_back
from yuetan.records.tables import cadre, event, interview, participant, talk_count
from yuetan.records.talk_counts import TalkCount, talk_counts
from yuetan.rules.force import INTERVIEWEE

LAST = date(2026, 2, 27)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """One talk with one, one with two of whom one came, and one that is still to come."""
    with office_over(database_url) as made:
        held(made, "E", OTHER)
        held(made, "E", OTHER, DIRECTOR, on=LAST.isoformat(), alone=(OTHER,))
        made.propose(interviewers=(), recorder="")
        yield made


def counted(connection: Connection) -> list[tuple[object, ...]]:
    of = talk_count.c
    query = select(of.held_on, of.kind, of.ended, of.talks, of.persons).where(of.talks != 0)
    return [tuple(row) for row in connection.execute(query.order_by(of.held_on, of.kind, of.ended))]


def assert_counted(connection: Connection) -> None:
    kept = counted(connection)
    recount_talks(connection)
    assert counted(connection) == kept


def last_held(connection: Connection) -> str:
    query = select(interview.c.reference).join(event, event.c.interview_id == interview.c.id)
    return str(connection.execute(query.where(event.c.code == "held", event.c.happened_on == LAST)).scalar_one())


def test_each_talk_is_counted_on_its_day_with_those_who_came(office: Office) -> None:
    with writing(office.records) as connection:
        assert counted(connection) == [
            (date(2026, 2, 20), "routine", False, 1, 1), (LAST, "routine", False, 1, 1)]
        assert_counted(connection)


def test_figures_are_read_off_the_counts(office: Office) -> None:
    with reading(office.records) as connection:
        units = select(interview.c.unit_id)
        found = talk_counts(connection, "lianyungang", units, date(2026, 2, 1), date(2026, 2, 28))
        unit_id = connection.execute(select(talk_count.c.unit_id).distinct()).scalar_one()
        assert found == (TalkCount(unit_id=unit_id, kind="routine", talks=2, persons=2),)
        assert talk_counts(connection, "lianyungang", units, date(2026, 2, 28), date(2026, 3, 31)) == ()


def test_a_talk_that_is_over_is_counted_as_that(office: Office) -> None:
    with writing(office.records) as connection:
        found = find_interview(connection, last_held(connection))
        assert found is not None
        change_interview(connection, found, {"ended": True})
        assert counted(connection)[-1] == (LAST, "routine", True, 1, 1)
        assert_counted(connection)
        change_interview(connection, found, {"ended": False})
        assert counted(connection)[-1] == (LAST, "routine", False, 1, 1)


def test_whoever_was_cleared_is_counted_no_longer(office: Office) -> None:
    with writing(office.records) as connection:
        reference = last_held(connection)
        found, case = find_interview(connection, reference), case_file_of(connection, reference)
        assert found is not None
        assert case is not None
        append(connection, case, Entry(code="cleared", happened_on=office.today, interview_id=found.id), by=None,
               at=office.moment)
        assert [row[0] for row in counted(connection)] == [date(2026, 2, 20)]
        assert_counted(connection)


def test_who_is_talked_to_is_counted_as_it_changes(office: Office) -> None:
    with writing(office.records) as connection:
        found = find_interview(connection, last_held(connection))
        assert found is not None
        set_people(connection, found.id, INTERVIEWEE.code, cadre_ids(connection, (DIRECTOR,)).values())
        assert [row[0] for row in counted(connection)] == [date(2026, 2, 20)]
        set_people(connection, found.id, INTERVIEWEE.code, cadre_ids(connection, (OTHER, DIRECTOR)).values())
        assert counted(connection)[-1] == (LAST, "routine", False, 1, 1)
        assert_counted(connection)


def test_two_records_of_one_person_are_one_who_was_talked_to(office: Office) -> None:
    held(office, "E", OTHER, DIRECTOR, on="2026-02-25")
    with writing(office.records) as connection:
        keys = cadre_ids(connection, (OTHER, DIRECTOR))
        event_id = connection.execute(select(event.c.id).limit(1)).scalar_one()
        add_merger(connection, keys[OTHER], keys[DIRECTOR], event_id)
        merger, = mergers_about(connection, keys[OTHER])
        assert counted(connection)[1] == (date(2026, 2, 25), "routine", False, 1, 2)
        give(connection, merger)
        assert counted(connection)[1] == (date(2026, 2, 25), "routine", False, 1, 1)
        assert_counted(connection)
        take_back(connection, merger)
        assert counted(connection)[1] == (date(2026, 2, 25), "routine", False, 1, 2)
        assert_counted(connection)


def test_what_changes_nothing_leaves_no_row(office: Office) -> None:
    with writing(office.records) as connection:
        before = connection.execute(select(talk_count)).all()
        talks = connection.execute(select(interview.c.id)).scalars().all()
        with counting(connection, talks):
            connection.execute(update(interview).values(place="三楼会议室"))
        assert connection.execute(select(talk_count)).all() == before


def test_acts_keep_the_counts(office: Office) -> None:
    office.propose(CLERK, interviewees=(OTHER,), interviewers=(), recorder="")
    with writing(office.records) as connection:
        assert connection.execute(select(participant.c.id).join(cadre).where(cadre.c.staff_number == OTHER)).all()
        assert_counted(connection)
