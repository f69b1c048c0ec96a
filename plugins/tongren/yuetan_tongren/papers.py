"""铜仁学院：how its papers are laid out."""

from yuetan.rules import INTERVIEWER
from yuetan.rules.layouts import Band, Column, Form, Layout, Ledger, Letter, Listed, Tall, Written

_WHO = (("约谈对象", "{interviewee}", "部门及职务", "{interviewee_post}"),
        ("主谈人", "{interviewer}", "职务", "{interviewer_post}"))
_HELD = (("日期", "{talk_date}", "地点", "{talk_place}"), ("开始时间", "{began}", "结束时间", "{ended}"),
         ("约谈形式", "{kind}", "约谈方式", "{mode}"), *_WHO, ("参加人", "{company}", "记录人", "{recorder}"))
_PLACED = (("约谈对象", "{person}", "主谈人", "{interviewer}"), ("约谈日期", "{date}", "约谈时间", "{time}"),
           ("约谈地点", "{place}"))
_BY_DAY = ("部门：{unit}", "日期：{signed_on}")


def _record(material: str, *rows: tuple[str, ...] | Tall) -> Layout:
    """A record: who, when and where, then what was said, signed on every page."""
    return Form(material, rows=(*_HELD, Band("谈话情况"), *rows), closing="以上记录已经本人核对，与谈话内容一致。",
                signed_by=("约谈对象", "主谈人", "记录人"), each_page=("约谈对象", "记录人"))


def _answer(material: str, said: str, signer: str) -> Layout:
    """A paper asked of the interviewee, in which he may also object."""
    return Letter(material, to="{unit}：", signed_by=(f"{signer}{{signed_on}}",), body=(
        "本人{interviewee}，现任{interviewee_post}，于{talk_date}接受{kind}。",
        "本人的答复是：{answer}。内容如下：",
        Written(said, lines=13)))


