"""《阿坝州住房和城乡建设局廉政约谈制度（试行）》（阿州住建党组〔2021〕81号）. Read it beside the text, by article."""

from datetime import date

from yuetan.rules import (
    ANY,
    APPROVED,
    EVERYONE,
    HELD,
    INDIVIDUAL,
    INTERVIEWEE,
    INTERVIEWER,
    NOTIFIED,
    POSTPONED,
    PROPOSED,
    RECORDED,
    RECORDER,
    SHOULD,
    WITHIN,
    WITHIN_PORTFOLIO,
    Clause,
    Duty,
    Guard,
    Kind,
    Material,
    Pairing,
    Regulation,
    Step,
    addressed,
    by,
    filled,
    grounded,
    happened,
    selected,
)
from yuetan_aba_housing.forms import (
    CONSENT_FIELDS,
    DECISION_FIELDS,
    DOSSIER_FIELDS,
    INSPECTION_FIELDS,
    NOTICE_FIELDS,
    OCCASION_FIELDS,
    PLEDGE_FIELDS,
    POSTPONEMENT_FIELDS,
    PREPARATION_FIELDS,
    RECORD_FIELDS,
    RECTIFICATION_FIELDS,
)
from yuetan_aba_housing.papers import LAYOUTS
from yuetan_aba_housing.readings import AGREED, BEFORE_OFFICE, NOTICE_DAYS, POSTPONED_BY, TWO, organs, proposed_by
from yuetan_aba_housing.whom import (
    APPOINTMENTS_DEPUTY,
    APPOINTMENTS_OFFICER,
    CHIEF,
    COUNTY_HEADS,
    DISCIPLINE_DEPUTY,
    DISCIPLINE_OFFICER,
    LEADERS,
    OFFICE,
    OFFICE_HEAD,
    SECTION_OR_BELOW,
    SECTION_RANKS,
    STAFF,
    TERMS,
)

# 第一至三条  总则

GENERAL = (
    Clause("1", "制定目的", aside="宗旨，不设规则"),
    Clause("2", "约谈是约请相关人员进行的廉政谈话，重在教育、帮助、提醒和整改"),
    Clause("3", "对象：本局正科级以下（含正科级）的干部职工，各县（市）住房、城管、公用事业三家单位的主要负责人"),
    Guard("covered", "约谈对象须是制度所列的人", step=PROPOSED, needs=selected(STAFF | COUNTY_HEADS), clause="3"),
)

# 第四条  种类和内容

KINDS = (
    Clause("4", "五种约谈及其内容"),
    Clause("4.1", "日常约谈：汇报本科室责任制落实和廉洁自律情况"),
    ROUTINE := Kind("routine", "日常约谈", clause="2 4.1"),
    Guard("routine_recorded", "日常约谈记录须写明汇报的三方面情况", step=RECORDED, kinds=(ROUTINE,),
          needs=filled("section_duty", "own_integrity", "others_integrity"), clause="4.1"),
    Clause("4.2", "任前约谈：到任前重申规定，任职对象承诺廉洁自律"),
    PRE_APPOINTMENT := Kind("pre_appointment", "任前约谈", family="pre_appointment", clause="2 4.2"),
    Guard("promoted", "任前约谈对象须是新提拔的科级干部", step=PROPOSED, kinds=(PRE_APPOINTMENT,), clause="4.2 6.2",
          needs=selected(organs(SECTION_RANKS)) & happened("promotion_decided", fresh=True)),
    Duty("pre_appointment_talk", "到任前约谈", on="promotion_decided", talk=PRE_APPOINTMENT, due=BEFORE_OFFICE,
         about=organs(SECTION_RANKS), clause="4.2 6.2"),
    Guard("provisions_recorded", "任前约谈记录须写明重申的规定", step=RECORDED, kinds=(PRE_APPOINTMENT,),
          needs=filled("provisions"), clause="4.2"),
    PLEDGE := Material("pledge", "廉洁自律承诺书", fields=PLEDGE_FIELDS, clause="4.2"),
    Duty("pledge", "作出廉洁自律承诺", owed_by=INTERVIEWEE, to=INTERVIEWER, kinds=(PRE_APPOINTMENT,),
         due=BEFORE_OFFICE, material=PLEDGE, clause="4.2"),
    Clause("4.3", "专项约谈：换岗位、管重大项目或者重要工作的，讲明纪律要求和注意事项"),
    SPECIAL := Kind("special", "专项约谈", family="special", clause="2 4.3"),
    OCCASION := Material("special_occasion", "专项约谈事由登记表", fields=OCCASION_FIELDS, clause="4.3"),
    Guard("occasion_first", "专项约谈须先登记岗位变动或者重大项目、重要工作", step=PROPOSED, kinds=(SPECIAL,),
          needs=happened(OCCASION.code, fresh=True), clause="4.3"),
    Duty("special_talk", "专项约谈", on=OCCASION.code, talk=SPECIAL, about=organs(SECTION_OR_BELOW), clause="4.3"),
    Guard("special_recorded", "专项约谈记录须写明纪律要求和注意事项", step=RECORDED, kinds=(SPECIAL,),
          needs=filled("demands", "cautions"), clause="4.3"),
    Clause("4.4", "警示约谈：指出苗头性、倾向性问题，对象说明原因，提出防范对策和措施"),
    WARNING := Kind("warning", "警示约谈", family="warning", grounds="5", clause="2 4.4"),
    Guard("warning_recorded", "警示约谈记录须写明问题、原因和防范措施", step=RECORDED, kinds=(WARNING,),
          needs=filled("whose", "problem", "causes", "precautions"), clause="4.4", verb="应就"),
    Clause("4.5", "诫勉约谈：指出问题，分析原因，要求整改；列完之后另写：各县主要负责人只作警示、诫勉约谈的对象"),
    ADMONITION := Kind("admonition", "诫勉约谈", family="admonition", grounds="5", clause="2 4.5"),
    Guard("admonition_recorded", "诫勉约谈记录须写明问题、原因分析和整改要求", step=RECORDED, kinds=(ADMONITION,),
          needs=filled("problem", "analysis", "rectify"), clause="4.5"),
    Guard("county_heads", "各县（市）单位主要负责人只作警示、诫勉约谈的对象", step=PROPOSED,
          kinds=(ROUTINE, PRE_APPOINTMENT, SPECIAL), needs=selected(STAFF), clause="4 4.5"),
)
ON_PROBLEMS = (WARNING, ADMONITION)

