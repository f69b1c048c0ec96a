"""A regulation in words: each clause with what rests on it, and how its open places are read."""

from __future__ import annotations

from attrs import frozen

from yuetan.rules.coverage import Covered, coverage
from yuetan.rules.guarantees import GUARANTEES
from yuetan.rules.readings import Choice
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Rule, rule_name
from yuetan.wording import later, say

_SORTS = {
    "kind": later("种类"), "pairing": later("谈话关系"), "step": later("环节"), "guard": later("前置条件"),
    "duty": later("义务"), "material": later("材料"), "tally": later("累计"), "credit": later("抵计"),
    "collection": later("资料库"), "view": later("页面"), "guarantee": later("系统保障"),
}


@frozen
class Support:
    """One thing a clause rests on: ``sort`` and ``title`` in words; ``promised`` where it is still to be built."""

    sort: str
    title: str
    duty: str = ""  # the code, where it is a duty
    promised: bool = False


@frozen
class ClauseInWords:
    """One clause: its printed place, our gist, what keeps it or why nothing need to. ``level`` is 0 for an article."""

    at: str
    printed: str
    gist: str
    level: int
    supports: tuple[Support, ...]
    set_aside: str = ""


@frozen
class ReadingInWords:
    """One open place: what is open, where, the option chosen, those that were not, and why."""

    question: str
    places: str
    chosen: str
    others: tuple[str, ...]
    why: str
    by_default: bool


def clauses_in_words(regulation: Regulation) -> tuple[ClauseInWords, ...]:
    """Every clause in the order of the text."""
    titles = {rule_name(rule): rule.title for rule in regulation.of(Rule)}
    return tuple(_clause(one, titles) for one in coverage(regulation))


def readings_in_words(regulation: Regulation) -> tuple[ReadingInWords, ...]:
    """How each open place of a settled regulation is read, in the order of the text; none where nothing is open."""
    return tuple(_reading(regulation, choice) for choice in regulation.choices)


def _clause(one: Covered, titles: dict[str, str]) -> ClauseInWords:
    supports = tuple(_support(name, titles) for name in one.covered_by)
    return ClauseInWords(one.at, one.printed, one.gist, one.at.count("."), supports, one.set_aside or "")


def _support(name: str, titles: dict[str, str]) -> Support:
    sort, code = name.split(":", 1)
    promised = False
    if sort == "guarantee":
        title, promised = say(GUARANTEES[code].title), GUARANTEES[code].promised
    else:
        title = titles.get(name, code)
    return Support(say(_SORTS.get(sort, sort)), title, code if sort == "duty" else "", promised)


def _reading(regulation: Regulation, choice: Choice) -> ReadingInWords:
    reading = choice.reading
    others = (option for option in reading.options if option != choice.option)
    return ReadingInWords(
        reading.question, say("、").join(regulation.printed(place) for place in reading.clause.split()),
        reading.label(choice.option), tuple(reading.label(option) for option in others), reading.why,
        choice.option == reading.default)
