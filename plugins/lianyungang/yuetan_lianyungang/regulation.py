"""连云港市《市管领导干部廉政约谈暂行办法》（连委办发〔2015〕5号）. Read it beside the text, article by article."""

from datetime import date

from yuetan.rules import (
    APPOINTMENT_DECIDED,
    CONSULTED,
    EVERYONE,
    FINDING_RECORDED,
    HALF_YEAR,
    HELD,
    INDIVIDUAL,
    INTERVIEWEE,
    MAY,
    NOTIFIED,
    ORGANISER,
    OWN_UNIT,
    PROPOSED,
    RECORDED,
    RECORDER,
    SANCTIONED,
    SHOULD,
    STANDING,
    UNIT,
    WITHIN,
    Clause,
    Duty,
    Guard,
    Kind,
    Material,
    Pairing,
    Quota,
    Regulation,
    Step,
    days_after,
    filled,
    happened,
    nobody,
    selected,
    unit,
)
from yuetan_lianyungang.forms import (
    FINDING_FIELDS,
    NOTICE_FIELDS,
    RECORD_FIELDS,
    REPORT_FIELDS,
    SUMMARY_FIELDS,
    WHEN_AND_WHERE,
)
from yuetan_lianyungang.papers import LAYOUTS
from yuetan_lianyungang.readings import (
    AGREED,
    AS_NEEDED,
    BY_OWNER,
    DISCIPLINE_TALKERS,
    EACH_YEAR,
    NEWCOMERS,
    NOTICE_DAYS,
    NOTICE_TO,
    OVERSEEN,
    REPORT_BY,
    REPORT_TO,
    ROLLS,
    coordinated,
)
from yuetan_lianyungang.whom import (
    ASSEMBLIES,
    BELOW_SECRETARY,
    CITY_LEADERS,
    CITY_MANAGED,
    COUNTY,
    COUNTY_GOVERNMENT,
    COUNTY_ORGANS,
    COURTS,
    COVERED,
    DEPARTMENTS,
    DEPUTY,
    DISCIPLINE,
    DIVISION_LEVEL,
    GOVERNMENT,
    HEAD,
    LEADER,
    LOCAL_DISCIPLINE,
    LOWER,
    MEMBER,
    MIDDLE,
    ORDINARY,
    OTHERS,
    OWN_REGION,
    PARTY,
    PARTY_HEAD,
    REPORTING,
    TERMS,
)

# 第一至三条  总则

ROUTINE = Kind("routine", "日常约谈", clause="4.1")
LED = (ROUTINE,)

GENERAL = (
    Clause("1", "制定目的与依据", aside="宗旨，不设规则"),
    Clause("2", "市委统一领导；抓早抓小，重在教育和预防", aside="原则，不设规则"),
    Clause("3", "对象一般是市管领导干部，工作需要时可扩及其他干部"),
    Guard("city_managed", "约谈对象一般为市管领导干部", step=PROPOSED, needs=selected(COVERED), force=SHOULD,
          clause="3", verb="一般"),
    Pairing("other_cadres", "本单位主要领导", to=nobody(COVERED), relation=OWN_UNIT, kinds=LED, force=MAY, clause="3",
            by=(DEPARTMENTS | ASSEMBLIES | COURTS | COUNTY | COUNTY_GOVERNMENT) & HEAD, verb="可以"),
)

# 第四条  四种情形

KINDS = (
    Clause("4", "分为四种情形", aside="引出下列各项"),
    Clause("4.1", "日常约谈：了解履责和个人廉洁情况"),
    ROUTINE,
    Clause("4.2", "任前约谈：新提拔或调整到重要岗位的市管处级干部"),
    PRE_APPOINTMENT := Kind("pre_appointment", "任前约谈", family="pre_appointment", clause="4.2"),
    Guard("newly_appointed", "任前约谈对象须为新提拔或新调整的市管处级干部", step=PROPOSED, kinds=(PRE_APPOINTMENT,),
          needs=selected(DIVISION_LEVEL) & happened(APPOINTMENT_DECIDED, fresh=True), clause="4.2"),
    Clause("4.3", "警示约谈：本人或分管部门出现苗头性、倾向性问题"),
    WARNING := Kind("warning", "警示约谈", family="warning", clause="4.3"),
    FINDING := Material(FINDING_RECORDED, "问题认定表", fields=FINDING_FIELDS, clause="4.3"),
    Guard("finding_first", "警示约谈须先有纪检机关记录在案的问题认定", step=PROPOSED, kinds=(WARNING,),
          needs=happened(FINDING_RECORDED, fresh=True), clause="4.3"),
    Guard("warning_answered", "警示约谈记录须写明解释说明和整改措施", step=RECORDED, kinds=(WARNING,),
          needs=filled("explanation", "measures"), clause="4.3", verb="要重点针对"),
    Clause("4.4", "回访约谈：受过党纪政纪处分的干部"),
    REVISIT := Kind("revisit", "回访约谈", family="revisit", clause="4.4"),
    Guard("sanction_first", "回访约谈对象须受过党纪政纪处分", step=PROPOSED, kinds=(REVISIT,),
          needs=happened(SANCTIONED), clause="4.4"),
)

