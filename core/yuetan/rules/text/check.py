"""A regulation compared with its official text.

What is compared: every printed place with every clause; every figure of a rule with the places it cites, and every
figure of the text with the rules that cite its place; a rule's force with the verb there; what is set aside. Only the
default option of an open place is compared.

What the comparison tolerates, knowingly:

- 3天, 三天 and 3日 are one figure, and so are 年底 and 12月31日;
- whether a figure is meant as at least or at most, before or after, is not read;
- a figure printed twice at one place may be stated once, and 一次 need not be printed for a talk owed once;
- two figures of one place, each stated by a rule, may have changed places with each other;
- a figure inside a name (“……”, 《……》) is none;
- a figure or a verb in a lead-in speaks for the places below it, one in the tail of a list for those above;
- where a place has the same verb twice, one of them will do.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause, Rule
from yuetan.rules.text import check_figures, check_force
from yuetan.rules.text.faults import Fault, FaultCode
from yuetan.rules.text.figures import figures
from yuetan.rules.text.places import Printed, read
from yuetan.rules.text.words import above, parted, strict
from yuetan.wording import say


def check(regulation: Regulation, text: str) -> tuple[Fault, ...]:
    """Everything in which a regulation and its official text are at odds; empty where they agree."""
    printed, settled = read(text), regulation.under({})
    if not printed.places:
        return (Fault(FaultCode.UNREADABLE, ""),)
    found = (*_numbering(printed), *_clauses(settled, printed), *check_figures.of_rules(settled, printed),
             *check_figures.of_text(settled, printed), *check_figures.of_gists(settled, printed),
             *(fault for rule in settled.of(Rule) for fault in check_force.of_rule(rule, printed)),
             *_aside(settled, printed))
    return tuple(_located(fault, settled) for fault in found)


def _located(fault: Fault, regulation: Regulation) -> Fault:
    """The fault with its places as the regulation prints them."""
    where = say("、").join(regulation.printed(at) for at in fault.at.split())
    return evolve(fault, details={"where": where, **fault.details})


def _numbering(printed: Printed) -> Iterator[Fault]:
    for odd in printed.oddities:
        yield Fault(FaultCode.NUMBERING, "", details={
            "row": str(odd.row), "printed": odd.printed, "expected": odd.expected})


def _clauses(regulation: Regulation, printed: Printed) -> Iterator[Fault]:
    declared = {clause.at for clause in regulation.of(Clause)}
    for place in printed.places:
        if place.at not in declared:
            yield Fault(FaultCode.MISSING, place.at, details={"printed": place.printed})
        elif regulation.printed(place.at) != place.printed:
            yield Fault(FaultCode.PRINTED, place.at, details={"printed": place.printed})
    for clause in regulation.of(Clause):
        if printed.at(clause.at) is None:
            yield Fault(FaultCode.INVENTED, clause.at)


def _aside(regulation: Regulation, printed: Printed) -> Iterator[Fault]:
    """What binds in so many words, or has a figure, is not set aside; a lead-in is covered by the places below."""
    cited = {at for rule in regulation.of(Rule) for at in rule.places}
    for clause in regulation.of(Clause):
        place = printed.at(clause.at) if clause.aside else None
        if place is not None:
            tail = "" if cited & {place.at, *above(place.at)} else place.tail
            words = parted(printed, place)[0] + "\n" + tail
            if found := (*(one.printed for one in figures(words)), *strict(words)):
                yield Fault(FaultCode.ASIDE, clause.at, details={"found": say("、").join(dict.fromkeys(found))})
