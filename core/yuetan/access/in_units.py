"""In which units an actor may see what lies there, in SQL: those granted him, as far as their organisation reaches."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, FromClause, Select, and_, false, or_, select

from yuetan.access.actor import Actor
from yuetan.access.known_rules import KnownRules
from yuetan.access.organisations import Organisations
from yuetan.access.reach import Reach
from yuetan.access.reading_fields import granting
from yuetan.access.units import units_below

Condition = ColumnElement[bool]


@frozen(slots=False, kw_only=True)
class InUnits:
    """The units of an actor on a day, under the regulations that are there."""

    actor: Actor
    on: date
    rules: KnownRules
    organisations: Organisations  # where those begin that have a scheme of their own
    reach: Reach  # how far his grants reach downwards

    @property
    def beginning(self) -> frozenset[str]:
        """The units with which an organisation begins, whatever it goes by."""
        return self.organisations.general

    def granted(self, action: str) -> tuple[str, ...]:
        """The codes of the units in which he is granted a role that lets him see what lies there, in order."""
        return granted_units(self.actor, action)

    def in_units(self, column: ColumnElement[Any], action: str) -> Condition:
        """Whether a column holds a unit that he is granted, or one below it in the same organisation as a whole."""
        if not (codes := self.granted(action)):
            return false()
        return self.reach.among(column, self.reach.below(codes, self.beginning))

    def in_units_under(self, table: FromClause, column: ColumnElement[Any], action: str) -> Condition:
        """The same of a row that stands under a regulation: as far as the organisation reaches under that one."""
        if not (granted := self.granted(action)):
            return false()
        reaching = defaultdict[frozenset[int], list[str]](list)
        for code in sorted({one.code for one in self.rules.regulations}):
            reaching[self.reach.below(granted, self.organisations.beginning(code))].append(code)
        if len(reaching) == 1:
            return self.reach.among(column, next(iter(reaching)))
        return or_(*(and_(table.c.regulation.in_(some), self.reach.among(column, keys))
                     for keys, some in reaching.items()))

    def below(self, code: str) -> Select[Any]:
        """The keys of a unit and all below it, whoever's they are: to narrow what he sees."""
        return select(units_below((code,), frozenset(), self.on).c.unit)


def granted_units(actor: Actor, action: str) -> tuple[str, ...]:
    """The codes of the units in which an actor is granted a role that lets him see what lies there, in order."""
    roles = granting(action)
    return tuple(sorted({one.unit for one in actor.granted if one.role in roles and one.unit}))