# 第五条  情形

SITUATIONS = (
    Clause("5", "警示、诫勉约谈适用的情形"),
    Guard("situation", "警示、诫勉约谈须写明属于哪种情形", step=PROPOSED, kinds=ON_PROBLEMS, needs=grounded("5"),
          clause="5"),
    Clause("5.1", "贯彻党的政策、落实局党组的决定和部署不力"),
    Clause("5.2", "政治态度有问题，言行错误，影响很坏"),
    Clause("5.3", "“一岗双责”履行不认真，责任制落实不力"),
    Clause("5.4", "纪律涣散：擅离职守、迟到早退、上班做无关的事"),
    Clause("5.5", "推诿拖延，对办事人员和来访群众态度恶劣，造成不良影响"),
    Clause("5.6", "刁难、设障，为难服务对象和群众"),
    Clause("5.7", "廉洁自律方面的一般问题或者不正之风"),
    Clause("5.8", "无故不参加廉政教育活动"),
    Clause("5.9", "有苗头性、倾向性问题，组织须重视并督促整改"),
    Clause("5.10", "造成一定损失但情节轻微或者较轻，不予追究或者免予处分的"),
    DECISION := Material("exemption_decided", "不予追究或者免予处分决定登记", fields=DECISION_FIELDS, clause="5.10"),
    Guard("exempted", "以此为由的，须先登记有权机关不予追究或者免予处分的决定", step=PROPOSED, kinds=ON_PROBLEMS,
          grounds=("5.10",), needs=happened(DECISION.code, fresh=True), clause="5.10"),
    Clause("5.11", "其他需要约谈的情形"),
)

# 第六条  程序及方式

COMPANY = (OFFICE_HEAD, DISCIPLINE_OFFICER)
ON_DISCIPLINE = (SPECIAL, *ON_PROBLEMS)

