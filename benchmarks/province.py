"""A province in a file: a city's roster, and five interviews for each cadre over three years, written in bulk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from attrs import frozen

from yuetan.records.database import open_database, upgrade, writing
from yuetan.records.roster import store
from yuetan.records.values import Roster
from yuetan.testing.city import AS_OF, make_city

TALKS = 5  # for each cadre
DAYS = 3 * 365
FILED_AFTER = 90  # days from the talk on which its case is over
WARNINGS, UNRECORDED, LATE_NOTICE, UNREPORTED, PLANNED = 0.03, 0.05, 0.1, 0.2, 0.02  # shares
OFFICES = {"S": "S005", "L": "L003", "U": "U005", "H": "H002", "P": "P001"}  # by what the codes of units begin with
COUNTY_OFFICE = "05"  # what follows the number of a county in the code of its discipline organ
TOPICS = ("履职和廉洁情况", "工程招标中的廉洁风险", "落实中央八项规定精神情况", "分管领域专项资金使用情况",
          "选人用人工作情况", "作风建设和群众反映的问题", "新任职务的廉政要求", "节日期间廉洁提醒")
PLACES = tuple(f"行政中心 {number} 室" for number in range(501, 531))
STEPS, FILED = ("proposed", "notified", "held", "recorded"), "filed"
HASH, AT = "0" * 64, "2026-09-01 00:00:00.000000"
EVENT = ("case_id", "sequence", "code", "happened_on", "interview_id", "cadre_id", "unit_id")
CONSTANT = {"entered_at": AT, "addressee": "", "counts_for": "", "filled": "", "reason": "", "provenance": "entered",
            "paper": "", "late_reason": "", "content": "{}", "salt": HASH, "content_hash": HASH, "hash": HASH}

Rows = Iterable[tuple[Any, ...]]


@frozen
class Talk:
    """One interview as it goes into the tables: its key is also that of its case."""

    key: int
    cadre: int
    by: int
    office: int
    kind: str
    planned: date
    events: tuple[tuple[str, date], ...]

    @property
    def state(self) -> str:
        """How its case stands: by its last step, or over and filed."""
        if (AS_OF - self.planned).days > FILED_AFTER:
            return FILED
        return next((code for code, _ in reversed(self.events) if code in STEPS), STEPS[0])


def make_province(path: Path, cadres: int, city: Callable[[int], Roster] = make_city) -> None:
    """Write a province with so many cadres into a new file."""
    engine = open_database(f"sqlite:///{path}")
    upgrade(engine)
    with writing(engine) as connection:
        store(connection, city(cadres))
    engine.dispose()
    with closing(sqlite3.connect(path)) as database, database:
        people = [key for key, in database.execute("SELECT id FROM cadre")]
        units = [key for key, in database.execute("SELECT id FROM unit")]
        _write(database, list(_talks(people, offices_of(database))), units)


def offices_of(database: sqlite3.Connection) -> Mapping[int, int]:
    """For each cadre the office that talks to him: the discipline organ of where he sits."""
    units = dict(database.execute("SELECT code, id FROM unit"))
    where = database.execute(
        "SELECT a.cadre_id, u.code FROM appointment a JOIN unit u ON u.id = a.unit_id ORDER BY a.since")
    return {cadre: units.get(office_of(code), units[OFFICES["S"]]) for cadre, code in where}


def office_of(unit: str) -> str:
    """The code of the office that talks to those in a unit; the city's own where there is no other."""
    return unit[:4] + COUNTY_OFFICE if unit.startswith("X") else OFFICES.get(unit[0], OFFICES["S"])


def _talks(people: list[int], offices: Mapping[int, int]) -> Iterator[Talk]:
    random = Random(len(people))  # noqa: S311 - no secret
    for key in range(1, TALKS * len(people) + 1):
        held = AS_OF - timedelta(days=random.randint(-10 if random.random() < PLANNED else 1, DAYS))
        kind = "warning" if random.random() < WARNINGS else "routine"
        cadre = random.choice(people)
        yield Talk(key, cadre, random.choice(people[:1000]), offices[cadre], kind, held,
                   tuple(one for one in _events(kind, held, random) if one[1] <= AS_OF))


def _events(kind: str, held: date, random: Random) -> Iterator[tuple[str, date]]:
    yield "proposed", held - timedelta(days=random.randint(8, 20))
    yield "notified", held - timedelta(days=random.randint(1, 2) if random.random() < LATE_NOTICE else 5)
    yield "held", held
    if random.random() >= UNRECORDED:
        yield "recorded", held + timedelta(days=random.randint(0, 3))
    if kind == "warning" and random.random() >= UNREPORTED:
        yield "rectification_report", held + timedelta(days=random.randint(8, 20))


def _write(database: sqlite3.Connection, talks: list[Talk], units: list[int]) -> None:
    insert_rows(database, "case_file", ("id", "reference", "sort", "version", "head"), (
        (one.key, f"t{one.key:012}", "interview", len(one.events), HASH) for one in talks))
    insert_rows(database, "interview", (
        "id", "case_id", "reference", "number", "regulation", "edition", "kind", "family", "unit_id", "collective",
        "entrusted", "planned", "planned_time", "place", "topic", "grounds", "topics", "state", "ended", "opened_on"), (
        (one.key, one.key, f"t{one.key:012}", f"{one.planned.year}-{one.key}", "lianyungang", "2015-02-04", one.kind,
         one.kind, one.office, 0, 0, str(one.planned), "09:00", PLACES[one.key % len(PLACES)],
         TOPICS[one.key % len(TOPICS)], "", "", one.state, one.state == FILED,
         str(one.events[0][1]) if one.events else str(AS_OF)) for one in talks))
    insert_rows(database, "participant", ("interview_id", "cadre_id", "part", "place"), (
        row for one in talks for row in ((one.key, one.cadre, "interviewee", 0), (one.key, one.by, "interviewer", 0))))
    add_events(database, ((one.key, number, code, str(on), one.key, None, None)
                          for one in talks for number, (code, on) in enumerate(one.events, start=1)))
    _report(database, units, len(talks) + 1)


def _report(database: sqlite3.Connection, units: list[int], case: int) -> None:
    """Two reports a year of most units, and a scheme of some."""
    random = Random(case)  # noqa: S311 - no secret
    reports = [(unit, "summary", str(date(year, month, 20))) for unit in units for year in (2024, 2025, 2026)
               for month in (6, 12) if random.random() < 1 - LATE_NOTICE and date(year, month, 20) <= AS_OF]
    reports += [(unit, "scheme_adopted", "2024-05-06") for unit in units if random.random() < 1 / 2]
    insert_rows(database, "case_file", ("id", "reference", "sort", "version", "head"), [
        (case, "of units", "unit", len(reports), HASH)])
    add_events(database, ((case, number, code, on, None, None, unit)
                          for number, (unit, code, on) in enumerate(reports, start=1)))


def add_events(database: sqlite3.Connection, rows: Rows) -> None:
    """Add events, each by its case, sequence, code and day, and the interview, the cadre or the unit it befell."""
    insert_rows(database, "event", (*EVENT, *CONSTANT), ((*row, *CONSTANT.values()) for row in rows))


def insert_rows(database: sqlite3.Connection, table: str, columns: Iterable[str], rows: Rows) -> None:
    """Add rows to a table by the names of some columns."""
    names = tuple(columns)
    places = ", ".join("?" for _ in names)
    database.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", rows)  # noqa: S608 - our own names
