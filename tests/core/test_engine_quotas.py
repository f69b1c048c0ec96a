"""Talks counted for interviewers, pairs and units; by persons, together, by those who owe them, in another's place."""

from __future__ import annotations

from typing import Any

import pytest
from small_regulations import (
    BUREAU,
    BY_HEADS,
    BY_MAYOR,
    HEAD,
    MEMBER,
    PER_PAIR,
    ROUTINE,
    TOWN,
    WARNING,
    duty,
    pairing,
    small,
)
from small_worlds import Fact, event, held, owed, seat, talk, town, whose

from yuetan.engine.world import Event, Interview, Portfolio
from yuetan.rules import (
    INTERVIEWER,
    MAY,
    MONTH,
    OWN_UNIT,
    PAIR,
    PORTFOLIO,
    QUARTER,
    UNIT,
    YEAR,
    Credit,
    Pairing,
    Quota,
    Regulation,
    nobody,
    post,
)

Talk = tuple[Interview, Event]


def quota(*pairings: Pairing, **counted: Any) -> Regulation:  # noqa: ANN401 - the fields of a quota
    """So many routine talks a year, of whom and however they are counted."""
    about = {"about": counted.pop("about")} if "about" in counted else {}
    owner = {"owed_by": counted.pop("owed_by")} if "owed_by" in counted else {}
    return small(*pairings, duty("quota", each=YEAR, talk=Quota(ROUTINE, **counted), **about, **owner))


def this_year(regulation: Regulation, *facts: Fact, **fields: Any) -> dict[str, str]:  # noqa: ANN401
    """How everyone stands in 2026."""
    found = owed(town("2026-06-01", *facts, judged_from="2026-01-01", **fields), regulation)
    return {name.split()[0]: how for name, how in found.items()}


OPEN = "OPEN by 2026-12-31"


def done(day: str) -> str:
    return f"DONE by 2026-12-31 on {day}"


# For each interviewer

EACH_HEAD = quota(BY_HEADS, per=INTERVIEWER)


@pytest.mark.parametrize(("talks", "expected"), [
    ([], {"mayor": OPEN, "chief": OPEN, "keeper": OPEN, "clerk": OPEN}),  # everyone whose task it may be to talk
    ([held("2026-02-02", "second", "chief")], {"mayor": OPEN, "chief": done("2026-02-02"), "keeper": OPEN,
                                               "clerk": OPEN}),
    ([held("2026-02-02", "second", "chief mayor")],
     {"mayor": done("2026-02-02"), "chief": done("2026-02-02"), "keeper": OPEN, "clerk": OPEN}),  # both talked
    ([held("2026-02-02", "chief", "mayor", kind="warning")],
     {"mayor": OPEN, "chief": OPEN, "keeper": OPEN, "clerk": OPEN}),
])
def test_so_many_talks_for_each_interviewer(talks: list[Talk], expected: dict[str, str]) -> None:
    assert this_year(EACH_HEAD, *talks) == expected


def test_each_interviewer_owes_his_own() -> None:
    assert whose(town("2026-06-01", judged_from="2026-01-01"), EACH_HEAD) == {
        f"{who} 2026": {who} for who in ("mayor", "chief", "keeper", "clerk")}


def test_an_interviewer_may_be_narrowed_down() -> None:
    assert this_year(quota(BY_HEADS, per=INTERVIEWER, about=BUREAU)) == {"chief": OPEN, "keeper": OPEN}


def test_an_interviewer_new_in_the_month_is_marked_so() -> None:
    monthly = small(BY_HEADS, duty("quota", each=MONTH, talk=Quota(ROUTINE, per=INTERVIEWER), about=BUREAU))
    world = town("2026-04-02", seat("new", "station", "head", "2026-03-30"), without={"keeper"},
                 judged_from="2026-03-01")
    assert owed(world, monthly) == {
        "chief 2026-03": "OVERDUE by 2026-03-31", "new 2026-03": "LAPSED by 2026-03-31 new",
        "chief 2026-04": "OPEN by 2026-04-30", "new 2026-04": "OPEN by 2026-04-30"}


