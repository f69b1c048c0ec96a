"""An office under the monthly talks: a bureau, the group stationed there, a newcomer and a chair that was left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "core"))

from casework_office import START
from made_plugins import HEAD, Make, making
from page_office import House

from yuetan.access.actor import Role
from yuetan.casework.governance import Governance
from yuetan.engine.facts import Appointment, Cadre, Placement, Unit
from yuetan.records.database import open_database, upgrade, writing
from yuetan.records.roster import store
from yuetan.records.values import Roster
from yuetan.rules.terms import Rank

__all__ = ["HEAD", "LATELY", "PEOPLE", "START", "Make", "making", "talkers_in"]

SINCE, LATELY = date(2024, 1, 8), date(2026, 2, 16)
PEOPLE = {"S1": "石书记", "G1": "贡组长", "M1": "孟副局", "N1": "宁新任", "O1": "欧离任", "K1": "柯经办"}


def held(cadre: str, unit: str, post: str, *marks: str, since: date = SINCE, until: date = date.max) -> Appointment:
    return Appointment(cadre=cadre, unit=unit, post=post, rank=Rank.DIVISION, marks=marks, since=since, until=until)


ROSTER = Roster(
    units=(Unit(id="B", type="city_department"), Unit(id="G", type="stationed_discipline"),
           Unit(id="U", type="grassroots_unit"), Unit(id="V", type="grassroots_unit")),
    placements=(Placement(unit="B", name="市公安局", since=SINCE),
                Placement(unit="G", name="驻局纪检监察组", parent="B", since=SINCE),
                Placement(unit="U", name="东城分局", parent="B", since=SINCE),
                Placement(unit="V", name="西城分局", parent="B", since=SINCE)),
    cadres=tuple(Cadre(id=code, name=name) for code, name in PEOPLE.items()),
    appointments=(held("S1", "B", "head", "书记"), held("G1", "G", "head"), held("M1", "B", "deputy"),
                  held("N1", "U", "head", "书记", since=LATELY), held("O1", "V", "head", "书记", until=LATELY),
                  held("K1", "B", "staff")))


@contextmanager
def talkers_in(folder: Path) -> Iterator[House]:
    """The office in a new database of a folder: a clerk, and somebody of the organ above."""
    records = open_database(f"sqlite:///{folder / 'talkers.db'}")
    upgrade(records)
    with writing(records) as connection:
        store(connection, ROSTER)
    found = House(records)
    governance = Governance(records, found.shell.plugins)
    reference = governance.propose("B", "monthly_talks", since=date(2026, 1, 1), live_on=date(2026, 1, 1), paper="决定",
                                   by=None, at=START)
    governance.approve(reference, by=None, at=START)
    grants = {"K1": ((Role.CLERK, "B"),), "M1": ((Role.SUPERIOR, "B"),)}
    for cadre in PEOPLE:
        found.account(cadre.lower(), cadre, *grants.get(cadre, ()))
    found.sweep()
    yield found
    records.dispose()
