"""Nobody acts on a case about his own side: it is opened by the unit above, with people of its own.

See `yuetan.access.concerned`: all of it rests on grants and posts, and answers alike with such a case and without.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from yuetan.access.actor import Actor
from yuetan.access.concerned import Sides, sides_of, sides_on
from yuetan.access.units import units_above
from yuetan.casework.acts import Proposal
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.interviews.opened import Opened
from yuetan.records.cases import lead_about
from yuetan.records.database import Connection
from yuetan.records.leads import StoredLead
from yuetan.wording import say

TALKING = ("interviewers", "company", "recorder")
"""The fields of a proposal that name the talking side."""


def shut_case(connection: Connection, actor: Actor, found: Opened) -> bool:
    """Whether an interview is shut to an actor: another unit than his holds it, about somebody who acts for his.

    Whoever is talked to has his own rights in it.
    """
    if not actor.granted or actor.cadre in found.interviewees:
        return False
    about = {*found.interviewees, *filter(None, (lead_about(connection, found.kept.lead_id),))}
    return shut_talk(connection, actor, about, found.unit, found.office.today)


def shut_talk(connection: Connection, actor: Actor, about: Iterable[str], unit: str, on: date) -> bool:
    """Whether an interview of a unit is shut to an actor who is not talked to: about those talked to, or by a lead."""
    sides = sides_of(connection, on, actor)
    return any(_held_elsewhere(connection, sides, one, unit, on) for one in about if sides.shut(actor, one))


def shut_lead(connection: Connection, sides: Sides, actor: Actor, found: StoredLead, on: date) -> bool:
    """Whether a lead is shut to an actor: it is about somebody who acts for his unit, and another organ keeps it."""
    return sides.shut(actor, found.about) and _held_elsewhere(connection, sides, found.about, found.unit, on)


def shut_about(connection: Connection, actor: Actor, cadre: str, on: date) -> bool:
    """Whether what is on record about somebody outside interviews is shut to an actor."""
    return bool(cadre and actor.granted) and sides_of(connection, on, actor).shut(actor, cadre)


def demand_own_case(connection: Connection, actor: Actor, proposal: Proposal, on: date) -> None:
    """Refuse a proposal about whoever acts for the proposing side, and one by which that side would come to know.

    Raises `Refused` for the first, and `Unfit` for a talking side that acts or works where he acts.
    """
    named = [one for field in TALKING for one in _named(proposal, field)]
    sides = sides_on(connection, on, (*named, *proposal.interviewees, actor.cadre), near=())
    concerned = [one for one in proposal.interviewees if one in sides.kept]
    if any(sides.shut(actor, one) for one in concerned):
        raise Refused(None, (), say(
            "约谈对象在您所在单位承担经办、审批或管理职责，由上级机关另派人员办理；掌握线索的，请登记线索，系统直接转上级。"))
    if errors := {field: _not_theirs(wrong) for field in TALKING
                  if (wrong := from_his_side(sides, _named(proposal, field), concerned))}:
        raise Unfit(errors)


def demand_from_elsewhere(connection: Connection, found: Opened, named: Iterable[str], field: str) -> None:
    """`Unfit` for whoever is to take part in an interview and works where those act who are talked to."""
    people = tuple(named)
    sides = sides_on(connection, found.office.today, (*people, *found.interviewees), near=())
    held = [one for one in found.interviewees if one in sides.kept and _held_elsewhere(
        connection, sides, one, found.unit, found.office.today)]
    if wrong := from_his_side(sides, people, held):
        raise Unfit({field: _not_theirs(wrong)})


def from_his_side(sides: Sides, people: Iterable[str], about: Collection[str]) -> tuple[str, ...]:
    """Those among some people who act or work where one of some others acts."""
    return tuple(one for one in people if any(sides.works_there(one, other) for other in about))


def goes_up_to(connection: Connection, about: str, unit: str, on: date) -> str:
    """The unit that takes a lead about whoever acts for the unit it was entered in; empty where it stays there."""
    one = sides_on(connection, on, (about,), near=()).kept.get(about)
    if one is None or one.acts_for.isdisjoint(units_above(connection, unit, on) or (unit,)):
        return ""
    return one.organ


def theirs_among(connection: Connection, people: Iterable[str], lead: StoredLead, on: date) -> tuple[str, ...]:
    """Those among some people who act or work where he acts whom a lead is about, that another organ keeps."""
    named = tuple(people)
    sides = sides_on(connection, on, (*named, lead.about), near=())
    held = _held_elsewhere(connection, sides, lead.about, lead.unit, on)
    return from_his_side(sides, named, (lead.about,)) if held else ()


def demand_known(connection: Connection, actor: Actor, cadre: str, on: date) -> None:
    """`Hidden` where what is on record about somebody is shut to an actor."""
    if shut_about(connection, actor, cadre, on):
        raise Hidden


def _held_elsewhere(connection: Connection, sides: Sides, about: str, unit: str, on: date) -> bool:
    """Whether a case about somebody lies with another unit than those he acts for, and theirs."""
    one = sides.kept.get(about)
    return one is not None and one.acts_for.isdisjoint(units_above(connection, unit, on) or (unit,))


def _named(proposal: Proposal, field: str) -> tuple[str, ...]:
    said = getattr(proposal, field)
    return tuple(filter(None, (said,) if isinstance(said, str) else said))


def _not_theirs(people: Iterable[str]) -> str:
    return say("“{people}”与约谈对象同在其承担职责的单位，不能参与本案；请由上级机关另派人员。",
               people=say("、").join(people))
