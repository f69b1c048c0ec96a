"""Events that follow from others: chains of what was not done in time, and the dated bars that see them."""

from __future__ import annotations

from typing import Any

import pytest
from small_regulations import BUREAU, CHAIN, HEAD, MEMBER, TOWN, WARNING, duty, guard, pairing, small, tally
from small_worlds import DAY, event, held, later, met_by, owed, seat, talk, town

from yuetan.engine.derived import with_derived
from yuetan.engine.world import Event, World
from yuetan.rules import (
    HELD,
    INTERVIEWEE,
    ORGANISER,
    PAIR,
    PROPOSED,
    QUARTER,
    SANCTIONED,
    UNIT,
    WITHDRAWN,
    YEAR,
    Duty,
    Quota,
    Regulation,
    by,
    days_after,
    days_before,
    departed,
    end_of,
    happened,
    months_after,
    overdue,
    talked,
)


def derived(world: World, regulation: Regulation) -> list[str]:
    """What follows: ``2026-03-26 overdue.report chief``, in order."""
    found = with_derived(world, regulation).derived
    return sorted(f"{one.on} {one.code} {one.cadre or one.unit or one.interview}" for one in found)


def warned(as_of: str, *facts: Event, to: str = "chief") -> World:
    """A warning held on 10 March 2026, its report due on the 25th."""
    return town(as_of, talk("t", "warning", to, "mayor", family="warning"), event(PROPOSED, "2026-03-02", "t"),
                event(HELD, "2026-03-10", "t"), *facts)


# A chain of three


@pytest.mark.parametrize(("as_of", "facts", "expected"), [
    ("2026-03-25", [], {"report": "OPEN by 2026-03-25"}),
    ("2026-03-26", [], {"report": "OVERDUE by 2026-03-25", "urge": "OPEN by 2026-03-31"}),
    ("2026-04-01", [], {"report": "OVERDUE by 2026-03-25", "urge": "OVERDUE by 2026-03-31",
                        "last_warning": "OPEN by 2026-04-04"}),
    ("2026-04-01", [event("urged", "2026-03-30", "t")],
     {"report": "OVERDUE by 2026-03-25", "urge": "DONE by 2026-03-31 on 2026-03-30"}),  # the chain is broken
    ("2026-04-01", [event("urged", "2026-04-01", "t")],
     {"report": "OVERDUE by 2026-03-25", "urge": "LATE by 2026-03-31 on 2026-04-01",
      "last_warning": "OPEN by 2026-04-04"}),
    ("2026-04-01", [event("reported", "2026-03-24", "t")], {"report": "DONE by 2026-03-25 on 2026-03-24"}),
    ("2026-04-01", [event("reported", "2026-03-28", "t")],  # late is late, and leads on
     {"report": "LATE by 2026-03-25 on 2026-03-28", "urge": "OVERDUE by 2026-03-31",
      "last_warning": "OPEN by 2026-04-04"}),
    ("2026-04-01", [event(departed("report"), "2026-03-28", "t", reason="住院")], {"report": "LAPSED by 2026-03-25"}),
    ("2026-04-01", [event(WITHDRAWN, "2026-03-20", "t")], {"report": "LAPSED by 2026-03-25"}),
])
def test_a_missed_duty_starts_another(as_of: str, facts: list[Event], expected: dict[str, str]) -> None:
    world = warned(as_of, *facts)
    found = {code: how for code in ("report", "urge", "last_warning") for how in owed(world, CHAIN, code).values()}
    assert found == expected


def test_every_link_of_a_chain_is_an_event_on_the_day_after() -> None:
    assert derived(warned("2026-06-01"), CHAIN) == [
        "2026-03-26 overdue.report chief", "2026-04-01 overdue.urge chief", "2026-04-05 overdue.last_warning chief"]


def test_what_was_missed_in_an_interview_leads_on_in_that_interview() -> None:
    chain = small(duty("report", owed_by=INTERVIEWEE, kinds=(WARNING,), done="reported", due=days_after(HELD, 15)),
                  duty("answer", owed_by=INTERVIEWEE, on=overdue("report"), done="answered"))
    world = warned("2026-04-01", event("answered", "2026-03-30", "t"))
    assert owed(world, chain, "answer") == {"chief overdue.report:interview:t": "DONE on 2026-03-30"}


