"""Selectors in SQL: the posts held and the units that exist on a day, and how the units lie to each other then.

The same selector read in Python over a `yuetan.engine.world.World` of the same records gives the same answer. A day may
be a date, or an expression such as the last day of each period in a sweep.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, FromClause, Select, and_, exists, false, func, literal, or_, select, true

from yuetan.records.tables import appointment, appointment_mark, cadre, placement, unit
from yuetan.rules.relations import ANY_DEPTH
from yuetan.rules.selectors import Selector

__all__ = ["Condition", "Day", "PostColumns", "UnitColumns", "selected_cadres", "selected_posts", "selected_units",
           "unit_above"]

Day = date | ColumnElement[date]
Condition = ColumnElement[bool]

_OF_NOBODY = {"rank": 0}  # what a unit alone reads as, where a selector asks for more: nothing


class PostColumns:
    """The posts held on a day, as a selector reads them: satisfies `yuetan.rules.selectors.Columns`.

    With ``coming``, those posts too that are decided by then and not yet begun. Select from ``rows`` where ``held``;
    its tables have names of their own, so that several of these may stand in one statement.
    """

    def __init__(self, day: Day, *, coming: bool = False) -> None:
        self.day, self.coming = day, coming
        self.appointment, self.cadre, self.unit = appointment.alias(), cadre.alias(), unit.alias()
        self.everything: Condition = true()
        self._columns: dict[str, ColumnElement[Any]] = {"unit_type": self.unit.c.type, "party": self.cadre.c.party}

    @property
    def rows(self) -> FromClause:
        """Every post that ever was, with its unit and its holder."""
        of_unit, of_cadre = self.appointment.c.unit_id == self.unit.c.id, self.appointment.c.cadre_id == self.cadre.c.id
        return self.appointment.join(self.unit, of_unit).join(self.cadre, of_cadre)

    @property
    def held(self) -> Condition:
        """Whether it is held on the day."""
        post = self.appointment.c
        now = and_(post.since <= self.day, post.until > self.day)
        return or_(now, and_(post.decided <= self.day, post.since > self.day)) if self.coming else now

    def column(self, name: str) -> ColumnElement[Any]:
        """Where a name lives: unit_type, party, or a column of the post; KeyError for any other."""
        return self._columns[name] if name in self._columns else self.appointment.c[name]

    def marked(self, mark: str) -> Condition:
        """Whether the post carries a mark."""
        of_post = appointment_mark.c.appointment_id == self.appointment.c.id
        return exists().where(of_post, appointment_mark.c.mark == mark)

    def nobody(self, one: Selector) -> Condition:
        """Whether no post of the same person on the same day is one of these."""
        others = PostColumns(self.day, coming=self.coming)
        same = others.appointment.c.cadre_id == self.appointment.c.cadre_id
        return ~exists().select_from(others.rows).where(same, others.held, one.where(others))


class UnitColumns:
    """The units that exist on a day, whoever sits in them; a post or a person is not there to be read."""

    def __init__(self, day: Day) -> None:
        self.unit = unit.alias()
        self.everything: Condition = true()
        self.placed: Condition = exists().where(
            placement.c.unit_id == self.unit.c.id, placement.c.since <= day, placement.c.until > day)

    def column(self, name: str) -> ColumnElement[Any]:
        """The type of the unit; nothing, in place of any other name."""
        return self.unit.c.type if name == "unit_type" else literal(_OF_NOBODY.get(name, ""))

    def marked(self, mark: str) -> Condition:  # noqa: ARG002 - there is no post to be marked
        """Never."""
        return false()

    def nobody(self, one: Selector) -> Condition:
        """Whether the unit itself is not one of these."""
        where: Condition = one.where(self)
        return ~where


def selected_posts(selector: Selector, day: Day, *, coming: bool = False) -> Select[tuple[int, int, int]]:
    """The posts held on a day that a selector admits: the keys of appointment, cadre and unit."""
    columns = PostColumns(day, coming=coming)
    post = columns.appointment.c
    return (select(post.id, post.cadre_id, post.unit_id).select_from(columns.rows)
            .where(columns.held, selector.where(columns)))


def selected_cadres(selector: Selector, day: Day, units: Collection[int] | None = None, *, coming: bool = False,
                    ) -> Select[tuple[int]]:
    """The people a selector admits on a day, by a post they hold then, or hold in some units: the key of each, once."""
    columns = PostColumns(day, coming=coming)
    row = columns.appointment.c
    return select(row.cadre_id).distinct().select_from(columns.rows).where(
        columns.held, selector.where(columns), *(() if units is None else (row.unit_id.in_(sorted(units)),)))


def selected_units(selector: Selector, day: Day) -> Select[tuple[int]]:
    """The units that exist on a day and that a selector admits, also where a chair is vacant: the key of each."""
    columns = UnitColumns(day)
    return select(columns.unit.c.id).where(columns.placed, selector.where(columns))


def unit_above(day: Day) -> CTE:
    """For every unit, itself at level 0 and each unit it lies under on a day: ``unit``, ``above`` and ``level``."""
    itself = select(unit.c.id.label("unit"), unit.c.id.label("above"), literal(0).label("level"))
    walk = itself.cte("unit_walk", recursive=True)
    up = (select(walk.c.unit, placement.c.parent_id, walk.c.level + 1)
          .join_from(walk, placement, placement.c.unit_id == walk.c.above)
          .where(placement.c.since <= day, placement.c.until > day, placement.c.parent_id.is_not(None),
                 walk.c.level < ANY_DEPTH))  # should units ever lie in a ring, the walk ends all the same
    walk = walk.union(up)
    return select(walk.c.unit, walk.c.above, func.min(walk.c.level).label("level")).group_by(
        walk.c.unit, walk.c.above).cte("unit_above")
