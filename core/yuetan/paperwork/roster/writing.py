"""Writes a roster as a workbook, in the very layout that is read; empty, it is the template to fill in.

Every text is written as text, never as a formula, whatever it begins with. The same roster gives the same file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from yuetan.engine.facts import FOREVER
from yuetan.paperwork.roster.explanation import explain
from yuetan.paperwork.roster.layout import (
    APPOINTMENTS,
    CADRES,
    PAST_TALKS,
    PORTFOLIOS,
    UNITS,
    WORD_LIST,
    Column,
    Holds,
    Sheet,
)
from yuetan.paperwork.roster.words import Words
from yuetan.records.values import Roster, decided
from yuetan.wording import say

Cells = Mapping[str, object]
BEGUN = datetime.combine(date(2015, 2, 4), time())  # a workbook states when it was made: always the same
LARGE = 50_000  # rows
LAST_OFFERED = 1_048_575
FONT = {"font_name": "宋体", "font_size": 11}
SETS = (("unit_type", "单位类型"), ("party", "政治面貌"), ("post", "职务类别"), ("rank", "职级"),
        ("manner", "任职方式"), ("mark", "标记"), ("regulation", "制度"), ("kind", "约谈种类"))


def write_template(path: Path, words: Words) -> None:
    """Write the empty workbook that an office fills in: headers with notes, drop-down lists, an explanation."""
    write_roster(path, Roster(), words)


def write_roster(path: Path, roster: Roster, words: Words) -> None:
    """Write a roster as a workbook that reads back as the same roster."""
    options = {"constant_memory": _is_large(roster), "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"title": say("花名册"), "created": BEGUN})
        explain(workbook)
        writer = _Writer(workbook, words)
        for sheet, rows in ((UNITS, _units(roster)), (CADRES, _cadres(roster)), (APPOINTMENTS, _appointments(roster)),
                            (PORTFOLIOS, _portfolios(roster)), (PAST_TALKS, _past_talks(roster))):
            writer.sheet(sheet, rows)
        writer.word_list()


def _is_large(roster: Roster) -> bool:
    """Whether to write without holding rows in memory: the file then keeps no table of its texts, and reads slower."""
    return len(roster.placements) + len(roster.cadres) + len(roster.appointments) + len(roster.past_talks) > LARGE


class _Writer:
    """One workbook being written, sheet by sheet."""

    def __init__(self, workbook: Any, words: Words) -> None:  # noqa: ANN401
        self.workbook = workbook
        self.words = words
        head = {**FONT, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        self.required = workbook.add_format({**head, "bg_color": "#CFE2F3"})
        self.optional = workbook.add_format({**head, "bg_color": "#EFEFEF"})
        self.text = workbook.add_format({**FONT, "num_format": "@"})
        self.date = workbook.add_format({**FONT, "num_format": "yyyy-mm-dd"})
        self.columns = {of: number for number, (of, _) in enumerate(SETS)}

    def sheet(self, layout: Sheet, rows: Iterator[Cells]) -> None:
        page = self.workbook.add_worksheet(layout.title)
        page.freeze_panes(1, 0)
        for number, column in enumerate(layout.columns):
            self.column(page, number, column)
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(layout.columns):
                self.cell(page, number, place, column, row)

    def column(self, page: Any, number: int, column: Column) -> None:  # noqa: ANN401
        page.set_column(number, number, column.width, self.date if column.holds is Holds.DATE else self.text)
        page.write_string(0, number, column.title, self.required if column.required else self.optional)
        page.write_comment(0, number, column.said(), {"x_scale": 2, "y_scale": 1.2})
        titles = self.words.titles(column.of) if column.of else ()
        if titles:
            place = chr(ord("A") + self.columns[column.of])
            page.data_validation(1, number, LAST_OFFERED, number, {
                "validate": "list", "source": f"={WORD_LIST}!${place}$2:${place}${len(titles) + 1}",
                "error_title": say("请从下拉表里选"), "error_message": say("这一列只能填“词表”里的词。"),
            })

    def cell(self, page: Any, row: int, place: int, column: Column, of: Cells) -> None:  # noqa: ANN401
        value = of[column.field]
        if isinstance(value, date):
            if value not in {date.min, FOREVER}:
                page.write_datetime(row, place, value, self.date)
        elif text := self.shown(column, of):
            page.write_string(row, place, text, self.text)

    def shown(self, column: Column, of: Cells) -> str:
        value = of[column.field]
        if column.of == "kind":
            return self.words.kind_title(str(of["regulation"]), str(value))
        if column.of and isinstance(value, str | int):
            return self.words.title(column.of, value)
        if isinstance(value, frozenset):
            return "、".join(sorted(self.words.title("mark", mark) for mark in value))
        if isinstance(value, tuple):
            return "、".join(value)
        return str(value)

    def word_list(self) -> None:
        page = self.workbook.add_worksheet(WORD_LIST)
        page.set_column(0, len(SETS) - 1, 22, self.text)
        lists = [self.words.titles(of) for of, _ in SETS]
        for number, (_, title) in enumerate(SETS):
            page.write_string(0, number, title, self.required)
        for row in range(max(map(len, lists))):
            for number, titles in enumerate(lists):
                if row < len(titles):
                    page.write_string(row + 1, number, titles[row], self.text)


def _units(roster: Roster) -> Iterator[Cells]:
    types = {unit.id: unit.type for unit in roster.units}
    for one in roster.placements:
        yield {"unit": one.unit, "name": one.name, "type": types[one.unit], "parent": one.parent, "since": one.since,
               "until": one.until}


def _cadres(roster: Roster) -> Iterator[Cells]:
    for one in roster.cadres:
        yield {"cadre": one.id, "name": one.name, "party": one.party}


def _appointments(roster: Roster) -> Iterator[Cells]:
    for one in map(decided, roster.appointments):
        yield {"cadre": one.cadre, "unit": one.unit, "title": one.title, "post": one.post, "rank": one.rank,
               "manner": one.manner, "marks": one.marks, "decided": one.decided, "since": one.since, "until": one.until}


def _portfolios(roster: Roster) -> Iterator[Cells]:
    for one in roster.portfolios:
        yield {"cadre": one.cadre, "unit": one.unit, "since": one.since, "until": one.until}


def _past_talks(roster: Roster) -> Iterator[Cells]:
    for one in roster.past_talks:
        yield {"cadre": one.cadre, "regulation": one.regulation, "kind": one.kind, "on": one.on,
               "interviewers": one.interviewers}
