"""A search among a million texts, beside SQLite's own full-text index over pairs of characters, and beside LIKE."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Select, func, text

from benchmarks import Promise, Row, Table, side_by_side
from yuetan.engine.finding import folded, keys
from yuetan.records.database import open_database, reading, upgrade
from yuetan.records.searching import Sort, under

TEXTS, ROUNDS, FEW = 1_000_000, 15, 3
COMMON, PLAIN = "关于工程招标中履职和廉洁情况的提醒谈话", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"
PHRASE, EVERY = "请托打招呼一事", 5000  # in one text of so many
QUERIES = {"2 characters, many hits": "工程", "2 characters, none": "程工", "3 characters, many hits": "工程招",
           "3 characters, some hits": "托打招", "6 characters, some hits": "请托打招呼一",
           "7 characters, some hits": "请托打招呼一事", "1 character, some hits": "托"}
FLOOR, OURS, LIKE = "FTS5 over pairs", "ours", "LIKE"
AT_MOST = 2.0

Count = Callable[[], int]


def run() -> Iterator[Table]:
    """Count what goes by each text, exactly, in all three ways."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "texts.db"
        records = open_database(f"sqlite:///{path}")
        upgrade(records)
        with closing(sqlite3.connect(path)) as database, database:
            _fill(database)
        with reading(records) as connection:
            for title, asked in QUERIES.items():
                yield _table(connection, title, asked)
        records.dispose()


def _table(connection: Connection, title: str, asked: str) -> Table:
    ours, like, floor = (partial(one, connection, folded(asked)) for one in (_ours, _like, _floor))
    expected = like()
    works: dict[str, tuple[Count, int]] = {OURS: (ours, 1)}
    if len(asked) > 1:  # pairs know nothing of one character
        works = {FLOOR: (floor, 1), **works}
    times = side_by_side(works, ROUNDS) | side_by_side({LIKE: (like, 1)}, FEW)
    notes = {name: "agrees" if count() == expected else "DIFFERS" for name, (count, _) in works.items()}
    rows = tuple(Row(name, time, notes.get(name, f"{expected:,} hits")) for name, time in times.items())
    promised = (Promise(f"{title}, in times of the floor", AT_MOST, times[OURS] / times[FLOOR]),) if (
        FLOOR in times) else (Promise(f"{title}, in times of LIKE", 0.5, times[OURS] / times[LIKE]),)
    return Table(f"Search among {TEXTS:,} texts: {title}", rows, promised)


def _ours(connection: Connection, asked: str) -> int:
    found = under(connection, Sort.INTERVIEW, asked)
    if not isinstance(found, Select):
        return len(found)
    number = func.count() if len(asked) > 1 else func.count(found.selected_columns.object_id.distinct())
    return connection.execute(found.with_only_columns(number)).scalar_one()


def _floor(connection: Connection, asked: str) -> int:
    pairs = " ".join(asked[place:place + 2] for place in range(len(asked) - 1))
    query = text("SELECT count(*) FROM pairs WHERE pairs MATCH :asked")
    return int(connection.execute(query, {"asked": f'"{pairs}"'}).scalar_one())


def _like(connection: Connection, asked: str) -> int:
    query = text("SELECT count(*) FROM search_text WHERE written LIKE :asked")
    return int(connection.execute(query, {"asked": f"%{asked}%"}).scalar_one())


def _fill(database: sqlite3.Connection) -> None:
    texts = list(enumerate(_texts(), start=1))
    database.executemany("INSERT INTO search_text VALUES (3, ?, ?, '')", texts)
    database.executemany("INSERT INTO search_key (key, object_id, rest) VALUES (?, ?, ?)", sorted(
        (f"{Sort.INTERVIEW.value}{key}", number, rest) for number, one in texts for key, rest in keys((one,)).items()))
    database.execute("CREATE VIRTUAL TABLE pairs USING fts5(written, content='')")
    database.executemany("INSERT INTO pairs (rowid, written) VALUES (?, ?)", (
        (number, " ".join(one[place:place + 2] for place in range(len(one) - 1))) for number, one in texts))


def _texts() -> Iterator[str]:
    """Topics of a dozen characters, some of which say what many say."""
    random = Random(TEXTS)  # noqa: S311 - no secret
    for number in range(TEXTS):
        start, length = random.randrange(len(COMMON) - 4), random.randint(2, 6)
        plain = "".join(random.choices(PLAIN, k=6))
        yield f"{plain}{COMMON[start:start + length]}{PHRASE if number % EVERY == 0 else plain[:3]}"
