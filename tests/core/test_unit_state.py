"""What follows from how units lie is kept as long as they lie so, and not a moment longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filled_records import Office, filled
from sqlalchemy import Connection, delete, insert, select, update

import yuetan.records.unit_state
from yuetan.records.database import open_database, reading, upgrade, writing
from yuetan.records.tables import account, cadre, placement, reorganisation, succession, unit
from yuetan.records.unit_state import state_of_units, while_units_stay
from yuetan.records.whole_tables import every_row, put_rows

DAY = date(2026, 3, 1)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with filled(database_url) as found:
        yield found


@while_units_stay
def looked_up(connection: Connection, code: str) -> list[str]:
    """Another list each time it is really looked up."""
    return [*connection.execute(select(unit.c.code).where(unit.c.code >= code).order_by(unit.c.code)).scalars()]


def state(office: Office) -> tuple[str, ...]:
    with reading(office.records) as connection:
        return state_of_units(connection)


def answer(office: Office, code: str = "") -> list[str]:
    with reading(office.records) as connection:
        return looked_up(connection, code)


def founded(connection: Connection) -> None:
    connection.execute(insert(unit).values(code="N", type="school"))


def changed(connection: Connection) -> None:
    connection.execute(update(unit).where(unit.c.code == "S").values(type="bureau"))


def placed(connection: Connection) -> None:
    keys = {row.code: row.id for row in connection.execute(select(unit))}
    founded(connection)
    connection.execute(insert(placement).values(
        unit_id=connection.execute(select(unit.c.id).where(unit.c.code == "N")).scalar_one(), parent_id=keys["E"],
        name="新校", since=DAY, until=date.max))


def moved(connection: Connection) -> None:
    city = select(unit.c.id).where(unit.c.code == "C").scalar_subquery()
    school = select(unit.c.id).where(unit.c.code == "S").scalar_subquery()
    connection.execute(update(placement).where(placement.c.unit_id == school).values(parent_id=city))


def taken_away(connection: Connection) -> None:
    school = select(unit.c.id).where(unit.c.code == "S").scalar_subquery()
    connection.execute(delete(placement).where(placement.c.unit_id == school))


def taken_over(connection: Connection) -> None:
    keys = {row.code: row.id for row in connection.execute(select(unit))}
    by = connection.execute(select(account.c.id).limit(1)).scalar_one()
    decided = insert(reorganisation).values(
        sort="merge", unit_id=keys["S"], since=DAY, content="{}", paper="", reason="", state="confirmed",
        proposed_by=by, proposed_at=datetime(2026, 3, 1, tzinfo=UTC), note="")
    number = connection.execute(decided.returning(reorganisation.c.id)).scalar_one()
    connection.execute(insert(succession).values(
        unit_id=keys["S"], successor_id=keys["E"], since=DAY, inherits="cases", reorganisation_id=number))


CHANGES = [founded, changed, placed, moved, taken_away, taken_over]


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_units_is_noted_by_the_database_itself(
        office: Office, change: Callable[[Connection], None]) -> None:
    before, kept = state(office), answer(office)
    with writing(office.records) as connection:
        change(connection)
    assert len(before) == len(state(office)) == 1
    assert state(office) != before
    assert answer(office) is not kept


def test_until_then_the_same_answer_is_given_out_again(office: Office) -> None:
    kept = answer(office)
    with writing(office.records) as connection:
        connection.execute(update(cadre).values(party="member"))
    assert answer(office) is kept
    assert answer(office, "S") is not kept


def test_a_change_that_was_not_kept_is_none(office: Office) -> None:
    def found_and_fail() -> None:
        with writing(office.records) as connection:
            founded(connection)
            seen.append("N" in looked_up(connection, ""))
            raise RuntimeError

    before, kept, seen = state(office), answer(office), list[bool]()
    with pytest.raises(RuntimeError):
        found_and_fail()
    assert seen == [True]
    assert state(office) == before
    assert answer(office) is kept


def test_whoever_began_before_a_change_sees_units_as_they_lay_until_he_ends(office: Office) -> None:
    with reading(office.records) as connection:
        before = looked_up(connection, "")
        with writing(office.records) as other:
            founded(other)
        assert looked_up(connection, "") is before
        assert "N" not in before
    assert "N" in answer(office)


def test_what_comes_in_from_another_database_has_a_state_of_its_own(office: Office, tmp_path: Path) -> None:
    other = open_database(f"sqlite:///{tmp_path / 'other.db'}")
    try:
        upgrade(other)
        with office.records.connect() as source, writing(other) as connection:
            put_rows(connection, every_row(source))
        with reading(other) as connection:
            before = state_of_units(connection)
        assert before
        with writing(other) as connection:
            founded(connection)
        with reading(other) as connection:
            assert len(state_of_units(connection)) == 1
            assert state_of_units(connection) != before
    finally:
        other.dispose()


def test_only_so_many_answers_are_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yuetan.records.unit_state, "KEPT", 2)
    first = answer(office)
    second = answer(office, "S")
    assert answer(office) is first
    third = answer(office, "X")
    assert answer(office, "X") is third
    assert answer(office) is first
    assert answer(office, "S") is not second
