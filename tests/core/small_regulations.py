"""Small invented regulations: between them every word of the vocabulary is used, each where it is easy to see."""

from __future__ import annotations

from datetime import date
from typing import Any

from yuetan.rules import (
    ANY,
    APPOINTMENT_DECIDED,
    APPROVED,
    ARTICLES,
    ASSIGNED,
    BEFORE_HOLIDAYS,
    BELOW,
    BELOW_PORTFOLIO,
    CONSULTED,
    EVERYONE,
    FILED,
    FINDING_RECORDED,
    HALF_YEAR,
    HELD,
    INDIVIDUAL,
    INTERVIEWEE,
    INTERVIEWER,
    LAST_CALENDAR_WEEK,
    LAST_SEVEN_DAYS,
    MAY,
    MONTH,
    MUST,
    NEVER,
    NEXT_BELOW,
    NOTHING,
    NOTIFIED,
    ORGANISER,
    OWN_UNIT,
    PAIR,
    PERIOD_END,
    PERIOD_START,
    PORTFOLIO,
    POSTPONED,
    PROPOSED,
    QUARTER,
    RECORDED,
    RECORDER,
    RECTIFIED,
    RETURNED,
    SANCTIONED,
    SECTIONS,
    SEMESTER,
    SHOULD,
    STANDING,
    TOOK_OFFICE,
    TWELVE_MONTHS,
    UNIT,
    WITHDRAWN,
    WITHIN,
    WITHIN_PORTFOLIO,
    YEAR,
    Clause,
    Collection,
    Credit,
    Duty,
    FieldType,
    FormField,
    Guard,
    Kind,
    Material,
    Pairing,
    Quota,
    Rank,
    Regulation,
    Rule,
    Step,
    Tally,
    addressed,
    before,
    between,
    by,
    days_after,
    days_before,
    departed,
    end_of,
    falls_in,
    filled,
    grounded,
    happened,
    led_by,
    manner,
    marked,
    months_after,
    months_before,
    named,
    nobody,
    not_yet,
    overdue,
    party,
    post,
    rank,
    reading,
    same_people,
    selected,
    staffed,
    talked,
    talkers,
    terms,
    unit,
    weeks_after,
    weeks_before,
    workdays_after,
    workdays_before,
    years_after,
)

SINCE = date(2020, 1, 1)
TERMS = (
    *terms("unit_type", town="镇", bureau="局", office="科", party="党委"),
    *terms("mark", managed="市管"),
    *terms("event", warned="受到提醒", praised="受到表扬", complained="被投诉", issued="印发计划", bought="买了礼品",
           urged="催办", reported="上报", answered="答复"),
)

CLAUSES = (Clause("1", "一切规则"), Clause("2", "事由"), Clause("2.1", "一项事由"), Clause("2.2", "又一项事由"),
           Clause("3", "内容"))
COMMON_STEPS = (PROPOSED, APPROVED, CONSULTED, NOTIFIED, HELD, RECORDED, RECTIFIED, FILED)
ROUTINE = Kind("routine", "日常谈话", clause="1")
WARNING = Kind("warning", "警示谈话", family="warning", grounds="2", topics="3", clause="1")
COMING = Kind("coming", "任前谈话", family="pre_appointment", clause="1")
LETTER = Kind("letter", "函询", family="reminder", medium="letter", clause="1")
KINDS = (ROUTINE, WARNING, COMING, LETTER)

HEAD, DEPUTY, MEMBER, STAFF = post("head"), post("deputy"), post("member"), post("staff")
TOWN, BUREAU, OFFICE = unit("town"), unit("bureau"), unit("office")


def small(*rules: Clause | Rule, **fields: Any) -> Regulation:  # noqa: ANN401 - the fields of a regulation
    """A settled regulation of these rules; the places they cite, the kinds above and the common steps are there."""
    own = {one.code for one in rules if isinstance(one, Step)}
    steps = tuple(step(code) for code in COMMON_STEPS if code not in own)
    values = {"code": "small", "title": "小镇谈话办法", "since": SINCE, "terms": TERMS, **fields}
    return Regulation(**values, rules=(*CLAUSES, *KINDS, *steps, *rules)).under({})


