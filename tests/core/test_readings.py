"""Where a text is open: a reading stands for the value, wherever the value stands, until a setting picks one."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from small_regulation import HEAD, MEMBER, REMINDER, ROUTINE, regulation

from yuetan.rules import (
    CONSULTED,
    EVERYONE,
    FILED,
    HELD,
    INTERVIEWEE,
    MUST,
    NOTIFIED,
    SANCTIONED,
    SHOULD,
    UNIT,
    YEAR,
    Choice,
    Condition,
    Due,
    Duty,
    Guard,
    Pairing,
    Quota,
    Reading,
    Rule,
    Selector,
    Step,
    Tally,
    addressed,
    days_after,
    happened,
    post,
    reading,
    selected,
    staffed,
)
from yuetan.rules.readings import open_places, settled


def place(code: str, ours: Any, theirs: Any, **fields: Any) -> Any:  # noqa: ANN401 - it stands for any value
    return reading(code, "怎样理解", {"ours": ours, "theirs": theirs}, why="依上文", clause="2", **fields)


AGREED = place("agreed", happened(CONSULTED), happened("scheme_adopted"))
TWICE = place("twice", 1, 2)
DUE = place("days", days_after(HELD, 5), days_after(HELD, 10))
CAREFUL = place("careful", ours=True, theirs=False)


def quota(**fields: Any) -> Duty:  # noqa: ANN401
    return Duty("yearly", "每年谈", each=YEAR, talk=Quota(ROUTINE, **fields), clause="2")


# (rules as they are written, the value read with the setting "theirs", where to find it)
STANDS = {
    "a field of a rule": (Duty("report_back", "报告", owed_by=INTERVIEWEE, done="scheme_adopted", due=DUE, clause="2"),
                          lambda rule: rule.due, days_after(HELD, 5), days_after(HELD, 10)),
    "inside a quota": (quota(times=TWICE), lambda rule: rule.talk.times, 1, 2),
    "the whole of a quota": (
        Duty("yearly", "每年谈", each=YEAR, talk=place("talk", ROUTINE, Quota(ROUTINE, times=2)), clause="2"),
        lambda rule: rule.talk, Quota(ROUTINE), Quota(ROUTINE, times=2)),
    "inside a term": (
        Duty("report_back", "报告", owed_by=INTERVIEWEE, done="scheme_adopted", due=Due(HELD, place("count", 5, 10)),
             clause="2"),
        lambda rule: rule.due.count, 5, 10),
    "inside a condition": (
        Guard("first", "先", step=HELD, needs=staffed(place("staff", 2, 3)) & happened(SANCTIONED), clause="2"),
        lambda rule: rule.needs.parts[0].count, 2, 3),
    "one part of a condition": (
        Guard("first", "先", step=HELD, clause="2",
              needs=happened(SANCTIONED) | place("who", addressed(INTERVIEWEE), addressed(UNIT))),
        lambda rule: rule.needs.parts[1], addressed(INTERVIEWEE), addressed(UNIT)),
    "inside a selector, deep down": (
        Guard("first", "先", step=HELD, needs=selected(HEAD | post("deputy") & place("whom", EVERYONE, ~MEMBER)),
              clause="2"),
        lambda rule: rule.needs.selector.two.two, EVERYONE, ~MEMBER),
    "inside a tuple": (
        Pairing("more", "更多", by=HEAD, to=MEMBER, kinds=(place("kind", ROUTINE, REMINDER),), clause="1"),
        lambda rule: rule.kinds, (ROUTINE,), (REMINDER,)),
    "a value of a mapping": (
        Tally("cards", "累计", counts={HELD: place("points", 1, 3)}, clause="2"),
        lambda rule: rule.counts, {HELD: 1}, {HELD: 3}),
    "nothing, or something": (
        Pairing("more", "更多", by=HEAD, to=MEMBER, deputy=place("deputy", None, MEMBER), clause="1"),
        lambda rule: rule.deputy, None, MEMBER),
    "how strongly it binds": (
        Guard("first", "先", step=HELD, needs=staffed(2), force=place("force", MUST, SHOULD), clause="2"),
        lambda rule: rule.force, MUST, SHOULD),
}


@pytest.mark.parametrize(("written", "find", "ours", "theirs"), STANDS.values(), ids=STANDS)
def test_a_reading_is_replaced_wherever_it_stands(written: Rule, find: Any, ours: object, theirs: object) -> None:  # noqa: ANN401
    small = regulation(written)
    code = next(iter(small.readings()))
    read = [small.under(settings).rules[-1] for settings in ({}, {code: "ours"}, {code: "theirs"})]
    assert [find(rule) for rule in read] == [ours, ours, theirs]
    assert all(open_places(rule) == () for rule in read)


def test_a_settled_regulation_is_open_no_more() -> None:
    once = regulation(quota(times=TWICE)).under({"twice": "theirs"})
    assert once.readings() == {}
    assert once.under({}) is once


def test_one_reading_at_several_places_is_read_one_way() -> None:
    small = regulation(Step(CONSULTED, "会商", clause="2"), Step(NOTIFIED, "通知", clause="2"),
                       Step(FILED, "归档", clause="2"),
                       Guard("before_notice", "先会商", step=NOTIFIED, needs=AGREED, clause="2"),
                       Guard("before_filing", "先会商", step=FILED, needs=AGREED & staffed(2), clause="2"))
    assert list(small.readings()) == ["agreed"]
    theirs = small.under({"agreed": "theirs"})
    assert [guard.needs for guard in theirs.of(Guard)] == [
        happened("scheme_adopted"), happened("scheme_adopted") & staffed(2)]


def test_one_reading_may_stand_for_different_values_at_different_places() -> None:
    """One question, answered in two rules: each place has its own values under the same options."""
    small = regulation(Pairing("more", "更多", by=HEAD, to=place("whose", MEMBER, HEAD),
                               led_by=place("whose", None, MEMBER), clause="1"))
    more = [small.under({"whose": option}).of(Pairing)[-1] for option in ("ours", "theirs")]
    assert [(one.to, one.led_by) for one in more] == [(MEMBER, None), (HEAD, MEMBER)]


def test_a_reading_within_a_reading_is_settled_too() -> None:
    outer = place("outer", place("inner", days_after(HELD, 5), days_after(HELD, 6)), days_after(HELD, 10))
    small = regulation(Duty("report_back", "报告", owed_by=INTERVIEWEE, done="scheme_adopted", due=outer, clause="2"))
    assert list(small.readings()) == ["outer", "inner"]
    read = [small.under(settings).of(Duty)[0].due for settings in (
        {}, {"inner": "theirs"}, {"outer": "theirs"}, {"outer": "theirs", "inner": "theirs"})]
    assert read == [days_after(HELD, count) for count in (5, 6, 10, 10)]


def test_what_is_open_in_the_regulation_itself_is_settled_too() -> None:
    small = regulation(rolls=place("rolls", ours=True, theirs=False),
                       newcomers=place("newcomers", ours=False, theirs=True))
    assert list(small.readings()) == ["rolls", "newcomers"]
    assert [(one.rolls, one.newcomers) for one in (small.under({}), small.under({"rolls": "theirs"}))] == [
        (True, False), (False, False)]


def test_readings_come_in_the_order_of_the_rules() -> None:
    small = regulation(Guard("first", "先", step=HELD, needs=staffed(place("staff", 2, 3)), clause="2"),
                       quota(times=TWICE), rolls=CAREFUL)
    assert list(small.readings()) == ["careful", "staff", "twice"]


@pytest.mark.parametrize(("combined", "ours", "theirs"), [
    (place("who", HEAD, MEMBER) & EVERYONE, HEAD & EVERYONE, MEMBER & EVERYONE),
    (place("who", HEAD, MEMBER) | EVERYONE, HEAD | EVERYONE, MEMBER | EVERYONE),
    (~place("who", HEAD, MEMBER), ~HEAD, ~MEMBER),
    (EVERYONE & place("who", HEAD, MEMBER), EVERYONE & HEAD, EVERYONE & MEMBER),
    (place("who", HEAD, MEMBER) & place("who", EVERYONE, HEAD), HEAD & EVERYONE, MEMBER & HEAD),
    (place("what", staffed(2), staffed(3)) & happened(HELD), staffed(2) & happened(HELD), staffed(3) & happened(HELD)),
])
def test_an_open_place_combines_like_the_value_it_stands_for(combined: Any, ours: object, theirs: object) -> None:  # noqa: ANN401
    code = combined.code if isinstance(combined, Reading) else "who"
    assert [settled(combined, {code: option}) for option in ("ours", "theirs")] == [ours, theirs]


# Choices


def test_a_choice_remembers_the_rules_it_bears_on() -> None:
    small = regulation(
        Guard("first", "先", step=HELD, needs=staffed(place("staff", 2, 3)), clause="2"),
        Guard("second", "再", step=HELD, needs=staffed(place("staff", 2, 3)) | happened(SANCTIONED), clause="2"),
        quota(times=TWICE), rolls=CAREFUL)
    places = small.readings()
    assert small.under({"twice": "theirs"}).choices == (
        Choice(places["careful"], "ours", ("regulation:rolls",)),
        Choice(places["staff"], "ours", ("guard:first", "guard:second")),
        Choice(places["twice"], "theirs", ("duty:yearly",)))


def test_a_regulation_that_is_still_open_has_made_no_choice() -> None:
    assert regulation(quota(times=TWICE)).choices == ()


def test_a_choice_is_named_as_users_read_it() -> None:
    labelled = place("twice", 1, 2, labels=("一次", "两次"))
    assert [labelled.label(option) for option in ("ours", "theirs")] == ["一次", "两次"]
    assert [TWICE.label(option) for option in ("ours", "theirs")] == ["ours", "theirs"]


def test_the_first_option_is_ours() -> None:
    assert TWICE.default == "ours"


# Settling leaves alone what is not open


def test_what_holds_no_reading_is_given_back_as_it_is() -> None:
    small = regulation(quota(times=TWICE))
    read = small.under({"twice": "theirs"})
    assert [new for new, old in zip(read.rules, small.rules, strict=True) if new is not old] == [read.rules[-1]]
    assert settled(small.rules[:-1], {}) is not None


@pytest.mark.parametrize("value", [5, "五日", None, MUST, HEAD & ~MEMBER, Due(HELD, 5), (HEAD, MEMBER), {HELD: 3}])
def test_a_plain_value_is_settled_as_itself(value: object) -> None:
    assert settled(value, {"days": "ours"}) is value


def test_another_edition_of_an_open_regulation_is_checked_anew() -> None:
    small = regulation(quota(times=TWICE))
    assert evolve(small, title="新办法").under({"twice": "theirs"}).title == "新办法"


def test_to_a_type_checker_a_reading_is_the_value_it_stands_for() -> None:
    selector: Selector = reading("who", "谁", {"heads": HEAD, "members": MEMBER}, why="依上文", clause="2")
    condition: Condition = reading("what", "什么", {"two": staffed(2), "three": staffed(3)}, why="依上文", clause="2")
    found: list[object] = [selector, condition]
    assert [isinstance(one, Reading) for one in found] == [True, True]
