"""Checks what no single cell shows: rows at odds with themselves, with each other, or with what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from yuetan.engine.facts import FOREVER
from yuetan.paperwork.roster.cells import HAN
from yuetan.paperwork.roster.hierarchy import Edge, Tangle, tangles
from yuetan.paperwork.roster.known import GROUPS, KEYS, Group, Known, Stretch, key_of
from yuetan.paperwork.roster.layout import APPOINTMENTS, CADRES, PAST_TALKS, PORTFOLIOS, SHEETS, UNITS, Sheet
from yuetan.paperwork.roster.report import Report, Row
from yuetan.paperwork.roster.rows import Rows, stretch_of
from yuetan.paperwork.roster.words import Words
from yuetan.wording import say

REFERENCES = (  # sheet, column, what it points to
    (UNITS, "parent", UNITS), (APPOINTMENTS, "cadre", CADRES), (APPOINTMENTS, "unit", UNITS),
    (PORTFOLIOS, "cadre", CADRES), (PORTFOLIOS, "unit", UNITS), (PAST_TALKS, "cadre", CADRES),
)
Lost = Mapping[Sheet, Mapping[str, int]]
"""Codes whose own rows are left out because of a fault, and the row to look at."""


class Checker:
    """The checks of one workbook against what is stored. Faults go to the report and mark their rows."""

    def __init__(self, words: Words, known: Known, report: Report) -> None:
        self.words = words
        self.known = known
        self.report = report

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
        self._changes(rows)

    def together(self, rows: Rows, lost: Lost) -> None:
        """Look at all rows as one roster, laid over what is stored."""
        self._references(rows, lost)
        for sheet, fields in GROUPS.items():
            self._overlaps(sheet, rows[sheet.title], fields)
        self._tree(rows[UNITS.title])

    def _stretch(self, sheet: Sheet, row: Row) -> None:
        if not {"since", "until"} <= row.values.keys():
            return
        since, until = stretch_of(row)
        if since >= until:
            end = sheet.column("until").title
            self.report.wrong(sheet, row, "until", say("{end}应晚于{begin} {since}：它是不再如此的第一天。", end=end,
                                                       begin=sheet.column("since").title, since=since))
        decided = row.values.get("decided")
        if decided and decided > since:
            self.report.note(sheet.title, say("决定任职日期晚于任职日期 {since}，请核对。", since=since), row=row.number,
                             column=sheet.column("decided").title, value=str(decided))

    def _kind(self, row: Row) -> None:
        if not {"regulation", "kind"} <= row.values.keys():
            return
        regulation, kind = row.values["regulation"], row.values["kind"]
        if self.words.kind(regulation, kind) is None:
            self.report.wrong(PAST_TALKS, row, "kind", say(
                "《{regulation}》没有“{kind}”，只有：{kinds}。", regulation=self.words.title("regulation", regulation),
                kind=kind, kinds="、".join(self.words.kinds_of(regulation))))

    def _duplicates(self, sheet: Sheet, rows: Iterable[Row], fields: tuple[str, ...]) -> None:
        found: defaultdict[Group, list[Row]] = defaultdict(list)
        for row in rows:
            key = key_of(row, fields)
            if key is not None:
                found[key].append(row)
        titles = "、".join(sheet.column(name).title for name in fields)
        for same in found.values():
            for row in same if len(same) > 1 else ():
                other = same[0] if row is not same[0] else same[1]
                self.report.wrong(sheet, row, fields[0], say("与第 {row} 行重复（{titles}都相同），请只留一行。", row=other.number,
                                                             titles=titles))

    def _types(self, rows: Iterable[Row]) -> None:
        first: dict[str, Row] = {}
        for row in rows:
            if {"unit", "type"} <= row.values.keys():
                other = first.setdefault(row.values["unit"], row)
                if other.values["type"] != row.values["type"]:
                    self.report.wrong(UNITS, row, "type", say("与第 {row} 行是同一单位编码，单位类型却不同；类型变了请另设编码。",
                                                              row=other.number))

    def _changes(self, rows: Rows) -> None:
        """Say where a key that is stored already comes back as something else: it may have been given twice."""
        for row in rows[CADRES.title]:
            number, name = row.values.get("cadre"), row.values.get("name")
            stored = self.known.names.get(number or "")
            if name and stored and stored != name:
                self.report.note(CADRES.title, say("工号 {number} 在系统里是“{stored}”，将改为“{name}”；不是同一个人的话请换工号。",
                                                   number=number, stored=stored, name=name),
                                 row=row.number, column=CADRES.column("name").title, value=name)
        for row in rows[UNITS.title]:
            code, kind = row.values.get("unit"), row.values.get("type")
            stored = self.known.types.get(code or "")
            if kind and stored and stored != kind:
                self.report.note(UNITS.title, say("单位 {code} 在系统里是“{stored}”，将改为“{kind}”。", code=code,
                                                  stored=self.words.title("unit_type", stored),
                                                  kind=self.words.title("unit_type", kind)),
                                 row=row.number, column=UNITS.column("type").title,
                                 value=self.words.title("unit_type", kind))

    def _references(self, rows: Rows, lost: Lost) -> None:
        found = {
            UNITS: self.known.codes[UNITS] | {row.values["unit"] for row in rows[UNITS.title] if "unit" in row.values},
            CADRES: self.known.codes[CADRES] | {row.values["cadre"] for row in rows[CADRES.title] if "cadre" in row.values},
        }
        for sheet, name, target in REFERENCES:
            for row in rows[sheet.title]:
                code = row.values.get(name)
                if code is not None and code not in found[target]:
                    self.report.wrong(sheet, row, name, _unknown(code, target, lost))
        for row in rows[PAST_TALKS.title]:
            for talker in row.values.get("interviewers") or ():
                if talker not in found[CADRES] and not is_name(talker):
                    self.report.wrong(PAST_TALKS, row, "interviewers", _unknown(talker, CADRES, lost))

    def _overlaps(self, sheet: Sheet, rows: Iterable[Row], fields: tuple[str, ...]) -> None:
        groups: defaultdict[Group, list[Row]] = defaultdict(list)
        for row in rows:
            group = key_of(row, (*fields, "since", "until"))
            if group is not None:
                groups[group[:len(fields)]].append(row)
        stored = self.known.stretches[sheet]
        for group, same in groups.items():
            restated = {stretch_of(row)[0] for row in same}
            spans: list[tuple[Stretch, Row | None]] = [(stretch_of(row), row) for row in same if not row.faulty]
            spans += [(span, None) for span in stored.get(group, ()) if span[0] not in restated]
            self._overlapping(sheet, sorted(spans, key=lambda span: span[0]))

    def _overlapping(self, sheet: Sheet, spans: list[tuple[Stretch, Row | None]]) -> None:
        for (longest, row), (following, other) in _neighbours(spans) if spans else ():
            if following[0] < longest[1]:
                for one, span, beside in ((row, following, other), (other, longest, row)):
                    if one is not None:
                        self.report.wrong(sheet, one, "since", _overlap(span, beside))

    def _tree(self, rows: list[Row]) -> None:
        stated = {key_of(row, KEYS[UNITS]) for row in rows}
        edges: list[Edge[Row | None]] = [Edge(row.values["unit"], row.values["parent"] or "", *stretch_of(row), row)
                                         for row in rows if not row.faulty]
        edges += [
            Edge(code, parent, *span, None) for (code, since), parent in self.known.parents.items()
            if (code, since) not in stated
            for span in self.known.stretches[UNITS][code,] if span[0] == since
        ]
        for tangle in tangles(edges):
            for edge in tangle.edges if tangle.circle else tangle.edges[:1]:
                if edge.source is not None and not edge.source.faulty:
                    self.report.wrong(UNITS, edge.source, "parent", _tangled(tangle))


def is_name(talker: str) -> bool:
    """Whether a talker was written by name, rather than by a staff number that nobody has."""
    return bool(HAN.search(talker)) and not any(character.isdigit() for character in talker)


def lost_codes(rows: Rows) -> Lost:
    """The codes of rows that are left out, and the first such row of each."""
    lost: dict[Sheet, dict[str, int]] = {UNITS: {}, CADRES: {}}
    for sheet, name in ((UNITS, "unit"), (CADRES, "cadre")):
        for row in rows[sheet.title]:
            if row.faulty and name in row.values:
                lost[sheet].setdefault(row.values[name], row.number)
    return lost


def nothing_lost() -> Lost:
    """Before anything is left out."""
    return {sheet: {} for sheet in SHEETS}


def _neighbours(spans: list[tuple[Stretch, Row | None]],
                ) -> Iterable[tuple[tuple[Stretch, Row | None], tuple[Stretch, Row | None]]]:
    """Each stretch with the one before it that lasts longest."""
    longest = spans[0]
    for span in spans[1:]:
        yield longest, span
        if span[0][1] > longest[0][1]:
            longest = span


def _unknown(code: str, target: Sheet, lost: Lost) -> str:
    if row := lost.get(target, {}).get(code):
        return say("“{code}”在“{sheet}”第 {row} 行，那一行有错没有导入，这一行也就不能导入。", code=code, sheet=target.title, row=row)
    return say("“{sheet}”表和系统里都没有“{code}”，请核对或先补上。", sheet=target.title, code=code)


def _overlap(span: Stretch, beside: Row | None) -> str:
    words = {"since": say("一直") if span[0] == date.min else str(span[0]),
             "until": say("今") if span[1] == FOREVER else str(span[1])}
    if beside is None:
        return say("与系统里已有的一段（{since} 至 {until}）重叠；要改那一段，请把它也写一行，起始日期照旧，填上新的结束日期。", **words)
    return say("与第 {row} 行（{since} 至 {until}）重叠，请改正日期：前一段的结束日期就是后一段的起始日期。", row=beside.number, **words)


def _tangled(tangle: Tangle[Row | None]) -> str:
    path = " → ".join(tangle.path)
    if tangle.circle:
        return say("从 {since} 起上下级绕成了圈：{path}，请核对上级单位编码。", path=path,
                   since=say("一开始") if tangle.since == date.min else tangle.since)
    return say("上下级超过 {limit} 层，请核对上级单位编码。", limit=len(tangle.edges))
