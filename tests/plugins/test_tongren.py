"""铜仁学院 by the conformance kit: its stories hold, and no rule can be changed without one of them noticing."""

from __future__ import annotations

from tools.house import ROOT
from yuetan.testing.kit import conformance

HEAD_ALREADY = "whoever is head is so in whatever manner, and is no deputy"
HEADS_LEFT_OUT = "both heads are left out of the other members"
OF_THE_CASE = "an approval is an event of the interview itself, which is always that of this talk"
THE_DAY_ITSELF = "the day is that of the talk, and nothing is counted from it"
NO_OTHER_REPORTED = "no talk of another kind is reported to 纪检监察室, so that the event is not there"
NO_CHAIR = "a unit sits in no chair, so that it is never a head"
FIRST_STEP = "nothing comes before the first step, so its force has nothing to refuse"
NOTHING_ROLLS = "no term is counted after an event, and the ends of quarters and years never roll"
UNITS_ALONE = "what comes with a period is owed by units, which are never new to their post"
EQUIVALENT = {
    **dict.fromkeys((
        "pairing:secretary.by.two.two.one.post: with head", "pairing:secretary.to.two.two.two.one.post: with head",
        "pairing:president.by.two.two.one.post: with head", "pairing:president.to.two.one.two.post: without head",
        "pairing:president.to.two.two.two.one.post: with head",
        "pairing:other_leaders.by.two.two.one.post: with head",
        "pairing:other_leaders.to.two.one.two.two.one.post: with head",
        "pairing:deputies_head.by.two.one.post: with head", "pairing:deputies_top.by.two.two.one.post: with head",
        "pairing:lower_head.by.two.two.one.post: with head",
        "pairing:discipline_secretary.by.two.two.one.post: with head",
        "pairing:discipline_secretary.to.one.two.two.one.post: with head",
        "pairing:office_support.led_by.two.two.two.one.post: with head",
        "pairing:own_support.led_by.one.two.two.one.post: with head",
    ), HEAD_ALREADY),
    "pairing:other_leaders.to.one.two.post: without head": HEADS_LEFT_OUT,
    "guard:approved.needs.fresh: to True": OF_THE_CASE,
    **dict.fromkeys((f"guard:{guard}.needs.fresh: to True" for guard in (
        "inquiry_approved", "letter_approved", "planned_first", "inquiry_planned_first")), OF_THE_CASE),
    **dict.fromkeys((f"duty:inquiry_approval.kinds: all but {kind}" for kind in (
        "prevention", "induction", "clearing", "inquiry", "correction", "accountability")), NO_OTHER_REPORTED),
    **dict.fromkeys((f"duty:{duty}.due.{what}" for duty in ("outline", "preparation", "safety") for what in (
        "count: sign turned", *(f"tick: DAY to {tick}" for tick in ("WORKDAY", "WEEK", "MONTH", "YEAR")))),
        THE_DAY_ITSELF),
    **dict.fromkeys((f"duty:{duty}.about: with one (1)" for duty in (
        "urging", "rectification", "publicity", "case_publicity")), NO_CHAIR),
    "step:proposed.force: MUST to SHOULD": FIRST_STEP,
    "step:proposed.force: MUST to MAY": FIRST_STEP,
    "regulation.rolls: to True": NOTHING_ROLLS,
    "regulation.newcomers: to False": UNITS_ALONE,
}
"""Changes that make no difference, each with its reason: with what else the rule says, it says the same anywhere."""

TestTongren = conformance(
    "tongren", ROOT / "plugins" / "tongren", stories=ROOT / "tests" / "scenarios" / "tongren",
    equivalent=EQUIVALENT, views=("interviews.listing", "plans.listing"))
