"""What ``yuetan sweep`` and ``yuetan rebuild`` do, under what governs, or under every regulation as it reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from yuetan.casework.governing import GoverningError, calendar_of, governing
from yuetan.cli.acting import acting_on, now
from yuetan.cli.common import Unusable, plugins
from yuetan.engine.obligations import Status
from yuetan.plugins import Plugins
from yuetan.records.database import Connection, writing
from yuetan.records.governing import live_since
from yuetan.records.owed.counting import count_by_status, count_changes
from yuetan.records.owed.sweeping import Swept, rebuild, sweep
from yuetan.rules.regulation import Regulation


@frozen
class Result:
    """What was swept as of a day, how many obligations stand how, and how many changed how."""

    as_of: date
    swept: Swept
    statuses: Mapping[Status, int]
    changed: Mapping[str, int]


def swept(database: str, as_of: date, judged_from: date | None, *, anew: bool) -> Result:
    """Sweep the records of a database, or fill the table anew; an error in words where that cannot be done."""
    loaded, at, work = plugins(), now(), rebuild if anew else sweep
    with acting_on(database) as engine, writing(engine) as connection:
        regulations, live_on = _governing(connection, loaded, as_of)
        found = work(connection, regulations, calendar=calendar_of(connection), as_of=as_of,
                     judged_from=judged_from or live_on, at=at)
        return Result(as_of, found, count_by_status(connection), count_changes(connection, at))


def _governing(connection: Connection, loaded: Plugins, on: date) -> tuple[Sequence[Regulation], date]:
    """What governs somewhere on a day, and since when it is judged; every regulation where nothing was decided."""
    try:
        governed = governing(connection, loaded, on)
    except GoverningError as error:
        raise Unusable(str(error)) from error
    if not governed:
        return tuple(one.under({}) for one in loaded.regulations), date.min
    regulations = {(one.regulation.code, one.regulation.edition): one.regulation for one in governed}
    return tuple(regulations.values()), live_since(connection) or date.min
