"""Fields whose values mean more than their type says: events, places of clauses, lists, and what may be wanting.

Each function is given what holds the field, what the field holds, and the walk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve

from yuetan.rules.days import Due, days_after
from yuetan.rules.events import HELD, PERIOD_END
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, ORGANISER, PAIR, RECORDER, UNIT, Part
from yuetan.rules.papers import FormField, Material
from yuetan.rules.procedure import Kind
from yuetan.rules.selectors import EVERYONE, Selector, post
from yuetan.testing.mutated_around import Change, Walker, code_of, listed, others
from yuetan.testing.mutated_selectors import NOBODY_AT_ALL

PARTS = (INTERVIEWER, INTERVIEWEE, ORGANISER, RECORDER, UNIT, PAIR)
FAMILIES, MEDIA = ("routine", "pre_appointment", "reminder", "warning", "revisit"), ("talk", "letter", "card")

UNSEEN = frozenset({"title", "verb", "figures", "stated", "decision", "parts", "drawn_from", "of_round", "optional",
                    "counted", "known"})
"""What people read and what a text prints; the parts of a condition, which are changed together with it; where a test
is drawn from, which no story takes; of which round a paper tells, and what a field counts or knows, which pages alone
show; and which steps filing does not wait for, which casework alone asks."""

_LATER, _EVENTS = 30, 3

Found = Iterator[Change]


def _code(_: object, held: str, __: Walker) -> Found:
    yield "", "renamed", f"{held}_renamed"


def _event(_: object, held: str, walk: Walker) -> Found:
    """Another event: the talk itself, and the next ones that the regulation uses; any more would tell no more."""
    every = walk.around.events
    behind = every[every.index(held) + 1:] if held in every else ()
    instead = [one for one in dict.fromkeys((HELD, *behind, *every)) if one != held][:_EVENTS]
    yield from (("", f"{held or 'nothing'} to {one}", one) for one in instead)
    if held:
        yield "", f"without {held}", ""


def _after(holder: Any, held: Any, walk: Walker) -> Found:  # noqa: ANN401 - several of a step, one of a guard
    if isinstance(held, tuple):
        yield from listed(held, [one for one in walk.around.steps if one != holder.code])
    elif held:
        yield from _event(holder, held, walk)


def _kinds(_: object, held: tuple[Kind, ...], walk: Walker) -> Found:
    every = walk.around.kinds
    if held:
        yield from listed(held, every, code_of)
    elif len(every) > 1:  # none named: all
        yield from (("", f"all but {one.code}", tuple(kind for kind in every if kind is not one)) for one in every)


def _also(holder: Any, held: tuple[Kind, ...], walk: Walker) -> Found:  # noqa: ANN401 - a quota
    """Where other kinds count as well, one less or one more; where none does, kinds count apart as everywhere."""
    if held:
        yield from listed(held, [one for one in walk.around.kinds if one != holder.kind], code_of)


def _clause(_: object, held: str, walk: Walker) -> Found:
    places, every = held.split(), walk.around.clauses
    for place in places:
        rest = [one for one in places if one != place]
        if rest:
            yield "", f"without {place}", " ".join(rest)
        other = next(one for one in every if one not in places)
        yield "", f"{place} to {other}", " ".join((*rest, other))
    yield "", "with one more", " ".join((*places, next(one for one in reversed(every) if one not in places)))


def _place(_: object, held: Any, walk: Walker) -> Found:  # noqa: ANN401 - one place, or several
    if isinstance(held, tuple):
        yield from listed(held, walk.around.grounds)
    else:
        first, *_rest, last = walk.around.clauses
        yield "", "another place", first if held != first else last


def _word(*every: str) -> Callable[[object, Any, Walker], Found]:
    return lambda _, held, __: listed(held, every) if isinstance(held, tuple) else others(held, every)


def _selector(*instead: Selector) -> Callable[[object, Selector | None, Walker], Found]:
    """Change a selector; where there is none, put one of these."""
    def found(_: object, held: Selector | None, walk: Walker) -> Found:
        if held is None:
            yield from (("", f"with one ({number})", one) for number, one in enumerate(instead))
        else:
            yield "", "dropped", None
            yield from walk.changes(held)
    return found


def _guests(holder: Any, held: Selector | None, walk: Walker) -> Found:  # noqa: ANN401
    if held is not None or holder.step == HELD:  # only a talk has guests
        yield from _selector(EVERYONE)(holder, held, walk)


def _company(holder: Any, held: tuple[Selector, ...], walk: Walker) -> Found:  # noqa: ANN401
    if holder.step == HELD:  # only a talk has company
        yield "", "with one more", (*held, NOBODY_AT_ALL)
    for number, one in enumerate(held):
        before, behind = held[:number], held[number + 1:]
        yield f"[{number}]", "dropped", (*before, *behind)
        yield from ((f"[{number}]{at}", what, (*before, new, *behind)) for at, what, new in walk.changes(one))


def _owner(_: object, held: Part | Selector | None, walk: Walker) -> Found:
    if isinstance(held, Selector):
        yield from walk.changes(held)
    yield from (("", f"to {one.code}", one) for one in PARTS if one != held)


def _addressee(holder: object, held: Any, walk: Walker) -> Found:  # noqa: ANN401 - of a duty, a pairing, a credit
    if isinstance(held, Kind) or not hasattr(holder, "owed_by"):
        yield from walk.changes(held)
        return
    if held is not None:
        yield "", "dropped", None
    yield from _owner(holder, held, walk)


def _due(holder: Any, held: Due | None, walk: Walker) -> Found:  # noqa: ANN401
    if held is None:
        yield "", "with one", days_after(PERIOD_END if holder.each else holder.on or HELD, _LATER)
    else:
        yield ".count", "sign turned", evolve(held, count=-held.count)
        yield from _wanting(holder, held, walk)


def _wanting(_: object, held: object, walk: Walker) -> Found:
    """What may be wanting: dropped, and changed."""
    if held is not None:
        yield "", "dropped", None
        yield from walk.changes(held)


def _material(_: object, held: Material | None, walk: Walker) -> Found:
    if held is not None:
        yield "", "dropped", None
    yield from (("", f"to {one.code}", one) for one in walk.around.materials if one != held)


def _fields(_: object, held: tuple[Any, ...], walk: Walker) -> Found:
    """Of a paper or a collection; the codes alone in a condition."""
    for number, one in enumerate(held):
        before, behind = held[:number], held[number + 1:]
        yield f"[{number}]", "dropped", (*before, *behind)
        if isinstance(one, FormField):
            yield from ((f"[{one.code}]{at}", what, (*before, new, *behind)) for at, what, new in walk.inside(one))
    if held and isinstance(held[0], FormField):
        yield "", "with one more", (*held, FormField("one_more", "多出的一栏"))
        if len(held) > 1:
            yield "", "turned round", held[::-1]


def _part(_: object, held: Part | None, __: Walker) -> Found:
    yield "", "another", INTERVIEWEE if held != INTERVIEWEE else INTERVIEWER


def _counts(_: object, held: Mapping[str, float | None], walk: Walker) -> Found:
    for code, points in held.items():
        new = 1.0 if points is None else points + 1
        yield f"[{code}]", "dropped", {one: worth for one, worth in held.items() if one != code}
        yield f"[{code}]", f"{points} to {new}", {**held, code: new}
    other = next((one for one in walk.around.events if one not in held), None)
    if other is not None:
        yield f"[{other}]", "added", {**held, other: 1.0}


FIELDS: Mapping[str, Callable[[Any, Any, Walker], Found]] = {
    "places": lambda _, held, walk: listed(held, walk.around.clauses[:1]),
    "code": _code, "clause": _clause, "grounds": _place, "topics": _place,
    "family": _word(*FAMILIES), "families": _word(*FAMILIES), "medium": _word(*MEDIA),
    "kinds": _kinds, "after": _after, "step": _event, "on": _event, "done": _event, "anchor": _event, "event": _event,
    "since": lambda holder, held, walk: _event(holder, held, walk) if isinstance(held, str) else walk.changes(held),
    "owed_by": _owner, "to": _addressee, "about": _selector(post("head"), ~post("head")),
    "led_by": _selector(NOBODY_AT_ALL), "deputy": _selector(EVERYONE), "guests": _guests, "company": _company,
    "beside": _wanting,
    "due": _due, "opens": _wanting, "each": _wanting, "when": _wanting, "until": _wanting, "within": _wanting,
    "also": _also, "whom": _wanting,
    "talk": _wanting, "material": _material, "counts": _counts,
    "fields": _fields, "choices": lambda _, held, __: listed(held, ["多出的一项"]), "filled_by": _part,
    "seen_by": lambda _, held, __: listed(held, [INTERVIEWEE], code_of),
    "regulations": lambda _, held, __: listed(held, []),
}
