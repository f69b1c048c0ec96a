"""What somebody is in a case, from the parts people play in it: what it makes of him comes before every grant."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from yuetan.access.actor import Actor, Standing

INTERVIEWEE, INTERVIEWER, COMPANY, ORGANISER, RECORDER, RECUSED = (
    "interviewee", "interviewer", "company", "organiser", "recorder", "recused")
_STANDINGS = {INTERVIEWEE: Standing.SUBJECT, INTERVIEWER: Standing.TALKER, COMPANY: Standing.TALKER,
              RECORDER: Standing.RECORDER, RECUSED: Standing.RECUSED}
_PRECEDENCE = (Standing.RECUSED, Standing.SUBJECT, Standing.TALKER, Standing.RECORDER)

Participants = Sequence[tuple[str, str]]
"""Parts and the staff numbers of those who play them."""


def standing_of(actor: Actor, participants: Participants, named: Collection[str] = ()) -> Standing:
    """What an actor is in a case: of several, what takes most from him. ``named`` are those whom its lead is about.

    An organiser, and whoever plays a part that only a regulation knows, has the rights of his grants. Whoever stands in
    for somebody it is about, or who is recused, is recused with him: the two count as one.
    """
    if _stands_for_one_of(actor, participants, named):
        return Standing.RECUSED
    if not actor.cadre:
        return Standing.NONE
    found = {_STANDINGS.get(part, Standing.NONE) for part, cadre in participants if cadre == actor.cadre}
    if actor.cadre in named:
        found.add(Standing.SUBJECT)
    return next((one for one in _PRECEDENCE if one in found), Standing.NONE)


def _stands_for_one_of(actor: Actor, participants: Participants, named: Collection[str]) -> bool:
    """Whether he is the proxy of somebody talked to, recused, or whom the lead is about."""
    kept_out = {cadre for part, cadre in participants if part in {INTERVIEWEE, RECUSED}} | set(named)
    return not actor.principals.isdisjoint(kept_out)


def assigned_to(actor: Actor, participants: Participants) -> bool:
    """Whether a case was given to him: he organises it, or plays another part that gives him something to do.

    What somebody organises in whose place he stands is given to him, too.
    """
    own = {part for part, cadre in participants if cadre == actor.cadre} if actor.cadre else set[str]()
    own |= {part for part, cadre in participants if part == ORGANISER and cadre in actor.principals}
    return bool(own & {ORGANISER, INTERVIEWER, COMPANY, RECORDER}) and not own & {INTERVIEWEE, RECUSED}


def standing_in_appeal(actor: Actor, lodged_by: str, participants: Participants, acting: Collection[str],
                       posts: Collection[str] = ()) -> Standing:
    """What an actor is in an appeal against an interview: the people who acted are kept out of it.

    ``lodged_by`` is the staff number of who appeals, ``acting`` the unit that held the interview and all units below
    it, ``posts`` the units in which the actor holds a post. Who took part in the interview, or belongs to the acting
    unit by a grant or by a post, is recused.
    """
    if actor.cadre and actor.cadre == lodged_by:
        return Standing.SUBJECT
    took_part = bool(actor.cadre) and any(cadre == actor.cadre for _, cadre in participants)
    belongs = {grant.unit for grant in actor.granted if grant.unit} | set(posts)
    return Standing.RECUSED if took_part or belongs & set(acting) else Standing.NONE
