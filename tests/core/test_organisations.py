"""As far as a grant reaches: a body with a regulation of its own beside is apart under that regulation alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime

import pytest

from yuetan.access.organisations import Organisations, organisations_on
from yuetan.engine.facts import Placement, Unit
from yuetan.records.database import Connection, Engine, open_database, upgrade
from yuetan.records.governing import add_governance, change_governance
from yuetan.records.roster import store
from yuetan.records.values import Roster

DAY, AT = date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC)
ABOVE = {"city": "", "bureau": "city", "section": "bureau", "school": "city"}
Decision = tuple[str, str, bool]


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


def organisations(connection: Connection, *decisions: Decision) -> Organisations:
    store(connection, Roster(units=tuple(Unit(id=one, type="bureau") for one in ABOVE),
                             placements=tuple(Placement(unit=one, name=one, parent=above)
                                              for one, above in ABOVE.items())))
    for unit, regulation, replaces in decisions:
        reference = add_governance(
            connection, unit, {}, replaces=replaces, regulation=regulation, live_on=DAY, since=DAY, until=date.max,
            paper="某办〔2026〕1号", proposed_by=None, proposed_at=AT)
        change_governance(connection, reference, approved_at=AT)
    return organisations_on(connection, DAY)


@pytest.mark.parametrize(("decisions", "general", "of"), [
    ([("city", "a", False)], {"city"}, {"a": {"city"}}),
    ([("city", "a", False), ("bureau", "b", False)], {"city"}, {"a": {"city"}, "b": {"bureau"}}),
    ([("city", "a", False), ("bureau", "b", True)], {"city", "bureau"}, {"a": {"city", "bureau"}, "b": {"bureau"}}),
    ([("city", "a", False), ("bureau", "a", False)], {"city", "bureau"}, {"a": {"city", "bureau"}}),
    ([("city", "a", False), ("bureau", "b", False), ("section", "b", False)], {"city", "section"},
     {"a": {"city"}, "b": {"bureau", "section"}}),
    ([("bureau", "b", False), ("school", "c", False)], {"bureau", "school"}, {"b": {"bureau"}, "c": {"school"}}),
])
def test_where_organisations_begin(engine: Engine, decisions: list[Decision], general: AbstractSet[str],
                                   of: Mapping[str, AbstractSet[str]]) -> None:
    with engine.connect() as connection:
        found = organisations(connection, *decisions)
        connection.rollback()
    assert ({*found.general}, {code: {*units} for code, units in found.of.items()}) == (general, of)
    assert found.beginning("nothing") == general
