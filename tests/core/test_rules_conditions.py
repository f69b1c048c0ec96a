"""What must be so before an act: each condition, so and not so, off a case made of plain values."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve, frozen
from small_regulation import HEAD, MEMBER, regulation

from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.facts import Appointment, Cadre, Event, Unit
from yuetan.engine.owed import obligations
from yuetan.engine.world import World
from yuetan.rules import (
    HELD,
    INDIVIDUAL,
    INTERVIEWEE,
    LAST_SEVEN_DAYS,
    NEVER,
    SANCTIONED,
    UNIT,
    Condition,
    Duty,
    addressed,
    falls_in,
    filled,
    grounded,
    happened,
    led_by,
    nobody,
    not_yet,
    same_people,
    selected,
    staffed,
    talked,
    talkers,
)
from yuetan.rules.workdays import Calendar

CALENDAR = standard_calendar()


@frozen
class Held:
    """A post as plain values; satisfies `yuetan.rules.Post`."""

    post: str
    unit_type: str = "bureau"
    rank: int = 3
    manner: str = "regular"
    marks: frozenset[str] = frozenset()
    party: str = "member"


@frozen
class Plain:
    """A case as plain values; satisfies `yuetan.rules.Case`."""

    day: date = date(2026, 3, 26)
    calendar: Calendar = CALENDAR
    collective: bool = False
    staffing: int = 2
    addressee: str = "interviewee"
    filled: frozenset[str] = frozenset({"topic", "place"})
    grounds: tuple[str, ...] = ("5.10", "6.2")
    interviewees: tuple[tuple[Held, ...], ...] = ((Held("member"),), (Held("member"), Held("deputy")))
    interviewers: tuple[tuple[Held, ...], ...] = ((Held("head"),),)
    events: frozenset[str] = frozenset({"sanctioned", "consulted"})
    fresh: frozenset[str] = frozenset({"consulted"})
    talks: frozenset[tuple[str, str]] = frozenset({("routine", ""), ("reminder", "sanctioned")})

    def happened(self, code: str, *, fresh: bool = False) -> bool:
        return code in (self.fresh if fresh else self.events)

    def talked(self, kind: str, since: str) -> bool:
        return (kind, since) in self.talks

    def same_people(self, code: str) -> bool:
        return code == "approved"


CASE = Plain()

CONDITIONS = {
    "never": (NEVER, False),
    "alone": (INDIVIDUAL, True),
    "enough people": (staffed(2), True),
    "too few people": (staffed(3), False),
    "enough who talk": (talkers(1), True),
    "too few who talk": (talkers(2), False),
    "the ground": (grounded("5.10"), True),
    "a ground listed there": (grounded("4", "5"), True),
    "another ground of the same beginning": (grounded("5.1"), False),
    "no such ground": (grounded("7"), False),
    "an event": (happened("sanctioned"), True),
    "no such event": (happened("returned"), False),
    "an event since the last talk": (happened("consulted", fresh=True), True),
    "an event before the last talk": (happened("sanctioned", fresh=True), False),
    "everybody concerned": (selected(MEMBER), True),
    "one of those concerned alone": (selected(~MEMBER), False),
    "somebody who is not": (selected(nobody(MEMBER)), False),
    "a leader who talks": (led_by(HEAD), True),
    "nobody of these talks": (led_by(MEMBER), False),
    "a talk": (talked("routine"), True),
    "a talk since": (talked("reminder", since="sanctioned"), True),
    "no talk since": (talked("routine", since="sanctioned"), False),
    "a day in the period": (falls_in(LAST_SEVEN_DAYS), True),
    "served on the right part": (addressed(INTERVIEWEE), True),
    "served on another part": (addressed(UNIT), False),
    "not yet": (not_yet("returned"), True),
    "no longer not yet": (not_yet("sanctioned"), False),
    "nobody changed": (same_people("approved"), True),
    "somebody changed": (same_people("consulted"), False),
    "all fields filled": (filled("place", "topic"), True),
    "one field empty": (filled("place", "reason"), False),
    "both": (staffed(2) & INDIVIDUAL, True),
    "not both": (staffed(3) & INDIVIDUAL, False),
    "either": (staffed(3) | INDIVIDUAL, True),
    "neither": (staffed(3) | NEVER, False),
}


@pytest.mark.parametrize(("condition", "expected"), CONDITIONS.values(), ids=CONDITIONS)
def test_a_condition_is_so_or_not(condition: Condition, *, expected: bool) -> None:
    assert expected == condition.holds(CASE)


def test_a_collective_talk_is_not_alone() -> None:
    assert not INDIVIDUAL.holds(evolve(CASE, collective=True))


@pytest.mark.parametrize("day", ["2026-03-24", "2026-04-01"])
def test_a_day_outside_the_period(day: str) -> None:
    assert not falls_in(LAST_SEVEN_DAYS).holds(evolve(CASE, day=date.fromisoformat(day)))


@pytest.mark.parametrize(("condition", "expected"), [
    (happened(HELD), True), (selected(HEAD), True), (happened(HELD) & selected(HEAD), True),
    (happened(HELD) | selected(HEAD), True), (happened(HELD, fresh=True), False), (INDIVIDUAL, False), (NEVER, False),
    (happened(HELD) & INDIVIDUAL, False), (staffed(2) | happened(HELD), False), (falls_in(LAST_SEVEN_DAYS), False),
])
def test_a_condition_knows_whether_it_reads_in_sql(condition: Condition, *, expected: bool) -> None:
    assert expected == condition.swept


@frozen
class Truths:
    """Columns of one row that is there: each answers with whether it is so."""

    def happened(self, code: str) -> bool:
        return code == HELD


@pytest.mark.parametrize(("condition", "expected"), [
    (happened(HELD), True), (happened(SANCTIONED), False), (happened(HELD) & happened(SANCTIONED), False),
    (happened(HELD) | happened(SANCTIONED), True),
])
def test_a_condition_says_the_same_over_columns(condition: Condition, *, expected: bool) -> None:
    columns: object = Truths()
    assert expected == condition.where(columns)  # type: ignore[arg-type]


@pytest.mark.parametrize("condition", [NEVER, INDIVIDUAL, staffed(2), addressed(UNIT)])
def test_a_condition_that_does_not_read_in_sql_says_so_when_it_is_asked(condition: Condition) -> None:
    columns: object = Truths()
    with pytest.raises(NotImplementedError):
        condition.where(columns)  # type: ignore[arg-type]


@pytest.mark.parametrize(("condition", "expected"), [
    (happened(HELD), {HELD}), (talked("routine", SANCTIONED), {SANCTIONED}), (talked("routine"), set()),
    (staffed(2), set()),
])
def test_a_condition_names_the_events_it_looks_at(condition: Condition, expected: set[str]) -> None:
    assert expected == condition.events


@pytest.mark.parametrize(("post", "expected"), [("head", ["zhao"]), ("member", [])])
def test_a_duty_asks_its_condition_of_what_happens_outside_interviews_too(post: str, expected: list[str]) -> None:
    small = regulation(Duty("tell", "报告", owed_by=INTERVIEWEE, on=SANCTIONED, when=selected(HEAD),
                            done="scheme_adopted", clause="2"))
    world = World(as_of=date(2026, 3, 16), units=(Unit(id="bureau", type="bureau"),),
                  cadres=(Cadre(id="zhao", name="赵"),),
                  appointments=(Appointment(cadre="zhao", unit="bureau", post=post),),
                  events=(Event(code=SANCTIONED, on=date(2026, 3, 2), cadre="zhao"),))
    assert expected == [one.key.subject for one in obligations(world, small)]
