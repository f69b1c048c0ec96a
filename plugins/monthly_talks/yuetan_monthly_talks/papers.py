"""月月谈：how its papers are laid out. The test itself is printed with the questions that were drawn for it."""

from yuetan.rules.layouts import Band, Form, Letter, Tall, Written

_WHO = (("谈话对象", "{interviewee}", "单位及职务", "{interviewee_post}"),
        ("谈话人", "{interviewer}", "单位及职务", "{interviewer_post}"))
_TALK = (("谈话种类", "{kind}", "谈话方式", "{mode}"),
         ("谈话时间", "{talk_date}{talk_time}", "谈话地点", "{talk_place}"),
         *_WHO, ("参加人员", "{company}", "记录人", "{recorder}"))
_SUBJECT = ("对象", "{interviewee}", "单位及职务", "{interviewee_post}")
_BY_DAY = ("单位：{unit}", "日期：{signed_on}")

LAYOUTS = (
    Form("first_form_decided", caption=_BY_DAY, signed_by=("经办人", "审批人"), rows=(
        _SUBJECT,
        Tall("问题", "{problem}", lines=7),
        Tall("适用第一种\n形态的理由", "{reason}", lines=7),
        ("批准文号", "{decision}"))),
    Form("finding_recorded", caption=_BY_DAY, signed_by=("经办人", "审批人"), rows=(
        _SUBJECT,
        ("发现途径", "{found_in}"),
        ("涉及的纪律", "{discipline}"),
        ("认定", "{finding}"),
        Tall("苗头性、\n倾向性问题", "{problem}", lines=10))),
    Form("plan", signed_by=("拟制人", "审批人"), rows=(
        ("谈话种类", "{kind}", "谈话对象", "{interviewee}"),
        ("谈话方式", "{manner}"),
        ("拟定日期", "{date}", "记录专人", "{recorder}"),
        Tall("谈话原因", "{reason}", lines=5),
        Tall("谈话内容", "{content}", lines=9))),
    Letter("notice", headed=True, to="{person}同志：", closing="请做好准备，按时到场。", body=(
        "经研究，决定对你进行{kind}。请于{date}{time}到{place}，由{talker}与你谈话。",
        Written("preparation", "请做下列准备：", lines=3))),
    Form("record", rows=(
        *_TALK,
        Tall("谈话内容", "{content}", lines=6),
        Tall("谈话原因", "{reason}", lines=3),
        Tall("指出或者\n需要了解的\n问题", "{problems}", lines=4),
        Tall("谈话对象的\n解释和说明", "{explanation}", lines=5),
        Tall("提出的要求", "{requirements}", lines=4)),
        closing="以上记录已经本人核对，与谈话内容一致。", signed_by=("谈话对象", "谈话人", "记录人"),
        each_page=("谈话对象", "记录人")),
    Form("registration", rows=(
        ("谈话层级", "{level}"),
        *_TALK,
        Band("廉政常识测试"),
        ("是否测试", "{test_taken}"),
        ("测试日期", "{test_date}"),
        Band("谈话情况"),
        Tall("谈话内容\n摘要", "{content}", lines=7),
        Tall("指出的问题\n和要求", "{problems}", lines=4),
        Tall("谈话对象的\n意见建议", "{suggestions}", lines=4)),
        signed_by=("谈话人", "谈话对象")),
    Letter("rectification_report", to="{unit}：", signed_by=("报告人",), body=(
        "按照{kind}提出的要求，现将整改情况报告如下：",
        Written("problem", "一、指出的问题和要求", lines=4),
        Written("measures", "二、整改措施", lines=5),
        Written("results", "三、落实情况", lines=4))),
    Form("summary_keeper", caption=_BY_DAY, signed_by=("单位负责人",), rows=(
        ("汇总管理\n专人", "{keeper}", "起始日期", "{since}"),)),
    Form("summary", signed_by=("汇总管理专人",), rows=(
        *_TALK,
        Tall("谈话结果", "{outcome}", lines=6),
        Tall("归入的材料", "{papers}", lines=6),
        ("存放位置", "{volume}"))),
    Form("file_entry", signed_by=("经办人", "档案管理人"), rows=(
        _SUBJECT,
        Tall("存入的提醒\n谈话材料", "{papers}", lines=10),
        ("档案编号", "{volume}")),
        note="存入个人廉政档案的，限于廉政提醒谈话的材料。"),
    Letter("written_answer", to="{unit}：", signed_by=("答复人",), body=(
        "本人{interviewee}，现任{interviewee_post}。",
        Written("points", "一、要求答复或者说明的问题", lines=4),
        Written("answer", "二、本人的答复或者说明", lines=10))),
    Form("suggestion", signed_by=("经办人",), rows=(
        ("提出人", "{interviewee}", "单位及职务", "{interviewee_post}"),
        Tall("建议和意见", "{suggestion}", lines=6),
        ("是否采纳", "{adopted}"),
        Tall("采纳情况或\n未采纳的\n理由", "{why}", lines=6))),
    Letter("clearing", headed=True, to="{interviewee}同志：", closing="此事已经了结，特此澄清。", body=(
        "与你谈话所涉及的有关反映，经了解，或与事实不符，或无证据支持。现澄清如下：",
        Written("statement", lines=6))),
    Letter("self_examination", to="{unit}：", signed_by=("检查人",), body=(
        "本人{interviewee}，现任{interviewee_post}。按照组织的要求，现作检查如下：",
        Written("problem", "一、存在的问题", lines=4),
        Written("understanding", "二、认识和原因", lines=4),
        Written("measures", "三、改正措施", lines=4))),
    Form("minor_handling", signed_by=("经办人", "审批人"), rows=(
        _SUBJECT,
        ("处理方式", "{measure}"),
        Tall("依据", "{basis}", lines=8),
        ("文号", "{decision}")),
        note="本单只登记有权机关作出的处理。"),
    Form("follow_up", signed_by=("经办人", "审批人"), rows=(
        _SUBJECT,
        ("采取的方式", "{way}"),
        Tall("需要核对的\n问题", "{points}", lines=10)),
        note="本人否认不等于问题成立；核对之后再作结论。"),
)
