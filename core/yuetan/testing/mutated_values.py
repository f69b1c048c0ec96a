"""Every way to change one value inside a rule, whatever the rule: the rules are walked, not listed."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import evolve, frozen

from yuetan.rules import periods, relations
from yuetan.rules.conditions import Condition
from yuetan.rules.days import Due, days_after
from yuetan.rules.events import HELD, PERIOD_END
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, ORGANISER, PAIR, RECORDER, UNIT, Part
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.rules.parts import fields_of
from yuetan.rules.periods import Period
from yuetan.rules.procedure import Kind, Pairing, Step
from yuetan.rules.regulation import Regulation
from yuetan.rules.relations import Relation
from yuetan.rules.rule import Clause, Rule
from yuetan.rules.selectors import EVERYONE, Selector, post
from yuetan.rules.sense_words import known_events
from yuetan.rules.terms import COMMON_TERMS, Vocabulary
from yuetan.testing.mutated_selectors import NOBODY_AT_ALL, Change, condition_changes, selector_changes

PARTS = (INTERVIEWER, INTERVIEWEE, ORGANISER, RECORDER, UNIT, PAIR)
PERIODS = tuple(one for one in vars(periods).values() if isinstance(one, Period))
RELATIONS = tuple(one for one in vars(relations).values() if isinstance(one, Relation))
FAMILIES, MEDIA = ("routine", "pre_appointment", "reminder", "warning", "revisit"), ("talk", "letter", "card")
UNSEEN = frozenset({"title", "verb", "figures", "stated", "choices_of"})  # what people read, and what a text prints
_DAY, _LATER, _OTHERS = timedelta(days=1), 30, 3


@frozen(eq=False)
class Around:
    """What a value could be changed to: everything of its sort that the regulation itself uses or knows."""

    kinds: tuple[Kind, ...]
    materials: tuple[Material, ...]
    steps: tuple[str, ...]
    events: tuple[str, ...]
    clauses: tuple[str, ...]
    grounds: tuple[str, ...]  # those that decide who talks; none where no pairing looks at grounds
    vocabulary: Vocabulary


def around(regulation: Regulation) -> Around:
    """What stands around the values of a settled regulation."""
    known = known_events(regulation)
    used = {text for rule in regulation.of(Rule) for text in _texts(rule) if text in known}
    return Around(regulation.of(Kind), regulation.of(Material), tuple(step.code for step in regulation.of(Step)),
                  tuple(sorted(used)), tuple(clause.at for clause in regulation.of(Clause)),
                  tuple(dict.fromkeys(place for pairing in regulation.of(Pairing) for place in pairing.grounds)),
                  Vocabulary((*COMMON_TERMS, *regulation.terms)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value if isinstance(value, tuple) else (part for _, _, part in fields_of(value)):
        yield from _texts(part)


def changes(value: object, about: Around) -> Iterator[Change]:
    """The value with each value inside it changed, one at a time."""
    match value:
        case bool():
            yield "", f"to {not value}", not value
        case FieldType():
            yield "", "another", FieldType.NUMBER if value is not FieldType.NUMBER else FieldType.TEXT
        case enum.Enum() if not isinstance(value, int):
            yield from _others(value, tuple(type(value)), lambda one: one.name)
        case int() | float():
            yield from (("", f"{value} to {new}", new) for new in (value - 1, value + 1))
        case date():
            yield from (("", f"{value} to {new}", new) for new in (value - _DAY, value + _DAY))
        case Period():
            yield from _others(value, PERIODS, lambda one: one.code)
        case Relation():
            yield from _others(value, RELATIONS, lambda one: one.title)
        case Part():
            yield from _others(value, PARTS, lambda one: one.code)
        case Kind():
            yield from _others(value, about.kinds, lambda one: one.code)
        case Material():
            yield from _others(value, about.materials, lambda one: one.code)
        case Selector():
            yield from selector_changes(value, about.vocabulary)
        case Condition():
            yield from condition_changes(value)
            yield from inside(value, about)
        case _:
            yield from inside(value, about)


def inside(value: object, about: Around) -> Iterator[Change]:
    """The same for what is made of fields: each field changed in turn."""
    for name, argument, held in fields_of(value):
        if name in UNSEEN:
            continue
        found = _FIELDS[name](value, held, about) if name in _FIELDS else changes(held, about)
        if name == "parts":
            found = ((f"[{at}]{path}", what, (*held[:at], new, *held[at + 1:])) for at, part in enumerate(held)
                     for path, what, new in inside(part, about))
        for path, what, new in found:
            yield f".{name}{path}" if name != "parts" else path, what, evolve(value, **{argument: new})  # type: ignore[type-var]


def _others(value: Any, every: Sequence[Any], name: Callable[[Any], str]) -> Iterator[Change]:  # noqa: ANN401
    yield from (("", f"{name(value)} to {name(one)}", one) for one in every if one != value)


def _renamed(_: object, held: str, __: Around) -> Iterator[Change]:
    yield "", "renamed", f"{held}_renamed"


def _event(_: object, held: str, about: Around) -> Iterator[Change]:
    """Another event: two that the regulation knows, and the step of a talk itself; any more would tell no more."""
    others = dict.fromkeys((HELD, *(about.events[about.events.index(held) + 1:] if held in about.events else ()),
                            *about.events))
    yield from (("", f"{held or 'nothing'} to {one}", one) for one in [one for one in others if one != held][:_OTHERS])
    if held:
        yield "", f"without {held}", ""


def _after(value: object, held: Any, about: Around) -> Iterator[Change]:  # noqa: ANN401 - of a step, or of a guard
    if isinstance(held, str):
        yield from _event(value, held, about) if held else ()
        return
    yield from _listed(held, [one for one in about.steps if one != getattr(value, "code", "")])


def _listed(held: tuple[Any, ...], every: Sequence[Any], name: Callable[[Any], str] = str) -> Iterator[Change]:
    """A list without each of its items, and with each that is not there."""
    yield from (("", f"without {name(one)}", tuple(other for other in held if other != one)) for one in held)
    yield from (("", f"with {name(one)}", (*held, one)) for one in every if one not in held)


def _kinds(_: object, held: tuple[Kind, ...], about: Around) -> Iterator[Change]:
    if held:
        yield from _listed(held, about.kinds, lambda one: one.code)
    else:  # none named: all
        yield from (("", f"all but {one.code}", tuple(kind for kind in about.kinds if kind is not one))
                    for one in about.kinds)


def _clause(_: object, held: str, about: Around) -> Iterator[Change]:
    places = held.split()
    for place in places:
        rest = [one for one in places if one != place]
        if rest:
            yield "", f"without {place}", " ".join(rest)
        other = next(one for one in about.clauses if one not in places)
        yield "", f"{place} to {other}", " ".join((*rest, other))
    yield "", "with one more", " ".join((*places, next(one for one in reversed(about.clauses) if one not in places)))


def _place(_: object, held: Any, about: Around) -> Iterator[Change]:  # noqa: ANN401 - one place, or several
    if isinstance(held, tuple):
        yield from _listed(held, about.grounds)
    else:
        yield "", "another place", about.clauses[0] if held != about.clauses[0] else about.clauses[-1]


def _word(every: tuple[str, ...]) -> Callable[[object, str, Around], Iterator[Change]]:
    return lambda _, held, __: _others(held, every, str)


def _selector(*instead: Selector) -> Callable[[object, Selector | None, Around], Iterator[Change]]:
    """Change a selector; where there is none, put one of these."""
    def found(_: object, held: Selector | None, about: Around) -> Iterator[Change]:
        if held is not None:
            yield "", "dropped", None
            yield from changes(held, about)
        yield from (("", f"with one ({number})", one) for number, one in enumerate(instead) if held is None)
    return found


def _guests(value: object, held: Selector | None, about: Around) -> Iterator[Change]:
    if held is not None or getattr(value, "step", "") == HELD:  # only a talk has guests
        yield from _selector(EVERYONE)(value, held, about)


def _owner(value: object, held: Part | Selector | None, about: Around) -> Iterator[Change]:
    if isinstance(held, Selector):
        yield from changes(held, about)
    if getattr(value, "to", None) is held and held is not None:
        yield "", "dropped", None
    yield from (("", f"to {one.code}", one) for one in PARTS if one != held)


def _company(value: object, held: tuple[Selector, ...], about: Around) -> Iterator[Change]:
    if getattr(value, "step", "") == HELD:  # only a talk has company
        yield "", "with one more", (*held, NOBODY_AT_ALL)
    for number, one in enumerate(held):
        yield f"[{number}]", "dropped", (*held[:number], *held[number + 1:])
        yield from ((f"[{number}]{at}", what, (*held[:number], new, *held[number + 1:]))
                    for at, what, new in changes(one, about))


def _due(value: object, held: Due | None, about: Around) -> Iterator[Change]:
    if held is None:
        anchor = PERIOD_END if getattr(value, "each", None) else getattr(value, "on", "") or HELD
        yield "", "with one", days_after(anchor, _LATER)
        return
    yield "", "dropped", None
    yield ".count", "sign turned", evolve(held, count=-held.count)
    yield from changes(held, about)


def _period(_: object, held: Period | None, about: Around) -> Iterator[Change]:
    if held is not None:
        yield "", "dropped", None
        yield from changes(held, about)


def _material(_: object, held: Material | None, about: Around) -> Iterator[Change]:
    if held is not None:
        yield "", "dropped", None
    yield from (("", f"to {one.code}", one) for one in about.materials if one != held)


def _fields(_: object, held: Any, about: Around) -> Iterator[Change]:  # noqa: ANN401 - of a paper, or of a condition
    for number, one in enumerate(held):
        before, behind = held[:number], held[number + 1:]
        yield f"[{number}]", "dropped", (*before, *behind)
        if isinstance(one, FormField):
            yield from ((f"[{one.code}]{at}", what, (*before, new, *behind)) for at, what, new in inside(one, about))
    if held and isinstance(held[0], FormField):
        yield "", "with one more", (*held, FormField("one_more", "多出的一栏"))
        yield "", "turned round", held[::-1]


def _choices(_: object, held: tuple[str, ...], __: Around) -> Iterator[Change]:
    yield from _listed(held, ["多出的一项"])


def _part(_: object, held: Part | None, __: Around) -> Iterator[Change]:
    yield "", "another", INTERVIEWEE if held != INTERVIEWEE else INTERVIEWER


def _parts(_: object, held: tuple[Part, ...], __: Around) -> Iterator[Change]:
    yield from _listed(held, [INTERVIEWEE], lambda one: one.code)


def _counts(_: object, held: Mapping[str, float | None], about: Around) -> Iterator[Change]:
    for code, points in held.items():
        yield f"[{code}]", "dropped", {one: worth for one, worth in held.items() if one != code}
        new = 1.0 if points is None else points + 1
        yield f"[{code}]", f"{points} to {new}", {**held, code: new}
    other = next(one for one in about.events if one not in held)
    yield f"[{other}]", "added", {**held, other: 1.0}


def _window(value: object, held: Any, about: Around) -> Iterator[Change]:  # noqa: ANN401 - of a bar, or of a tally
    if isinstance(held, Due):
        yield from _due(value, held, about)
    else:
        yield from _period(value, held, about)


def _opens(_: object, held: Due | None, about: Around) -> Iterator[Change]:
    if held is not None:
        yield "", "dropped", None
        yield from changes(held, about)


def _nothing(_: object, held: object, about: Around) -> Iterator[Change]:
    if held is not None:
        yield "", "dropped", None
        yield from changes(held, about)


_FIELDS: Mapping[str, Callable[[Any, Any, Around], Iterator[Change]]] = {
    "code": _renamed, "clause": _clause, "family": _word(FAMILIES), "medium": _word(MEDIA), "grounds": _place,
    "topics": _place, "kinds": _kinds, "families": lambda _, held, __: _listed(held, FAMILIES), "step": _event,
    "on": _event, "done": _event, "anchor": _event, "event": _event, "since": _event, "after": _after,
    "about": _selector(post("head"), ~post("head")), "deputy": _selector(EVERYONE), "guests": _guests,
    "led_by": _selector(NOBODY_AT_ALL), "company": _company, "owed_by": _owner, "to": _owner, "due": _due,
    "each": _period, "material": _material, "fields": _fields, "choices": _choices, "filled_by": _part,
    "seen_by": _parts, "counts": _counts, "until": _window, "within": _window, "opens": _opens, "when": _nothing,
    "talk": _nothing, "decision": lambda *_: iter(()), "parts": lambda *_: iter(()),
}
