"""连云港 by its stories: what they say follows, and no rule can be changed without one of them noticing."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from tools.house import ROOT
from yuetan.engine.permitted import Permission
from yuetan.plugins import load
from yuetan.rules import MAY, STANDING, Duty, Guard, Pairing
from yuetan.rules.procedure import applies
from yuetan.rules.rule import rule_name
from yuetan.testing.campaign import campaign
from yuetan.testing.expectations import (
    Expectation,
    ExpectedAbsence,
    ExpectedInterviewer,
    ExpectedObligation,
    ExpectedStep,
)
from yuetan.testing.mutations import changed_rules, mutants
from yuetan.testing.read_story import read_story, story_files
from yuetan.testing.scenario import check_of, failures, run
from yuetan.testing.stage import Settled, Stage
from yuetan.testing.story import Story
from yuetan.testing.twists import twists

PLUGINS = load()
REGULATION = next(one for one in PLUGINS.regulations if one.code == "lianyungang")
SETTLED = REGULATION.under({})
FILES = tuple(story_files(ROOT / "tests" / "scenarios" / "lianyungang"))
RULES = changed_rules(SETTLED)
OPTIONS = [(code, option) for code, place in REGULATION.readings().items() for option in [*place.options][1:]]

BY_RELATION = "who talks sits above the interviewee in his own branch, and only such a unit stands there"
FIRST_STEP = "nothing comes before the first step, so its force has nothing to refuse"
HEAD_ALREADY = "whoever is head is so in whatever manner, and is no deputy"
MEMBER_ALREADY = "whoever is a member, or of the middle, is named beside the deputies in whatever manner"
HEADS, DEPUTIES = "two.two.one.post: with head", "two.two.one.post: with member"
EQUIVALENT = {
    **dict.fromkeys((
        "guard:city_managed.needs.selector.two.two.two.two.one.post: with head",
        f"pairing:other_cadres.by.{HEADS}", f"pairing:other_cadres.to.one.two.two.{HEADS}",
        f"pairing:party_head.by.{HEADS}", f"pairing:party_head.to.two.{HEADS}",
        f"pairing:government_head.by.{HEADS}", f"pairing:government_head.to.two.{HEADS}",
        "pairing:assembly_head.by.two.one.two.one.post: with head", f"pairing:portfolio.to.{HEADS}",
        "pairing:own_unit.by.two.one.two.one.post: with head", "pairing:own_unit.to.two.one.two.one.post: with head",
        f"pairing:county_head.by.{HEADS}", f"pairing:county_head.to.two.{HEADS}",
        f"pairing:county_government_head.by.{HEADS}",
        f"pairing:discipline.to.one.{HEADS}", f"pairing:discipline_routine.to.one.{HEADS}",
        f"duty:annual_talk.about.one.two.two.{HEADS}", f"duty:annual_talk.about.two.one.{HEADS}",
    ), HEAD_ALREADY),
    **dict.fromkeys((
        f"guard:city_managed.needs.selector.two.one.one.{DEPUTIES}",
        f"pairing:other_cadres.to.one.two.one.one.{DEPUTIES}",
        f"pairing:party_head.to.one.{DEPUTIES}", f"pairing:government_head.to.one.{DEPUTIES}",
        f"pairing:assembly_head.to.{DEPUTIES}", "pairing:assembly_head.to.two.two.one.post: with middle",
        f"pairing:county_head.to.one.{DEPUTIES}", f"pairing:county_government_head.to.{DEPUTIES}",
        f"duty:annual_talk.about.one.two.one.one.{DEPUTIES}",
    ), MEMBER_ALREADY),
    "pairing:assembly_head.by.one.unit_type: with city_court": BY_RELATION,
    "pairing:county_head.by.one.unit_type: with county_government": BY_RELATION,
    "pairing:county_government_head.by: second part alone": BY_RELATION,
    "pairing:county_government_head.by.one.unit_type: with county_npc": BY_RELATION,
    "step:proposed.force: MUST to SHOULD": FIRST_STEP,
    "step:proposed.force: MUST to MAY": FIRST_STEP,
}
"""Changes that make no difference, each with its reason: with what else the rule says, it says the same in any city."""


@cache
def story(file: Path) -> Story:
    return read_story(file, PLUGINS)


@cache
def stories() -> tuple[Story, ...]:
    return tuple(map(story, FILES))


def told(sort: type[Expectation]) -> list[Expectation]:
    """Every expectation of a sort, of the stories told under the readings taken by default."""
    return [one for each in stories() if not each.settings for one in each.expectations if isinstance(one, sort)]


# What the stories say


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_a_story_says_follows(file: Path) -> None:
    assert run(file, PLUGINS).sentences == ()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_claim_of_a_story_can_be_changed_unnoticed(file: Path) -> None:
    stage, settled = Stage(story(file)), Settled(REGULATION.under(story(file).settings))
    tables = (next(some) for _, some in groupby(story(file).expectations, key=lambda one: one.place))
    unnoticed = [f"{one.place} {what}" for one in tables for what, twisted in twists(one)
                 if next(check_of(stage, twisted, settled), None) is None]
    assert unnoticed == []


def test_every_story_has_a_title_of_its_own() -> None:
    titles = [one.title for one in stories()]
    assert sorted(set(titles)) == sorted(titles)


# Whether they say enough


@pytest.mark.parametrize("rule", RULES)
def test_every_change_of_a_rule_is_noticed(rule: str) -> None:
    survivors = [one.mutant.description for one in campaign(REGULATION, stories(), rule) if not one.by]
    assert sorted(survivors) == sorted(one for one in EQUIVALENT if one.split(".")[0].split(": ")[0] == rule)


def test_every_change_that_makes_no_difference_can_still_be_made() -> None:
    assert set(EQUIVALENT) - {one.description for one in mutants(SETTLED)} == set()


@pytest.mark.parametrize(("code", "option"), OPTIONS, ids=[f"{code}-{option}" for code, option in OPTIONS])
def test_every_other_reading_makes_a_difference_in_some_story(code: str, option: str) -> None:
    chosen = [one for one in stories() if one.settings.get(code) == option]
    usual = {one.source: Settled(REGULATION.under({**one.settings, code: REGULATION.readings()[code].default}))
             for one in chosen}
    assert [one.source for one in chosen if any(failures(Stage(one), usual[one.source]))] != []


@pytest.mark.parametrize("duty", SETTLED.of(Duty), ids=rule_name)
def test_each_duty_is_met_missed_and_late(duty: Duty) -> None:
    ways = {(one.offer, one.status.name) for one in told(ExpectedObligation)
            if isinstance(one, ExpectedObligation) and one.duty == duty.code}
    absent = {one.offer for one in told(ExpectedAbsence) if isinstance(one, ExpectedAbsence) and one.duty == duty.code}
    if duty.force is MAY:
        expected, absences = {(True, "OPEN")}, {True}
    elif duty.due or duty.each not in {None, STANDING}:
        expected, absences = {(False, "OPEN"), (False, "DONE"), (False, "OVERDUE"), (False, "LATE")}, {False}
    else:  # the text names no day by which it could be missed
        expected, absences = {(False, "OPEN"), (False, "DONE")}, {False}
    assert (expected - ways, absences - absent) == (set(), set())


@pytest.mark.parametrize("guard", SETTLED.of(Guard), ids=rule_name)
def test_each_guard_is_passed_and_refused(guard: Guard) -> None:
    steps = [one for one in told(ExpectedStep) if isinstance(one, ExpectedStep) and one.act.step == guard.step]
    refused = [one for one in steps if any(because.rule == rule_name(guard) for because in one.because)]
    passed = [one for one in steps if one.result is Permission.PERMITTED and applies(guard.kinds, one.act.kind)]
    assert (bool(refused), bool(passed)) == (True, True)


@pytest.mark.parametrize("pairing", SETTLED.of(Pairing), ids=rule_name)
def test_each_pairing_admits_and_denies(pairing: Pairing) -> None:
    results = {one.result for one in told(ExpectedInterviewer)
               if isinstance(one, ExpectedInterviewer) and rule_name(pairing) in (one.rules or ())}
    assert {Permission.PERMITTED, Permission.REFUSED} - results == set()
