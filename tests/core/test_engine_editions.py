"""Each edition speaks for what belongs to its time, and one that is added leaves what was said before as it was.

An interview keeps the edition of its proposal, an event's duty that of its cause, a periodic duty that of its period's
last day. Until a period is over, the edition in force on the day asked about speaks for it.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from small_histories import days, histories
from small_regulations import BUREAU, BY_HEADS, BY_MAYOR, HEAD, ROUTINE, TOWN, WARNING, duty, small, tally
from small_worlds import DAY, event, held, line, owed, seat, talk, town

from yuetan.engine.derived import with_derived
from yuetan.engine.owed import obligations
from yuetan.engine.world import Event, Interview, World
from yuetan.rules import (
    HALF_YEAR,
    HELD,
    INTERVIEWEE,
    MONTH,
    ORGANISER,
    PROPOSED,
    RECORDED,
    RECORDER,
    RETURNED,
    SANCTIONED,
    TWELVE_MONTHS,
    UNIT,
    YEAR,
    Regulation,
    days_after,
    days_before,
    overdue,
)

CHANGE = DAY("2026-07-01")
RULES = (
    BY_MAYOR, BY_HEADS,
    duty("yearly", each=YEAR, talk=ROUTINE, about=BUREAU),
    duty("monthly", each=MONTH, owed_by=UNIT, about=TOWN, done="issued"),
    duty("half_yearly", each=HALF_YEAR, owed_by=UNIT, about=BUREAU, done="reported"),
    duty("rolling", each=TWELVE_MONTHS, talk=WARNING, about=HEAD),
    duty("notice", owed_by=ORGANISER, to=INTERVIEWEE, done="notified", due=days_before(HELD, 3)),
    duty("record", owed_by=RECORDER, on=HELD, done=RECORDED),
    duty("report", owed_by=INTERVIEWEE, done="reported", due=days_after(HELD, 15)),
    duty("again", owed_by=INTERVIEWEE, on=RETURNED, done="reported", due=days_after(RETURNED, 5)),
    duty("answer", owed_by=INTERVIEWEE, on=SANCTIONED, done="answered", due=days_after(SANCTIONED, 10)),
    duty("urge", owed_by=TOWN & HEAD, on=overdue("report"), done="urged", due=days_after(overdue("report"), 5)),
    duty("warn", owed_by=TOWN & HEAD, on=overdue("urge"), done="warned", due=days_after(overdue("urge"), 5)),
    tally("points", {"complained": 1}, reaching=2), duty("talk", on="points", talk=WARNING,
                                                         due=days_after("points", 10)),
)
ONLY = small(*RULES)
FORMER = small(*RULES, until=CHANGE)
LATTER = small(*RULES, since=CHANGE)


def editions(world: World, duty_code: str, cause: str) -> list[str]:
    """The editions under which a duty of a cause is owed."""
    return [regulation.edition for regulation in (FORMER, LATTER)
            if any(name.split()[1] == cause for name in owed(world, regulation, duty_code))]


BEFORE, AFTER = [FORMER.edition], [LATTER.edition]


# An interview keeps the edition of its proposal


@pytest.mark.parametrize(("proposed", "expected"), [("2026-06-30", BEFORE), ("2026-07-01", AFTER)])
def test_an_interview_keeps_the_edition_of_its_proposal(proposed: str, expected: list[str]) -> None:
    world = town("2026-10-01", talk("t", "routine", "chief", "mayor"), event(PROPOSED, proposed, "t"),
                 event(HELD, "2026-07-10", "t"),
                 event(RETURNED, "2026-07-20", "t"))
    for code, cause in (("notice", "interview:t"), ("report", "interview:t"), ("record", "held:t:2026-07-10"),
                        ("again", "returned:t:2026-07-20"), ("urge", "overdue.report:interview:t"),
                        ("warn", "overdue.urge:overdue.report:interview:t")):
        assert editions(world, code, cause) == expected, code


def test_an_interview_without_a_proposal_keeps_the_edition_of_what_happened_first() -> None:
    world = town("2026-10-01", talk("t", "routine", "chief"), event("approved", "2026-06-30", "t"),
                 event(HELD, "2026-07-10", "t"))
    assert editions(world, "report", "interview:t") == BEFORE
    assert editions(world, "record", "held:t:2026-07-10") == BEFORE


# An event's duty keeps the edition of its cause


@pytest.mark.parametrize(("sanctioned", "expected"), [("2026-06-30", BEFORE), ("2026-07-01", AFTER)])
def test_an_events_duty_keeps_the_edition_of_its_cause(sanctioned: str, expected: list[str]) -> None:
    world = town("2026-10-01", event(SANCTIONED, sanctioned, cadre="chief"))
    assert editions(world, "answer", f"sanctioned:{sanctioned}") == expected


def test_a_lapse_leads_on_under_the_edition_of_the_duty_that_was_missed() -> None:
    """Missed on the last day of an edition, overdue on the first of the next, it does not fall between them."""
    world = town("2026-10-01", talk("t", "routine", "chief"), event(PROPOSED, "2026-06-10", "t"),
                 event(HELD, "2026-06-15", "t"))
    assert owed(world, FORMER, "report") == {"chief interview:t": "OVERDUE by 2026-06-30"}
    assert editions(world, "urge", "overdue.report:interview:t") == BEFORE


@pytest.mark.parametrize(("second", "expected"), [("2026-06-30", BEFORE), ("2026-07-01", AFTER)])
def test_a_tally_speaks_under_the_edition_of_the_day_it_is_reached(second: str, expected: list[str]) -> None:
    world = town("2026-10-01", event("complained", "2026-03-01", cadre="chief"),
                 event("complained", second, cadre="chief"))
    assert editions(world, "talk", f"points:{second}") == expected


# A periodic duty keeps the edition of its period's last day


@pytest.mark.parametrize(("as_of", "expected"), [
    ("2026-06-30", {"2025": BEFORE, "2026": BEFORE, "2026-06": BEFORE, "2026H1": BEFORE}),
    ("2026-07-01", {"2025": BEFORE, "2026": AFTER, "2026-06": BEFORE, "2026-07": AFTER, "2026H1": BEFORE,
                    "2026H2": AFTER}),
    ("2028-01-01", {"2025": BEFORE, "2026": AFTER, "2027": AFTER, "2026-06": BEFORE, "2026-07": AFTER}),
])
def test_a_periodic_duty_keeps_the_edition_of_its_last_day_or_of_today_while_it_runs(
        as_of: str, expected: dict[str, list[str]]) -> None:
    world = town(as_of, judged_from="2025-01-01")
    for cause, found in expected.items():
        code = {4: "yearly", 6: "half_yearly", 7: "monthly"}[len(cause)]
        assert editions(world, code, cause) == found, cause


def test_what_rolls_from_the_last_talk_passes_to_the_next_edition_before_it_falls_due() -> None:
    talks = (held("2025-06-15", "chief", kind="warning"), held("2025-09-10", "keeper", kind="warning"))
    for as_of, chief, keeper in (("2026-06-30", BEFORE, BEFORE), ("2026-07-01", BEFORE, AFTER),
                                 ("2027-01-01", BEFORE, AFTER)):
        world = town(as_of, *talks, judged_from="2025-01-01")
        assert editions(world, "rolling", "2025-06-15") == chief  # due on 2026-06-15, and missed under the former
        assert editions(world, "rolling", "2025-09-10") == keeper
    world = town("2027-01-01", *talks, judged_from="2025-01-01")
    assert owed(world, LATTER, "rolling")["keeper 2025-09-10"] == "OVERDUE by 2026-09-10"


# A future edition leaves the past alone

changes = st.sampled_from([DAY("2025-12-31"), DAY("2026-01-01"), DAY("2026-03-11"), DAY("2026-07-01"),
                           DAY("2026-07-02"), DAY("2027-01-01")])

@cache
def ending(change: date) -> Regulation:
    return evolve(ONLY, until=change)


@cache
def coming(change: date) -> Regulation:
    return evolve(ONLY, since=change)


def answer(world: World, regulation: Regulation) -> dict[tuple[str, ...], str]:
    """Everything owed and how it stands, but for the name of the edition."""
    found = dict[tuple[str, ...], str]()
    for one in obligations(with_derived(world, regulation), regulation):
        key = (one.key.duty, one.key.subject, one.key.cause)
        assert key not in found
        found[key] = line(one)
    return found


@settings(max_examples=150, deadline=None)
@given(facts=histories(), as_of=days, change=changes)
def test_adding_a_future_edition_leaves_every_earlier_result_untouched(
        facts: tuple[Interview | Event, ...], as_of: date, change: date) -> None:
    """Up to the day before it comes into force nothing differs, and the edition to come says nothing itself."""
    world = town(as_of.isoformat(), seat("clerk", "station", "deputy", "2026-03-10", "2026-09-10"), *facts,
                 judged_from="2025-12-01")
    if as_of < change:
        assert answer(world, ending(change)) == answer(world, ONLY)
        assert answer(world, coming(change)) == {}


@settings(max_examples=150, deadline=None)
@given(facts=histories(), as_of=days, change=changes)
def test_two_editions_of_the_same_rules_share_out_what_one_would_say(
        facts: tuple[Interview | Event, ...], as_of: date, change: date) -> None:
    """No obligation is said twice, and none is lost; only what rolls from a first day begins anew with an edition."""
    world = town(as_of.isoformat(), *facts, judged_from="2025-12-01")
    former, latter, whole = (_without_rolling(answer(world, one)) for one in (ending(change), coming(change), ONLY))
    assert not former.keys() & latter.keys()
    assert former | latter == whole


def _without_rolling(found: dict[tuple[str, ...], str]) -> dict[tuple[str, ...], str]:
    return {key: how for key, how in found.items() if key[0] != "rolling"}


@settings(max_examples=100, deadline=None)
@given(facts=histories(), as_of=days, change=changes, later=days)
def test_what_an_edition_said_of_what_is_over_it_says_for_ever(
        facts: tuple[Interview | Event, ...], as_of: date, change: date, later: date) -> None:
    """An edition that has ended goes on speaking of the causes and the periods of its time."""
    as_of, later = sorted((as_of, later))
    world = town(as_of.isoformat(), *facts, judged_from="2025-12-01")
    causes = {key for key in answer(world, ending(change)) if ":" in key[2] or _over(key[2], min(as_of, change))}
    assert causes <= answer(evolve(world, as_of=later), ending(change)).keys()


def _over(period: str, day: date) -> bool:
    """Whether a period of this key was over on a day; what rolls from a day on has none."""
    ends = {f"{year}": date(year, 12, 31) for year in (2025, 2026, 2027)}
    ends |= {f"{year}H1": date(year, 6, 30) for year in (2026, 2027)}
    ends |= {f"{year}H2": date(year, 12, 31) for year in (2025, 2026)}
    return period in ends and ends[period] < day
