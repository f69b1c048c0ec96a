"""Opens a case for an interview that nothing stands against: its people, its first event, and what is owed by it."""

from __future__ import annotations

import json

from yuetan.access.actor import Actor
from yuetan.casework.acts import Done, Proposal
from yuetan.casework.interviews.acting_for import proposed_for
from yuetan.casework.interviews.chosen_posts import posts_of_talkers
from yuetan.casework.interviews.consequences import follow
from yuetan.casework.interviews.opened import Office, office_on
from yuetan.casework.interviews.proposing import (
    checked_lead,
    checked_people,
    checked_texts,
    demand_governed,
    draft,
    proposed_in,
    standing_against,
    world_for,
)
from yuetan.casework.interviews.sides import demand_two
from yuetan.casework.interviews.taking import Moment, kept_against, let_through, reason_of
from yuetan.records.cases import (
    KeptInterview,
    add_interview,
    alone_numbering,
    alone_with,
    cadre_ids,
    put_out,
    set_people,
    unit_ids,
)
from yuetan.records.chosen_posts import put_posts
from yuetan.records.database import Connection
from yuetan.records.interviews import COMPANY, INTERVIEWEE, INTERVIEWER, ORGANISER, RECORDER
from yuetan.records.journal import Entry, append, open_case
from yuetan.rules.events import PROPOSED
from yuetan.rules.procedure import Kind
from yuetan.rules.regulation import Regulation


def open_interview(connection: Connection, office: Office, actor: Actor, proposal: Proposal, moment: Moment,
                   ) -> tuple[Done, int]:
    """Propose an interview: the case as it stands, and the key of its first event.

    Raises `Unfit`, `Refused`, or `Hidden` for a lead that is not the actor's to know of.
    """
    then = office if moment.on == office.today else office_on(connection, office.plugins, moment.on)
    unit, regulation, kind = proposed_in(connection, then, actor, proposal)
    known = checked_people(connection, actor, proposal)
    checked_texts(proposal, regulation, moment)
    demand_two(proposal.interviewers, proposal.company, proposal.recorder, proposal.reason)
    lead_id = checked_lead(connection, actor, proposal)
    alone_numbering(connection)
    alone_with(connection, [known[one] for one in (*proposal.interviewees, *proposal.interviewers)])
    world, interview = world_for(connection, office, regulation, actor, proposal), draft(proposal, kind)
    demand_governed(then, world, regulation, proposal, moment.on)
    reason = reason_of(proposal.reason)
    objections = standing_against(world, regulation, actor, interview, moment)
    let_through(regulation, objections, reason, moment)
    case = open_case(connection, "interview")
    kept = add_interview(connection, case, _row(proposal, regulation, kind, moment) | {
        "unit_id": unit_ids(connection, (unit,))[unit], "lead_id": lead_id, "proposed_by": actor.account})
    _take_part(connection, kept, actor, proposal, known)
    put_posts(connection, kept.id, posts_of_talkers(
        connection, world, regulation, interview, max(proposal.planned or moment.on, moment.on)))
    entry = Entry(code=PROPOSED, happened_on=moment.on, interview_id=kept.id, reason=reason,
                  provenance=moment.provenance, paper=moment.late.paper if moment.late else "",
                  late_reason=moment.late.reason if moment.late else "", content={
                      **kept_against(objections), **proposed_for(actor, unit)})
    written = append(connection, case, entry, by=actor.account, at=moment.at)
    put_out(connection, written.id, PROPOSED, json.dumps({"case": case.reference, "sequence": written.sequence}))
    changes = follow(connection, office, cadres=proposal.interviewees, talkers=proposal.interviewers,
                     interviews=(case.reference,), at=moment.at, event_id=written.id)
    return Done(case=case.reference, version=written.sequence, changes=changes), written.id


def _row(proposal: Proposal, regulation: Regulation, kind: Kind, moment: Moment) -> dict[str, object]:
    return {
        "regulation": regulation.code, "edition": regulation.edition, "kind": kind.code, "family": kind.family,
        "collective": proposal.collective or len(proposal.interviewees) > 1, "entrusted": proposal.entrusted,
        "planned": proposal.planned, "planned_time": proposal.planned_time,
        "planned_minutes": proposal.planned_minutes, "place": proposal.place,
        "topic": proposal.topic, "grounds": " ".join(proposal.grounds),
        "topics": " ".join(proposal.topics), "state": PROPOSED,
        "ended": False, "opened_on": moment.on}


def _take_part(connection: Connection, kept: KeptInterview, actor: Actor, proposal: Proposal, known: dict[str, int],
               ) -> None:
    """Everyone with the part he plays; who proposes it arranges it."""
    parts = {INTERVIEWEE: proposal.interviewees, INTERVIEWER: proposal.interviewers, COMPANY: proposal.company,
             RECORDER: tuple(filter(None, (proposal.recorder,)))}
    for part, people in parts.items():
        set_people(connection, kept.id, part, [known[one] for one in people])
    set_people(connection, kept.id, ORGANISER, _organiser(connection, actor))


def _organiser(connection: Connection, actor: Actor) -> list[int]:
    return list(cadre_ids(connection, (actor.cadre,)).values()) if actor.cadre else []
