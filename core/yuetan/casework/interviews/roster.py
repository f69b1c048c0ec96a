"""Whether somebody or some unit stands in the roster: what a form is held to."""

from __future__ import annotations

from attrs import frozen

from yuetan.records.cases import cadre_ids, unit_ids
from yuetan.records.database import Connection
from yuetan.rules.papers import FieldType


@frozen
class Known:
    """Tells, for a field that names a cadre or a unit, whether the roster knows it."""

    connection: Connection

    def __call__(self, of: FieldType, name: str) -> bool:
        """Whether a staff number, or the code of a unit, stands in the roster."""
        found = cadre_ids if of is FieldType.CADRE else unit_ids
        return bool(found(self.connection, (name,)))
