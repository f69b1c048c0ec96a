"""An appeal that was lodged, and what was decided on it, as a paper: filled in, for the two that it is between."""

from __future__ import annotations

from yuetan.casework.appeals import AppealView
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.delivery import Delivered, filed
from yuetan.paperwork.papers.pdf import Printer
from yuetan.rules.layouts import Letter, Written
from yuetan.rules.papers import FieldType, FormField, Material

# A paper is Chinese, whatever language the pages of its maker speak: its own words are not translated.
STATES = {"lodged": "尚未作出决定。", "upheld": "申诉成立。", "dismissed": "申诉不成立。"}
NAMED = "申诉书（{name}）"
MATERIAL = Material("appeal_lodged", "申诉书", clause="", fields=(
    FormField("who", "申诉人"), FormField("day", "日期"), FormField("state", "处理"),
    FormField("statement", "事实和理由", FieldType.LONG_TEXT), FormField("decision", "决定的理由", FieldType.LONG_TEXT,
                                                                          required=False)))
LAYOUT = Letter("appeal_lodged", signed_by=("申诉人",), body=(
    "申诉人{who}于{day}在系统中提出申诉。", Written("statement", "事实和理由"), "处理情况：{state}",
    Written("decision", "决定的理由")),
    note="本件由系统按登记的内容生成；申诉由办理单位的上级单位处理，不经办理单位转交。")


def appeal_paper(appeal: AppealView, by: Printer | None = None) -> Delivered:
    """The paper of an appeal that its reader may read, as PDF where there is a printer."""
    day = f"{appeal.lodged_on.year}年{appeal.lodged_on.month}月{appeal.lodged_on.day}日"
    entry = {"who": appeal.lodged_by, "day": day, "state": STATES[appeal.state], "statement": appeal.statement,
             "decision": appeal.decision}
    paper = Paper(layout=LAYOUT, material=MATERIAL, entries=(entry,), facts={"signed_on": day}, on=appeal.lodged_on)
    return filed(NAMED.format(name=appeal.lodged_by), paper, by)
