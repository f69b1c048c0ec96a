"""阿坝州住建局：how its papers are laid out."""

from yuetan.rules import INTERVIEWER
from yuetan.rules.layouts import Band, Form, Letter, Tall, Written

_WHO = (("约谈对象", "{interviewee}", "科室及职务", "{interviewee_post}"),
        ("约谈人", "{interviewer}", "职务", "{interviewer_post}"))
_KIND = ("约谈种类", "{kind}", "约谈方式", "{mode}")
_BY_DAY = ("单位：{unit}", "日期：{signed_on}")

LAYOUTS = (
    Letter("pledge", to="局党组：", signed_by=("承诺人{date}",), body=(
        "本人{interviewee}，拟任{post}。任职之前，本人郑重承诺：",
        Written("promise", lines=6),
        "本人将按照“一岗双责”的要求，履行下列职责：",
        Written("duties", lines=5),
        "请组织和同志们监督。")),
    Form("special_occasion", caption=_BY_DAY, signed_by=("登记人",), rows=(
        ("对象", "{interviewee}", "科室及职务", "{interviewee_post}"),
        ("事由", "{occasion}"),
        ("名称", "{what}"),
        ("自何日起", "{since}"))),
    Form("exemption_decided", caption=_BY_DAY, signed_by=("登记人",), rows=(
        ("对象", "{interviewee}", "科室及职务", "{interviewee_post}"),
        ("决定机关", "{body}"),
        ("文号", "{number}", "决定日期", "{decided_on}"),
        ("决定", "{decision}")),
        note="本表只登记有权机关的决定，不作处理。"),
    Form("approved", rows=(
        _KIND, *_WHO,
        ("提出依据", "{basis}"),
        Tall("需要约谈的\n情况", "{situation}", lines=9),
        Tall("主要负责人\n意见", "{opinion}", lines=6, signed="签名")),
        signed_by=("经办人",)),
    Form("notice", rows=(
        ("约谈种类", "{kind}"),
        ("约谈对象", "{person}", "约谈人", "{talker}"),
        ("日期", "{date}", "时间", "{time}"),
        ("地点", "{place}"),
        ("内容", "{topic}"),
        Tall("其他事项", "{matters}", lines=3),
        Band("通知情况（由办公室填写）"),
        ("送达方式", "{delivery}"),
        ("电话通知人", "{caller}"),
        ("通知日期", "{called_on}"),
        ("通知时间", "{called_at}"),
        Tall("电话中说明\n的内容", "{said}", lines=3),
        Tall("需要电话\n通知的原因", "{necessity}", lines=3)),
        closing="请按约定的时间、地点到场。确有特殊原因不能参加的，请提出书面申请。", signed_by=("约谈对象",)),
    Form("preparation", reader=INTERVIEWER, signed_by=("约谈人",), rows=(
        _KIND, *_WHO,
        Tall("已经了解的\n情况", "{known}", lines=7),
        Tall("谈话重点", "{focus}", lines=7),
        Tall("方式方法和\n权益保障", "{manner}", lines=5)),
        note="本表供谈话人使用，不交约谈对象。"),
    Form("record", rows=(
        _KIND,
        ("约谈时间", "{talk_date}{talk_time}", "约谈地点", "{talk_place}"),
        *_WHO,
        ("参加人", "{company}", "记录人", "{recorder}"),
        ("约谈内容", "{topic}"),
        Tall("到场情况", "{attendance}", lines=2),
        Band("谈话情况"),
        Tall("本科室落实\n责任制情况", "{section_duty}", lines=4),
        Tall("本人廉洁\n自律情况", "{own_integrity}", lines=4),
        Tall("其他党员\n干部廉洁\n自律情况", "{others_integrity}", lines=4),
        Tall("重申的廉洁\n自律规定", "{provisions}", lines=4),
        Tall("纪律要求", "{demands}", lines=4),
        Tall("注意事项", "{cautions}", lines=4),
        ("问题属于", "{whose}"),
        Tall("指出的问题", "{problem}", lines=4),
        Tall("约谈对象对\n原因的说明", "{causes}", lines=4),
        Tall("防范对策和\n措施", "{precautions}", lines=4),
        Tall("帮助分析的\n原因", "{analysis}", lines=4),
        Tall("整改要求", "{rectify}", lines=4),
        Tall("约谈对象的\n其他陈述", "{response}", lines=4)),
        closing="以上记录已经本人核对，与谈话内容一致。", signed_by=("约谈对象", "约谈人", "记录人"),
        each_page=("约谈对象", "记录人")),
    Letter("postponement_asked", to="局办公室：", signed_by=("申请人",), body=(
        "本人{interviewee}，现任{interviewee_post}。收到{kind}的通知，约谈定于{talk_date}{talk_time}进行。",
        "因下列特殊原因不能按时参加，申请推后补谈：",
        Written("reason", lines=8),
        "申请推后至{until}。"),
        note="同意之后方可推后；没有答复之前，请按原定时间参加。"),
    Letter("rectification_report", to="局办公室：", signed_by=("报告人",), body=(
        "按照{kind}的要求，现将本人整改情况报告如下：",
        Written("problem", "一、存在的问题", lines=2),
        Written("causes", "二、原因", lines=2),
        Written("measures", "三、整改和防范措施", lines=3),
        Written("results", "四、落实情况", lines=3))),
    Form("inspection", rows=(
        ("整改人", "{interviewee}", "科室及职务", "{interviewee_post}"),
        ("约谈种类", "{kind}", "检查日期", "{inspected_on}"),
        Tall("检查情况", "{found}", lines=8),
        ("检查结果", "{result}"),
        Tall("移交有权\n机关的情况", "{referral}", lines=4)),
        signed_by=("检查人",), note="责任追究由有权机关决定，本表只登记移交情况。"),
    Form("dossier", signed_by=("经办人",), rows=(
        ("姓名", "{person}", "约谈种类", "{kind}"),
        Tall("整改情况\n摘要", "{summary}", lines=8),
        ("存放位置", "{volume}"))),
)
