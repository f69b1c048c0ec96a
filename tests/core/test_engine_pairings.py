"""Who may do which step to whom: forces, grounds, deputies, posts to come, and what nobody may."""

from __future__ import annotations

import pytest
from small_regulations import (
    BUREAU,
    BY_HEADS,
    BY_MAYOR,
    COMING,
    HEAD,
    MEMBER,
    OFFICE,
    ROUTINE,
    STAFF,
    TOWN,
    WARNING,
    pairing,
    small,
)
from small_worlds import permission, seat, town, who_may, who_owes

from yuetan.rules import (
    APPROVED,
    MAY,
    OWN_UNIT,
    PORTFOLIO,
    PROPOSED,
    SHOULD,
    WITHIN,
    Pairing,
    Rank,
    manner,
    marked,
    nobody,
    party,
    post,
    rank,
)

NOW = "2026-06-01"

# Forces

MUST_OWN = pairing("own", by=HEAD, to=MEMBER | STAFF, relation=OWN_UNIT)
SHOULD_OWN = pairing("own", by=HEAD, to=MEMBER | STAFF, relation=OWN_UNIT, force=SHOULD)
MAY_TOWN = pairing("town", by=TOWN, to=MEMBER, force=MAY)


@pytest.mark.parametrize(("pairings", "by", "to", "expected"), [
    ((MUST_OWN,), "chief", "third", "PERMITTED own"),
    ((MUST_OWN,), "keeper", "third", "REFUSED"),
    ((SHOULD_OWN,), "chief", "third", "PERMITTED own"),
    ((SHOULD_OWN,), "keeper", "third", "REASON"),  # 原则上: another gives a reason
    ((SHOULD_OWN,), "second", "third", "REASON"),
    ((SHOULD_OWN,), "keeper", "clerk", "REFUSED"),  # whom no pairing covers
    ((SHOULD_OWN, pairing("second", by=TOWN & HEAD, to=MEMBER)), "keeper", "third", "REFUSED"),  # one of them must
    ((SHOULD_OWN, pairing("second", by=TOWN & HEAD, to=MEMBER)), "mayor", "third", "PERMITTED second"),
    ((SHOULD_OWN, MAY_TOWN), "keeper", "third", "REASON"),  # what may makes it no stricter
    ((SHOULD_OWN, MAY_TOWN), "vice", "third", "PERMITTED town"),
    ((MAY_TOWN,), "vice", "third", "PERMITTED town"),
    ((MAY_TOWN,), "chief", "third", "REFUSED"),  # none that binds
    ((MUST_OWN, MAY_TOWN), "vice", "third", "PERMITTED town"),
    ((pairing("all"), MUST_OWN), "chief", "third", "PERMITTED all own"),  # in the order of the articles
])
def test_where_all_say_should_another_gives_a_reason_else_he_is_refused(
        pairings: tuple[Pairing, ...], by: str, to: str, expected: str) -> None:
    assert permission(town(NOW), small(*pairings), by, to) == expected


def test_owners_are_those_of_pairings_that_bind() -> None:
    regulation = small(MAY_TOWN, SHOULD_OWN, pairing("second", by=TOWN & HEAD, to=MEMBER))
    assert who_may(town(NOW), regulation, "third") == {"mayor", "vice", "chief"}
    assert who_owes(town(NOW), regulation, "third") == {"mayor", "chief"}


# Kinds, steps and grounds


@pytest.mark.parametrize(("what", "expected"), [
    ({"kind": "routine"}, "PERMITTED heads"),
    ({"kind": "warning"}, "REFUSED"),
    ({"kind": "routine", "step": PROPOSED}, "REFUSED"),
])
def test_a_pairing_speaks_of_its_kinds_and_its_step(what: dict[str, str], expected: str) -> None:
    regulation = small(pairing("heads", by=HEAD, relation=OWN_UNIT, kinds=(ROUTINE,)),
                       pairing("warn", by=TOWN, kinds=(WARNING,)))
    assert permission(town(NOW), regulation, "chief", "third", **what) == expected


NAMED = pairing("named", by=TOWN & HEAD, to=BUREAU, grounds=("2.1",))
LISTED = pairing("listed", by=TOWN & ~HEAD, to=BUREAU, grounds=("2",))
PLAIN = pairing("plain", by=HEAD, relation=OWN_UNIT)


