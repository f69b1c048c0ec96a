"""铜仁学院：the fields of its papers."""

from yuetan.rules import INTERVIEWEE, INTERVIEWER, ORGANISER, RECORDER, FieldType, FormField

_LONG, _DAY, _TIME, _COUNT, _YES = (
    FieldType.LONG_TEXT, FieldType.DATE, FieldType.TIME, FieldType.NUMBER, FieldType.YES_NO)
_OFFICE_ONLY = (ORGANISER, INTERVIEWER, RECORDER)
_DISCIPLINES = ("政治纪律", "组织纪律", "廉洁纪律", "群众纪律", "工作纪律", "生活纪律", "各项纪律")
_SEVERITY = (
    FormField("stage", "问题发生的时间节点"),
    FormField("nature", "问题性质"),
    FormField("attitude", "认错态度"),
)
_FORMS = (
    FormField("prevention", "预防提醒谈话人次", _COUNT, counted=("prevention", "induction")),
    FormField("inquiry", "询问示警约谈人次", _COUNT, counted=("inquiry", "disposal")),
    FormField("correction", "纠错诫勉约谈人次", _COUNT, counted=("correction",)),
    FormField("accountability", "问责处分约谈人次", _COUNT, counted=("accountability",)),
)
_WHEN_AND_WHERE = (
    FormField("person", "约谈对象", FieldType.CADRE, known="interviewee"),
    FormField("date", "约谈日期", _DAY, known="talk_date"),
    FormField("time", "约谈时间", _TIME, known="talk_time"),
    FormField("place", "约谈地点", known="talk_place"),
)
_TALKER = FormField("interviewer", "主谈人", FieldType.CADRE, known="interviewer")
_RECORDER = FormField("recorder", "记录人员", FieldType.CADRE, known="recorder")
_CONTENT = "recorded.education recorded.verified recorded.criticism recorded.help recorded.cleared"

VOLUNTARY_FIELDS = (
    FormField("told_on", "主动说明日期", _DAY, filled_by=INTERVIEWEE),
    FormField("told", "主动说明的本人问题", _LONG, filled_by=INTERVIEWEE),
    FormField("handed_over", "主动上交的违纪违规所得", _LONG, required=False, filled_by=INTERVIEWEE),
)
FINDING_FIELDS = (
    FormField("ground", "情形", FieldType.CHOICE, choices=("视核实情况仍需本人说明", "明显苗头性、倾向性问题")),
    FormField("found_in", "了解渠道", FieldType.CHOICE, choices=("日常监管", "信访举报", "巡视", "其他")),
    FormField("problem", "需要询问、示警的问题", _LONG),
)
MEASURE_FIELDS = (
    FormField("measure", "处理方式", FieldType.CHOICE, choices=("批评教育", "诫勉谈话", "民主生活会说明", "组织处理")),
    FormField("decided_by", "决定机关"),
    FormField("decided_on", "决定日期", _DAY),
    FormField("number", "文号", required=False),
)
LETTER_FIELDS = (
    FormField("person", "函询对象", FieldType.CADRE),
    FormField("questions", "需要说明的问题", _LONG),
    FormField("issued_on", "发函日期", _DAY),
)
ROUND_FIELDS = (
    FormField("title", "集中约谈计划名称"),
    FormField("screened", "梳理问题线索情况", _LONG),
    FormField("chosen", "甄选的约谈对象和形式", _LONG),
    FormField("inquiries", "纳入计划的谈话函询件数", _COUNT),
    FormField("inquiry_references", "谈话函询线索登记号（内容封存）", required=False),
    FormField("approved_on", "领导小组批准日期", _DAY),
    FormField("approval", "领导小组批准文号或会议"),
    FormField("began", "开始日期", _DAY),
    FormField("ended", "结束日期", _DAY),
    FormField("talks", "约谈人次", _COUNT),
)
DEPARTMENT_PLAN_FIELDS = (
    FormField("planned", "拟约谈人次", _COUNT),
    FormField("arrangement", "对象、形式和时间安排", _LONG),
    FormField("inquiries", "纳入计划的谈话函询件数", _COUNT),
    FormField("inquiry_references", "谈话函询线索登记号（内容封存）", required=False),
)
PLAN_FIELDS = (
    *_WHEN_AND_WHERE,
    _TALKER,
    FormField("requirements", "有关要求", _LONG),
    FormField("round", "所属集中约谈计划", required=False),
)
APPROVAL_FIELDS = (
    FormField("meeting", "领导小组会议或审批文号"),
    FormField("chair", "组长或主持人", FieldType.CADRE),
    FormField("recused", "回避的成员", required=False),
)
OUTLINE_FIELDS = (
    FormField("discipline", "围绕的纪律", FieldType.CHOICE, choices=_DISCIPLINES),
    FormField("nature", "问题性质", required=False, seen_by=_OFFICE_ONLY),
    FormField("points", "约谈要点", _LONG, seen_by=_OFFICE_ONLY),
)
NOTICE_FIELDS = (*_WHEN_AND_WHERE, _TALKER)
PREPARATION_FIELDS = (FormField("place", "约谈场地", known="talk_place"), _TALKER, _RECORDER)
SAFETY_FIELDS = (
    FormField("room", "场地安全", _YES),
    FormField("companion", "陪护人员"),
    FormField("health", "约谈对象健康状况"),
    FormField("contact", "联系人和电话"),
    FormField("assisted_by", "协助部门", required=False),
)
_HELD = (FormField("began", "开始时间", _TIME), FormField("ended", "结束时间", _TIME))
_ACCOUNT = FormField("account", "相关人员说明、表态", _LONG)
PREVENTION_FIELDS = (
    *_HELD,
    FormField("whom", "对象类别", FieldType.CHOICE, choices=(
        "二级学院、部门主要领导", "履行一岗双责的领导", "新提拔任用", "交流任职", "重要部门、关键岗位、风险点较高岗位",
        "其他")),
    FormField("education", "廉政教育", _LONG),
    FormField("demands", "提出的新要求", _LONG),
    FormField("cases", "通报的典型案例", _LONG, required=False),
    FormField("commitment", "部门主要负责人廉政表态发言", _LONG, required=False),
)
CLEARING_FIELDS = (*_HELD, FormField("cleared", "澄清内容", _LONG))
INQUIRY_FIELDS = (
    *_HELD,
    FormField("verified", "询问核实的问题", _LONG),
    FormField("warned", "警示、提醒内容", _LONG),
    _ACCOUNT,
)
CORRECTION_FIELDS = (
    *_HELD,
    FormField("criticism", "批评训诫", _LONG),
    FormField("encouragement", "勉励帮助和改正要求", _LONG),
    _ACCOUNT,
)
ACCOUNTABILITY_FIELDS = (*_HELD, FormField("help", "帮助正确对待处理、吸取教训", _LONG), _ACCOUNT)


