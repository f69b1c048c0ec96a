"""Proxies: one acts for some days in the place of another, by no more than that one has, and counts as one with him."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY
from sides_office import SidesOffice, sides_office

from yuetan.access.actor import Granted, Role
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.plans import Line, NewPlan
from yuetan.casework.proxies import NewProxy
from yuetan.records.accounts import account_of_cadre, change_grant, grants_ever
from yuetan.records.database import writing

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 9)
LEAVE = NewProxy(principal=CLERK, proxy=RECORDER, role="discipline", unit="J", since=FIRST, until=LAST,
                 paper="纪办〔2026〕3号", reason="外出培训")
DISCIPLINE = Granted(Role.DISCIPLINE, "J")
TOKEN = "once"  # noqa: S105 - of a request


@pytest.fixture
def city(database_url: str) -> Iterator[SidesOffice]:
    with sides_office(database_url) as found:
        yield found


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SidesOffice]:
    """One office for whatever is refused, and so changes nothing."""
    with sides_office(f"sqlite:///{tmp_path_factory.mktemp('untouched') / 'yuetan.db'}") as found:
        yield found


def appointed(city: SidesOffice, new: NewProxy = LEAVE, by: str = DEPUTY) -> str:
    city.proxies.appoint(city.actor(by), new, token=city.office.token())
    city.refresh()
    return city.proxies.listed(city.actor(by))[0].reference


def test_a_proxy_holds_the_role_on_the_days_and_not_on_the_day_after(city: SidesOffice) -> None:
    appointed(city)
    found = list[tuple[bool, bool]]()
    for day in (FIRST, date(2026, 3, 8), LAST):
        city.on(day)
        proxy = city.actor(RECORDER)
        found.append((DISCIPLINE in proxy.granted, CLERK in proxy.principals))
    assert found == [(True, True), (True, True), (False, False)]
    assert city.actor(CLERK).granted == (DISCIPLINE,)


@pytest.mark.parametrize("by", [CLERK, RECORDER, BUREAU, DIRECTOR, OTHER])
def test_nobody_decides_it_who_does_not_lead_the_unit(untouched: SidesOffice, by: str) -> None:
    with pytest.raises(Hidden):
        appointed(untouched, by=by)
    assert DISCIPLINE not in untouched.actor(RECORDER).granted


@pytest.mark.parametrize("changes", [{"principal": DEPUTY, "role": "head"}, {"proxy": DEPUTY}])
def test_nobody_decides_on_his_own_place(untouched: SidesOffice, changes: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        appointed(untouched, evolve(LEAVE, **changes))


@pytest.mark.parametrize(("changes", "field"), [
    ({"role": "head"}, "role"), ({"role": "system"}, "role"), ({"role": "none"}, "role"), ({"role": "clerk"}, "role"),
    ({"proxy": CLERK}, "proxy"), ({"proxy": ""}, "proxy"), ({"principal": "none"}, "principal"),
    ({"since": date(2026, 3, 1)}, "since"), ({"until": FIRST}, "until"), ({"until": date(2027, 3, 4)}, "until"),
    ({"since": None}, "since"), ({"paper": " "}, "paper"), ({"reason": ""}, "reason"),
    ({"until": date(2036, 1, 2), "since": date(2035, 12, 1)}, "role"),
    ({"unit": ""}, "unit")])
def test_what_makes_no_sense_or_goes_beyond_the_principal_is_said_by_field(
        untouched: SidesOffice, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Unfit) as wrong:
        appointed(untouched, evolve(LEAVE, **changes))
    assert list(wrong.value.errors) == [field]


def test_a_proxy_passes_on_nothing_and_there_is_one_at_a_time(city: SidesOffice) -> None:
    appointed(city)
    with pytest.raises(Unfit) as second:
        appointed(city, evolve(LEAVE, proxy=SECRETARY), by=DEPUTY)
    assert list(second.value.errors) == ["since"]
    with pytest.raises(Unfit) as passed_on:
        appointed(city, evolve(LEAVE, principal=RECORDER, proxy=SECRETARY))
    assert list(passed_on.value.errors) == ["role"]


def test_a_proxy_has_nothing_any_more_once_his_principal_has_not(city: SidesOffice) -> None:
    appointed(city)
    with writing(city.office.records) as connection:
        account = account_of_cadre(connection, CLERK)
        assert account is not None
        change_grant(connection, grants_ever(connection, account.id)[0].reference, until=date(2026, 3, 4))
    city.on(date(2026, 3, 4))
    assert DISCIPLINE not in city.actor(RECORDER).granted


def test_it_is_ended_by_the_head_and_by_who_is_back(city: SidesOffice) -> None:
    reference = appointed(city)
    city.on(date(2026, 3, 5))
    for by in (RECORDER, BUREAU, OTHER):
        with pytest.raises(Hidden):
            city.proxies.end(city.actor(by), reference, token=TOKEN)
    assert [one.may_end for one in city.proxies.listed(city.actor(DEPUTY))] == [True]
    for _ in range(2):
        city.proxies.end(city.actor(CLERK), reference, token=TOKEN)
    assert DISCIPLINE not in city.actor(RECORDER).granted
    with pytest.raises(Unfit):
        city.proxies.end(city.actor(DEPUTY), reference, token=TOKEN)


def test_what_a_proxy_does_shows_in_whose_place_and_what_he_does_himself_does_not(city: SidesOffice) -> None:
    appointed(city)
    done = city.office.propose(by=CLERK, interviewees=(OTHER,))
    done = city.office.take(RECORDER, done, "consulted")  # as a clerk of his own
    done = city.office.take(RECORDER, done, "withdrawn", fields={"reason": "另行安排"})  # as no clerk may
    view = city.access(DEPUTY).interview(done.case)
    assert view is not None
    assert [one.entered_by for one in view.events] == ["白雪", "丁小龙", "丁小龙（代白雪）"]
    assert "acted.for" not in view.events[-1].content


def test_of_a_case_about_his_principal_a_proxy_sees_nothing(city: SidesOffice) -> None:
    done = city.office.propose(by=CLERK, interviewees=(OTHER,), recorder="")
    assert city.access(RECORDER).interview(done.case) is not None
    city.grant(OTHER, Role.DISCIPLINE, "J")
    appointed(city, evolve(LEAVE, principal=OTHER))
    assert city.access(RECORDER).interview(done.case) is None
    assert city.access(RECORDER).interviews()[0] == ()
    with pytest.raises(Hidden):
        city.office.casework.offers(city.actor(RECORDER), done.case)
    city.on(LAST)
    assert city.access(RECORDER).interview(done.case) is not None


def plan_of(city: SidesOffice, by: str) -> Callable[[str, int, str], None]:
    """A plan that somebody drew up and handed in; gives the act of approving it."""
    plan = city.plans.make(city.actor(by), NewPlan(
        regulation="lianyungang", unit="J", title="一季度", since=date(2026, 3, 2), until=date(2026, 6, 30)),
        token="make")  # noqa: S106 - of a request
    city.plans.add(city.actor(by), plan, Line(cadre=OTHER, kind="routine"), version=1, token="add")  # noqa: S106
    city.plans.submit(city.actor(by), plan, version=2, token="submit")  # noqa: S106
    return lambda who, version, token: city.plans.approve(city.actor(who), plan, version=version, token=token)


def test_where_a_second_person_is_asked_for_the_two_count_as_one_and_for_a_year_after(city: SidesOffice) -> None:
    appointed(city, evolve(LEAVE, principal=DEPUTY, proxy=RECORDER, role="head"), by=SECRETARY)
    approve = plan_of(city, RECORDER)
    for who, on in ((RECORDER, FIRST), (DEPUTY, FIRST), (DEPUTY, date(2026, 4, 1))):
        city.on(on)
        with pytest.raises(Hidden):
            approve(who, 3, f"{who} {on}")
    approve(SECRETARY, 3, "approve")


def test_the_same_request_appoints_once_and_of_two_at_once_one_wins(city: SidesOffice) -> None:
    for _ in range(2):
        city.proxies.appoint(city.actor(DEPUTY), LEAVE, token=TOKEN)
    assert len(city.proxies.listed(city.actor(DEPUTY))) == 1
    with pytest.raises(Conflict):
        city.proxies.end(city.actor(DEPUTY), city.proxies.listed(city.actor(DEPUTY))[0].reference, token=TOKEN)
    later = evolve(LEAVE, since=date(2026, 5, 4), until=date(2026, 5, 9))
    actors = {who: city.actor(who) for who in (DEPUTY, SECRETARY)}

    def race(who: str) -> bool:
        try:
            city.proxies.appoint(actors[who], later, token=who)
        except Unfit:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(race, actors)) == [False, True]
