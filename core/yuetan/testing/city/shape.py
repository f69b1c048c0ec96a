"""The shape of a city: which units it has and where they lie, for a given number of cadres."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from yuetan.engine.facts import Placement, Unit
from yuetan.testing.city.places import (
    ABOLISHED,
    DEPARTMENTS,
    DIRECT,
    FORMER_NAMES,
    MOST_COUNTIES,
    ORGANS,
    county_name,
)

CITY = (
    ("city_party", "市委", ""), ("city_government", "市政府", "city_party"), ("city_npc", "市人大", "city_party"),
    ("city_cppcc", "市政协", "city_party"), ("city_discipline", "市纪委监委", "city_party"),
    ("city_court", "市法院", "city_party"), ("city_procuratorate", "市检察院", "city_party"),
    ("city_party_office", "市委办公室", "city_party"), ("city_organisation", "市委组织部", "city_party"),
    ("city_government_office", "市政府办公室", "city_government"),
)
COUNTY = (
    ("county_party", "委", ""), ("county_government", "政府", "county_party"), ("county_npc", "人大", "county_party"),
    ("county_cppcc", "政协", "county_party"), ("county_discipline", "纪委监委", "county_party"),
    ("county_court", "法院", "county_party"), ("county_procuratorate", "检察院", "county_party"),
)
REFORM = date(2019, 3, 1)  # when several units took the names they have
LARGE = 12_000  # cadres; a city beyond this has more counties, not just larger ones


@frozen
class Place:
    """A unit as it stands today; ``county`` is empty for those of the city itself."""

    code: str
    type: str
    name: str
    parent: str
    county: str = ""
    former_name: str = ""

    def unit(self) -> Unit:
        """The unit itself."""
        return Unit(id=self.code, type=self.type)

    def placements(self) -> Iterator[Placement]:
        """Where it stood, and under which names."""
        if self.former_name:
            yield Placement(unit=self.code, name=self.former_name, parent=self.parent, until=REFORM)
        since = REFORM if self.former_name else date.min
        yield Placement(unit=self.code, name=self.name, parent=self.parent, since=since)


@frozen
class Sizes:
    """How many units of each sort."""

    organs: int
    departments: int
    direct: int
    stationed: int
    counties: int
    county_departments: int


def sizes(cadres: int) -> Sizes:
    """A plausible number of units: about five cadres to each while the city is small, more as it grows."""
    counties = cadres // 120 if cadres < LARGE // 10 else 8 if cadres < LARGE else cadres // 1500
    counties = min(counties, MOST_COUNTIES)
    return Sizes(
        organs=_within(cadres // 60, 1, len(ORGANS)), departments=_within(cadres // 15, 2, len(DEPARTMENTS)),
        direct=_within(cadres // 75, 1, len(DIRECT)), stationed=_within(cadres // 75, 1, 12),
        counties=counties, county_departments=_within((cadres - 300) // (20 * max(counties, 1)), 1, 25),
    )


def places(cadres: int) -> tuple[Place, ...]:
    """The units of a city of that many cadres, each after the one it lies under."""
    of = sizes(cadres)
    return (*_city(of), *(place for number in range(of.counties) for place in _county(number, of.county_departments)))


def abolished() -> tuple[Unit, Placement]:
    """A unit that is no more."""
    return (Unit(id="S900", type="city_department"),
            Placement(unit="S900", name="市" + ABOLISHED, parent="S002", until=REFORM))


def _city(of: Sizes) -> Iterator[Place]:
    codes = {kind: f"S{number:03d}" for number, (kind, _, _) in enumerate(CITY, start=1)}
    for kind, name, parent in CITY:
        yield Place(codes[kind], kind, name, codes.get(parent, ""))
    party, government, discipline = (codes[kind] for kind in ("city_party", "city_government", "city_discipline"))
    for number, name in enumerate(ORGANS[:of.organs], start=1):
        yield Place(f"S1{number:02d}", "city_party_organ", "市委" + name, party)
    for number, name in enumerate(DEPARTMENTS[:of.departments], start=1):
        yield Place(f"S2{number:02d}", "city_department", "市" + name, government,
                    former_name="市" + FORMER_NAMES[name] if name in FORMER_NAMES else "")
    for number, name in enumerate(DIRECT[:of.direct], start=1):
        yield Place(f"S3{number:02d}", "city_direct", "市" + name, government)
    for number, name in enumerate(DEPARTMENTS[:of.stationed], start=1):
        yield Place(f"S4{number:02d}", "stationed_discipline", f"驻市{name}纪检监察组", discipline)


def _county(number: int, departments: int) -> Iterator[Place]:
    name, prefix = county_name(number), f"X{number + 1:03d}"
    codes = {kind: f"{prefix}{index:02d}" for index, (kind, _, _) in enumerate(COUNTY, start=1)}
    for kind, suffix, parent in COUNTY:
        yield Place(codes[kind], kind, name + suffix, codes.get(parent, "S001"), prefix)
    for index, department in enumerate(DEPARTMENTS[:departments], start=len(COUNTY) + 1):
        yield Place(f"{prefix}{index:02d}", "county_department", name + department, codes["county_government"], prefix)


def _within(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))