@pytest.mark.parametrize(("pairings", "grounds", "expected"), [
    ((NAMED, PLAIN), ("2.1",), {"mayor"}),  # the one that names the ground comes first
    ((NAMED, PLAIN), ("2.2",), {"chief"}),
    ((NAMED, PLAIN), (), {"chief"}),
    ((NAMED, PLAIN), ("2.2", "2.1"), {"mayor"}),
    ((PLAIN, LISTED), ("2.2",), {"vice"}),  # it names the place under which the ground is listed
    ((NAMED, LISTED, PLAIN), ("2.1",), {"mayor", "vice"}),
    ((NAMED,), (), set()),  # and speaks of nothing else
    ((LISTED, PLAIN), ("3",), {"chief"}),
])
def test_a_pairing_that_names_the_ground_comes_before_those_that_name_none(
        pairings: tuple[Pairing, ...], grounds: tuple[str, ...], expected: set[str]) -> None:
    assert who_may(town(NOW), small(*pairings), "third", grounds=grounds) == expected


def test_a_pairing_may_look_at_who_is_to_talk() -> None:
    regulation = small(pairing("town_office", by=OFFICE, to=BUREAU, step=PROPOSED, led_by=TOWN),
                       pairing("own", by=BUREAU, to=BUREAU, step=PROPOSED, led_by=BUREAU))
    assert who_may(town(NOW), regulation, "third", step=PROPOSED, talkers=("mayor",)) == {"clerk", "scribe"}
    assert who_may(town(NOW), regulation, "third", step=PROPOSED, talkers=("chief",)) == {"chief", "second", "keeper"}
    assert who_may(town(NOW), regulation, "third", step=PROPOSED) == set()


# Deputies

DEPUTISED = pairing("heads", by=HEAD, to=MEMBER | STAFF, relation=OWN_UNIT, deputy=post("deputy"))


@pytest.mark.parametrize(("by", "entrusted", "expected"), [
    ("chief", False, "PERMITTED heads"),
    ("second", False, "REFUSED"),
    ("second", True, "PERMITTED heads"),
    ("vice", True, "REFUSED"),  # a deputy, but not of this unit
])
def test_a_deputy_talks_when_entrusted(by: str, *, entrusted: bool, expected: str) -> None:
    assert permission(town(NOW), small(DEPUTISED), by, "third", entrusted=entrusted) == expected


def test_an_entrusted_deputy_is_among_those_who_may() -> None:
    assert who_may(town(NOW), small(DEPUTISED), "third") == {"chief"}
    assert who_may(town(NOW), small(DEPUTISED), "third", entrusted=True) == {"chief", "second"}


# What nobody may


@pytest.mark.parametrize(("by", "to", "expected"), [
    ("chief", "chief", "REFUSED"),  # to himself
    ("second", "chief", "REFUSED"),  # to his head
    ("third", "chief", "REFUSED"),
    ("second", "third", "PERMITTED everyone"),
    ("third", "second", "PERMITTED everyone"),
    ("chief", "mayor", "PERMITTED everyone"),  # the head of another unit; whether he may is for the relation to say
    ("mayor", "vice", "PERMITTED everyone"),
])
def test_nobody_talks_upward_or_to_himself(by: str, to: str, expected: str) -> None:
    assert permission(town(NOW), small(pairing("everyone")), by, to) == expected


@pytest.mark.parametrize(("manner", "post", "by", "expected"), [
    ("presiding", "deputy", "second", "REFUSED"),
    ("acting", "deputy", "third", "REFUSED"),
    ("attached", "deputy", "second", "PERMITTED everyone"),
    ("presiding", "member", "second", "PERMITTED everyone"),  # no deputy, and so not in charge
    ("acting", "deputy", "chief", "PERMITTED everyone"),  # the head himself
    ("acting", "deputy", "peer", "PERMITTED everyone"),  # another in charge
    ("acting", "deputy", "keeper", "PERMITTED everyone"),
])
def test_a_deputy_in_charge_stands_in_the_place_of_the_head(manner: str, post: str, by: str, expected: str) -> None:
    world = town(NOW, seat("caretaker", "bureau", post, manner=manner),
                 seat("peer", "bureau", "deputy", manner="presiding"))
    assert permission(world, small(pairing("everyone")), by, "caretaker") == expected


