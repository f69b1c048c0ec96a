"""What the door gives out of collections: for those who keep them, since it says what is right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from yuetan.rules.papers import Collection
from yuetan.rules.regulation import Regulation


@frozen(kw_only=True)
class CollectionRow:
    """A collection that a unit keeps, or may keep."""

    regulation: Regulation
    rule: Collection
    unit: str  # its reference, for the address
    unit_code: str
    unit_name: str
    entries: int  # that are not retired
    drawn: int | None  # how many a test has; None: the unit has not said
    tested: bool  # whether tests are drawn out of it


@frozen(kw_only=True)
class EntryView:
    """One version of an entry."""

    entry: str
    version: int
    content: Mapping[str, str]
    retired: bool
    made_at: datetime
    made_by: str  # a name


@frozen(kw_only=True)
class CollectionView:
    """A collection with its entries as they stand now, those that were made first come first."""

    row: CollectionRow
    entries: tuple[EntryView, ...]


@frozen(kw_only=True)
class EntryHistory:
    """An entry of a collection with all its versions, the last one first."""

    row: CollectionRow
    versions: tuple[EntryView, ...]

    @property
    def now(self) -> EntryView:
        """How it stands."""
        return self.versions[0]
