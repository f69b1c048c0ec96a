"""Who may propose that units change, and who decides on it: somebody over them, and somebody above them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from yuetan.access.actor import Actor, Granted, Standing
from yuetan.access.policy import Lies, allowed, lies_of_grants
from yuetan.engine.reorganisations import Changes, Reorganisation

PROPOSE, CONFIRM, READ = "reorganisation.propose", "reorganisation.confirm", "reorganisation.read"

Lines = Mapping[str, Sequence[str]]
"""Of each unit, itself and those it lies under, the nearest first."""


def may_propose(actor: Actor, asked: Reorganisation, lines: Lines, beginning: Collection[str]) -> bool:
    """Whether he may propose it: he works for every unit it is about."""
    return bool(asked.units) and all(
        _allowed(actor, PROPOSE, lies_of_grants(actor, lines.get(one, (one,)), beginning)) for one in asked.units)


def may_decide(actor: Actor, asked: Reorganisation, lines: Lines, beginning: Collection[str]) -> bool:
    """Whether he may decide on it: he is granted a unit above every one it is about or that takes something over.

    For a unit at the top, above which nothing lies, that is the unit itself; for a new parent, too.
    """
    founded = {one.code for one in asked.founded}
    above = all(_allowed(actor, CONFIRM, _from_above(actor, lines.get(one, (one,)), beginning))
                for one in asked.touched if one not in founded)
    parents = {asked.parent, *(one.parent for one in asked.founded)} - {""}
    return above and all(_allowed(actor, CONFIRM, lies_of_grants(actor, lines.get(one, (one,)), beginning))
                         for one in parents)


def concerned(actor: Actor, asked: Reorganisation, changes: Changes, posts: Collection[str]) -> bool:
    """Whether it is about a post of his own, or ends a unit he sits in; ``posts`` are the units he does."""
    return bool(actor.cadre) and (any(one.post.cadre == actor.cadre for one in changes.posts)
                                  or bool(set(asked.ended) & set(posts)))


def _from_above(actor: Actor, line: Sequence[str], beginning: Collection[str]) -> Mapping[Granted, Lies]:
    strictly = set(line[1:] or line)
    return {grant: lie for grant, lie in lies_of_grants(actor, line, beginning).items() if grant.unit in strictly}


def _allowed(actor: Actor, action: str, lies: Mapping[Granted, Lies]) -> bool:
    return bool(allowed(actor, action, standing=Standing.NONE, lies=lies))
