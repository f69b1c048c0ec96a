"""Proposing an interview: who is to be talked to, by whom, on what ground; checked before a case is opened."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from yuetan.access.actor import Actor
from yuetan.access.units import units_above
from yuetan.casework.acts import Proposal
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.interviews.opened import Office, world_about
from yuetan.casework.interviews.rights import proposing_units
from yuetan.casework.interviews.taking import Moment
from yuetan.casework.interviews.topics import listed_topics
from yuetan.casework.lead_texts import unfit_text
from yuetan.engine.attempts import Attempt, Objection, Obstacle, Ruling
from yuetan.engine.checks import attempt
from yuetan.engine.facts import Interview
from yuetan.engine.world import World
from yuetan.records.cases import cadre_ids, handles_lead, lead_of
from yuetan.records.database import Connection
from yuetan.records.values import TITLE_LENGTH, WORD_LENGTH
from yuetan.rules.events import HELD, PROPOSED
from yuetan.rules.procedure import Kind
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

DRAFT = "draft"
"""The engine's name for an interview that is not proposed yet."""

LONGEST = {"topic": TITLE_LENGTH, "place": TITLE_LENGTH, "planned_time": WORD_LENGTH}
"""The most characters of the texts of a proposal."""

LONGEST_TALK = 24 * 60
"""The most minutes a talk may be expected to take: what goes on for longer is planned day by day."""

AHEAD = frozenset({Obstacle.PAIRING, Obstacle.COMPANY})
"""What can be said of the talk itself before anything is done: who may talk, and who must be there."""


def proposed_in(connection: Connection, office: Office, actor: Actor, proposal: Proposal,
                ) -> tuple[str, Regulation, Kind]:
    """The unit in whose name it is proposed, what governs it there, and the kind that is asked for.

    Of several units it is the first that the regulation governs. Raises `Refused` where the actor proposes nothing,
    or the regulation governs none of his units, and `Unfit` where there is no such regulation or kind.
    """
    units = proposing_units(actor)
    if not units:
        raise Refused(None, (), say("您没有提出约谈的权限；请由承办人、纪检人员或主要负责人办理。"))
    if not any(one.regulation.code == proposal.regulation for one in office.governed):
        raise Unfit({"regulation": say("没有这项制度，或它还没有经批准施行。")})
    for unit in units:
        for governing in office.governs(units_above(connection, unit, office.today) or (unit,), proposal.regulation):
            kind = governing.regulation.kind(proposal.kind)
            if kind is None:
                raise Unfit({"kind": say("《{title}》没有这一种约谈。", title=governing.regulation.title)})
            return unit, governing.regulation, kind
    raise Refused(None, (), say("这项制度不适用于您的单位；请按本单位适用的制度办理。"))


def demand_governed(office: Office, world: World, regulation: Regulation, proposal: Proposal, on: date) -> None:
    """Raise `Unfit` for an interviewee in none of whose units the regulation governs, those to come included."""
    elsewhere = [cadre for cadre in proposal.interviewees if not any(
        world.under(one).concerns(None, cadre, on, coming=True) for one in office.on_edition(regulation))]
    if elsewhere:
        names = (one.name if (one := world.cadre(cadre)) else cadre for cadre in elsewhere)
        raise Unfit({"interviewees": say(
            "《{title}》不适用于{people}所在的单位；请按其单位适用的制度办理。", title=regulation.title,
            people=say("、").join(names))})


def checked_people(connection: Connection, actor: Actor, proposal: Proposal) -> dict[str, int]:
    """The keys of all who are named; `Unfit` for whoever stands in no roster or plays two parts that do not agree."""
    talkers = (*proposal.interviewers, *proposal.company, *filter(None, (proposal.recorder,)))
    known = cadre_ids(connection, {*proposal.interviewees, *talkers})
    errors = dict[str, str]()
    for code, people in (("interviewees", proposal.interviewees), ("interviewers", proposal.interviewers),
                         ("company", proposal.company), ("recorder", tuple(filter(None, (proposal.recorder,))))):
        if unknown := [one for one in people if one not in known]:
            errors[code] = say("“{people}”不在名册里；请核对工号。", people=say("、").join(unknown))
        elif code != "interviewees" and set(people) & set(proposal.interviewees):
            errors[code] = say("约谈对象不能同时是谈话一方的人员。")
    if not proposal.interviewees:
        errors["interviewees"] = say("请选定约谈对象。")
    if actor.cadre and actor.cadre in proposal.interviewees:
        errors["interviewees"] = say("不能提出约谈本人；请交由他人办理。")
    if errors:
        raise Unfit(errors)
    return known


