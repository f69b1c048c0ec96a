"""Names left out of what is taken away: each person is called alike throughout, and nobody can be worked out of that.

What somebody is called is a mere number, given in the order in which people come up: it rests on nothing of his. In
texts every name of the roster is looked for, also one written with blanks between its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import evolve

from yuetan.access.views import EventView, InterviewView, Person, SubmissionView
from yuetan.rules.papers import FieldType
from yuetan.wording import say

SHORTEST, SHORTEST_NUMBER = 2, 4  # characters of a name, and of a staff number, that are looked for in texts
_BLANKS = " \t\u3000\u00a0"
_TOKEN = re.compile(r"[0-9A-Za-z._-]+")


class Masking:
    """Who is called what, in one export."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._bearers = dict[str, str]()  # the staff number of the only one of a name; empty where there are several
        self._numbers = set[str]()
        for name, number in names:
            bare = _bare(name)
            known = self._bearers.setdefault(bare, number)
            if known != number:
                self._bearers[bare] = ""
            self._numbers.add(number)
        self._numbers.discard("")
        self._lengths = sorted({len(one) for one in self._bearers if len(one) >= SHORTEST}, reverse=True)
        self._called = dict[str, str]()

    def person(self, number: str) -> str:
        """What somebody of this staff number is called."""
        return self._as("number", number)

    def name(self, name: str, people: Mapping[str, str] | None = None) -> str:
        """What whoever bears a name is called; ``people`` are the staff numbers of those in the case, by name."""
        bare = _bare(name)
        number = (people or {}).get(bare) or self._bearers.get(bare, "")
        return self.person(number) if number else self._as("name", bare)

    def text(self, text: str, people: Mapping[str, str] | None = None) -> str:
        """A text without any name or staff number of the roster."""
        found = _TOKEN.sub(lambda token: self.person(token[0]) if len(token[0]) >= SHORTEST_NUMBER
                           and token[0] in self._numbers else token[0], text)
        return self._without_names(found, people)

    def _without_names(self, text: str, people: Mapping[str, str] | None) -> str:
        places = [place for place, one in enumerate(text) if one not in _BLANKS]
        bare = "".join(text[place] for place in places)
        parts, written, place = list[str](), 0, 0
        while place < len(bare):
            length = next((one for one in self._lengths if bare[place:place + one] in self._bearers
                           and len(bare) - place >= one), 0)
            if length:
                parts += (text[written:places[place]], self.name(bare[place:place + length], people))
                written = places[place + length - 1] + 1
            place += length or 1
        return "".join((*parts, text[written:]))

    def _as(self, sort: str, who: str) -> str:
        key = f"{sort}:{who}"
        if key not in self._called:
            self._called[key] = say("人员{number}", number=f"{len(self._called) + 1:04d}")
        return self._called[key]


def masked(view: InterviewView, masking: Masking, posts: Mapping[str, str]) -> InterviewView:
    """The same interview without names: of what people are, the sort of post alone is left, by staff number."""
    people = {_bare(one.name): one.cadre for one in view.people if one.cadre}

    def person(one: Person) -> Person:
        called = masking.person(one.cadre) if one.cadre else masking.name(one.name, people)
        return evolve(one, name=called, cadre=called, reference="", post=posts.get(one.cadre, ""))

    def text(written: str) -> str:
        return masking.text(written, people)

    return evolve(
        view, people=tuple(map(person, view.people)), place=text(view.place), topic=text(view.topic), lead="", named={},
        owed=(), events=tuple(_event(one, masking, people) for one in view.events),
        submissions=tuple(_submission(one, person, text) for one in view.submissions))


def _event(one: EventView, masking: Masking, people: Mapping[str, str]) -> EventView:
    named = {field.code for field in one.material.fields if field.type is FieldType.CADRE} if one.material else set()

    def said(code: str, value: str) -> str:
        return masking.person(value) if code in named and value else masking.text(value, people)

    return evolve(
        one, entered_by=masking.name(one.entered_by, people) if one.entered_by else "",
        content={code: said(code, value) for code, value in one.content.items()},
        reason=masking.text(one.reason, people), paper=masking.text(one.paper, people),
        late_reason=masking.text(one.late_reason, people), of=masking.person(one.of) if one.of else "",
        signed_by=masking.name(one.signed_by, people) if one.signed_by else "")


def _submission(one: SubmissionView, person: object, text: object) -> SubmissionView:
    assert callable(person)  # noqa: S101 - both are given above
    assert callable(text)  # noqa: S101 - see above
    return evolve(one, reference="", of=person(one.of) if one.of else None, review_reason=text(one.review_reason))


def _bare(name: str) -> str:
    return "".join(one for one in name if one not in _BLANKS)