def pairing(code: str, **fields: Any) -> Pairing:  # noqa: ANN401 - the fields of a pairing
    """Who talks to whom: everybody to everybody, unless told otherwise."""
    return Pairing(code, code, **{"by": EVERYONE, "to": EVERYONE, "clause": "1", **fields})


def duty(code: str, **fields: Any) -> Duty:  # noqa: ANN401 - the fields of a duty
    """What somebody owes."""
    return Duty(code, code, clause="1", **fields)


def guard(code: str, step: str, **fields: Any) -> Guard:  # noqa: ANN401 - the fields of a guard
    """What must be so before a step."""
    return Guard(code, code, step=step, clause="1", **fields)


def step(code: str, *after: str, **fields: Any) -> Step:  # noqa: ANN401 - the fields of a step
    """A step after others."""
    return Step(code, code, after=after, clause="1", **fields)


def tally(code: str, counts: dict[str, float | None], **fields: Any) -> Tally:  # noqa: ANN401 - the fields of a tally
    """A count that becomes an event."""
    return Tally(code, code, counts=counts, clause="1", **fields)


# Who talks to whom, by how their units lie to each other

RELATIONS = {"any": ANY, "own": OWN_UNIT, "next_below": NEXT_BELOW, "below": BELOW, "within": WITHIN,
             "portfolio": PORTFOLIO,
             "below_portfolio": BELOW_PORTFOLIO, "within_portfolio": WITHIN_PORTFOLIO}
TIERS = {code: small(pairing(code, by=HEAD | DEPUTY, relation=relation)) for code, relation in RELATIONS.items()}
BY_HEADS = pairing("heads", by=HEAD, to=nobody(HEAD), relation=OWN_UNIT)
BY_MAYOR = pairing("mayor", by=TOWN & HEAD, to=HEAD & ~TOWN)

# By when

DUES = {
    "days_after": days_after(HELD, 15), "weeks_after": weeks_after(HELD, 2), "months_after": months_after(HELD, 1),
    "years_after": years_after(HELD, 1), "workdays_after": workdays_after(HELD, 5), "days_before": days_before(HELD, 3),
    "weeks_before": weeks_before(HELD, 1), "months_before": months_before(HELD, 1),
    "workdays_before": workdays_before(HELD, 2), "by": by(HELD), "before": before(HELD), "by_end": by(end_of(HELD)),
    "between": between(APPROVED, HELD),
}
TIMED = small(*(duty(code, owed_by=ORGANISER, done=f"done_{code}", due=due) for code, due in DUES.items()),
              terms=TERMS + terms("event", **{f"done_{code}": code for code in DUES}))

# How often

FORTNIGHT = named("fortnight", "每两周")
PERIODS = (YEAR, HALF_YEAR, QUARTER, MONTH, SEMESTER, BEFORE_HOLIDAYS, LAST_SEVEN_DAYS, LAST_CALENDAR_WEEK, STANDING,
           FORTNIGHT)
REPORTS = {period.code: small(duty("report", owed_by=UNIT, about=TOWN, each=period, done="reported"))
           for period in PERIODS}
AFTER_QUARTERS = small(duty("report", owed_by=UNIT, about=TOWN, each=QUARTER, done="reported",
                            due=days_after(PERIOD_END, 10)))
EARLY_IN_MONTHS = small(duty("plan", owed_by=HEAD, each=MONTH, done="issued", due=days_after(PERIOD_START, 5)))
YEARLY = duty("yearly", each=YEAR, talk=ROUTINE)
ROLLING = duty("rolling", each=TWELVE_MONTHS, talk=ROUTINE)

# A procedure from proposal to filing

REPORT = Material("report", "整改报告", clause="1", fields=(
    FormField("measures", "措施", FieldType.LONG_TEXT),
    FormField("note", "备注", required=False, filled_by=INTERVIEWEE)))
