"""What an attempt meets: guards, with every condition, for whom they stand and before which acts."""

from __future__ import annotations

from typing import Any

import pytest
from small_regulations import (
    BUREAU,
    GUARDED,
    MEMBER,
    ROUTINE,
    WARNING,
    guard,
    small,
)
from small_worlds import DAY, Fact, event, held, met_by, seat, talk, town

from yuetan.engine.world import Event, World
from yuetan.rules import (
    APPOINTMENT_DECIDED,
    CONSULTED,
    FINDING_RECORDED,
    HELD,
    NOTIFIED,
    SANCTIONED,
    SHOULD,
    TOOK_OFFICE,
    Guard,
    Rank,
    happened,
    rank,
    selected,
    talked,
)


def draft(as_of: str, *facts: Fact, to: str = "chief", by_whom: str = "mayor", planned: str = "",
          **details: Any) -> World:  # noqa: ANN401 - the fields of an interview
    told = {"kind": "routine", "to": to, "by": by_whom, "planned": planned, **details}
    return town(as_of, talk("t", **told), *facts)


# Guards: each condition


@pytest.mark.parametrize(("condition", "holds", "fails"), [
    ("individual", [{}], [{"to": "chief keeper"}, {"collective": True}]),
    ("staffed", [{"by_whom": "mayor vice"}, {"company": ("clerk",)}],
     [{}, {"company": ("mayor",)}, {"company": ("chief",)}]),
    ("led_by", [{}, {"by_whom": "keeper vice"}], [{"by_whom": "keeper"}]),
    ("party", [{}], []),
    ("rank", [{"to": "third"}], [{}, {"to": "third chief"}]),
])
def test_conditions_on_who_talks_to_whom(
        condition: str, holds: list[dict[str, Any]], fails: list[dict[str, Any]]) -> None:
    for cases, expected in ((holds, []), (fails, [f"REFUSED GUARD {condition}"])):
        for details in cases:
            world = draft("2026-03-20", **details)
            assert met_by(world, GUARDED[condition], HELD, "t") == expected


@pytest.mark.parametrize(("condition", "facts", "holds"), [
    ("happened", [], False),
    ("happened", [event(CONSULTED, "2026-03-05", "t")], True),
    ("happened", [event(CONSULTED, "2026-03-20", "t")], True),
    ("happened", [event(CONSULTED, "2026-03-21", "t")], False),
    ("happened", [event(CONSULTED, "2020-03-05", cadre="chief")], True),
    ("happened", [event(CONSULTED, "2026-03-05", unit="bureau")], True),
    ("happened", [event(CONSULTED, "2026-03-05", cadre="keeper")], False),
    ("happened", [event(CONSULTED, "2026-03-05", "other")], False),
    ("fresh", [event(FINDING_RECORDED, "2026-03-05", cadre="chief")], True),
    ("fresh", [event(FINDING_RECORDED, "2026-02-05", cadre="chief"), held("2026-03-01", "chief")],
     False),  # used up by that talk
    ("fresh", [event(FINDING_RECORDED, "2026-03-01", cadre="chief"), held("2026-03-01", "chief")], True),
    ("fresh", [event(FINDING_RECORDED, "2026-02-05", cadre="chief"), held("2026-03-20", "chief")],
     False),  # used up that very day
    ("fresh", [event(FINDING_RECORDED, "2026-02-05", cadre="chief"), held("2026-03-01", "chief", kind="warning")],
     True),
    ("fresh", [event(FINDING_RECORDED, "2026-02-05", cadre="chief"), held("2026-03-01", "chief", regulation="other")],
     True),
    ("fresh", [event(FINDING_RECORDED, "2026-02-05", "t"), held("2026-03-01", "chief")],
     True),  # recorded in this very one
    ("talked", [], False),
    ("talked", [held("2026-03-01", "chief")], True),
    ("talked", [held("2026-03-01", "chief", kind="warning")], False),
    ("talked", [held("2026-03-01", "chief", regulation="other")], False),
    ("talked", [held("2026-03-21", "chief")], False),
    ("talked_since", [held("2026-03-01", "chief")], False),  # after what has not happened
    ("talked_since", [held("2026-03-01", "chief"), event(SANCTIONED, "2026-03-01", cadre="chief")], True),
    ("talked_since", [held("2026-03-01", "chief"), event(SANCTIONED, "2026-03-02", cadre="chief")], False),
    ("talked_since", [held("2026-03-01", "chief"), event(SANCTIONED, "2026-02-02", cadre="chief"),
                      event(SANCTIONED, "2026-03-02", cadre="chief")], False),
    ("both", [event(CONSULTED, "2026-03-05", "t")], False),
    ("either", [event(CONSULTED, "2026-03-05", "t")], True),
    ("either", [], False),
    ("never", [], False),
])
def test_conditions_on_what_happened(condition: str, facts: list[Fact], *, holds: bool) -> None:
    expected = [] if holds else [f"REFUSED GUARD {condition}"]
    assert met_by(draft("2026-03-20", *facts), GUARDED[condition], HELD, "t") == expected