# In the place of another

ENTRUSTING = pairing("heads", by=HEAD, to=nobody(HEAD), relation=OWN_UNIT, deputy=post("deputy"))


@pytest.mark.parametrize(("talks", "counted_for"), [
    ([held("2026-02-02", "third", "second", entrusted=True)], {"chief"}),  # for the head who entrusted his deputy
    ([held("2026-02-02", "third", "second")], set()),
    ([held("2026-02-02", "third", "second chief", entrusted=True)], {"chief"}),
    ([held("2026-02-02", "third", "scribe", entrusted=True)], set()),  # who is no deputy stands in for nobody
    ([held("2026-02-02", "scribe", "second", entrusted=True)], {"clerk"}),  # whoever might have entrusted him
])
def test_a_talk_by_an_entrusted_talker_counts_for_the_principal(talks: list[Talk], counted_for: set[str]) -> None:
    found = this_year(quota(ENTRUSTING, per=INTERVIEWER), *talks)
    assert {who for who, how in found.items() if how != OPEN} == counted_for


# For each pair


def test_so_many_talks_for_each_pair() -> None:
    talks = (held("2026-02-02", "second third", "chief", name="both"), held("2026-03-02", "vice", "mayor"))
    assert this_year(PER_PAIR, *talks) == {
        "mayor+vice": done("2026-03-02"), "chief+second": done("2026-02-02"), "chief+third": done("2026-02-02"),
        "clerk+scribe": OPEN}


def test_pairs_of_whom_one_is_to_be_talked_to() -> None:
    assert this_year(quota(BY_HEADS, per=PAIR, about=MEMBER)) == {"chief+third": OPEN}


def test_a_talk_of_several_held_one_after_the_other_counts_for_whom_it_was_held_with() -> None:
    both = talk("both", "routine", "second third", "chief", imported=True)
    assert this_year(PER_PAIR, (both, event("held", "2026-02-02", "both", cadre="second"))) == {
        "mayor+vice": OPEN, "chief+second": done("2026-02-02"), "chief+third": OPEN, "clerk+scribe": OPEN}


MUTUAL = quota(pairing("mutual", by=BUREAU, to=BUREAU, relation=OWN_UNIT), per=PAIR)


@pytest.mark.parametrize("talks", [[held("2026-02-02", "second", "third")], [held("2026-02-02", "third", "second")]])
def test_two_who_may_talk_to_each_other_owe_one_talk_between_them(talks: list[Talk]) -> None:
    assert this_year(MUTUAL, *talks, without={"keeper"}) == {
        "second+third": done("2026-02-02"), "chief+second": OPEN, "chief+third": OPEN}


def test_a_pair_is_owned_by_whoever_of_the_two_may_talk() -> None:
    world = town("2026-06-01", without={"keeper"}, judged_from="2026-01-01")
    assert whose(world, MUTUAL) == {
        "chief+second 2026": {"chief"}, "chief+third 2026": {"chief"},  # nobody talks to his own head
        "second+third 2026": {"second", "third"}}
    assert whose(world, PER_PAIR)["chief+second 2026"] == {"chief"}


def test_a_pair_that_came_together_in_the_period_is_new_to_it() -> None:
    overseers = quota(pairing("overseers", by=TOWN & ~HEAD, to=HEAD, relation=PORTFOLIO), per=PAIR)
    world = town("2027-01-02", Portfolio(cadre="vice", unit="bureau"),
                 Portfolio(cadre="vice", unit="station", since=town("2026-11-01").as_of), judged_from="2026-01-01")
    assert owed(world, overseers) == {
        "chief+vice 2026": "OVERDUE by 2026-12-31", "keeper+vice 2026": "LAPSED by 2026-12-31 new",
        "chief+vice 2027": "OPEN by 2027-12-31", "keeper+vice 2027": "OPEN by 2027-12-31"}


