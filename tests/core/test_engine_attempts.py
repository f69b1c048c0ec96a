"""What an attempt meets: order, talkers and their company, guards, terms, fields."""

from __future__ import annotations

from typing import Any

import pytest
from small_regulations import (
    BEFORE_OFFICE,
    BUREAU,
    BY_HEADS,
    BY_MAYOR,
    GUARDED,
    HEAD,
    MEMBER,
    NOTICE,
    OFFICE,
    PROCEDURE,
    ROUTINE,
    STAFF,
    TOWN,
    WARNING,
    duty,
    guard,
    pairing,
    small,
    step,
)
from small_worlds import DAY, Fact, event, held, met_by, seat, talk, town

from yuetan.engine.world import Event, World
from yuetan.rules import (
    APPOINTMENT_DECIDED,
    APPROVED,
    CONSULTED,
    FILED,
    FINDING_RECORDED,
    HELD,
    INTERVIEWEE,
    MAY,
    NOTIFIED,
    ORGANISER,
    OWN_UNIT,
    POSTPONED,
    PROPOSED,
    RECORDED,
    RECTIFIED,
    SANCTIONED,
    SHOULD,
    TOOK_OFFICE,
    WITHDRAWN,
    YEAR,
    Due,
    Guard,
    Pairing,
    Rank,
    Tick,
    between,
    by,
    days_before,
    departed,
    happened,
    led_by,
    months_after,
    post,
    rank,
    selected,
    staffed,
    talked,
    workdays_before,
)


def draft(as_of: str, *facts: Fact, to: str = "chief", by_whom: str = "mayor", planned: str = "",
          **details: Any) -> World:  # noqa: ANN401 - the fields of an interview
    told = {"kind": "routine", "to": to, "by": by_whom, "planned": planned, **details}
    return town(as_of, talk("t", **told), *facts)


def steps(*codes: str) -> list[Event]:
    """Steps taken one a day from 2 March 2026 on."""
    return [event(code, f"2026-03-{number:02d}", "t") for number, code in enumerate(codes, start=2)]


# Order


@pytest.mark.parametrize(("code", "taken", "kind", "expected"), [
    (PROPOSED, [], "routine", []),
    (NOTIFIED, [], "routine", ["REFUSED ORDER notified needs proposed"]),
    (NOTIFIED, [PROPOSED], "routine", []),
    (CONSULTED, [], "routine", ["REASON ORDER consulted needs proposed"]),  # a step that should
    (POSTPONED, [], "routine", []),  # one that may comes in any order
    (RECORDED, [PROPOSED], "warning", ["REFUSED ORDER recorded needs held"]),
    (RECORDED, [PROPOSED], "routine", []),  # no step of this kind
    (WITHDRAWN, [], "routine", []),  # no step at all
    (CONSULTED, [PROPOSED, FILED], "routine", ["REFUSED ENDED consulted"]),
    (CONSULTED, [PROPOSED, WITHDRAWN], "routine", ["REFUSED ENDED consulted"]),
    ("report", [PROPOSED, FILED], "warning", []),  # a paper may still come in
])
def test_steps_come_in_their_order(code: str, taken: list[str], kind: str, expected: list[str]) -> None:
    fields = {"measures", "time"}
    assert met_by(draft("2026-03-20", *steps(*taken), kind=kind), PROCEDURE, code, "t", fields=fields) == expected


def test_a_step_of_other_kinds_is_not_waited_for() -> None:
    regulation = small(step(PROPOSED), step(APPROVED, PROPOSED, kinds=(WARNING,)), step(NOTIFIED, APPROVED))
    assert met_by(draft("2026-03-20", *steps(PROPOSED)), regulation, NOTIFIED, "t") == []
    assert met_by(draft("2026-03-20", *steps(PROPOSED), kind="warning"), regulation, NOTIFIED, "t") == [
        "REFUSED ORDER notified needs approved"]


@pytest.mark.parametrize(("let_go", "expected"), [
    (["chief"], []), (["chief", "keeper"], ["REFUSED ENDED notified"]), ([""], ["REFUSED ENDED notified"])])
