"""Statistics of the talks that were held: the same numbers for everybody, as far as they lie in his organisations.

Which numbers are published is decided for the whole deployment at once, whoever looks: see `statistics_cells`. What a
reader narrows them to only chooses among these. Each talk counts where its unit lay on the day it was held, once the
month of it is over; by the tree of today what is published is added up otherwise. What ended in clearing somebody is
in no count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import field, frozen
from sqlalchemy import case, func, select

from yuetan.access.actor import Standing
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.report_counts import units_world
from yuetan.access.statistics_cells import Possible, Published, Talk, published, regrouped
from yuetan.access.statistics_tables import Known, view_of
from yuetan.access.statistics_views import Narrowed, StatisticsView
from yuetan.engine.successions import units_as
from yuetan.engine.tree import Tree
from yuetan.engine.world import World
from yuetan.records.governing import standing_governances
from yuetan.records.tables import event, interview, obligation, unit
from yuetan.records.talk_counts import cleared_talks
from yuetan.rules.events import HELD, WITHDRAWN
from yuetan.rules.procedure import Kind, Step

READ = "statistics.read"
MONTHS, ONE_DAY = 12, timedelta(days=1)
TIMELY, LATE, OVERDUE = "timely", "late", "overdue"
RUNNING, CONCLUDED, FILED, GIVEN_UP = "running", "concluded", "filed", "withdrawn"
PUNCTUALITY, OUTCOMES = (TIMELY, LATE, OVERDUE), (RUNNING, CONCLUDED, FILED, GIVEN_UP)


def statistics(reader: Reader, narrowed: Narrowed) -> StatisticsView:
    """The numbers that are published, as far as they lie in the units he is granted, narrowed to what he asked for."""
    world, until = units_world(reader.connection, reader.on), reader.on.replace(day=1) - ONE_DAY
    organisations = _Organisations(world, reader.scope.beginning)
    talks = tuple(_talks(reader, organisations, until))
    found = _seen(reader, world, published(talks, _possible(reader, organisations, talks, until)))
    if narrowed.today:
        now = units_as(Tree(world.placements, ()), world.successions, (one.id for one in world.units), reader.on)
        found = regrouped(found, lambda code: now.get(code) or code, lambda code: organisations.of(code, reader.on))
    return view_of(found, _known(reader, found), narrowed)


@frozen
class _Organisations:
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


def _talks(reader: Reader, organisations: _Organisations, until: date) -> Iterator[Talk]:
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
            for one in reader.scope.rules.regulations}
    for row in reader.connection.execute(query):
        outcome = GIVEN_UP if row.state == WITHDRAWN else FILED if row.ended else CONCLUDED if row.state in ends.get(
            (row.regulation, row.edition), ()) else RUNNING
        yield Talk(number=row.number, organisation=organisations.of(row.code, row.on), year=str(row.on.year),
                   kind=f"{row.regulation}:{row.kind}", parts={
                       "month": f"{row.on:%Y-%m}", "unit": row.code, "punctuality": PUNCTUALITY[row.late],
                       "outcome": outcome})


def _possible(reader: Reader, organisations: _Organisations, talks: Iterable[Talk], until: date) -> Possible:
    """What anybody may take for possible: months gone by, units that existed, kinds of the regulations in use there."""
    years, governing = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one in talks:
        years[one.organisation].add(one.year)
    for row in standing_governances(reader.connection):
        governing[row.unit].add(row.regulation)
    world = organisations.world
    there = {one: {code for upper in (one, *world.above(one, reader.on)) for code in governing[upper]} for one in years}
    kinds = {(organisation, year): tuple(f"{code}:{kind.code}" for code, some in _kinds(reader).items()
                                         if code in there[organisation] for kind in some)
             for organisation, some in years.items() for year in some}
    units = _units_of(organisations, {year for some in years.values() for year in some}, until)
    return Possible(
        years={organisation: sorted(some) for organisation, some in years.items()}, kinds=kinds,
        parts={key: {"month": _months(key[1], until), "unit": units[key[1]].get(key[0], ()),
                     "punctuality": PUNCTUALITY, "outcome": OUTCOMES} for key in kinds})


def _kinds(reader: Reader) -> Mapping[str, tuple[Kind, ...]]:
    """The kinds of every regulation by its code, those of any of its editions."""
    found = defaultdict[str, dict[str, Kind]](dict)
    for one in reader.scope.rules.regulations:
        for kind in one.of(Kind):
            found[one.code].setdefault(kind.code, kind)
    return {code: tuple(some.values()) for code, some in found.items()}


def _months(year: str, until: date) -> Sequence[str]:
    last = until.month if year == str(until.year) else MONTHS
    return tuple(f"{year}-{month:02d}" for month in range(1, last + 1))


def _units_of(organisations: _Organisations, years: Iterable[str], until: date,
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


def _seen(reader: Reader, world: World, found: Published) -> Published:
    """What of it lies in the units he is granted: whole organisations, else single units of one."""
    inside = dict[str, bool]()

    def granted(code: str) -> bool:
        if code not in inside:
            above = world.above(code, reader.on) or (code,)
            lies = lies_of_grants(reader.scope.actor, above, reader.scope.beginning)
            inside[code] = bool(allowed(reader.scope.actor, READ, standing=Standing.NONE, lies=lies))
        return inside[code]

    whole = {one for one, _ in found.years if granted(one)}
    return Published(
        years={key: one for key, one in found.years.items() if key[0] in whole},
        strata={key: by for key, by in found.strata.items() if key[0] in whole} | {
            key: {"unit": one} for key, by in found.strata.items() if key[0] not in whole
            and (one := by["unit"].narrowed(granted)) is not None})


def _known(reader: Reader, found: Published) -> Known:
    """What everything is called."""
    rows = reader.connection.execute(select(unit.c.id, unit.c.code, unit.c.reference)).all()
    named = {code for by in found.strata.values() for code in by["unit"].shown}
    named |= {one for one, _, _ in found.strata} | {one for one, _ in found.years}
    wanted = [row for row in rows if row.code in named]
    names = unit_names(reader.connection, [row.id for row in wanted], reader.on)
    kinds = {f"{code}:{kind.code}": kind.title for code, some in _kinds(reader).items() for kind in some}
    titles = Counter(kinds.values())
    regulations = {one.code: one.title for one in reader.scope.rules.regulations}
    return Known(
        units={row.code: names.get(row.id, row.code) for row in wanted},
        references={row.code: row.reference for row in wanted},
        kinds={key: title if titles[title] == 1 else f"{title}（{regulations[key.partition(':')[0]]}）"
               for key, title in kinds.items()})
