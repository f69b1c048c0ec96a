"""Duties that arise with interviews: for whom, of which kinds, under which conditions, and whose they are."""

from __future__ import annotations

from typing import Any

import pytest
from small_regulations import (
    BUREAU,
    BY_MAYOR,
    HEAD,
    MEMBER,
    OFFICE,
    ROUTINE,
    TOWN,
    WARNING,
    duty,
    pairing,
    small,
)
from small_worlds import Fact, event, owed, seat, talk, town, whose

from yuetan.engine.world import Event, Interview, World
from yuetan.rules import (
    HELD,
    INTERVIEWEE,
    INTERVIEWER,
    ORGANISER,
    PROPOSED,
    RECORDED,
    RECORDER,
    UNIT,
    Part,
    Regulation,
    days_after,
    happened,
    marked,
    selected,
)


def one_talk(as_of: str, *facts: Fact, kind: str = "routine", to: str = "chief keeper",
             **details: Any) -> World:  # noqa: ANN401
    """A talk with two people, proposed on 2 March 2026."""
    return town(as_of, talk("t", kind, to, "mayor", **details), event(PROPOSED, "2026-03-02", "t"),
                *facts)


# For each interviewee, or once


@pytest.mark.parametrize(("owner", "addressee", "subjects"), [
    (INTERVIEWEE, None, {"chief", "keeper"}),
    (ORGANISER, INTERVIEWEE, {"chief", "keeper"}),
    (ORGANISER, UNIT, {"t"}),
    (INTERVIEWER, None, {"t"}),
    (RECORDER, None, {"t"}),
    (TOWN & HEAD, None, {"t"}),
    (TOWN & HEAD, INTERVIEWEE, {"chief", "keeper"}),
])
def test_what_he_owes_or_is_owed_is_for_each_interviewee_anything_else_once(
        owner: object, addressee: object, subjects: set[str]) -> None:
    for cause in ({}, {"on": HELD}):
        regulation = small(duty("paper", owed_by=owner, to=addressee, done="reported", **cause))
        found = owed(one_talk("2026-04-01", event(HELD, "2026-03-10", "t")), regulation)
        assert {name.split()[0] for name in found} == subjects


EACH = small(duty("paper", owed_by=INTERVIEWEE, done="reported"))
ONCE = small(duty("paper", owed_by=RECORDER, done="reported"))


@pytest.mark.parametrize(("regulation", "recorded", "expected"), [
    (EACH, event("reported", "2026-03-20", "t"), {"chief", "keeper"}),  # for both
    (EACH, event("reported", "2026-03-20", "t", cadre="chief"), {"chief"}),
    (EACH, event("reported", "2026-03-20", cadre="keeper"), {"keeper"}),  # outside the interview, by him
    (EACH, event("reported", "2026-03-20", "other"), set()),
    (EACH, event("reported", "2026-03-20", "t", cadre="clerk"), set()),
    (ONCE, event("reported", "2026-03-20", "t"), {"t"}),
    (ONCE, event("reported", "2026-03-20", "t", cadre="chief"), {"t"}),
])
def test_what_is_done_is_done_for_whom_it_names(regulation: Regulation, recorded: Event, expected: set[str]) -> None:
    found = owed(one_talk("2026-04-01", recorded), regulation)
    assert {name.split()[0] for name, how in found.items() if how.startswith("DONE")} == expected


# Which interviews


@pytest.mark.parametrize(("fields", "interview", "arises"), [
    ({}, {}, True),
    ({"kinds": (WARNING,)}, {}, False),
    ({"kinds": (WARNING,)}, {"kind": "warning"}, True),
    ({"kinds": (WARNING, ROUTINE)}, {}, True),
    ({}, {"regulation": "other"}, False),
    ({}, {"imported": True}, False),  # held before the system was used
    ({"about": BUREAU & HEAD}, {}, True),
    ({"about": BUREAU & MEMBER}, {}, False),
    ({"about": BUREAU & HEAD, "owed_by": RECORDER}, {}, True),
    ({"about": BUREAU & MEMBER, "owed_by": RECORDER}, {}, False),
])
def test_a_duty_arises_with_interviews_of_its_kinds_about_its_people(
        fields: dict[str, object], interview: dict[str, Any], *, arises: bool) -> None:
    for cause in ({}, {"on": HELD}):
        regulation = small(duty("paper", **{"owed_by": INTERVIEWEE, "done": "reported", **cause, **fields}))
        world = one_talk("2026-04-01", event(HELD, "2026-03-10", "t"), **interview)
        assert bool(owed(world, regulation)) is arises


def test_of_several_interviewees_those_a_duty_is_about() -> None:
    regulation = small(duty("paper", owed_by=INTERVIEWEE, about=BUREAU & MEMBER, done="reported"))
    assert set(owed(one_talk("2026-04-01", to="chief third"), regulation)) == {"third interview:t"}


def test_nothing_is_owed_for_an_interview_in_which_nothing_has_happened() -> None:
    assert owed(town("2026-04-01", talk("t", "routine", "chief")), EACH) == {}
    assert owed(town("2026-04-01", talk("t", "routine", "chief"), event(PROPOSED, "2026-04-02", "t")), EACH) == {}


def test_an_interview_begins_with_its_proposal_else_with_what_happened_first() -> None:
    regulation = small(duty("answer", owed_by=INTERVIEWEE, done="answered", due=days_after(PROPOSED, 5)),
                       duty("report", owed_by=INTERVIEWEE, done="reported", due=days_after(HELD, 5)))
    world = town("2026-04-01", talk("t", "routine", "chief"), event(HELD, "2026-03-10", "t"),
                 event("answered", "2026-03-09", "t"))
    assert owed(world, regulation, "answer") == {"chief interview:t": "DONE on 2026-03-09"}
    assert owed(world, regulation, "report") == {"chief interview:t": "OVERDUE by 2026-03-15"}


