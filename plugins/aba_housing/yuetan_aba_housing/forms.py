"""阿坝州住建局：the fields of its papers. None of them has room for who informed."""

from yuetan.rules import INTERVIEWEE, INTERVIEWER, FieldType, FormField

LONG = FieldType.LONG_TEXT

OCCASION_FIELDS = (
    FormField("occasion", "事由", FieldType.CHOICE, choices=("岗位变动", "负责重大项目", "负责重要工作")),
    FormField("what", "岗位、项目或者工作名称"),
    FormField("since", "自何日起", FieldType.DATE, required=False),
)
DECISION_FIELDS = (
    FormField("body", "作出决定的机关"),
    FormField("number", "文号"),
    FormField("decided_on", "决定日期", FieldType.DATE),
    FormField("decision", "决定", FieldType.CHOICE, choices=("不予追究党纪政务责任", "免予党纪政务处分")),
)
CONSENT_FIELDS = (
    FormField("basis", "提出依据", FieldType.CHOICE, choices=("约谈主体直接提出", "办公室了解和掌握的情况")),
    FormField("situation", "需要约谈的情况", LONG),
    FormField("opinion", "主要负责人意见", LONG),
)
NOTICE_FIELDS = (
    FormField("talker", "约谈人", FieldType.CADRE),
    FormField("person", "约谈对象", FieldType.CADRE),
    FormField("date", "日期", FieldType.DATE),
    FormField("time", "时间", FieldType.TIME),
    FormField("place", "地点"),
    FormField("topic", "内容"),
    FormField("matters", "其他事项", LONG, required=False),
    FormField("delivery", "书面通知的送达方式", required=False),
    FormField("caller", "电话通知：何人通知", FieldType.CADRE, required=False),
    FormField("called_on", "电话通知：日期", FieldType.DATE, required=False),
    FormField("called_at", "电话通知：时间", FieldType.TIME, required=False),
    FormField("said", "电话通知：所说内容", LONG, required=False),
    FormField("necessity", "电话通知：何以必要", LONG, required=False),
)
PREPARATION_FIELDS = (
    FormField("known", "已经了解的情况", LONG, seen_by=(INTERVIEWER,)),
    FormField("focus", "谈话重点", LONG, seen_by=(INTERVIEWER,)),
    FormField("manner", "方式方法和权益保障", LONG, seen_by=(INTERVIEWER,)),
)
RECORD_FIELDS = (
    FormField("topic", "内容"),
    FormField("attendance", "到场情况", LONG, required=False),
    FormField("section_duty", "本科室责任制落实情况", LONG, required=False),
    FormField("own_integrity", "本人廉洁自律情况", LONG, required=False),
    FormField("others_integrity", "其他党员干部廉洁自律情况", LONG, required=False),
    FormField("provisions", "重申的廉洁自律规定", LONG, required=False),
    FormField("demands", "纪律要求", LONG, required=False),
    FormField("cautions", "注意事项", LONG, required=False),
    FormField("whose", "问题属于", FieldType.CHOICE, choices=("单位", "科室", "个人"), required=False),
    FormField("problem", "指出的问题", LONG, required=False),
    FormField("causes", "约谈对象对原因的说明", LONG, required=False),
    FormField("precautions", "防范对策和措施", LONG, required=False),
    FormField("analysis", "帮助分析的原因", LONG, required=False),
    FormField("rectify", "整改要求", LONG, required=False),
    FormField("response", "约谈对象的其他陈述", LONG, required=False),
)
PLEDGE_FIELDS = (
    FormField("post", "拟任职务", filled_by=INTERVIEWEE),
    FormField("duties", "“一岗双责”内容", LONG, filled_by=INTERVIEWEE),
    FormField("promise", "廉洁自律承诺", LONG, filled_by=INTERVIEWEE),
    FormField("date", "承诺日期", FieldType.DATE, filled_by=INTERVIEWEE),
)
POSTPONEMENT_FIELDS = (
    FormField("reason", "特殊原因", LONG, filled_by=INTERVIEWEE),
    FormField("until", "请求推后至", FieldType.DATE, required=False, filled_by=INTERVIEWEE),
)
RECTIFICATION_FIELDS = (
    FormField("problem", "存在的问题", LONG, filled_by=INTERVIEWEE),
    FormField("causes", "原因", LONG, filled_by=INTERVIEWEE),
    FormField("measures", "整改和防范措施", LONG, filled_by=INTERVIEWEE),
    FormField("results", "落实情况", LONG, filled_by=INTERVIEWEE),
)
INSPECTION_FIELDS = (
    FormField("inspected_on", "检查日期", FieldType.DATE),
    FormField("found", "检查情况", LONG),
    FormField("result", "检查结果", FieldType.CHOICE, choices=("整改到位", "措施不到位", "整改不力")),
    FormField("referral", "移交有权机关的情况", LONG, required=False),
)
DOSSIER_FIELDS = (
    FormField("person", "姓名", FieldType.CADRE),
    FormField("summary", "整改情况摘要", LONG),
    FormField("volume", "存放位置", required=False),
)