@pytest.mark.parametrize("manner", ["presiding", "acting"])
def test_a_deputy_in_charge_does_not_talk_to_a_head_there_is(manner: str) -> None:
    world = town(NOW, seat("caretaker", "bureau", "deputy", manner=manner))
    assert permission(world, small(pairing("everyone")), "caretaker", "chief") == "REFUSED"


@pytest.mark.parametrize("force", [SHOULD, MAY])
def test_no_reason_helps_one_who_talks_upward(force: object) -> None:
    regulation = small(pairing("mayor", by=TOWN & HEAD, force=force))
    assert permission(town(NOW), regulation, "second", "chief") == "REFUSED"
    assert permission(town(NOW), regulation, "chief", "chief") == "REFUSED"


def test_two_heads_of_one_unit_may_talk_to_each_other() -> None:
    world = town(NOW, seat("keeper", "bureau", "head"))
    assert permission(world, small(pairing("everyone")), "keeper", "chief") == "PERMITTED everyone"


def test_a_deputy_may_propose_a_talk_with_his_head_but_nobody_one_with_himself() -> None:
    regulation = small(pairing("propose", step=PROPOSED), pairing("approve", step=APPROVED))
    assert permission(town(NOW), regulation, "second", "chief", step=PROPOSED) == "PERMITTED propose"
    for step in (PROPOSED, APPROVED):
        assert permission(town(NOW), regulation, "chief", "chief", step=step) == "REFUSED"


# Before an appointment

LEADING = rank(low=Rank.SECTION)
TO_COME = small(pairing("coming", by=TOWN & HEAD, to=BUREAU & LEADING, kinds=(COMING,)))


@pytest.mark.parametrize(("on", "coming", "expected"), [
    ("2026-05-09", True, set()),  # not decided yet
    ("2026-05-10", True, {"mayor"}),
    ("2026-05-10", False, set()),
    ("2026-06-01", False, {"mayor"}),  # the post has begun
    ("2026-06-01", True, {"mayor"}),
])
def test_before_an_appointment_the_post_to_come_is_read(
        on: str, *, coming: bool, expected: set[str]) -> None:
    world = town(on, seat("scribe", "bureau", "deputy", "2026-06-01", decided="2026-05-10", rank=3))
    assert who_may(world, TO_COME, "scribe", kind="coming", coming=coming) == expected


def test_an_appointment_whose_decision_is_not_dated_is_decided_when_it_begins() -> None:
    world = town("2026-05-31", seat("scribe", "bureau", "deputy", "2026-06-01", rank=3))
    assert who_may(world, TO_COME, "scribe", kind="coming", coming=True) == set()


# Selectors over people


@pytest.mark.parametrize(("selector", "expected"), [
    (rank(Rank.STAFF, Rank.STAFF), {"scribe"}),
    (rank(Rank.SECTION_DEPUTY, Rank.SECTION), {"clerk", "second", "third"}),
    (marked("managed"), {"marked"}),
    (manner("acting"), {"marked"}),
    (party("none"), set()),
    (nobody(HEAD) & BUREAU, {"second", "third"}),  # the keeper sits in the bureau too, and is head elsewhere
    (~HEAD & BUREAU, {"second", "third", "keeper"}),  # one post at a time
    (HEAD & ~BUREAU, {"clerk"}),
])
def test_whom_a_pairing_covers(selector: object, expected: set[str]) -> None:
    regulation = small(pairing("mayor", by=TOWN & HEAD, to=selector))
    world = town(NOW, seat("keeper", "bureau", "member"),
                 seat("marked", "town", "middle", rank=0, marks={"managed"}, manner="acting"))
    assert {one.id for one in world.cadres if who_may(world, regulation, one.id)} == expected


def test_the_tiers_of_a_town() -> None:
    regulation = small(BY_MAYOR, BY_HEADS, pairing("overseer", by=TOWN & ~HEAD, to=HEAD, relation=PORTFOLIO),
                       pairing("below", by=BUREAU & HEAD, to=OFFICE & HEAD, relation=WITHIN))
    assert {one.id: who_may(town(NOW), regulation, one.id) for one in town(NOW).cadres} == {
        "mayor": set(), "vice": {"mayor"}, "chief": {"mayor", "vice"}, "second": {"chief"}, "third": {"chief"},
        "keeper": {"mayor"}, "clerk": {"mayor", "chief"}, "scribe": {"clerk"}}
