"""An explanation holds everything an obligation rests on, as data."""

from __future__ import annotations

import pytest
from attrs import evolve
from small_regulations import (
    BEFORE_OFFICE,
    BUREAU,
    BY_HEADS,
    BY_MAYOR,
    CHAIN,
    HEAD,
    ROUTINE,
    TOWN,
    YEARLY,
    duty,
    pairing,
    small,
)
from small_worlds import DAY, event, held, seat, talk, town

from yuetan.engine.derived import with_derived
from yuetan.engine.explain import Explanation, explain
from yuetan.engine.owed import obligations
from yuetan.engine.terms import Anchor
from yuetan.engine.world import World
from yuetan.rules import (
    APPOINTMENT_DECIDED,
    HELD,
    INTERVIEWEE,
    INTERVIEWER,
    MAY,
    PORTFOLIO,
    PROPOSED,
    UNIT,
    YEAR,
    Duty,
    Kind,
    Pairing,
    Part,
    Quota,
    Regulation,
    days_after,
    reading,
)

TIERS = (BY_MAYOR, BY_HEADS, pairing("anyone", by=TOWN, force=MAY), YEARLY)


def explained(world: World, regulation: Regulation, subject: str, duty_code: str = "") -> Explanation:
    derived = with_derived(world, regulation)
    (one,) = (one for one in obligations(derived, regulation, [subject]) if duty_code in {"", one.key.duty})
    return explain(derived, regulation, one)


def test_of_a_talk_that_is_owed() -> None:
    world = town("2026-06-01", seat("third", "station", "staff"), held("2026-02-02", "third", "vice"),
                 judged_from="2026-01-01")
    regulation = small(*TIERS[:3], duty("yearly", each=YEAR, talk=Quota(ROUTINE, times=2), about=BUREAU))
    found = explained(world, regulation, "third")
    assert [clause.at for clause in found.clauses] == ["1"]
    assert (found.term.anchor, found.term.due) == (Anchor("period.end", DAY("2026-12-31")), DAY("2026-12-31"))
    assert found.counted is None
    assert [(post.unit, post.post) for post in found.posts] == [("bureau", "member"), ("station", "staff")]
    assert [one.on for one in found.met_by] == [DAY("2026-02-02")]  # one of the two
    assert [(one.cadre, one.unit, one.admission and one.admission.pairing.code) for one in found.owners] == [
        ("chief", "bureau", "heads"), ("keeper", "station", "heads")]
    assert [one.code for one in found.covering] == ["heads"]


def test_of_a_vacant_chair_the_pairings_are_there_all_the_same() -> None:
    found = explained(town("2026-06-01", without={"mayor"}, judged_from="2026-01-01"), small(*TIERS), "chief")
    assert (found.owners, [one.code for one in found.covering]) == ((), ["mayor"])


def test_of_a_period_gone_by_it_is_read_off_its_last_day() -> None:
    seats = (seat("former", "bureau", "head", until="2026-02-01"), seat("newer", "bureau", "head", "2026-02-01"),
             seat("third", "station", "staff", "2026-02-01"))
    world = town("2026-06-01", *seats, without={"chief", "third"}, judged_from="2025-01-01")
    world = evolve(world, appointments=(*world.appointments, seat("third", "bureau", "member", until="2026-02-01")))
    derived = {one.key.cause: explain(world, small(*TIERS), one)
               for one in obligations(world, small(*TIERS), ["third"])}
    assert {cause: ([one.cadre for one in found.owners], [post.unit for post in found.posts]) for cause,
            found in derived.items()} == {
        "2025": (["former"], ["bureau"]), "2026": (["keeper"], ["station"])}


def test_of_a_term_the_days_are_there() -> None:
    regulation = small(duty("report", owed_by=INTERVIEWEE, done="reported", due=days_after(HELD, 3)), rolls=True)
    world = town("2026-03-20", talk("t", "routine", "chief", "mayor", "2026-03-11"), event(PROPOSED, "2026-03-02", "t"))
    found = explained(world, regulation, "chief")
    assert found.term.anchor == Anchor(HELD, DAY("2026-03-11"), planned=True)
    assert found.counted is not None
    assert (found.counted.rolled_from, found.counted.on) == (DAY("2026-03-14"), DAY("2026-03-16"))


