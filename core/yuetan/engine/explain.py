"""Why somebody owes something, as data: the clause, the post, the anchor, the days, what met it, and whose task it is."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from yuetan.engine.facts import Event
from yuetan.engine.fulfilment import met_so_far
from yuetan.engine.obligations import Obligation, Occasion
from yuetan.engine.permitted import Admission, Occurrence, candidates, covering_pairings
from yuetan.engine.permitted import owners as talkers
from yuetan.engine.terms import Term, counted, term_of
from yuetan.engine.world import Holding, World
from yuetan.rules.days import Counted
from yuetan.rules.events import PROPOSED
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, MAY, ORGANISER, RECORDER, UNIT
from yuetan.rules.procedure import Pairing
from yuetan.rules.readings import Choice
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause, rule_name
from yuetan.rules.selectors import Selector


@frozen
class Owner:
    """Somebody whose task it is; by which pairing, where one says so. A vacant chair leaves only the unit."""

    cadre: str = ""
    unit: str = ""
    admission: Admission | None = None


@frozen
class Explanation:
    """One obligation with everything it rests on."""

    obligation: Obligation
    clauses: tuple[Clause, ...]
    term: Term
    counted: Counted | None
    posts: tuple[Holding, ...]  # the posts by which the cadre is concerned
    met_by: tuple[Event, ...]  # what counted towards it
    owners: tuple[Owner, ...]
    covering: tuple[Pairing, ...]  # the pairings that say whose task the talk is, whether or not anyone holds the post
    choices: tuple[Choice, ...]  # where the text is open: how it was read


def explain(world: World, regulation: Regulation, obligation: Obligation) -> Explanation:
    """Everything one obligation rests on, under the settled regulation it was derived from."""
    occasion, duty = obligation.occasion, obligation.duty
    if occasion is None:
        message = "an obligation is explained together with its occasion"
        raise ValueError(message)
    return Explanation(
        obligation,
        tuple(clause for at in duty.places if (clause := regulation.clause(at))),
        term_of(world, regulation, occasion),
        counted(world, regulation, occasion),
        tuple(_posts(world, occasion)),
        met_so_far(world, regulation, occasion),
        tuple(owners_of(world, regulation, occasion)),
        tuple(dict.fromkeys(_covering(world, regulation, occasion))),
        tuple(_choices(regulation, obligation)),
    )


def owners_of(world: World, regulation: Regulation, occasion: Occasion) -> Iterator[Owner]:
    """Whose task it is on the day asked about, or on the last day of a period gone by."""
    duty, on = occasion.duty, min(world.as_of, occasion.until or world.as_of)
    interview = world.interview(occasion.interview)
    if duty.talk is not None and duty.talk.per == INTERVIEWEE and duty.owed_by == INTERVIEWER:
        for cadre in occasion.cadres:
            what = Occurrence(kind=duty.talk.kind.code, cadre=cadre, on=on, grounds=duty.talk.grounds)
            yield from (Owner(one.by.cadre, one.by.unit, one) for one in talkers(world, regulation, what))
    elif isinstance(duty.owed_by, Selector):
        yield from _selected(world, duty.owed_by, occasion)
    elif duty.owed_by == UNIT:
        yield from (Owner(unit=unit) for unit in _units(world, occasion))
    elif duty.owed_by == INTERVIEWEE or interview is None:
        yield from (Owner(cadre) for cadre in occasion.cadres)
    elif duty.owed_by == INTERVIEWER:
        yield from (Owner(cadre) for cadre in interview.by)
    elif duty.owed_by == RECORDER and interview.recorder:
        yield Owner(interview.recorder)
    elif interview.organiser:
        yield Owner(interview.organiser)
    elif duty.owed_by in {ORGANISER, RECORDER}:
        what = Occurrence(kind=interview.kind, cadre=occasion.cadres[0], on=on, step=PROPOSED, talkers=interview.by)
        yield from (Owner(unit=unit) for unit in dict.fromkeys(
            one.by.unit for one in candidates(world, regulation, what)))


def _covering(world: World, regulation: Regulation, occasion: Occasion) -> Iterator[Pairing]:
    talk, on = occasion.duty.talk, min(world.as_of, occasion.until or world.as_of)
    if talk is not None and talk.per == INTERVIEWEE:
        for cadre in occasion.cadres:
            what = Occurrence(kind=talk.kind.code, cadre=cadre, on=on, grounds=talk.grounds)
            yield from (one for one in covering_pairings(world, regulation, what) if one.force is not MAY)


def _selected(world: World, selector: Selector, occasion: Occasion) -> Iterator[Owner]:
    """Those selected in the units nearest to the cadre's own; all of them where none is near."""
    on = min(world.as_of, occasion.until or world.as_of)
    holders, units = world.holders(selector, on), _units(world, occasion)
    distance = {unit: min((n for own in units if (n := world.levels_between(unit, own, on)) is not None), default=None)
                for unit in holders}
    near = [n for n in distance.values() if n is not None]
    for unit, posts in holders.items():
        if not near or distance[unit] == min(near):
            yield from (Owner(post.cadre, unit) for post in posts)


def _units(world: World, occasion: Occasion) -> tuple[str, ...]:
    if occasion.unit:
        return (occasion.unit,)
    return tuple(dict.fromkeys(post.unit for cadre in occasion.cadres for post in world.posts_of(
        cadre, min(world.as_of, occasion.until or world.as_of))))


def _posts(world: World, occasion: Occasion) -> Iterator[Holding]:
    on, about = min(world.as_of, occasion.until or world.as_of), occasion.duty.about
    for cadre in occasion.cadres:
        person = world.posts_of(cadre, on)
        yield from (post for post in person if about is None or about.admits(post, person))


def _choices(regulation: Regulation, obligation: Obligation) -> Iterator[Choice]:
    names = {rule_name(obligation.duty)}
    if obligation.duty.due is not None and obligation.duty.due.count > 0:
        names.add("regulation:rolls")
    if obligation.newcomer:
        names.add("regulation:newcomers")
    return (choice for choice in regulation.choices if names.intersection(choice.rules))
