"""A collection opened to be changed: by who keeps it, under what governs the unit on the day."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from yuetan.access.actor import Actor, Standing
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.units import units_above
from yuetan.casework.errors import Hidden
from yuetan.casework.interviews.opened import Office
from yuetan.records.cases import unit_ids
from yuetan.records.collections import KeptCollection, KeptEntry, collection_of, entries_at
from yuetan.records.database import Connection
from yuetan.records.journal import CaseFile
from yuetan.rules.papers import Collection, Material
from yuetan.rules.regulation import Regulation


@frozen(kw_only=True)
class Which:
    """Which collection is meant: by the codes of its regulation, of itself, and of the unit that keeps it."""

    regulation: str
    code: str
    unit: str


@frozen(eq=False, kw_only=True)
class OpenedCollection:
    """A collection as an act finds it. Nobody else changes it until the transaction ends."""

    connection: Connection
    kept: KeptCollection
    case: CaseFile
    rule: Collection
    asked: bool  # whether its entries are questions that tests are drawn of
    entries: tuple[KeptEntry, ...] = field(default=())


def opened_collection(connection: Connection, office: Office, actor: Actor, which: Which) -> OpenedCollection:
    """The collection, made where the unit has none yet. Raises `Hidden` for who keeps it not, or where none may be."""
    unit = unit_ids(connection, (which.unit,)).get(which.unit)
    if unit is None:
        raise Hidden
    above = units_above(connection, which.unit, office.today) or (which.unit,)
    regulation = governing_there(office, which.regulation, above)
    rule = next((one for one in regulation.of(Collection) if one.code == which.code), None) if regulation else None
    lies = lies_of_grants(actor, above, office.beginning(which.regulation))
    if regulation is None or rule is None or not allowed(
            actor, "collection.edit", standing=Standing.NONE, lies=lies):
        raise Hidden
    kept, case = collection_of(connection, which.regulation, which.code, unit)
    asked = any(one.drawn_from == rule.code for one in regulation.of(Material))
    return OpenedCollection(connection=connection, kept=kept, case=case, rule=rule, asked=asked,
                            entries=entries_at(connection, kept.id))


def governing_there(office: Office, code: str, above: Sequence[str]) -> Regulation | None:
    """The edition in force today of a regulation, as it governs the first of some units; None where it governs none."""
    return next((one.regulation for one in office.governs(above, code)), None)
