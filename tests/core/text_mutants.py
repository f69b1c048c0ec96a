"""Everything that can be changed in a text, or in a regulation, so that the two no longer agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

from attrs import evolve, fields, frozen, has
from text_samples import with_rule

from yuetan.rules import (
    MAY,
    MONTH,
    MUST,
    QUARTER,
    SHOULD,
    Clause,
    Due,
    Force,
    Guard,
    Period,
    Quota,
    Regulation,
    RegulationError,
    Rule,
)
from yuetan.rules.conditions import Staffed
from yuetan.rules.numerals import numeral, read_numeral
from yuetan.rules.rule import rule_name
from yuetan.rules.text.figures import figures
from yuetan.rules.text.lines import Line, numbered_part
from yuetan.rules.text.places import read
from yuetan.rules.text.stated import stated
from yuetan.rules.text.verbs import verbs

OTHER_PERIODS = {"年": "月", "月": "季度", "季度": "年"}
OTHER_VERBS = {MUST: "可以", SHOULD: "必须", MAY: "应当"}


@frozen
class Mutant:
    """A changed text or regulation, and what was changed."""

    name: str
    text: str = ""
    regulation: Regulation | None = None


# Texts


def changed_figures(text: str) -> Iterator[Mutant]:
    """Every figure of the numbered part in turn, changed to another."""
    for line in numbered_part(text):
        for one in figures(line.words):
            other = _other_figure(one.printed)
            yield Mutant(f"{line.row} {one.printed}→{other}", _replaced(text, line, one.start, one.printed, other))


def dropped_figures(text: str) -> Iterator[Mutant]:
    """Every figure of the numbered part in turn, left out."""
    for line in numbered_part(text):
        for one in figures(line.words):
            yield Mutant(f"{line.row} {one.printed}→", _replaced(text, line, one.start, one.printed, ""))


def changed_verbs(text: str) -> Iterator[Mutant]:
    """Every modal verb of the numbered part in turn, changed to one of another force."""
    for line in numbered_part(text):
        for one in verbs(line.words + "\n"):
            other, start = OTHER_VERBS[one.force], line.words.index(one.verb, one.start)
            yield Mutant(f"{line.row} {one.verb}→{other}", _replaced(text, line, start, one.verb, other))


def dropped_places(text: str) -> Iterator[Mutant]:
    """Every printed place in turn, left out with its own words; the places below it stay."""
    rows = [place.row for place in read(text).places]
    end = numbered_part(text)[-1].row + 1
    lines = text.splitlines()
    for first, after in pairwise((*rows, end)):
        yield Mutant(f"{first} left out", "\n".join(lines[:first - 1] + lines[after - 1:]))


def changed_numbers(text: str) -> Iterator[Mutant]:
    """Every printed number in turn, moved on by one and by five, and set back to one that was there before."""
    for line in _numbered(text):
        marker = line.marker
        assert marker is not None
        for number in {marker.number + 1, marker.number + 5, max(marker.number - 1, 1)} - {marker.number}:
            printed = line.text[:marker.length]
            other = _numbered_as(printed, number)
            yield Mutant(f"{line.row} {printed}→{other}", _replaced(text, line, -marker.length, printed, other))


def dropped_numbers(text: str) -> Iterator[Mutant]:
    """Every printed number in turn, left out; its words stay."""
    for line in _numbered(text):
        assert line.marker is not None
        printed = line.text[:line.marker.length]
        yield Mutant(f"{line.row} {printed}→", _replaced(text, line, -line.marker.length, printed, ""))


def added_places(text: str) -> Iterator[Mutant]:
    """Behind the last item of every list one more."""
    lines, numbered = text.splitlines(), _numbered(text)
    for line in numbered:
        assert line.marker is not None
        following = next((one for one in numbered if one.row > line.row and one.marker
                          and one.marker.style is line.marker.style), None)
        if following is None or following.marker is None or following.marker.number == 1:
            printed = _numbered_as(line.text[:line.marker.length], line.marker.number + 1)
            after = next((one.row for one in numbered if one.row > line.row), numbered_part(text)[-1].row + 1)
            yield Mutant(f"{line.row} + {printed}", "\n".join(
                [*lines[:after - 1], f"{printed}另有一项。", *lines[after - 1:]]))


def _numbered(text: str) -> list[Line]:
    rows = {place.row for place in read(text).places}
    return [line for line in numbered_part(text) if line.row in rows]


def _numbered_as(printed: str, number: int) -> str:
    """A printed number with another number in the same style."""
    return re.sub(r"\d+|[一二三四五六七八九十百]+",
                  lambda old: str(number) if old[0].isdigit() else numeral(number), printed)


def _replaced(text: str, line: Line, start: int, old: str, new: str) -> str:
    """The text with some characters of a line's words replaced; a negative start lies in its number."""
    lines = text.splitlines(keepends=True)
    raw = lines[line.row - 1]
    at = raw.index(line.text) + (line.marker.length if line.marker else 0) + start
    assert raw[at:at + len(old)] == old
    lines[line.row - 1] = raw[:at] + new + raw[at + len(old):]
    return "".join(lines)


