"""Small invented regulations with their texts: what the tests of the clause reader and of the comparison mutate."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve

from yuetan.rules import (
    ARTICLES,
    HALF_YEAR,
    HELD,
    INTERVIEWEE,
    LAST_SEVEN_DAYS,
    MAY,
    NOTIFIED,
    ORGANISER,
    QUARTER,
    SECTIONS,
    SHOULD,
    UNIT,
    YEAR,
    Clause,
    Duty,
    Guard,
    Kind,
    Material,
    Numbering,
    Pairing,
    Quota,
    Regulation,
    Rule,
    Step,
    days_after,
    days_before,
    falls_in,
    post,
    selected,
    staffed,
    terms,
    unit,
    workdays_after,
)

ARTICLES_TEXT = """\
青松办发〔2031〕7号

关于印发《青松局约谈办法》的通知

各科室：
现将办法印发给你们，请于2031年5月6日起照办。
一、请认真学习。

青松局约谈办法
第一章  总则
第一条  为了用好约谈，按照“三个一次”的要求，制定本办法。
第二条  约谈一般由局长主持。必要时，可以委托副局长主持。
第二章  办法
第三条 约谈分为两类，应当按下列规定进行：
（一）日常约谈：局长每季度与班子成员谈一次；
（二）提醒约谈：发现苗头的，应当在五个工作日内进行，
谈话人员不少于两人。

提醒约谈原则上安排在每月最后一周。
第四条
  谈前三天送达通知，通知要写明：
1．时间；
2、地点，由办公室确定。
第五条  各科室应于每年6月底前、12月底前分两次报送情况。
第六条  对象应遵守下列要求：
(一) 按时到场，不得推托。
(二) 提醒约谈后15日内报告整改情况；
第七条  本办法由办公室解释。

