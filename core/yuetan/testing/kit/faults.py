"""What the kit finds wrong: data first, and a sentence that says what, where, why it matters, and what to do."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from attrs import field, frozen

from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Rule, rule_name
from yuetan.wording import later, say


class Problem(enum.Enum):
    """What sort of fault it is."""

    UNUSABLE = later("{what}")
    NO_STORIES = later(
        "{where}：没有一个故事。制度写得对不对，要靠故事来验证；请在这个文件夹里写 .toml 故事，"
        "写法见 docs/scenarios.md。")
    UNTOLD = later("故事 {where}：讲不下去。{what}")
    NOT_FOLLOWING = later("故事 {where}：{what}制度得不出故事写明的结果；请对照原文，改正规则或者故事。")
    UNLOOKED = later(
        "故事 {where}：{what} 改成别的也没有人发现。没有核对的断言等于没写；请报告给 yuetan，或先删去这一处。")
    SAME_TITLE = later("故事 {where}：标题都是“{what}”。标题要让人知道各自验证什么；请改成不同的标题。")
    SURVIVED = later(
        "{where}：改动“{what}”没有一个故事发现。规则这样写错了也不会有人知道；请补一个故事，写明这一处会得出什么。"
        "确实没有差别的，请列入 equivalent，并写明理由。")
    NOTICED = later(
        "{where}：equivalent 列了改动“{what}”，却有故事发现了它。说明它有差别；请从 equivalent 中删去。")
    NO_SUCH_CHANGE = later(
        "equivalent 列了改动“{what}”，制度里已没有这处改动。规则改过了，名单没有跟上；请删去或改正。")
    NO_REASON = later(
        "equivalent 列了改动“{what}”，没有写理由。不写理由，就分不清是没有差别还是漏了故事；请写明为何没有差别。")
    SAME_EITHER_WAY = later(
        "{where}：没有故事能分出“{what}”和默认的理解。选了它却看不出不同，选项就没有意义；"
        "请写一个 settings 取这一项的故事，其中至少一项结果与默认不同。")
    DUTY_NOT_SHOWN = later(
        "{where}：没有故事写到{what}。只有按时、逾期、迟办都看过，才知道时限算得对；请补上相应的 expect.obligation。")
    DUTY_NOT_ABSENT = later(
        "{where}：没有故事写到谁不承担它。没有人核对，它就可能落到不该承担的人头上；"
        "请补上相应的 expect.no_obligation。")
    OFFER_NOT_SHOWN = later(
        "{where}：没有故事写到{what}。“可以”办的事也要看到何时提示、何时不提示；"
        "请补上相应的 expect.offer 或 no_offer。")
    GUARD_NOT_SHOWN = later(
        "{where}：没有故事写到它{what}。放行和拦住都看过，才知道条件没有写反；请补上相应的 expect.step。")
    PAIRING_NOT_SHOWN = later(
        "{where}：没有故事写到它{what}。准许谁、不准许谁都看过，才知道范围没有写宽写窄；"
        "请补上相应的 expect.interviewer，并在 rules 中写明这条规则。")
    HOLE = later(
        "{where}（{what}）：没有规则、页面或系统保证落实。制度的每一处都要有着落，漏掉的没有人会办；"
        "请写出相应的规则，或写 aside= 说明为何不设规则。")
    NO_SUCH_VIEW = later(
        "{where}：写由页面“{what}”落实，没有这个页面。条款等于没有着落；请改正 view=，没有装页面的，"
        "请在 views 中列出。")
    TEXT = later("{where}：{what}制度以原文为准，两边不一致就会错判；请对照原文改正。")
    NO_README = later(
        "没有 {where}。审阅的人要从它知道这是哪份制度、怎样理解；请写一份，写法见 docs/write-a-plugin.md。")
    NOT_IN_README = later(
        "{where} 中没有：{what}\n审阅的人先看 README，写漏的就没有经过审阅；请照原样补上。")
    NO_LABELS = later("{where}（{what}）：有的选项没有中文名称。选的人看不懂代码；请在 labels 中按次序逐个写明。")
    NO_PAPER = later("{where}：材料制作不出来（{what}）。办事的人就没有文书可用；请改正它的字段或 layouts。")
    NOT_PRINTED = later("{where}：填写的“{what}”没有印在文书上。填了不印，等于没有填；请在 layouts 中写上这一栏。")
    PRINTED_FOR_ALL = later(
        "{where}：“{what}”只给 seen_by 写明的人看，却印在了给别人的文书上。会泄露内容；请从 layouts 中去掉这一栏。")
    NOBODY = later(
        "{where}：没有故事里的人可以这样谈。没有人走过，就不知道它走不走得通；请在故事里写出可以谈的人和谈话对象，"
        "或改正 Pairing 和 Guard。")
    NOT_WALKED = later(
        "{where}：从提出到归档走不完。{what}办到一半停下，事情就没有了结；请改正拦住它的规则，或写上缺少的环节。")
    PAST_CHANGED = later(
        "{where}：另立一版之后，{what} 在新版施行前的事项变了。旧事要按旧版办；请把依赖新旧的值写进各自的版本，"
        "确认不是制度写法所致的，请报告给 yuetan。")


@frozen
class Fault:
    """One thing wrong, and where: in which rule at which clause, in which story, or in which file."""

    problem: Problem
    where: str
    what: str = ""
    details: Mapping[str, object] = field(factory=dict, hash=False)

    def __str__(self) -> str:
        return say(self.problem.value, where=self.where, what=self.what, **self.details)


def place_of(regulation: Regulation, rule: Rule) -> str:
    """Where a rule stands, for people: its name and the clauses it cites."""
    printed = say("、").join(map(regulation.printed, rule.places))
    return say("规则 {rule}（{clauses}）", rule=rule_name(rule), clauses=printed or rule.title)
