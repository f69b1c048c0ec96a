"""利通：where the text is open. The first option is ours; a deployment may choose another, by a dated decision."""

from yuetan.rules import (
    FINDING_RECORDED,
    INTERVIEWER,
    NOTHING,
    NOTIFIED,
    ORGANISER,
    TOOK_OFFICE,
    WITHIN,
    Condition,
    Duty,
    Guard,
    Kind,
    Pairing,
    Rank,
    Rule,
    Selector,
    happened,
    nobody,
    rank,
    reading,
)
from yuetan_litong.whom import BELOW_SECRETARY, DISCIPLINE, LISTED, MEETING, PARTY_CADRES, PRINCIPALS, SECTION_LEVEL

UNIT_FINDING, RESOLVED = "unit_finding", "resolved"

SECOND = reading(
    "tier_two", "二级约谈的“科级领导干部”是否包括一级已经列明的主要负责人",
    {"without_heads": SECTION_LEVEL & nobody(PRINCIPALS), "all": SECTION_LEVEL},
    labels=("不包括，他们由一级约谈", "包括全部科级领导干部"), clause="2.1.2",
    why="乡镇党政正职和部门主要负责人已列入一级，分级约谈各谈各的")

THIRD = reading(
    "tier_three", "三级约谈的“党员干部”是否包括科级副职",
    {"with_deputies": PARTY_CADRES, "below": PARTY_CADRES & rank(high=Rank.STAFF)},
    labels=("包括，二级、三级都可以谈", "不包括，只谈科级以下"), clause="2.1.3",
    why="原文写党员干部，没有除去副职；主要负责人对班子副职也负有责任")

_NEW, _NEW_QUESTION = "new_appointees", "对新任或调整的干部，是否逢任必谈"
_NEW_LABELS, _NEW_PLACE = ("二级约谈的内容之一，不逢任必谈", "到任后提醒约谈一次"), "2.1.2.1"
_NEW_WHY = "原文列在二级约谈的内容之下，没有另立一种约谈，也没有写逢任必谈"
_FOUND = happened(FINDING_RECORDED, fresh=True) | happened(UNIT_FINDING, fresh=True)

SCREENED: Condition = reading(
    _NEW, _NEW_QUESTION, {"topic": _FOUND, "owed": _FOUND | happened(TOOK_OFFICE, fresh=True)},
    labels=_NEW_LABELS, clause=_NEW_PLACE, why=_NEW_WHY)

REPORT_TO = reading(
    "report_to", "整改情况向谁报告", {"interviewer": INTERVIEWER, "organiser": ORGANISER},
    labels=("约谈人", "组织实施约谈的经办人"), clause="3.5", why="要求是约谈人提出的，按约谈要求报告即向约谈人报告")

_WITH, _WITH_QUESTION = "with_supervision", "“会同区监委”要做到哪一步"
_WITH_LABELS = ("区监委有人在场", "事先与区监委商定")
_WITH_WHY = "会同组织实施，实施约谈时区监委有人在场；也可理解为商定即可"

SUPERVISION: tuple[Selector, ...] = reading(
    _WITH, _WITH_QUESTION, {"present": (DISCIPLINE,), "consulted": ()}, labels=_WITH_LABELS, clause="2.1.3.5",
    why=_WITH_WHY)


def new_appointees(reminder: Kind) -> Rule:
    """二（一）2(1)：a topic asks for nothing by itself; read as a duty, whoever takes office is reminded."""
    owed = Duty("new_appointee_talk", "提醒约谈新任或调整的干部", on=TOOK_OFFICE, talk=reminder, about=SECOND,
                clause="2.1.2.1")
    options: dict[str, Rule] = {"topic": NOTHING, "owed": owed}
    return reading(_NEW, _NEW_QUESTION, options, labels=_NEW_LABELS, clause=_NEW_PLACE, why=_NEW_WHY)


def consulted() -> Rule:
    """会同区监委: where nobody of it has to be there, it was agreed with before notice."""
    guard = Guard("supervision_consulted", "约谈党外干部须先与区监委商定", step=NOTIFIED, about=LISTED,
                  needs=happened("supervision_consulted"), clause="2.1.3.5")
    options: dict[str, Rule] = {"present": NOTHING, "consulted": guard}
    return reading(_WITH, _WITH_QUESTION, options, labels=_WITH_LABELS, clause="2.1.3.5", why=_WITH_WHY)


def local_meeting(criticism: Kind) -> Rule:
    """二（三）：which meeting decides. Any body that organises talks has one; or only that of 区纪委监委 decides."""
    own = Pairing("local_meeting", "区委、乡镇党委、部门会议", step=RESOLVED, by=MEETING, to=BELOW_SECRETARY,
                  relation=WITHIN, kinds=(criticism,), clause="2.3")
    options: dict[str, Rule] = {"organising": own, "discipline": NOTHING}
    return reading("meeting", "批评教育由哪一级会议研究决定", options,
                   labels=("组织实施约谈的区委、乡镇党委、部门或区纪委监委的会议", "只由区纪委监委的会议"),
                   clause="2.3", why="原文只写会议研究决定，各乡镇、各部门参照实施，也有自己的会议")
