"""The modal verbs of official Chinese, told apart from the words that only look like them."""

from __future__ import annotations

import enum
import re

from attrs import frozen


class Sort(enum.Enum):
    """What a modal word does to its sentence."""

    SOFT = "soft"  # 一般, 原则上: softens what follows
    OFFERED = "offered"  # 可, 可以, 有权
    STRICT = "strict"  # 应, 应当, 不得, 严禁, 必须, 须
    WANTED = "wanted"  # 要 before a verb: binds, but is found in every other sentence
    NEED = "need"  # 根据工作需要, 视情, 必要时, 主要对象: offers, unless a verb of the same clause says otherwise


# Words that only look like one follow as (?<!...) and (?!...): 可能, 相应, 主要, 要求, 一般问题, 巡视情况.
_PATTERNS = {
    Sort.SOFT: r"一般情况下|(?<![铁钢])一般(?![问性违干党职工案的及以错过情]|程序|人员|等[次级])|原则上",
    Sort.NEED: r"(?:根据|依据|结合|按照)[^，。；：]{0,10}需要|酌情|(?<!有)必要时"
               r"|(?<![巡监重忽轻审])视(?:情况?(?!节)[^，。；：]{0,4}需要|情况?(?!节))"
               r"|主要对象(?=为?[：:])",  # whom it is mainly for, and so who may be
    Sort.STRICT: r"应当|(?<![反适相响效供感呼答对])应(?![急用有聘邀届变酬激征试知]|对(?:挑战|风险|危机|突发|复杂))"
                 r"|不得(?!不|力)|严禁|禁止|必须|(?<![必无毋])须(?!知)|务必|不准|不许"
                 r"|[不方]可(?!能|避免|分割|或缺)以?",
    Sort.OFFERED: r"(?<![许认宁尽方不])可(?![能靠见信疑观贵喜怕惜控]|操作|持续|行(?!使))以?|有权",
    Sort.WANTED: r"不要|(?<![主重需只必纪摘概首次扼简提若想将紧])要(?![求点素害件么是闻情道领案义则目])",
}
_MODAL = re.compile("|".join(f"(?P<{sort.value}>{pattern})" for sort, pattern in _PATTERNS.items()))


@frozen
class Modal:
    """A modal word and where it stands."""

    sort: Sort
    printed: str
    start: int


def modals(text: str) -> tuple[Modal, ...]:
    """Every modal word of a text, in its order."""
    return tuple(Modal(Sort(found.lastgroup), found[0], found.start()) for found in _MODAL.finditer(text))


def is_modal(words: str) -> bool:
    """Whether words are one modal word and nothing else."""
    return [one.printed for one in modals(words)] == [words]