@pytest.mark.parametrize("subject", ["chief", "third", "chief+third", "third+chief", "keeper", "nobody"])
def test_pairs_are_found_by_either_of_them(subject: str) -> None:
    world = town("2026-06-01", judged_from="2026-01-01")
    expected = {name: how for name, how in owed(world, MUTUAL).items()
                if subject in {name.split()[0], *name.split()[0].split("+")}}
    assert owed(world, MUTUAL, subjects=[subject]) == expected


# For each unit

EACH_BUREAU = quota(BY_HEADS, per=UNIT, about=BUREAU, owed_by=UNIT)
TWO_PERSONS = quota(BY_HEADS, per=UNIT, about=BUREAU, owed_by=UNIT, persons=True, times=2)


@pytest.mark.parametrize(("regulation", "talks", "expected"), [
    (EACH_BUREAU, [], {"bureau": OPEN, "station": OPEN}),
    (EACH_BUREAU, [held("2026-02-02", "third", "chief")], {"bureau": done("2026-02-02"), "station": OPEN}),
    (EACH_BUREAU, [held("2026-02-02", "clerk", "chief")], {"bureau": OPEN, "station": OPEN}),  # of the office below
    (EACH_BUREAU, [held("2026-02-02", "third keeper", "mayor", name="two")],
     {"bureau": done("2026-02-02"), "station": done("2026-02-02")}),
    (TWO_PERSONS, [held("2026-02-02", "third", "chief"), held("2026-03-02", "third", "chief")],
     {"bureau": OPEN, "station": OPEN}),  # the same person twice
    (TWO_PERSONS, [held("2026-02-02", "third", "chief"), held("2026-03-02", "second", "chief")],
     {"bureau": done("2026-03-02"), "station": OPEN}),
    (TWO_PERSONS, [held("2026-02-02", "second third", "chief", name="two")],
     {"bureau": done("2026-02-02"), "station": OPEN}),  # two persons in one talk
    (TWO_PERSONS, [held("2026-02-02", "third keeper", "mayor", name="two")],
     {"bureau": OPEN, "station": OPEN}),  # one of each
    (TWO_PERSONS, [(talk("two", "routine", "second third", "chief", imported=True),
                    event("held", "2026-02-02", "two", cadre="second")),
                   held("2026-02-03", "second", "chief")], {"bureau": OPEN, "station": OPEN}),  # the other did not come
])
def test_so_many_talks_or_persons_for_each_unit(
        regulation: Regulation, talks: list[Talk], expected: dict[str, str]) -> None:
    assert this_year(regulation, *talks) == expected


def test_a_talk_counts_for_the_unit_its_interviewee_belonged_to_that_day() -> None:
    moved = (seat("mover", "bureau", "staff", until="2026-03-01"), seat("mover", "station", "staff", "2026-03-01"))
    world = town("2026-06-01", *moved, held("2026-02-28", "mover", "chief"), judged_from="2026-01-01")
    assert owed(world, EACH_BUREAU) == {"bureau 2026": done("2026-02-28"), "station 2026": OPEN}
    world = town("2026-06-01", *moved, held("2026-03-01", "mover", "chief"), judged_from="2026-01-01")
    assert owed(world, EACH_BUREAU) == {"bureau 2026": OPEN, "station 2026": done("2026-03-01")}


def test_persons_are_counted_for_each_interviewer_too() -> None:
    three = quota(BY_HEADS, per=INTERVIEWER, persons=True, times=2, about=BUREAU)
    talks = (held("2026-02-02", "second", "chief"), held("2026-02-03", "second", "chief"))
    assert this_year(three, *talks)["chief"] == OPEN
    assert this_year(three, *talks, held("2026-03-03", "third", "chief"))["chief"] == done("2026-03-03")


# Together

TOGETHER = quota(BY_MAYOR, together=True, about=BUREAU & HEAD)