# Conditions


@pytest.mark.parametrize(("facts", "arises"), [
    ([], False),
    ([event("complained", "2026-03-12", "t")], True),
    ([event("complained", "2026-04-02", "t")], False),  # not yet
    ([event("complained", "2026-03-12", "t", cadre="chief")], False),  # to one of the two
    ([event("complained", "2026-03-12", "t", cadre="chief"), event("complained", "2026-01-12", cadre="keeper")], True),
    ([event("complained", "2026-03-12", unit="bureau"), event("complained", "2026-01-12", unit="station")], True),
])
def test_a_duty_only_where_its_condition_holds(facts: list[Event], *, arises: bool) -> None:
    regulation = small(duty("answer", owed_by=INTERVIEWEE, when=happened("complained"), done="answered"))
    assert bool(owed(one_talk("2026-04-01", *facts), regulation)) is arises


@pytest.mark.parametrize("on", [{}, {"on": HELD}])
def test_a_condition_on_posts_reads_those_of_the_day_the_duty_arose(on: dict[str, str]) -> None:
    """Whoever has retired since still owes what he owed."""
    regulation = small(duty("answer", owed_by=INTERVIEWEE, when=selected(marked("managed")), done="answered", **on))
    posts = (seat("leader", "bureau", "middle", until="2026-03-20", marks={"managed"}),
             seat("later", "bureau", "middle", "2026-03-20", marks={"managed"}))
    for who, expected in (("leader", 1), ("later", 0)):
        world = one_talk("2026-04-01", *posts, event(HELD, "2026-03-10", "t"), to=who)
        assert len(owed(world, regulation)) == expected


# Several at once


def test_a_talk_held_with_one_after_the_other_is_counted_for_each_from_his_own_day() -> None:
    regulation = small(duty("report", owed_by=INTERVIEWEE, done="reported", due=days_after(HELD, 10)))
    world = one_talk("2026-03-31", event(HELD, "2026-03-10", "t", cadre="chief"),
                     event(HELD, "2026-03-25", "t", cadre="keeper"),
                     event("reported", "2026-03-11", "t", cadre="chief"))
    assert owed(world, regulation) == {
        "chief interview:t": "DONE by 2026-03-20 on 2026-03-11", "keeper interview:t": "OPEN by 2026-04-04"}


@pytest.mark.parametrize(("facts", "expected"), [
    ([event(HELD, "2026-03-10", "t")], {"t": "OPEN"}),
    ([event(HELD, "2026-03-10", "t", cadre="chief")], {"chief": "OPEN"}),
    ([event(HELD, "2026-03-10", "t", cadre="chief"), event(HELD, "2026-03-10", "t", cadre="keeper")],
     {"chief": "OPEN", "keeper": "OPEN"}),
    ([event(HELD, "2026-03-10", "t", cadre="chief"), event(HELD, "2026-03-10", "t", cadre="keeper"),
      event(RECORDED, "2026-03-12", "t", cadre="keeper")], {"chief": "OPEN", "keeper": "DONE on 2026-03-12"}),
    ([event(HELD, "2026-03-10", "t", cadre="chief"), event(HELD, "2026-03-10", "t", cadre="keeper"),
      event(RECORDED, "2026-03-12", "t")],
     {"chief": "DONE on 2026-03-12", "keeper": "DONE on 2026-03-12"}),  # one for both
])
def test_what_happened_to_one_interviewee_is_a_cause_for_him_alone(
        facts: list[Event], expected: dict[str, str]) -> None:
    regulation = small(duty("record", owed_by=RECORDER, on=HELD, done=RECORDED))
    assert {name.split()[0]: how for name, how in owed(one_talk("2026-03-31", *facts), regulation).items()} == expected


# Whose they are


@pytest.mark.parametrize(("owner", "details", "expected"), [
    (INTERVIEWER, {}, {"mayor"}),
    (INTERVIEWER, {"by": ()}, {"mayor"}),  # nobody yet: whoever may talk
    (ORGANISER, {"organiser": "scribe"}, {"scribe"}),
    (ORGANISER, {}, {"office"}),  # nobody yet: the unit that may propose
    (RECORDER, {"recorder": "clerk", "organiser": "scribe"}, {"clerk"}),
    (RECORDER, {"organiser": "scribe"}, {"scribe"}),
    (RECORDER, {}, {"office"}),
    (INTERVIEWEE, {}, {"chief"}),
    (UNIT, {}, {"bureau"}),
    (BUREAU & MEMBER, {}, {"third"}),  # those in the interviewee's own unit
    (TOWN, {}, {"mayor", "vice"}),  # those in the nearest unit above
    (HEAD, {}, {"chief"}),
    (MEMBER, {"to": ("keeper",)}, {"third"}),  # nobody near: all there are
])
def test_whose_task_it_is(owner: object, details: dict[str, Any], expected: set[str]) -> None:
    regulation = small(BY_MAYOR, pairing("propose", by=OFFICE, step=PROPOSED),
                       duty("paper", owed_by=owner, done="reported"))
    interview = Interview(**{"id": "t", "kind": "routine", "regulation": "small", "to": ("chief",), "by": ("mayor",),
                             **details})
    world = town("2026-04-01", interview, event(PROPOSED, "2026-03-02", "t"))
    assert list(whose(world, regulation).values()) == [expected]


def test_a_part_nobody_plays_leaves_nobody() -> None:
    regulation = small(BY_MAYOR, duty("paper", owed_by=Part("witness", "见证人"), done="reported"))
    assert list(whose(one_talk("2026-04-01"), regulation).values()) == [set()]
