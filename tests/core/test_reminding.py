"""Reminders: each once, to whoever has to do it and may know of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from reminding_office import (
    BEFORE,
    CALENDAR,
    DAYS,
    NOTICE,
    OFFICE,
    copied,
    prepared_in,
    run,
    told,
)
from sides_office import ABOVE, CLERK, DEPUTY, DIRECTOR, NAMES, OTHER, RECORDER, SECRETARY, SidesOffice, sides_office

from yuetan.access.actor import Granted, Role
from yuetan.casework.people.work import Move, People
from yuetan.casework.proxies import NewProxy
from yuetan.casework.reminding.daily import LASTING, LEASE, Reminded, remind_today
from yuetan.casework.reminding.occasions import horizon, occasion_of
from yuetan.casework.reminding.settings import Reminding
from yuetan.records.database import reading, writing
from yuetan.records.leases import keep_lease, take_lease


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared_in(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def city(prepared: Path, tmp_path: Path) -> Iterator[SidesOffice]:
    with copied(prepared / "new.db", tmp_path) as found:
        yield found


@pytest.fixture
def telling(prepared: Path, tmp_path: Path) -> Iterator[SidesOffice]:
    """The office on the first day on which the four are reminded, after they were."""
    with copied(prepared / "told.db", tmp_path) as found:
        found.on(BEFORE)
        yield found


# When


@pytest.mark.parametrize(("due", "today", "occasion"), [
    ("2026-03-10", "2026-03-04", ""), ("2026-03-10", "2026-03-05", "before"), ("2026-03-10", "2026-03-08", "before"),
    ("2026-03-10", "2026-03-10", "today"), ("2026-03-10", "2026-03-11", "after0"),
    ("2026-03-10", "2026-03-17", "after0"), ("2026-03-10", "2026-03-18", "after1"),
    ("2026-03-10", "2026-03-25", "after2"), ("2026-10-09", "2026-09-29", "before"), ("2026-10-09", "2026-09-28", ""),
])
def test_the_occasion_of_a_day(due: str, today: str, occasion: str) -> None:
    found = occasion_of(date.fromisoformat(due), date.fromisoformat(today), CALENDAR, 3)
    assert (f"{occasion}:{due}" if occasion else "") == found


@given(due=DAYS, days_before=st.integers(1, 10))
def test_occasions_come_in_order_and_weekly_in_the_end(due: date, days_before: int) -> None:
    days = [due + timedelta(days=number) for number in range(-40, 30)]
    found = [occasion_of(due, day, CALENDAR, days_before).partition(":")[0] for day in days]
    order = list(dict.fromkeys(found))
    assert order == ["", "before", "today", "after0", "after1", "after2", "after3", "after4"]
    assert found == sorted(found, key=order.index)
    assert days_before == sum(CALENDAR.is_workday(day) for day, one in zip(days, found, strict=True) if one == "before")
    assert due <= horizon(next(day for day, one in zip(days, found, strict=True) if one), days_before)


# Whom, and how often


def test_everybody_whose_task_it_is_is_told_once_on_each_occasion(city: SidesOffice) -> None:
    made = [run(city, day) for day in (BEFORE, NOTICE, date(2026, 3, 11), date(2026, 3, 23))]
    assert [one.reminders for one in made if one] == [4] * 4
    expected = [(who, f"{occasion}:{NOTICE}") for who in sorted(OFFICE)
                for occasion in ("before", "today", "after0", "after1")]
    assert expected == told(city)


def test_a_second_run_of_the_day_does_nothing_and_one_after_a_crash_the_rest(city: SidesOffice) -> None:
    city.on(BEFORE)

    def stop(done: int, _: int) -> None:
        if done == len(NAMES) // 2:
            raise KeyboardInterrupt

    office = city.office
    with pytest.raises(KeyboardInterrupt):
        remind_today(office.records, office.plugins, Reminding(), now=lambda: office.moment, progress=stop)
    part = told(city)
    assert 0 < len(part) < len(OFFICE)
    assert run(city) is None  # the other one may be at work still
    office.moment += LASTING
    assert run(city) == Reminded(len(NAMES), len(OFFICE) - len(part))
    assert run(city) is None
    with writing(office.records) as connection:  # and even if it were done again
        assert keep_lease(connection, LEASE, _holder(city), until=office.moment)
    assert run(city) == Reminded(len(NAMES), 0)
    assert len(OFFICE) == len(told(city))


def _holder(city: SidesOffice) -> str:
    with reading(city.office.records) as connection:
        return str(connection.execute(sa.text("SELECT holder FROM lease")).scalar_one())


def test_one_alone_has_a_lease_until_its_time_is_over(database_url: str) -> None:
    at = datetime(2026, 3, 2, 1, tzinfo=UTC)
    later = at + LASTING
    with sides_office(database_url) as city:
        answers = list[bool]()
        for holder, moment in (("one", at), ("other", at), ("other", later), ("one", later)):
            with writing(city.office.records) as connection:
                answers.append(take_lease(connection, LEASE, holder, at=moment, until=moment + LASTING))
        with writing(city.office.records) as connection:
            answers.append(keep_lease(connection, LEASE, "one", until=later))
    assert answers == [True, False, True, False, False]


def test_who_is_away_is_told_nothing_and_his_proxy_is(city: SidesOffice) -> None:
    city.on(date(2026, 3, 3))
    people = People(city.office.records, city.office.plugins, lambda: city.office.moment)
    keeper = evolve(city.actor(ABOVE), granted=(Granted(Role.CLERK, "C"),))
    for who, sort in ((DEPUTY, "leave"), (SECRETARY, "detention")):
        people.move(keeper, Move(cadre=who, sort=sort, version=people.moves(keeper, who).version, paper="组〔2026〕8号",
                                 reason="组织决定", last=date(2026, 6, 30)), token=city.office.token())
    city.proxies.appoint(city.actor(ABOVE), NewProxy(
        principal=DEPUTY, proxy=DIRECTOR, role="head", unit="J", since=date(2026, 3, 3), until=date(2026, 4, 1),
        paper="纪办〔2026〕3号", reason="外出"), token=city.office.token())
    run(city, BEFORE)
    assert {CLERK, RECORDER, DIRECTOR} == {who for who, _ in told(city)}


@pytest.mark.parametrize("who", [CLERK, DEPUTY])
def test_who_is_recused_is_told_nothing(city: SidesOffice, who: str) -> None:
    with writing(city.office.records) as connection:
        connection.execute(sa.text(
            "INSERT INTO participant (interview_id, cadre_id, part, place) SELECT i.id, c.id, 'recused', 0 "
            "FROM interview i, cadre c WHERE c.staff_number = :who"), {"who": who})
    run(city, BEFORE)
    assert OFFICE - {who} == {one for one, _ in told(city)}


def test_whom_it_is_about_and_who_works_elsewhere_are_told_nothing(city: SidesOffice) -> None:
    for day in (BEFORE, NOTICE, date(2026, 3, 23)):
        run(city, day)
    assert [one for one in told(city) if one[0] in {OTHER, DIRECTOR}] == []


def test_what_is_done_or_not_his_any_more_is_listed_no_more(telling: SidesOffice) -> None:
    assert telling.access(CLERK).unread() == 1
    assert [one.row.subject.name for one in telling.access(CLERK).reminders().rows] == ["马文慧"]
    telling.grant(ABOVE, Role.CLERK, "J")
    with writing(telling.office.records) as connection:
        connection.execute(sa.text("UPDATE role_grant SET until = '2026-03-05' WHERE role = 'discipline'"))
    assert telling.access(CLERK).unread() == 0
    with writing(telling.office.records) as connection:
        connection.execute(sa.text("UPDATE obligation SET status = 'DONE' WHERE duty = 'notice'"))
    assert telling.access(RECORDER).unread() == 0
    assert telling.access(RECORDER).reminders().rows == ()
