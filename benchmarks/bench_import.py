"""The import of a roster, beside what its file costs to unzip and parse, and to read with openpyxl alone."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.parsers.expat import ParserCreate

from openpyxl import load_workbook

from benchmarks import Row, Table, side_by_side
from yuetan.paperwork.roster.importing import import_roster
from yuetan.paperwork.roster.layout import SHEETS
from yuetan.paperwork.roster.words import talk_kinds
from yuetan.records.database import open_database, upgrade
from yuetan.rules.terms import Vocabulary
from yuetan.testing.city import make_city, write_city_workbook
from yuetan_lianyungang.regulation import REGULATION

SIZES = {600: 10, 10_000: 4}  # cadres, and rounds
VOCABULARY, KINDS = Vocabulary(REGULATION.terms), talk_kinds([REGULATION])
SECOND = 1e9


def run() -> Iterator[Table]:
    """Measure the import of a small city and of a large one, per row of their workbooks."""
    for cadres, rounds in SIZES.items():
        with TemporaryDirectory() as folder:
            yield _table(Path(folder), cadres, rounds)


def _table(folder: Path, cadres: int, rounds: int) -> Table:
    path = folder / "city.xlsx"
    city = make_city(cadres)
    write_city_workbook(path, city, VOCABULARY, kinds=KINDS)
    rows = _read(path)
    databases = (folder / f"{number}.db" for number in count())
    times = side_by_side({
        "unzip and expat": (partial(_parse, path), rows),
        "openpyxl, reading alone": (partial(_read, path), rows),
        "the import: checks and SQLite too": (lambda: _import(path, next(databases)), rows),
        "making the city": (partial(make_city, cadres), rows),
        "writing the workbook": (
            lambda: write_city_workbook(folder / "other.xlsx", city, VOCABULARY, kinds=KINDS), rows),
    }, rounds)
    return Table(f"A roster of {cadres:,} cadres, {rows:,} rows; each row", tuple(
        Row(name, time, f"{time * rows / SECOND:.2f} s in all") for name, time in times.items()))


def _parse(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                ParserCreate().Parse(archive.read(name), True)  # noqa: FBT003 - the parser's own signature


def _read(path: Path) -> int:
    workbook = load_workbook(path, read_only=True)
    rows = sum(1 for sheet in SHEETS for _ in workbook[sheet.title].iter_rows())
    workbook.close()
    return rows


def _import(path: Path, database: Path) -> None:
    engine = open_database(f"sqlite:///{database}")
    upgrade(engine)
    import_roster(engine, path, VOCABULARY, kinds=KINDS)
    engine.dispose()
