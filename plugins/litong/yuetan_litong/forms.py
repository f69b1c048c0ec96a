"""利通：the fields of its papers. Where a problem came from is said by its channel, never by a name."""

from yuetan.rules import ORGANISER, FieldType, FormField

_SOURCES = ("信访举报", "纪委监委", "组织部门", "政法部门", "巡察机构", "信访部门", "区级分管领导", "其他")
_PRINCIPAL, _CONCERNED = "党政主要负责人", "当事人"
_TO_REMIND = ("责任落实、作风和廉洁自律", "集中教育、换届、考核、巡察中的意见", "民主集中制", "团结",
              "部署落实不力", "分工协作不力", "规章制度", "年度考核不满意", "其他")
_TO_CRITICISE = ("问题未能及时解决", "领导不力、反映强烈", "责任制考核靠后", "民主测评", "其他")

FINDING_FIELDS = (
    FormField("source", "问题来源", FieldType.CHOICE, choices=_SOURCES, seen_by=(ORGANISER,)),
    FormField("situation", "属于哪种情形", FieldType.CHOICE, choices=_TO_REMIND + _TO_CRITICISE[:-1]),
    FormField("problem", "苗头性、倾向性问题", FieldType.LONG_TEXT),
)
UNIT_FINDING_FIELDS = (
    FormField("source", "问题来源", FieldType.CHOICE, choices=_SOURCES, seen_by=(ORGANISER,)),
    FormField("situation", "属于哪种情形", FieldType.CHOICE, choices=_TO_REMIND[4:6]),
    FormField("problem", "工作落实的问题", FieldType.LONG_TEXT),
    FormField("head", "主要负责人", FieldType.CADRE),
    FormField("responsible", "具体负责人", FieldType.CADRE),
)
DETERMINATION_FIELDS = (
    FormField("approver", "由谁确定"),
    FormField("decided_on", "确定日期", FieldType.DATE),
    FormField("reason", "约谈事由", FieldType.LONG_TEXT),
)
RESOLUTION_FIELDS = (
    FormField("meeting", "会议名称"),
    FormField("met_on", "会议日期", FieldType.DATE),
    FormField("person", "约谈对象", FieldType.CADRE),
    FormField("capacity", "约谈对象是", FieldType.CHOICE, choices=(_PRINCIPAL, _CONCERNED)),
    FormField("interviewer", "约谈人", FieldType.CADRE),
    FormField("situation", "属于哪种情形", FieldType.CHOICE, choices=_TO_CRITICISE),
    FormField("decision", "会议决定", FieldType.LONG_TEXT),
)
NOTICE_FIELDS = (
    FormField("person", "被约谈人", FieldType.CADRE),
    FormField("basis", "依据"),
    FormField("approver", "经谁同意"),
    FormField("interviewer", "约谈人", FieldType.CADRE),
    FormField("date", "日期", FieldType.DATE),
    FormField("time", "时间", FieldType.TIME, required=False),
    FormField("place", "房间"),
    FormField("contact", "联系人"),
    FormField("phone", "联系电话"),
    FormField("issued_on", "告知日期", FieldType.DATE),
)
NOTES_FIELDS = (
    FormField("personal", "个人思想、履职和廉洁自律情况", FieldType.LONG_TEXT, required=False),
    FormField("unit_work", "所在单位落实上级部署情况", FieldType.LONG_TEXT, required=False),
    FormField("leadership", "班子成员守纪律、担责任、改作风情况", FieldType.LONG_TEXT, required=False),
    FormField("opinions", "约谈对象的意见和建议", FieldType.LONG_TEXT),
)
DEMAND_FIELDS = (
    FormField("problem", "存在的问题", FieldType.LONG_TEXT),
    FormField("account", "被约谈人的说明", FieldType.LONG_TEXT, required=False),
    FormField("demand", "整改要求", FieldType.LONG_TEXT),
    FormField("until", "报告整改情况的期限", FieldType.DATE),
)
REPORT_FIELDS = (
    FormField("measures", "整改措施", FieldType.LONG_TEXT),
    FormField("results", "整改情况", FieldType.LONG_TEXT),
)
LEDGER_FIELDS = (
    FormField("kind", "约谈类别", known="kind"),
    FormField("person", "被约谈人", FieldType.CADRE, known="interviewee"),
    FormField("post", "单位和职务", required=False, known="interviewee_post"),
    FormField("interviewer", "约谈人", FieldType.CADRE, known="interviewer"),
    FormField("date", "约谈日期", FieldType.DATE, known="talk_date"),
    FormField("demand", "整改要求", FieldType.LONG_TEXT, required=False, known="demanded.demand"),
    FormField("until", "报告期限", FieldType.DATE, required=False, known="demanded.until"),
    FormField("reported_on", "报告日期", FieldType.DATE, required=False, known="rectification_report.on"),
)
SUMMARY_FIELDS = (
    FormField("routine", "日常分级约谈人次", FieldType.NUMBER, counted=("routine",)),
    FormField("reminders", "提醒约谈人次", FieldType.NUMBER, counted=("reminder",)),
    FormField("criticisms", "批评教育人次", FieldType.NUMBER, counted=("criticism",)),
    FormField("rectification", "整改要求和整改情况", FieldType.LONG_TEXT),
    FormField("implementation", "办法实施情况", FieldType.LONG_TEXT),
)