# 第五条  分级负责、分层谈话

TIERS = (
    Clause("5", "分级分层；一般个别谈，视情可集体谈"),
    Guard("individual", "约谈一般个别进行", step=HELD, needs=INDIVIDUAL, force=SHOULD, clause="5", verb="一般"),
    Clause("5.1", "市委、市政府主要领导各自负责的对象"),
    Pairing("party_head", "市委主要领导", by=PARTY & HEAD, kinds=LED, clause="5.1",
            to=PARTY & MEMBER | (ASSEMBLIES | COURTS | COUNTY) & HEAD),
    Pairing("government_head", "市政府主要领导", by=GOVERNMENT & HEAD, kinds=LED, clause="5.1",
            to=GOVERNMENT & MEMBER | COUNTY_GOVERNMENT & HEAD),
    Clause("5.2", "市人大、市政协党组主要领导负责本机关班子成员和中层干部"),
    Pairing("assembly_head", "市人大、市政协党组主要领导", by=ASSEMBLIES & PARTY_HEAD,
            to=ASSEMBLIES & (MIDDLE | ORDINARY | DEPUTY), relation=WITHIN, kinds=LED, clause="5.2"),
    Clause("5.3", "市委、市政府领导班子成员负责分管部门的主要负责人"),
    Pairing("portfolio", "市委、市政府领导班子成员", by=CITY_LEADERS, to=DEPARTMENTS & HEAD,
            relation=OVERSEEN, kinds=LED, clause="5.3"),
    Clause("5.4", "部委办局和直属单位主要领导负责本单位其他市管干部"),
    Pairing("own_unit", "部委办局和直属单位主要领导", by=(DEPARTMENTS | DISCIPLINE) & PARTY_HEAD,
            to=CITY_MANAGED & ~HEAD, relation=OWN_UNIT, kinds=LED, clause="5.4"),
    Clause("5.5", "县区委、县区政府主要领导各自负责的对象"),
    Pairing("county_head", "县区委主要领导", by=COUNTY & HEAD, to=COUNTY & MEMBER | COUNTY_ORGANS & HEAD,
            relation=WITHIN, kinds=LED, clause="5.5"),
    Pairing("county_government_head", "县区政府主要领导", by=COUNTY_GOVERNMENT & HEAD, to=COUNTY_GOVERNMENT & MEMBER,
            relation=OWN_UNIT, kinds=LED, clause="5.5"),
    Clause("5.6", "任前约谈由市纪委与市委组织部商定后开展"),
    Pairing("pre_appointment", "市纪委", by=DISCIPLINE_TALKERS, to=CITY_MANAGED, kinds=(PRE_APPOINTMENT,),
            clause="5.6"),
    Guard("pre_appointment_consulted", "任前约谈须先与市委组织部会商", step=NOTIFIED, kinds=(PRE_APPOINTMENT,),
          needs=AGREED, clause="5.6"),
    Clause("5.7", "警示、回访约谈归市纪委监察局，也可进行日常约谈"),
    Pairing("discipline", "市纪委、监察局", by=DISCIPLINE_TALKERS, to=BELOW_SECRETARY, kinds=(WARNING, REVISIT),
            clause="5.7"),
    Pairing("discipline_routine", "市纪委、监察局", by=DISCIPLINE_TALKERS, to=BELOW_SECRETARY, kinds=LED,
            force=MAY, clause="5.7", verb="可"),
)

# 第六条  频次

HOW_OFTEN = (
    Clause("6", "日常约谈每年至少一次，其余按需开展"),
    Duty("annual_talk", "每年至少一次日常约谈", each=EACH_YEAR, talk=Quota(ROUTINE, by_owner=BY_OWNER),
         about=COVERED & BELOW_SECRETARY, clause="6"),
    Duty("pre_appointment_talk", "任前约谈", on=APPOINTMENT_DECIDED, talk=PRE_APPOINTMENT, about=DIVISION_LEVEL,
         force=AS_NEEDED, clause="4.2 6", verb="根据工作需要"),
    Duty("warning_talk", "警示约谈", on=FINDING_RECORDED, talk=WARNING, force=AS_NEEDED, clause="4.3 6",
         verb="根据工作需要"),
    Duty("revisit_talk", "处分后回访约谈", on=SANCTIONED, talk=REVISIT, force=AS_NEEDED, clause="4.4 6",
         verb="根据工作需要"),
)

# 第七条  程序

