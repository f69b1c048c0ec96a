"""The figures of rules and gists compared with those of the text, in both directions."""

from __future__ import annotations

from collections.abc import Iterator

from yuetan.rules.procedure import listed
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause, Rule, rule_name
from yuetan.rules.text.faults import Fault, FaultCode
from yuetan.rules.text.figures import Figure, figures
from yuetan.rules.text.places import Place, Printed
from yuetan.rules.text.stated import Stated, stated
from yuetan.rules.text.words import above, is_below, parted, words_at
from yuetan.wording import say


def of_rules(regulation: Regulation, text: Printed) -> Iterator[Fault]:
    """Every figure a rule states stands at one of the places it cites."""
    for rule in regulation.of(Rule):
        words = [found.joined for at in rule.places if (found := words_at(text, at))]
        for value in stated(rule):
            if words and not value.goes_without_saying and not any(value.stands_in(one) for one in words):
                yield _unfounded(rule, value, words, text)


def _unfounded(rule: Rule, value: Stated, words: list[str], text: Printed) -> Fault:
    details = {"figure": value.printed}
    elsewhere = [place.printed for place in text.places if value.stands_in(place.text + "\n" + place.tail)]
    if elsewhere:
        return Fault(FaultCode.MISPLACED, rule.clause, rule_name(rule), details | {"places": say("、").join(elsewhere)})
    found = say("、").join(dict.fromkeys(one.printed for part in words for one in figures(part))) or say("（没有数字）")
    return Fault(FaultCode.NOWHERE, rule.clause, rule_name(rule), details | {"found": found})


def of_text(regulation: Regulation, text: Printed) -> Iterator[Fault]:
    """Every figure the text prints is stated by a rule that may cite it.

    A clause on which no rule need rest, because the system or a page keeps it or because it is one of the grounds or
    topics that are listed, states its figures in its gist. What is set aside is not looked at here.
    """
    for place in text.places:
        clause = regulation.clause(place.at)
        if clause is not None:
            for words, places in _citable(place, clause, regulation, text):
                found = frozenset(figures(words))
                known = _known(regulation, places, found)
                for figure in figures(words):
                    if figure not in known:
                        yield Fault(FaultCode.UNSTATED, place.at, details={"figure": figure.printed})


def _citable(place: Place, clause: Clause, regulation: Regulation,
             text: Printed) -> Iterator[tuple[str, frozenset[str]]]:
    """The words of a place with the places whose rules may state their figures."""
    own, lead_in = parted(text, place)
    if not clause.aside:
        yield own, frozenset({place.at})
        yield place.tail, frozenset({place.at, *above(place.at)})
    yield lead_in, frozenset({place.at, *(one.at for one in regulation.of(Clause) if is_below(one.at, place.at))})


def _known(regulation: Regulation, places: frozenset[str], found: frozenset[Figure]) -> frozenset[Figure]:
    """The figures stated for these places, of those found there: by rules in a form that stands, and by gists."""
    by_rules = (form for rule in regulation.of(Rule) if places & set(rule.places)
                for value in stated(rule) for form in value.alternatives if form <= found)
    lists = {place for rule in regulation.of(Rule) for place in listed(rule)}
    by_gists = (frozenset(figures(clause.gist)) for clause in regulation.of(Clause) if clause.at in places
                and (clause.kept_by or clause.view or lists & {clause.at, *above(clause.at)}))
    return frozenset[Figure]().union(*by_rules, *by_gists)


def of_gists(regulation: Regulation, text: Printed) -> Iterator[Fault]:
    """Every figure in the gist of a clause stands at its place, or at a place below."""
    for clause in regulation.of(Clause):
        if words := words_at(text, clause.at):
            below = "\n".join(place.text for place in text.places if is_below(place.at, clause.at))
            there = figures(words.joined + "\n" + below)
            for figure in figures(clause.gist):
                if figure not in there:
                    yield Fault(FaultCode.GIST, clause.at, details={"figure": figure.printed})