def test_an_interview_goes_on_until_everyone_is_let_go(let_go: list[str], expected: list[str]) -> None:
    gone = [event(WITHDRAWN, "2026-03-05", "t", cadre=who) for who in let_go]
    regulation = small(step(PROPOSED), step(NOTIFIED, PROPOSED))
    world = draft("2026-03-20", *steps(PROPOSED), *gone, to="chief keeper")
    assert met_by(world, regulation, NOTIFIED, "t") == expected


# Who acts

TWO_TIERS = small(BY_MAYOR, BY_HEADS, pairing("propose", by=OFFICE, step=PROPOSED))


@pytest.mark.parametrize(("code", "to", "by_whom", "actor", "expected"), [
    (HELD, "chief", "mayor", "", []),
    (HELD, "chief", "keeper", "", ["REFUSED PAIRING mayor keeper"]),
    (HELD, "chief", "mayor keeper", "", ["REFUSED PAIRING mayor keeper"]),
    (HELD, "chief third", "mayor", "", ["REFUSED PAIRING heads mayor"]),  # he may talk to one of the two
    (HELD, "vice", "chief", "", ["REFUSED PAIRING heads chief"]),
    (HELD, "mayor", "chief", "", ["REFUSED PAIRING mayor chief"]),  # whom nobody covers: the first for a talk
    (HELD, "chief", "chief", "", ["REFUSED PAIRING mayor chief"]),  # himself
    (PROPOSED, "chief", "mayor", "clerk", []),
    (PROPOSED, "chief", "mayor", "mayor", ["REFUSED PAIRING propose mayor"]),
    (PROPOSED, "scribe", "mayor", "scribe", ["REFUSED PAIRING propose scribe"]),  # nobody acts on his own case
    (PROPOSED, "chief", "mayor", "", []),  # nobody is named yet
    (NOTIFIED, "chief", "mayor", "third", []),  # a step no pairing speaks of
])
def test_who_takes_a_step(code: str, to: str, by_whom: str, actor: str, expected: list[str]) -> None:
    assert met_by(draft("2026-03-20", to=to, by_whom=by_whom), TWO_TIERS, code, "t", actor=actor) == expected


def test_where_all_say_should_a_reason_is_asked_for_and_the_rule_that_binds_is_shown() -> None:
    regulation = small(pairing("free", by=TOWN, force=MAY), pairing("own", by=HEAD, relation=OWN_UNIT, force=SHOULD))
    assert met_by(draft("2026-03-20", to="third", by_whom="keeper"), regulation, HELD,
                  "t") == ["REASON PAIRING own keeper"]


def test_grounds_and_deputies_are_the_interviews() -> None:
    regulation = small(pairing("named", by=TOWN & HEAD, grounds=("2.1",)),
                       pairing("own", by=HEAD, relation=OWN_UNIT, deputy=post("deputy")))
    for details, by_whom, expected in (
            ({}, "chief", []), ({"grounds": ("2.1",)}, "chief",
                                ["REFUSED PAIRING named chief"]), ({"grounds": ("2.1",)}, "mayor", []),
            ({}, "second", ["REFUSED PAIRING own second"]), ({"entrusted": True}, "second", [])):
        assert met_by(draft("2026-03-20", to="third", by_whom=by_whom, **details), regulation, HELD, "t") == expected


# Company and guests

ACCOMPANIED = pairing("heads", by=HEAD, to=MEMBER | STAFF, relation=OWN_UNIT, company=(OFFICE, TOWN),
                      guests=BUREAU & HEAD)
ALONE = pairing("alone", by=TOWN & HEAD | BUREAU & HEAD, to=MEMBER, force=MAY)


@pytest.mark.parametrize(("pairings", "by_whom", "company", "expected"), [
    ((ACCOMPANIED,), "chief", "clerk vice", []),
    ((ACCOMPANIED,), "chief vice", "clerk", []),  # a talker beside him counts as company
    ((ACCOMPANIED,), "chief clerk vice", "", []),
    ((ACCOMPANIED,), "chief", "clerk scribe", ["REFUSED COMPANY heads"]),  # each selector by someone
    ((ACCOMPANIED,), "chief", "", ["REFUSED COMPANY heads"]),
    ((ACCOMPANIED,), "chief keeper", "clerk vice", []),  # a guest
    ((ACCOMPANIED,), "chief second", "clerk vice", ["REFUSED PAIRING heads second"]),  # neither
    ((ACCOMPANIED,), "keeper chief", "clerk vice", ["REFUSED PAIRING heads keeper"]),  # a guest does not lead
    ((ACCOMPANIED, ALONE), "chief", "", []),  # he may also talk in another way, alone
    ((ALONE, ACCOMPANIED), "chief", "", []),
])
def test_company_is_there_and_guests_may_be(
        pairings: tuple[Pairing, ...], by_whom: str, company: str, expected: list[str]) -> None:
    world = draft("2026-03-20", to="third", by_whom=by_whom, company=tuple(company.split()))
    assert met_by(world, small(*pairings), HELD, "t") == expected