附件：通知样式
第一条 样式每年换一次。
"""

_TERMS = (*terms("unit_type", section="科室"), *terms("event", found="发现苗头"))
_SKIPPED: Any = ("4",), ("2",)  # below these the second level of numbers is left out
_HEAD, _DEPUTY, _MEMBER = post("head"), post("deputy"), post("member")
_DAILY = Kind("daily", "日常约谈", clause="3.1")
_REMINDER = Kind("reminder", "提醒约谈", family="reminder", clause="3.2")
_NOTICE = Material("notice", "通知", clause="4")
_REPORT = Material("report", "整改报告", clause="6.2")
_SUMMARY = Material("summary", "约谈情况", clause="5")

ARTICLES_REGULATION = Regulation(
    code="green_pine", title="青松局约谈办法", terms=_TERMS, numbering=Numbering(ARTICLES.levels, _SKIPPED[0]), rules=(
        Clause("1", "目的", aside="宗旨"),
        Clause("2", "由局长谈，可委托副局长"),
        Pairing("head", "局长", by=_HEAD, to=_MEMBER, force=SHOULD, clause="2", verb="一般"),
        Pairing("deputy", "副局长", by=_DEPUTY, to=_MEMBER, force=MAY, clause="2", verb="必要时"),
        Clause("3", "两类约谈"),
        Clause("3.1", "每季度谈一次"),
        _DAILY,
        Duty("daily_talk", "日常约谈", each=QUARTER, talk=Quota(_DAILY, times=1), clause="3.1"),
        Clause("3.2", "5个工作日内谈，至少两人，放在每月最后一周"),
        _REMINDER,
        Duty("reminder_talk", "提醒约谈", on="found", talk=_REMINDER, due=workdays_after("found", 5), clause="3.2"),
        Guard("two", "不少于两人", step=HELD, needs=staffed(2), kinds=(_REMINDER,), clause="3.2"),
        Guard("last_week", "每月最后一周", step=HELD, needs=falls_in(LAST_SEVEN_DAYS), force=SHOULD, clause="3"),
        Clause("4", "提前3天通知"),
        Step(NOTIFIED, "通知", clause="4"),
        _NOTICE,
        Duty("notice", "通知", owed_by=ORGANISER, done=NOTIFIED, material=_NOTICE, due=days_before(HELD, 3),
             clause="4"),
        Clause("4.1", "写明时间", view="notice"),
        Clause("4.2", "写明地点", view="notice"),
        Clause("5", "一年两次报情况"),
        _SUMMARY,
        Duty("summary", "报情况", owed_by=UNIT, each=HALF_YEAR, material=_SUMMARY, about=unit("section"), clause="5"),
        Clause("6", "对象的要求", aside="引出下列各项"),
        Clause("6.1", "按时到场", kept_by="attendance"),
        Clause("6.2", "15日内报告整改"),
        _REPORT,
        Duty("report", "报告整改", owed_by=INTERVIEWEE, kinds=(_REMINDER,), due=days_after(HELD, 15), material=_REPORT,
             clause="6.2"),
        Clause("7", "解释", aside="解释权"),
    ))

SECTIONS_TEXT = """\
白桦学院谈话意见
一、基本要求
坚持抓早抓小。
二、谁来谈
书记每年至少与每名成员谈两次。
1.书记谈成员。
2.成员谈下属，根据工作需要，可邀请他人参加。
谈话原则上个别进行。
三、谈什么
（一）应当谈的情形：
1. 一年内三次迟到的；
(1) 无故的；
(2) 有故的；
2. 其他情形。
（二）可以谈的情形：
1、本人要求的；
2、同事要求的。
"""

_TALK = Kind("talk", "谈话", clause="1", grounds="3")
SECTIONS_REGULATION = Regulation(
    code="white_birch", title="白桦学院谈话意见", numbering=Numbering(SECTIONS.levels, _SKIPPED[1]), rules=(
        Clause("1", "抓早抓小"),
        _TALK,
        Clause("2", "每年至少两次"),
        Duty("yearly", "书记谈话", each=YEAR, talk=Quota(_TALK, times=2), clause="2"),
        Clause("2.1", "书记谈成员"),
        Pairing("secretary", "书记", by=_HEAD, to=_MEMBER, clause="2.1"),
        Clause("2.2", "成员谈下属，可邀请他人"),
        Pairing("member", "成员", by=_MEMBER, to=_DEPUTY, clause="2.2"),
        Pairing("guests", "可邀请他人", by=_MEMBER, to=_DEPUTY, guests=_HEAD, force=MAY, clause="2.2", verb="可"),
        Guard("alone", "个别进行", step=HELD, needs=selected(_MEMBER), force=SHOULD, clause="2", verb="原则上"),
        Clause("3", "情形"),
        Clause("3.1", "应当谈的"),
        Clause("3.1.1", "一年内迟到3次"),
        Clause("3.1.1.1", "无故"),
        Clause("3.1.1.2", "有故"),
        Clause("3.1.2", "其他"),
        Guard("must_talk", "应当谈", step=HELD, needs=selected(_MEMBER), clause="3.1.2"),
        Clause("3.2", "可以谈的"),
        Clause("3.2.1", "本人要求"),
        Pairing("asked_himself", "本人要求", by=_HEAD, to=_MEMBER, force=MAY, clause="3.2.1"),
        Clause("3.2.2", "同事要求"),
    ))

AnyRule = TypeVar("AnyRule", bound=Rule)
SAMPLES = ((ARTICLES_REGULATION, ARTICLES_TEXT), (SECTIONS_REGULATION, SECTIONS_TEXT))


def with_rule(regulation: Regulation, old: Clause | Rule, *new: Clause | Rule) -> Regulation:
    """The same regulation with other rules in the place of one."""
    rules = (one for rule in regulation.rules for one in (new if rule is old else (rule,)))
    return evolve(regulation, rules=tuple(rules))


def rule_of(regulation: Regulation, code: str, sort: type[AnyRule]) -> AnyRule:
    """The rule of a sort that has this code."""
    return next(rule for rule in regulation.of(sort) if rule.code == code)


def official_texts() -> tuple[Path, ...]:
    """The official texts this machine was given; none where YUETAN_TEXTS is not set."""
    folder = os.environ.get("YUETAN_TEXTS")
    return tuple(sorted(Path(folder).glob("*.txt"))) if folder else ()
