"""One talk of a city that counts under two regulations: held by the police, and what the city asks for each year."""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from yuetan.engine.facts import Event, Interview
from yuetan.engine.world import World
from yuetan.rules.events import HELD, NOTIFIED, PROPOSED, RECORDED
from yuetan.testing.city.branches import POLICE, POLICE_BUREAU

NAME = "credited-1"
HELD_BEFORE, NOTIFIED_BEFORE, PROPOSED_BEFORE = (timedelta(days=days) for days in (30, 35, 42))


def with_credited_talk(world: World) -> World:
    """The same world in which the head of the police talked to a deputy of his; the same one where there is neither."""
    on = world.as_of
    posts = [post for cadre in world.members(POLICE_BUREAU) for post in world.posts_of(cadre, on)
             if post.unit == POLICE_BUREAU]
    head = next((post.cadre for post in posts if post.post == "head"), "")
    deputy = next((post.cadre for post in posts if post.post == "deputy" and "市管" in post.marks), "")
    if not head or not deputy:
        return world
    talk = Interview(id=NAME, kind="daily", regulation=POLICE.regulation, family="routine", to=(deputy,), by=(head,),
                     unit=POLICE.office)
    days = {PROPOSED: on - PROPOSED_BEFORE, NOTIFIED: on - NOTIFIED_BEFORE, HELD: on - HELD_BEFORE,
            RECORDED: on - HELD_BEFORE}
    events = tuple(Event(code=code, on=world.calendar.next_workday(day), interview=NAME) for code, day in days.items())
    return evolve(world, interviews=(*world.interviews, talk), events=(*world.events, *events))
