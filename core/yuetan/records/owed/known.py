"""Which events there are at all, so that a sweep asks for none that never happened."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen
from sqlalchemy import ColumnElement, Connection, func, select

from yuetan.records.owed.dialects import unindexed
from yuetan.records.tables import event, interview

Condition = ColumnElement[bool]
FEW = 10  # where not one interview in so many is one of theirs, each of theirs is looked up rather than all
FIRST_KEY = 0  # keys count from 1: to ask for those above lets both databases read an index alone


@frozen
class Known:
    """What is known of the events of a database, looked up once."""

    connection: Connection
    of_cadres: frozenset[str] = field(init=False)  # codes of what happened to cadres outside interviews
    of_units: frozenset[str] = field(init=False)  # and in units
    of_one: frozenset[str] = field(init=False)  # codes of what happened in an interview to one of those in it
    talks: Mapping[str, int] = field(init=False)  # how many interviews there are under each regulation
    _ever: dict[str, bool] = field(init=False, factory=dict)

    @of_cadres.default
    def _outside(self) -> frozenset[str]:
        return self._codes(event.c.cadre_id > FIRST_KEY, unindexed(event.c.interview_id).is_(None))

    @of_units.default
    def _in_units(self) -> frozenset[str]:
        return self._codes(event.c.unit_id > FIRST_KEY, unindexed(event.c.cadre_id).is_(None),
                           unindexed(event.c.interview_id).is_(None))

    @of_one.default
    def _inside(self) -> frozenset[str]:
        return self._codes(event.c.cadre_id > FIRST_KEY, unindexed(event.c.interview_id).is_not(None))

    @talks.default
    def _by_regulation(self) -> Mapping[str, int]:
        query = select(interview.c.regulation, func.count()).group_by(interview.c.regulation)
        return {regulation: count for regulation, count in self.connection.execute(query)}  # noqa: C416 - rows are no pairs to a type checker

    def among_theirs(self, regulation: str, code: ColumnElement[str]) -> ColumnElement[str]:
        """The code of an event to look for in the interviews under a regulation: not by it, where these are few."""
        return unindexed(code) if FEW * self.talks.get(regulation, 0) < sum(self.talks.values()) else code

    def ever(self, code: str) -> bool:
        """Whether there is any event of a code."""
        if code not in self._ever:
            query = select(event.c.id).where(event.c.code == code).limit(1)
            self._ever[code] = self.connection.execute(query).first() is not None
        return self._ever[code]

    def _codes(self, *where: Condition) -> frozenset[str]:
        return frozenset(self.connection.execute(select(unindexed(event.c.code)).where(*where).distinct()).scalars())
