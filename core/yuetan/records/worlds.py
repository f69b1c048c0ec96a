"""Reads the world the engine reasons about out of the tables."""

from __future__ import annotations

from datetime import date

from attrs import asdict
from sqlalchemy import inspect

from yuetan.engine.world import World
from yuetan.records.database import DatabaseError, Engine, reading
from yuetan.records.roster import load_world_parts
from yuetan.records.tables import unit
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
        parts = load_world_parts(connection)
    return World(**asdict(parts, recurse=False), as_of=as_of, judged_from=judged_from, calendar=calendar)