@pytest.mark.parametrize(("talks", "expected"), [
    ([held("2026-02-02", "chief")], {"chief": OPEN, "keeper": OPEN}),
    ([held("2026-02-02", "chief", collective=True)], {"chief": done("2026-02-02"), "keeper": OPEN}),
    ([held("2026-02-02", "chief keeper", name="two")], {"chief": done("2026-02-02"), "keeper": done("2026-02-02")}),
])
def test_only_talks_held_together_count_where_the_text_asks_for_them(
        talks: list[Talk], expected: dict[str, str]) -> None:
    assert this_year(TOGETHER, *talks) == expected


# By those who owe it, and on what ground

OWNED = quota(BY_MAYOR, BY_HEADS, pairing("anyone", by=TOWN, force=MAY), by_owner=True, about=BUREAU)


@pytest.mark.parametrize(("talks", "talked_to"), [
    ([held("2026-02-02", "chief", "mayor")], {"chief"}),
    ([held("2026-02-02", "chief", "vice")], set()),  # he may, and it is not his task
    ([held("2026-02-02", "chief", "vice mayor")], {"chief"}),
    ([held("2026-02-02", "chief third", "mayor", name="two")], {"chief"}),  # to the other he only may
    ([held("2026-02-02", "third", "chief")], {"third"}),
])
def test_a_talk_by_one_of_those_who_owe_it(talks: list[Talk], talked_to: set[str]) -> None:
    found = this_year(OWNED, *talks)
    assert {who for who, how in found.items() if how != OPEN} == talked_to


def test_an_entrusted_talk_is_one_of_the_owner() -> None:
    owned = quota(ENTRUSTING, by_owner=True, about=MEMBER)
    assert this_year(owned, held("2026-02-02", "third", "second", entrusted=True)) == {"third": done("2026-02-02")}
    assert this_year(owned, held("2026-02-02", "third", "second")) == {"third": OPEN}


def test_who_owes_a_talk_is_read_off_the_day_it_was_held() -> None:
    """The chief of today was not yet chief then; the talk of the chief of then counts."""
    seats = (seat("former", "bureau", "head", until="2026-04-01"), seat("newer", "bureau", "head", "2026-04-01"))
    owned = quota(BY_HEADS, by_owner=True, about=MEMBER)
    for by, expected in (("former", done("2026-03-02")), ("newer", OPEN)):
        found = this_year(owned, *seats, held("2026-03-02", "third", by), without={"chief"})
        assert found == {"third": expected}


GROUNDED = (pairing("named", by=TOWN & HEAD, to=BUREAU, grounds=("2.1",)),
            pairing("plain", by=HEAD, to=BUREAU, relation=OWN_UNIT))


@pytest.mark.parametrize(("grounds", "owners"), [(("2.1",), {"mayor"}), (("2.2",), {"chief"}), ((), {"chief"})])
def test_the_ground_of_a_quota_decides_who_talks(grounds: tuple[str, ...], owners: set[str]) -> None:
    world = town("2026-06-01", judged_from="2026-01-01")
    assert whose(world, quota(*GROUNDED, grounds=grounds, about=MEMBER)) == {"third 2026": owners}


def test_quotas_are_counted_anew_in_each_period() -> None:
    quarterly = small(BY_MAYOR, duty("quota", each=QUARTER, talk=Quota(ROUTINE, per=INTERVIEWER)))
    world = town("2026-06-01", held("2026-02-02", "chief"), judged_from="2026-01-01")
    assert owed(world, quarterly) == {"mayor 2026Q1": "DONE by 2026-03-31 on 2026-02-02",
                                      "mayor 2026Q2": "OPEN by 2026-06-30"}


def test_a_talk_is_credited_as_the_kind_it_is_credited_to() -> None:
    elsewhere = Credit("credit", "抵计", families=("reminder",), to=WARNING, clause="1")
    regulation = small(BY_MAYOR, duty("quota", each=YEAR, talk=ROUTINE), elsewhere)
    talked = held("2026-03-02", "chief", kind="whatever", family="reminder", regulation="other")
    found = owed(town("2026-06-01", talked, judged_from="2026-01-01"), regulation)
    assert found["chief 2026"] == "OPEN by 2026-12-31"
