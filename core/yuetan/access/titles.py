"""What events are called, and on which clauses they rest."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.access.views import RuleAgainst
from yuetan.records.broken_rules import BROKEN, DEPARTED, read
from yuetan.records.journal import HANDED_OUTSIDE
from yuetan.rules.duties import Duty
from yuetan.rules.events import COMMON_EVENTS, duty_of
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Step
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Rule, rule_name
from yuetan.wording import later, say

_OURS = {HANDED_OUTSIDE: later("密封移交系统外的上级")}
"""What is done to a case as a whole, under any regulation."""


def title_of(regulation: Regulation, code: str) -> str:
    """What an event is called: by the regulation's own step, paper or word, else by the common one."""
    if (duty := duty_of(code)) is not None:
        title = next((one.title for one in regulation.of(Duty) if one.code == duty), duty)
        return say("准许不按期办理“{duty}”", duty=title)
    step = next((one for one in regulation.of(Step) if one.code == code), None)
    if step is not None:
        return step.title
    paper = next((one for one in regulation.of(Material) if one.code == code), None)
    if paper is not None:
        return say("参加{paper}", paper=paper.title) if paper.drawn_from else say("提交{paper}", paper=paper.title)
    common = {one.code: one.title for one in COMMON_EVENTS}
    return regulation.title_of("event", code) or common.get(code) or (say(_OURS[code]) if code in _OURS else code)


def against(regulation: Regulation, content: Mapping[str, str]) -> tuple[RuleAgainst, ...]:
    """The rules that an event was done against, as its content keeps them, by the titles they have in its edition."""
    titles = {rule_name(one): one.title for one in regulation.of(Rule)}
    return tuple(RuleAgainst(title=titles.get(one.rule, one.rule), places=one.places, broken=field == BROKEN)
                 for field in (BROKEN, DEPARTED) for one in read(content, field))


def places_of(regulation: Regulation, code: str) -> tuple[str, ...]:
    """The clauses of the step of this code, or of the paper."""
    rules = (*regulation.of(Step), *regulation.of(Material))
    return next((one.places for one in rules if one.code == code), ())
