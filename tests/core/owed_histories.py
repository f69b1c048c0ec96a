"""A regulation with a duty of every shape, and histories of the small town in which everything goes every way."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from small_regulations import (
    BUREAU,
    BY_HEADS,
    BY_MAYOR,
    COMING,
    DEPUTY,
    HEAD,
    OFFICE,
    REPORT,
    ROUTINE,
    TOWN,
    WARNING,
    duty,
    pairing,
    small,
    step,
    tally,
)
from small_worlds import DAY, seat, talk, town

from yuetan.engine.world import Appointment, Event, Interview, World
from yuetan.rules import (
    APPOINTMENT_DECIDED,
    APPROVED,
    FILED,
    HALF_YEAR,
    HELD,
    INTERVIEWEE,
    INTERVIEWER,
    MONTH,
    NOTIFIED,
    ORGANISER,
    PAIR,
    PERIOD_END,
    PERIOD_START,
    PROPOSED,
    QUARTER,
    RECORDED,
    RECORDER,
    RECTIFIED,
    RETURNED,
    SANCTIONED,
    STANDING,
    TOOK_OFFICE,
    TWELVE_MONTHS,
    UNIT,
    WITHDRAWN,
    YEAR,
    Credit,
    Duty,
    Quota,
    Regulation,
    before,
    between,
    by,
    days_after,
    days_before,
    departed,
    end_of,
    happened,
    months_before,
    nobody,
    overdue,
    rank,
    workdays_after,
)

LEADERS = HEAD | DEPUTY
IN_PERIODS = (
    duty("yearly", each=YEAR, talk=ROUTINE, about=LEADERS),
    duty("twice", each=HALF_YEAR, talk=Quota(ROUTINE, times=2), about=nobody(TOWN) & LEADERS),
    duty("together", each=YEAR, talk=Quota(WARNING, together=True), about=BUREAU),
    duty("after_quarters", owed_by=UNIT, about=TOWN | BUREAU, each=QUARTER, done="reported",
         due=days_after(PERIOD_END, 10)),
    duty("reports", owed_by=UNIT, about=TOWN | BUREAU, each=YEAR, done="reported", times=2),
    duty("early", owed_by=HEAD, each=MONTH, done="answered", due=days_after(PERIOD_START, 5)),
    duty("scheme", owed_by=UNIT, each=STANDING, done="issued", about=BUREAU | OFFICE),
    duty("pledge", owed_by=LEADERS, each=STANDING, done="praised"),
)
WITH_INTERVIEWS = (
    duty("notice", owed_by=ORGANISER, to=INTERVIEWEE, done=NOTIFIED, due=days_before(HELD, 3)),
    duty("report", owed_by=INTERVIEWEE, to=UNIT, kinds=(WARNING,), material=REPORT, due=days_after(HELD, 15)),
    duty("minutes", owed_by=ORGANISER, done="reported", due=workdays_after(HELD, 5), about=LEADERS),
    duty("approval", owed_by=ORGANISER, done=APPROVED, due=by(HELD)),
    duty("praise", owed_by=INTERVIEWER, done="praised"),
    duty("putting_right", owed_by=INTERVIEWEE, done="urged", due=days_after("complained", 10), about=BUREAU),
)
ON_EVENTS = (
    duty("record", owed_by=RECORDER, on=HELD, done=RECORDED),
    duty("again", owed_by=INTERVIEWEE, on=RETURNED, material=REPORT, due=workdays_after(RETURNED, 5)),
    duty("resting", owed_by=INTERVIEWEE, on=SANCTIONED, done="answered", due=by(end_of(SANCTIONED))),
    duty("talk_after", on=SANCTIONED, talk=Quota(WARNING, times=2), due=days_after(SANCTIONED, 60), about=LEADERS),
    duty("coming", on=APPOINTMENT_DECIDED, talk=COMING, about=rank(low=4), due=before(TOOK_OFFICE)),
    duty("hearing", owed_by=BUREAU & HEAD, on="complained", done="answered", due=days_after("complained", 20)),
    duty("following", owed_by=ORGANISER, on=HELD, done="urged", due=days_after("reported", 7), kinds=(WARNING,)),
)
IN_PYTHON = (
    duty("rolling", each=TWELVE_MONTHS, talk=ROUTINE),
    duty("pairs", each=YEAR, talk=Quota(ROUTINE, per=PAIR)),
    duty("talkers", each=YEAR, talk=Quota(ROUTINE, per=INTERVIEWER, persons=True)),
    duty("of_units", owed_by=UNIT, each=YEAR, talk=Quota(ROUTINE, per=UNIT), about=BUREAU),
    duty("by_owner", each=YEAR, talk=Quota(ROUTINE, by_owner=True), about=LEADERS),
    duty("covered", each=YEAR, talk=WARNING),
    duty("when", owed_by=INTERVIEWEE, done="answered", when=happened("complained")),
    duty("window", owed_by=ORGANISER, done="urged", due=between(APPROVED, HELD)),
    duty("chased", owed_by=BUREAU & HEAD, on=overdue("report"), done="urged", due=days_after(overdue("report"), 5)),
    duty("points_answered", owed_by=INTERVIEWEE, on="three_points", done="answered"),
)
RULES = (
    step(PROPOSED), step(FILED, HELD, ends=True), step(RECTIFIED, HELD, kinds=(WARNING,), ends=True), REPORT,
    pairing("coming", by=TOWN & DEPUTY, kinds=(COMING,)), pairing("warning", by=TOWN & HEAD, kinds=(WARNING,)),
    BY_MAYOR, BY_HEADS, Credit("credit", "抵计", families=("reminder",), to=ROUTINE, clause="1"),
    tally("three_points", {"warned": 1, "complained": 2}, within=months_before("three_points", 12), reaching=3),
)
PLAIN = RULES[:-1]  # nothing in it follows from anything else
NEXT = DAY("2026-05-01")
EVERY_SHAPE = small(*RULES, *IN_PERIODS, *WITH_INTERVIEWS, *ON_EVENTS, *IN_PYTHON)
EDITIONS: tuple[tuple[Regulation, ...], ...] = (
    (small(*PLAIN, *IN_PERIODS),),
    (small(*PLAIN, *IN_PERIODS, newcomers=False, until=DAY("2026-07-01")),),
    (small(*PLAIN, *WITH_INTERVIEWS),),
    (small(*PLAIN, *ON_EVENTS, rolls=True),),
    (small(*PLAIN, *ON_EVENTS),),
    (small(*RULES, *IN_PYTHON, *WITH_INTERVIEWS[:2], *ON_EVENTS[:1]),),
    (small(*PLAIN, *WITH_INTERVIEWS[:3], *ON_EVENTS[:2], until=NEXT),
     small(*PLAIN, *WITH_INTERVIEWS[1:4], *ON_EVENTS[1:3], since=NEXT, rolls=True)),
)

DAYS = [DAY("2025-12-01") + timedelta(days=8 * number) for number in range(50)]
days = st.sampled_from(DAYS)
people = st.sampled_from(["vice", "chief", "second", "keeper", "clerk"])
units = st.sampled_from(["town", "bureau", "office"])
STEPS = [NOTIFIED, HELD, HELD, "reported", APPROVED, RETURNED, RECORDED, RECTIFIED, FILED, "urged", "report",
         "complained", "praised", "answered", WITHDRAWN]
TO_PEOPLE = [SANCTIONED, "answered", "complained", "urged", "warned", "praised", APPOINTMENT_DECIDED, TOOK_OFFICE]
TO_UNITS = ["issued", "reported", "complained", "answered", "praised"]
DEPARTURES = [departed(one.code) for one in EVERY_SHAPE.of(Duty)]
PERIODS = st.sampled_from(["", "", "", "", "2026", "2026H1", "2026Q1", "2026-03", "standing", "interview:t0"])


@st.composite
def histories(draw: st.DrawFn, *, others: tuple[str, ...] = ("small", "elsewhere")) -> World:
    """The town on some day, its interviews at any stage, whatever else happened, and people who come and go."""
    facts = [fact for number in range(draw(st.integers(0, 3))) for fact in draw(interviews(f"t{number}", others))]
    facts += [draw(outside(TO_PEOPLE, cadre=draw(people))) for _ in range(draw(st.integers(0, 5)))]
    facts += [draw(outside(TO_UNITS, unit=draw(units))) for _ in range(draw(st.integers(0, 4)))]
    facts += [fact for number in range(draw(st.integers(0, 2))) for fact in draw(earlier(number))]
    seats = [seat("second", "station", "deputy", since=str(draw(days)), rank=4)] if draw(st.booleans()) else []
    return town(str(draw(days)), *facts, *seats, judged_from=str(draw(st.sampled_from(["2020-01-01", *DAYS[:20]]))))


@st.composite
def interviews(draw: st.DrawFn, name: str, regulations: tuple[str, ...]) -> list[Interview | Event | Appointment]:
    """An interview with one to three, at any stage; some of what happened in it befell one of them alone."""
    to = sorted(draw(st.sets(people, min_size=1, max_size=3)))
    planned = draw(st.none() | days)
    what = talk(name, draw(st.sampled_from(["routine", "warning", "coming"])), " ".join(to),
                draw(st.sampled_from(["mayor", "vice"])), str(planned) if planned else "",
                regulation=draw(st.sampled_from((regulations[0], *regulations))),
                family=draw(st.sampled_from(["routine", "pre_appointment", "reminder"])),
                collective=draw(st.booleans()))
    codes = draw(st.lists(st.sampled_from(STEPS) | st.sampled_from(DEPARTURES), max_size=8))
    proposed = [Event(code=PROPOSED, on=draw(days), interview=name)] if draw(st.integers(0, 5)) else []
    alone = st.sampled_from(["", "", "", *to, "keeper"])
    return [what, *proposed, *(draw(events(code, interview=name, cadre=draw(alone))) for code in codes)]


@st.composite
def outside(draw: st.DrawFn, /, codes: list[str], **whose: str) -> Event:
    """Something that happened outside any interview."""
    return draw(events(draw(st.sampled_from(codes) | st.sampled_from(DEPARTURES)), **whose))


@st.composite
def events(draw: st.DrawFn, /, code: str, **whose: str) -> Event:
    """An event on any day, now and then for a period it names, with a reason, or one that lasts."""
    on = draw(days)
    until = draw(st.none() | st.just(on + timedelta(days=40)))
    return Event(code=code, on=on, until=until, counts_for=draw(PERIODS), reason=draw(st.sampled_from(["", "因故"])),
                 **whose)  # type: ignore[arg-type]


@st.composite
def earlier(draw: st.DrawFn, number: int) -> list[Interview | Event]:
    """A talk taken over as held."""
    name, on = f"e{number}", draw(days)
    return [talk(name, draw(st.sampled_from(["routine", "warning"])), draw(people), "mayor", imported=True,
                 regulation=draw(st.sampled_from(["small", "elsewhere"])),
                 family=draw(st.sampled_from(["routine", "reminder"]))), Event(code=HELD, on=on, interview=name)]
