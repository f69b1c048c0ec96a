"""连云港：how its papers are laid out."""

from yuetan.rules.layouts import Band, Form, Letter, Listed, Tall, Written

LAYOUTS = (
    Form("finding_recorded", caption=("单位：{unit}", "日期：{signed_on}"), signed_by=("经办人", "审核人"), rows=(
        ("对象", "{interviewee}", "单位及职务", "{interviewee_post}"),
        ("问题属于", "{whose}"),
        ("发现途径", "{found_in}"),
        Tall("问题", "{problem}", lines=10))),
    Letter("notice", headed=True, to="{person}同志：", closing="请按时参加。", body=(
        "根据{citation}，现将对你进行{kind}的有关事项通知如下：",
        Listed(("topic", "date", "time", "place")))),
    Letter("unit_notice", headed=True, to="{person}同志所在单位党组（党委）：", closing="请转告本人，并安排好工作。",
           body=(
        "根据{citation}，拟对{person}同志进行廉政约谈，现将时间、地点告知如下：",
        Listed(("date", "time", "place")))),
    Form("record", rows=(
        ("约谈种类", "{kind}", "约谈方式", "{mode}"),
        ("约谈时间", "{talk_date}{talk_time}", "约谈地点", "{talk_place}"),
        ("约谈对象", "{interviewee}", "单位及职务", "{interviewee_post}"),
        ("约谈人", "{interviewer}", "单位及职务", "{interviewer_post}"),
        ("参加人", "{company}", "记录人", "{recorder}"),
        ("约谈主题", "{topic}"),
        Tall("约谈原因", "{reason}", lines=3),
        Band("谈话情况"),
        Tall("约谈对象的汇报", "{account}", lines=8),
        Tall("对有关问题的解释说明", "{explanation}", lines=4),
        Tall("整改措施", "{measures}", lines=4)),
        closing="以上记录已经本人核对，与谈话内容一致。", signed_by=("约谈对象", "约谈人", "记录人"),
        each_page=("约谈对象", "记录人")),
    Letter("rectification_report", to="市纪委监委：", signed_by=("报告人",), body=(
        "按照警示约谈的要求，现将本人整改落实情况报告如下：",
        Written("problem", "一、存在的问题", lines=4),
        Written("measures", "二、采取的整改措施", lines=5),
        Written("results", "三、整改落实情况", lines=4))),
    Letter("summary", headed=True, to="市纪委监委：", body=(
        "现将本时段廉政约谈工作情况报告如下：",
        "本时段共约谈{talks}人次。",
        Written("by_kind", "一、各类约谈开展情况", lines=2),
        Written("findings", "二、发现的问题和整改情况", lines=2))),
)