def _other_figure(printed: str) -> str:
    numbers = re.search(r"\d+|[一二两三四五六七八九十百]+", printed)
    if numbers is None:
        return re.sub("季度|年|月", lambda old: OTHER_PERIODS[old[0]], printed, count=1)
    value = read_numeral(numbers[0])
    assert value is not None
    other = value % 12 + 1
    written = str(other) if numbers[0].isdigit() else numeral(other)
    return printed[:numbers.start()] + written + printed[numbers.end():]


# Regulations


def changed_values(regulation: Regulation) -> Iterator[Mutant]:
    """Every value of a rule that has figures in turn, changed to another."""
    for rule in regulation.of(Rule):
        for name, other in _variants(rule):
            yield from _mutant(f"{rule_name(rule)} {name}", regulation, rule, cast("Rule", other))


def changed_places(regulation: Regulation) -> Iterator[Mutant]:
    """Every rule that states a figure, or that does not simply bind, citing every other clause in turn."""
    for rule in regulation.of(Rule):
        if any(not value.goes_without_saying for value in stated(rule)):
            for clause in regulation.of(Clause):
                if clause.at not in rule.places:
                    yield from _mutant(f"{rule_name(rule)} at {clause.at}", regulation, rule,
                                       evolve(rule, clause=clause.at))


def changed_forces(regulation: Regulation) -> Iterator[Mutant]:
    """Every rule with a force in turn, with every other force."""
    for rule in regulation.of(Rule):
        for force in Force:
            if getattr(rule, "force", force) is not force:
                other = evolve(cast("Guard", rule), force=force)
                yield from _mutant(f"{rule_name(rule)} {force.name}", regulation, rule, other)


def changed_quotations(regulation: Regulation) -> Iterator[Mutant]:
    """Every rule in turn, quoting a verb that no text has."""
    for rule in regulation.of(Rule):
        yield from _mutant(f"{rule_name(rule)} verb", regulation, rule, evolve(rule, verb="理当"))


def dropped_clauses(regulation: Regulation) -> Iterator[Mutant]:
    """Every clause in turn, left out; where rules cite it the regulation itself may refuse that."""
    for clause in regulation.of(Clause):
        yield from _mutant(f"{clause.at} left out", regulation, clause)


def invented_clauses(regulation: Regulation) -> Iterator[Mutant]:
    """Below every clause one that the text does not have."""
    for clause in regulation.of(Clause):
        more = Clause(f"{clause.at}.19", "臆造", aside="臆造")
        yield from _mutant(f"{more.at} invented", regulation, clause, clause, more)


def clauses_set_aside(regulation: Regulation) -> Iterator[Mutant]:
    """Every clause in turn, set aside."""
    for clause in regulation.of(Clause):
        other = evolve(clause, aside="搁置", kept_by="", view="")
        yield from _mutant(f"{clause.at} aside", regulation, clause, other)


def _mutant(name: str, regulation: Regulation, old: Clause | Rule, *new: Clause | Rule) -> Iterator[Mutant]:
    """The regulation with one rule changed; without one where it makes no sense any more and refuses to be."""
    try:
        yield Mutant(name, regulation=with_rule(regulation, old, *new))
    except RegulationError:
        yield Mutant(name)


def _variants(value: object) -> Iterator[tuple[str, object]]:
    """A value with each of the figures inside it changed in turn."""
    match value:
        case Due() if value.figures:
            yield "due", evolve(value, count=value.count + (1 if value.count > 0 else -1))
        case Period() if value.figures:
            yield "period", QUARTER if value == MONTH else MONTH
        case Staffed():
            yield "staff", evolve(value, count=value.count + 1)
        case Quota():
            yield "times", evolve(value, times=value.times + 1)
        case _ if has(type(value)):
            whole = cast("Any", value)
            for one in fields(type(whole)):
                inside = getattr(whole, one.name)
                if not isinstance(inside, Rule):
                    for name, other in _variants(inside):
                        yield name, evolve(whole, **{one.alias: other})
