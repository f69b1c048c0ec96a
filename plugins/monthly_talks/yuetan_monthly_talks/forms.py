"""月月谈：the fields of its papers. None of them asks who reported anything."""

from yuetan.rules import FieldType, FormField
from yuetan_monthly_talks.readings import SCORE_SEEN_BY

_SOURCES = ("信访举报", "审计监督", "组织考察", "执纪审查", "巡察", "其他工作")
_DISCIPLINES = ("政治纪律", "组织纪律", "廉洁纪律", "群众纪律", "工作纪律", "生活纪律")

QUESTION_FIELDS = (
    FormField("question", "题目", FieldType.LONG_TEXT),
    FormField("options", "选项（每行一个）", FieldType.LONG_TEXT, required=False),
    FormField("answer", "答案"),
    FormField("source", "出处", required=False),
)
TEST_FIELDS = (
    FormField("medium", "测试方式", required=False),
    FormField("score", "答对题数", FieldType.NUMBER, required=False, seen_by=SCORE_SEEN_BY),
)
FINDING_FIELDS = (
    FormField("found_in", "发现途径", FieldType.CHOICE, choices=_SOURCES),
    FormField("discipline", "涉及的纪律", FieldType.CHOICE, choices=_DISCIPLINES),
    FormField("finding", "认定", FieldType.CHOICE, choices=("不构成违纪", "构成违纪但情节显著轻微")),
    FormField("problem", "苗头性、倾向性问题", FieldType.LONG_TEXT),
)
FIRST_FORM_FIELDS = (
    FormField("problem", "问题", FieldType.LONG_TEXT),
    FormField("reason", "适用第一种形态的理由", FieldType.LONG_TEXT),
    FormField("decision", "线索处置的批准文号", required=False),
)
PLAN_FIELDS = (
    FormField("content", "谈话内容", FieldType.LONG_TEXT),
    FormField("reason", "谈话原因", FieldType.LONG_TEXT, required=False),
    FormField("manner", "谈话方式", FieldType.CHOICE, choices=("个别谈话", "集体谈话"), known="mode"),
    FormField("date", "拟定日期", FieldType.DATE, required=False, known="talk_date"),
    FormField("recorder", "记录专人", FieldType.CADRE, known="recorder"),
)
NOTICE_FIELDS = (
    FormField("person", "谈话对象", FieldType.CADRE),
    FormField("date", "日期", FieldType.DATE),
    FormField("time", "时间", FieldType.TIME),
    FormField("place", "地点"),
    FormField("talker", "谈话人", known="interviewer"),
    FormField("preparation", "请做的准备", FieldType.LONG_TEXT),
)
RECORD_FIELDS = (
    FormField("content", "谈话内容", FieldType.LONG_TEXT),
    FormField("reason", "谈话原因", FieldType.LONG_TEXT, required=False),
    FormField("problems", "指出或者需要了解的问题", FieldType.LONG_TEXT, required=False),
    FormField("explanation", "谈话对象的解释和说明", FieldType.LONG_TEXT, required=False),
    FormField("requirements", "提出的要求", FieldType.LONG_TEXT, required=False),
)
REGISTRATION_FIELDS = (
    FormField("level", "谈话层级", FieldType.CHOICE, choices=(
        "局党委书记谈话", "驻局纪检监察组组长谈话", "基层党组织书记谈话", "局纪委派驻纪检监察组组长谈话"),
        known="tier"),
    FormField("content", "谈话内容摘要", FieldType.LONG_TEXT, known="recorded.content"),
    FormField("test_taken", "谈话前是否进行廉政常识测试", FieldType.YES_NO, required=False,
              known="knowledge_test.done"),
    FormField("test_date", "测试日期", FieldType.DATE, required=False, known="knowledge_test.on"),
    FormField("problems", "指出的问题和要求", FieldType.LONG_TEXT, required=False,
              known="recorded.problems recorded.requirements"),
    FormField("suggestions", "谈话对象的意见建议", FieldType.LONG_TEXT, required=False),
)
RECTIFICATION_FIELDS = (
    FormField("problem", "指出的问题和要求", FieldType.LONG_TEXT),
    FormField("measures", "整改措施", FieldType.LONG_TEXT),
    FormField("results", "落实情况", FieldType.LONG_TEXT),
)
SUMMARY_KEEPER_FIELDS = (
    FormField("keeper", "汇总管理专人", FieldType.CADRE),
    FormField("since", "起始日期", FieldType.DATE),
)
SUMMARY_FIELDS = (
    FormField("outcome", "谈话结果", FieldType.LONG_TEXT, known="outcome"),
    FormField("papers", "归入的材料", FieldType.LONG_TEXT, known="papers"),
    FormField("volume", "存放位置", required=False),
)
PERSONAL_FILE_FIELDS = (
    FormField("papers", "存入的提醒谈话材料", FieldType.LONG_TEXT),
    FormField("volume", "个人廉政档案编号", required=False),
)
ANSWER_FIELDS = (
    FormField("points", "需要答复或者说明的问题", FieldType.LONG_TEXT),
    FormField("answer", "书面答复或者说明", FieldType.LONG_TEXT),
)
SUGGESTION_FIELDS = (
    FormField("suggestion", "建议和意见", FieldType.LONG_TEXT),
    FormField("adopted", "是否采纳", FieldType.YES_NO),
    FormField("why", "采纳情况或者未采纳的理由", FieldType.LONG_TEXT),
)
CLEARING_FIELDS = (
    FormField("statement", "澄清内容", FieldType.LONG_TEXT),
)
MINOR_FIELDS = (
    FormField("measure", "处理方式", FieldType.CHOICE, choices=("批评教育", "责令检查", "诫勉谈话", "其他")),
    FormField("basis", "依据", FieldType.LONG_TEXT),
    FormField("decision", "有权机关文号", required=False),
)
FOLLOW_UP_FIELDS = (
    FormField("way", "采取的方式", FieldType.CHOICE, choices=("再次谈话", "函询", "初步核实")),
    FormField("points", "需要核对的问题", FieldType.LONG_TEXT),
)
SELF_EXAMINATION_FIELDS = (
    FormField("problem", "存在的问题", FieldType.LONG_TEXT),
    FormField("understanding", "认识和原因", FieldType.LONG_TEXT),
    FormField("measures", "改正措施", FieldType.LONG_TEXT),
)
LEAVE_FIELDS = (
    FormField("why", "事由", FieldType.CHOICE, choices=("休假", "病假", "学习培训", "其他")),
    FormField("until", "最后一天", FieldType.DATE),
)
