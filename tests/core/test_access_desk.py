"""The desk as an actor sees it: counts that equal rows, pages that hold every row once, two plans for one answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from attrs import evolve
from filled_records import ACTORS, SEATS, TODAY, Office, filled, regulation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

import yuetan.access.reading_counts
import yuetan.access.reading_mine
import yuetan.access.reading_narrowed
import yuetan.access.scope
from yuetan.access.pages import page_token
from yuetan.access.reading_counts import GROUPS as COUNTED
from yuetan.access.reading_owed import PRESSING
from yuetan.access.views import Asked, OwedRow
from yuetan.engine.obligations import Status
from yuetan.records.database import writing
from yuetan.records.owed import recount
from yuetan.records.references import new_reference
from yuetan.records.tables import cadre, obligation, unit

GROUPS = ("overdue", "today", "soon", "open", "waiting", "done", "late", "lapsed")
DAYS = (None, *(TODAY + timedelta(days=days) for days in (-400, -1, 0, 1, 7, 8, 300)))


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    """The office, with many more obligations of every status and day."""
    with filled(shared_database_url) as found:
        with writing(found.records) as connection:
            people = {row.staff_number: row.id for row in connection.execute(select(cadre))}
            units = {row.code: row.id for row in connection.execute(select(unit))}
            common = {"regulation": "lianyungang", "edition": regulation().edition, "opens": None, "provisional": False,
                      "done_on": None, "newcomer": False, "interview_id": None}
            connection.execute(insert(obligation), [common | {
                "duty": "annual_talk", "subject": person, "cause": f"{status.name}-{day}", "cadre_id": people[person],
                "unit_id": None if person == "C1" else units[SEATS[person][1]], "status": status.name, "due": day}
                for person in ("C1", "E1", "E2", "S1", "X2") for status in Status for day in DAYS])
            connection.execute(insert(obligation), [common | {
                "duty": duty, "subject": "E2", "cause": f"finding_recorded:{new_reference()}.1", "edition": edition,
                "cadre_id": people["E2"], "unit_id": units["E"], "status": "OPEN", "due": None}
                for duty, edition in (("warning_talk", regulation().edition), ("warning_talk", "1999-01-01"))])
            recount(connection)
        yield found


def rows_of(office: Office, who: str, asked: Asked) -> list[OwedRow]:
    """Every row, page by page."""
    access, found = office.access(who), list[OwedRow]()
    while True:
        part = access.desk(asked)
        found += part.rows
        if not part.more:
            return found
        asked = evolve(asked, after=part.more)


def named(row: OwedRow) -> tuple[str, str, str]:
    return row.duty.code, row.subject_reference, row.cause


def group_of(row: OwedRow) -> str:
    if row.status is not Status.OPEN:
        return row.status.name.lower()
    left = None if row.due is None else (row.due - TODAY).days
    return "open" if left is None or left > 7 else "soon" if left > 0 else "today"


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(who=st.sampled_from(sorted(ACTORS)), limit=st.sampled_from((1, 7, 50, 500)), broad=st.sampled_from((0.0, 2.0)),
       status=st.sampled_from(("", *GROUPS, "nonsense")), duty=st.sampled_from(("", "annual_talk", "notice")),
       within=st.sampled_from(("", "E", "X")), name=st.sampled_from(("", "校", "教育", "_")), due=st.sampled_from(DAYS),
       surname=st.sampled_from((0, 500)))
def test_page_by_page_every_row_comes_once_in_order_and_counts_equal_rows(  # noqa: PLR0913, PLR0917 - what may be asked for
        office: Office, monkeypatch: pytest.MonkeyPatch, who: str, limit: int, broad: float, status: str, duty: str,
        within: str, name: str, due: object, surname: int) -> None:
    monkeypatch.setattr(yuetan.access.scope, "BROAD", broad)
    monkeypatch.setattr(yuetan.access.reading_narrowed, "SURNAME", surname)
    monkeypatch.setattr(yuetan.access.reading_counts, "MOST_NAMED", 10_000)
    asked = Asked(status=status, duty=duty, unit=office.units.get(within, ""), name=name, due=due, limit=500)  # type: ignore[arg-type]
    whole = office.access(who).desk(asked)
    few = limit if len(whole.rows) < 30 * limit else 50
    found = rows_of(office, who, evolve(asked, limit=few))
    assert [named(row) for row in whole.rows] == [named(row) for row in found]
    assert len(set(map(named, found))) == len(found)
    of_all = whole if status not in GROUPS else office.access(who).desk(evolve(asked, status=""))
    assert Counter(map(group_of, of_all.rows)) == Counter({group: n for group, n in whole.counts.items() if n})
    assert [row for row in of_all.rows if status not in GROUPS or group_of(row) == status] == list(whole.rows)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(who=st.sampled_from(sorted(ACTORS)), limit=st.sampled_from((1, 7, 50)), broad=st.sampled_from((0.0, 2.0)),
       status=st.sampled_from(GROUPS), many=st.sampled_from((0, 5000)))
def test_of_his_own_each_group_comes_page_by_page_as_many_as_are_counted(  # noqa: PLR0913, PLR0917 - what may be asked for
        office: Office, monkeypatch: pytest.MonkeyPatch, who: str, limit: int, broad: float, status: str,
        many: int) -> None:
    monkeypatch.setattr(yuetan.access.scope, "BROAD", broad)
    monkeypatch.setattr(yuetan.access.reading_mine, "MANY", many)
    found = rows_of(office, who, Asked(mine=True, status=status, limit=limit))
    everything = rows_of(office, who, Asked(status=status, limit=500))
    his = set(map(named, found))
    assert [named(row) for row in everything if named(row) in his] == [named(row) for row in found]
    assert office.access(who).desk(Asked(mine=True)).counts[status] == len(found) == len(his)


@pytest.mark.parametrize("who", ACTORS)
def test_all_that_is_his_own_to_do_comes_in_one_order_however_much_it_is(
        office: Office, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    told_one_by_one = rows_of(office, who, Asked(mine=True, limit=2))
    monkeypatch.setattr(yuetan.access.reading_mine, "MANY", 0)
    assert rows_of(office, who, Asked(mine=True, limit=2)) == told_one_by_one


@pytest.mark.parametrize("who", ACTORS)
def test_a_name_that_very_many_go_by_is_counted_as_far_as_anybody_wants_to_know(
        office: Office, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    monkeypatch.setattr(yuetan.access.scope, "BROAD", 0.0)
    exact = office.access(who).desk(Asked(name="校")).counts
    monkeypatch.setattr(yuetan.access.reading_narrowed, "SURNAME", 0)
    monkeypatch.setattr(yuetan.access.reading_counts, "MOST_NAMED", 2)
    assert {group: number if group not in {"done", "late", "lapsed"} else min(number, 3)
            for group, number in exact.items()} == office.access(who).desk(Asked(name="校")).counts


@pytest.mark.parametrize("who", ACTORS)
def test_both_plans_give_the_same_rows(office: Office, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    answers = []
    for share in (0.0, 2.0):
        monkeypatch.setattr(yuetan.access.scope, "BROAD", share)
        answers.append(office.access(who).desk(Asked(limit=500)))
    assert answers[0] == answers[1]


def test_rows_come_the_most_pressing_first_and_by_the_day_in_each_status(office: Office) -> None:
    order = [Status.OVERDUE, Status.OPEN, Status.WAITING, Status.LATE, Status.DONE, Status.LAPSED]
    rows = rows_of(office, "city clerk", Asked())
    places = [(order.index(row.status), row.due is None, row.due or TODAY) for row in rows]
    assert sorted(places) == places


ABOUT = {
    "interviewee": {"E2"}, "another interviewee": {"E3"}, "talker": {"E2", "J2"}, "recorder": {"E2", "J3"},
    "cadre of the county": {"X2"}, "county clerk": {"X1", "X2"}, "school clerk": {"S1"}, "superior": set[str](),
    "system": set[str](), "security": set[str](), "audit": set[str](), "outsider": set[str](),
}


@pytest.mark.parametrize("who", ABOUT)
def test_obligations_of_nobody_else_are_seen(office: Office, who: str) -> None:
    rows = rows_of(office, who, Asked())
    assert {row.subject.cadre for row in rows} - {""} <= ABOUT[who]
    assert bool(rows) is bool(ABOUT[who])


@pytest.mark.parametrize("who", ["interviewee", "interviewee with every grant"])
def test_of_his_own_an_interviewee_sees_what_recurs_and_once_told_what_he_owes_or_is_owed(
        office: Office, who: str) -> None:
    rows = rows_of(office, who, Asked())
    his = [row for row in rows if row.subject.cadre == "E2"]
    told = {office.interviews[name] for name in ("served", "finished", "group")}
    assert {row.duty.code for row in his} == {"annual_talk", "notice", "rectification_report"}
    assert {row.interview for row in his} - {""} <= told
    hidden = {office.interviews[name] for name in ("quiet", "told the unit", "half told")}
    assert not hidden & {row.interview for row in rows}


@pytest.mark.parametrize("who", ["interviewee", "interviewee with every grant"])
def test_no_count_tells_of_a_talk_to_come(office: Office, who: str) -> None:
    counts = office.access(who).desk(Asked(duty="warning_talk")).counts
    assert not sum(counts.values())
    assert sum(office.access("bureau clerk").desk(Asked(duty="warning_talk")).counts.values()) == 1


def test_of_a_case_he_left_nobody_sees_an_obligation_whatever_he_is_granted(office: Office) -> None:
    reference = office.interviews["recused"]
    assert reference in {row.interview for row in rows_of(office, "bureau clerk", Asked())}
    assert reference not in {row.interview for row in rows_of(office, "recused clerk", Asked())}


def test_each_row_that_is_owed_still_is_explained_to_who_sees_it_and_to_nobody_else(office: Office) -> None:
    clerk, stranger = office.access("bureau clerk"), office.access("county clerk")
    for row in (row for row in rows_of(office, "bureau clerk", Asked()) if row.interview):
        address = (row.subject_reference, row.regulation.code, row.regulation.edition, row.duty.code, row.cause)
        view = clerk.owed(*address)
        assert view is not None
        assert (row.duty, row.cause) == (view.explanation.obligation.duty, view.explanation.obligation.key.cause)
        assert row == view.row
        assert stranger.owed(*address) is None
        assert clerk.owed(new_reference(), *address[1:]) is None


def test_a_page_begins_anew_after_what_is_no_token_and_a_foreign_row_in_one_is_like_none(office: Office) -> None:
    access = office.access("city clerk")
    first = access.desk(Asked(limit=5))
    assert first == access.desk(Asked(limit=5, after="%"))
    last = first.rows[-1]
    tokens = (page_token(evolve(last, subject_reference=one), PRESSING) for one in (
        last.subject_reference, new_reference()))
    foreign, random = (office.access("county clerk").desk(Asked(limit=5, after=one)) for one in tokens)
    assert foreign == random


def test_a_unit_nobody_knows_holds_nothing(office: Office) -> None:
    assert not office.access("city clerk").desk(Asked(unit=new_reference())).rows


def test_every_group_is_counted() -> None:
    assert COUNTED == GROUPS
