"""What the records know of a talk by themselves: the words with which a field of a paper, or of a ledger, asks for it.

A word of `KNOWN` says it of the talk. ``EVENT.on`` is the day of an event in it, ``EVENT.until`` its last day,
``EVENT.done`` whether it happened, and ``EVENT.FIELD`` what its paper says. Of several words, with blanks between, the
first holds of which anything is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from yuetan.rules.papers import FieldType, FormField

_TEXT, _LONG, _CHOICE, _CADRE, _UNIT, _DATE = (
    FieldType.TEXT, FieldType.LONG_TEXT, FieldType.CHOICE, FieldType.CADRE, FieldType.UNIT, FieldType.DATE)
_WORDS = frozenset({_TEXT, _LONG, _CHOICE})

KNOWN: Mapping[str, frozenset[FieldType]] = {
    "interviewee": frozenset({_CADRE, _TEXT}), "interviewee_post": frozenset({_TEXT}),
    "interviewee_unit": frozenset({_UNIT, _TEXT}),
    "interviewer": frozenset({_CADRE, _TEXT}), "interviewer_post": frozenset({_TEXT}),
    "company": frozenset({_TEXT}), "recorder": frozenset({_CADRE, _TEXT}),
    "unit": frozenset({_UNIT, _TEXT}), "number": frozenset({_TEXT}), "regulation": frozenset({_TEXT, _LONG}),
    "kind": _WORDS, "mode": _WORDS, "tier": _WORDS, "state": _WORDS, "outcome": _WORDS,
    "grounds": frozenset({_TEXT, _LONG}), "topics": frozenset({_TEXT, _LONG}), "talk_topic": frozenset({_TEXT, _LONG}),
    "talk_date": frozenset({_DATE}), "talk_time": frozenset({FieldType.TIME, _TEXT}), "talk_place": frozenset({_TEXT}),
    "approver": frozenset({_CADRE, _TEXT}), "papers": frozenset({_TEXT, _LONG}), "signed_on": frozenset({_DATE}),
    "counted_since": frozenset({_DATE}), "counted_until": frozenset({_DATE}),
    "row": frozenset({FieldType.NUMBER}),
}
"""The words, each with the types of the fields that may ask for it.

The talk is on the day it was held, else planned. ``tier`` is the pairing by which the talker talks, ``state`` the last
step, ``outcome`` the one that ended it, ``papers`` what the interviewee handed in, ``signed_on`` the day the paper is
made, ``counted_since`` and ``counted_until`` the stretch that the counts beside them are of, ``row`` the number of the
row in a ledger. The unit is the one that arranges the talk.
"""

ON, UNTIL, DONE = "on", "until", "done"
OF_EVENT: Mapping[str, frozenset[FieldType]] = {
    ON: frozenset({_DATE, _TEXT}), UNTIL: frozenset({_DATE, _TEXT}), DONE: frozenset({FieldType.YES_NO}),
}
"""What may be asked of an event whatever its paper, with the types of the fields that may ask for it."""

NAMING: Mapping[FieldType, str] = {_CADRE: "cadre", _UNIT: "unit"}


def words_of(field: FormField) -> tuple[str, ...]:
    """The words of a field, the first that is known before the others."""
    return tuple(field.known.split())


def number_in_words(number: str) -> str:
    """The number of an interview as ledgers and papers print it: 〔2026〕7号."""
    year, _, rest = number.partition("-")
    return f"〔{year}〕{int(rest)}号" if rest.isascii() and rest.isdigit() else number


def event_of(word: str) -> tuple[str, str]:
    """The event that a word speaks of and what it asks of it; twice empty for a word of the talk itself."""
    event, point, asked = word.rpartition(".")
    return (event, asked) if point else ("", "")


def filled_in(fields: Iterable[FormField], facts: Mapping[str, str]) -> dict[str, str]:
    """What is known of each field, by its code: facts by their words, in the spelling of the field's type.

    A fact for a field that names a cadre or a unit is looked for under ``WORD:cadre`` and ``WORD:unit``, and is a
    staff number or the code of a unit. A choice is filled in where exactly one of the choices says the fact.
    """
    found = dict[str, str]()
    for one in fields:
        if value := next(filter(None, (_said(one, word, facts) for word in words_of(one))), ""):
            found[one.code] = value
    return found


def _said(field: FormField, word: str, facts: Mapping[str, str]) -> str:
    value = facts.get(f"{word}:{NAMING[field.type]}" if field.type in NAMING and "." not in word else word, "")
    return _chosen(field.choices, value) if field.type is FieldType.CHOICE else value


def _chosen(choices: Sequence[str], value: str) -> str:
    """The choice that says a value: the same, else the only one that begins with it, or with which it begins."""
    if value in choices or not value:
        return value
    alike = [one for one in choices if one.startswith(value) or value.startswith(one)]
    return alike[0] if len(alike) == 1 else ""
