"""Workbooks for the tests of the roster: a good one, to be spoilt in one place at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from attrs import evolve
from openpyxl import Workbook

from yuetan.engine.facts import Appointment, Cadre, Placement, Portfolio, Unit
from yuetan.paperwork.roster.check import Checker
from yuetan.paperwork.roster.choosing import check
from yuetan.paperwork.roster.faults import RowFault
from yuetan.paperwork.roster.known import known
from yuetan.paperwork.roster.layout import SHEETS
from yuetan.paperwork.roster.read import Reading, read_workbook
from yuetan.paperwork.roster.words import TalkKind, Words
from yuetan.paperwork.roster.writing import write_roster
from yuetan.records.values import PastTalk, Roster
from yuetan.rules.terms import Vocabulary, terms

DAMAGED = "文件已损坏或不完整（可能没有传完），请在 Excel 里打开确认后重新保存。"
Rows = list[list[object]]
VOCABULARY = Vocabulary((
    *terms("unit_type", city_party="市委", city_department="市委办局", city_party_organ="市委部委"),
))
KINDS = (
    TalkKind("lianyungang", "市管领导干部廉政约谈暂行办法", "routine", "日常约谈"),
    TalkKind("lianyungang", "市管领导干部廉政约谈暂行办法", "warning", "警示约谈", "warning"),
    TalkKind("tongren", "廉政约谈制度", "remind", "提醒约谈", "reminder"),
)
WORDS = Words(VOCABULARY, KINDS)
HEADERS = {sheet.title: [column.title for column in sheet.columns] for sheet in SHEETS}
DAY = datetime(2024, 3, 1)  # noqa: DTZ001 - what a cell holds
GOOD: Mapping[str, Rows] = {
    "单位": [["S1", "市委", "市委", None, None, None],
             ["S2", "市教育局", "市委办局", "S1", None, DAY],
             ["S2", "市教育体育局", "市委办局", "S1", DAY, None]],
    "干部": [["0001", "例一", "中共党员"], ["0002", "例二", "民主党派"]],
    "任职": [["0001", "S1", "市委书记", "主要负责人", "正厅级", None, None, None, DAY, None],
             ["0002", "S2", "副局长", "副职", "副处级", "主持工作", "市管、关键岗位", "2024-02-20", DAY, None]],
    "分管": [["0001", "S2", DAY, None]],
    "既往约谈": [["0002", "市管领导干部廉政约谈暂行办法", "日常约谈", "2025-11-06", "0001、例三"]],
}

MARCH = date(2024, 3, 1)
ROSTER = Roster(
    units=(Unit(id="S1", type="city_party"), Unit(id="S2", type="city_department")),
    placements=(Placement(unit="S1", name="市委"), Placement(unit="S2", name="市教育局", parent="S1", until=MARCH),
                Placement(unit="S2", name="市教育体育局", parent="S1", since=MARCH)),
    cadres=(Cadre(id="0001", name="例一"), Cadre(id="0002", name="例二", party="other_party")),
    appointments=(
        Appointment(cadre="0001", unit="S1", post="head", title="市委书记", rank=7, decided=MARCH, since=MARCH),
        Appointment(cadre="0002", unit="S2", post="deputy", title="副局长", rank=4, manner="presiding",
                    marks=frozenset({"市管", "关键岗位"}), decided=date(2024, 2, 20), since=MARCH)),
    portfolios=(Portfolio(cadre="0001", unit="S2", since=MARCH),),
    past_talks=(PastTalk(cadre="0002", regulation="lianyungang", kind="routine", on=date(2025, 11, 6),
                         interviewers=("0001", "例三")),),
)


def workbook(path: Path, rows: Mapping[str, Any] = GOOD,
             headers: Mapping[str, Sequence[object]] = HEADERS,
             more: Callable[[Workbook], None] | None = None) -> Path:
    """Write a workbook with these rows below these headers."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, header in headers.items():
        sheet = book.create_sheet(title)
        for row in (header, *rows.get(title, ())):
            sheet.append(row)
    if more:
        more(book)
    book.save(path)
    return path


def with_cell(sheet: str, row: int, column: str, value: object) -> dict[str, Rows]:
    """The good rows with one cell, in the row that Excel gives this number, changed."""
    rows = {title: [list(one) for one in of] for title, of in GOOD.items()}
    rows[sheet][row - 2][HEADERS[sheet].index(column)] = value
    return rows


def with_row(sheet: str, *row: object) -> dict[str, Rows]:
    """The good rows and one more."""
    rows = {title: [list(one) for one in of] for title, of in GOOD.items()}
    rows[sheet].append(list(row))
    return rows


def ours(path: Path) -> Path:
    """A good workbook as our own writer makes it, and Excel too: with a table of shared texts."""
    write_roster(path, ROSTER, WORDS)
    return path


def changed(roster: Roster, **parts: Any) -> Roster:  # noqa: ANN401 - whichever parts are to differ
    """A roster with some of its parts replaced."""
    return evolve(roster, **parts)


def examine(path: Path, stored: Roster | None = None, abolished: Mapping[str, date] | None = None) -> Reading:
    """Read and check a workbook against what is stored, and what a reorganisation ended."""
    reading = read_workbook(path, WORDS)
    if not reading.misshapen:
        check(reading.rows, Checker(WORDS, known(stored or Roster(), abolished or {}), reading.report))
    return reading


def places(faults: Sequence[RowFault]) -> list[tuple[str, int, str, str, str]]:
    """Where the faults are, and what they say."""
    return [(fault.sheet, fault.row, fault.column, fault.value, fault.reason) for fault in faults]


def rewritten(source: Path, target: Path, change: Callable[[str, bytes], bytes | None],
              more: Mapping[str, bytes] | None = None) -> Path:
    """Copy a workbook part by part: ``change`` gives each part's new content, None to leave it out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return target


def day(text: str) -> date:
    """A day, written briefly."""
    return date.fromisoformat(text)