def _answer(code: str, title: str, given: str) -> tuple[FormField, ...]:
    """A paper that is asked of the interviewee; to object in it is an answer too."""
    return (
        FormField("answer", "答复", FieldType.CHOICE, choices=(given, "提出不同意见"), filled_by=INTERVIEWEE),
        FormField(code, title, _LONG, filled_by=INTERVIEWEE),
        FormField("signed_on", "日期", _DAY, filled_by=INTERVIEWEE),
    )


PLEDGE_FIELDS = _answer("pledge", "廉政承诺或不同意见", "作出承诺")
EXPLANATION_FIELDS = _answer("explanation", "问题说明或不同意见", "说明问题")
REFLECTION_FIELDS = _answer("reflection", "错误认识或不同意见", "认识错误")
OPINION_FIELDS = (
    FormField("confirmed", "核实确认的事实", _LONG),
    *_SEVERITY,
    FormField("basis", "依据的纪律条款"),
    FormField("opinion", "处理意见", _LONG),
    FormField("lighter", "从轻、减轻情形", _LONG, required=False),
    FormField("heavier", "从重情形", _LONG, required=False),
)
REGISTRATION_FIELDS = (
    *_WHEN_AND_WHERE,
    _TALKER,
    _RECORDER,
    FormField("form", "约谈形式", FieldType.CHOICE, choices=(
        "预防提醒谈话", "询问示警约谈", "纠错诫勉约谈", "问责处分约谈"), known="kind"),
    FormField("mode", "约谈方式", FieldType.CHOICE, choices=("个别约谈", "集体谈话"), known="mode"),
    FormField("content", "约谈内容", _LONG, known=_CONTENT),
    FormField("result", "约谈结果", _LONG, known="outcome papers"),
)
LEDGER_FIELDS = (
    FormField("number", "序号", _COUNT, known="row"),
    *_WHEN_AND_WHERE,
    FormField("unit", "所在部门", FieldType.UNIT, known="interviewee_unit"),
    _TALKER,
    FormField("form", "约谈形式", known="kind"),
    FormField("paper", "对象提交的材料", known="papers"),
    FormField("filed_on", "归档日期", _DAY, known="filed.on"),
)
FILE_FIELDS = (
    FormField("contents", "卷内材料", _LONG),
    FormField("keeper", "保管人", FieldType.CADRE),
    FormField("summary_sent", "摘要已送纪检监察室", _YES),
)
STATISTICS_FIELDS = (
    FormField("unit", "填报部门", FieldType.UNIT, known="unit"),
    FormField("since", "统计起日", _DAY, required=False, known="counted_since"),
    FormField("until", "统计止日", _DAY, required=False, known="counted_until"),
    *_FORMS,
)
BRIEF_FIELDS = (
    FormField("information", "工作信息", _LONG),
    FormField("files", "档案材料", _LONG),
    FormField("publicity", "宣传报道材料", _LONG, required=False),
)
URGING_FIELDS = (
    FormField("problem", "发现的问题", _LONG),
    FormField("demand", "整改要求", _LONG),
    FormField("by_day", "整改期限", _DAY, required=False),
)
RECTIFICATION_FIELDS = (
    FormField("measures", "整改措施", _LONG),
    FormField("results", "整改结果", _LONG),
)
PUBLICITY_FIELDS = (
    FormField("talks", "约谈人次", _COUNT),
    FormField("methods", "好的经验和做法", _LONG),
    FormField("channel", "报送和宣传方式"),
)
CASE_FIELDS = (
    FormField("case", "案例（不出现可辨认本人的内容）", _LONG),
    FormField("approved_by", "批准人", FieldType.CADRE),
    FormField("approved_on", "批准日期", _DAY),
    FormField("checked_by", "核对无法辨认本人者", FieldType.CADRE),
)
