"""Checks what no single cell shows: rows at odds with themselves, with their equals, or with what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from attrs import frozen

from yuetan.paperwork.roster.known import GROUPS, KEYS, Group, Known, key_of
from yuetan.paperwork.roster.layout import CADRES, PAST_TALKS, UNITS, Sheet
from yuetan.paperwork.roster.report import Report, Row
from yuetan.paperwork.roster.rows import Rows, stretch_of
from yuetan.paperwork.roster.together import Lost, check_abolished, check_overlaps, check_references, check_tree
from yuetan.paperwork.roster.words import Words
from yuetan.wording import say


@frozen
class Checker:
    """The checks of one workbook against what is stored. Faults go to the report and mark their rows."""

    words: Words
    known: Known
    report: Report

    def rows(self, rows: Rows) -> None:
        """Look at each row by itself and beside its equals."""
        for sheet in GROUPS:
            for row in rows[sheet.title]:
                self._stretch(sheet, row)
        for row in rows[PAST_TALKS.title]:
            self._kind(row)
        for sheet, fields in KEYS.items():
            self._duplicates(sheet, rows[sheet.title], fields)
        self._types(rows[UNITS.title])
        self._renamed(rows[CADRES.title])
        self._retyped(rows[UNITS.title])

    def together(self, rows: Rows, lost: Lost) -> None:
        """Look at all rows as one roster, laid over what is stored."""
        check_references(rows, self.known, lost, self.report)
        check_abolished(rows, self.known, self.report)
        check_overlaps(rows, self.known, self.report)
        check_tree(rows[UNITS.title], self.known, self.report)

    def _stretch(self, sheet: Sheet, row: Row) -> None:
        if not {"since", "until"} <= row.values.keys():
            return
        since, until = stretch_of(row)
        if since >= until:
            self.report.wrong(sheet, row, "until", say(
                "{end}应晚于{begin} {since}：它是不再如此的第一天。", end=sheet.column("until").title,
                begin=sheet.column("since").title, since=since))
        decided = row.values.get("decided")
        if decided and decided > since:
            self._note(sheet, row, "decided", str(decided),
                       say("决定任职日期晚于任职日期 {since}，请核对。", since=since))

    def _kind(self, row: Row) -> None:
        if not {"regulation", "kind"} <= row.values.keys():
            return
        regulation, kind = row.values["regulation"], row.values["kind"]
        if self.words.kind(regulation, kind) is None:
            self.report.wrong(PAST_TALKS, row, "kind", say(
                "《{regulation}》没有“{kind}”，只有：{kinds}。", regulation=self.words.title("regulation", regulation),
                kind=kind, kinds=say("、").join(self.words.kinds_of(regulation))))

    def _duplicates(self, sheet: Sheet, rows: Iterable[Row], fields: tuple[str, ...]) -> None:
        found: defaultdict[Group, list[Row]] = defaultdict(list)
        for row in rows:
            key = key_of(row, fields)
            if key is not None:
                found[key].append(row)
        titles = say("、").join(sheet.column(name).title for name in fields)
        for same in found.values():
            for row in same if len(same) > 1 else ():
                other = same[0] if row is not same[0] else same[1]
                self.report.wrong(sheet, row, fields[0], say("与第 {row} 行重复（{titles}都相同），请只留一行。",
                                                             row=other.number, titles=titles))

    def _types(self, rows: Iterable[Row]) -> None:
        first: dict[str, Row] = {}
        for row in rows:
            if {"unit", "type"} <= row.values.keys():
                other = first.setdefault(row.values["unit"], row)
                if other.values["type"] != row.values["type"]:
                    self.report.wrong(UNITS, row, "type", say(
                        "与第 {row} 行是同一单位编码，单位类型却不同；类型变了请另设编码。", row=other.number))

    def _renamed(self, rows: Iterable[Row]) -> None:
        """Say where a staff number comes back with another name: it may have been given twice."""
        for row in rows:
            number, name = row.values.get("cadre", ""), row.values.get("name")
            stored = self.known.names.get(number)
            if name and stored and stored != name:
                self._note(CADRES, row, "name", name, say(
                    "工号 {number} 在系统里是“{stored}”，将改为“{name}”；不是同一个人的话请换工号。",
                    number=number, stored=stored, name=name))

    def _retyped(self, rows: Iterable[Row]) -> None:
        """Say where a unit comes back as another type."""
        for row in rows:
            code, kind = row.values.get("unit", ""), row.values.get("type")
            stored = self.known.types.get(code)
            if kind and stored and stored != kind:
                title = self.words.title("unit_type", kind)
                self._note(UNITS, row, "type", title, say(
                    "单位 {code} 在系统里是“{stored}”，将改为“{kind}”。", code=code, kind=title,
                    stored=self.words.title("unit_type", stored)))

    def _note(self, sheet: Sheet, row: Row, name: str, value: str, reason: str) -> None:
        self.report.note(sheet.title, reason, row=row.number, column=sheet.column(name).title, value=value)
