"""What every part of the door does alike: read one state of the records, as somebody, on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from yuetan.access.actor import Actor
from yuetan.access.known_rules import rules_of
from yuetan.access.organisations import organisations_of
from yuetan.access.reading_people import Reader
from yuetan.access.scope import Scope
from yuetan.access.scopes import scope_anew, scope_of
from yuetan.plugins import Plugins
from yuetan.records.database import Connection, Engine, reading
from yuetan.records.governing import governances_on
from yuetan.rules.workdays import Calendar

T = TypeVar("T")


class Door:
    """The scope of an actor on a day, looked up once, and a reader with it for each answer."""

    def __init__(self, records: Engine, plugins: Plugins, actor: Actor, *, on: date, calendar: Calendar) -> None:
        self.actor, self.on = actor, on
        self._records, self._plugins, self._calendar = records, plugins, calendar
        self._scope: Scope | None = None
        self._state: Connection | None = None  # in which it was looked up

    def _read(self, answer: Callable[[Reader], T]) -> T:
        with reading(self._records) as connection:
            if self._scope is None:
                self._scope = self._looked_up(connection)
            elif self._state is not connection:
                self._scope = scope_anew(connection, self._scope)
            self._state = connection
            return answer(Reader(connection, self._scope, self._plugins))

    def _looked_up(self, connection: Connection) -> Scope:
        governed = governances_on(connection, self.on)
        there = organisations_of(connection, governed, self.on)
        return scope_of(connection, self.actor, self.on, rules_of(self._plugins, governed), there)
