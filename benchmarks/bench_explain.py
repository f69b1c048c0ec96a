"""The engine: what one cadre owes and why, what stands against a step, and all that is owed, in two cities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from random import Random

from attrs import evolve, frozen

from benchmarks import Promise, Row, Table, side_by_side
from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.attempts import Attempt
from yuetan.engine.checks import attempt
from yuetan.engine.derived import with_derived
from yuetan.engine.explain import explain
from yuetan.engine.facts import Event, Interview
from yuetan.engine.obligations import Obligation
from yuetan.engine.owed import obligations
from yuetan.engine.world import World
from yuetan.rules.events import HELD, NOTIFIED, PROPOSED
from yuetan.testing.city import AS_OF, make_city
from yuetan_lianyungang.regulation import REGULATION

SMALL, LARGE = 600, 10_000  # cadres
ASKED = 100  # cadres, or steps, in a round
ROUNDS, FEW = 20, 5
SETTLED = REGULATION.under({})
SECOND = 1_000_000_000

OWES, WHY, STEP = "what one cadre owes", "the same, each explained", "what stands against a step"
BARE = "one bare value for each obligation"
FIRST, AGAIN = "everything owed for the first time, by cadre", "once more, by cadre"

Work = tuple[Callable[[], object], int]


@frozen(eq=False)
class City:
    """A generated city with its past talks, and a talk under way for one cadre in ten."""

    world: World
    asked: tuple[str, ...]  # cadres who owe something
    proposed: tuple[Interview, ...]  # talks that were proposed, and nothing more


def run() -> Iterator[Table]:
    """Measure one cadre, then the whole city."""
    cities = {size: _city(size) for size in (SMALL, LARGE)}
    yield _one_by_one(cities)
    yield _everything(cities)


def _one_by_one(cities: dict[int, City]) -> Table:
    works = dict[str, Work]()
    for size, city in cities.items():
        works[_in(size, OWES)] = (partial(_owed, city.world, cycle(city.asked)), ASKED)
        works[_in(size, WHY)] = (partial(_explained, city.world, cycle(city.asked)), ASKED)
        works[_in(size, STEP)] = (partial(_attempted, city.world, city.proposed), ASKED)
    times = side_by_side(works, ROUNDS)
    return Table(
        "One cadre, one step, in a world looked at before",
        tuple(Row(name, time, f"{SECOND / time:,.0f} a second") for name, time in times.items()),
        _as_in_a_small_one(times, OWES, WHY, STEP), tuple(_told(city.world) for city in cities.values()))


def _everything(cities: dict[int, City]) -> Table:
    owed = {size: obligations(city.world, SETTLED) for size, city in cities.items()}
    works: dict[str, Work] = {BARE: (partial(_bare, owed[LARGE]), len(owed[LARGE]))}
    for size, city in cities.items():
        works[_in(size, FIRST)] = (partial(_new, city.world), size)
        works[_in(size, AGAIN)] = (partial(_again, city.world), size)
    times = side_by_side(works, FEW)
    return Table(
        "Everything that is owed in a city", tuple(Row(name, time) for name, time in times.items()),
        _as_in_a_small_one(times, FIRST, AGAIN),
        tuple(f"{size:,} cadres owe {len(owed[size]):,}: {times[_in(size, FIRST)] * size / SECOND:.2f} s for the first "
              f"time, {times[_in(size, AGAIN)] * size / SECOND:.2f} s once more" for size in cities))


def _as_in_a_small_one(times: dict[str, float], *names: str) -> tuple[Promise, ...]:
    return tuple(Promise(f"{name}, in a large city, beside a small one", 2,
                         times[_in(LARGE, name)] / times[_in(SMALL, name)]) for name in names)


def _in(size: int, what: str) -> str:
    return f"{what}; {size:,} cadres"


def _told(world: World) -> str:
    return f"{len(world.cadres):,} cadres, {len(world.appointments):,} posts, {len(world.interviews):,} interviews"


def _owed(world: World, asked: Iterator[str]) -> None:
    for cadre in islice(asked, ASKED):
        obligations(world, SETTLED, (cadre,))


def _explained(world: World, asked: Iterator[str]) -> None:
    for cadre in islice(asked, ASKED):
        for one in obligations(world, SETTLED, (cadre,)):
            explain(world, SETTLED, one)


def _attempted(world: World, proposed: Sequence[Interview]) -> None:
    for interview in proposed:
        attempt(world, SETTLED, Attempt(step=NOTIFIED, on=AS_OF, interview=interview))


def _new(world: World) -> None:
    _again(evolve(world))  # which has looked nothing up


def _again(world: World) -> None:
    obligations(with_derived(world, SETTLED), SETTLED)


def _bare(owed: Sequence[Obligation]) -> list[Obligation]:
    return [Obligation(one.key, one.duty, one.status, one.due) for one in owed]


def _city(size: int) -> City:
    city, random = make_city(size), Random(size)  # noqa: S311 - no secret
    past = [Interview(id=f"past-{number}", kind=talk.kind, regulation=talk.regulation, family=talk.family,
                      to=(talk.cadre,), by=talk.interviewers, imported=True)
            for number, talk in enumerate(city.past_talks)]
    people = [one.id for one in city.cadres]
    some = random.sample(people, max(size // 10, 2 * ASKED))
    begun = [Interview(id=f"talk-{number}", kind="routine", regulation=SETTLED.code, to=(cadre,), by=(people[0],),
                       planned=AS_OF) for number, cadre in enumerate(some)]
    steps = [Event(code=PROPOSED, on=AS_OF.replace(month=6), interview=one.id) for one in begun]
    steps += [Event(code=code, on=AS_OF.replace(month=month), interview=one.id)
              for one in begun[ASKED:] for code, month in ((NOTIFIED, 7), (HELD, 8))]
    held = [Event(code=HELD, on=talk.on, interview=one.id) for talk, one in zip(city.past_talks, past, strict=True)]
    world = World(
        units=city.units, placements=city.placements, cadres=city.cadres, appointments=city.appointments,
        portfolios=city.portfolios, interviews=(*past, *begun), events=(*held, *steps), calendar=standard_calendar(),
        as_of=AS_OF, judged_from=AS_OF.replace(month=1, day=1))
    owing = sorted({one.key.subject for one in obligations(world, SETTLED) if one.duty.talk})
    return City(world, tuple(random.sample(owing, ASKED)), tuple(begun[:ASKED]))
