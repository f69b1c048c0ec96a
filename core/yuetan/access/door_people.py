"""The door to people and units: who and what is there, and what is granted and governs where."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from yuetan.access.door_base import Door
from yuetan.access.reading_cadres import cadre_view, find, people_among
from yuetan.access.reading_governing import GoverningView, governing, governing_codes
from yuetan.access.reading_grants import granted_units, own_unit
from yuetan.access.reading_people import units_of
from yuetan.access.reading_search import SearchView, search
from yuetan.access.reading_units import UnitView, unit_view
from yuetan.access.views import CadreView, Person, PersonFound
from yuetan.rules.regulation import Regulation


class DoorToPeople(Door):
    """People, units, and what holds for them."""

    def cadre(self, reference: str) -> CadreView | None:
        """One cadre: himself, or one who holds a post in a unit the actor is granted."""
        return self._read(lambda reader: cadre_view(reader, reference))

    def find(self, text: str, limit: int = 20, unit: str = "") -> tuple[PersonFound, ...]:
        """People he may look up to whom a name, how it is spelled, or a staff number leads; nobody for no text.

        With the reference of a ``unit`` only those who hold a post there, and without a text all of them; 100 at most.
        """
        return self._read(lambda reader: find(reader, text, limit, unit))

    def people(self, numbers: Collection[str]) -> Mapping[str, Person]:
        """Those of some people, by their staff numbers, whom he may look up."""
        return self._read(lambda reader: people_among(reader, numbers))

    def search(self, text: str) -> SearchView:
        """What a text leads to among all that he may see, group by group; nothing for no text."""
        return self._read(lambda reader: search(reader, text))

    def units(self) -> tuple[tuple[str, str], ...]:
        """The references and names of the units he is granted, with all below."""
        return self._read(units_of)

    def own_unit(self) -> str:
        """The reference of the unit he works in, among those he is granted something in; empty for nobody's."""
        return self._read(own_unit)

    def granted_units(self) -> tuple[tuple[str, str], ...]:
        """The codes and names of the very units his grants name, in their order."""
        return self._read(granted_units)

    def unit(self, reference: str) -> UnitView | None:
        """One unit he is granted, or one below, with what it owes itself."""
        return self._read(lambda reader: unit_view(reader, reference))

    def regulations(self) -> tuple[Regulation, ...]:
        """Every edition there is, settled as it is read on the day."""
        return self._read(lambda reader: reader.scope.rules.regulations)

    def governing_codes(self) -> frozenset[str]:
        """The codes of the regulations that govern where he works on the day."""
        return self._read(governing_codes)

    def governing(self) -> tuple[GoverningView, ...]:
        """What governs the units he is granted and those he sits in on the day; everything, where he has none."""
        return self._read(governing)
