"""What the rules would have objected to in a row of an old ledger: noted beside it, and never a refusal."""

from __future__ import annotations

from yuetan.wording import later, say

PERSON_UNKNOWN, PERSON_AMBIGUOUS, REGULATION_UNKNOWN, KIND_UNKNOWN, NOT_IN_FORCE = (
    "person_unknown", "person_ambiguous", "regulation_unknown", "kind_unknown", "not_in_force")
POSTS_UNKNOWN, NOT_COVERED, TALKER_UNKNOWN, TALKER_MISSING, TALKER_NOT_PERMITTED, TALKER_POSTS_UNKNOWN = (
    "posts_unknown", "not_covered", "talker_unknown", "talker_missing", "talker_not_permitted", "talker_posts_unknown")
NOTICE_MISSING, NOTICE_LATE, NOTICE_UNREADABLE, DUPLICATE, AFTER_START, TO_COME, OWN = (
    "notice_missing", "notice_late", "notice_unreadable", "duplicate", "after_start", "to_come", "own")

WORDS = {
    PERSON_UNKNOWN: later("本单位的名册里没有这个人；照录，但不计数"),
    PERSON_AMBIGUOUS: later("同名的不止一人，分不清是谁；照录，但不计数，请补上工号"),
    REGULATION_UNKNOWN: later("没有安装这部制度，或没有写明；照录，但不计数"),
    KIND_UNKNOWN: later("当时的制度没有这一种约谈；照录，但不计数"),
    NOT_IN_FORCE: later("约谈时这部制度还没有施行，或已经废止"),
    POSTS_UNKNOWN: later("名册里没有他当时的任职，无法核对由谁约谈"),
    NOT_COVERED: later("按当时的任职，制度没有规定由谁与他进行这种约谈"),
    TALKER_UNKNOWN: later("约谈人不在名册里，或同名的不止一人"),
    TALKER_MISSING: later("没有写约谈人"),
    TALKER_NOT_PERMITTED: later("按当时的任职，约谈人不应由他担任"),
    TALKER_POSTS_UNKNOWN: later("名册里没有约谈人当时的任职，无法核对"),
    NOTICE_MISSING: later("没有写何时通知，而制度要求事先通知"),
    NOTICE_LATE: later("通知晚于制度规定的时间"),
    NOTICE_UNREADABLE: later("通知日期写得读不出，照录原文"),
    DUPLICATE: later("同一人同一天的约谈已经在案；照录，但不重复计数"),
    AFTER_START: later("是启用本系统之后的约谈，应在系统中补录；照录，但不计数"),
    TO_COME: later("约谈日期还没有到；照录，但不计数"),
    OWN: later("是与导入人本人的约谈，应由他人导入；照录，但不计数"),
}
"""Every flag there is, and the word for it."""

UNCOUNTED = frozenset({PERSON_UNKNOWN, PERSON_AMBIGUOUS, REGULATION_UNKNOWN, KIND_UNKNOWN, DUPLICATE, AFTER_START,
                       TO_COME, OWN})
"""Those with which a row puts no talk on record."""


def word_of(flag: str) -> str:
    """What a flag says."""
    return say(WORDS[flag])