def checked_texts(proposal: Proposal, regulation: Regulation, moment: Moment) -> None:
    """`Unfit` for a text that cannot be kept, a ground that is none, or a plan that lies before the proposal."""
    errors = {code: wrong for code, longest in LONGEST.items()
              if (wrong := unfit_text(getattr(proposal, code), longest, optional=True))}
    if unknown := [one for one in proposal.grounds if regulation.clause(one) is None]:
        errors["grounds"] = say("《{title}》没有“{places}”这一处；请从列表中选。", title=regulation.title,
                                places=say("、").join(unknown))
    known = {one.at for one in listed_topics(regulation, proposal.kind)}
    if unknown := [one for one in proposal.topics if one not in known]:
        errors["topics"] = say("《{title}》没有把“{places}”列为这种约谈的内容；请从列表中选。", title=regulation.title,
                               places=say("、").join(unknown))
    if not 0 <= proposal.planned_minutes <= LONGEST_TALK:
        errors["planned_minutes"] = say("预计时长请填 1 至 {longest} 分钟。", longest=LONGEST_TALK)
    if proposal.planned is not None and proposal.planned < moment.on:
        errors["planned"] = say("约谈日期不能早于提出之日（{day}）。", day=moment.on)
    if errors:
        raise Unfit(errors)


def checked_lead(connection: Connection, actor: Actor, proposal: Proposal) -> int | None:
    """The key of the lead it rests on; `Hidden` for one that is not the actor's to handle, or about somebody else."""
    if not proposal.lead:
        return None
    found = lead_of(connection, proposal.lead, proposal.interviewees[0])
    if found is None or not handles_lead(connection, found, actor.cadre):
        raise Hidden
    return found


def draft(proposal: Proposal, kind: Kind) -> Interview:
    """The interview that is asked for, as the engine looks at it."""
    return Interview(
        id=DRAFT, kind=kind.code, regulation=proposal.regulation, family=kind.family, to=proposal.interviewees,
        by=proposal.interviewers, company=proposal.company, recorder=proposal.recorder,
        entrusted=proposal.entrusted, collective=proposal.collective, planned=proposal.planned,
        grounds=proposal.grounds, topics=proposal.topics)


def world_for(connection: Connection, office: Office, regulation: Regulation, actor: Actor, proposal: Proposal,
              ) -> World:
    """The part of the world that bears on a proposal."""
    people = [one for one in (*proposal.interviewers, *proposal.company, proposal.recorder, actor.cadre) if one]
    return world_about(connection, office, (regulation,), cadres=proposal.interviewees, people=people)


def standing_against(world: World, regulation: Regulation, actor: Actor, interview: Interview, moment: Moment,
                     ) -> tuple[Objection, ...]:
    """What stands against proposing it. Who may not propose it learns nothing of what is on record about the cadre."""
    act = Attempt(step=PROPOSED, on=moment.on, interview=interview, actor=actor.cadre)
    found = attempt(world, regulation, act)
    not_his = tuple(one for one in found if one.obstacle is Obstacle.PAIRING and one.ruling is Ruling.REFUSED)
    return not_his or found


def against_the_talk(world: World, regulation: Regulation, interview: Interview) -> tuple[Objection, ...]:
    """What will stand against the talk itself on the day it is planned for, as far as can be said today."""
    on = interview.planned or world.as_of
    act = Attempt(step=HELD, on=max(on, world.as_of), interview=evolve(interview, planned=None))
    return tuple(one for one in attempt(world, regulation, act) if one.obstacle in AHEAD)
