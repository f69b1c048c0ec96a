"""What an attempt meets: the order of steps, who acts, his company and guests."""

from __future__ import annotations

from typing import Any

import pytest
from small_regulations import (
    BUREAU,
    BY_HEADS,
    BY_MAYOR,
    HEAD,
    MEMBER,
    OFFICE,
    PROCEDURE,
    STAFF,
    TOWN,
    WARNING,
    pairing,
    small,
    step,
)
from small_worlds import Fact, event, met_by, talk, town

from yuetan.engine.world import Event, Placement, World
from yuetan.rules import (
    APPROVED,
    CONSULTED,
    FILED,
    HELD,
    MAY,
    NOTIFIED,
    OWN_UNIT,
    POSTPONED,
    PROPOSED,
    RECORDED,
    SHOULD,
    WITHDRAWN,
    Pairing,
    Relation,
    post,
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
    (HELD, "third", "", "", ["REFUSED PAIRING heads"]),  # a talk that nobody holds
    (PROPOSED, "chief", "mayor", "clerk", []),
    (PROPOSED, "chief", "mayor", "mayor", ["REFUSED PAIRING propose mayor"]),
    (PROPOSED, "scribe", "mayor", "scribe", ["REFUSED PAIRING propose scribe"]),  # nobody acts on his own case
    (PROPOSED, "chief", "mayor", "", []),  # nobody is named yet
    (NOTIFIED, "chief", "mayor", "third", []),  # a step no pairing speaks of
])
def test_who_takes_a_step(code: str, to: str, by_whom: str, actor: str, expected: list[str]) -> None:
    assert met_by(draft("2026-03-20", to=to, by_whom=by_whom), TWO_TIERS, code, "t", actor=actor) == expected


def test_the_rule_shown_is_one_for_the_step_that_is_taken() -> None:
    regulation = small(BY_MAYOR, pairing("propose", by=OFFICE, to=MEMBER, step=PROPOSED))
    assert met_by(draft("2026-03-20"), regulation, PROPOSED, "t", actor="clerk") == ["REFUSED PAIRING propose clerk"]


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


STATIONED = Relation("派驻的单位", above=1)
BESIDE = pairing("heads", by=BUREAU & HEAD, to=MEMBER, relation=OWN_UNIT, company=(OFFICE | TOWN,),
                 deputy=OFFICE & HEAD, guests=OFFICE & STAFF, beside=STATIONED)
ELSEWHERE = Placement(unit="office", name="office", parent="station")


@pytest.mark.parametrize(("facts", "by_whom", "details", "expected"), [
    ((), "chief", {"company": ("clerk",)}, []),
    ((), "chief", {"company": ("vice",)}, ["REFUSED COMPANY heads"]),  # one of the company, but not beside the bureau
    ((ELSEWHERE,), "chief", {"company": ("clerk",)}, ["REFUSED COMPANY heads"]),
    ((), "clerk", {"entrusted": True}, []),
    ((ELSEWHERE,), "clerk", {"entrusted": True}, ["REFUSED PAIRING heads clerk"]),
    ((), "chief scribe", {"company": ("clerk",)}, []),
    ((ELSEWHERE,), "chief scribe", {"company": ("clerk",)}, [
        "REFUSED PAIRING heads scribe", "REFUSED COMPANY heads"]),
])
def test_those_beside_the_talker_lie_as_the_pairing_says(
        facts: tuple[Fact, ...], by_whom: str, details: dict[str, Any], expected: list[str]) -> None:
    world = draft("2026-03-20", *facts, to="third", by_whom=by_whom, **details)
    assert met_by(world, small(BESIDE), HELD, "t") == expected


def test_nobody_keeps_himself_company() -> None:
    regulation = small(pairing("heads", by=HEAD, to=BUREAU, relation=OWN_UNIT, company=(BUREAU & ~HEAD,)))
    for company, expected in ((("third",), ["REFUSED COMPANY heads"]), (("second",), []), (("third", "second"), [])):
        world = draft("2026-03-20", to="third", by_whom="chief", company=company)
        assert met_by(world, regulation, HELD, "t") == expected


@pytest.mark.parametrize(("company", "expected"), [
    (("second",), []),
    (("clerk",), ["REASON COMPANY heads"]),  # somebody else stands in for him
    ((), ["REFUSED COMPANY heads"]),
    (("third",), ["REFUSED COMPANY heads"]),
])
def test_somebody_stands_in_for_a_companion_who_is_talked_to_himself_and_a_reason_is_given(
        company: tuple[str, ...], expected: list[str]) -> None:
    regulation = small(pairing("heads", by=HEAD, to=BUREAU, relation=OWN_UNIT, company=(BUREAU & ~HEAD,)))
    world = draft("2026-03-20", to="third", by_whom="chief", company=company)
    assert met_by(world, regulation, HELD, "t") == expected