NOTICE = Material("notice", "通知", clause="1", fields=(FormField("time", "时间", FieldType.TIME),))
STEPS = (
    step(PROPOSED), step(CONSULTED, PROPOSED, force=SHOULD), step(APPROVED, PROPOSED), step(NOTIFIED, PROPOSED),
    step(HELD, NOTIFIED), step(RECORDED, HELD, kinds=(WARNING,)), step(RECTIFIED, HELD, kinds=(WARNING,)),
    step(FILED, HELD, ends=True), step(POSTPONED, NOTIFIED, force=MAY),
)
PROCEDURE = small(
    *STEPS, NOTICE, REPORT, Collection("questions", "题库", clause="1"),
    duty("notice", owed_by=ORGANISER, to=INTERVIEWEE, done=NOTIFIED, material=NOTICE, due=days_before(HELD, 3)),
    duty("record", owed_by=RECORDER, on=HELD, done=RECORDED, force=SHOULD),
    duty("report", owed_by=INTERVIEWEE, to=UNIT, kinds=(WARNING,), material=REPORT, due=days_after(HELD, 15)),
    duty("again", owed_by=INTERVIEWEE, on=RETURNED, material=REPORT, due=workdays_after(RETURNED, 5)),
    duty("talk_after", on=SANCTIONED, talk=WARNING, force=MAY),
    duty("thanks", owed_by=INTERVIEWER, done="praised", force=MAY),
)

# Conditions, each as the need of a guard on the talk

CONDITIONS = {
    "never": NEVER, "individual": INDIVIDUAL, "staffed": staffed(2), "led_by": led_by(TOWN),
    "happened": happened(CONSULTED), "fresh": happened(FINDING_RECORDED, fresh=True), "talked": talked("routine"),
    "talked_since": talked("routine", SANCTIONED), "falls_in": falls_in(LAST_SEVEN_DAYS),
    "addressed": addressed(INTERVIEWEE), "filled": filled("time"), "manner": selected(manner("presiding")),
    "party": selected(party("member")), "rank": selected(rank(high=Rank.SECTION)),
    "marked": selected(marked("managed")), "both": happened(CONSULTED) & staffed(2),
    "either": happened(CONSULTED) | staffed(2), "not_yet": not_yet(ASSIGNED), "grounded": grounded("1"),
    "same_people": same_people(CONSULTED),
    "talkers": talkers(2),
}
GUARDED = {code: small(guard(code, HELD, kinds=(ROUTINE,), needs=needs), NOTICE) for code, needs in CONDITIONS.items()}

# What a lapse leads to, and what adds up

CHAIN = small(
    duty("report", owed_by=INTERVIEWEE, kinds=(WARNING,), done="reported", due=days_after(HELD, 15)),
    duty("urge", owed_by=BUREAU & HEAD, on=overdue("report"), done="urged", due=days_after(overdue("report"), 5)),
    duty("last_warning", owed_by=TOWN & HEAD, on=overdue("urge"), done="warned", due=days_after(overdue("urge"), 3)),
    guard("no_promotion", APPOINTMENT_DECIDED, after=overdue("last_warning"),
          until=months_after(overdue("last_warning"), 6)))
POINTS = small(
    tally("three_points", {"warned": 1, "complained": 2, "bought": None}, within=months_before("three_points", 12),
          reaching=3),
    duty("answer", owed_by=INTERVIEWEE, on="three_points", done="answered", due=workdays_after("three_points", 5)),
    guard("points_bar", "praised", after="three_points", until=months_after("three_points", 3)))

# An open place, another numbering, and talks under another regulation

READ = small(
    duty("notice", owed_by=ORGANISER, done=NOTIFIED, due=reading(
        "notice_days", "提前几天", {"three": days_before(HELD, 3), "five": days_before(HELD, 5)}, why="未写明",
        clause="1")),
    reading("second_notice", "要不要再通知一次", {"no": NOTHING, "yes": duty("again", done=NOTIFIED)}, why="未写明",
            clause="1"),
    numbering=SECTIONS if ARTICLES.printed("1") == "一" else ARTICLES)
CREDITED = small(BY_MAYOR, BY_HEADS, YEARLY, Credit("credit", "抵计", families=("reminder",), to=ROUTINE, clause="1"))
PER_PAIR = small(BY_HEADS, duty("pairs", each=YEAR, talk=Quota(ROUTINE, per=PAIR)))
BEFORE_OFFICE = small(
    pairing("coming", by=TOWN & DEPUTY, to=rank(low=Rank.SECTION), kinds=(COMING,), force=MUST),
    duty("coming", on=APPOINTMENT_DECIDED, talk=COMING, about=rank(low=Rank.SECTION), due=before(TOOK_OFFICE)))
SETTLING = (WITHDRAWN, departed("report"))
