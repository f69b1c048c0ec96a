"""What somebody supervises: the units of his own organisation as its discipline organ, and those of others below it.

He is shown how procedure is kept there. A case about himself, one he left, and whoever is kept above him, is in none of
it, not even as a number; nor, outside his own organisation, one that ended in clearing.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from attrs import field, frozen
from sqlalchemy import ColumnElement, and_, false, func, or_

from yuetan.access.actor import Role
from yuetan.access.matrix import DENIED, matrix
from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.records.tables import NOWHERE, interview, obligation

READ = "supervision.read"


@frozen(eq=False, slots=False)
class Supervised:
    """The units that a reader supervises, and what is kept from him there."""

    reader: Reader
    _below: dict[str, frozenset[int]] = field(init=False, factory=dict)  # of these the ones at or below a unit

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The codes of the units in which he is the discipline organ of the organisation."""
        return self._granted("own")

    @cached_property
    def above(self) -> tuple[str, ...]:
        """The codes of the units below which he supervises other organisations."""
        return self._granted("below")

    @cached_property
    def keys(self) -> frozenset[int]:
        """The keys of the units he supervises."""
        reach, beginning = self.reader.scope.reach, self.reader.scope.beginning
        below = reach.below(self.above, frozenset()) - reach.below(self.above, beginning)
        return reach.below(self.own, beginning) | below

    def of_unit(self, column: ColumnElement[Any], code: str) -> Condition:
        """Whether a column holds a unit that he supervises, at or below one, whoever's it is."""
        if code not in self._below:
            below = self.reader.scope.reach.under(code)
            if below is None:
                below = frozenset(self.reader.connection.execute(self.reader.scope.below(code)).scalars().all())
            self._below[code] = self.keys & below
        return and_(column != NOWHERE, self.reader.scope.reach.among(column, self._below[code]))

    def hidden(self) -> Condition:
        """Whether an obligation is kept from him, wherever it lies."""
        scope, row = self.reader.scope, obligation.c
        himself: Condition = false()
        if scope.me is not None:
            inside = and_(row.interview_id.is_not(None), scope.kept_from(row.interview_id))
            himself = or_(inside, and_(row.interview_id.is_(None), row.cadre_id == scope.me,
                                       ~scope.rules.periodic(obligation)))
        return or_(func.coalesce(himself, false()), scope.shut_obligation(), ~scope.not_cleared(obligation))

    def talks(self) -> Condition:
        """Whether an interview is his to hear of, wherever it lies."""
        scope, row = self.reader.scope, interview.c
        free = and_(~scope.shut_interview(row.id), scope.not_cleared(interview))
        return and_(free, ~scope.kept_from(row.id)) if scope.me is not None else free

    def _granted(self, relation: str) -> tuple[str, ...]:
        roles = {role for role in Role if matrix().cell(READ, relation, role.value) != DENIED}
        return tuple(sorted({one.unit for one in self.reader.scope.actor.granted if one.role in roles and one.unit}))
