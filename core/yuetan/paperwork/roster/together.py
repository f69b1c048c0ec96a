"""Checks all rows as one roster, laid over what is stored: references, overlaps, and the tree of units through time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from yuetan.engine.facts import FOREVER
from yuetan.paperwork.roster.hierarchy import Edge, Tangle, tangles
from yuetan.paperwork.roster.known import GROUPS, KEYS, Group, Known, Stretch, key_of
from yuetan.paperwork.roster.layout import APPOINTMENTS, CADRES, PAST_TALKS, PORTFOLIOS, UNITS, Sheet
from yuetan.paperwork.roster.report import Report, Row
from yuetan.paperwork.roster.rows import Rows, stretch_of
from yuetan.paperwork.roster.texts import HAN
from yuetan.wording import say

REFERENCES = (  # sheet, column, what it points to
    (UNITS, "parent", UNITS), (APPOINTMENTS, "cadre", CADRES), (APPOINTMENTS, "unit", UNITS),
    (PORTFOLIOS, "cadre", CADRES), (PORTFOLIOS, "unit", UNITS), (PAST_TALKS, "cadre", CADRES),
)
CODES = ((UNITS, "unit"), (CADRES, "cadre"))
Lost = Mapping[Sheet, Mapping[str, int]]
"""Codes whose own rows are left out because of a fault, and the row to look at."""
Span = tuple[Stretch, Row | None]
"""A stretch, and the row that states it where it is not one that is stored."""


def nothing_lost() -> Lost:
    """Before anything is left out."""
    return {UNITS: {}, CADRES: {}}


def lost_codes(rows: Rows) -> Lost:
    """The codes of rows that are left out, and the first such row of each."""
    lost: dict[Sheet, dict[str, int]] = {UNITS: {}, CADRES: {}}
    for sheet, name in CODES:
        for row in rows[sheet.title]:
            if row.faulty and name in row.values:
                lost[sheet].setdefault(row.values[name], row.number)
    return lost


def is_name(talker: str) -> bool:
    """Whether a talker was written by name, rather than by a staff number that nobody has."""
    return bool(HAN.search(talker)) and not any(character.isdigit() for character in talker)


def check_references(rows: Rows, known: Known, lost: Lost, report: Report) -> None:
    """Report every code that neither a row nor what is stored explains."""
    found = {sheet: known.codes[sheet] | {row.values[name] for row in rows[sheet.title] if name in row.values}
             for sheet, name in CODES}
    for sheet, name, target in REFERENCES:
        codes = found[target]
        for row in rows[sheet.title]:
            code = row.values.get(name)
            if code is not None and code not in codes:
                report.wrong(sheet, row, name, _unknown(code, target, lost))
    for row in rows[PAST_TALKS.title]:
        for talker in row.values.get("interviewers") or ():
            if talker not in found[CADRES] and not is_name(talker):
                report.wrong(PAST_TALKS, row, "interviewers", _unknown(talker, CADRES, lost))


def check_abolished(rows: Rows, known: Known, report: Report) -> None:
    """Report every row by which a unit that a reorganisation ended would be there again, or somebody in it."""
    for sheet in GROUPS:
        for row in rows[sheet.title]:
            ended = known.abolished.get(row.values.get("unit", ""))
            if ended is not None and {"since", "until"} <= row.values.keys() and stretch_of(row)[1] > ended:
                report.wrong(sheet, row, "until", say(
                    "“{unit}”已由机构调整自 {day} 起撤销，花名册不能使它恢复；{end}请写 {day} 或更早。"
                    "重新设立的，请另用编码。", unit=row.values["unit"], day=ended, end=sheet.column("until").title))


def check_overlaps(rows: Rows, known: Known, report: Report) -> None:
    """Report what holds twice at a time: a unit's place, a post of one title, a portfolio."""
    for sheet, fields in GROUPS.items():
        groups: defaultdict[Group, list[Row]] = defaultdict(list)
        for row in rows[sheet.title]:
            group = key_of(row, (*fields, "since", "until"))
            if group is not None:
                groups[group[:len(fields)]].append(row)
        for group, same in groups.items():
            restated = {stretch_of(row)[0] for row in same}
            spans: list[Span] = [(stretch_of(row), row) for row in same if not row.faulty]
            spans += [(span, None) for span in known.stretches[sheet].get(group, ()) if span[0] not in restated]
            _check_spans(sheet, sorted(spans, key=lambda span: span[0]), report)


def check_tree(rows: list[Row], known: Known, report: Report) -> None:
    """Report circles and chains that are too long, at the rows that make them."""
    stated = {key_of(row, KEYS[UNITS]) for row in rows}
    edges: list[Edge[Row | None]] = [Edge(row.values["unit"], row.values["parent"] or "", *stretch_of(row), row)
                                     for row in rows if not row.faulty]
    edges += [Edge(code, parent, *span, None) for (code, since), parent in known.parents.items()
              if (code, since) not in stated
              for span in known.stretches[UNITS][code,] if span[0] == since]
    for tangle in tangles(edges):
        for edge in tangle.edges if tangle.circle else tangle.edges[:1]:
            if edge.source is not None and not edge.source.faulty:
                report.wrong(UNITS, edge.source, "parent", _tangled(tangle))


def _check_spans(sheet: Sheet, spans: list[Span], report: Report) -> None:
    """Compare each stretch with the one before it that lasts longest."""
    before: Span | None = None
    for span in spans:
        if before and span[0][0] < before[0][1]:
            for (_, row), (stretch, beside) in ((before, span), (span, before)):
                if row is not None:
                    report.wrong(sheet, row, "since", _overlap(stretch, beside))
        if before is None or span[0][1] > before[0][1]:
            before = span


def _unknown(code: str, target: Sheet, lost: Lost) -> str:
    if row := lost[target].get(code):
        return say("“{code}”在“{sheet}”第 {row} 行，那一行有错没有导入，这一行也就不能导入。",
                   code=code, sheet=target.title, row=row)
    return say("“{sheet}”表和系统里都没有“{code}”，请核对或先补上。", sheet=target.title, code=code)


def _overlap(span: Stretch, beside: Row | None) -> str:
    since = say("一直") if span[0] == date.min else span[0]
    until = say("今") if span[1] == FOREVER else span[1]
    if beside is None:
        return say("与系统里已有的一段（{since} 至 {until}）重叠；"
                   "要改那一段，请把它也写一行，起始日期照旧，填上新的结束日期。", since=since, until=until)
    return say("与第 {row} 行（{since} 至 {until}）重叠，请改正日期：前一段的结束日期就是后一段的起始日期。",
               row=beside.number, since=since, until=until)


def _tangled(tangle: Tangle[Row | None]) -> str:
    if not tangle.circle:
        return say("上下级超过 {limit} 层，请核对上级单位编码。", limit=len(tangle.edges))
    return say("从 {since} 起上下级绕成了圈：{path}，请核对上级单位编码。", path=" → ".join(tangle.path),
               since=say("一开始") if tangle.since == date.min else tangle.since)
