"""A small town to try rules in: who sits where, short ways to say what happened, and what is owed in a line each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import evolve

from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.attempts import Attempt, Objection
from yuetan.engine.checks import attempt
from yuetan.engine.derived import with_derived
from yuetan.engine.explain import owners_of
from yuetan.engine.obligations import Obligation
from yuetan.engine.owed import obligations, offers
from yuetan.engine.permitted import Occurrence, candidates, owners, verdict
from yuetan.engine.world import Appointment, Cadre, Event, Interview, Placement, Portfolio, Unit, World
from yuetan.rules.regulation import Regulation

DAY = date.fromisoformat
CALENDAR = standard_calendar()
Fact = Interview | Event | Appointment | Portfolio | Placement | tuple[Interview, Event]
"""What may be told of the town; a talk that was held is two facts."""

# The town: a bureau and a station lie under it, an office under the bureau. The vice mayor oversees the bureau.
UNITS = {"town": "town", "bureau": "bureau", "station": "bureau", "office": "office"}
ABOVE = {"bureau": "town", "station": "town", "office": "bureau"}
SEATS = {
    "mayor": ("town", "head", 6), "vice": ("town", "deputy", 5), "chief": ("bureau", "head", 4),
    "second": ("bureau", "deputy", 3), "third": ("bureau", "member", 3), "keeper": ("station", "head", 4),
    "clerk": ("office", "head", 2), "scribe": ("office", "staff", 1),
}


def seat(cadre: str, unit: str, post: str, since: str = "2020-01-01", until: str = "",
         **details: Any) -> Appointment:  # noqa: ANN401
    """A post somebody holds from a day until, and no longer on, another."""
    days = {"since": DAY(since), "until": DAY(until) if until else date.max}
    days |= {"decided": DAY(details.pop("decided"))} if "decided" in details else {}
    return Appointment(**{"cadre": cadre, "unit": unit, "post": post, **days, **details})


def town(as_of: str, *told: Fact, without: Iterable[str] = (), judged_from: str = "2020-01-01", **fields: Any) -> World:  # noqa: ANN401
    """The town as of a day, without the seats of some people, and with whatever else is told."""
    seats = [seat(cadre, unit, post, rank=rank) for cadre, (unit, post, rank) in SEATS.items() if cadre not in without]
    facts = [fact for one in told for fact in (one if isinstance(one, tuple) else (one,))]
    appointments = [*seats, *(one for one in facts if isinstance(one, Appointment))]
    lay = [one for one in facts if isinstance(one, Placement)]
    stood = [Placement(unit=unit, name=unit, parent=ABOVE.get(unit, "")) for unit in UNITS
             if unit not in {one.unit for one in lay}]
    oversees = [one for one in facts if isinstance(one, Portfolio)] or [Portfolio(cadre="vice", unit="bureau")]
    types = UNITS | {one.unit: "bureau" for one in lay if one.unit not in UNITS}
    return World(
        units=tuple(Unit(id=unit, type=sort) for unit, sort in types.items()), placements=(*stood, *lay),
        cadres=tuple(Cadre(id=one, name=one) for one in dict.fromkeys((*SEATS, *(one.cadre for one in appointments)))),
        appointments=tuple(appointments), portfolios=tuple(oversees),
        interviews=tuple(one for one in facts if isinstance(one, Interview)),
        events=tuple(one for one in facts if isinstance(one, Event)), as_of=DAY(as_of), judged_from=DAY(judged_from),
        **{"calendar": CALENDAR, **fields})


def talk(name: str, kind: str, to: str, by: str = "", planned: str = "", **details: Any) -> Interview:  # noqa: ANN401
    """An interview under the small regulation, its people separated by spaces."""
    return Interview(**{
        "id": name, "kind": kind, "to": tuple(to.split()), "by": tuple(by.split()), "regulation": "small",
        "planned": DAY(planned) if planned else None, **details})


def event(code: str, on: str, interview: str = "", **details: Any) -> Event:  # noqa: ANN401
    """Something that happened on a day, by default in an interview."""
    until = DAY(details.pop("until")) if "until" in details else None
    return Event(code=code, on=DAY(on), interview=interview, until=until, **details)


def held(on: str, to: str, by: str = "mayor", kind: str = "routine", counts_for: str = "",
         **details: Any) -> tuple[Interview, Event]:  # noqa: ANN401
    """A talk that was held, as an interview and its event."""
    name = details.pop("name", f"{kind} {to} {on}")
    return talk(name, kind, to, by, **{"imported": True, **details}), event("held", on, name, counts_for=counts_for)


# What is asked


def line(one: Obligation) -> str:
    """How an obligation stands: ``OPEN by 2026-12-31``."""
    days = {"from": one.opens, "by": one.due, "on": one.done_on}
    flags = {"new": one.newcomer, "provisional": one.provisional}
    return " ".join((one.status.name, *(f"{word} {day}" for word, day in days.items() if day),
                     *(word for word, so in flags.items() if so)))


def name(one: Obligation) -> str:
    """Whom an obligation concerns and why, under which duty: ``chief 2026``."""
    return f"{one.key.subject} {one.key.cause}"


def owed(world: World, regulation: Regulation, duty: str = "", subjects: Iterable[str] | None = None) -> dict[str, str]:
    """What is owed, of one duty or of all, by whom it concerns and why; no two of the same name."""
    return _lines(one for one in obligations(with_derived(world, regulation), regulation, subjects)
                  if duty in {"", one.key.duty})


def offered(world: World, regulation: Regulation) -> dict[str, str]:
    """The same of what is offered."""
    return _lines(offers(with_derived(world, regulation), regulation))


def _lines(found: Iterable[Obligation]) -> dict[str, str]:
    lines = dict[str, str]()
    for one in found:
        assert name(one) not in lines, f"twice: {name(one)}"
        lines[name(one)] = line(one)
    return lines


def whose(world: World, regulation: Regulation, duty: str = "") -> dict[str, set[str]]:
    """Whose task each obligation is: cadres, or units."""
    derived = with_derived(world, regulation)
    return {name(one): {owner.cadre or owner.unit for owner in owners_of(derived, regulation, one.occasion)}
            for one in obligations(derived, regulation) if one.occasion is not None and duty in {"", one.key.duty}}


def permission(world: World, regulation: Regulation, by: str, to: str, **what: Any) -> str:  # noqa: ANN401
    """Whether somebody may do something to somebody: PERMITTED, REASON or REFUSED, and by which pairings."""
    found = verdict(world, regulation, occurrence(world, to, **what), by)
    return " ".join((found.permission.name, *(one.pairing.code for one in found.admissions)))


def who_may(world: World, regulation: Regulation, to: str, **what: Any) -> set[str]:  # noqa: ANN401
    """Everybody who may."""
    return {one.by.cadre for one in candidates(world, regulation, occurrence(world, to, **what))}


def who_owes(world: World, regulation: Regulation, to: str, **what: Any) -> set[str]:  # noqa: ANN401
    """Everybody whose task it is."""
    return {one.by.cadre for one in owners(world, regulation, occurrence(world, to, **what))}


def occurrence(world: World, to: str, **what: Any) -> Occurrence:  # noqa: ANN401
    """A routine talk on the day of the world, unless told otherwise."""
    return Occurrence(**{"kind": "routine", "cadre": to, "on": world.as_of, **what})


def met_by(world: World, regulation: Regulation, step: str, interview: str | Interview = "",
           **act: Any) -> list[str]:  # noqa: ANN401
    """What stands against a step on the day of the world: ``REFUSED GUARD consulted``."""
    of = world.interview(interview) if isinstance(interview, str) else interview
    found = attempt(world, regulation, Attempt(step=step, interview=of, **{"on": world.as_of, **act}))
    return [against(one) for one in found]


def against(one: Objection) -> str:
    """An objection in a line: how strong, of what sort, by which rule; who or what is wanting; between which days."""
    details = {"needs": one.needed, "until": one.latest, "from": one.earliest}
    return " ".join((one.ruling.name, one.obstacle.name, one.rule.code, *filter(None, (one.cadre,)),
                     *(f"{word} {detail}" for word, detail in details.items() if detail)))


def later(world: World, day: str) -> World:
    """The same world looked at on another day, with nothing remembered."""
    return evolve(world, as_of=DAY(day))
