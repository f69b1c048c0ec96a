"""Statistics of the talks that were held: the same numbers for everybody, as far as they lie in his organisations.

Which numbers are published is decided for the whole deployment at once, whoever looks: see `publication`. What a reader
narrows them to only chooses among these; by the tree of today what is published is added up otherwise.
"""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from yuetan.access.actor import Standing
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.publication import Organised, kinds_of, last_day, publication, read
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.report_counts import units_world
from yuetan.access.statistics_cells import Published, regrouped
from yuetan.access.statistics_tables import Known, view_of
from yuetan.access.statistics_views import Narrowed, StatisticsView
from yuetan.engine.successions import units_as
from yuetan.engine.tree import Tree
from yuetan.engine.world import World
from yuetan.records.publications import kept_publication
from yuetan.records.tables import unit

READ = "statistics.read"


def statistics(reader: Reader, narrowed: Narrowed) -> StatisticsView:
    """The numbers that are published, as far as they lie in the units he is granted, narrowed to what he asked for.

    They are those kept of the last month, see `yuetan.casework.publishing`; worked out here where none are.
    """
    world, scope = units_world(reader.connection, reader.on), reader.scope
    organisations = Organised(world, scope.beginning)
    kept = kept_publication(reader.connection, last_day(reader.on))
    found = _seen(reader, world, read(kept.content) if kept else publication(
        reader.connection, scope.rules.regulations, organisations, reader.on))
    if narrowed.today:
        now = units_as(Tree(world.placements, ()), world.successions, (one.id for one in world.units), reader.on)
        found = regrouped(found, lambda code: now.get(code) or code, lambda code: organisations.of(code, reader.on))
    return view_of(found, _known(reader, found), narrowed, kept.made_at if kept else None)


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
    editions = reader.scope.rules.regulations
    kinds = {f"{code}:{kind.code}": kind.title for code, some in kinds_of(editions).items() for kind in some}
    titles, regulations = Counter(kinds.values()), {one.code: one.title for one in editions}
    return Known(
        units={row.code: names.get(row.id, row.code) for row in wanted},
        references={row.code: row.reference for row in wanted},
        kinds={key: title if titles[title] == 1 else f"{title}（{regulations[key.partition(':')[0]]}）"
               for key, title in kinds.items()})
