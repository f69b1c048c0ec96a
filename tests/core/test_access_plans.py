"""How the database answers the desk: by its indexes, whether somebody sees much or little."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from filled_records import Office, filled
from sqlalchemy import event

import yuetan.access.scope
from yuetan.access.views import Asked


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("plans")
    with filled(f"sqlite:///{folder / 'yuetan.db'}") as found:
        yield found


def plans(office: Office, who: str) -> tuple[list[str], int]:
    """How SQLite reads each page of the desk, in its own words, and how many statements there were."""
    asked = list[tuple[str, object]]()

    @event.listens_for(office.records, "before_cursor_execute")
    def remember(*arguments: object) -> None:
        asked.append((str(arguments[2]), arguments[3]))

    office.access(who).desk(Asked())
    event.remove(office.records, "before_cursor_execute", remember)
    found = []
    with office.records.connect() as connection:
        for statement, values in asked:
            if "ORDER BY obligation.due" in statement or "ELSE NULL" in statement or "CASE WHEN" in statement:
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
                found.append("\n".join(row[3] for row in rows))
    return found, len(asked)


def test_who_sees_much_walks_the_index_of_the_list_and_sorts_nothing(office: Office) -> None:
    found, _ = plans(office, "city clerk")
    pages = [plan for plan in found if "ix_obligation_due" in plan]
    assert pages
    assert not [plan for plan in pages if "SCAN obligation\n" in plan or "FOR ORDER BY" in plan]


def test_who_sees_little_has_it_gathered_by_indexes(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yuetan.access.scope, "BROAD", 2.0)
    found, _ = plans(office, "handler")
    _, *pages = found  # the first one counts what he sees by his parts alone, beside the counts of units
    assert pages
    assert not [plan for plan in pages if "ix_obligation_unit" not in plan]
    assert not [plan for plan in pages if "SCAN obligation" in plan]


def test_who_has_parts_in_talks_has_what_is_owed_in_them_gathered_by_an_index(office: Office) -> None:
    (counted, *pages), _ = plans(office, "talker")
    assert "ix_obligation_interview" in counted
    assert pages
    assert not [plan for plan in pages if "SCAN obligation" in plan]


@pytest.mark.parametrize("who", ["city clerk", "talker", "interviewee"])
def test_a_page_takes_a_fixed_number_of_statements(office: Office, who: str) -> None:
    assert plans(office, who)[1] < 40