PROCEDURE = (
    Clause("7", "按四步程序进行"),
    Clause("7.1", "确定对象：两办分别联系协调，其余由纪检机关与组织部门商定"),
    Step(PROPOSED, "确定约谈对象", clause="7.1"),
    Pairing("party_office", "市委办公室联系协调", step=PROPOSED, by=unit("city_party_office"),
            **coordinated(PARTY & LEADER), clause="7.1"),
    Pairing("government_office", "市政府办公室联系协调", step=PROPOSED, by=unit("city_government_office"),
            **coordinated(GOVERNMENT & LEADER), clause="7.1"),
    Pairing("liaison", "市纪委联系协调", step=PROPOSED, by=DISCIPLINE, **coordinated(OTHERS), clause="7.1"),
    Pairing("local_liaison", "县区和派驻纪检监察机关联系协调", step=PROPOSED, by=LOCAL_DISCIPLINE, relation=OWN_REGION,
            **coordinated(OTHERS), clause="7.1"),
    Step(CONSULTED, "与组织（人事）部门会商", after=(PROPOSED,), clause="7.1"),
    Pairing("consulting", "市纪委会商", step=CONSULTED, by=DISCIPLINE, to=EVERYONE, clause="7.1"),
    Pairing("local_consulting", "县区和派驻纪检监察机关会商", step=CONSULTED, by=LOCAL_DISCIPLINE, to=EVERYONE,
            relation=OWN_REGION, clause="7.1"),
    Guard("consulted", "须先与组织（人事）部门会商", step=NOTIFIED, about=OTHERS, needs=AGREED, clause="7.1"),
    Clause("7.2", "提前3天将主题、对象、时间、地点告知本人或其所在单位党组（党委）"),
    Step(NOTIFIED, "通知约谈对象", after=(PROPOSED,), clause="7 7.2"),
    NOTICE := Material("notice", "约谈通知", fields=NOTICE_FIELDS, clause="7.2"),
    UNIT_NOTICE := Material("unit_notice", "致所在单位的时间地点告知", fields=WHEN_AND_WHERE, clause="7.2"),
    Duty("notice", "通知约谈对象", owed_by=ORGANISER, to=INTERVIEWEE, done=NOTIFIED, material=NOTICE, due=NOTICE_DAYS,
         clause="7.2"),
    Guard("notice_to_himself", "警示、回访约谈的主题只告知本人", step=NOTIFIED, kinds=(WARNING, REVISIT), clause="7.2",
          needs=NOTICE_TO),
    Clause("7.3", "说明主题和原因，听取汇报和说明，做好记录"),
    Step(HELD, "组织实施约谈", after=(NOTIFIED,), clause="7 7.3"),
    Step(RECORDED, "完成约谈记录", after=(HELD,), clause="7 7.3"),
    RECORD := Material("record", "约谈记录", fields=RECORD_FIELDS, clause="7.3"),
    Duty("record", "做好约谈记录", owed_by=RECORDER, on=HELD, done=RECORDED, material=RECORD, clause="7.3", verb="要"),
    Clause("7.4", "每年6月底、12月底前两次报送约谈情况"),
    SUMMARY := Material("summary", "约谈工作情况", fields=SUMMARY_FIELDS, clause="7.4"),
    Duty("half_year_summary", "报送约谈工作情况", owed_by=UNIT, to=REPORT_TO, each=HALF_YEAR, material=SUMMARY,
         about=REPORTING, clause="7.4"),
)

# 第八条  要求；第九至十一条  附则

REQUIREMENTS = (
    Clause("8", "工作要求和纪律", aside="引出下列各项"),
    Clause("8.1", "保密：反映人的情况和反映材料不得到约谈对象手里", kept_by="seal"),
    Clause("8.2", "如实汇报，不得追查报复；违者由有权机关处理", kept_by="seal true_statements decision_by_reference"),
    Clause("8.3", "警示约谈对象15日内报整改落实情况；整改不力由有权机关追责", kept_by="decision_by_reference"),
    REPORT := Material("rectification_report", "整改落实情况报告", fields=REPORT_FIELDS, clause="8.3"),
    Duty("rectification_report", "报送整改落实情况报告", owed_by=INTERVIEWEE, to=REPORT_TO, kinds=(WARNING,),
         due=days_after(HELD, 15), material=REPORT, done=REPORT_BY, clause="8.3", verb="要"),
    Clause("9", "县区、部门和单位参照建立本级制度"),
    Duty("own_scheme", "建立本级廉政约谈制度", owed_by=UNIT, each=STANDING, done="scheme_adopted", about=LOWER,
         clause="9", verb="要"),
    Clause("10", "解释机关：市纪委监察局与市委组织部", kept_by="interpretation"),
    Clause("11", "自发布之日起施行", kept_by="edition"),
)

REGULATION = Regulation(
    code="lianyungang", title="市管领导干部廉政约谈暂行办法", number="连委办发〔2015〕5号",
    issuers=("中共连云港市委办公室", "连云港市人民政府办公室"), since=date(2015, 2, 4), terms=TERMS,
    rolls=ROLLS, newcomers=NEWCOMERS, layouts=LAYOUTS,
    rules=GENERAL + KINDS + TIERS + HOW_OFTEN + PROCEDURE + REQUIREMENTS)