PROCEDURE = (
    Clause("6", "程序及方式", aside="引出下列各项"),
    Clause("6.1", "由约谈主体直接提出，或者依据办公室掌握的情况提出；主要负责人同意了才进行"),
    Step(PROPOSED, "提出约谈", clause="6.1"),
    Pairing("portfolio_proposes", "分管领导提出", step=PROPOSED, **proposed_by(LEADERS, WITHIN_PORTFOLIO),
            to=organs(SECTION_OR_BELOW), kinds=(ROUTINE,), clause="6.1"),
    Pairing("appointments_propose", "分管人事副局长提出", step=PROPOSED, **proposed_by(APPOINTMENTS_DEPUTY, WITHIN),
            to=organs(SECTION_RANKS), kinds=(PRE_APPOINTMENT,), clause="6.1"),
    Pairing("discipline_proposes", "分管纪检监察副局长提出", step=PROPOSED, **proposed_by(DISCIPLINE_DEPUTY, WITHIN),
            to=organs(SECTION_OR_BELOW), kinds=ON_DISCIPLINE, clause="6.1"),
    Pairing("chief_proposes", "局主要负责人或者受托的副局长提出", step=PROPOSED, **proposed_by(CHIEF, ANY),
            deputy=DISCIPLINE_DEPUTY, to=COUNTY_HEADS, kinds=ON_PROBLEMS, clause="6.1"),
    Step(APPROVED, "主要负责人同意", after=(PROPOSED,), optional=True, clause="6.1"),
    CONSENT := Material(APPROVED, "约谈审批表", fields=CONSENT_FIELDS, clause="6.1"),
    Pairing("consenting", "局主要负责人同意", step=APPROVED, by=CHIEF, to=EVERYONE, clause="6.1"),
    Guard("consent_before_notice", "主要负责人同意之后才能通知；本人约谈的，提出即是同意", step=NOTIFIED,
          needs=AGREED, clause="6.1"),
    Guard("consent_before_talk", "主要负责人同意之后才能谈话；本人约谈的，提出即是同意", step=HELD, needs=AGREED,
          clause="6.1"),
    Clause("6.2", "局党组领导下按职责分工组织：各种约谈由谁负责、谁参加"),
    Step(HELD, "实施约谈", after=(PROPOSED,), clause="6.2"),
    Pairing("portfolio", "分管领导", by=LEADERS, to=organs(SECTION_OR_BELOW), relation=WITHIN_PORTFOLIO,
            kinds=(ROUTINE,), company=COMPANY, clause="6.2"),
    Pairing("appointments", "分管人事副局长", by=APPOINTMENTS_DEPUTY, to=organs(SECTION_RANKS), relation=WITHIN,
            kinds=(PRE_APPOINTMENT,), company=(OFFICE_HEAD, APPOINTMENTS_OFFICER, DISCIPLINE_OFFICER), clause="6.2"),
    Pairing("discipline", "分管纪检监察副局长", by=DISCIPLINE_DEPUTY, to=organs(SECTION_OR_BELOW), relation=WITHIN,
            kinds=ON_DISCIPLINE, company=COMPANY, clause="6.2"),
    Pairing("chief", "局主要负责人或者受托的分管纪检监察副局长", by=CHIEF, deputy=DISCIPLINE_DEPUTY, to=COUNTY_HEADS,
            kinds=ON_PROBLEMS, company=COMPANY, clause="6.2"),
    Clause("6.3", "办公室一般提前3个工作日书面通知对象（必要时电话），写明约谈人、对象、时间、地点、内容"),
    Step(NOTIFIED, "通知约谈对象", after=(PROPOSED,), optional=True, force=SHOULD, clause="6.3", verb="一般应"),
    NOTICE := Material("notice", "约谈通知", fields=NOTICE_FIELDS, clause="6.3"),
    Pairing("office_notifies", "办公室通知", step=NOTIFIED, by=OFFICE, to=EVERYONE, force=SHOULD, clause="6.3",
            verb="一般应"),
    Duty("notice", "通知约谈对象", owed_by=OFFICE, to=INTERVIEWEE, done=NOTIFIED, material=NOTICE, due=NOTICE_DAYS,
         force=SHOULD, clause="6.3", verb="一般应"),
    Guard("in_writing", "书面通知；电话通知的记明何人、何时、说了什么、何以必要", step=NOTIFIED, force=SHOULD,
          needs=filled("delivery") | filled("caller", "called_on", "called_at", "said", "necessity"), clause="6.3",
          verb="一般应"),
    Guard("to_himself", "通知约谈对象本人", step=NOTIFIED, needs=addressed(INTERVIEWEE), force=SHOULD, clause="6.3",
          verb="一般应"),
    Clause("6.4", "一般个别谈，也可以集体谈"),
    Guard("individual", "一般采取个别谈话", step=HELD, needs=INDIVIDUAL, force=SHOULD, clause="6.4", verb="一般"),
)

# 第七条  谈话人的要求；第八条  约谈对象的要求

