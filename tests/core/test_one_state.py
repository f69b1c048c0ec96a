"""What is read together is one state of the records: whatever others write meanwhile, and until the reader writes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from kept_databases import filled, with_tables

from yuetan.records.database import Connection, DatabaseError, Engine, one_state, open_database, reading, writing
from yuetan.records.one_state import remembered
from yuetan.records.tables import unit


@pytest.fixture
def records(database_url: str) -> Iterator[Engine]:
    filled(database_url, "tables", with_tables)
    opened = open_database(database_url)
    yield opened
    opened.dispose()


def add(engine: Engine, code: str) -> None:
    with writing(engine) as connection:
        connection.execute(sa.insert(unit).values(code=code, reference=code, type="bureau"))


def added_by_another(engine: Engine, code: str) -> None:
    with ThreadPoolExecutor(1) as other:
        other.submit(add, engine, code).result()


def codes(connection: Connection) -> tuple[str, ...]:
    return tuple(connection.execute(sa.select(unit.c.code).order_by(unit.c.code)).scalars())


def read(engine: Engine) -> tuple[str, ...]:
    with reading(engine) as connection:
        return codes(connection)


def test_what_others_write_meanwhile_is_not_seen(records: Engine) -> None:
    with one_state(records):
        assert read(records) == ()
        added_by_another(records, "A")
        assert read(records) == ()
    assert read(records) == ("A",)


def test_whoever_writes_reads_what_there_is_now(records: Engine) -> None:
    with one_state(records):
        assert read(records) == ()
        added_by_another(records, "A")
        add(records, "B")
        assert read(records) == ("A", "B")


def test_a_write_that_fails_begins_another_state_too(records: Engine) -> None:
    with one_state(records):
        add(records, "A")
        assert read(records) == ("A",)
        added_by_another(records, "B")
        with pytest.raises(sa.exc.IntegrityError):
            add(records, "A")
        assert read(records) == ("A", "B")


def test_another_thread_has_a_state_of_its_own(records: Engine) -> None:
    with one_state(records), ThreadPoolExecutor(1) as other:
        assert read(records) == ()
        added_by_another(records, "A")
        assert (read(records), other.submit(read, records).result()) == ((), ("A",))


def test_one_that_is_being_read_in_stays_open_while_something_is_written(records: Engine) -> None:
    with one_state(records):
        with reading(records) as connection:
            assert codes(connection) == ()
            added_by_another(records, "A")
            with reading(records) as same:
                assert same is connection
            add(records, "B")
            assert codes(connection) == ()
        assert read(records) == ("A", "B")


def test_what_failed_in_it_spoils_nothing_read_later(records: Engine) -> None:
    with one_state(records):
        with pytest.raises((sa.exc.DBAPIError, DatabaseError)), reading(records) as connection:
            connection.execute(sa.text("SELECT nothing FROM nowhere"))
        assert read(records) == ()


def test_it_ends_with_the_outermost(records: Engine) -> None:
    with one_state(records):
        with one_state(records):
            assert read(records) == ()
        added_by_another(records, "A")
        assert read(records) == ()


@pytest.fixture
def asked() -> list[str]:
    return []


def test_a_look_up_is_done_once_in_a_state_for_each_question(records: Engine, asked: list[str]) -> None:
    @remembered
    def count(connection: Connection, kind: str) -> int:
        asked.append(kind)
        return len(codes(connection))

    with one_state(records):
        for kind in ("x", "y", "x", "y"):
            with reading(records) as connection:
                count(connection, kind)
    assert asked == ["x", "y"]


def test_where_it_may_change_it_is_done_every_time(records: Engine, asked: list[str]) -> None:
    @remembered
    def count(connection: Connection) -> int:
        asked.append("x")
        return len(codes(connection))

    with writing(records) as connection:
        assert count(connection) == 0
        connection.execute(sa.insert(unit).values(code="A", reference="A", type="bureau"))
        assert count(connection) == 1
    assert asked == ["x", "x"]
