"""A talk under one regulation counts under another by a rule or a decision, and where its talker will do there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from attrs import evolve
from scenario_office import plugins
from small_regulations import BY_HEADS, BY_MAYOR, CREDITED, ROUTINE, YEARLY, small
from small_worlds import event, held, owed, seat, talk, town
from stored_worlds import put
from swept_worlds import expected, standing, swept

from yuetan.casework.errors import Unfit
from yuetan.casework.governance import CreditGiven, Governance
from yuetan.engine.derived import with_derived
from yuetan.engine.explain import explain
from yuetan.engine.owed import obligations
from yuetan.paperwork.explanation import Wording, account
from yuetan.records.database import Engine, open_database, upgrade, writing
from yuetan.records.jurisdictions import jurisdictions_of
from yuetan.records.roster import store
from yuetan.records.values import Roster
from yuetan.rules import HELD, Credit, Regulation
from yuetan.rules.terms import Vocabulary

AT, PLUGINS = datetime(2026, 3, 2, 9, tzinfo=UTC), plugins()
DECIDED = Credit("decided", "依决定抵计", families=("reminder",), to=ROUTINE, regulations=("other",),
                 decision="某办〔2026〕3号", since=date(2026, 3, 1), until=date(2026, 7, 1))


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


def by_decision(**fields: object) -> Regulation:
    return small(BY_MAYOR, BY_HEADS, YEARLY, evolve(DECIDED, **fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(("to", "by", "counts"), [
    ("chief", "mayor", True),  # whom this regulation lets talk to the chief
    ("chief", "keeper", False),  # head of another bureau
    ("chief", "", False),  # who talked is not known
    ("second", "chief", True),
    ("second", "mayor", False),  # here the heads of units talk to those below them
])
def test_it_counts_where_one_of_those_who_held_it_may_hold_such_a_talk_here(to: str, by: str, *, counts: bool) -> None:
    talked = held("2026-03-02", to, by, kind="whatever", family="reminder", regulation="other")
    found = owed(town("2026-06-01", talked, judged_from="2026-01-01"), small(
        BY_MAYOR, BY_HEADS, evolve(YEARLY, about=None), *CREDITED.of(Credit)), subjects=[to])
    assert found == {f"{to} 2026": "DONE by 2026-12-31 on 2026-03-02" if counts else "OPEN by 2026-12-31"}


def test_it_is_judged_by_the_post_its_talker_held_that_day() -> None:
    talked = held("2026-03-02", "chief", "former", kind="whatever", family="reminder", regulation="other")
    before = seat("former", "town", "head", "2024-01-01", "2026-03-03")
    assert owed(town("2026-06-01", talked, before, judged_from="2026-01-01"), CREDITED, subjects=["chief"]) == {
        "chief 2026": "DONE by 2026-12-31 on 2026-03-02"}


@pytest.mark.parametrize(("on", "regulation", "counts"), [
    ("2026-02-28", "other", False), ("2026-03-01", "other", True), ("2026-06-30", "other", True),
    ("2026-07-01", "other", False), ("2026-03-01", "third", False),
])
def test_a_decision_counts_talks_of_its_days_and_its_regulations(on: str, regulation: str, *, counts: bool) -> None:
    talked = held(on, "chief", kind="whatever", family="reminder", regulation=regulation)
    found = owed(town("2026-09-01", talked, judged_from="2026-01-01"), by_decision(), subjects=["chief"])
    assert found == {"chief 2026": f"DONE by 2026-12-31 on {on}" if counts else "OPEN by 2026-12-31"}


def test_how_it_was_held_is_judged_by_its_own_regulation_alone() -> None:
    under_way = (talk("t", "whatever", "chief", "mayor", regulation="other", family="reminder"),
                 event(HELD, "2026-03-02", "t"))
    found = owed(town("2026-06-01", *under_way, judged_from="2026-01-01"), by_decision())
    assert not [name for name in found if "interview:t" in name]


def test_the_explanation_names_both() -> None:
    talked = held("2026-03-02", "chief", kind="whatever", family="reminder", regulation="other")
    world = town("2026-06-01", talked, judged_from="2026-01-01")
    for regulation, why in ((by_decision(), "据“某办〔2026〕3号”计入"), (CREDITED, "据《试行办法》第一条计入")):
        derived = with_derived(world, regulation)
        one = next(one for one in obligations(derived, regulation, ["chief"]))
        words = Wording(derived, regulation, Vocabulary(regulation.terms), {"other": "区里的办法"})
        lines = " ".join(line.text for line in account(explain(derived, regulation, one), words))
        assert f"（依《区里的办法》进行，{why}）" in lines.replace(regulation.title, "试行办法")


def test_the_sweep_counts_the_same(engine: Engine) -> None:
    talks = [held("2026-03-02", "chief", "mayor", kind="whatever", family="reminder", regulation="other"),
             held("2026-03-03", "keeper", "chief", kind="whatever", family="reminder", regulation="other"),
             (talk("t", "x", "chief keeper", "mayor", regulation="other", family="reminder"),
              event(HELD, "2026-03-09", "t"))]
    world = town("2026-06-01", *talks, judged_from="2026-01-01")
    for regulation in (by_decision(), CREDITED):
        with engine.connect() as connection:
            put(connection, world)
            swept(connection, world, [regulation])
            assert expected(connection, world, [regulation]) == standing(connection)
            connection.rollback()


# Decided together with what governs


@pytest.fixture
def governance(database_url: str) -> Iterator[Governance]:
    records = open_database(database_url)
    upgrade(records)
    with writing(records) as connection:
        world = town("2026-06-01")
        store(connection, Roster(units=world.units, placements=world.placements))
    yield Governance(records, PLUGINS)
    records.dispose()


def test_a_decision_on_what_governs_may_let_other_talks_count(governance: Governance) -> None:
    given = CreditGiven(to="reminder", families=("reminder",))
    governance.propose("bureau", "office", since=date(2026, 1, 1), live_on=date(2026, 1, 1), credits=[given],
                       paper="某办〔2026〕3号", by=None, at=AT)
    row, = governance.everything()
    assert row.credits == (given,)
    found, = jurisdictions_of(PLUGINS, [row], date(2026, 6, 1))
    credit = found.regulation.of(Credit)[-1]
    assert (credit.decision, credit.since, credit.until, credit.to.code, credit.families) == (
        "某办〔2026〕3号", date(2026, 1, 1), None, "reminder", ("reminder",))


@pytest.mark.parametrize(("given", "word"), [
    (CreditGiven(to="nothing", families=("reminder",)), "nothing"),
    (CreditGiven(to="reminder", families=("nothing",)), "nothing"),
    (CreditGiven(to="reminder", families=("reminder",), regulations=("office",)), "office"),
])
def test_what_it_names_must_be_there(governance: Governance, given: CreditGiven, word: str) -> None:
    with pytest.raises(Unfit) as refused:
        governance.propose("bureau", "office", since=date(2026, 1, 1), live_on=date(2026, 1, 1), credits=[given],
                           paper="某办〔2026〕3号", by=None, at=AT)
    assert f"抵计中的“{word}”不成立" in refused.value.errors["credits"]
    assert governance.everything() == ()


