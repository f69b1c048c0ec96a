"""连云港：the fields of its papers."""

from yuetan.rules import FieldType, FormField

_SOURCES = ("信访举报", "巡察", "监督检查", "党风廉政建设责任制检查", "其他工作")

FINDING_FIELDS = (
    FormField("whose", "问题属于", FieldType.CHOICE, choices=("本人", "分管部门")),
    FormField("found_in", "发现途径", FieldType.CHOICE, choices=_SOURCES),
    FormField("problem", "苗头性、倾向性问题", FieldType.LONG_TEXT),
)
WHEN_AND_WHERE = (
    FormField("person", "对象", FieldType.CADRE),
    FormField("date", "日期", FieldType.DATE),
    FormField("time", "时间", FieldType.TIME),
    FormField("place", "地点"),
)
NOTICE_FIELDS = (FormField("topic", "主题"), *WHEN_AND_WHERE)
RECORD_FIELDS = (
    FormField("topic", "主题"),
    FormField("reason", "原因", FieldType.LONG_TEXT),
    FormField("account", "约谈对象的汇报", FieldType.LONG_TEXT),
    FormField("explanation", "约谈对象的解释和说明", FieldType.LONG_TEXT, required=False),
    FormField("measures", "整改措施", FieldType.LONG_TEXT, required=False),
)
REPORT_FIELDS = (
    FormField("problem", "问题", FieldType.LONG_TEXT),
    FormField("measures", "整改措施", FieldType.LONG_TEXT),
    FormField("results", "落实情况", FieldType.LONG_TEXT),
)
_EVERY_KIND = ("routine", "pre_appointment", "warning", "revisit")
SUMMARY_FIELDS = (
    FormField("talks", "约谈人次", FieldType.NUMBER, counted=_EVERY_KIND),
    FormField("by_kind", "分类情况", FieldType.LONG_TEXT, counted=_EVERY_KIND),
    FormField("findings", "发现的问题和整改情况", FieldType.LONG_TEXT, required=False),
)