def test_nobody_keeps_himself_company() -> None:
    regulation = small(pairing("heads", by=HEAD, to=BUREAU, relation=OWN_UNIT, company=(BUREAU & ~HEAD,)))
    for company, expected in ((("third",), ["REFUSED COMPANY heads"]), (("second",), []), (("third", "second"), [])):
        world = draft("2026-03-20", to="third", by_whom="chief", company=company)
        assert met_by(world, regulation, HELD, "t") == expected


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


# A duty due before a step guards that step

NOTICED = small(step(PROPOSED), step(NOTIFIED, PROPOSED), step(HELD),
                duty("notice", owed_by=ORGANISER, to=INTERVIEWEE, done=NOTIFIED, due=days_before(HELD, 3)))
MISSED = "REFUSED NOT_DONE notice chief needs notified until 2026-03-17"


@pytest.mark.parametrize(("facts", "expected"), [
    ([], [MISSED]),
    ([event(NOTIFIED, "2026-03-17", "t")], []),
    ([event(NOTIFIED, "2026-03-18", "t")], [MISSED]),
    ([event(NOTIFIED, "2026-03-18", "t"), event(departed("notice"), "2026-03-19", "t", reason="本人同意")], []),
    ([event(NOTIFIED, "2026-03-17", "t", cadre="keeper")], [MISSED]),  # to somebody else
    ([event(HELD, "2026-03-19", "t")], []),  # the talk was held already: what was missed shows as missed
])
def test_what_was_not_done_in_time_stands_against_the_step(facts: list[Event], expected: list[str]) -> None:
    assert met_by(draft("2026-03-20", *steps(PROPOSED), *facts), NOTICED, HELD, "t") == expected


def test_each_interviewee_is_to_be_told() -> None:
    world = draft("2026-03-20", *steps(PROPOSED), event(NOTIFIED, "2026-03-17", "t", cadre="keeper"), to="chief keeper")
    assert met_by(world, NOTICED, HELD, "t") == [MISSED]


@pytest.mark.parametrize(("on", "planned", "expected"), [
    ("2026-03-17", "2026-03-20", []),
    ("2026-03-18", "2026-03-20", ["REFUSED TOO_LATE notice chief needs held until 2026-03-17 from 2026-03-21"]),
    ("2026-03-18", "", []),  # no day is planned
])
def test_an_act_that_comes_too_late_before_the_planned_day_says_which_day_would_do(
        on: str, planned: str, expected: list[str]) -> None:
    assert met_by(draft(on, *steps(PROPOSED), planned=planned), NOTICED, NOTIFIED, "t") == expected


def test_working_days_are_counted_back_over_a_festival() -> None:
    regulation = small(duty("notice", owed_by=ORGANISER, done=NOTIFIED, due=workdays_before(HELD, 2)))
    world = town("2026-02-14", talk("t", "routine", "chief", "mayor", "2026-02-24"), event(PROPOSED, "2026-02-02", "t"))
    assert met_by(world, regulation, NOTIFIED, "t") == [
        "REFUSED TOO_LATE notice needs held until 2026-02-13 from 2026-02-25"]


def test_who_was_told_in_time_may_be_told_once_more() -> None:
    world = draft("2026-03-19", *steps(PROPOSED), event(NOTIFIED, "2026-03-15", "t"), planned="2026-03-20")
    assert met_by(world, NOTICED, NOTIFIED, "t") == []


@pytest.mark.parametrize(("force", "expected"), [(SHOULD, ["REASON"]), (MAY, [])])
def test_a_term_is_as_strong_as_its_duty(force: object, expected: list[str]) -> None:
    regulation = small(duty("notice", owed_by=ORGANISER, done=NOTIFIED, due=days_before(HELD, 3), force=force))
    found = met_by(draft("2026-03-20", *steps(PROPOSED)), regulation, HELD, "t")
    assert [one.split()[0] for one in found] == expected


