"""Who may do which step to whom: relations, forces, grounds, deputies, and what nobody may."""

from __future__ import annotations

from datetime import date

import pytest
from small_regulations import (
    BUREAU,
    BY_HEADS,
    BY_MAYOR,
    COMING,
    HEAD,
    MEMBER,
    OFFICE,
    RELATIONS,
    ROUTINE,
    STAFF,
    TIERS,
    TOWN,
    WARNING,
    pairing,
    small,
)
from small_worlds import later, permission, seat, town, who_may, who_owes

from yuetan.engine.world import Placement, Portfolio
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
    Relation,
    manner,
    marked,
    nobody,
    party,
    post,
    rank,
)

NOW = "2026-06-01"

# Relations: heads and deputies talk; the vice mayor oversees the bureau, under which the office lies


@pytest.mark.parametrize(("relation", "to", "expected"), [
    ("any", "scribe", {"mayor", "vice", "chief", "second", "keeper", "clerk"}),
    ("own", "scribe", {"clerk"}),
    ("own", "third", {"chief", "second"}),
    ("own", "vice", {"mayor"}),
    ("next_below", "third", {"mayor", "vice"}),
    ("next_below", "scribe", {"chief", "second"}),
    ("next_below", "vice", set()),
    ("below", "scribe", {"mayor", "vice", "chief", "second"}),
    ("below", "third", {"mayor", "vice"}),
    ("within", "scribe", {"mayor", "vice", "chief", "second", "clerk"}),
    ("within", "keeper", {"mayor", "vice"}),
    ("portfolio", "third", {"vice"}),
    ("portfolio", "scribe", set()),  # the office is not what he oversees
    ("portfolio", "keeper", set()),
    ("below_portfolio", "scribe", {"vice"}),
    ("below_portfolio", "third", set()),
    ("within_portfolio", "scribe", {"vice"}),
    ("within_portfolio", "third", {"vice"}),
    ("within_portfolio", "keeper", set()),
])
def test_how_far_below_whom(relation: str, to: str, expected: set[str]) -> None:
    assert who_may(town(NOW), TIERS[relation], to) == expected


@pytest.mark.parametrize("relation", RELATIONS)
def test_whoever_may_is_permitted_and_nobody_else(relation: str) -> None:
    world, regulation = town(NOW), TIERS[relation]
    for to in (one.id for one in world.cadres):
        verdicts = {one.id: permission(world, regulation, one.id, to) for one in world.cadres}
        assert {by for by, found in verdicts.items() if found.startswith("PERMITTED")} == who_may(world, regulation, to)


def test_units_that_move_are_related_by_the_tree_of_the_day() -> None:
    world = town(NOW, Placement(unit="office", name="科", parent="bureau", until=date(2026, 3, 1)),
                 Placement(unit="office", name="科", parent="station", since=date(2026, 3, 1)))
    for day, expected in (("2026-02-28", {"chief", "second"}), ("2026-03-01", {"keeper"})):
        assert who_may(later(world, day), TIERS["next_below"], "scribe") == expected
    assert who_may(world, TIERS["next_below"], "scribe", on=date(2026, 2, 28)) == {"chief", "second"}


def test_portfolios_are_read_off_the_day() -> None:
    world = town(NOW, Portfolio(cadre="vice", unit="bureau", until=date(2026, 3, 1)),
                 Portfolio(cadre="second", unit="station", since=date(2026, 3, 1)))
    assert who_may(later(world, "2026-02-28"), TIERS["portfolio"], "third") == {"vice"}
    assert who_may(world, TIERS["portfolio"], "third") == set()
    assert who_may(world, TIERS["portfolio"], "keeper") == {"second"}


def test_wherever_the_unit_lies_whoever_oversees_anything_may() -> None:
    anywhere = small(pairing("overseers", by=TOWN | BUREAU, relation=Relation("分管领导", portfolio=True, levels=None)))
    world = town(NOW, Portfolio(cadre="vice", unit="bureau"),
                 Portfolio(cadre="second", unit="office", until=date(2026, 6, 1)))
    assert who_may(world, anywhere, "keeper") == {"vice"}
    assert who_may(later(world, "2026-05-31"), anywhere, "keeper") == {"vice", "second"}


def test_any_of_a_persons_posts_will_do() -> None:
    world = town(NOW, seat("third", "station", "staff"), seat("clerk", "station", "deputy"))
    assert who_may(world, TIERS["own"], "third") == {"chief", "second", "keeper", "clerk"}


def test_a_circle_of_units_is_no_way_up() -> None:
    circle = town(NOW, Placement(unit="bureau", name="局", parent="office"),
                  Placement(unit="office", name="科", parent="bureau"))
    assert who_may(circle, TIERS["below"], "third") == {"clerk"}


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
