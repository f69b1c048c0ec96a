"""连云港 by the conformance kit: its stories hold, and no rule can be changed without one of them noticing."""

from __future__ import annotations

from tools.house import ROOT
from yuetan.testing.kit import conformance

BY_RELATION = "who talks sits above the interviewee in his own branch, and only such a unit stands there"
FIRST_STEP = "nothing comes before the first step, so its force has nothing to refuse"
HEAD_ALREADY = "whoever is head is so in whatever manner, and is no deputy"
MEMBER_ALREADY = "whoever is a member, or of the middle, is named beside the deputies in whatever manner"
HEADS, DEPUTIES = "two.two.one.post: with head", "two.two.one.post: with member"
EQUIVALENT = {
    **dict.fromkeys((
        "guard:city_managed.needs.selector.two.two.two.two.one.post: with head",
        f"pairing:other_cadres.by.{HEADS}", f"pairing:other_cadres.to.one.two.two.{HEADS}",
        f"pairing:party_head.by.{HEADS}", f"pairing:party_head.to.two.{HEADS}",
        f"pairing:government_head.by.{HEADS}", f"pairing:government_head.to.two.{HEADS}",
        "pairing:assembly_head.by.two.one.two.one.post: with head", f"pairing:portfolio.to.{HEADS}",
        "pairing:own_unit.by.two.one.two.one.post: with head", "pairing:own_unit.to.two.one.two.one.post: with head",
        f"pairing:county_head.by.{HEADS}", f"pairing:county_head.to.two.{HEADS}",
        f"pairing:county_government_head.by.{HEADS}",
        f"pairing:discipline.to.one.{HEADS}", f"pairing:discipline_routine.to.one.{HEADS}",
        f"duty:annual_talk.about.one.two.two.{HEADS}", f"duty:annual_talk.about.two.one.{HEADS}",
    ), HEAD_ALREADY),
    **dict.fromkeys((
        f"guard:city_managed.needs.selector.two.one.one.{DEPUTIES}",
        f"pairing:other_cadres.to.one.two.one.one.{DEPUTIES}",
        f"pairing:party_head.to.one.{DEPUTIES}", f"pairing:government_head.to.one.{DEPUTIES}",
        f"pairing:assembly_head.to.{DEPUTIES}", "pairing:assembly_head.to.two.two.one.post: with middle",
        f"pairing:county_head.to.one.{DEPUTIES}", f"pairing:county_government_head.to.{DEPUTIES}",
        f"duty:annual_talk.about.one.two.one.one.{DEPUTIES}",
    ), MEMBER_ALREADY),
    "pairing:assembly_head.by.one.unit_type: with city_court": BY_RELATION,
    "pairing:county_head.by.one.unit_type: with county_government": BY_RELATION,
    "pairing:county_government_head.by: second part alone": BY_RELATION,
    "pairing:county_government_head.by.one.unit_type: with county_npc": BY_RELATION,
    "step:proposed.force: MUST to SHOULD": FIRST_STEP,
    "step:proposed.force: MUST to MAY": FIRST_STEP,
}
"""Changes that make no difference, each with its reason: with what else the rule says, it says the same in any city."""

TestLianyungang = conformance(
    "lianyungang", ROOT / "plugins" / "lianyungang", stories=ROOT / "tests" / "scenarios" / "lianyungang",
    equivalent=EQUIVALENT)
