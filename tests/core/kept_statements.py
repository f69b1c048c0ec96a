"""Statements compiled once: each engine compiles its own anew, and each test has another engine."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Callable
from typing import ParamSpec

from sqlalchemy import Dialect, Engine
from sqlalchemy.engine.interfaces import Compiled

P = ParamSpec("P")
Key = tuple[object, ...]


class Statements(UserDict[Key, Compiled]):
    """What SQLAlchemy keeps of compiled statements, by the name of the dialect instead of its one engine's dialect."""

    def __contains__(self, key: object) -> bool:
        """Whether it was compiled for any engine of this dialect."""
        return isinstance(key, tuple) and _named(key) in self.data

    def __getitem__(self, key: Key) -> Compiled:
        """The statement compiled for any engine of this dialect."""
        return self.data[_named(key)]

    def __setitem__(self, key: Key, compiled: Compiled) -> None:
        """Keep it for every engine of this dialect."""
        self.data[_named(key)] = compiled


def sharing(create_engine: Callable[P, Engine]) -> Callable[P, Engine]:
    """The same, but all engines that come of it share what they compiled."""
    statements = Statements()

    def created(*args: P.args, **options: P.kwargs) -> Engine:
        engine = create_engine(*args, **options)
        engine.update_execution_options(compiled_cache=statements)
        return engine
    return created


def _named(key: Key) -> Key:
    dialect, *rest = key
    assert isinstance(dialect, Dialect)
    return (dialect.name, *rest)
