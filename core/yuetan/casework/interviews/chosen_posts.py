"""In which of several posts a talker is chosen: the first that a pairing admits him by, as the choice is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from yuetan.engine.facts import Interview
from yuetan.engine.permitted import Occurrence, verdict
from yuetan.engine.posts import Holding
from yuetan.engine.world import World
from yuetan.records.cases import cadre_ids, unit_ids
from yuetan.records.chosen_posts import PostChosen
from yuetan.records.database import Connection
from yuetan.rules.procedure import PRE_APPOINTMENT
from yuetan.rules.regulation import Regulation


def posts_of_talkers(connection: Connection, world: World, regulation: Regulation, interview: Interview, on: date,
                     ) -> Mapping[int, PostChosen]:
    """The posts in which those who talk on a day are chosen, by their keys: of each who holds several, and is admitted.

    Whoever no pairing admits, and yet talks for a reason, is chosen in no post of his.
    """
    found = dict(_chosen(world, regulation, interview, on))
    if not found:
        return {}
    people, units = cadre_ids(connection, found), unit_ids(connection, {one.unit for one in found.values()})
    return {people[cadre]: PostChosen(units[one.unit], one.post, one.appointment.title) for cadre, one in found.items()}


def _chosen(world: World, regulation: Regulation, interview: Interview, on: date) -> Iterator[tuple[str, Holding]]:
    for talker in interview.by:
        if len(world.posts_of(talker, on)) > 1:
            found = verdict(world, regulation, Occurrence(
                kind=interview.kind, cadre=interview.to[0], on=on, grounds=interview.grounds,
                entrusted=interview.entrusted, coming=interview.family == PRE_APPOINTMENT), talker)
            if found.admissions:
                yield talker, found.admissions[0].by
