"""Reads the world the engine reasons about out of the tables."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, inspect

from yuetan.engine.world import World
from yuetan.records.database import DatabaseError, Engine, reading
from yuetan.records.facts import read_appointments, read_cadres, read_placements, read_portfolios, read_units
from yuetan.records.interviews import read_events, read_interviews, read_past
from yuetan.records.tables import unit
from yuetan.records.units import read_successions
from yuetan.rules.workdays import Calendar
from yuetan.wording import say


def load_world(engine: Engine, *, as_of: date, judged_from: date = date.min, calendar: Calendar) -> World:
    """Everything the records know, as of a day; nothing is judged that fell due before ``judged_from``.

    Raises `DatabaseError` where nothing was imported yet.
    """
    with reading(engine) as connection:
        if not inspect(connection).has_table(unit.name):
            url = engine.url.render_as_string()  # without the password
            raise DatabaseError(say("数据库 {url} 中还没有名册；请先用 yuetan import 导入。", url=url))
        return whole_world(connection, as_of=as_of, judged_from=judged_from, calendar=calendar)


def whole_world(connection: Connection, *, as_of: date, judged_from: date = date.min, calendar: Calendar) -> World:
    """The same, within a transaction that has begun."""
    cadres = tuple(sorted(read_cadres(connection), key=lambda one: one.id))
    past = tuple(read_past(connection, {one.id for one in cadres}))
    return World(
        units=tuple(sorted(read_units(connection), key=lambda one: one.id)),
        placements=tuple(sorted(read_placements(connection), key=lambda one: (one.unit, one.since))),
        cadres=cadres, appointments=tuple(read_appointments(connection)),
        portfolios=tuple(read_portfolios(connection)), successions=tuple(read_successions(connection)),
        interviews=(*(talk for talk, _ in past), *read_interviews(connection)),
        events=(*(held for _, held in past), *read_events(connection, as_of=as_of)),
        as_of=as_of, judged_from=judged_from, calendar=calendar)