def test_of_a_post_to_come() -> None:
    world = town("2026-05-12", seat("scribe", "bureau", "deputy", "2026-06-01", decided="2026-05-10", rank=3),
                 event(APPOINTMENT_DECIDED, "2026-05-10", cadre="scribe"))
    found = explained(world, BEFORE_OFFICE, "scribe")
    assert [post.unit for post in found.posts] == ["bureau"]  # and not the office he still sits in
    assert [one.cadre for one in found.owners] == ["vice"]
    assert [one.code for one in found.covering] == ["coming"]


def test_of_a_lapse_that_led_on() -> None:
    world = town("2026-03-28", talk("t", "warning", "chief", "mayor"), event(PROPOSED, "2026-03-02", "t"),
                 event(HELD, "2026-03-10", "t"))
    found = explained(world, CHAIN, "chief", "urge")
    assert found.term.anchor == Anchor("overdue.report", DAY("2026-03-26"))
    assert [one.cadre for one in found.owners] == ["chief"]  # the head of the bureau, who happens to be the one


def test_how_open_places_were_read_is_told_where_they_bear_on_it() -> None:
    due = reading("days", "几天", {"three": days_after(HELD, 3), "five": days_after(HELD, 5)}, why="未写明", clause="1")
    rolls = reading("rolls", "是否顺延", {"yes": True, "no": False}, why="未写明", clause="1")
    newcomers = reading("newcomers", "新任是否标注", {"yes": True, "no": False}, why="未写明", clause="1")
    regulation = small(BY_MAYOR, duty("yearly", each=YEAR, talk=ROUTINE, about=BUREAU & HEAD),
                   duty("report", owed_by=INTERVIEWEE, done="reported", due=due), rolls=rolls, newcomers=newcomers)
    world = town("2026-03-20", seat("new", "bureau", "head", "2026-03-01"), talk("t", "routine", "keeper", "mayor"),
                 event(PROPOSED, "2026-03-02", "t"), event(HELD, "2026-03-10", "t"), judged_from="2026-01-01")
    for subject, code, expected in (("keeper", "report", ["rolls", "days"]), ("keeper", "yearly", []),
                                    ("new", "yearly", ["newcomers"])):
        assert [choice.reading.code for choice in explained(world, regulation, subject, code).choices] == expected


def test_without_its_occasion_an_obligation_cannot_be_explained() -> None:
    world, regulation = town("2026-06-01", judged_from="2026-01-01"), small(*TIERS)
    one = evolve(obligations(world, regulation, ["chief"])[0], occasion=None)
    with pytest.raises(ValueError, match="an obligation is explained together with its occasion"):
        explain(world, regulation, one)


@pytest.mark.parametrize(("owed_by", "per", "expected"), [
    (INTERVIEWER, INTERVIEWER, ["vice"]),
    (INTERVIEWER, INTERVIEWEE, ["vice"]),
    (TOWN & HEAD, INTERVIEWEE, ["mayor"]),
    (UNIT, UNIT, ["bureau"]),
])
def test_whose_a_quota_is(owed_by: object, per: Part, expected: list[str]) -> None:
    about = {"about": BUREAU} if per == UNIT else {}
    regulation = small(pairing("overseer", by=TOWN & ~HEAD, to=BUREAU & HEAD, relation=PORTFOLIO),
                       duty("quota", each=YEAR, owed_by=owed_by, talk=Quota(ROUTINE, per=per), **about))
    world = town("2026-06-01", without={"keeper"}, judged_from="2026-01-01")
    (found, *_) = (explain(world, regulation, one) for one in obligations(world, regulation))
    assert [one.cadre or one.unit for one in found.owners] == expected


def test_the_order_is_that_of_the_articles() -> None:
    regulation = small(BY_MAYOR, YEARLY, duty("b", each=YEAR, owed_by=UNIT, about=TOWN, done="issued"),
                       duty("a", each=YEAR, owed_by=UNIT, about=TOWN, done="reported"))
    found = [one.duty.code for one in obligations(town("2026-06-01", judged_from="2026-01-01"), regulation)]
    assert list(dict.fromkeys(found)) == [one.code for one in regulation.of(Duty)] == ["yearly", "b", "a"]
    assert {type(one) for one in (*regulation.of(Kind), *regulation.of(Pairing))} == {Kind, Pairing}
