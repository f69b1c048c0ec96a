"""What rules answer when they are asked: their clauses, what meets them, whether they are in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_regulation import HEAD, REPORT, ROUTINE, regulation

from yuetan.rules import HELD, INTERVIEWEE, RECORDER, UNIT, YEAR, Clause, Duty, Quota, Rule, Step, Tally


def test_a_rule_names_its_clauses() -> None:
    assert Rule("any", "随便什么", clause="8.3 9").places == ("8.3", "9")


def test_a_clause_names_what_keeps_it() -> None:
    assert Clause("8", "保密", kept_by="seal attendance").guarantees == ("seal", "attendance")


def test_a_talk_owed_once_may_be_named_by_its_kind() -> None:
    assert Duty("yearly", "每年谈", each=YEAR, talk=ROUTINE, clause="6").talk == Quota(ROUTINE)


MET_BY = {
    "an event": (Duty("d", "某事", done="agreed", clause="1"), "agreed"),
    "a paper": (Duty("d", "某事", material=REPORT, clause="1"), "report"),
    "an event with its paper": (Duty("d", "某事", done="agreed", material=REPORT, clause="1"), "agreed"),
    "a talk": (Duty("d", "某事", each=YEAR, talk=Quota(ROUTINE), clause="1"), HELD),
    "nothing": (Duty("d", "某事", clause="1"), ""),
}


@pytest.mark.parametrize(("duty", "expected"), MET_BY.values(), ids=MET_BY)
def test_a_duty_says_what_meets_it(duty: Duty, expected: str) -> None:
    assert expected == duty.met_by


@pytest.mark.parametrize("owed", [{"owed_by": INTERVIEWEE}, {"to": INTERVIEWEE}, {"talk": Quota(ROUTINE)}])
def test_what_an_interviewee_owes_or_is_owed_is_owed_for_each(owed: dict[str, Any]) -> None:
    assert Duty("d", "某事", clause="1", **owed).each_interviewee


@pytest.mark.parametrize("owed", [{"owed_by": RECORDER}, {"owed_by": HEAD, "to": UNIT}])
def test_what_others_owe_is_owed_once_for_an_interview(owed: dict[str, Any]) -> None:
    assert not Duty("d", "某事", clause="1", **owed).each_interviewee


@pytest.mark.parametrize(("total", "above", "expected"), [
    (11.5, False, False), (12, False, True), (12, True, False), (12.5, True, True)])
def test_a_tally_is_reached_at_its_figure_or_above_it(total: float, above: bool, expected: bool) -> None:  # noqa: FBT001
    assert expected == Tally("t", "累计", counts={HELD: 1}, reaching=12, above=above, clause="1").reached(total)


IN_FORCE = [("2025-12-31", False), ("2026-01-01", True), ("2026-12-31", True), ("2027-01-01", False)]


@pytest.mark.parametrize(("day", "expected"), IN_FORCE)
def test_an_edition_is_in_force_from_its_day_until_the_day_before_the_next(day: str, expected: bool) -> None:  # noqa: FBT001
    edition = regulation(since=date(2026, 1, 1), until=date(2027, 1, 1))
    assert expected == edition.in_force(date.fromisoformat(day))
    assert regulation().in_force(date.fromisoformat(day))


def test_an_edition_is_known_by_its_first_day() -> None:
    assert [regulation(since=date(2026, 1, 1)).edition, regulation().edition] == ["2026-01-01", "-"]


def test_a_regulation_finds_its_parts() -> None:
    small = regulation()
    assert small.kind("routine") == ROUTINE
    assert small.clause("2") == Clause("2", "怎样谈")
    assert small.title_of("unit_type", "bureau") == "局"
    assert small.printed("2") == "第二条"
    assert [small.kind("none"), small.clause("99"), small.title_of("post", "head")] == [None, None, None]
    assert [rule.code for rule in small.of(Step)] == ["proposed", "held"]
