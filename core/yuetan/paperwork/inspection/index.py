"""The index of an inspection: a row for each interview, as a workbook and as JSON, written as they come."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from yuetan.engine.obligations import Status
from yuetan.paperwork.inspection.told import STATUSES, Told
from yuetan.wording import say

BEGUN = datetime(2015, 2, 4)  # noqa: DTZ001 - a workbook states when it was made, without a zone: always the same
WORKBOOK, LIST = "index.xlsx", "index.json"
HEAD_ROWS = 3


class Index:
    """Two files in a folder, written row by row; no text in them is ever a formula."""

    def __init__(self, folder: Path, watermark: Mapping[str, str]) -> None:
        self._paths = {WORKBOOK: folder / WORKBOOK, LIST: folder / LIST}
        self._workbook: Any = xlsxwriter.Workbook(str(self._paths[WORKBOOK]), {
            "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False})
        self._workbook.set_properties({"title": say("约谈检查目录"), "created": BEGUN})
        self._text = self._workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._list = self._paths[LIST].open("w", encoding="utf-8", newline="\n")
        self._rows = 0
        self._begin(watermark)

    def _begin(self, watermark: Mapping[str, str]) -> None:
        stamp = say("检查导出 {number} · {by} · {on} · 仅供检查，不得扩散", **watermark)
        bold = self._workbook.add_format({"bold": True, "num_format": "@"})
        self._page = self._workbook.add_worksheet(say("目录"))
        self._page.set_header("&C" + stamp.replace("&", "&&"))
        self._page.freeze_panes(HEAD_ROWS, 0)
        self._page.set_column(0, 13, 16, self._text)
        self._page.write_string(0, 0, stamp, bold)
        for place, title in enumerate(_titles()):
            self._page.write_string(HEAD_ROWS - 1, place, title, bold)
        self._list.write('{"watermark": ' + json.dumps(dict(watermark), ensure_ascii=False, sort_keys=True)
                         + ',\n"interviews": [')

    def add(self, told: Told) -> None:
        """Add an interview."""
        values = _values(told)
        for place, value in enumerate(values):
            self._page.write_string(HEAD_ROWS + self._rows, place, value, self._text)
        row = dict(zip(_FIELDS, values, strict=True))
        self._list.write((",\n" if self._rows else "\n") + json.dumps(row, ensure_ascii=False, sort_keys=True))
        self._rows += 1

    def closed(self) -> tuple[tuple[str, Path], ...]:
        """Both files, whole: their names and where they are."""
        self._list.write("\n]}\n")
        self._list.close()
        self._workbook.close()
        return tuple(self._paths.items())


_FIELDS = ("number", "printed", "unit", "regulation", "kind", "people", "opened_on", "state", "events", "departures",
           "breaches", "met", "late", "missed")


def _titles() -> tuple[str, ...]:
    return (say("序号"), say("编号"), say("单位"), say("制度"), say("种类"), say("人员"), say("提出日期"),
            say("到哪一步"), say("事件数"), say("变通数"), say("违反数"), say("按期办结"), say("逾期办结"),
            say("逾期未办"))


def _values(told: Told) -> tuple[str, ...]:
    stood = Counter(one["status"] for one in told["obligations"])
    people = say("；").join(f"{one['part']} {one['name']}" for one in told["people"])
    return (told["number"], told["printed"], told["unit"], told["regulation"]["title"], told["kind"], people,
            told["opened_on"] or "", told["state"], str(len(told["timeline"])), str(len(told["departures"])),
            str(len(told["breaches"])), *(str(stood[say(STATUSES[one])]) for one in (
                Status.DONE, Status.LATE, Status.OVERDUE)))
