"""Regulations with one thing changed, and stories that must notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import has
from scenario_office import office
from small_regulation import HEAD, MEMBER, ROUTINE

from yuetan.rules import (
    HELD,
    PROPOSED,
    Condition,
    Duty,
    Guard,
    Kind,
    Material,
    Part,
    Quota,
    Rule,
    addressed,
    days_after,
    happened,
    marked,
    nobody,
    post,
    rank,
    staffed,
)
from yuetan.rules.force import INTERVIEWEE
from yuetan.rules.parts import fields_of
from yuetan.rules.periods import Period
from yuetan.rules.relations import Relation
from yuetan.rules.selectors import EVERYONE, Selector
from yuetan.rules.terms import Vocabulary, terms
from yuetan.testing.mutated_around import around
from yuetan.testing.mutated_fields import UNSEEN
from yuetan.testing.mutated_selectors import condition_changes, selector_changes
from yuetan.testing.mutated_values import Walk
from yuetan.testing.mutations import OWN, changed_rules, mutants

SETTLED = office().under({})
WALK = Walk(around(SETTLED))
EVERY = list(mutants(SETTLED))
VOCABULARY = Vocabulary(terms("unit_type", bureau="局", county="县", town="镇"))


def what_changed(found: Iterator[tuple[str, str, Any]]) -> list[str]:
    return [f"{at}: {what}" for at, what, _ in found]


# What is changed


@pytest.mark.parametrize(("value", "expected"), [
    (True, [": to False"]),
    (days_after(HELD, 15), [
        ".anchor: held to in_year", ".anchor: held to notified", ".anchor: held to plan", ".anchor: without held",
        ".count: 15 to 14", ".count: 15 to 16", ".tick: DAY to WORKDAY", ".tick: DAY to WEEK", ".tick: DAY to MONTH",
        ".tick: DAY to YEAR"]),
    (Quota(ROUTINE), [
        ".kind: routine to reminder", ".kind: routine to warning", ".times: 1 to 0", ".times: 1 to 2",
        ".per: interviewee to interviewer", ".per: interviewee to organiser", ".per: interviewee to recorder",
        ".per: interviewee to unit", ".per: interviewee to pair", ".persons: to True", ".together: to True",
        ".grounds: with 2", ".by_owner: to True"]),
    (staffed(2), [": negated", ".count: 2 to 1", ".count: 2 to 3"]),
    (happened(PROPOSED), [
        ": negated", ".event: proposed to held", ".event: proposed to report", ".event: proposed to sanctioned",
        ".event: without proposed", ".fresh: to True"]),
    (addressed(INTERVIEWEE), [
        ": negated", ".part: interviewee to interviewer", ".part: interviewee to organiser",
        ".part: interviewee to recorder", ".part: interviewee to unit", ".part: interviewee to pair"]),
])
def test_each_part_of_a_value_is_changed(value: object, expected: list[str]) -> None:
    assert what_changed(WALK.changes(value)) == expected


@pytest.mark.parametrize(("selector", "expected"), [
    (EVERYONE, [": negated"]),
    (marked("市管"), [": negated", ".mark: another"]),
    (rank(3, 5), [": negated", ".low: 3 to 2", ".low: 3 to 4", ".high: 5 to 4", ".high: 5 to 6"]),
    (rank(high=3), [": negated", ".high: 3 to 2", ".high: 3 to 4"]),
    (post("head", "deputy"), [
        ": negated", ".post: without head", ".post: without deputy", ".post: with member", ".post: with middle",
        ".post: with staff"]),
    (HEAD | MEMBER, [  # two lists of one name are one
        ": negated", ".post: without head", ".post: without member", ".post: with middle", ".post: with staff",
        ".post: with deputy"]),
    (HEAD & marked("市管"), [
        ": negated", ": first part alone", ": second part alone", ": & to |", ".one.post: without head",
        ".one.post: with deputy", ".one.post: with member", ".one.post: with middle", ".one.post: with staff",
        ".two.mark: another"]),
    (~marked("市管"), [": negated", ": negation dropped", ".one.mark: another"]),
    (nobody(marked("市管")), [": negated", ": nobody dropped", ": nobody to ~", ".one.mark: another"]),
    (HEAD & rank(3, 3) | marked("市管"), [
        ": negated", ": first part alone", ": second part alone", ": | to &", ".one: first part alone",
        ".one: second part alone", ".one: & to |", ".one.one.post: without head", ".one.one.post: with deputy",
        ".one.one.post: with member", ".one.one.post: with middle", ".one.one.post: with staff", ".one.two.low: 3 to 2",
        ".one.two.low: 3 to 4", ".one.two.high: 3 to 2", ".one.two.high: 3 to 4", ".two.mark: another"]),
])
def test_each_part_of_a_selector_is_changed(selector: Selector, expected: list[str]) -> None:
    assert what_changed(selector_changes(selector, VOCABULARY)) == expected


@pytest.mark.parametrize(("condition", "expected"), [
    (staffed(2), [": negated"]),
    (staffed(2) & happened(HELD), [
        ": negated", "[0]: dropped", "[0]: negated", "[0].count: 2 to 1", "[0].count: 2 to 3", "[1]: dropped",
        "[1]: negated", "[1].event: held to in_year", "[1].event: held to notified", "[1].event: held to plan",
        "[1].event: without held", "[1].fresh: to True", ": all to any"]),
])
def test_each_part_of_a_condition_is_changed(condition: Condition, expected: list[str]) -> None:
    assert what_changed(condition_changes(condition, WALK.inside)) == expected


def test_a_condition_negated_holds_where_it_did_not() -> None:
    _, _, negated = next(condition_changes(staffed(2), WALK.inside))
    assert (negated.swept, staffed(2).swept) == (False, False)


def values_of(value: object, path: str) -> Iterator[str]:
    """The path of every field in a rule that bears on behaviour, other rules that it names left out."""
    for name, _, held in fields_of(value):
        if name not in UNSEEN:
            yield f"{path}.{name}"
            if has(type(held)) and not isinstance(held, Rule | Selector | Condition | Period | Relation | Part):
                yield from values_of(held, f"{path}.{name}")


BEYOND = {".opens", ".material", ".within", ".until", ".each", ".when", ".talk", ".grounds", ".after", ".guests",
          ".company", ".beside", ".also", ".whom", ".regulations", ".since"}


@pytest.mark.parametrize("rule", SETTLED.of(Rule), ids=lambda rule: f"{type(rule).__name__.lower()}-{rule.code}")
def test_every_value_of_every_rule_is_changed(rule: Rule) -> None:
    changed = {one.description.split(": ")[0] for one in EVERY}
    name = f"{type(rule).__name__.lower()}:{rule.code}"
    wanting = [path for path in values_of(rule, name) if not any(one.startswith(path) for one in changed)]
    empty = [path for path in wanting if "." + path.rsplit(".", maxsplit=1)[1] in BEYOND]  # nothing stands there
    assert wanting == empty


def test_no_two_changes_have_one_name() -> None:
    names = [one.description for one in EVERY]
    assert sorted(set(names)) == sorted(names)


def test_no_change_leaves_a_regulation_as_it_was() -> None:
    assert [one.description for one in EVERY if one.regulation == SETTLED] == []


def test_every_rule_is_taken_away_once() -> None:
    removed = [one.rule for one in EVERY if one.description == f"{one.rule}: removed"]
    assert removed == [name for name in changed_rules(SETTLED) if name != OWN]


@pytest.mark.parametrize("name", changed_rules(SETTLED))
def test_the_changes_of_one_rule_are_asked_for_by_its_name(name: str) -> None:
    expected = [one.description for one in EVERY if one.rule == name]
    assert expected == [one.description for one in mutants(SETTLED, name)]


@pytest.mark.parametrize(("rule", "sort"), [("kind:warning", Kind), ("material:report", Material)])
def test_a_kind_or_a_paper_is_changed_wherever_it_is_named(rule: str, sort: type[Kind | Material]) -> None:
    changed = next(one.regulation for one in mutants(SETTLED, rule) if "clause" in one.description)
    old = set(SETTLED.of(sort)) - set(changed.of(sort))
    named = {part for one in changed.of(Duty | Guard) for part in (*one.kinds, getattr(one, "material", None))}  # type: ignore[arg-type]
    assert (len(old), named & old) == (1, set())


@pytest.mark.parametrize(("description", "refused"), [
    ("kind:warning: removed", True), ("duty:notice.due.count: -3 to -4", False), ("duty:yearly.talk: dropped", True),
    ("regulation.rolls: to True", False),
])
def test_a_mutant_says_why_it_is_refused(description: str, *, refused: bool) -> None:
    mutant = next(one for one in EVERY if one.description == description)
    assert bool(mutant.refused) is refused
