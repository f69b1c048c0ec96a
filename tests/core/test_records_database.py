"""Where records are kept: what every connection is held to, and how the tables come about."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from yuetan.records import database
from yuetan.records.database import DatabaseError, Engine, downgrade, open_database, reading, upgrade, writing
from yuetan.records.recorded import SYSTEM, recorded
from yuetan.records.tables import metadata

pytestmark = pytest.mark.usefixtures("migrations_done")

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
UNIT = metadata.tables["unit"]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(f"sqlite:///{tmp_path / 'records.db'}")
    upgrade(opened)
    yield opened
    opened.dispose()


def tables_of(engine: Engine) -> list[str]:
    return sorted(sa.inspect(engine).get_table_names())


def schema_of(engine: Engine) -> dict[str, Any]:
    """Everything a database says of its tables, in a fixed order."""
    inspector = sa.inspect(engine)
    inspector.clear_cache()
    return {
        table: {
            "columns": [(one["name"], str(one["type"]), one["nullable"]) for one in inspector.get_columns(table)],
            "key": inspector.get_pk_constraint(table),
            "foreign": sorted(inspector.get_foreign_keys(table), key=lambda one: str(one["name"])),
            "unique": sorted(inspector.get_unique_constraints(table), key=lambda one: str(one["name"])),
            "checks": sorted(inspector.get_check_constraints(table), key=lambda one: str(one["name"])),
            "indexes": sorted(({**one, "dialect_options": {name: str(what) for name, what in one.get(
                "dialect_options", {}).items()}} for one in inspector.get_indexes(table)),
                key=lambda one: str(one["name"])),
        }
        for table in inspector.get_table_names() if table != "alembic_version"
    }


def test_the_newest_revision_makes_the_tables_the_models_describe(engine: Engine) -> None:
    upgrade(engine)
    migrated = schema_of(engine)
    downgrade(engine)
    metadata.create_all(engine)
    assert migrated == schema_of(engine)


def test_alembic_too_finds_no_difference(engine: Engine) -> None:
    upgrade(engine)
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_up_down_and_up_again_leaves_the_same_tables(engine: Engine) -> None:
    upgrade(engine)
    first = schema_of(engine)
    downgrade(engine)
    assert tables_of(engine) == ["alembic_version"]
    upgrade(engine)
    assert schema_of(engine) == first


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_expects_no_more_events_against_a_rule_than_there_are(engine: Engine) -> None:
    upgrade(engine)
    with writing(engine) as connection:
        for number in range(300):
            recorded(connection, SYSTEM, "account_made", {"account": f"{number}"}, on=date(2026, 3, 2), by=None, at=NOW)
        connection.exec_driver_sql("ANALYZE event")
    with reading(engine) as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN (FORMAT JSON) SELECT id FROM event WHERE strpos(filled, 'rules.') > 0").scalar_one()
    assert plan[0]["Plan"]["Plan Rows"] == 1  # the least that it ever expects


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("setting", "value"), [
    ("jit", "off"), ("max_parallel_workers_per_gather", "0"), ("random_page_cost", "1.1")])
def test_postgresql_answers_each_question_of_a_page_at_once_and_alone(
        engine: Engine, setting: str, value: str) -> None:
    for some in (reading, writing):
        with some(engine) as connection:
            assert connection.exec_driver_sql(f"SHOW {setting}").scalar_one() == value


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    with writing(engine) as connection:
        connection.execute(UNIT.insert().values(code="1", type="city_party"))
    upgrade(engine)
    with reading(engine) as connection:
        assert connection.execute(sa.select(UNIT.c.code)).scalars().all() == ["1"]


def test_a_migration_that_fails_leaves_no_table_behind(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        from alembic import op  # noqa: PLC0415 - only valid while a migration runs

        op.create_table("half", sa.Column("id", sa.Integer))
        raise RuntimeError

    monkeypatch.setattr(command, "upgrade", lambda config, _: run_in_environment(config, fail))
    with pytest.raises(RuntimeError):
        upgrade(engine)
    assert tables_of(engine) == []


def run_in_environment(config: Any, action: Any) -> None:  # noqa: ANN401
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    script = ScriptDirectory.from_config(config)
    with EnvironmentContext(config, script, fn=lambda *_: [action()]):
        script.run_env()


def test_records_of_a_newer_program_are_refused(engine: Engine) -> None:
    upgrade(engine)
    with writing(engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="更新的版本建立的；请安装不低于它的版本"):
        upgrade(engine)


def test_every_identifier_fits_thirty_characters() -> None:
    names = [str(name) for table in metadata.tables.values() for name in (
        table.name, *(column.name for column in table.columns), *(one.name for one in table.constraints),
        *(one.name for one in table.indexes))]
    assert [name for name in names if len(name) > 30] == []
    assert [name for name in names if name == "None"] == []


@pytest.mark.parametrize("table", ["unit", "cadre", "appointment", "appointment_mark", "portfolio"])
def test_nothing_a_selector_reads_can_be_null(table: str) -> None:
    assert [column.name for column in metadata.tables[table].columns if column.nullable] == []


def test_no_column_is_meant_for_an_identity_card() -> None:
    columns = [column.name for table in metadata.tables.values() for column in table.columns]
    telling = ("identity", "card", "citizen", "id_number")
    assert [name for name in columns if any(word in name for word in telling)] == []


@pytest.mark.parametrize("until", ["2026-03-01", "2026-02-28"])
@pytest.mark.parametrize(("table", "columns"), [
    ("placement", "unit_id, name"), ("appointment", "cadre_id, unit_id, rank, post, title, manner"),
    ("portfolio", "cadre_id, unit_id"),
])
def test_a_stretch_that_ends_before_it_begins_cannot_be_stored(
        engine: Engine, table: str, columns: str, until: str) -> None:
    upgrade(engine)
    with writing(engine) as connection:
        connection.execute(UNIT.insert().values(id=1, code="1", type="x"))
        connection.execute(metadata.tables["cadre"].insert().values(id=1, staff_number="1", name="x", party="x"))
    statement = metadata.tables[table].insert().values(
        {name.strip(): 1 if name.strip() in {"unit_id", "cadre_id", "rank"} else "x" for name in columns.split(",")}
        | ({"decided": date(2026, 3, 1)} if table == "appointment" else {})
        | {"since": date(2026, 3, 1), "until": date.fromisoformat(until)})
    with pytest.raises(sa.exc.IntegrityError, match=f"ck_{table}_stretch"), writing(engine) as connection:
        connection.execute(statement)


@pytest.mark.parametrize(("pragma", "expected"), [
    ("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1), ("trusted_schema", 0),
    ("busy_timeout", 10_000),
])
def test_every_connection_to_sqlite_is_held_to_its_settings(embedded: Engine, pragma: str, expected: object) -> None:
    with embedded.connect() as one, embedded.execution_options(reading=True).connect() as other:
        assert [other.exec_driver_sql(f"PRAGMA {pragma}").scalar_one(),
                one.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()] == [expected, expected]


def test_a_setting_that_sqlite_does_not_take_closes_the_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(database.PRAGMAS, "synchronous", ("NORMAL", 2))
    engine = open_database(f"sqlite:///{tmp_path / 'records.db'}")
    with pytest.raises(DatabaseError, match="没有接受设置 synchronous=NORMAL（仍是 1）"):
        engine.connect()


def test_a_reader_cannot_write(engine: Engine) -> None:
    upgrade(engine)
    with pytest.raises(sa.exc.DBAPIError, match=r"read-?only"), reading(engine) as connection:
        connection.execute(UNIT.insert().values(code="1", type="x"))


def test_a_writer_after_a_reader_can_write(engine: Engine) -> None:
    upgrade(engine)
    with reading(engine) as connection:
        assert connection.execute(sa.select(UNIT)).all() == []
    with writing(engine) as connection:
        connection.execute(UNIT.insert().values(code="1", type="x"))
    with reading(engine) as connection:
        assert len(connection.execute(sa.select(UNIT)).all()) == 1


def test_a_reader_sees_one_state_while_others_write(engine: Engine) -> None:
    upgrade(engine)
    with reading(engine) as connection:
        before = connection.execute(sa.select(UNIT)).all()
        with writing(engine) as writer:
            writer.execute(UNIT.insert().values(code="1", type="x"))
        assert connection.execute(sa.select(UNIT)).all() == before


def test_a_second_writer_waits_instead_of_failing_halfway(embedded: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(database.PRAGMAS, "busy_timeout", ("1", 1))
    embedded.dispose()
    with (writing(embedded), pytest.raises(sa.exc.OperationalError, match="database is locked"),
          embedded.connect() as connection):
        connection.execute(sa.text("SELECT 1"))  # refused at its beginning, not at its first change


def test_a_reference_to_nothing_is_refused(engine: Engine) -> None:
    upgrade(engine)
    with pytest.raises(sa.exc.IntegrityError), writing(engine) as connection:
        connection.execute(metadata.tables["appointment_mark"].insert().values(appointment_id=7, mark="市管"))


def test_a_new_database_file_is_its_owners_alone(embedded: Engine, tmp_path: Path) -> None:
    assert embedded.dialect.name == "sqlite"
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize(("url", "reason"), [
    ("sqlite://", "内存数据库关掉就没有了，请写明文件，如 sqlite:///yuetan.db。"),
    ("sqlite:///:memory:", "内存数据库关掉就没有了，请写明文件，如 sqlite:///yuetan.db。"),
    ("sqlite:////no/such/folder/x.db", "数据库所在的文件夹 /no/such/folder 不存在，请先建立。"),
    ("mysql://localhost/x", "不支持“mysql”数据库，请用 sqlite 或 postgresql。"),
    ("花名册", "数据库地址“花名册”写法不对，应如 sqlite:///文件路径 或 postgresql://用户@主机/库名。"),
])
def test_an_address_that_cannot_be_opened_says_why(url: str, reason: str) -> None:
    with pytest.raises(DatabaseError) as refused:
        open_database(url)
    assert str(refused.value) == reason
