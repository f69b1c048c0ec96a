"""Which regulation governs which unit of a story that tells of several, and how each is read there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime

from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.world import FOREVER
from yuetan.plugins import Plugins
from yuetan.records.governances import CreditGiven, GovernanceRow
from yuetan.records.jurisdictions import GoverningError, jurisdictions_of
from yuetan.testing.tables import Table

_DECIDED = datetime(1, 1, 1, tzinfo=UTC)


def read_governance(files: Sequence[Table], plugins: Plugins, units: Collection[str]) -> tuple[GovernanceRow, ...]:
    """What was decided to govern where; none where the story tells of one regulation alone. Raises `StoryError`."""
    codes = {one.code for one in plugins.regulations}
    tables = (table for file in files for table in file.tables("governance"))
    return tuple(_row(one, number, codes, units) for number, one in enumerate(tables))


def jurisdictions_by(rows: Sequence[GovernanceRow], files: Sequence[Table], plugins: Plugins, as_of: date,
                     ) -> Mapping[str, tuple[Jurisdiction, ...]]:
    """The jurisdictions of each regulation that governs somewhere up to a day.

    Raises `StoryError` for a reading there is not.
    """
    try:
        found = jurisdictions_of(plugins, [row for row in rows if row.since <= as_of], as_of)
    except GoverningError as error:
        raise files[-1].error(str(error)) from None
    return {code: tuple(one for one in found if one.regulation.code == code)
            for code in dict.fromkeys(row.regulation for row in rows)}


def _credit(table: Table) -> CreditGiven:
    found = CreditGiven(to=table.text("to"), families=table.texts("families"), regulations=table.texts("regulations"))
    table.close()
    return found


def _row(table: Table, number: int, codes: Collection[str], units: Collection[str]) -> GovernanceRow:
    since, settings = table.day("since", date.min), table.table("settings")
    row = GovernanceRow(
        reference=str(number), unit=table.word("unit", units), regulation=table.word("regulation", codes),
        replaces=table.flag("replaces"), readings={name: settings.text(name) for name in settings.every_key()},
        since=since, until=table.day("until", FOREVER), live_on=table.day("live_on", since),
        paper=table.text("paper", ""), credits=tuple(map(_credit, table.tables("credits"))),
        proposed_by=None, approved_by=None, approved_at=_DECIDED, withdrawn_at=None)
    table.close()
    return row