@pytest.mark.parametrize(("fields", "facts", "expected"), [
    ({"kinds": (WARNING,)}, [], []),
    ({"about": MEMBER}, [], []),
    ({"when": happened("complained")}, [], []),
    ({"when": happened("complained")}, [event("complained", "2026-03-05", "t")],
     ["REFUSED NOT_DONE notice needs notified until 2026-03-17"]),
    ({"on": APPROVED}, [], []),
    ({"on": APPROVED}, [event(APPROVED, "2026-03-05", "t")],
     ["REFUSED NOT_DONE notice needs notified until 2026-03-17"]),
    ({"on": APPROVED}, [event(APPROVED, "2026-03-05", "t"), event(NOTIFIED, "2026-03-06", "t")], []),
    ({"on": APPROVED}, [event(APPROVED, "2026-03-05", "u")], []),  # in another interview
])
def test_only_a_duty_that_has_arisen_guards(fields: dict[str, object], facts: list[Event], expected: list[str]) -> None:
    regulation = small(duty("notice", owed_by=ORGANISER, done=NOTIFIED, due=days_before(HELD, 3), **fields))
    assert met_by(draft("2026-03-20", *steps(PROPOSED), *facts), regulation, HELD, "t") == expected


def test_a_periodic_duty_guards_no_step() -> None:
    regulation = small(duty("plan", owed_by=TOWN & HEAD, each=YEAR, done="issued", due=days_before(HELD, 3)))
    assert met_by(draft("2026-03-20", *steps(PROPOSED)), regulation, HELD, "t") == []


def test_a_duty_for_the_interview_as_a_whole_is_missed_once_and_by_nobody_in_particular() -> None:
    regulation = small(duty("plan", owed_by=ORGANISER, done=APPROVED, due=by(HELD)))
    assert met_by(draft("2026-03-20", *steps(PROPOSED), to="chief keeper"), regulation, HELD, "t") == [
        "REFUSED NOT_DONE plan needs approved until 2026-03-20"]
    assert met_by(draft("2026-03-20", *steps(PROPOSED), event(APPROVED, "2026-03-20", "t")), regulation, HELD,
                  "t") == []


def test_a_duty_may_be_due_before_the_proposal_itself() -> None:
    regulation = small(duty("plan", owed_by=ORGANISER, done=CONSULTED, due=by(PROPOSED)))
    assert met_by(draft("2026-03-20"), regulation, PROPOSED,
                  "t") == ["REFUSED NOT_DONE plan needs consulted until 2026-03-20"]


def test_a_talk_due_before_taking_office_stands_against_taking_office() -> None:
    promoted = (seat("scribe", "bureau", "deputy", "2026-06-01", decided="2026-05-10", rank=3),
                event(APPOINTMENT_DECIDED, "2026-05-10", cadre="scribe"))
    missing = ["REFUSED NOT_DONE coming scribe needs held until 2026-05-31"]
    assert met_by(town("2026-06-01", *promoted), BEFORE_OFFICE, TOOK_OFFICE, cadre="scribe") == missing
    talked_to = held("2026-05-31", "scribe", "vice", "coming", family="pre_appointment")
    assert met_by(town("2026-06-01", *promoted, talked_to), BEFORE_OFFICE, TOOK_OFFICE, cadre="scribe") == []
    assert met_by(town("2026-06-01", *promoted), BEFORE_OFFICE, TOOK_OFFICE, cadre="clerk") == []


# Windows

WINDOW = small(duty("learn", owed_by=INTERVIEWEE, done="answered", due=between(APPROVED, HELD)),
               duty("look_back", owed_by=INTERVIEWEE, done="reported",
                    due=Due(HELD, 2, Tick.MONTH, opens=months_after(HELD, 1))))


