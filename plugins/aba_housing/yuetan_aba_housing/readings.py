"""阿坝州住建局：where the text is open. The first option is ours; a deployment may choose another by decision."""

from typing import TypedDict

from yuetan.rules import (
    ANY,
    APPROVED,
    HELD,
    TOOK_OFFICE,
    Relation,
    Selector,
    before,
    by,
    happened,
    led_by,
    reading,
    staffed,
    talkers,
    workdays_before,
)
from yuetan_aba_housing.whom import CHIEF, HOUSE, LEADERS, OFFICE, ORGANS

BEFORE_OFFICE = reading(
    "before_office", "“到任前”最迟到哪一天", {"day_before": before(TOOK_OFFICE), "same_day": by(TOOK_OFFICE)},
    labels=("到任前一日", "到任当日"), clause="4.2", why="“前”不含到任当日；也可理解为到任当日履职之前")


def organs(some: Selector) -> Selector:
    """第六条（二） says 局机关 where 第三条 says 局: these people in the one or in the other."""
    return reading(
        "affiliates", "局属站局中心的干部职工由谁约谈", {"as_organs": HOUSE & some, "organs_only": ORGANS & some},
        labels=("比照局机关干部职工", "第六条（二）不及于他们，无人负责"), clause="6.2",
        why="第三条的对象是全局的，印发范围也有局属站局中心；第六条（二）只写局机关")


_PROPOSER = ("proposer", "“约谈主体”由谁提出约谈")
_PROPOSERS = ("负责谈话的人本人", "局领导班子成员或者办公室")
_WHY = "约谈主体就是负责谈话的一方，办公室只提供情况；也可理解为局机关，由班子成员或办公室出面提出"


class Proposed(TypedDict):
    """Who proposes a talk, and how far he reaches."""

    by: Selector
    relation: Relation


def proposed_by(those_who_talk: Selector, relation: Relation) -> Proposed:
    """约谈主体 can be read two ways, which bears on two fields of a pairing at once, and on what is consent."""
    return Proposed(
        by=reading(*_PROPOSER, {"talker": those_who_talk, "bureau": LEADERS | OFFICE}, labels=_PROPOSERS, why=_WHY,
                   clause="6.1"),
        relation=reading(*_PROPOSER, {"talker": relation, "bureau": ANY}, labels=_PROPOSERS, why=_WHY, clause="6.1"))


AGREED = reading(  # where others propose for the head of the bureau, the proposal is not yet his consent
    *_PROPOSER, {"talker": happened(APPROVED) | led_by(CHIEF), "bureau": happened(APPROVED)}, labels=_PROPOSERS,
    why=_WHY, clause="6.1")

NOTICE_DAYS = reading(
    "notice_days", "“提前3个工作日”之间要隔几个工作日",
    {"exclude_talk_day": workdays_before(HELD, 3), "clear_days": workdays_before(HELD, 4)},
    labels=("谈话当日不计", "中间空满3个工作日"), clause="6.3",
    why="谈话当日不计，在它之前的第3个工作日送到即可；另一读法要求中间空满3个工作日")

TWO = reading(
    "two", "“谈话不得少于两人”数哪些人", {"talkers_and_company": staffed(2), "talkers_only": talkers(2)},
    labels=("约谈人和参加人都算", "只算约谈人"), clause="7.3",
    why="第六条（二）每种约谈由一人负责、其他人参加，参加人也在谈话一方；也可理解为主谈的就须两人")

POSTPONED_BY = reading(
    "postponed_by", "推后补谈由谁同意", {"leaders": LEADERS, "chief": CHIEF},
    labels=("局领导", "局主要负责人"), clause="8.1",
    why="原文没有写由谁同意，约谈人和主要负责人都是局领导；约谈经主要负责人同意，推后也可理解为须经其同意")
