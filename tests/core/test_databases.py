"""The databases that tests are given are real ones."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

NAME = "王喆（连云港）𠮷"


def test_a_database_answers(database_url: str) -> None:
    with sa.create_engine(database_url, poolclass=sa.NullPool).connect() as connection:
        assert connection.execute(sa.text("SELECT 1")).scalar_one() == 1


def test_a_database_keeps_chinese_as_it_was_written(database_url: str) -> None:
    table = sa.Table("person", sa.MetaData(), sa.Column("name", sa.String(20)))
    engine = sa.create_engine(database_url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert().values(name=NAME))
    with engine.connect() as connection:
        assert connection.execute(sa.select(table.c.name)).scalars().all() == [NAME]


def test_every_test_is_given_an_empty_database(database_url: str) -> None:
    assert sa.inspect(sa.create_engine(database_url, poolclass=sa.NullPool)).get_table_names() == []


def test_postgresql_is_the_real_one(postgresql: str) -> None:
    with sa.create_engine(postgresql, poolclass=sa.NullPool).connect() as connection:
        assert connection.execute(sa.text("SELECT version()")).scalar_one().startswith("PostgreSQL ")


def test_a_module_may_share_one_database(shared_database_url: str) -> None:
    assert sa.inspect(sa.create_engine(shared_database_url, poolclass=sa.NullPool)).get_table_names() == []


def test_each_dialect_has_its_turn(database_url: str, request: pytest.FixtureRequest) -> None:
    assert sa.make_url(database_url).get_backend_name() in request.node.name


def test_the_browser_is_there(chromium: str) -> None:
    assert Path(chromium).is_file()
