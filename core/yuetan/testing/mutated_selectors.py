"""Every way to change one value of a selector or a condition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import frozen

from yuetan.rules.case import Case, CaseColumns
from yuetan.rules.conditions import All, Any_, Condition
from yuetan.rules.selectors import Anyone, Both, Either, Is, Marked, Nobody, Not, Ranked, Selector
from yuetan.rules.terms import Vocabulary
from yuetan.testing.mutated_around import Change

NOBODY_AT_ALL = Not(Anyone())
OTHER_MARK = "另一标识"
_LOWEST, _HIGHEST = 0, 99  # as `rank` has them where a text names but one end
_FEW = 6


@frozen
class Negated(Condition):
    """What is so where a condition is not. No regulation says this; it is what a condition is changed to."""

    one: Condition

    @property
    def swept(self) -> bool:
        return self.one.swept

    def holds(self, case: Case) -> bool:
        return not self.one.holds(case)

    def where(self, columns: CaseColumns) -> Any:  # noqa: ANN401
        return ~self.one.where(columns)


def selector_changes(selector: Selector, vocabulary: Vocabulary) -> Iterator[Change]:
    """The whole negated, and each thing in it changed.

    Each part is dropped, each ``&`` and ``|`` swapped, each value dropped, another added, each rank moved by one.
    """
    yield "", "negated", Not(selector)
    yield from _inside(_plain(selector), vocabulary)


def _plain(selector: Selector) -> Selector:
    """The same with lists of one name put together: in two lists, a value added to one may stand in the other."""
    if not isinstance(selector, Both | Either):
        return type(selector)(_plain(selector.one)) if isinstance(selector, Not | Nobody) else selector
    one, two = _plain(selector.one), _plain(selector.two)
    if isinstance(selector, Either) and isinstance(one, Is) and isinstance(two, Is) and one.name == two.name:
        return Is(one.name, tuple(dict.fromkeys((*one.values, *two.values))))
    return type(selector)(one, two)


def _inside(selector: Selector, vocabulary: Vocabulary) -> Iterator[Change]:
    match selector:
        case Both(one, two) | Either(one, two):
            sort, other, sign = (Both, Either, "& to |") if isinstance(selector, Both) else (Either, Both, "| to &")
            yield "", "first part alone", one
            yield "", "second part alone", two
            yield "", sign, other(one, two)
            yield from ((f".one{at}", what, sort(new, two)) for at, what, new in _inside(one, vocabulary))
            yield from ((f".two{at}", what, sort(one, new)) for at, what, new in _inside(two, vocabulary))
        case Not(one):
            yield "", "negation dropped", one
            yield from ((f".one{at}", what, Not(new)) for at, what, new in _inside(one, vocabulary))
        case Nobody(one):
            yield "", "nobody dropped", one
            yield "", "nobody to ~", Not(one)
            yield from ((f".one{at}", what, Nobody(new)) for at, what, new in _inside(one, vocabulary))
        case Is(name, values):
            yield from _listed(name, values, [term.code for term in vocabulary.terms if term.of == name])
        case Marked():
            yield ".mark", "another", Marked(OTHER_MARK)
        case Ranked(low, high):
            lower, higher = [low - 1, low + 1] * (low > _LOWEST), [high - 1, high + 1] * (high < _HIGHEST)
            yield from ((".low", f"{low:d} to {new:d}", Ranked(new, high)) for new in lower)
            yield from ((".high", f"{high:d} to {new:d}", Ranked(low, new)) for new in higher)
        case Anyone():
            pass  # the only change is to nobody at all


def _listed(name: str, values: tuple[str, ...], declared: Sequence[str]) -> Iterator[Change]:
    for value in values:
        rest = tuple(one for one in values if one != value)
        yield f".{name}", f"without {value}", Is(name, rest) if rest else NOBODY_AT_ALL
    last = max((declared.index(value) for value in values if value in declared), default=-1)
    others = [value for value in dict.fromkeys((*declared[last + 1:], *declared)) if value not in values]
    for value in others if len(declared) <= _FEW else others[:1]:  # of many, the next: any other tells little more
        yield f".{name}", f"with {value}", Is(name, (*values, value))


def condition_changes(condition: Condition, inside: Callable[[object], Iterator[Change]]) -> Iterator[Change]:
    """A condition negated; of several, each dropped, negated and changed inside, and all swapped with any of them."""
    yield "", "negated", Negated(condition)
    if isinstance(condition, All | Any_):
        sort, other = (All, Any_) if isinstance(condition, All) else (Any_, All)
        for number, part in enumerate(condition.parts):
            before, behind = condition.parts[:number], condition.parts[number + 1:]
            yield f"[{number}]", "dropped", sort((*before, *behind))
            yield f"[{number}]", "negated", sort((*before, Negated(part), *behind))
            yield from ((f"[{number}]{at}", what, sort((*before, new, *behind))) for at, what, new in inside(part))
        yield "", "all to any" if sort is All else "any to all", other(condition.parts)
