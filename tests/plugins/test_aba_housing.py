"""阿坝州住建局 by the conformance kit: its stories hold, and no rule can be changed without one of them noticing."""

from __future__ import annotations

from tools.house import ROOT
from yuetan.testing.kit import conformance

HEAD_ALREADY = "whoever is head is so in whatever manner, and is no deputy"
CHIEF_ALREADY = "the head of the bureau talks and proposes himself, entrusted or not"
NOTHING_COUNTED = "no day is counted before the talk itself, so neither the sign nor the unit matters"
FIRST_STEP = "nothing comes before the first step, so its force has nothing to refuse"
IN_THE_INTERVIEW = "what is asked for and agreed to in the interview itself is never older than its proposal"
HEADS = "two.two.one.post: with head"
EQUIVALENT = {
    **dict.fromkeys((
        f"guard:covered.needs.selector.two.{HEADS}", f"guard:consent_before_notice.needs[1].selector.{HEADS}",
        f"guard:consent_before_talk.needs[1].selector.{HEADS}", f"pairing:chief_proposes.by.{HEADS}",
        f"pairing:chief_proposes.to.{HEADS}", f"pairing:consenting.by.{HEADS}", f"pairing:chief.by.{HEADS}",
        f"pairing:chief.to.{HEADS}", f"pairing:portfolio.company[0].{HEADS}",
        f"pairing:appointments.company[0].{HEADS}", f"pairing:discipline.company[0].{HEADS}",
        f"pairing:chief.company[0].{HEADS}",
    ), HEAD_ALREADY),
    "pairing:chief_proposes.deputy.one.two.post: with head": CHIEF_ALREADY,
    "pairing:chief.deputy.one.two.post: with head": CHIEF_ALREADY,
    "guard:consent_before_notice.needs[0].fresh: to True": IN_THE_INTERVIEW,
    "guard:consent_before_talk.needs[0].fresh: to True": IN_THE_INTERVIEW,
    "guard:application_first.needs.fresh: to True": IN_THE_INTERVIEW,
    "guard:report_first.needs.fresh: to True": IN_THE_INTERVIEW,
    "duty:preparation.due.count: sign turned": NOTHING_COUNTED,
    "duty:preparation.due.tick: DAY to WORKDAY": NOTHING_COUNTED,
    "duty:preparation.due.tick: DAY to WEEK": NOTHING_COUNTED,
    "duty:preparation.due.tick: DAY to MONTH": NOTHING_COUNTED,
    "duty:preparation.due.tick: DAY to YEAR": NOTHING_COUNTED,
    "step:proposed.force: MUST to SHOULD": FIRST_STEP,
    "step:proposed.force: MUST to MAY": FIRST_STEP,
    "regulation.rolls: to True": "no term of this text runs after an event, and what runs before one never rolls",
    "regulation.newcomers: to False": "no duty of this text comes again with a period",
}
"""Changes that make no difference, each with its reason: with what else the rule says, it says the same."""

TestAbaHousing = conformance(
    "aba_housing", ROOT / "plugins" / "aba_housing", stories=ROOT / "tests" / "scenarios" / "aba_housing",
    equivalent=EQUIVALENT)