def test_two_interviewees_miss_each_for_himself() -> None:
    world = warned("2026-04-01", event("reported", "2026-03-20", "t", cadre="chief"), to="chief keeper")
    assert derived(world, CHAIN) == ["2026-03-26 overdue.report keeper", "2026-04-01 overdue.urge keeper"]


def test_two_missed_on_one_day_are_two() -> None:
    world = town("2026-04-01", *(fact for name in "ab" for fact in (
        talk(name, "warning", "chief", "mayor"), event(PROPOSED, "2026-03-02", name), event(HELD, "2026-03-10", name))))
    assert len(with_derived(later(world, "2026-03-26"), CHAIN).derived) == 2
    points = small(*CHAIN.of(Duty), tally("twice", {overdue("report"): 1}, reaching=2))
    assert "2026-03-26 twice chief" in derived(world, points)


def test_what_is_missed_for_an_interview_as_a_whole_is_missed_once() -> None:
    regulation = small(duty("notice", owed_by=ORGANISER, done="answered", due=days_before(HELD, 3)),
                       duty("explain", owed_by=UNIT, on=overdue("notice"), done="reported"))
    assert derived(warned("2026-04-01", to="chief keeper"), regulation) == ["2026-03-08 overdue.notice t"]
    assert owed(warned("2026-04-01", to="chief keeper"), regulation,
                "explain") == {"t overdue.notice:interview:t": "OPEN"}


def test_the_two_of_a_pair_and_a_unit_miss_theirs() -> None:
    regulation = small(pairing("own", by=TOWN & HEAD, to=TOWN & ~HEAD),
                       duty("pairs", each=YEAR, talk=Quota(WARNING, per=PAIR)),
                       duty("sums", each=YEAR, owed_by=UNIT, about=TOWN, done="reported"),
                       duty("explain", owed_by=INTERVIEWEE, on=overdue("pairs"), done="answered"),
                       duty("urge", owed_by=UNIT, on=overdue("sums"), done="urged"))
    world = town("2026-02-01", judged_from="2025-01-01")
    assert derived(world, regulation) == [
        "2026-01-01 overdue.pairs mayor", "2026-01-01 overdue.pairs vice", "2026-01-01 overdue.sums town"]


def test_whoever_is_new_missed_nothing() -> None:
    regulation = small(pairing("mayor", by=TOWN & HEAD), duty("yearly", each=YEAR, talk=WARNING, about=BUREAU & HEAD),
                       duty("urge", owed_by=INTERVIEWEE, on=overdue("yearly"), done="urged"))
    world = town("2026-02-01", seat("new", "bureau", "head", "2025-05-01"), without={"chief"}, judged_from="2025-01-01")
    assert derived(world, regulation) == ["2026-01-01 overdue.yearly keeper"]


@pytest.mark.parametrize("looked_at", [
    duty("urge", owed_by=UNIT, on=overdue("report"), done="urged"),
    duty("urge", owed_by=INTERVIEWEE, kinds=(WARNING,), done="urged", due=days_after(overdue("report"), 5)),
    duty("urge", owed_by=INTERVIEWEE, when=happened(overdue("report")), done="urged"),
    guard("bar", "praised", after=overdue("report")),
    guard("bar", "praised", needs=happened(overdue("report"))),
    guard("bar", "praised", needs=talked("warning", overdue("report"))),
    tally("once", {overdue("report"): 1}),
])
def test_a_lapse_is_derived_wherever_a_rule_looks_at_it(looked_at: object) -> None:
    regulation = small(duty("report", owed_by=INTERVIEWEE, kinds=(WARNING,), done="reported", due=days_after(HELD, 15)),
                       looked_at)  # type: ignore[arg-type]
    assert "2026-03-26 overdue.report chief" in derived(warned("2026-04-01"), regulation)


def test_nothing_is_derived_that_no_rule_looks_at() -> None:
    regulation = small(duty("report", owed_by=INTERVIEWEE, kinds=(WARNING,), done="reported", due=days_after(HELD, 15)))
    assert derived(warned("2026-04-01"), regulation) == []


# Dated bars