@pytest.mark.parametrize(("code", "on", "facts", "expected"), [
    ("answered", "2026-03-10", [event(APPROVED, "2026-03-05", "t")], []),
    ("answered", "2026-03-05", [event(APPROVED, "2026-03-05", "t")],
     ["REFUSED TOO_EARLY learn chief needs answered from 2026-03-06"]),
    ("answered", "2026-03-10", [], ["REFUSED TOO_EARLY learn chief needs answered"]),  # what opens it has not happened
    ("answered", "2026-03-20", [event(APPROVED, "2026-03-05", "t")],
     ["REFUSED TOO_LATE learn chief needs held until 2026-03-19 from 2026-03-21"]),
    ("reported", "2026-04-10", [event(HELD, "2026-03-20", "t")],
     ["REFUSED TOO_EARLY look_back chief needs reported from 2026-04-20"]),
    ("reported", "2026-04-20", [event(HELD, "2026-03-20", "t")], []),
    ("reported", "2026-06-20", [event(HELD, "2026-03-20", "t")], []),  # late, and better late than never
])
def test_an_act_waits_for_its_window(code: str, on: str, facts: list[Event], expected: list[str]) -> None:
    assert met_by(draft(on, *steps(PROPOSED), *facts, planned="2026-03-20"), WINDOW, code, "t") == expected


# Fields


@pytest.mark.parametrize(("code", "kind", "fields", "expected"), [
    (NOTIFIED, "routine", set(), ["REFUSED FIELD notice needs time"]),
    (NOTIFIED, "routine", {"time"}, []),
    ("report", "warning", {"note"}, ["REFUSED FIELD report needs measures"]),
    ("report", "warning", {"measures"}, []),  # a note is not required
    ("notice", "routine", set(), ["REFUSED FIELD notice needs time"]),  # the paper by itself
    (RECTIFIED, "routine", set(), []),
])
def test_the_fields_of_a_paper_are_filled(code: str, kind: str, fields: set[str], expected: list[str]) -> None:
    world = draft("2026-03-10", *steps(PROPOSED), kind=kind)
    assert [one for one in met_by(world, PROCEDURE, code, "t", fields=fields) if "FIELD" in one] == expected


# When


def test_what_happened_after_the_day_of_the_act_is_not_seen() -> None:
    world = draft("2026-06-01", *steps(PROPOSED), event(NOTIFIED, "2026-03-17", "t"),
                  event(WITHDRAWN, "2026-04-01", "t"))
    assert met_by(world, NOTICED, HELD, "t", on=DAY("2026-03-20")) == []
    assert met_by(world, NOTICED, HELD, "t",
                  on=DAY("2026-03-16")) == ["REFUSED NOT_DONE notice chief needs notified until 2026-03-13"]
    assert met_by(world, NOTICED, HELD, "t", on=DAY("2026-04-02")) == ["REFUSED ENDED held"]


def test_a_draft_is_tried_as_it_is() -> None:
    """An interview nobody has recorded yet, or with another day than the recorded one."""
    recorded = talk("t", "routine", "chief", "mayor", "2026-03-20")
    redrawn = talk("t", "routine", "chief", "mayor", "2026-03-25")
    new = talk("n", "routine", "chief", "keeper", "2026-03-25")
    world = town("2026-03-20", recorded, *steps(PROPOSED))
    for interview, on, expected in (
            (recorded, "2026-03-20", ["REFUSED TOO_LATE notice chief needs held until 2026-03-17 from 2026-03-23"]),
            (redrawn, "2026-03-20", []),
            (redrawn, "2026-03-23", ["REFUSED TOO_LATE notice chief needs held until 2026-03-22 from 2026-03-26"])):
        assert met_by(world, NOTICED, NOTIFIED, interview=interview, on=DAY(on)) == expected
    assert met_by(world, small(BY_MAYOR), HELD, interview=new) == ["REFUSED PAIRING mayor keeper"]


def test_everything_that_stands_against_an_act_is_told_at_once() -> None:
    regulation = small(BY_MAYOR, step(PROPOSED), step(NOTIFIED, PROPOSED), step(HELD, NOTIFIED), NOTICE,
                       guard("alone", HELD, kinds=(ROUTINE,), needs=staffed(2), force=SHOULD),
                       guard("leader", HELD, needs=led_by(TOWN)),
                       duty("notice", owed_by=ORGANISER, done=NOTIFIED, material=NOTICE, due=days_before(HELD, 3)))
    assert met_by(draft("2026-03-20", *steps(PROPOSED), by_whom="keeper"), regulation, HELD, "t") == [
        "REFUSED ORDER held needs notified", "REFUSED PAIRING mayor keeper", "REASON GUARD alone",
        "REFUSED GUARD leader", "REFUSED NOT_DONE notice needs notified until 2026-03-17"]
