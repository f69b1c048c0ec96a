"""Governance: which edition governs which unit on a day and how it is read, proposed by one, approved by another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from account_samples import DAY, NOW, NUMBERS, TODAY, Person, cheap, events, person, records
from attrs import frozen
from cli_calls import plugins_of
from hypothesis import given, settings
from hypothesis import strategies as st
from small_regulation import regulation

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.errors import Conflict, Hidden, NotDone, Refused, Unfit
from yuetan.casework.governance import Governance
from yuetan.casework.governing import GoverningError, governing
from yuetan.engine.facts import FOREVER, Placement, Unit
from yuetan.plugins import Plugins
from yuetan.records.database import Engine, reading, writing
from yuetan.records.storing import store
from yuetan.records.values import Roster
from yuetan.rules.readings import reading as left_open

SINCE, PAPER = date(2026, 1, 1), "某委〔2026〕2号"
ROLLS = left_open("roll", "末日遇休息日是否顺延？", {"next_workday": True, "stay": False}, why="类推", clause="1")
NEWCOMERS = left_open("newcomers", "新任者是否计入？", {"flagged": True, "in_full": False}, why="类推", clause="1")
EARLIER = regulation(rolls=ROLLS, until=date(2026, 7, 1))
LATER = regulation(rolls=ROLLS, newcomers=NEWCOMERS, since=date(2026, 7, 1))
OTHER = regulation(code="other", title="另一办法")


@frozen
class Office:
    """A unit of its own in the county, with people who hold roles in it."""

    engine: Engine
    acts: Governance
    unit: str
    clerk: Actor
    discipline: Actor

    def proposed(self, **fields: Any) -> str:  # noqa: ANN401 - what governance is made of
        terms = {"since": SINCE, "live_on": SINCE, "paper": PAPER, "by": self.clerk, "at": NOW}
        return self.acts.propose(fields.pop("unit", self.unit), fields.pop("regulation", "office"),
                                 **{**terms, **fields})

    def approved(self, **fields: Any) -> str:  # noqa: ANN401
        reference = self.proposed(**fields)
        self.acts.approve(reference, by=self.discipline, at=NOW)
        return reference

    def governed(self, on: date = TODAY) -> list[tuple[str, str]]:
        """Code and edition of all that governs the unit on a day."""
        return [(one.regulation.code, one.regulation.edition)
                for one in governing(self.engine, self.acts.plugins, on) if one.unit == self.unit]


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    with records(shared_database_url) as found:
        yield found


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return plugins_of(EARLIER, LATER, OTHER)


@pytest.fixture(scope="module")
def people(engine: Engine) -> tuple[Person, Person]:
    accounts = cheap(engine)
    return person(accounts), person(accounts)


@pytest.fixture
def office(engine: Engine, plugins: Plugins, people: tuple[Person, Person]) -> Office:
    return office_of(engine, plugins, *people)


def office_of(engine: Engine, plugins: Plugins, one: Person, two: Person) -> Office:
    unit = f"unit{next(NUMBERS)}"
    with writing(engine) as connection:
        store(connection, Roster(
            units=(Unit(id="county", type="county"), Unit(id=unit, type="bureau")),
            placements=(Placement(unit=unit, name=unit, parent="county", since=date(2000, 1, 1)),)))
    clerk, discipline = one.with_(Granted(Role.CLERK, unit)), two.with_(Granted(Role.DISCIPLINE, "county"))
    return Office(engine, Governance(engine, plugins), unit, clerk, discipline)


def unfit(office: Office, **fields: Any) -> dict[str, str]:  # noqa: ANN401
    with pytest.raises(Unfit) as error:
        office.proposed(**fields)
    return error.value.errors


def test_every_edition_of_what_was_approved_governs(office: Office) -> None:
    reference = office.approved(live_on=date(2026, 3, 1))
    found = [one for one in governing(office.engine, office.acts.plugins, TODAY) if one.unit == office.unit]
    assert office.governed() == [("office", "-"), ("office", "2026-07-01")]
    assert {(one.since, one.until, one.live_on, one.judged_from, one.reference) for one in found} == {
        (SINCE, FOREVER, date(2026, 3, 1), date(2026, 3, 1), reference)}


def test_each_edition_is_read_as_was_chosen_where_it_is_open(office: Office) -> None:
    office.approved(readings={"roll": "stay", "newcomers": "in_full"})
    found = [one.regulation for one in governing(office.engine, office.acts.plugins, TODAY) if one.unit == office.unit]
    assert [(one.rolls, one.newcomers) for one in found] == [(False, True), (False, False)]
    assert [{choice.reading.code: choice.option for choice in one.choices} for one in found] == [
        {"roll": "stay"}, {"roll": "stay", "newcomers": "in_full"}]


def test_what_is_proposed_or_withdrawn_does_not_govern(office: Office) -> None:
    reference = office.proposed()
    assert office.governed() == []
    office.acts.approve(reference, by=office.discipline, at=NOW)
    assert office.governed(SINCE - DAY) == []
    office.acts.withdraw(reference, by=office.discipline, at=NOW, on=TODAY + DAY)
    assert [len(office.governed(day)) for day in (TODAY, TODAY + DAY)] == [2, 0]


def test_two_regulations_may_govern_one_unit(office: Office) -> None:
    office.approved()
    office.approved(regulation="other")
    assert {code for code, _ in office.governed()} == {"office", "other"}


def test_it_is_read_within_a_transaction_too(office: Office) -> None:
    office.approved()
    with reading(office.engine) as connection:
        within = governing(connection, office.acts.plugins, TODAY)
    assert within == governing(office.engine, office.acts.plugins, TODAY)


def test_an_edition_is_settled_once(office: Office) -> None:
    office.approved()
    once, again = (governing(office.engine, office.acts.plugins, TODAY) for _ in range(2))
    assert all(one.regulation is other.regulation for one, other in zip(once, again, strict=True))


def test_a_regulation_that_is_not_installed_is_never_skipped_in_silence(database_url: str, plugins: Plugins) -> None:
    with records(database_url) as engine:
        office = office_of(engine, plugins, person(cheap(engine)), person(cheap(engine)))
        office.approved(regulation="other")
        lacking = plugins_of(EARLIER, LATER)
        with pytest.raises(GoverningError) as error:
            governing(engine, lacking, TODAY)
        assert str(error.value) == (
            f"单位 {office.unit} 自 2026-01-01 起适用制度“other”，但没有安装它；请安装，或撤回这一项适用。")
        assert governing(engine, lacking, TODAY, without={"other"}) == ()


def test_an_option_that_a_newer_plugin_lacks_is_named(database_url: str, plugins: Plugins) -> None:
    with records(database_url) as engine:
        office = office_of(engine, plugins, person(cheap(engine)), person(cheap(engine)))
        office.approved(readings={"roll": "stay"})
        other = left_open("roll", "末日？", {"next_workday": True, "forward": False}, why="类推", clause="1")
        with pytest.raises(GoverningError, match="选定的理解已不可用：制度 office：理解“roll”没有选项“stay”"):
            governing(engine, plugins_of(regulation(rolls=other)), TODAY)


@pytest.mark.parametrize(("fields", "expected"), [
    ({"regulation": "none"}, {"regulation": "没有安装制度“none”；已安装的有：office、other。"}),
    ({"readings": {"day": "x"}}, {
        "readings": "制度 office：设置“day”不对应任何理解；可设置的有：roll。"}),
    ({"readings": {"roll": "x"}}, {
        "readings": "制度 office：理解“roll”没有选项“x”；请改为其中之一：next_workday、stay。"}),
    ({"until": SINCE}, {"until": "终止日 2026-01-01 应晚于起始日 2026-01-01；终止日当天已不再适用。"}),
    ({"live_on": SINCE - DAY}, {"live_on": "启用日 2025-12-31 应在适用期间之内（2026-01-01 起，9999-12-31 止）。"}),
    ({"until": TODAY, "live_on": TODAY}, {
        "live_on": "启用日 2026-03-02 应在适用期间之内（2026-01-01 起，2026-03-02 止）。"}),
    ({"paper": ""}, {"paper": "请写明依据的决定，如文号。"}),
    ({"unit": "nowhere", "by": None}, {"unit": "没有编码为“nowhere”的单位；请核对，或先导入名册。"}),
])
def test_what_makes_no_sense_is_refused_in_words(
        office: Office, fields: dict[str, Any], expected: dict[str, str]) -> None:
    assert unfit(office, **fields) == expected


def test_one_regulation_governs_a_unit_once_at_a_time(office: Office) -> None:
    office.approved(until=TODAY)
    assert unfit(office, since=TODAY - DAY, live_on=TODAY) == {
        "since": "这段时间该单位已适用同一制度（2026-01-01 起，2026-03-02 止，依据“某委〔2026〕2号”）；"
                 "请改日期，或先撤回它。"}
    office.proposed(since=TODAY, live_on=TODAY)
    assert "since" in unfit(office, since=TODAY + DAY, live_on=TODAY + DAY)


def test_what_was_withdrawn_makes_room(office: Office) -> None:
    office.acts.withdraw(office.proposed(), by=office.clerk, at=NOW)
    office.approved()
    assert office.governed() != []


@given(wanted=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9), st.booleans()), max_size=5),
       day=st.integers(0, 20))
@settings(max_examples=10)
def test_what_governs_on_a_day_are_the_rows_in_effect(
        engine: Engine, plugins: Plugins, people: tuple[Person, Person], wanted: list[tuple[int, int, bool]],
        day: int) -> None:
    office, expected = office_of(engine, plugins, *people), 0
    for first, length, approved in wanted:
        since, until = TODAY + first * DAY, TODAY + (first + length) * DAY
        try:
            reference = office.proposed(regulation="other", since=since, until=until, live_on=since)
        except NotDone:
            continue
        if approved:
            office.acts.approve(reference, by=office.discipline, at=NOW)
            expected += since <= TODAY + day * DAY < until
    assert expected == len(office.governed(TODAY + day * DAY))
    assert expected <= 1


def test_nobody_approves_what_he_proposed(office: Office) -> None:
    both = Actor(
        office.clerk.account, office.clerk.reference, office.clerk.name,
        granted=(Granted(Role.CLERK, office.unit), Granted(Role.DISCIPLINE, office.unit)))
    reference = office.proposed(by=both)
    with pytest.raises(Refused) as error:
        office.acts.approve(reference, by=both, at=NOW)
    assert error.value.text == "不能批准自己提出的适用方案；请由另一个人批准。"
    assert office.governed() == []


def test_what_is_done_already_is_not_done_again(office: Office) -> None:
    reference = office.approved()
    with pytest.raises(Conflict, match="已经有人批准或撤回了"):
        office.acts.approve(reference, by=office.discipline, at=NOW)
    office.acts.withdraw(office.proposed(since=TODAY, live_on=TODAY, regulation="other"), by=office.clerk, at=NOW)
    gone = office.acts.everything()
    withdrawn = next(one for one in gone if one.unit == office.unit and one.withdrawn_at)
    for act in (office.acts.approve, office.acts.withdraw):
        with pytest.raises(Conflict):
            act(withdrawn.reference, by=office.discipline, at=NOW)


ELSEWHERE = [Granted(role, unit) for role in Role for unit in ("other", "")]


def test_to_all_others_it_is_as_if_there_were_no_such_unit(office: Office) -> None:
    reference = office.proposed(regulation="other")
    for granted in (*ELSEWHERE, Granted(Role.HEAD, "county"), Granted(Role.SUPERIOR, "county")):
        other = Actor(office.clerk.account, "", "", granted=(granted,))  # not even who proposed it, once he has left
        for unit in (office.unit, "nowhere"):
            with pytest.raises(Hidden):
                office.proposed(by=other, unit=unit)
        for act in (office.acts.approve, office.acts.withdraw):
            with pytest.raises(Hidden):
                act(reference, by=other, at=NOW)


def test_a_clerk_neither_approves_nor_withdraws_what_was_approved(office: Office) -> None:
    with pytest.raises(Hidden):
        office.acts.approve(office.proposed(by=None), by=office.clerk, at=NOW)
    with pytest.raises(Hidden):
        office.acts.withdraw(office.approved(regulation="other"), by=office.clerk, at=NOW)


def test_what_there_is_not_is_hidden(office: Office) -> None:
    for act in (office.acts.approve, office.acts.withdraw):
        with pytest.raises(Hidden):
            act("nothing", by=None, at=NOW)


def test_the_past_is_left_alone(office: Office) -> None:
    reference = office.approved(until=TODAY + 9 * DAY)
    for day in (TODAY - DAY, TODAY + 9 * DAY):
        with pytest.raises(Unfit) as error:
            office.acts.withdraw(reference, by=office.discipline, at=NOW, on=day)
        assert error.value.errors == {
            "on": f"撤回日应在今天（2026-03-02）到终止日 2026-03-11 之间，现为 {day}。"}
    office.acts.withdraw(reference, by=office.discipline, at=NOW)
    assert [len(office.governed(day)) for day in (TODAY - DAY, TODAY)] == [2, 0]


def test_what_has_not_begun_is_withdrawn_altogether(office: Office) -> None:
    reference = office.approved(since=TODAY, live_on=TODAY)
    office.acts.withdraw(reference, by=office.discipline, at=NOW)
    assert office.governed(TODAY) == []
    row = next(one for one in office.acts.everything() if one.reference == reference)
    assert (row.stands, row.until) == (False, FOREVER)


def test_on_the_server_one_may_do_both_and_it_is_recorded_as_such(office: Office) -> None:
    reference = office.proposed(by=None, readings={"roll": "stay"})
    office.acts.approve(reference, by=None, at=NOW)
    office.acts.withdraw(reference, by=office.discipline, at=NOW)
    assert office.governed(TODAY - DAY) != []
    assert events(office.engine, "governance")[-3:] == [
        ("governance_proposed", None, {
            "governance": reference, "unit": office.unit, "regulation": "office", "since": "2026-01-01",
            "until": "9999-12-31", "live_on": "2026-01-01", "paper": PAPER, "reading_roll": "stay"}),
        ("governance_approved", None, {"governance": reference}),
        ("governance_withdrawn", office.discipline.account, {"governance": reference, "from": "2026-03-02"})]
