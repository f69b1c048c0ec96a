"""What ``yuetan sweep`` and ``yuetan rebuild`` do, under what governs, or under every regulation as it reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import evolve, frozen

from yuetan.casework.governing import GoverningError, calendar_of, jurisdictions_on
from yuetan.cli.acting import acting_on, now
from yuetan.cli.common import Unusable, plugins, progress_bar
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.obligations import Status
from yuetan.plugins import Plugins
from yuetan.records.database import Connection, writing
from yuetan.records.owed.counting import count_by_status, count_changes
from yuetan.records.owed.sweeping import Swept, rebuild, sweep
from yuetan.records.search_texts import rebuild_search
from yuetan.wording import say


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
        jurisdictions = _jurisdictions(connection, loaded, as_of)
        if judged_from is not None:
            jurisdictions = tuple(evolve(one, judged_from=judged_from) for one in jurisdictions)
        found = work(connection, jurisdictions, calendar=calendar_of(connection), as_of=as_of, at=at)
        return Result(as_of, found, count_by_status(connection), count_changes(connection, at))


def searchable(database: str) -> int:
    """Make what a search looks into anew, with its progress: how many objects may be found."""
    with acting_on(database) as engine, writing(engine) as connection, progress_bar() as bar:
        task = bar.add_task(say("重建索引"), total=None)
        return rebuild_search(connection, lambda done, total: bar.update(task, completed=done, total=total))


def _jurisdictions(connection: Connection, loaded: Plugins, on: date) -> tuple[Jurisdiction, ...]:
    """What governs where, up to a day; every regulation everywhere, as it reads, where nothing was decided."""
    try:
        found = jurisdictions_on(connection, loaded, on)
    except GoverningError as error:
        raise Unusable(str(error)) from error
    return found or tuple(Jurisdiction(regulation=one.under({})) for one in loaded.regulations)
