"""Whoever works out what is owed does so in turn: a sweep alone, acts beside each other."""

from __future__ import annotations

from sqlalchemy import Connection


def sweep_alone(connection: Connection) -> None:
    """Be the only one who writes down what is owed until this transaction ends; acts under way are waited for."""
    _lock(connection, "SHARE ROW EXCLUSIVE")
    if connection.dialect.name == "postgresql":  # it would compile each statement, which takes longer than to run it
        connection.exec_driver_sql("SET LOCAL jit = off")


def beside_no_sweep(connection: Connection) -> None:
    """Wait for a sweep under way, so that what it wrote is seen; others may act at the same time."""
    _lock(connection, "ROW EXCLUSIVE")


def _lock(connection: Connection, mode: str) -> None:
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.exec_driver_sql(f"LOCK TABLE obligation IN {mode} MODE")
