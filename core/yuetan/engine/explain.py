"""Why somebody owes something, as data: the clause, the post, the anchor, the days, what met it, whose task it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from yuetan.engine.credits import credit_of
from yuetan.engine.facts import Event
from yuetan.engine.fulfilment import met_so_far
from yuetan.engine.obligations import Obligation, Occasion
from yuetan.engine.ownership import Owner, covering, looked_at_on, owners_of
from yuetan.engine.talks import present
from yuetan.engine.terms import Term, counted, term_of
from yuetan.engine.world import Holding, World
from yuetan.rules.days import Counted
from yuetan.rules.duties import Credit, Duty
from yuetan.rules.procedure import PRE_APPOINTMENT, Pairing
from yuetan.rules.readings import Choice
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause, rule_name
from yuetan.rules.selectors import Selector

__all__ = ["Credited", "Explanation", "Owner", "choices_of", "explain", "owners_of"]


@frozen
class Credited:
    """That a talk held under another regulation counts, and by which rule."""

    event: Event
    regulation: str  # the code of that under which it was held
    credit: Credit


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
    credits: tuple[Credited, ...] = ()  # of what counted, talks held under other regulations


def explain(world: World, regulation: Regulation, obligation: Obligation) -> Explanation:
    """Everything one obligation rests on, under the settled regulation and in the world it was derived from."""
    occasion, duty = obligation.occasion, obligation.duty
    if occasion is None:
        message = "an obligation is explained together with its occasion"
        raise ValueError(message)
    met_by = met_so_far(world, regulation, occasion)
    return Explanation(
        obligation,
        tuple(clause for at in duty.places if (clause := regulation.clause(at))),
        term_of(world, regulation, occasion),
        counted(world, regulation, occasion),
        tuple(_posts(world, occasion)),
        met_by,
        tuple(owners_of(world, regulation, occasion)),
        tuple(dict.fromkeys(covering(world, regulation, occasion))),
        choices_of(regulation, duty, newcomer=obligation.newcomer),
        tuple(_credits(world, regulation, occasion, dict.fromkeys(met_by))),
    )


def _credits(world: World, regulation: Regulation, occasion: Occasion, events: Iterable[Event]) -> Iterator[Credited]:
    """The talks among these that were held under another regulation."""
    quota = occasion.duty.talk
    for event in events if quota else ():
        talk = world.interview(event.interview)
        if quota is None or talk is None or talk.regulation == regulation.code:
            continue
        found = (credit_of(world, regulation, (talk, event), cadre, quota.counting) for cadre in present((talk, event)))
        if (credit := next(filter(None, found), None)) is not None:
            yield Credited(event, talk.regulation, credit)


def _posts(world: World, occasion: Occasion) -> Iterator[Holding]:
    duty, interview = occasion.duty, world.interview(occasion.interview)
    family = duty.talk.kind.family if duty.talk else interview.family if interview else ""
    selector = duty.about or (duty.owed_by if duty.each and isinstance(duty.owed_by, Selector) else None)
    for cadre in occasion.cadres:
        person = world.posts_of(cadre, looked_at_on(world, occasion), coming=family == PRE_APPOINTMENT)
        yield from (post for post in person if selector is None or selector.admits(post, person))


def choices_of(regulation: Regulation, duty: Duty, *, newcomer: bool = False) -> tuple[Choice, ...]:
    """Where the text is open that a duty rests on, and how it is read."""
    names = {rule_name(duty)}
    if duty.due is not None and duty.due.count > 0:
        names.add("regulation:rolls")
    if newcomer:
        names.add("regulation:newcomers")
    return tuple(choice for choice in regulation.choices if names.intersection(choice.rules))
