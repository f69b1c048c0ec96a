"""利通 by the conformance kit: its stories hold, and no rule can be changed without one of them noticing."""

from __future__ import annotations

from tools.house import ROOT
from yuetan.testing.kit import conformance

HEAD_ALREADY = "whoever is head is so in whatever manner, and is no deputy"
NAMED_ALREADY = "whoever of that unit talks is named before, head or not"
OF_ITS_KIND = "the other step is not one of this kind's, and only what the same kind knows is waited for"
NO_OTHER_RESOLVED = "no meeting resolves any other kind, nor is criticism determined, so that the event is not there"
NO_CHAIR = "a unit sits in no chair, so that it is never a head"
SELECTED = "whom it falls to is selected by the post, not by the pairings that look at grounds"
ONCE = "it asks for one talk, in which one person or more are talked to"
THE_DAY_ITSELF = "the day is the one the talk set, and nothing is counted from it"
NOTHING_ROLLS = "no term is counted after an event, and the end of a year never rolls"
UNITS_ALONE = "what comes with a period is owed by units, which are never new to their post"
FIRST_STEP = "nothing comes before the first step, so its force has nothing to refuse"
BOTH, HEADS = ("head_reminded", "responsible_reminded"), "two.two.one.post: with head"
EQUIVALENT = {
    **dict.fromkeys((
        f"pairing:tier_one.by.two.{HEADS}", "pairing:tier_one.to.one.one.two.one.two.two.one.post: with head",
        f"pairing:tier_one.to.one.two.{HEADS}", f"pairing:tier_two.by.two.{HEADS}",
        f"pairing:tier_two.to.two.one.{HEADS}", f"pairing:tier_three.by.{HEADS}",
        f"pairing:tier_three.to.one.one.two.{HEADS}", f"pairing:tier_three.to.one.two.one.one.{HEADS}",
        f"pairing:tier_three_beside.by.{HEADS}", f"pairing:tier_three_beside.to.one.one.two.{HEADS}",
        f"pairing:tier_three_beside.to.one.two.one.one.{HEADS}", f"pairing:responsible.by.{HEADS}",
        "duty:head_reminded.talk.whom.two.one.post: with head", f"duty:responsible_reminded.owed_by.{HEADS}",
        "duty:responsible_reminded.talk.whom.one.two.one.post: with head",
        f"pairing:meeting.to.one.{HEADS}", f"pairing:local_meeting.to.one.{HEADS}",
        f"pairing:criticism.to.one.{HEADS}", f"pairing:fixed_by_secretary.by.{HEADS}",
        "pairing:fixed_by_secretary.to.one.one.two.one.two.two.one.post: with head",
        f"pairing:fixed_by_secretary.to.one.two.{HEADS}", f"pairing:fixed_by_discipline.to.two.one.{HEADS}",
        f"pairing:fixed_by_head.by.{HEADS}", f"pairing:fixed_by_head.to.one.two.one.one.{HEADS}",
        f"pairing:fixed_in_township.by.{HEADS}", f"pairing:fixed_in_township.to.one.two.one.{HEADS}",
        f"pairing:fixed_by_head.led_by.two.{HEADS}", f"pairing:fixed_in_township.led_by.two.{HEADS}",
    ), HEAD_ALREADY),
    "pairing:fixed_by_head.led_by.two.one.unit_type: with county_united_front": NAMED_ALREADY,
    "pairing:fixed_in_township.led_by.two.one.unit_type: with county_united_front": NAMED_ALREADY,
    "step:resolved.after: with approved": OF_ITS_KIND,
    "step:approved.after: with resolved": OF_ITS_KIND,
    "step:recorded.after: with resolved": OF_ITS_KIND,
    **dict.fromkeys((f"guard:{guard}.kinds: {what}" for guard in ("as_resolved", "held_as_resolved") for what in (
        "without criticism", "with routine", "with reminder")), NO_OTHER_RESOLVED),
    **dict.fromkeys((f"guard:{guard}.kinds: with criticism" for guard in ("as_determined", "held_as_determined")),
                    NO_OTHER_RESOLVED),
    **dict.fromkeys((f"duty:{duty}.about: with one (1)" for duty in BOTH), NO_CHAIR),
    **dict.fromkeys((f"duty:{duty}.talk.persons: to True" for duty in BOTH), ONCE),
    **dict.fromkeys((f"duty:{duty}.talk.grounds: with {ground}" for duty in BOTH
                     for ground in ("2.2.5", "2.2.6")), SELECTED),
    "duty:rectification_report.due.count: sign turned": THE_DAY_ITSELF,
    **dict.fromkeys((f"duty:rectification_report.due.tick: DAY to {tick}"
                     for tick in ("WORKDAY", "WEEK", "MONTH", "YEAR")), THE_DAY_ITSELF),
    "regulation.rolls: to True": NOTHING_ROLLS,
    "regulation.newcomers: to False": UNITS_ALONE,
    "step:proposed.force: MUST to SHOULD": FIRST_STEP,
    "step:proposed.force: MUST to MAY": FIRST_STEP,
}
"""Changes that make no difference, each with its reason: with what else the rule says, it says the same anywhere."""

TestLitong = conformance(
    "litong", ROOT / "plugins" / "litong", stories=ROOT / "tests" / "scenarios" / "litong", equivalent=EQUIVALENT,
    views={"desk.desk"})
