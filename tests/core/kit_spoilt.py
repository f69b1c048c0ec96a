"""What the kit says to the plugin of the guide when one thing in it is spoilt."""

from __future__ import annotations

from kit_subject import README, REGULATION, STEPS

SELECTED = ("    reading,\n", "    reading,\n    selected,\n")
SPOILT: list[tuple[str, str, str, tuple[str, ...], list[str]]] = [
    ("every_clause_rests_on_something", "", REGULATION,
     ('"目的", aside="宗旨，不设规则"', '"目的"'), [
        ("第一条（目的）：没有规则、页面或系统保证落实。制度的每一处都要有着落，漏掉的没有人会办；"
         "请写出相应的规则，或写 aside= 说明为何不设规则。"),
     ]),
    ("every_clause_rests_on_something", "", REGULATION,
     ('kept_by="edition"', 'view="calendar"'), [
        ("第七条：写由页面“calendar”落实，没有这个页面。条款等于没有着落；请改正 view=，没有装页面的，"
         "请在 views 中列出。"),
     ]),
    ("figures_and_verbs_agree_with_the_text", "", REGULATION,
     ("days_after(HELD, 15)", "days_after(HELD, 16)"), [
        ("文本 text.txt：规则 duty:report 引用第五条，其“16日”文本中哪里都没有，该处印的是：15日；"
         "请按文本改正规则。制度以原文为准，两边不一致就会错判；请对照原文改正。"),
        ("文本 text.txt：第五条印有“15日”，可引用该处的规则都没有写它；请写进规则，由系统、"
         "页面落实的条款和列举的情形则写进要旨。制度以原文为准，两边不一致就会错判；请对照原文改正。"),
     ]),
    ("the_readme_says_what_the_regulation_says", "", README,
     (), [
        ("没有 {home}/README.md。审阅的人要从它知道这是哪份制度、怎样理解；请写一份，写法见 "
         "docs/write-a-plugin.md。"),
     ]),
    ("the_readme_says_what_the_regulation_says", "", README,
     ("7 处", "8 处"), [
        "README.md 中没有：7 处\n审阅的人先看 README，写漏的就没有经过审阅；请照原样补上。",
     ]),
    ("the_readme_says_what_the_regulation_says", "", README,
     ("| `clear_days` ", "| `other` "), [
        ("README.md 中没有：| `notice_days` | 第三条 | “提前2个工作日”之间要隔几个工作日 | "
         "`exclude_talk_day` 谈话当日不计 | `clear_days` 中间空满2个工作日 |\n审阅的人先看 README，"
         "写漏的就没有经过审阅；请照原样补上。"),
     ]),
    ("the_readme_says_what_the_regulation_says", "", REGULATION,
     ('labels=("谈话当日不计", "中间空满2个工作日"), ', ""), [
        ("README.md 中没有：| `notice_days` | 第三条 | “提前2个工作日”之间要隔几个工作日 | "
         "`exclude_talk_day` exclude_talk_day | `clear_days` clear_days |\n审阅的人先看 README，"
         "写漏的就没有经过审阅；请照原样补上。"),
        ("理解 notice_days（“提前2个工作日”之间要隔几个工作日）：有的选项没有中文名称。选的人看不懂代码；"
         "请在 labels 中按次序逐个写明。"),
     ]),
    ("what_a_story_says_follows", "steps", STEPS,
     ('regulation = "water"', 'regulations = "water"'), [
        "故事 steps：讲不下去。steps.toml：开头：缺少 regulation；请写上一段不为空的文字。",
     ]),
    ("what_a_story_says_follows", "", "stories/reading_clear_days.toml",
     ("due = 2026-05-25", "due = 2026-05-24"), [
        ("故事 reading_clear_days：[[expect.obligation]] 1：duty:notice 科长 的 due 应为 2026-05-24，实为 "
         "2026-05-25。制度得不出故事写明的结果；请对照原文，改正规则或者故事。"),
     ]),
    ("no_claim_of_a_story_can_be_changed_unnoticed", "", "stories/reading_clear_days.toml",
     ('status = "open"', 'status = "done"'), [
        ("故事 reading_clear_days：[[expect.obligation]] 1 status 改成别的也没有人发现。"
         "没有核对的断言等于没写；请报告给 yuetan，或先删去这一处。"),
     ]),
    ("every_story_has_a_title_of_its_own", "", STEPS,
     ("先通知后谈话，晚通知的不能谈，只有一人的说明理由", "通知和整改情况各写哪些栏"), [
        ("故事 papers.toml steps.toml：标题都是“通知和整改情况各写哪些栏”。标题要让人知道各自验证什么；"
         "请改成不同的标题。"),
     ]),
    ("every_change_of_a_rule_is_noticed", "pairing:head", "stories/who_talks.toml",
     ("entrusted = true\n", ""), [
        ("规则 pairing:head（第二条）：改动“pairing:head.deputy: with one (0)”没有一个故事发现。"
         "规则这样写错了也不会有人知道；请补一个故事，写明这一处会得出什么。确实没有差别的，请列入 "
         "equivalent，并写明理由。"),
     ]),
    ("every_other_reading_makes_a_difference_in_some_story", "", "stories/reading_clear_days.toml",
     (), [
        ("理解 notice_days（第三条）：没有故事能分出“clear_days 中间空满2个工作日”和默认的理解。"
         "选了它却看不出不同，选项就没有意义；请写一个 settings 取这一项的故事，其中至少一项结果与默认不同。"),
     ]),
    ("each_duty_is_met_missed_and_late", "duty:report", "stories/missed.toml",
     (), [
        ("规则 duty:report（第五条）：没有故事写到逾期才办（late）。只有按时、逾期、迟办都看过，"
         "才知道时限算得对；请补上相应的 expect.obligation。"),
     ]),
    ("each_duty_is_met_missed_and_late", "duty:report", REGULATION,
     ("due=days_after(HELD, 15)", "force=MAY", "    INTERVIEWEE,\n", "    INTERVIEWEE,\n    MAY,\n"), [
        ("规则 duty:report（第五条）：没有故事写到何时提示。“可以”办的事也要看到何时提示、何时不提示；"
         "请补上相应的 expect.offer 或 no_offer。"),
        ("规则 duty:report（第五条）：没有故事写到何时不提示。“可以”办的事也要看到何时提示、何时不提示；"
         "请补上相应的 expect.offer 或 no_offer。"),
     ]),
    ("each_guard_is_passed_and_refused", "", STEPS,
     (), [
        ("规则 guard:two_present（第四条）：没有故事写到它放行（result = permitted）。放行和拦住都看过，"
         "才知道条件没有写反；请补上相应的 expect.step。"),
     ]),
    ("each_pairing_admits_and_denies", "", "stories/who_talks.toml",
     (), [
        ("规则 pairing:head（第二条）：没有故事写到它准许谁（result = permitted）。准许谁、不准许谁都看过，"
         "才知道范围没有写宽写窄；请补上相应的 expect.interviewer，并在 rules 中写明这条规则。"),
        ("规则 pairing:head（第二条）：没有故事写到它不准许谁（result = refused）。准许谁、不准许谁都看过，"
         "才知道范围没有写宽写窄；请补上相应的 expect.interviewer，并在 rules 中写明这条规则。"),
     ]),
    ("each_kind_can_be_walked_from_start_to_end", "", REGULATION,
     ('        Clause("7"',
      ('        Guard("staff", "只谈工作人员", step=PROPOSED, needs=selected(post("staff")), clause="3"),\n  '
       '      Clause("7"'),
      *SELECTED), [
        ("规则 kind:talk（第二条）：没有故事里的人可以这样谈。没有人走过，就不知道它走不走得通；"
         "请在故事里写出可以谈的人和谈话对象，或改正 Pairing 和 Guard。"),
     ]),
    ("each_kind_can_be_walked_from_start_to_end", "", REGULATION,
     ('        Clause("7"',
      ('        Guard("staff", "只谈工作人员", step=HELD, needs=selected(post("staff")), clause="3"),\n      '
       '  Clause("7"'),
      *SELECTED), [
        ("规则 kind:talk（第二条）：从提出到归档走不完。办过的有：proposed、notified；held：前置条件不满足，"
         "见规则 guard:staff（第三条）。filed：还不能归档，以下事项没有办完：谈话、报送整改情况。"
         "办到一半停下，事情就没有了结；请改正拦住它的规则，或写上缺少的环节。"),
     ]),
]
"""A check, one of its cases or none for all, the file that is spoilt, what stands there instead, and what is said."""
