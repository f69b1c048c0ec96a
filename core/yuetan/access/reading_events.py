"""What happened in one interview and the papers handed in, each with as much of it as the reader may see."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from sqlalchemy import Row, and_, or_, select, true

from yuetan.access.reading_fields import CORRECTED, HANDLING, NOTICE, OUTCOME, STATEMENT, Sight
from yuetan.access.reading_interviews import told_to
from yuetan.access.reading_people import Reader, people_of
from yuetan.access.titles import against, places_of, title_of
from yuetan.access.views import PERSON, EventView, SubmissionView
from yuetan.records.broken_rules import ACTED_FOR, SIGNER, without
from yuetan.records.cases import ASKED
from yuetan.records.journal import HANDED_OUTSIDE, LATE, SCANNED
from yuetan.records.tables import account, cadre, event, submission
from yuetan.rules.events import NOTIFIED
from yuetan.rules.papers import Material
from yuetan.rules.regulation import Regulation
from yuetan.wording import say


def events_of(reader: Reader, row: Row[Any], regulation: Regulation, sight: Sight, *, alone: bool,
              ) -> Iterator[EventView]:
    """The events of an interview, in order. ``alone`` says that there is one interviewee.

    Whoever is talked to sees what he was told and what he handed in himself.
    """
    query = (select(event, account.c.name.label("who"), cadre.c.staff_number)
             .outerjoin(account, event.c.entered_by == account.c.id).outerjoin(cadre, event.c.cadre_id == cadre.c.id)
             .where(event.c.case_id == row.case_id).order_by(event.c.sequence))
    if sight.outside:
        query = query.where(or_(told_to(reader), _by_him(reader, row, regulation, alone=alone)))
    elif "steps" not in sight.fields:
        return
    found = reader.connection.execute(query).all()
    telling = _Telling(reader, regulation, row.kind, sight, found, alone, _named_in(reader, found, SIGNER),
                       _named_in(reader, found, ACTED_FOR))
    for one in found:
        yield telling.view(one)


def _by_him(reader: Reader, row: Row[Any], regulation: Regulation, *, alone: bool) -> Any:  # noqa: ANN401 - a condition
    """Whether an event is a paper that the actor, who is talked to, handed in."""
    codes = reader.connection.execute(select(event.c.code).where(event.c.case_id == row.case_id).distinct()).scalars()
    own = [code for code in codes if reader.scope.rules.group(regulation, code) == STATEMENT]
    his = event.c.cadre_id == reader.scope.me
    return and_(event.c.code.in_(own), or_(his, event.c.cadre_id.is_(None)) if alone else his)


def _named_in(reader: Reader, events: Sequence[Row[Any]], field: str) -> Mapping[int, str]:
    """Who is named beside the papers of events, by name: who signed them, or in whose place it was done."""
    said = {one.sequence: json.loads(one.content) for one in events if one.content and field in one.content}
    numbers = {content[field] for content in said.values() if field in content}
    people = people_of(reader, numbers=numbers).by_number if numbers else {}
    return {sequence: people[content[field]].name for sequence, content in said.items()
            if content.get(field) in people}


@frozen
class _Telling:
    """The events of one interview on their way to a reader."""

    reader: Reader
    regulation: Regulation
    kind: str
    sight: Sight
    events: Sequence[Row[Any]]
    alone: bool
    signers: Mapping[int, str]  # by the sequence of the event
    principals: Mapping[int, str]  # in whose place it was done, by proxy

    def view(self, one: Row[Any]) -> EventView:
        """One event, as far as he may see it."""
        open_, inside = self._open(one), "people" in self.sight.fields
        gone = one.code != HANDED_OUTSIDE and any(other.code == HANDED_OUTSIDE for other in self.events)
        why = not gone and (HANDLING in self.sight.papers or (open_ and self.group(one) == OUTCOME))
        material = self.reader.scope.rules.material(self.regulation, one.code, self.kind)
        return EventView(
            sequence=one.sequence, code=one.code, title=title_of(self.regulation, one.code), on=one.happened_on,
            entered_at=one.entered_at, entered_by=self._who(one) if inside else "",
            places=places_of(self.regulation, one.code), material=material,
            content=self._content(one, material) if open_ and one.code != SCANNED else {},
            reason=one.reason if why else "", late=one.provenance == LATE,
            signed_by=self.signers.get(one.sequence, "") if inside else "",
            paper=one.paper if inside else "", late_reason=one.late_reason if why else "",
            corrected_by=self._corrected_by(one),
            against=against(self.regulation, json.loads(one.content or "{}")) if inside else (),
            superseded_by=self._superseded_by(one),
            of=(one.staff_number or "") if inside else "", hash=one.hash if inside else "", open=open_)

    def _who(self, one: Row[Any]) -> str:
        """Who entered it, and in whose place where he did so as a proxy."""
        principal = self.principals.get(one.sequence)
        return say("{name}（代{principal}）", name=one.who or "", principal=principal) if principal else one.who or ""

    def group(self, one: Row[Any]) -> str:
        """The group its paper belongs to; a correction to that of what it puts right."""
        if one.code == CORRECTED and one.corrects is not None:
            code = next((other.code for other in self.events if other.sequence == one.corrects), "")
            return self.reader.scope.rules.group(self.regulation, code)
        return self.reader.scope.rules.group(self.regulation, one.code)

    def _open(self, one: Row[Any]) -> bool:
        """Whether he may read its paper. Of several interviewees each reads the notice, and what is his own alone."""
        shared = self.sight.outside and not self.alone and one.cadre_id != self.reader.scope.me
        return self.group(one) in self.sight.papers and not (shared and self.group(one) != NOTICE)

    def _content(self, one: Row[Any], material: Material | None) -> Mapping[str, str]:
        """What its paper says; of several interviewees each reads his own name in it and nobody else's."""
        said = _content(one.content, material, self.sight)
        if self.sight.outside and not self.alone and material is not None:
            naming = [field.code for field in material.fields if field.code == PERSON]
            said = {**said, **dict.fromkeys(naming, self.reader.scope.actor.cadre)} if said else {}
        return said

    def _superseded_by(self, one: Row[Any]) -> int | None:
        """The next notice to the same, or to all; a notice to all takes the place of those to each of them."""
        if one.code != NOTIFIED:
            return None
        return next((other.sequence for other in self.events if other.code == NOTIFIED
                     and other.sequence > one.sequence and other.addressee == one.addressee
                     and other.cadre_id in {None, one.cadre_id}), None)

    def _corrected_by(self, one: Row[Any]) -> int | None:
        return next((other.sequence for other in reversed(self.events) if other.corrects == one.sequence), None)


