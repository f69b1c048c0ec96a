"""连云港：where the text is open. The first option is ours; a deployment may choose another, by a dated decision."""

from typing import TypedDict

from yuetan.rules import (
    CONSULTED,
    EVERYONE,
    HELD,
    INTERVIEWEE,
    MAY,
    PORTFOLIO,
    SHOULD,
    TWELVE_MONTHS,
    UNIT,
    WITHIN_PORTFOLIO,
    YEAR,
    Selector,
    addressed,
    days_before,
    happened,
    reading,
    unit,
)
from yuetan_lianyungang.whom import LEADER

OVERSEEN = reading(
    "overseen_units", "分管部门是否包括其下属单位", {"themselves": PORTFOLIO, "with_subordinates": WITHIN_PORTFOLIO},
    labels=("只到分管单位本身", "包括其下属单位"), clause="5.3",
    why="分管到哪个单位就谈哪个单位的主要负责人；下属单位另有主管部门")

DISCIPLINE_TALKERS = reading(
    "discipline_talkers", "市纪委、监察局负责的约谈由谁出面",
    {"leaders": unit("city_discipline") & LEADER, "anyone": unit("city_discipline")},
    labels=("机关领导班子成员", "机关任何干部"), clause="5.7",
    why="以机关名义进行的约谈由其领导班子成员出面；也可理解为机关干部受指派即可")

AGREED = reading(
    "consultation", "“商”组织部门要做到哪一步",
    {"recorded": happened(CONSULTED, fresh=True), "approval": happened("organisation_approved", fresh=True)},
    labels=("会商并记录", "组织部门书面同意"), clause="5.6 7.1", why="会商并记录即可，原文没有写须经其批准")

AS_NEEDED = reading(
    "as_needed", "任前、警示、回访约谈是否逢事必谈", {"as_needed": MAY, "every_time": SHOULD},
    labels=("根据需要，不逢事必谈", "逢事一般都谈"), clause="6",
    why="第四条说逢此情形实施，第六条说根据需要开展；后者专讲频次")

EACH_YEAR = reading(
    "each_year", "“每年”从哪天算到哪天", {"calendar_year": YEAR, "twelve_months": TWELVE_MONTHS},
    labels=("自然年度", "距上次十二个月"), clause="6", why="机关按自然年度安排工作；也可理解为距上次约谈不超过十二个月")

BY_OWNER = reading(
    "counting_talks", "哪些日常约谈算数", {"any": False, "by_owner": True},
    labels=("准许谈话的人谈过都算", "只算负责人谈的"), clause="5.7 6",
    why="第五条（七）准许市纪委作日常约谈，谈过即算；也可只认第五条（一）至（五）的负责人谈的")

NOTICE_DAYS = reading(
    "notice_days", "“提前3天”之间要隔几天",
    {"exclude_talk_day": days_before(HELD, 3), "clear_days": days_before(HELD, 4)},
    labels=("谈话当日不计", "中间空满3天"), clause="7.2",
    why="谈话当日不计，在它之前的第3天送到即可；另一读法要求中间空满3天")

NOTICE_TO = reading(
    "notice_to", "警示、回访约谈通知给谁",
    {"himself": addressed(INTERVIEWEE), "either": addressed(INTERVIEWEE) | addressed(UNIT)},
    labels=("只通知本人", "通知本人或其单位"), clause="7.2",
    why="原文通知本人或其单位均可；涉及问题的约谈为保密只告知本人，单位只收时间地点")

REPORT_TO = reading(
    "supervision_bureau", "监察局已撤并，报送对象如何确定",
    {"successor": unit("city_discipline"), "as_printed": unit("city_discipline", "city_supervision")},
    labels=("承接其职责的市纪委监委", "市纪委监委和原市监察局"), clause="7.4",
    why="监察局职责已由市纪委监委承接；原机关数据仍在册的，可将两者并列")

REPORT_BY = reading(
    "report_by", "15日内要做到哪一步", {"handed_in": "", "drawn_up": "rectification_drafted"},
    labels=("报到市纪委", "写成报告"), clause="8.3", why="从谈话之日起算，15日内报到市纪委；也可理解为15日内写成即可")

ROLLS = reading(
    "roll", "期限末日为休息日是否顺延", {"next_workday": True, "stay": False},
    labels=("顺延到下一个工作日", "不顺延"), clause="8.3",
    why="本办法没有规定，参照民法典第二百零一至二百零三条的期间规则；轨迹同时显示未顺延之日")

NEWCOMERS = reading(
    "newcomers", "年度中途任职的当年是否要谈", {"flagged": True, "in_full": False},
    labels=("标注新任，当年不判逾期", "与其他人一样"), clause="6", why="当年仍列为应谈并标“新任”，到下一年度才判逾期")


class Coordinated(TypedDict):
    """Whose talks an office coordinates: by who is talked to, or by who talks."""

    to: Selector
    led_by: Selector | None


def coordinated(members: Selector) -> Coordinated:
    """第七条（一） can be read two ways, which bears on two fields of a pairing at once."""
    code, question = "coordinated_talks", "两办联系协调的是哪些约谈"
    labels = ("以该班子成员为对象的约谈", "由该班子成员出面的约谈")
    why = "谈的是该班子的成员，就由该办公室协调；也可理解为由该班子成员出面谈的约谈"
    return Coordinated(
        to=reading(code, question, {"interviewee": members, "talker": EVERYONE}, labels=labels, why=why, clause="7.1"),
        led_by=reading(code, question, {"interviewee": None, "talker": members}, labels=labels, why=why, clause="7.1"))
