"""铜仁学院：where the text is open. The first option is ours; a deployment may choose another, by a dated decision."""

from yuetan.rules import (
    EVERYONE,
    MAY,
    NOTHING,
    PERIOD_START,
    SHOULD,
    YEAR,
    Rule,
    Selector,
    before,
    named,
    nobody,
    reading,
)
from yuetan_tongren.whom import (
    DEPARTMENTS,
    FILING,
    FIRST_HANDS,
    OFFICE,
    OFFICE_MEMBERS,
    OTHER_LEADERS,
    PARTY_CADRES,
    SCHOOL_LEADERS,
    SCHOOL_LEVEL,
    SECRETARY,
)

WHOM = reading(
    "party_members", "约谈对象是否限于中共党员", {"members": PARTY_CADRES, "all_cadres": EVERYONE},
    labels=("只限中共党员干部", "非中共党员的干部也可以"), clause="2",
    why="四种形式都写“党员干部”；标题和第五部分写“干部”，也可理解为不限")

AS_NEEDED = reading(
    "main_objects", "第三部分列出的主要对象是否逢事必谈", {"may": MAY, "every_time": SHOULD},
    labels=("列明可以约谈谁，不逢事必谈", "逢事一般都谈"), clause="3.1 3.2 3.3 3.4",
    why="原文列的是“主要对象”，说明可以与谁谈；没有写出现这些情形必须谈")


def one_by_one(guard: Rule) -> Rule:
    """三（一）: who is cleared is talked to alone; or together with others, as any other 预防提醒谈话 may be held."""
    options: dict[str, Rule] = {"alone": guard, "either": NOTHING}
    return reading(
        "clearing_alone", "澄清谈话能否集体进行", options, labels=("只个别进行", "也可以集体进行"), clause="3.1",
        why="反映的问题只涉及他本人，不宜当着别人谈；约谈方式一栏对预防提醒谈话没有区分，也可理解为都可以集体")


ROUND_YEAR = reading(
    "round_year", "集中约谈“每年”从哪天算到哪天",
    {"calendar_year": YEAR, "academic_year": named("academic_year", "每学年", "每年")},
    labels=("自然年度", "学年"), clause="4.3", why="机关按自然年度安排工作；学校也可按学年，起止日由本校日历确定")

ROUND_BY = reading(
    "round_by", "每年的集中约谈由谁开展", {"school": OFFICE, "each_department": FILING},
    labels=("全校统一开展，由党政办承办", "各部门分别开展"), clause="4.3",
    why="集中约谈计划报学校领导小组批准，是全校的安排；也可理解为每个部门都要开展")

PLAN_BY = reading(
    "plan_by", "部门季度计划何时备案", {"within": None, "before": before(PERIOD_START)},
    labels=("当季最后一天以前", "当季开始以前"), clause="4.3",
    why="原文写“按季度”，没有写季度之前；计划宜在事前，可另选")


def of_department_talks(filed: Selector, approved: Selector) -> Selector:
    """五（二）1 binds the university alone, or departments too: whose talks are approved, and who may draft."""
    return reading(
        "department_talks", "部门自行组织的单次约谈是否也报方案审批", {"filed": filed, "approved": approved},
        labels=("不必，部门按季度备案", "也要报领导小组审批"), clause="5.2.1",
        why="方案由“学校开展”的约谈报批，部门自行组织的另有按季度备案；也可理解为每次都要报批")


SCHOOL_TALKS = of_department_talks(SCHOOL_LEVEL, EVERYONE)
DRAFTERS = of_department_talks(OFFICE_MEMBERS, DEPARTMENTS)

OTHERS_LED = reading(
    "other_members", "党委书记可约谈的“其他成员”是否包括校长",
    {"neither": OTHER_LEADERS, "president_too": SCHOOL_LEADERS & nobody(SECRETARY)},
    labels=("书记、校长之外的成员", "也包括校长"), clause="5.1.3", why="书记、校长并列在前，“其他成员”是二人之外的成员")


def beside(members: Selector) -> Selector:
    """五（一）6 stands beside the lines before it, or takes the first hands and key posts out of them."""
    return reading(
        "first_hands", "部门“一把手”、关键岗位由纪委书记谈，是否排除前几项的主谈人",
        {"beside": members, "exclusively": members & nobody(FIRST_HANDS)},
        labels=("不排除，都可以谈", "只由纪委书记谈"), clause="5.1.6",
        why="前几项同样是直陈，没有写“除……外”，两处并行；也可理解为专条优先")

