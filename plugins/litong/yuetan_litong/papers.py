"""利通：how its papers are laid out. The notice has what the form annexed to the text has."""

from yuetan.rules import ORGANISER
from yuetan.rules.layouts import Band, Column, Form, Ledger, Letter, Tall, Written

_WHO = (("被约谈人", "{interviewee}", "单位及职务", "{interviewee_post}"),
        ("约谈人", "{interviewer}", "单位及职务", "{interviewer_post}"))
_TALK = (("约谈类别", "{kind}", "约谈方式", "{mode}"), ("约谈时间", "{talk_date}", "约谈地点", "{talk_place}"), *_WHO)
_BY_DAY = ("单位：{unit}", "日期：{signed_on}")

LAYOUTS = (
    Form("notes", rows=(
        *_TALK,
        ("参加人", "{company}", "记录人", "{recorder}"),
        Band("了解到的情况"),
        Tall("个人思想、\n履职和\n廉洁自律", "{personal}", lines=5),
        Tall("所在单位\n落实上级\n部署", "{unit_work}", lines=5),
        Tall("班子成员\n守纪律、担\n责任、改作风", "{leadership}", lines=5),
        Tall("对党风廉政\n建设的意见\n和建议", "{opinions}", lines=5)),
        closing="以上记录已经本人核对。", signed_by=("被约谈人", "约谈人"), each_page=("被约谈人", "约谈人")),
    Form("unit_finding", reader=ORGANISER, caption=_BY_DAY, signed_by=("经办人", "审核人"), rows=(
        ("问题来源", "{source}"),
        ("属于情形", "{situation}"),
        ("主要负责人", "{head}", "具体负责人", "{responsible}"),
        Tall("工作落实的\n问题", "{problem}", lines=10))),
    Form("resolution", caption=_BY_DAY, signed_by=("记录人", "会议主持人"), rows=(
        ("会议名称", "{meeting}", "会议日期", "{met_on}"),
        ("约谈对象", "{person}", "约谈人", "{interviewer}"),
        ("对象是", "{capacity}"),
        ("属于情形", "{situation}"),
        Tall("会议决定", "{decision}", lines=12))),
    Form("finding_recorded", reader=ORGANISER, caption=_BY_DAY, signed_by=("经办人", "审核人"), rows=(
        ("对象", "{interviewee}", "单位及职务", "{interviewee_post}"),
        ("问题来源", "{source}"),
        ("属于情形", "{situation}"),
        Tall("苗头性、\n倾向性问题", "{problem}", lines=10))),
    Form("determination", rows=(
        ("约谈类别", "{kind}", "约谈方式", "{mode}"),
        *_WHO,
        Tall("约谈事由", "{reason}", lines=8),
        ("由谁确定", "{approver}", "确定日期", "{decided_on}"),
        Tall("审批意见", "", lines=5, signed="签名")),
        signed_by=("经办人",)),
    Letter("notice", headed=True, to="{person}同志：", body=(
        "根据{basis}，经{approver}同意，对你进行廉政勤政约谈。请于{date}{time}到{place}，与{interviewer}同志谈话。",
        "请妥善安排工作，按时到场；对约谈内容请注意保密。",
        "特此告知。",
        "联 系 人：{contact}",
        "联系电话：{phone}",
        "告知日期：{issued_on}")),
    Form("demand", rows=(
        *_TALK,
        Tall("存在的问题", "{problem}", lines=7),
        Tall("被约谈人的\n说明", "{account}", lines=4),
        Tall("整改要求", "{demand}", lines=7),
        ("报告期限", "最迟于{until}报告整改情况")),
        closing="以上要求已向被约谈人当面说明。", signed_by=("约谈人", "被约谈人")),
    Letter("rectification_report", to="{interviewer}同志：", signed_by=("报告人",), body=(
        "按照约谈提出的要求，现将整改情况报告如下：",
        Written("measures", "一、整改措施", lines=7),
        Written("results", "二、整改情况", lines=7))),
    Ledger("ledger", signed_by=("填报人", "审核人"), columns=(
        Column("序号", "{row}", 1),
        Column("约谈类别", "{kind}", 2),
        Column("被约谈人", "{person}", 2),
        Column("单位和职务", "{post}", 4),
        Column("约谈人", "{interviewer}", 2),
        Column("约谈日期", "{date}", 3),
        Column("整改要求", "{demand}", 6),
        Column("报告期限", "{until}", 3),
        Column("报告日期", "{reported_on}", 3))),
    Letter("summary", headed=True, to="区纪委监委：", body=(
        "现将本年度分级约谈办法的实施情况报告如下：",
        "全年共开展日常分级约谈{routine}人次、提醒约谈{reminders}人次、批评教育{criticisms}人次。",
        Written("implementation", "一、办法实施情况", lines=2),
        Written("rectification", "二、整改要求和整改情况", lines=2))),
)
