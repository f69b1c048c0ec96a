"""Regulations of duties that the engine reads, each of which tells whom it may speak of, and histories for them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve
from hypothesis import strategies as st
from owed_histories import DAYS
from owed_histories import histories as plain_histories
from small_regulations import (
    BUREAU,
    BY_HEADS,
    BY_MAYOR,
    COMING,
    DEPUTY,
    HEAD,
    MEMBER,
    ROUTINE,
    TOWN,
    WARNING,
    duty,
    pairing,
    small,
    step,
    tally,
)
from small_worlds import DAY, event, talk

from yuetan.engine.jurisdiction import Extent, Governed, Jurisdiction
from yuetan.engine.world import World
from yuetan.rules import (
    APPROVED,
    FILED,
    HELD,
    INTERVIEWEE,
    INTERVIEWER,
    MONTH,
    ORGANISER,
    PERIOD_START,
    PROPOSED,
    QUARTER,
    RECORDED,
    RECORDER,
    SANCTIONED,
    TWELVE_MONTHS,
    UNIT,
    YEAR,
    Credit,
    Quota,
    Regulation,
    between,
    by,
    days_after,
    happened,
    months_before,
    nobody,
    overdue,
    selected,
)

LEADERS = HEAD | DEPUTY
STEPS = (step(PROPOSED), step(FILED, HELD, ends=True))
CREDIT = Credit("credit", "抵计", families=("reminder",), to=ROUTINE, clause="1")
BY_DEPUTIES = pairing("deputies", by=TOWN & HEAD, to=HEAD & ~TOWN, deputy=BUREAU & LEADERS)

QUOTAS = small(
    *STEPS, BY_DEPUTIES, BY_HEADS, CREDIT,
    duty("talkers", each=YEAR, talk=Quota(ROUTINE, per=INTERVIEWER)),
    duty("persons", each=QUARTER, talk=Quota(ROUTINE, per=INTERVIEWER, persons=True, times=2), about=nobody(TOWN)),
    duty("with_members", each=YEAR, talk=Quota(ROUTINE, per=INTERVIEWER, whom=MEMBER | DEPUTY)),
    duty("asked_of_talkers", on="complained", talk=Quota(ROUTINE, per=INTERVIEWER)),
    duty("of_units", each=YEAR, owed_by=UNIT, talk=Quota(ROUTINE, per=UNIT, persons=True), about=BUREAU),
    duty("heads_of_units", on="complained", owed_by=HEAD, talk=Quota(ROUTINE, per=UNIT, also=(WARNING,), whom=HEAD)),
    duty("by_owner", each=YEAR, talk=Quota(ROUTINE, by_owner=True), about=LEADERS & nobody(TOWN)),
    duty("owner_after", on=SANCTIONED, talk=Quota(WARNING, by_owner=True), due=days_after(SANCTIONED, 30)))
ROLLING = small(
    *STEPS, BY_MAYOR, BY_HEADS, pairing("coming", by=TOWN & DEPUTY, to=LEADERS, kinds=(COMING,)),
    duty("covered", each=YEAR, talk=WARNING), duty("rolls", each=TWELVE_MONTHS, talk=ROUTINE),
    duty("of_some", each=TWELVE_MONTHS, talk=ROUTINE, about=nobody(BUREAU) & LEADERS),
    duty("before_office", each=YEAR, talk=COMING))
BEFOREHAND = small(
    *STEPS, BY_MAYOR,
    duty("when", owed_by=INTERVIEWEE, done="answered", when=happened("complained") & selected(LEADERS)),
    duty("either", owed_by=ORGANISER, done="urged", when=happened("complained") | happened("reported")),
    duty("on_it", owed_by=ORGANISER, on=HELD, done="urged", when=happened("complained")),
    duty("window", owed_by=ORGANISER, done="urged", due=between(APPROVED, HELD)),
    duty("window_after", owed_by=RECORDER, on=RECORDED, done="urged", due=between(APPROVED, HELD), kinds=(WARNING,)))
LEADING_ON = small(
    *STEPS, BY_MAYOR,
    duty("report", owed_by=INTERVIEWEE, kinds=(WARNING,), done="reported", due=days_after(HELD, 15)),
    duty("urge", owed_by=BUREAU & HEAD, on=overdue("report"), done="urged", due=days_after(overdue("report"), 5)),
    duty("last", owed_by=TOWN & HEAD, on=overdue("urge"), done="warned", due=days_after(overdue("urge"), 3)),
    duty("plan", owed_by=HEAD, each=MONTH, done="issued", due=days_after(PERIOD_START, 5)),
    duty("ask_for_plan", owed_by=TOWN & HEAD, on=overdue("plan"), done="answered", about=nobody(BUREAU)),
    duty("figures", owed_by=UNIT, about=BUREAU, each=QUARTER, done="reported"),
    duty("ask_for_figures", owed_by=TOWN & HEAD, on=overdue("figures"), done="answered"),
    duty("if_late", owed_by=ORGANISER, done="urged", when=happened(overdue("report")) | happened("three_points")),
    duty("answer", owed_by=INTERVIEWEE, on="three_points", done="answered", about=LEADERS),
    duty("much", owed_by=INTERVIEWEE, on="more_points", talk=Quota(ROUTINE, by_owner=True)),
    tally("three_points", {"warned": 1, "complained": 2, overdue("plan"): 1, HELD: 1},
          within=months_before("three_points", 12), reaching=3),
    tally("more_points", {"three_points": 2, "urged": 1}, reaching=3))
LATE_TALKS = small(
    *STEPS, BY_DEPUTIES, BY_HEADS, duty("talkers", each=QUARTER, talk=Quota(ROUTINE, per=INTERVIEWER)),
    duty("ask", owed_by=TOWN & HEAD, on=overdue("talkers"), done="answered", due=by(overdue("talkers"))))
EDITIONS: tuple[tuple[Regulation, ...], ...] = (
    (QUOTAS,), (ROLLING,), (BEFOREHAND,), (LEADING_ON,))
EVERY = (*EDITIONS, (LATE_TALKS,))

TO_BE_ENTRUSTED = small(*STEPS, BY_DEPUTIES, BY_HEADS, duty("talkers", each=YEAR, talk=Quota(
    ROUTINE, per=INTERVIEWER)))
ENTRUSTED = (talk("t1", "routine", "keeper", "chief", entrusted=True, unit="town"), event(PROPOSED, "2026-02-01", "t1"),
             event(HELD, "2026-02-02", "t1"))


@st.composite
def histories(draw: st.DrawFn) -> World:
    """A history of the town in which some talks are entrusted, or led by others than the mayor, or by two."""
    world = draw(plain_histories())
    talkers = st.sampled_from([("mayor",), ("chief",), ("second", "mayor"), ("keeper",), ("vice", "chief")])
    units = st.sampled_from(["town", "bureau", "station"])
    return evolve(world, interviews=tuple(
        one if one.imported else evolve(one, entrusted=draw(st.booleans()), by=draw(talkers), unit=draw(units))
        for one in world.interviews))


@st.composite
def deployed(draw: st.DrawFn, world: World, editions: Sequence[Regulation]) -> Sequence[Jurisdiction]:
    """Editions that govern everybody, or here or there; judged from some day."""
    governed = st.builds(Governed, st.sampled_from(["town", "bureau", "station", "office"]),
                         st.sampled_from([DAY("2020-01-01"), DAY("2026-03-01")]))
    extents = st.none() | st.builds(lambda of: Extent((of,)), governed)
    return [Jurisdiction(regulation=one, extent=draw(extents), judged_from=draw(
        st.sampled_from([world.judged_from, DAYS[8]]))) for one in editions]
