"""What happened in one interview and the papers handed in, each with as much of it as the reader may see."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Row, and_, or_, select, true

from yuetan.access.reading_fields import HANDLING, NOTICE, RECORD, STATEMENT, Sight
from yuetan.access.reading_interviews import told_to
from yuetan.access.reading_people import Reader, people_of
from yuetan.access.titles import places_of, title_of
from yuetan.access.views import EventView, SubmissionView
from yuetan.records.journal import LATE
from yuetan.records.tables import account, event, submission
from yuetan.rules.papers import Material
from yuetan.rules.regulation import Regulation

ASKED = "asked"


def events_of(reader: Reader, row: Row[Any], regulation: Regulation, sight: Sight, *, alone: bool,
              ) -> Iterator[EventView]:
    """The events of an interview, in order. ``alone`` says that there is one interviewee.

    Whoever is talked to sees what he was told and what he handed in himself.
    """
    rules, me = reader.scope.rules, reader.scope.me
    own = [code for code in _codes(reader, row) if rules.group(regulation, code) == STATEMENT]
    his = event.c.cadre_id == me
    by_him = and_(event.c.code.in_(own), or_(his, event.c.cadre_id.is_(None)) if alone else his)
    query = (select(event, account.c.name.label("who")).outerjoin(account, event.c.entered_by == account.c.id)
             .where(event.c.case_id == row.case_id, or_(told_to(reader), by_him) if sight.outside else true())
             .order_by(event.c.sequence))
    found = reader.connection.execute(query).all()
    corrected = {one.corrects: one.sequence for one in found if one.corrects is not None}
    for one in found:
        shared = sight.outside and not alone and one.cadre_id != me  # it speaks of others, too
        yield _view(reader, regulation, one, sight, corrected.get(one.sequence), shared=shared)


def _view(reader: Reader, regulation: Regulation, one: Row[Any], sight: Sight, corrected_by: int | None,  # noqa: PLR0913 - one event
          *, shared: bool) -> EventView:
    group, material = (known(regulation, one.code) for known in (reader.scope.rules.group, reader.scope.rules.material))
    open_ = group in sight.groups and not (shared and group == RECORD)
    why = HANDLING in sight.groups
    return EventView(
        sequence=one.sequence, code=one.code, title=title_of(regulation, one.code), on=one.happened_on,
        entered_at=one.entered_at, entered_by="" if sight.outside else one.who or "",
        places=places_of(regulation, one.code), material=material,
        content=_content(one.content, material, sight) if open_ else {}, reason=one.reason if why else "",
        late=one.provenance == LATE, paper="" if sight.outside else one.paper, late_reason=one.late_reason if why else "",
        corrected_by=corrected_by, hash="" if sight.outside else one.hash)


def _content(written: str | None, material: Material | None, sight: Sight) -> Mapping[str, str]:
    """What a paper says, but for fields that are for other parts; nothing where it was destroyed."""
    kept = {one.code for one in material.fields if one.seen_by and sight.part not in one.seen_by} if material else set()
    said: dict[str, str] = json.loads(written) if written else {}
    return {code: text for code, text in said.items() if code not in kept}


def _codes(reader: Reader, row: Row[Any]) -> list[str]:
    query = select(event.c.code).where(event.c.case_id == row.case_id).distinct()
    return list(reader.connection.execute(query).scalars())


def submissions_of(reader: Reader, row: Row[Any], regulation: Regulation, sight: Sight, *, alone: bool,
                   ) -> Iterator[SubmissionView]:
    """The papers of an interview, in the order they were asked for; to an interviewee his own."""
    of, review = submission.c, event.alias("review")
    me = reader.scope.me
    his = or_(of.cadre_id == me, of.cadre_id.is_(None)) if alone else of.cadre_id == me
    query = (select(submission, event.c.sequence, event.c.happened_on, review.c.reason.label("review_reason"))
             .join(event, of.event_id == event.c.id).outerjoin(review, of.review_id == review.c.id)
             .where(of.interview_id == row.id, his if sight.outside else true()).order_by(of.id))
    found = reader.connection.execute(query).all()
    people = people_of(reader, (one.cadre_id for one in found if one.cadre_id)).by_key
    for one in found:
        material = reader.scope.rules.material(regulation, one.material)
        group = reader.scope.rules.group(regulation, one.material)
        if material is not None and (not sight.outside or group in {STATEMENT, NOTICE}):
            yield SubmissionView(
                reference=one.reference, material=material, edition=one.edition, state=one.state,
                of=people.get(one.cadre_id), handed_in_on=None if one.state == ASKED else one.happened_on,
                sequence=one.sequence, review_reason=(one.review_reason or "") if group in sight.groups else "")
