"""月月谈 by the conformance kit: its stories hold, and no rule can be changed without one of them noticing."""

from __future__ import annotations

from tools.house import ROOT
from yuetan.testing.kit import conformance

HEAD_ALREADY = "whoever is head is so in whatever manner, and needs nobody to entrust him"
BY_RELATION = "no unit of that type lies there: nobody else's branch, and nothing above a bureau"
NO_COUNT = "it counts no days: the day of the talk itself is the last one"
INSIDE = "it is recorded in the interview itself, which no earlier talk comes before"
BODY, POSTS = "two.two.one.post: with head", "to.two.two.one.two.one.two.one.post: with head"
EQUIVALENT = {
    **dict.fromkeys((
        f"pairing:others_by_secretary.{POSTS}", f"pairing:others_by_leader.{POSTS}",
        f"pairing:others_by_leader.by.{BODY}", f"pairing:bureau_secretary.deputy.{BODY}",
        f"pairing:bureau_secretary.company[0].{BODY}", f"pairing:group_leader.by.{BODY}",
        f"pairing:group_leader.to.{BODY}", "pairing:group_leader.deputy.two.post: with head",
        f"pairing:grassroots_secretary.deputy.{BODY}", f"pairing:grassroots_secretary.company[0].{BODY}",
        f"pairing:bureau_group_leader.by.{BODY}", f"pairing:bureau_group_leader.to.{BODY}",
    ), HEAD_ALREADY),
    **dict.fromkeys((
        "pairing:group_leader.company[0].one.unit_type: with bureau_stationed_discipline",
        "pairing:group_leader.company[0].one.unit_type: with subordinate_unit",
        "pairing:group_leader.guests.one.unit_type: with stationed_discipline",
        "pairing:group_leader.guests.one.unit_type: with bureau_discipline",
        "pairing:group_leader.guests.one.unit_type: with bureau_stationed_discipline",
        "pairing:group_leader.guests.one.unit_type: with subordinate_unit",
        "pairing:group_leader.beside: 本单位及下属 to 下一级", "pairing:group_leader.beside: 本单位及下属 to 下属",
        "pairing:bureau_group_leader.guests.one.unit_type: with bureau_stationed_discipline",
        "pairing:bureau_group_leader.guests.one.unit_type: with stationed_discipline",
        "pairing:bureau_group_leader.guests.one.unit_type: with bureau_discipline",
        "pairing:bureau_group_leader.beside: 本单位及下属 to 下属",
        "pairing:content_by.by.unit_type: with city_department", "pairing:plan_by.by.unit_type: with city_department",
        "pairing:notice_by.by.unit_type: with city_department", "pairing:filing_by.by.unit_type: with city_department",
    ), BY_RELATION),
    **dict.fromkeys((
        "duty:knowledge_test.due.count: sign turned", "duty:knowledge_test.due.tick: DAY to WORKDAY",
        "duty:knowledge_test.due.tick: DAY to WEEK", "duty:knowledge_test.due.tick: DAY to MONTH",
        "duty:knowledge_test.due.tick: DAY to YEAR",
    ), NO_COUNT),
    **dict.fromkeys((
        "guard:demanded.needs[1].fresh: to True", "guard:settled.needs[1].fresh: to True",
        "guard:postponed_on_request.needs.fresh: to True",
    ), INSIDE),
    "duty:monthly_talk.owed_by: to interviewee": "it is counted for each talker, and he owes it whatever he is called",
    "duty:monthly_talk.talk.persons: to True": "one talk is with one person at least",
    "step:proposed.force: MUST to SHOULD": "nothing comes before the first step, so its force has nothing to refuse",
    "step:proposed.force: MUST to MAY": "nothing comes before the first step, so its force has nothing to refuse",
}
"""Changes that make no difference, each with its reason: with what else the rule says, it is the same in any bureau."""

TestMonthlyTalks = conformance(
    "monthly_talks", ROOT / "plugins" / "monthly_talks", stories=ROOT / "tests" / "scenarios" / "monthly_talks",
    equivalent=EQUIVALENT, views=("monthly_talks.talkers",))