@pytest.mark.parametrize(("fields", "facts", "first", "last"), [
    ({"until": months_after(SANCTIONED, 6)}, {}, "2026-03-02", "2026-09-02"),  # the last day included
    ({"until": days_after(SANCTIONED, 10)}, {}, "2026-03-02", "2026-03-12"),
    ({"until": QUARTER}, {}, "2026-03-02", "2026-03-31"),  # to the end of the period that holds it
    ({"until": YEAR}, {}, "2026-03-02", "2026-12-31"),
    ({}, {}, "2026-03-02", "2040-01-01"),  # for good
    ({"until": months_after(end_of(SANCTIONED), 1)}, {"until": "2026-08-31"}, "2026-03-02", "2026-09-30"),
    ({"until": months_after(end_of(SANCTIONED), 1)}, {}, "2026-03-02", "2040-01-01"),  # its end is not known yet
    ({"until": by(end_of(SANCTIONED))}, {"until": "2026-08-31"}, "2026-03-02", "2026-08-31"),  # as long as it lasts
])
def test_a_bar_runs_from_what_happened_until(
        fields: dict[str, object], facts: dict[str, Any], first: str, last: str) -> None:
    regulation = small(guard("bar", "praised", after=SANCTIONED, **fields))
    world = town(first, event(SANCTIONED, "2026-03-02", cadre="chief", **facts))
    before, after = (str(DAY(day).fromordinal(DAY(day).toordinal() + step)) for day, step in ((first, -1), (last, 1)))
    barred = ["REFUSED GUARD bar"]
    for day, expected in ((before, []), (first, barred), (last, barred),
                          (after, barred if last == "2040-01-01" else [])):
        assert met_by(later(world, day), regulation, "praised", cadre="chief") == expected
    assert met_by(world, regulation, "praised", cadre="keeper") == []


def test_a_bar_starts_anew_with_every_event() -> None:
    regulation = small(guard("bar", "praised", after=SANCTIONED, until=days_after(SANCTIONED, 10)))
    world = town("2026-03-01", event(SANCTIONED, "2026-03-02", cadre="chief"),
                 event(SANCTIONED, "2026-05-02", cadre="chief"))
    for day, barred in (("2026-03-12", True), ("2026-03-13", False), ("2026-05-02", True), ("2026-05-13", False)):
        assert bool(met_by(later(world, day), regulation, "praised", cadre="chief")) is barred


def test_a_bar_after_what_happened_in_a_talk_is_for_its_interviewees() -> None:
    regulation = small(guard("bar", "praised", after=HELD, until=days_after(HELD, 10), about=MEMBER | HEAD))
    world = town("2026-03-12", talk("t", "warning", "chief third", "mayor"), event(HELD, "2026-03-10", "t"))
    assert {who: bool(met_by(world, regulation, "praised", cadre=who))
            for who in ("chief", "third", "keeper", "second")} == {
        "chief": True, "third": True, "keeper": False, "second": False}


def test_a_bar_may_be_lifted_by_what_it_asks_for() -> None:
    regulation = small(guard("bar", "praised", after=SANCTIONED, needs=talked("warning", SANCTIONED)))
    sanctioned = event(SANCTIONED, "2026-03-02", cadre="chief")
    assert met_by(town("2026-04-01", sanctioned), regulation, "praised", cadre="chief") == ["REFUSED GUARD bar"]
    world = town("2026-04-01", sanctioned, held("2026-03-05", "chief", kind="warning"))
    assert met_by(world, regulation, "praised", cadre="chief") == []
    world = town("2026-04-01", sanctioned, held("2026-03-01", "chief", kind="warning"))
    assert met_by(world, regulation, "praised", cadre="chief") == ["REFUSED GUARD bar"]


def test_the_last_link_of_a_chain_bars_an_appointment() -> None:
    """A bar sees what follows from what followed, without being told to derive it."""
    for day, expected in (("2026-04-04", []), ("2026-04-05", ["REFUSED GUARD no_promotion"]),
                          ("2026-10-05", ["REFUSED GUARD no_promotion"]), ("2026-10-06", [])):
        assert met_by(warned(day), CHAIN, "appointment_decided", cadre="chief") == expected
        assert met_by(warned("2026-12-01"), CHAIN, "appointment_decided", cadre="chief", on=DAY(day)) == expected
