"""The force of a rule compared with the verbs at the places it cites."""

from __future__ import annotations

from collections.abc import Iterator

from yuetan.rules.force import MUST, Force
from yuetan.rules.rule import Rule, rule_name
from yuetan.rules.text.faults import Fault, FaultCode
from yuetan.rules.text.figures import figures
from yuetan.rules.text.places import Printed
from yuetan.rules.text.stated import stated
from yuetan.rules.text.verbs import Binding, bindings, force_between, force_of, verbs
from yuetan.rules.text.words import Words, words_at
from yuetan.wording import say


def of_rule(rule: Rule, text: Printed) -> Iterator[Fault]:
    """What is at odds between a rule's force and its text.

    A rule rests on the verb it quotes, and on the sentence its figure stands in. One that has neither rests on its
    place as a whole: where that binds in one way, in this one; where in several, MUST rests on a plain indicative if
    there is one, and any other has to quote its verb.
    """
    cited = tuple(found for at in rule.places if (found := words_at(text, at)))
    force = getattr(rule, "force", None)
    if not cited:
        return
    quoted = _of_verb(rule, cited)
    if rule.verb and not quoted:
        yield Fault(FaultCode.VERB, rule.clause, rule_name(rule), {"verb": rule.verb})
    if isinstance(force, Force):
        figured = _of_figures(rule, cited)
        for resting_on in (quoted, figured):
            if resting_on and force not in resting_on:
                yield _at_odds(rule, force, cited)
                return
        if not (rule.verb or figured):
            yield from _of_place(rule, force, cited)


def _of_verb(rule: Rule, cited: tuple[Words, ...]) -> frozenset[Force]:
    """How the verb binds that a rule quotes; none where it does not stand at any of its places."""
    if not rule.verb:
        return frozenset()
    parts = ((words, part) for words in cited for part in words.parts)
    return frozenset[Force]().union(*(
        _led(words, part) or found for words, part in parts if (found := force_of(rule.verb, part))))


def _of_figures(rule: Rule, cited: tuple[Words, ...]) -> frozenset[Force]:
    """How the sentences bind in which the figures of a rule stand."""
    mine = {figure for value in stated(rule) if not value.goes_without_saying for figure in value.every}
    return frozenset(force for words in cited for part in words.parts for one in figures(part) if one in mine
                     for force in _led(words, part) or force_between(one.start, one.start + len(one.printed), part))


def _of_place(rule: Rule, force: Force, cited: tuple[Words, ...]) -> Iterator[Fault]:
    found = _bindings(cited)
    forces = {one.force for one in found} or {MUST}
    if force not in forces:
        yield _at_odds(rule, force, cited)
    elif len(forces) > 1 and not (force is MUST and any(one.force is MUST and not one.verb for one in found)):
        yield Fault(FaultCode.AMBIGUOUS, rule.clause, rule_name(rule), {"found": _named(found)})


def _bindings(cited: tuple[Words, ...]) -> tuple[Binding, ...]:
    """How the places bind; an item without a verb of its own as the sentence that leads in to it says."""
    found = list[Binding]()
    for words in cited:
        found += _leading(words) or bindings(words.own)
        found += (*bindings(words.lead_in), *(one for tail in words.tails for one in bindings(tail)))
    return tuple(found)


def _leading(words: Words) -> tuple[Binding, ...]:
    """The verbs of the nearest lead-in above a place whose own words have none: they speak for it."""
    if any(one.verb for one in bindings(words.own)):
        return ()
    return next(filter(None, (verbs(part) for part in words.above)), ())


def _led(words: Words, part: str) -> frozenset[Force]:
    """How a lead-in above binds a part of a place; none where the part speaks for itself."""
    return frozenset(one.force for one in _leading(words)) if part == words.own else frozenset()


def _at_odds(rule: Rule, force: Force, cited: tuple[Words, ...]) -> Fault:
    return Fault(FaultCode.FORCE, rule.clause, rule_name(rule), {
        "force": say(force.value), "found": _named(_bindings(cited)) or say("（直陈，作应当）")})


def _named(found: tuple[Binding, ...]) -> str:
    """The verbs of a place with their force, each once."""
    return say("、").join(dict.fromkeys(map(_name, found)))


def _name(one: Binding) -> str:
    force = say(one.force.value)
    if one.verb:
        return say("“{verb}”（{force}）", verb=one.verb, force=force)
    return say("直陈（作应当）") if one.force is MUST else say("未写用词（{force}）", force=force)
