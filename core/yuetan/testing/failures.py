"""What did not follow, as data: what was expected, what came out; put into words only when somebody reads it."""

from __future__ import annotations

import enum
from datetime import date

from attrs import frozen

from yuetan.wording import later, say

MANY = 12  # of a list are shown, and then how many there are


class Problem(enum.Enum):
    """What sort of failure it is."""

    DIFFERENT = later("{place}：{what} 的 {field} 应为 {expected}，实为 {actual}。")
    MISSING = later("{place}：没有得出 {what}；得出的有：{actual}。")
    SEVERAL = later("{place}：{what} 不止一项；请用 period、cause 或 interview 写明是哪一项：{actual}。")
    PRESENT = later("{place}：不应有 {what}，却得出 {actual}。")
    REFUSED = later("{place}：{what} 没有办成（{actual}）；如果本应如此，请写 expect.refused。")
    DONE = later("{place}：{what} 应当办不成，却办成了。")
    UNSEEN = later("{place}：没有看到 {what}；看到的有：{actual}。")
    SEEN = later("{place}：不应看到 {what}，却看到了：{actual}。")
    UNNAMED = later("exact：故事没有写到 {what}（{actual}）；请补上，或查明为何会有。")


@frozen(kw_only=True)
class Failure:
    """One thing that did not follow. ``expected`` and ``actual`` are values; `sentence` says them."""

    problem: Problem
    place: str
    what: str  # the rule and whom it is about
    field: str = ""  # the key of the expectation that differs
    expected: object = None
    actual: object = None


def sentence(failure: Failure) -> str:
    """The failure in one sentence, values written as the story writes them."""
    return say(failure.problem.value, place=failure.place, what=failure.what, field=failure.field,
               expected=shown(failure.expected), actual=shown(failure.actual))


def shown(value: object) -> str:
    """A value as a story writes it."""
    match value:
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case enum.Enum():
            return value.name.lower()
        case frozenset() | tuple() if value:
            parts = sorted(map(shown, value)) if isinstance(value, frozenset) else [*map(shown, value)]
            more = say("等 {count} 项", count=len(parts)) if len(parts) > MANY else ""
            return say("、").join(parts[:MANY]) + more
    return say("（无）") if value in (None, "", (), frozenset()) else str(value)
