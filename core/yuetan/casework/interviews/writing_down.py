"""Writes an act down: its event and what changes with it, in the order in which others may look at it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from attrs import evolve

from yuetan.access.actor import Actor
from yuetan.casework.interviews.assigning import COMPANY as COMPANY_FIELD
from yuetan.casework.interviews.assigning import TALKERS
from yuetan.casework.interviews.chosen_posts import posts_of_talkers
from yuetan.casework.interviews.consequences import follow
from yuetan.casework.interviews.effects import paper_of
from yuetan.casework.interviews.in_place_of import principals_of
from yuetan.casework.interviews.opened import Opened, world_about
from yuetan.casework.interviews.other_acts import (
    ACCEPTED,
    ASKED_AGAIN,
    ASSIGNED,
    OTHER_ACTS,
    PAPER_ASKED,
    RECUSED,
)
from yuetan.casework.interviews.papers_owed import papers_of
from yuetan.casework.interviews.taking import Moment, Ready
from yuetan.records.cases import ACCEPTED as PAPER_ACCEPTED
from yuetan.records.cases import (
    ASKED,
    RETURNED,
    SUBMITTED,
    add_paper,
    cadre_ids,
    change_interview,
    change_paper,
    put_out,
    set_people,
)
from yuetan.records.chosen_posts import PostChosen, posts_chosen, put_posts
from yuetan.records.database import Connection
from yuetan.records.interviews import COMPANY, INTERVIEWER, ORGANISER, RECORDER
from yuetan.records.interviews import RECUSED as RECUSED_PART
from yuetan.records.journal import Entry, Written, append
from yuetan.records.owed.changes import Change
from yuetan.rules.events import HELD, departed
from yuetan.rules.events import RETURNED as PAPER_RETURNED
from yuetan.rules.papers import Material

REVIEWS = {ACCEPTED: PAPER_ACCEPTED, PAPER_RETURNED: RETURNED, ASKED_AGAIN: RETURNED}
"""What a review makes of a paper."""


def write_down(connection: Connection, opened: Opened, actor: Actor, ready: Ready, moment: Moment,
               ) -> tuple[Written, tuple[Change, ...]]:
    """Keep an act: its event, the columns and papers it changes, and what it brings about in what is owed.

    Gives back the last event it left: its own, or that of a departure it made. Raises `Stale` where somebody was first.
    """
    entry = _entry(connection, opened, ready, moment)
    written = first = append(connection, opened.case, entry, by=actor.account, at=moment.at)
    for duty in ready.departures:
        departure = evolve(entry, code=departed(duty), addressee="", until=None, content={})
        written = append(connection, written.case, departure, by=actor.account, at=moment.at)
    change_interview(connection, opened.kept, ready.interview)
    _people(connection, opened, ready)
    _papers(connection, opened, ready, first.id)
    put_out(connection, first.id, ready.code, json.dumps({"case": opened.kept.reference, "sequence": first.sequence}))
    talkers = [cadre for part, cadre in opened.people if part == INTERVIEWER]
    principals = principals_of(connection, opened, ready.code, moment.on)
    changes = follow(
        connection, opened.office, cadres=opened.interviewees, talkers=(*talkers, *principals),
        interviews=(opened.kept.reference,), at=moment.at, event_id=first.id)
    return written, changes


def _entry(connection: Connection, opened: Opened, ready: Ready, moment: Moment) -> Entry:
    reviewed = paper_of(opened, ready.content) if ready.code in REVIEWS else None
    cadre = reviewed.cadre_id if reviewed else cadre_ids(connection, (ready.cadre,)).get(ready.cadre)
    return Entry(
        code=ready.code, happened_on=moment.on, until=ready.until,
        interview_id=opened.kept.id, cadre_id=cadre, addressee=ready.addressee,
        reason=ready.reason, provenance=moment.provenance,
        paper=ready.paper or (moment.late.paper if moment.late else ""),
        late_reason=moment.late.reason if moment.late else "", corrects=ready.corrects, content=ready.content)


def _people(connection: Connection, opened: Opened, ready: Ready) -> None:
    if ready.code not in {ASSIGNED, RECUSED}:
        return
    chosen = ready.content
    said = (one for code in (*TALKERS, COMPANY_FIELD, "recorder", "cadre") for one in chosen.get(code, "").split())
    named = cadre_ids(connection, [*said, *(cadre for _, cadre in opened.people)])
    parts = {part: [one for of, one in opened.people if of == part]
             for part in (INTERVIEWER, COMPANY, RECORDER, ORGANISER, RECUSED_PART)}
    if ready.code == RECUSED:
        gone = ready.content["cadre"]
        if HELD not in opened.happened:  # who held a talk has held it
            parts = {part: [one for one in people if one != gone] for part, people in parts.items()}
        parts[RECUSED_PART].append(gone)
    else:
        parts[INTERVIEWER] = [chosen[code] for code in TALKERS if code in chosen]
        parts[COMPANY] = chosen[COMPANY_FIELD].split() if COMPANY_FIELD in chosen else parts[COMPANY]
        parts[RECORDER] = [chosen["recorder"]] if "recorder" in chosen else parts[RECORDER]
    known = posts_chosen(connection, opened.kept.id)
    for part, people in parts.items():
        set_people(connection, opened.kept.id, part, [named[one] for one in people if one in named])
    put_posts(connection, opened.kept.id, {**_posts(connection, opened, parts[INTERVIEWER]), **known})


def _posts(connection: Connection, opened: Opened, talkers: Sequence[str]) -> Mapping[int, PostChosen]:
    """The posts of those who are to talk from now on and did not before."""
    fresh = tuple(one for one in talkers if one not in opened.interview.by)
    if not fresh:
        return {}
    world = world_about(connection, opened.office, (opened.regulation,), interviews=(opened.kept.reference,),
                        people=fresh)
    on = max(opened.kept.planned or opened.office.today, opened.office.today)
    return posts_of_talkers(connection, world, opened.regulation, evolve(opened.interview, by=fresh), on)


def _papers(connection: Connection, opened: Opened, ready: Ready, event_id: int) -> None:
    if ready.code in REVIEWS:
        paper = paper_of(opened, ready.content)
        if paper is not None:
            change_paper(connection, paper.id, {"state": REVIEWS[ready.code], "review_id": event_id})
    elif ready.code == PAPER_ASKED:
        for cadre in cadre_ids(connection, opened.interviewees).values():
            _add(connection, opened, cadre, event_id, ready.content["material"], ASKED)
    elif ready.cadre and ready.code not in OTHER_ACTS and any(
            one.code == ready.code for one in opened.regulation.of(Material)):
        _handed_in(connection, opened, cadre_ids(connection, (ready.cadre,))[ready.cadre], event_id, ready.code)


def _handed_in(connection: Connection, opened: Opened, cadre: int, event_id: int, material: str) -> None:
    """A paper in place of the one that was asked for, or a new one."""
    waiting = next((one for one in papers_of(opened.papers, cadre)
                    if one.material == material and one.state == ASKED), None)
    if waiting is None:
        _add(connection, opened, cadre, event_id, material, SUBMITTED)
    else:
        change_paper(connection, waiting.id, {"state": SUBMITTED, "event_id": event_id, "cadre_id": cadre})


def _add(connection: Connection, opened: Opened, cadre: int, event_id: int, material: str, state: str) -> None:  # noqa: PLR0913, PLR0917 - a row of six
    add_paper(connection, {
        "case_id": opened.case.id, "interview_id": opened.kept.id, "material": material, "state": state,
        "cadre_id": cadre, "unit_id": None, "event_id": event_id, "review_id": None})


