"""The ledger has a row for each person talked to, for whoever may read it, and no more than he may; counts agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from casework_office import ABOVE, BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, Office, office_over
from sqlalchemy import delete, insert, select
from sqlalchemy import event as sqlalchemy_event
from test_access_figures import held

from yuetan.access import reading_ledger, reading_ledger_pages
from yuetan.access.actor import Actor, Granted, Role
from yuetan.access.door import Access
from yuetan.access.ledger_views import SORTS, LedgerAsked, LedgerView
from yuetan.paperwork.ledgers.columns import columns_of
from yuetan.records.cases import cadre_ids, find_interview
from yuetan.records.database import reading, writing
from yuetan.records.journal import Entry, append, case_file_of
from yuetan.records.tables import interview, participant, unit
from yuetan.rules.ledgers import GENERIC
from yuetan.rules.papers import FormField
from yuetan.rules.workdays import Calendar

YEAR = LedgerAsked(since=date(2026, 1, 1), until=date(2026, 12, 31))
ALONE = Actor(99, "R" * 22, "单设的账号", "", (Granted(Role.CLERK, "E"),))


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    """Talks of two units: one is to come, one held with one of two, one of last year, and one cleared him."""
    with office_over(shared_database_url) as made:
        held(made, "E", OTHER)
        held(made, "E", OTHER, DIRECTOR, on="2026-02-24", kind="revisit", alone=(OTHER,))
        held(made, "J", OTHER, DIRECTOR, on="2026-02-26")
        held(made, "E", OTHER, on="2025-12-30")
        made.propose(interviewers=(), recorder="", planned=date(2026, 3, 9))
        held(made, "J", OTHER, on="2026-02-27")
        with writing(made.records) as connection:
            cleared = connection.execute(
                select(interview.c.reference).order_by(interview.c.id.desc())).scalars().first()
            found, case = find_interview(connection, cleared or ""), case_file_of(connection, cleared or "")
            assert found is not None
            assert case is not None
            append(connection, case, Entry(code="cleared", happened_on=made.today, interview_id=found.id),
                   by=None, at=made.moment)
        yield made


def seen(office: Office, who: str | Actor, asked: LedgerAsked = YEAR) -> LedgerView:
    actor = office.actors[who] if isinstance(who, str) else who
    return Access(office.records, office.plugins, actor, on=office.today, calendar=Calendar()).ledger(asked)


def said(view: LedgerView, *codes: str) -> list[tuple[str, ...]]:
    return [tuple(one.values.get(code, "") for code in codes) for one in view.rows]


def test_a_row_says_what_the_records_know(office: Office) -> None:
    view = seen(office, ALONE)
    assert said(view, "row", "kind", "person", "post", "date", "of_unit", "state") == [
        ("1", "回访约谈", "马文慧", "市教育局副局长", "2026-02-24", "市教育局", "确定约谈对象"),
        ("2", "日常约谈", "马文慧", "市教育局副局长", "2026-02-20", "市教育局", "确定约谈对象")]
    assert [(one.title, one.talks, one.persons) for one in view.counts] == [("回访约谈", 1, 1), ("日常约谈", 1, 1)]


@pytest.mark.parametrize(("who", "rows"), [
    (BUREAU, 2), (ALONE, 2),  # of their unit; not last year's, nor one that is still to come
    (SECRETARY, 2), (RECORDER, 2),  # of the discipline organ, without what ended in clearing
    (CLERK, 4),  # who arranged those of the bureau too
    (DEPUTY, 2), (OTHER, 0), (DIRECTOR, 0), (ABOVE, 0)])
def test_each_reads_the_ledger_of_his_units_and_nobody_one_about_himself(
        office: Office, who: str | Actor, rows: int) -> None:
    view = seen(office, who)
    assert (len(view.rows), view.persons) == (rows, rows)


@pytest.mark.parametrize(("changes", "dates"), [
    ({"kinds": ("revisit",)}, ["2026-02-24"]),
    ({"kinds": ("revisit", "routine"), "falling": False}, ["2026-02-20", "2026-02-24"]),
    ({"since": date(2026, 2, 21)}, ["2026-02-24"]), ({"until": date(2026, 2, 20)}, ["2026-02-20"]),
    ({"since": date(2025, 1, 1), "until": date(2025, 12, 31)}, ["2025-12-30"]),
    ({"since": None, "until": None}, ["2026-02-24", "2026-02-20", "2025-12-30"]),
    ({"state": "ended"}, []), ({"state": "open", "sort": "kind", "falling": False}, ["2026-02-24", "2026-02-20"]),
    ({"state": "ahead"}, []), ({"regulation": "lianyungang"}, ["2026-02-24", "2026-02-20"]),
    ({"regulation": "tongren"}, []), ({"regulation": "none"}, []), ({"unit": "none"}, []),
    ({"limit": 1}, ["2026-02-24"]), ({"after": "nonsense"}, ["2026-02-24", "2026-02-20"]),
    ({"after": f"{'R' * 22}.1.1"}, ["2026-02-24", "2026-02-20"]),
])
def test_it_is_narrowed_sorted_and_paged(office: Office, changes: dict[str, Any], dates: list[str]) -> None:
    view = seen(office, ALONE, evolve(YEAR, **changes))
    assert [date for date, in said(view, "date")] == dates


@pytest.mark.parametrize(("sort", "falling"), [
    *((sort, number % 2 == 0) for number, sort in enumerate(SORTS)), ("notified.on", True), ("filed.on", False)])
def test_turning_the_pages_in_any_order_lists_everybody_once(office: Office, sort: str, *, falling: bool) -> None:
    asked = evolve(YEAR, sort=sort, falling=falling)
    whole, turned, after = said(seen(office, CLERK, asked), "row", "date", "person"), list[tuple[str, ...]](), ""
    while True:
        view = seen(office, CLERK, evolve(asked, limit=1, after=after))
        assert view.before == len(turned)
        turned += said(view, "row", "date", "person")
        if not (after := view.more):
            break
    assert (len(whole), turned) == (4, whole)


@pytest.mark.parametrize("who", [CLERK, BUREAU, SECRETARY, RECORDER, ALONE, DEPUTY, OTHER, DIRECTOR, ABOVE])
@pytest.mark.parametrize("changes", [
    {}, {"since": None, "until": None}, {"since": date(2026, 2, 25)}, {"kinds": ("revisit",)}, {"state": "open"},
    {"state": "ended"}, {"state": "ahead"}, {"regulation": "lianyungang"}, {"regulation": "tongren"}])
def test_as_many_are_counted_as_there_are_when_each_is_looked_at(
        office: Office, who: str | Actor, changes: dict[str, Any]) -> None:
    view = seen(office, who, evolve(YEAR, sort="person", limit=500, **changes))  # no order by which few are looked at
    assert (len(view.rows), len({one.reference for one in view.rows})) == (view.persons, view.talks)


@pytest.mark.parametrize("among", [0, 1, 2])
@pytest.mark.parametrize("who", [CLERK, BUREAU, SECRETARY, ALONE])
@pytest.mark.parametrize("order", [{}, {"falling": False}, {"sort": "notified.on"}, {"sort": "held.on"}])
def test_the_latest_are_the_same_among_however_few_they_are_looked_for(
        office: Office, monkeypatch: pytest.MonkeyPatch, who: str | Actor, among: int, order: dict[str, Any]) -> None:
    every = evolve(YEAR, since=None, until=None, **order)
    last = seen(office, who, evolve(every, limit=1)).more
    asked = [evolve(every, limit=limit, after=after) for limit in (1, 2, 3) for after in ("", last)]

    def told() -> list[tuple[object, ...]]:
        views = [seen(office, who, one) for one in asked]
        return [(one.takeable, one.more, said(one, "row", "date", "person")) for one in views]

    whole = told()
    monkeypatch.setattr(reading_ledger_pages, "AMONG", among)
    assert whole == told()


@pytest.mark.parametrize(("order", "ordered"), [
    ({}, True), ({"falling": False}, True), ({"sort": "person"}, False), ({"sort": "filed.on"}, False)])
def test_where_too_many_would_be_put_in_order_they_come_by_the_day_of_the_talk(
        office: Office, monkeypatch: pytest.MonkeyPatch, order: dict[str, Any], *, ordered: bool) -> None:
    monkeypatch.setattr(reading_ledger_pages, "MANY", 1)
    monkeypatch.setattr("yuetan.access.scope.BROAD", 0.0)
    view, by_day = (seen(office, CLERK, evolve(YEAR, limit=1, **how)) for how in (order, {}))
    assert view.ordered == ordered
    if not ordered:
        assert said(view, "row", "date", "person") == said(by_day, "row", "date", "person")


def test_no_order_tells_what_does_not_stand_in_the_ledger(office: Office) -> None:
    told = [said(seen(office, CLERK, evolve(YEAR, sort=sort)), "date", "person") for sort in ("date", "cleared.on")]
    assert told[0] == told[1]


@pytest.fixture
def talker(office: Office) -> Iterator[None]:
    """Somebody who holds all of these talks, for one test."""
    with writing(office.records) as connection:
        who = cadre_ids(connection, (DEPUTY,))[DEPUTY]
        talks = connection.execute(select(interview.c.id)).scalars().all()
        made = [connection.execute(insert(participant).values(
            interview_id=one, cadre_id=who, part="interviewer", place=1).returning(participant.c.id)).scalar_one()
                for one in talks]
    yield
    with writing(office.records) as connection:
        connection.execute(delete(participant).where(participant.c.id.in_(made)))


@pytest.mark.usefixtures("talker")
def test_a_ledger_says_by_which_pairing_somebody_was_talked_to(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = (*GENERIC.material.fields, FormField("tier", "谈话层级", known="tier"))
    monkeypatch.setattr(reading_ledger, "GENERIC", evolve(GENERIC, material=evolve(GENERIC.material, fields=fields)))
    assert set(said(seen(office, CLERK), "tier", "interviewer")) == {("市纪委、监察局", "陈国栋")}


def test_a_page_does_not_begin_after_what_its_reader_may_not_see(office: Office) -> None:
    hidden = seen(office, CLERK, evolve(YEAR, limit=1)).more
    assert hidden
    assert said(seen(office, ALONE, evolve(YEAR, after=hidden)), "row")[0] == ("1",)


def test_what_is_to_come_is_listed_apart(office: Office) -> None:
    view = seen(office, CLERK, LedgerAsked(state="ahead"))
    assert said(view, "date", "person") == [("2026-03-09", "马文慧")]


def test_it_is_narrowed_to_a_unit_with_or_without_what_lies_below(office: Office) -> None:
    with reading(office.records) as connection:
        references = dict(connection.execute(select(unit.c.code, unit.c.reference)).tuples().all())
    both = evolve(ALONE, granted=(Granted(Role.CLERK, "C"),))
    found = [seen(office, both, evolve(YEAR, unit=references[code], alone=alone)).persons
             for code, alone in (("C", False), ("C", True), ("E", True), ("J", False))]
    assert found == [4, 0, 2, 2]


def test_a_discipline_officer_alone_takes_nothing_away(office: Office) -> None:
    assert [seen(office, who).takeable for who in (BUREAU, SECRETARY, CLERK, OTHER)] == [True, True, False, False]
    door = Access(office.records, office.plugins, office.actors[CLERK], on=office.today, calendar=Calendar())
    assert door.ledger_rows(YEAR) == ((), "")


def test_the_columns_are_those_of_the_regulation_and_name_no_source(office: Office) -> None:
    generic = seen(office, ALONE)
    own = seen(office, ALONE, evolve(YEAR, regulation="tongren"))
    assert [one.title for one in columns_of(generic.form)][:4] == ["序号", "编号", "约谈种类", "约谈对象"]
    assert [one.title for one in columns_of(own.form)] == [
        "序号", "约谈对象", "所在部门", "约谈日期", "时间", "地点", "主谈人", "约谈形式", "提交的材料", "归档日期"]
    assert not {one.title for one in columns_of(generic.form)} & {"问题来源", "线索", "反映人"}


def test_it_costs_as_many_statements_however_many_rows_there_are(office: Office) -> None:
    def statements(asked: LedgerAsked) -> int:
        asking = list[str]()
        door = Access(office.records, office.plugins, ALONE, on=office.today, calendar=Calendar())

        def note(_c: object, _k: object, statement: str, *_more: object) -> None:
            asking.append(statement)

        sqlalchemy_event.listen(office.records, "before_cursor_execute", note)
        try:
            door.ledger(asked)
        finally:
            sqlalchemy_event.remove(office.records, "before_cursor_execute", note)
        return len(asking)

    assert statements(evolve(YEAR, limit=1)) == statements(YEAR) <= 20