CONDUCT = (
    Clause("7", "谈话人的要求"),
    Clause("7.1", "实事求是，不徇私情", kept_by="recusal"),
    Clause("7.2", "谈话前充分准备，熟悉情况；注意方法，尊重约谈对象的权益", kept_by="heard"),
    PREPARATION := Material("preparation", "谈话准备", fields=PREPARATION_FIELDS, clause="7.2"),
    Step("prepared", "做好谈话准备", after=(PROPOSED,), clause="7 7.2"),
    Duty("preparation", "做好谈话准备", owed_by=INTERVIEWER, done="prepared", material=PREPARATION, due=by(HELD),
         clause="7 7.2"),
    Clause("7.3", "谈话不少于两人，做好记录"),
    Guard("two", "谈话不得少于两人", step=HELD, needs=TWO, clause="7.3", verb="不得"),
    Step(RECORDED, "完成谈话记录", after=(HELD,), clause="7.3"),
    RECORD := Material("record", "谈话记录", fields=RECORD_FIELDS, clause="7.3"),
    Duty("record", "做好谈话记录", owed_by=RECORDER, on=HELD, done=RECORDED, material=RECORD, clause="7.3"),
    Clause("7.4", "保密：不泄露投诉举报人和所反映的材料，保护其权益", kept_by="seal"),
    Clause("8", "约谈对象的要求"),
    Clause("8.1", "按约定接受约谈；不能按时参加的书面申请，同意后才能推后补谈", kept_by="attendance"),
    Duty("attendance", "按时到场接受约谈", owed_by=INTERVIEWEE, to=INTERVIEWER, on=NOTIFIED, done=HELD,
         clause="8 8.1"),
    APPLICATION := Material("postponement_asked", "推后补谈申请书", fields=POSTPONEMENT_FIELDS, clause="8.1"),
    Pairing("postponing", "局领导同意推后", step=POSTPONED, by=POSTPONED_BY, to=EVERYONE, clause="8.1"),
    Guard("application_first", "书面申请之后才能同意推后", step=POSTPONED, needs=happened(APPLICATION.code),
          clause="8.1", verb="方可"),
    Clause("8.2", "如实陈述，正确对待批评帮助，不隐瞒、不编造、不回避", kept_by="true_statements"),
    Clause("8.3", "不得追查、打击报复约谈人和举报人", kept_by="seal decision_by_reference"),
)

# 第九至十二条  整改、责任、施行

AFTERWARDS = (
    Clause("9", "整改情况入个人廉政档案，由办公室监督检查；整改不力的由有权机关追责", kept_by="decision_by_reference"),
    RECTIFICATION := Material("rectification_report", "整改情况报告", fields=RECTIFICATION_FIELDS, clause="4.4 4.5 9"),
    Duty("rectification", "整改并报告情况", owed_by=INTERVIEWEE, to=OFFICE, kinds=ON_PROBLEMS, on=HELD,
         material=RECTIFICATION, clause="4.4 4.5 9"),
    Step("inspected", "监督检查整改落实情况", after=(HELD,), kinds=ON_PROBLEMS, clause="9"),
    INSPECTION := Material("inspection", "整改落实情况监督检查表", fields=INSPECTION_FIELDS, clause="9"),
    Pairing("office_inspects", "办公室监督检查", step="inspected", by=OFFICE, to=EVERYONE, kinds=ON_PROBLEMS,
            clause="9"),
    Duty("inspection", "监督检查整改落实情况", owed_by=OFFICE, kinds=ON_PROBLEMS, on=HELD, done="inspected",
         material=INSPECTION, clause="9"),
    Step("put_on_file", "整改情况归入廉政档案", after=(HELD,), kinds=ON_PROBLEMS, clause="9"),
    Guard("report_first", "交来整改情况才能存入档案", step="put_on_file", kinds=ON_PROBLEMS,
          needs=happened(RECTIFICATION.code), clause="9"),
    DOSSIER := Material("dossier", "个人廉政档案入档登记", fields=DOSSIER_FIELDS, clause="9"),
    Duty("putting_on_file", "整改情况归入廉政档案", owed_by=OFFICE, kinds=ON_PROBLEMS, on=RECTIFICATION.code,
         done="put_on_file", material=DOSSIER, clause="9"),
    Clause("10", "不遵守约谈要求、拒不改正造成不良影响的，由有权机关处分", kept_by="decision_by_reference"),
    Clause("11", "弄虚作假、欺骗组织、打击报复举报人的，由有权机关处分",
           kept_by="true_statements decision_by_reference"),
    Clause("12", "自印发之日起试行", kept_by="edition"),
)

REGULATION = Regulation(
    code="aba_housing", title="阿坝州住房和城乡建设局廉政约谈制度（试行）", number="阿州住建党组〔2021〕81号",
    issuers=("中共阿坝州住房和城乡建设局党组",), since=date(2021, 10, 19), terms=TERMS, layouts=LAYOUTS,
    rules=GENERAL + KINDS + SITUATIONS + PROCEDURE + CONDUCT + AFTERWARDS)