def _content(written: str | None, material: Material | None, sight: Sight) -> Mapping[str, str]:
    """What a paper says, but for fields that are for other parts; nothing where it was destroyed."""
    kept = {one.code for one in material.fields if one.seen_by and sight.part not in one.seen_by} if material else set()
    said: dict[str, str] = without(json.loads(written)) if written else {}
    return {code: text for code, text in said.items() if code not in kept}


def submissions_of(reader: Reader, row: Row[Any], regulation: Regulation, sight: Sight, *, alone: bool,
                   ) -> Iterator[SubmissionView]:
    """The papers of an interview, in the order they were asked for; to an interviewee his own."""
    of, review, rules, me = submission.c, event.alias("review"), reader.scope.rules, reader.scope.me
    his = or_(of.cadre_id == me, of.cadre_id.is_(None)) if alone else of.cadre_id == me
    query = (select(submission, event.c.sequence, event.c.happened_on, review.c.reason.label("review_reason"),
                    review.c.content.label("review_content"))
             .join(event, of.event_id == event.c.id).outerjoin(review, of.review_id == review.c.id)
             .where(of.interview_id == row.id, his if sight.outside else true()).order_by(of.id))
    if not sight.fields & {"papers", "own_papers"}:
        return
    found = reader.connection.execute(query).all()
    people = people_of(reader, (one.cadre_id for one in found if one.cadre_id)).by_key
    for one in found:
        material = rules.material(regulation, one.material, row.kind)
        if material is not None and (not sight.outside or rules.group(regulation, one.material) == STATEMENT):
            yield SubmissionView(
                reference=one.reference, material=material, edition=one.edition, state=one.state,
                of=people.get(one.cadre_id), handed_in_on=None if one.state == ASKED else one.happened_on,
                sequence=one.sequence, review_reason=_why(one) if OUTCOME in sight.papers else "")


def _why(one: Row[Any]) -> str:
    """Why a paper was returned, or what was said when it was accepted."""
    said: dict[str, str] = json.loads(one.review_content) if one.review_content else {}
    return one.review_reason or said.get("reason", "") or said.get("opinion", "")
