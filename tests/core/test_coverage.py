"""What rests on each clause: rules that cite it, lists it stands in, what the system keeps, or why nothing need to."""

from __future__ import annotations

import pytest
from small_regulation import HEAD, MEMBER, REPORT, regulation

from yuetan.plugins import load
from yuetan.rules import Clause, Duty, Kind, Pairing, Regulation
from yuetan.rules.coverage import Covered, coverage
from yuetan.rules.guarantees import GUARANTEES, Guarantee

KEPT = next(name for name, one in GUARANTEES.items() if not one.promised)
PROMISED = "made"  # nothing that comes with the system is promised alone


def of(at: str, *rules: Clause | Kind | Pairing | Duty) -> Covered:
    return next(one for one in coverage(regulation(*rules)) if one.at == at)


def test_a_clause_is_covered_by_the_rules_that_cite_it() -> None:
    rules = ("material:report", "step:proposed", "step:held")
    assert of("2") == Covered("2", "第二条", "怎样谈", rules, None, promised=False)


def test_a_rule_that_cites_two_clauses_covers_both() -> None:
    rules = (Clause("4", "四"), Clause("5", "五"), Duty("report_back", "报告", material=REPORT, clause="4 5"))
    assert [of(at, *rules).covered_by for at in ("4", "5")] == [("duty:report_back",)] * 2


def test_a_clause_set_aside_says_why() -> None:
    covered = of("3")
    assert (covered.covered_by, covered.set_aside, covered.hole) == ((), "不设规则", False)


def test_a_clause_on_which_nothing_rests_is_a_hole() -> None:
    assert of("4", Clause("4", "四")).hole
    assert [one.at for one in coverage(regulation(Clause("4", "四"), Clause("5", "五"))) if one.hole] == ["4", "5"]


LISTED = (Clause("4", "下列情形"), Clause("4.1", "其一"), Clause("4.1.1", "细目"), Clause("4.10", "其十"),
          Clause("5", "下列内容"), Clause("5.1", "其一"))


@pytest.mark.parametrize(("at", "expected"), [
    ("4", ("kind:listing",)), ("4.1", ("kind:listing", "pairing:tier")), ("4.1.1", ("kind:listing", "pairing:tier")),
    ("4.10", ("kind:listing",)),  # 4.10 does not stand under 4.1
    ("5", ("pairing:tier",)), ("5.1", ("pairing:tier",)),
])
def test_what_a_kind_or_a_tier_lists_is_covered_with_all_below_it(at: str, expected: tuple[str, ...]) -> None:
    assert expected == of(at, *LISTED, Kind("listing", "列举", grounds="4", clause="2"), Pairing(
        "tier", "第一层", by=HEAD, to=MEMBER, grounds=("4.1",), topics="5", clause="1")).covered_by


def test_a_rule_that_cites_and_lists_a_clause_is_named_once() -> None:
    assert of("4", Clause("4", "四"), Kind("listing", "列举", topics="4", clause="4")).covered_by == ("kind:listing",)


@pytest.mark.parametrize(("kept_by", "promised"), [(KEPT, False), (PROMISED, True), (f"{KEPT} {PROMISED}", True)])
def test_a_clause_that_the_system_keeps_names_the_guarantee(monkeypatch: pytest.MonkeyPatch, kept_by: str, *,
                                                            promised: bool) -> None:
    monkeypatch.setitem(GUARANTEES, PROMISED, Guarantee(PROMISED, "还没有做到的"))
    covered = of("4", Clause("4", "四", kept_by=kept_by))
    assert (covered.covered_by, covered.promised, covered.hole) == (
        tuple(f"guarantee:{name}" for name in kept_by.split()), promised, False)


def test_a_clause_that_a_page_keeps_names_the_page() -> None:
    assert of("4", Clause("4", "四", view="papers")).covered_by == ("view:papers",)


def test_clauses_come_in_the_order_of_the_text() -> None:
    assert [one.at for one in coverage(regulation(*LISTED))] == ["1", "2", "3", *(one.at for one in LISTED)]


# Every regulation that is installed

INSTALLED = load().regulations


@pytest.mark.parametrize("installed", INSTALLED, ids=lambda one: f"{one.code} {one.edition}")
def test_an_installed_regulation_leaves_no_clause_uncovered(installed: Regulation) -> None:
    assert [one.at for one in coverage(installed) if one.hole] == []


@pytest.mark.parametrize("installed", INSTALLED, ids=lambda one: f"{one.code} {one.edition}")
def test_an_installed_regulation_reads_in_the_order_of_its_articles(installed: Regulation) -> None:
    places = [tuple(map(int, clause.at.split("."))) for clause in installed.of(Clause)]
    assert places == sorted(places)


@pytest.mark.parametrize("installed", INSTALLED, ids=lambda one: f"{one.code} {one.edition}")
def test_an_installed_regulation_reads_under_every_option(installed: Regulation) -> None:
    options = [{place.code: option} for place in installed.readings().values() for option in place.options]
    assert [settings for settings in options if installed.under(settings).readings()] == []
