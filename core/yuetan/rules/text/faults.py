"""What is wrong between a regulation and its text: data first, and a sentence that says where and what to do."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping

from attrs import field, frozen

from yuetan.wording import say


class FaultCode(enum.Enum):
    """What is wrong."""

    UNREADABLE = "unreadable"  # the text has no printed numbers at all
    NUMBERING = "numbering"  # a printed number is not the next one of its list
    MISSING = "missing"  # a printed place that no clause declares
    INVENTED = "invented"  # a clause at a place the text does not have
    PRINTED = "printed"  # a place the regulation prints otherwise than its text
    MISPLACED = "misplaced"  # a rule's figure stands at another place than the one it cites
    NOWHERE = "nowhere"  # a rule's figure stands nowhere in the text
    UNSTATED = "unstated"  # a figure of the text that no rule citing its place states
    GIST = "gist"  # a figure in the gist of a clause does not stand there
    FORCE = "force"  # a rule's force is at odds with the verb at the place it cites
    VERB = "verb"  # the verb a rule quotes does not stand there
    AMBIGUOUS = "ambiguous"  # the place has several verbs, and the rule does not say which is its own
    ASIDE = "aside"  # a place is set aside that binds in so many words, or has a figure


@frozen
class Fault:
    """One thing wrong: at which place (dotted; several where a rule cites several), in which rule if in one.

    ``details`` are what its sentence names: what is printed, what was found, the figure, the verb, the force.
    """

    code: FaultCode
    at: str
    rule: str = ""
    details: Mapping[str, str] = field(factory=dict, hash=False)

    def __str__(self) -> str:
        """What is wrong, where, and what to do."""
        return _SENTENCES[self.code]({"at": self.at, "where": self.at, "rule": self.rule, **self.details})


_SENTENCES: Mapping[FaultCode, Callable[[Mapping[str, str]], str]] = {
    FaultCode.UNREADABLE: lambda v: say(
        "文本中没有找到任何条款编号（第一条、一、（一）、1.）；请确认给的是制度正文的纯文本。", **v),
    FaultCode.NUMBERING: lambda v: say(
        "文本第 {row} 行：编号“{printed}”不接上文，按顺序应为“{expected}”；请核对文本是否缺漏、重复或印错。", **v),
    FaultCode.MISSING: lambda v: say(
        "{printed}：文本中有此处，制度没有声明；请写上 Clause，条款号为 {at}，并写明由什么落实。", **v),
    FaultCode.INVENTED: lambda v: say(
        "条款 {at}（{where}）：文本中没有这一处；请删去该条款，或改正条款号。", **v),
    FaultCode.PRINTED: lambda v: say(
        "条款 {at}：文本印作“{printed}”，制度写作“{where}”；请改正制度的 numbering。", **v),
    FaultCode.MISPLACED: lambda v: say(
        "规则 {rule} 引用{where}，该处没有“{figure}”，它印在{places}；请改正引用的条款或规则的数字。", **v),
    FaultCode.NOWHERE: lambda v: say(
        "规则 {rule} 引用{where}，其“{figure}”文本中哪里都没有，该处印的是：{found}；请按文本改正规则。", **v),
    FaultCode.UNSTATED: lambda v: say(
        "{where}印有“{figure}”，可引用该处的规则都没有写它；请写进规则，"
        "由系统、页面落实的条款和列举的情形则写进要旨。", **v),
    FaultCode.GIST: lambda v: say(
        "条款 {at}（{where}）的要旨写了“{figure}”，文本该处没有；请按文本改正要旨。", **v),
    FaultCode.FORCE: lambda v: say(
        "规则 {rule} 的约束力是“{force}”，与{where}的用词不符，该处是：{found}；"
        "请改正约束力、verb 或引用的条款。", **v),
    FaultCode.VERB: lambda v: say(
        "规则 {rule} 引用的用词“{verb}”不在{where}；请照文本引用，一字不差。", **v),
    FaultCode.AMBIGUOUS: lambda v: say(
        "{where}有几种约束力：{found}；请在规则 {rule} 中用 verb 写明依据的是哪一个用词。", **v),
    FaultCode.ASIDE: lambda v: say(
        "条款 {at}（{where}）印有“{found}”，不能搁置；请写出相应规则，或写明由系统的哪项保证落实。", **v),
}
