"""Which part of the world is read so that the engine says of some what it says of them in the whole."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_

from sqlalchemy import and_, exists, select, text

from yuetan.records import interviews as kept
from yuetan.records.columns import PostColumns
from yuetan.records.owed.edition import Edition
from yuetan.records.owed.rows import looked_up
from yuetan.records.slices import About
from yuetan.records.tables import appointment, cadre, event, interview, participant, unit
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD
from yuetan.rules.force import INTERVIEWER, UNIT
from yuetan.rules.procedure import Pairing


def about_some(of: Edition, duties: Collection[Duty], names: Collection[str]) -> About:
    """What bears on some cadres, units and interviews under some duties: of each name, whatever goes by it.

    Where talks are counted for units, whoever ever sat there comes with them; where they are counted for those who
    hold them, so do the talks these held, and whoever may have entrusted them with one.
    """
    talks = [duty.talk for duty in duties if duty.talk is not None]
    by_talkers = any(one.per == INTERVIEWER for one in talks)
    people = entrusting(of, names) if by_talkers or any(one.by_owner for one in talks) else frozenset[str]()
    members = _members(of, names) if any(one.per == UNIT for one in talks) else frozenset[str]()
    cadres = {*names, *members}
    return About(cadres=cadres, people=people, units=names, interviews={*names, *befell(of, cadres)},
                 talking=by_talkers)


def befell(of: Edition, cadres: Collection[str]) -> frozenset[str]:
    """The interviews in which something befell one of these with whom they are not."""
    if not of.known.of_one:
        return frozenset()
    with_him = exists(select(participant.c.id).where(
        participant.c.interview_id == interview.c.id, participant.c.cadre_id == cadre.c.id,
        participant.c.part == kept.INTERVIEWEE))
    query = (select(interview.c.reference).join(event, event.c.interview_id == interview.c.id)
             .join(cadre, cadre.c.id == event.c.cadre_id).where(~with_him).distinct())
    return frozenset(row[0] for row in looked_up(of.connection, query, cadre.c.staff_number, cadres))


def entrusting(of: Edition, cadres: Collection[str]) -> frozenset[str]:
    """Whoever may have entrusted some of these with a talk: by what he held on its day, one a pairing asks for."""
    selectors = [one.by for one in of.regulation.of(Pairing) if one.deputy is not None and one.step == HELD]
    if not selectors:
        return frozenset()
    held = and_(event.c.interview_id == interview.c.id, event.c.code == HELD)
    led = and_(participant.c.interview_id == interview.c.id, participant.c.part == kept.INTERVIEWER)
    days = (select(event.c.happened_on).select_from(interview).join(event, held).join(participant, led)
            .join(cadre, cadre.c.id == participant.c.cadre_id)
            .where(text("interview.entrusted"), cadre.c.staff_number.in_(sorted(cadres))).distinct().subquery())
    posts = PostColumns(days.c.happened_on)
    query = select(posts.cadre.c.staff_number).select_from(days.join(posts.rows, posts.held)).where(
        reduce(or_, selectors).where(posts))
    return frozenset(of.connection.execute(query.distinct()).scalars())


def _members(of: Edition, units: Collection[str]) -> frozenset[str]:
    """Everybody who ever held a post in some units."""
    query = (select(cadre.c.staff_number).join(appointment, appointment.c.cadre_id == cadre.c.id)
             .join(unit, unit.c.id == appointment.c.unit_id).distinct())
    return frozenset(row[0] for row in looked_up(of.connection, query, unit.c.code, units))
