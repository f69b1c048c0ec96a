"""The door to the tree of units and to what changes in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from yuetan.access.door_base import Door
from yuetan.access.organisation_views import (
    LeftOver,
    OrganisationView,
    PostRow,
    Preview,
    ReorganisationRow,
    ReorganisationView,
)
from yuetan.access.reading_left import left_over
from yuetan.access.reading_organisation import organisation
from yuetan.access.reading_reorganisations import (
    posts_of,
    preview_of,
    reorganisation_rows,
    reorganisation_view,
    units_called,
)
from yuetan.engine.reorganisations import Reorganisation


class DoorToOrganisations(Door):
    """The tree of units, and reorganisations."""

    def organisation(self, on: date, then: date, under: str = "") -> OrganisationView:
        """The tree of the units he works for on a day, below one where one is named, and what changed since another."""
        return self._read(lambda reader: organisation(reader, on, then, under))

    def reorganisations(self) -> tuple[ReorganisationRow, ...]:
        """The reorganisations that touch a unit he works for, those proposed last first; at most 200."""
        return self._read(reorganisation_rows)

    def reorganisation(self, reference: str) -> ReorganisationView | None:
        """One of them, with what it changes while it waits to be decided on."""
        return self._read(lambda reader: reorganisation_view(reader, reference))

    def left_over(self) -> tuple[LeftOver, ...]:
        """What ended with units within a year and is to be given anew; for whoever agrees to grants there."""
        return self._read(left_over)

    def preview_of(self, asked: Reorganisation) -> tuple[dict[str, str], Preview | None] | None:
        """What stands against a reorganisation he thinks of, by field, or what it would change; None if he may not."""
        return self._read(lambda reader: preview_of(reader, asked))

    def units_called(self, texts: Collection[str]) -> Mapping[str, str]:
        """The codes of units that stand today, by what was typed: a code, or a whole name that one alone has."""
        return self._read(lambda reader: units_called(reader, texts))

    def posts_of(self, asked: Reorganisation) -> tuple[PostRow, ...]:
        """The posts it is about and where each would go, to choose for each."""
        return self._read(lambda reader: posts_of(reader, asked))
