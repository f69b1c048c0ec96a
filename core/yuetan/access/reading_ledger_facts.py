"""What is known of each person talked to in each talk, by the words of `yuetan.rules.known`: a few look-ups for a page.

People, posts and units are those of the day of the talk. What a paper says stands in it for whoever may read that paper
alone, by grant or part; nothing else of any paper, and nothing of the lead a talk may rest on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from attrs import frozen
from sqlalchemy import Row, select

from yuetan.access.reading_people import Reader, called_on, names_ever
from yuetan.access.reading_sights import sights
from yuetan.access.titles import title_of
from yuetan.engine.permitted import Occurrence, verdict
from yuetan.engine.posts import post_in_words
from yuetan.engine.world import World
from yuetan.records.broken_rules import without
from yuetan.records.interviews import COMPANY, INTERVIEWEE, INTERVIEWER, RECORDER
from yuetan.records.slices import About, load_slice
from yuetan.records.tables import appointment, cadre, event, participant, submission
from yuetan.rules.duties import Duty
from yuetan.rules.force import INTERVIEWEE as HE
from yuetan.rules.known import DONE, NAMING, ON, UNTIL, event_of, number_in_words, words_of
from yuetan.rules.papers import FieldType, FormField
from yuetan.rules.procedure import Step
from yuetan.rules.regulation import Regulation
from yuetan.rules.workdays import Calendar
from yuetan.wording import say

COLLECTIVE, INDIVIDUAL, ASKED = "集体", "个别", "asked"
_CADRE, _UNIT = NAMING[FieldType.CADRE], NAMING[FieldType.UNIT]
_PARTS = {"interviewer": INTERVIEWER, "company": COMPANY, "recorder": RECORDER}

Facts = Mapping[str, str]


def facts_of(reader: Reader, rows: Sequence[Row[Any]], fields: Iterable[FormField]) -> tuple[Facts, ...]:
    """What is known for each row, as far as the fields ask for it: interviews, each with one whom it was held with."""
    return tuple(map(_Page(reader, rows, frozenset(word for one in fields for word in words_of(one))).facts, rows))


@frozen(eq=False, slots=False)
class _Page:
    """The rows of one page, with what is looked up for all of them at once."""

    reader: Reader
    rows: Sequence[Row[Any]]
    asked: frozenset[str]

    def facts(self, row: Row[Any]) -> Facts:
        """What is known for one row, by word; people and units by name, for fields that name one too."""
        found = {word: value for word, value in (*self._of_talk(row), *self._of_events(row)) if value}
        named = {f"{word}:{_CADRE}": found[word] for word in ("interviewee", *_PARTS) if word in found}
        units = {f"{word}:{_UNIT}": found[word] for word in ("unit", "interviewee_unit") if word in found}
        return found | named | units

    def _of_talk(self, row: Row[Any]) -> Iterator[tuple[str, str]]:
        regulation, on = self._regulation(row), row.held_on or row.planned
        day, him = on or row.opened_on, row.cadre_id
        kind, numbers = regulation.kind(row.kind), self._parts[row.id]
        yield "interviewee", self._names.get(him, "")
        yield "interviewee_post", self._post(him, day)
        yield "interviewee_unit", self._unit_of(him, day)
        for word, part in _PARTS.items():
            people = [one for one in numbers if one.part == part]
            yield word, say("、").join(one.name for one in people)
            if part == INTERVIEWER:
                posts = (self._post(one.cadre_id, day, chosen=one) for one in people)
                yield "interviewer_post", say("；").join(filter(None, posts))
        yield "unit", called_on(self._units.get(row.unit_id, ()), day)
        yield from (("number", number_in_words(row.number)), ("kind", kind.title if kind else ""),
                    ("mode", COLLECTIVE if row.collective else INDIVIDUAL), ("regulation", f"《{regulation.title}》"),
                    ("talk_date", on.isoformat() if on else ""), ("talk_time", row.planned_time),
                    ("talk_place", row.place), ("talk_topic", row.topic), ("topics", _gists(regulation, row.topics)),
                    ("state", title_of(regulation, row.state)), ("outcome", self._outcome(row, regulation)),
                    ("papers", self._papers(row, regulation)), ("signed_on", self.reader.on.isoformat()))
        if "tier" in self.asked:
            yield "tier", self._tier(row, day)

    def _of_events(self, row: Row[Any]) -> Iterator[tuple[str, str]]:
        """What words ask of events: of the last that concerns everybody, or him alone."""
        for word in self.asked:
            code, wanted = event_of(word)
            happened = [one for one in self._events.get((row.id, code), ()) if one.cadre_id in {None, row.cadre_id}]
            if code and happened:
                yield word, self._said(row, happened[-1], wanted)

    def _said(self, row: Row[Any], one: Row[Any], wanted: str) -> str:
        if wanted in {ON, DONE}:
            return one.happened_on.isoformat() if wanted == ON else "yes"
        if wanted == UNTIL:
            return one.until.isoformat() if one.until else ""
        group = self.reader.scope.rules.group(self._regulation(row), one.code)
        if group not in self._sights[row.id].papers or not one.content:
            return ""
        said: dict[str, str] = without(json.loads(one.content))
        return self._by_number.get(said.get(wanted, ""), said.get(wanted, ""))

    def _regulation(self, row: Row[Any]) -> Regulation:
        return self.reader.scope.rules.regulation(row.regulation, row.edition)

    def _outcome(self, row: Row[Any], regulation: Regulation) -> str:
        ends = [one for one in regulation.of(Step) if one.ends and (row.id, one.code) in self._events]
        return ends[-1].title if ends else ""

    def _papers(self, row: Row[Any], regulation: Regulation) -> str:
        """The titles of what he handed in."""
        his = {duty.material.code: duty.material.title for duty in regulation.of(Duty)
               if duty.material is not None and duty.owed_by == HE}
        return say("、").join(dict.fromkeys(
            his[one.material] for one in self._submitted.get(row.id, ())
            if one.material in his and one.cadre_id in {None, row.cadre_id}))

    def _post(self, him: int, day: date, chosen: Row[Any] | None = None) -> str:
        held = (self._chosen(chosen, day) if chosen is not None else None) or self._held(him, day)
        if held is None:
            return ""
        title = held.title or self.reader.vocabulary.title("post", held.post)
        return post_in_words(called_on(self._units.get(held.unit_id, ()), day), title)

    def _tier(self, row: Row[Any], day: date) -> str:
        """The pairing by which the first of those who talk talks to him; empty where none admits that."""
        numbers = {one.cadre_id: one.staff_number for one in self._parts[row.id]}
        talker = next((one.staff_number for one in self._parts[row.id] if one.part == INTERVIEWER), "")
        if not talker:
            return ""
        what = Occurrence(kind=row.kind, cadre=numbers[row.cadre_id], on=day, grounds=tuple(row.grounds.split()),
                          entrusted=row.entrusted)
        found = verdict(self._world, self._regulation(row), what, talker)
        return found.admissions[0].pairing.title if found.admissions else ""

    def _unit_of(self, him: int, day: date) -> str:
        held = self._held(him, day)
        return called_on(self._units.get(held.unit_id, ()), day) if held else ""

    def _held(self, him: int, day: date) -> Row[Any] | None:
        """The post he held on a day: of several the first entered."""
        return next((one for one in self._posts.get(him, ()) if one.since <= day < one.until), None)

    def _chosen(self, part: Row[Any], day: date) -> Row[Any] | None:
        """The post somebody was chosen in to talk, where he held it on the day."""
        same = (part.unit_id, part.post, part.title)
        return next((one for one in self._posts.get(part.cadre_id, ()) if one.since <= day < one.until
                     and (one.unit_id, one.post, one.title) == same), None)

    # Looked up once for the page

    @cached_property
    def _ids(self) -> list[int]:
        return sorted({row.id for row in self.rows})

    @cached_property
    def _parts(self) -> Mapping[int, Sequence[Row[Any]]]:
        of = participant.c
        query = (select(of.interview_id, of.part, of.cadre_id, cadre.c.staff_number, cadre.c.name, of.unit_id, of.post,
                        of.title).join(cadre, of.cadre_id == cadre.c.id)
                 .where(of.interview_id.in_(self._ids)).order_by(of.place, of.id))
        return _grouped(self.reader.connection.execute(query), "interview_id")

    @cached_property
    def _everybody(self) -> Sequence[Row[Any]]:
        return [one for some in self._parts.values() for one in some]

    @cached_property
    def _names(self) -> Mapping[int, str]:
        return {one.cadre_id: one.name for one in self._everybody}

    @cached_property
    def _by_number(self) -> Mapping[str, str]:
        return {one.staff_number: one.name for one in self._everybody}

    @cached_property
    def _posts(self) -> Mapping[int, Sequence[Row[Any]]]:
        people = sorted({one.cadre_id for one in self._everybody if one.part in {INTERVIEWEE, INTERVIEWER}})
        query = (select(appointment.c.cadre_id, appointment.c.unit_id, appointment.c.post, appointment.c.title,
                        appointment.c.since, appointment.c.until)
                 .where(appointment.c.cadre_id.in_(people)).order_by(appointment.c.id))
        return _grouped(self.reader.connection.execute(query), "cadre_id")

    @cached_property
    def _world(self) -> World:
        """What everybody who talks or is talked to holds and oversees, and where it lies."""
        people = {one.staff_number for one in self._everybody if one.part in {INTERVIEWEE, INTERVIEWER}}
        return load_slice(self.reader.connection, About(people=people), as_of=self.reader.on, calendar=Calendar())

    @cached_property
    def _units(self) -> Mapping[int, Sequence[tuple[date, str]]]:
        keys = {row.unit_id for row in self.rows} | {one.unit_id for some in self._posts.values() for one in some}
        return names_ever(self.reader.connection, keys)

    @cached_property
    def _events(self) -> Mapping[tuple[int, str], Sequence[Row[Any]]]:
        ends = {one.code for row in self.rows for one in self._regulation(row).of(Step) if one.ends}
        codes = sorted(ends | {event_of(word)[0] for word in self.asked} - {""})
        query = (select(event.c.interview_id, event.c.code, event.c.cadre_id, event.c.happened_on, event.c.until,
                        event.c.content).where(event.c.interview_id.in_(self._ids), event.c.code.in_(codes))
                 .order_by(event.c.case_id, event.c.sequence))
        found = defaultdict[tuple[int, str], list[Row[Any]]](list)
        for one in self.reader.connection.execute(query):
            found[one.interview_id, one.code].append(one)
        return dict(found)

    @cached_property
    def _submitted(self) -> Mapping[int, Sequence[Row[Any]]]:
        query = (select(submission.c.interview_id, submission.c.material, submission.c.cadre_id)
                 .where(submission.c.interview_id.in_(self._ids), submission.c.state != ASKED)
                 .order_by(submission.c.id))
        return _grouped(self.reader.connection.execute(query), "interview_id")

    @cached_property
    def _sights(self) -> Mapping[int, Any]:
        return sights(self.reader, list({row.id: row for row in self.rows}.values()), self._parts)


def _gists(regulation: Regulation, places: str) -> str:
    clauses = (regulation.clause(at) for at in places.split())
    return say("；").join(one.gist for one in clauses if one)


def _grouped(rows: Iterable[Row[Any]], key: str) -> Mapping[int, Sequence[Row[Any]]]:
    found = defaultdict[int, list[Row[Any]]](list)
    for one in rows:
        found[getattr(one, key)].append(one)
    return dict(found)
