"""Which numbers of talks are published, for the whole deployment at once, whoever looks: see `statistics_cells`.

Each talk counts where its unit lay on the day it was held, once the month of it is over. What ended in clearing
somebody is in no count. It is worked out once a day and kept: every page would otherwise count every talk there was.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import field, frozen
from sqlalchemy import Connection, case, func, select

from yuetan.access.statistics_cells import Broken, Possible, Published, Talk, published
from yuetan.engine.world import World
from yuetan.records.governing import standing_governances
from yuetan.records.tables import event, interview, obligation, unit
from yuetan.records.talk_counts import cleared_talks
from yuetan.rules.events import HELD, WITHDRAWN
from yuetan.rules.procedure import Kind, Step
from yuetan.rules.regulation import Regulation

MONTHS, ONE_DAY = 12, timedelta(days=1)
TIMELY, LATE, OVERDUE = "timely", "late", "overdue"
RUNNING, CONCLUDED, FILED, GIVEN_UP = "running", "concluded", "filed", "withdrawn"
PUNCTUALITY, OUTCOMES = (TIMELY, LATE, OVERDUE), (RUNNING, CONCLUDED, FILED, GIVEN_UP)


def last_day(on: date) -> date:
    """The last day whose talks are counted on a day: that of the month before."""
    return on.replace(day=1) - ONE_DAY


def publication(connection: Connection, regulations: Sequence[Regulation], organisations: Organised, on: date,
                ) -> Published:
    """What is published on a day."""
    talks = tuple(_talks(connection, regulations, organisations, last_day(on)))
    return published(talks, _possible(connection, kinds_of(regulations), organisations, talks, on))


def written(found: Published) -> str:
    """What is published, as it is kept."""
    return json.dumps({
        "years": [[*key, *_parts(one)] for key, one in found.years.items()],
        "strata": [[*key, {name: _parts(one) for name, one in by.items()}] for key, by in found.strata.items()],
    }, ensure_ascii=False)


def read(kept: str) -> Published:
    """The same, read again."""
    found = json.loads(kept)
    return Published(
        years={(organisation, year): Broken(whole=whole, shown=shown)
               for organisation, year, whole, shown in found["years"]},
        strata={(organisation, year, kind): {name: Broken(whole=whole, shown=shown)
                                             for name, (whole, shown) in by.items()}
                for organisation, year, kind, by in found["strata"]})


def _parts(one: Broken) -> tuple[int, Mapping[str, int]]:
    return one.whole, one.shown


@frozen
class Organised:
    """Where an organisation begins that has a scheme of its own; without one, at the top of the tree."""

    world: World
    beginning: frozenset[str]
    _found: dict[tuple[str, date], str] = field(init=False, factory=dict)

    def of(self, code: str, on: date) -> str:
        """The unit with which the organisation begins that a unit belongs to on a day."""
        if (code, on) not in self._found:
            above = self.world.above(code, on)
            self._found[code, on] = next((one for one in above if one in self.beginning), above[-1] if above else code)
        return self._found[code, on]


def _talks(connection: Connection, regulations: Iterable[Regulation], organisations: Organised, until: date,
           ) -> Iterator[Talk]:
    """Every talk that was held by a day, once, on the first day it was held on; those that fall alike together."""
    rows = interview.c
    held = (select(event.c.interview_id, func.min(event.c.happened_on).label("on"))
            .where(event.c.code == HELD, event.c.interview_id.is_not(None), event.c.happened_on <= until)
            .group_by(event.c.interview_id).subquery())
    worst = func.max(case((obligation.c.status == "OVERDUE", 2), else_=1))
    when = (select(obligation.c.interview_id, worst.label("late"))
            .where(obligation.c.interview_id.is_not(None), obligation.c.status.in_(("OVERDUE", "LATE")))
            .group_by(obligation.c.interview_id).subquery())
    query = (select(rows.regulation, rows.edition, rows.kind, rows.state, rows.ended, unit.c.code, held.c.on,
                    func.coalesce(when.c.late, 0).label("late"), func.count().label("number"))
             .join(held, held.c.interview_id == rows.id).join(unit, unit.c.id == rows.unit_id)
             .outerjoin(when, when.c.interview_id == rows.id).where(rows.id.not_in(cleared_talks()))
             .group_by(rows.regulation, rows.edition, rows.kind, rows.state, rows.ended, unit.c.code, held.c.on,
                       when.c.late))
    ends = {(one.code, one.edition): {step.code for step in one.of(Step) if step.ends}
            for one in regulations}
    for row in connection.execute(query):
        outcome = GIVEN_UP if row.state == WITHDRAWN else FILED if row.ended else CONCLUDED if row.state in ends.get(
            (row.regulation, row.edition), ()) else RUNNING
        yield Talk(number=row.number, organisation=organisations.of(row.code, row.on), year=str(row.on.year),
                   kind=f"{row.regulation}:{row.kind}", parts={
                       "month": f"{row.on:%Y-%m}", "unit": row.code, "punctuality": PUNCTUALITY[row.late],
                       "outcome": outcome})


def _possible(connection: Connection, known: Mapping[str, Sequence[Kind]], organisations: Organised,
              talks: Iterable[Talk], on: date) -> Possible:
    """What anybody may take for possible: months gone by, units that existed, kinds of the regulations in use there."""
    years, governing = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one in talks:
        years[one.organisation].add(one.year)
    for row in standing_governances(connection):
        governing[row.unit].add(row.regulation)
    world, until = organisations.world, last_day(on)
    there = {one: {code for upper in (one, *world.above(one, on)) for code in governing[upper]} for one in years}
    kinds = {(organisation, year): tuple(f"{code}:{kind.code}" for code, some in known.items()
                                         if code in there[organisation] for kind in some)
             for organisation, some in years.items() for year in some}
    units = _units_of(organisations, {year for some in years.values() for year in some}, until)
    return Possible(
        years={organisation: sorted(some) for organisation, some in years.items()}, kinds=kinds,
        parts={key: {"month": _months(key[1], until), "unit": units[key[1]].get(key[0], ()),
                     "punctuality": PUNCTUALITY, "outcome": OUTCOMES} for key in kinds})


def kinds_of(regulations: Iterable[Regulation]) -> Mapping[str, tuple[Kind, ...]]:
    """The kinds of every regulation by its code, those of any of its editions."""
    found = defaultdict[str, dict[str, Kind]](dict)
    for one in regulations:
        for kind in one.of(Kind):
            found[one.code].setdefault(kind.code, kind)
    return {code: tuple(some.values()) for code, some in found.items()}


def _months(year: str, until: date) -> Sequence[str]:
    last = until.month if year == str(until.year) else MONTHS
    return tuple(f"{year}-{month:02d}" for month in range(1, last + 1))


def _units_of(organisations: Organised, years: Iterable[str], until: date,
              ) -> Mapping[str, Mapping[str, list[str]]]:
    """The units of each organisation at any time of a year, in order."""
    world = organisations.world
    found = dict[str, Mapping[str, list[str]]]()
    for year in years:
        first, last = date(int(year), 1, 1), min(date(int(year), 12, 31), until)
        days = (first, *(day for day in world.days_of_tree if first < day <= last))
        here = {(organisations.of(code, day), code) for day in days for code in world.units_on(day)}
        grouped = defaultdict[str, list[str]](list)
        for organisation, code in sorted(here):
            grouped[organisation].append(code)
        found[year] = grouped
    return found
