"""Good workbooks spoilt at random, names that old encodings lack, and what a refused file leaves behind."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from pathlib import Path

import pytest
from roster_workbooks import DAMAGED, GOOD, VOCABULARY, WORDS, examine, ours, rewritten, workbook

from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.paperwork.roster.importing import import_roster
from yuetan.paperwork.roster.read import read_workbook
from yuetan.paperwork.roster.rows import roster_of
from yuetan.paperwork.roster.writing import write_roster
from yuetan.records.database import open_database, reading, upgrade
from yuetan.records.roster import load_roster
from yuetan.records.values import Roster


def test_names_outside_gbk_are_kept_in_every_encoding(tmp_path: Path) -> None:
    rows = {**GOOD, "干部": [["0001", "㐂一", "中共党员"], ["0002", "𠮷田", "民主党派"]]}
    path = tmp_path / "a.xlsx"
    write_roster(path, roster_of(examine(workbook(tmp_path / "c.xlsx", rows)).rows, WORDS), WORDS)

    def in_utf_16(name: str, content: bytes) -> bytes:
        if name != "xl/sharedStrings.xml":
            return content
        return re.sub(r"<\?xml.*?\?>\s*", "", content.decode()).encode("utf-16")

    for file in (path, rewritten(path, tmp_path / "b.xlsx", in_utf_16)):
        assert [one.name for one in roster_of(examine(file).rows, WORDS).cadres] == ["㐂一", "𠮷田"]


def test_a_refused_file_leaves_the_records_as_they_were(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(engine)
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(tmp_path / "b.xlsx").read_bytes()[:3000])
    with pytest.raises(WorkbookRefused):
        import_roster(engine, path, VOCABULARY)
    with reading(engine) as connection:
        assert load_roster(connection) == Roster()
    assert sorted(one.name for one in tmp_path.glob("*.xlsx")) == ["a.xlsx", "b.xlsx"]
    engine.dispose()


SPLINTERS = (b'"', b"<", b">", b"0", b"-1", b"9e9", b"", b"&#0;", b"A")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ours(tmp_path_factory.mktemp("good") / "a.xlsx")


@pytest.mark.parametrize("seed", range(60))
def test_a_workbook_with_bytes_changed_at_random_is_read_or_refused(tmp_path: Path, good: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing here is secret
    content = bytearray(good.read_bytes())
    for _ in range(chance.randint(1, 6)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path = tmp_path / "b.xlsx"
    path.write_bytes(bytes(content))
    try:
        examine(path)
    except WorkbookRefused as refused:
        assert str(refused)  # noqa: PT017 - whichever it is, it has a reason


@pytest.mark.parametrize("seed", range(60))
def test_a_part_with_characters_changed_at_random_is_read_or_refused(tmp_path: Path, good: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing here is secret
    with zipfile.ZipFile(good) as archive:
        part = chance.choice([name for name in archive.namelist() if name.endswith((".xml", ".rels"))])

    def spoil(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        spoilt = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(spoilt))
            spoilt[place:place + chance.randint(0, 3)] = chance.choice(SPLINTERS)
        return bytes(spoilt)

    try:
        examine(rewritten(good, tmp_path / "b.xlsx", spoil))
    except WorkbookRefused as refused:
        assert str(refused)  # noqa: PT017


def test_the_checksum_of_a_part_is_looked_at(tmp_path: Path) -> None:
    path = ours(tmp_path / "a.xlsx")
    target = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    content = target.getvalue().replace("例一".encode(), "例九".encode())
    assert zlib.crc32(content) != zlib.crc32(target.getvalue())
    path.write_bytes(content)
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(path, WORDS)
    assert str(refused.value) == DAMAGED