LAYOUTS: tuple[Layout, ...] = (
    Form("voluntary_statement", caption=_BY_DAY, signed_by=("本人", "登记人"), rows=(
        ("姓名", "{interviewee}", "部门及职务", "{interviewee_post}"),
        ("说明日期", "{told_on}"),
        Tall("主动说明的\n本人问题", "{told}", lines=10),
        Tall("主动上交的\n所得", "{handed_over}", lines=4))),
    _record("prevention_record",
            ("对象类别", "{whom}"),
            Tall("廉政教育", "{education}", lines=5),
            Tall("提出的\n新要求", "{demands}", lines=5),
            Tall("通报的\n典型案例", "{cases}", lines=4),
            Tall("廉政表态\n发言", "{commitment}", lines=4)),
    _record("clearing_record", Tall("澄清内容", "{cleared}", lines=10)),
    Form("finding_recorded", caption=_BY_DAY, signed_by=("登记人",), rows=(
        ("对象", "{interviewee}", "部门及职务", "{interviewee_post}"),
        ("情形", "{ground}"),
        ("了解渠道", "{found_in}"),
        Tall("需要询问、\n示警的问题", "{problem}", lines=10))),
    Letter("inquiry_letter", headed=True, to="{person}同志：", closing="请如实作出书面说明。", body=(
        "根据干部约谈工作的安排，现就下列问题向你函询：",
        Written("questions", lines=4),
        "发函日期：{issued_on}")),
    _record("inquiry_record",
            Tall("询问核实的\n问题", "{verified}", lines=6),
            Tall("警示、提醒\n内容", "{warned}", lines=5),
            Tall("说明、表态", "{account}", lines=6)),
    Form("measure_recorded", caption=_BY_DAY, signed_by=("登记人",), rows=(
        ("对象", "{interviewee}", "部门及职务", "{interviewee_post}"),
        ("处理方式", "{measure}"),
        ("决定机关", "{decided_by}", "决定日期", "{decided_on}"),
        ("文号", "{number}"))),
    _record("correction_record",
            Tall("批评训诫", "{criticism}", lines=6),
            Tall("勉励帮助和\n改正要求", "{encouragement}", lines=5),
            Tall("说明、表态", "{account}", lines=6)),
    _record("accountability_record",
            Tall("帮助正确\n对待处理、\n吸取教训", "{help}", lines=8),
            Tall("说明、表态", "{account}", lines=6)),
    Form("department_brief", signed_by=("报送人",), rows=(
        Tall("工作信息", "{information}", lines=6),
        Tall("档案材料", "{files}", lines=6),
        Tall("宣传报道\n材料", "{publicity}", lines=5))),
    Form("round", caption=_BY_DAY, signed_by=("经办人", "审核人"), rows=(
        ("计划名称", "{title}"),
        ("开始日期", "{began}", "结束日期", "{ended}"),
        Tall("梳理问题\n线索情况", "{screened}", lines=5),
        Tall("甄选的对象\n和形式", "{chosen}", lines=6),
        ("函询件数", "{inquiries}", "约谈人次", "{talks}"),
        ("线索登记号", "{inquiry_references}"),
        ("批准文号\n或会议", "{approval}", "批准日期", "{approved_on}"))),
    Form("department_plan", caption=_BY_DAY, signed_by=("部门负责人",), rows=(
        ("拟约谈人次", "{planned}", "函询件数", "{inquiries}"),
        Tall("对象、形式\n和时间安排", "{arrangement}", lines=12),
        ("线索登记号", "{inquiry_references}"))),
    Form("working_plan", signed_by=("拟制人",), rows=(
        ("约谈形式", "{kind}", "约谈方式", "{mode}"), *_PLACED,
        ("所属计划", "{round}"),
        Tall("有关要求", "{requirements}", lines=10),
        Tall("领导小组\n审批", "", lines=5, signed="组长"))),
    Form("approval", signed_by=("记录人",), rows=(
        ("约谈形式", "{kind}", "约谈对象", "{interviewee}"),
        ("会议或文号", "{meeting}"),
        ("组长或\n主持人", "{chair}"),
        ("回避的成员", "{recused}"),
        Tall("审批意见", "□同意　□不同意：", lines=6, signed="签名"))),
    Form("outline", reader=INTERVIEWER, signed_by=("拟制人",), rows=(
        ("约谈形式", "{kind}", "约谈对象", "{interviewee}"),
        ("围绕的纪律", "{discipline}"),
        ("问题性质", "{nature}"),
        Tall("约谈要点", "{points}", lines=16)),
        note="本提纲供约谈使用，不交约谈对象。"),
    Letter("notice", headed=True, to="{person}同志：", closing="请按时参加。因故不能参加的，请提前说明。", body=(
        "按照学校干部约谈工作的安排，现将对你进行{kind}的有关事项通知如下：",
        Listed(("date", "time", "place", "interviewer")))),
    Form("preparation", signed_by=("经办人",), rows=(
        ("约谈形式", "{kind}", "约谈对象", "{interviewee}"),
        ("约谈场地", "{place}"),
        ("主谈人", "{interviewer}", "记录人员", "{recorder}"),
        Band("逐项落实"),
        ("通知对象", "□已通知　□未通知"),
        ("安排场地", "□已安排　□未安排"),
        ("落实主谈人", "□已落实　□未落实"),
        ("安排记录", "□已安排　□未安排"))),
    Form("safety", signed_by=("检查人", "主谈人"), rows=(
        ("约谈对象", "{interviewee}", "约谈日期", "{talk_date}"),
        Band("约谈之前逐项检查"),
        ("场地安全", "{room}"),
        ("陪护人员", "{companion}"),
        ("健康状况", "{health}"),
        ("联系人\n和电话", "{contact}"),
        ("协助部门", "{assisted_by}"),
        Band("约谈当日填写"),
        ("开始时间", "　　时　　分", "结束时间", "　　时　　分"),
        Tall("异常情况\n和处置", "", lines=5))),
    _answer("pledge", "pledge", "承诺人"),
    _answer("explanation", "explanation", "说明人"),
    _answer("reflection", "reflection", "本人"),
    Form("opinion", signed_by=("经办人", "审核人"), rows=(
        *_WHO,
        Tall("核实确认的\n事实", "{confirmed}", lines=5),
        ("时间节点", "{stage}"),
        ("问题性质", "{nature}"),
        ("认错态度", "{attitude}"),
        ("纪律条款", "{basis}"),
        Tall("处理意见", "{opinion}", lines=5),
        Tall("从轻、减轻\n情形", "{lighter}", lines=3),
        Tall("从重情形", "{heavier}", lines=3)),
        note="本表是处理意见，由有权机关按程序审定。"),
    Form("registration", signed_by=("填表人",), rows=(
        ("约谈对象", "{person}", "部门及职务", "{interviewee_post}"),
        ("主谈人", "{interviewer}", "记录人员", "{recorder}"),
        ("约谈日期", "{date}", "约谈时间", "{time}"),
        ("约谈地点", "{place}"),
        ("约谈形式", "{form}"),
        ("约谈方式", "{mode}"),
        Tall("约谈内容", "{content}", lines=8),
        Tall("约谈结果", "{result}", lines=6))),
    Ledger("ledger", caption=("", "填表日期：{signed_on}"), signed_by=("填表人", "审核人"), columns=(
        Column("序号", "{number}", 2),
        Column("约谈对象", "{person}", 3),
        Column("所在部门", "{unit}", 5),
        Column("约谈日期", "{date}", 4),
        Column("时间", "{time}", 3),
        Column("地点", "{place}", 4),
        Column("主谈人", "{interviewer}", 3),
        Column("约谈形式", "{form}", 4),
        Column("提交的材料", "{paper}", 4),
        Column("归档日期", "{filed_on}", 4))),
    Form("file", signed_by=("保管人",), rows=(
        ("约谈对象", "{interviewee}", "约谈形式", "{kind}"),
        Tall("卷内材料", "{contents}", lines=14),
        ("保管人", "{keeper}", "摘要已送", "{summary_sent}"))),
    Ledger("statistics", caption=("", "填报日期：{signed_on}"), blanks=6, signed_by=("填报人", "部门负责人"), columns=(
        Column("填报部门", "{unit}", 4),
        Column("统计起止", "{since}—{until}", 4),
        Column("预防提醒谈话（人次）", "{prevention}", 3),
        Column("询问示警约谈（人次）", "{inquiry}", 3),
        Column("纠错诫勉约谈（人次）", "{correction}", 3),
        Column("问责处分约谈（人次）", "{accountability}", 3))),
    Letter("urging", headed=True, to="＿＿＿＿＿＿＿＿：", closing="整改结果请报纪检监察室。", body=(
        "在对干部约谈工作的督促检查中，发现下列问题：",
        Written("problem", lines=3),
        "请按下列要求整改：",
        Written("demand", lines=2),
        Listed(("by_day",)))),
    Letter("rectification", headed=True, to="纪检监察室：", body=(
        "现将督促检查所提问题的整改情况报告如下：",
        Written("measures", "一、整改措施", lines=3),
        Written("results", "二、整改结果", lines=3))),
    Form("publicity", caption=_BY_DAY, signed_by=("报送人", "审核人"), rows=(
        ("约谈人次", "{talks}"),
        Tall("好的经验\n和做法", "{methods}", lines=12),
        ("报送和\n宣传方式", "{channel}")),
        note="只写数字和做法，不写可以辨认本人的内容。"),
    Form("case_publicity", caption=_BY_DAY, rows=(
        Tall("案例", "{case}", lines=14),
        ("批准人", "{approved_by}", "批准日期", "{approved_on}"),
        ("核对人", "{checked_by}")),
        signed_by=("批准人", "核对人"), note="核对人须确认从案例中无法辨认本人。"),
)
