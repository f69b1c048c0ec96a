"""月月谈：where the text is open. The first option is ours; a deployment may choose another, by a dated decision."""

from typing import TypedDict

from yuetan.rules import (
    HELD,
    INTERVIEWEE,
    INTERVIEWER,
    LAST_CALENDAR_WEEK,
    LAST_SEVEN_DAYS,
    PROPOSED,
    Kind,
    Quota,
    Selector,
    days_after,
    falls_in,
    happened,
    reading,
    workdays_after,
    workdays_before,
)
from yuetan_monthly_talks.whom import BUREAU_COMMITTEE, LISTED, STATIONED_GROUP

SCORE_SEEN_BY = reading(
    "test_score", "廉政常识测试的成绩给谁看", {"cadre": (INTERVIEWEE,), "office": ()},
    labels=("只给本人看", "办理机关也看"), clause="3",
    why="原文只要求谈话前测试，没有规定分数、及格线和排名；有记录证明测过、何时测的即可")

LAST_WEEK = reading(
    "last_week", "“每月最后一周”从哪天算起",
    {"seven_days": falls_in(LAST_SEVEN_DAYS), "calendar_week": falls_in(LAST_CALENDAR_WEEK)},
    labels=("当月最后七天", "当月最后一日所在的一周，从星期一算起"), clause="3.1",
    why="最后七天每月一样长；日历周可能只有一两天")

FIVE_DAYS = reading(
    "five_days", "“5日内”按什么日子数", {"calendar": days_after(PROPOSED, 5), "workdays": workdays_after(PROPOSED, 5)},
    labels=("日历日", "工作日"), clause="4.1.2", why="同一部分别处写明“工作日”，这里没有写，按日历日")

NOTICE_DAYS = reading(
    "notice_days", "“提前2个工作日”之间要隔几天",
    {"exclude_talk_day": workdays_before(HELD, 2), "clear_days": workdays_before(HELD, 3)},
    labels=("谈话当日不计", "中间空满2个工作日"), clause="4.1.3",
    why="谈话当日不计，在它之前的第2个工作日送达即可；另一读法要求中间空满2个工作日")

RECTIFIED_IN = reading(
    "three_days", "“3日内”按什么日子数", {"calendar": days_after(HELD, 3), "workdays": workdays_after(HELD, 3)},
    labels=("日历日", "工作日"), clause="4.1.5", why="同一部分别处写明“工作日”，这里没有写，按日历日")

WHERE_DEMANDED = reading(
    "rectification", "是否每次谈话后都要上报整改情况", {"where_demanded": happened("demands"), "every_talk": None},
    labels=("指出了问题或提出了要求的才报", "每次谈话后都报"), clause="4.1.5",
    why="整改的是指出的问题和要求，没有指出问题的谈话无可整改")

REPORT_TO = reading(
    "same_level", "“同级纪检监察机关”是哪个机关", {"stationed": STATIONED_GROUP, "committee": BUREAU_COMMITTEE},
    labels=("派驻谈话人所在单位的纪检监察组", "局纪委"), clause="4.1.5",
    why="与谈话人同级、就近监督的是派驻其单位的纪检监察组；也可理解为统一报局纪委")

ROLLS = reading(
    "roll", "期限末日为休息日是否顺延", {"next_workday": True, "stay": False},
    labels=("顺延到下一个工作日", "不顺延"), clause="4.1.2 4.1.5",
    why="原文没有规定，参照民法典第二百零一至二百零三条的期间规则；轨迹同时显示未顺延之日")

NEWCOMERS = reading(
    "newcomers", "当月到任的谈话人当月是否要谈", {"flagged": True, "in_full": False},
    labels=("标注新任，当月不判逾期", "与其他人一样"), clause="2", why="当月仍列为应谈并标“新任”，到下一月才判逾期")


class Monthly(TypedDict):
    """What is counted each month, and about whom."""

    talk: Quota
    about: Selector | None


def each_month(daily: Kind) -> Monthly:
    """The month can be read two ways, which bears on two fields of a duty at once."""
    code, question = "each_month", "“每月”是每名谈话人谈，还是每名谈话对象都谈到"
    labels = ("每名谈话人每月至少谈一次", "每名主要谈话对象每月都谈到")
    why = "第二部分说由书记、组长每月开展谈话，主语是谈话人；也可理解为每名主要谈话对象每月都要谈到"
    per = reading(code, question, {"talker": INTERVIEWER, "listed": INTERVIEWEE}, labels=labels, why=why, clause="2")
    return Monthly(
        talk=Quota(daily, per=per),
        about=reading(code, question, {"talker": None, "listed": LISTED}, labels=labels, why=why, clause="2"))
