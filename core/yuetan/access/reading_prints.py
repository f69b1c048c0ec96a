"""The register of prints and the numbers of documents, of the interviews an actor may see and is not talked to in."""

from __future__ import annotations

from sqlalchemy import and_, true

from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.records.document_numbers import KeptNumber, numbers_where
from yuetan.records.paper_prints import KeptPrint, prints_where
from yuetan.records.tables import interview, paper_print

__all__ = ["KeptNumber", "KeptPrint", "document_numbers", "prints"]

ACTION = "print.read"


def prints(reader: Reader, reference: str, before: int | None) -> tuple[KeptPrint, ...]:
    """What was printed, the latest first; see `yuetan.access.door.Access.prints`."""
    earlier = true() if before is None else paper_print.c.id < before
    return prints_where(reader.connection, _seen(reader, reference), earlier)


def document_numbers(reader: Reader, reference: str) -> tuple[KeptNumber, ...]:
    """What numbers were given; see `yuetan.access.door.Access.document_numbers`."""
    return numbers_where(reader.connection, _seen(reader, reference))


def _seen(reader: Reader, reference: str) -> Condition:
    """Whether it is of an interview of a unit whose register he reads, which he may see, and which is not about him."""
    scope = reader.scope
    return and_(
        scope.interviews(), ~scope.is_with_him(interview.c.id),
        scope.in_units_under(interview, interview.c.unit_id, ACTION),
        interview.c.reference == reference if reference else true())