@pytest.mark.parametrize(("condition", "act", "holds"), [
    ("falls_in", {"on": DAY("2026-03-25")}, True),
    ("falls_in", {"on": DAY("2026-03-24")}, False),
    ("addressed", {"addressee": "interviewee"}, True),
    ("addressed", {"addressee": "unit"}, False),
    ("addressed", {}, False),
    ("filled", {"fields": {"time", "note"}}, True),
    ("filled", {"fields": {"note"}}, False),
])
def test_conditions_on_the_act(condition: str, act: dict[str, object], *, holds: bool) -> None:
    expected = [] if holds else [f"REFUSED GUARD {condition}"]
    assert met_by(draft("2026-03-20"), GUARDED[condition], HELD, "t", **act) == expected


@pytest.mark.parametrize(("condition", "appointment", "holds"), [
    ("manner", seat("new", "bureau", "deputy", manner="presiding"), True),
    ("manner", seat("new", "bureau", "deputy"), False),
    ("marked", seat("new", "bureau", "deputy", marks={"managed"}), True),
    ("marked", seat("new", "bureau", "deputy", marks={"other"}), False),
    ("rank", seat("new", "bureau", "deputy", rank=3), True),
    ("rank", seat("new", "bureau", "deputy", rank=4), False),
    ("rank", seat("new", "bureau", "deputy", "2026-03-21"), False),  # he holds no post that day
])
def test_conditions_on_posts(condition: str, appointment: Fact, *, holds: bool) -> None:
    assert met_by(draft("2026-03-20", appointment, to="new"), GUARDED[condition], HELD, "t") == (
        [] if holds else [f"REFUSED GUARD {condition}"])


# Guards: of what


@pytest.mark.parametrize(("one", "code", "to", "expected"), [
    (guard("g", HELD, about=MEMBER), HELD, "third", ["REFUSED GUARD g"]),
    (guard("g", HELD, about=MEMBER), HELD, "chief", []),  # not about him
    (guard("g", HELD, about=MEMBER), HELD, "chief third", ["REFUSED GUARD g"]),
    (guard("g", HELD, about=MEMBER, needs=selected(MEMBER)), HELD, "chief third", []),  # asked only of whom it is about
    (guard("g", HELD, kinds=(WARNING,)), HELD, "third", []),
    (guard("g", HELD, about=MEMBER, force=SHOULD), HELD, "third", ["REASON GUARD g"]),
    (guard("g", NOTIFIED, about=MEMBER), HELD, "third", []),
])
def test_a_guard_stands_before_its_step_for_its_kinds_and_people(
        one: Guard, code: str, to: str, expected: list[str]) -> None:
    assert met_by(draft("2026-03-20", to=to), small(one), code, "t") == expected


@pytest.mark.parametrize(("facts", "expected"), [
    ([], ["REFUSED GUARD g"]),
    ([event("complained", "2026-03-05", "t", cadre="third")], []),
    ([event("complained", "2026-03-05", "t", cadre="chief")], ["REFUSED GUARD g"]),  # it happened to the other
    ([event("complained", "2026-03-05", "t")], []),
])
def test_what_happened_to_another_interviewee_is_not_enough(facts: list[Event], expected: list[str]) -> None:
    regulation = small(guard("g", HELD, about=MEMBER, needs=happened("complained")))
    assert met_by(draft("2026-03-20", *facts, to="chief third"), regulation, HELD, "t") == expected


def test_an_act_outside_any_interview_is_guarded_too() -> None:
    regulation = small(guard("g", APPOINTMENT_DECIDED, needs=talked("routine"), about=BUREAU),
                       guard("k", "praised", kinds=(ROUTINE,)))
    assert met_by(town("2026-03-20"), regulation, APPOINTMENT_DECIDED, cadre="chief") == ["REFUSED GUARD g"]
    assert met_by(town("2026-03-20"), regulation, APPOINTMENT_DECIDED, cadre="clerk") == []
    assert met_by(town("2026-03-20", held("2026-03-01", "chief")), regulation, APPOINTMENT_DECIDED, cadre="chief") == []
    assert met_by(town("2026-03-20"), regulation, "praised", cadre="chief") == []  # of a kind: not outside one


@pytest.mark.parametrize("act", [APPOINTMENT_DECIDED, TOOK_OFFICE])
def test_an_appointment_is_looked_at_by_the_post_to_come(act: str) -> None:
    regulation = small(guard("g", act, about=rank(low=Rank.SECTION),
                             needs=happened("praised") & selected(rank(low=Rank.SECTION))))
    promoted = seat("scribe", "bureau", "deputy", "2026-06-01", decided="2026-05-10", rank=3)
    assert met_by(town("2026-05-09", promoted), regulation, act, cadre="scribe") == []
    assert met_by(town("2026-05-10", promoted), regulation, act, cadre="scribe") == ["REFUSED GUARD g"]
    assert met_by(town("2026-05-10", promoted, event("praised", "2026-05-01", cadre="scribe")), regulation, act,
                  cadre="scribe") == []
