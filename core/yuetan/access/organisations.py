"""Where organisations begin: as far as a grant reaches downwards, as a whole and under one regulation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import field, frozen
from sqlalchemy import Connection

from yuetan.access.units import lines_above
from yuetan.records.governances import GovernanceRow
from yuetan.records.governing import governances_on
from yuetan.records.one_state import remembered


@frozen
class Organisations:
    """The units with which an organisation begins.

    A regulation that governs a unit beside what comes from above makes an organisation of its own of it under that
    regulation alone: under what comes from above it belongs to that above as before.
    """

    general: frozenset[str] = frozenset()
    of: Mapping[str, frozenset[str]] = field(factory=dict, hash=False)

    def beginning(self, regulation: str = "") -> frozenset[str]:
        """Those under a regulation; as a whole where none is named, or one that governs nowhere."""
        return self.of.get(regulation, self.general)


@remembered
def organisations_on(connection: Connection, on: date) -> Organisations:
    """The organisations of a day."""
    return organisations_of(connection, governances_on(connection, on), on)


def organisations_of(connection: Connection, rows: Sequence[GovernanceRow], on: date) -> Organisations:
    """The organisations that come of the decisions in effect on a day.

    As a whole one begins at the top, and where what comes from above is replaced or decided upon again.
    """
    under, replacing = defaultdict[str, set[str]](set), frozenset(row.unit for row in rows if row.replaces)
    for row in rows:
        under[row.unit].add(row.regulation)
    lines = lines_above(connection, under, on) if len(under) > 1 else {}
    above = {code: (set(lines.get(code, ())) & under.keys()) - {code} for code in under}
    begins = (row.unit for row in rows if not above[row.unit] or row.unit in replacing
              or any(row.regulation in under[other] for other in above[row.unit]))
    return Organisations(frozenset(begins), {
        code: replacing.union(row.unit for row in rows if row.regulation == code)
        for code in {row.regulation for row in rows}})
