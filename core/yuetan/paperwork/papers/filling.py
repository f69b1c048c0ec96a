"""What stands in a paper, by the tags of its template: each field as its type is printed, and gaps to write in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from yuetan.paperwork.papers.boxes import boxes
from yuetan.paperwork.papers.literal import clean
from yuetan.paperwork.papers.paper import in_row, printed
from yuetan.paperwork.papers.tagging import (
    BLANK,
    BOXED,
    BOXES,
    ENTRIES,
    LINES,
    MARKS,
    NUMBERED,
    SHOWN,
    visible,
)
from yuetan.paperwork.papers.template import Values
from yuetan.rules.layouts import FACTS, ROW, Layout, Ledger, Letter, Listed, Written
from yuetan.rules.numerals import numeral
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.rules.parts import inside

# A paper is Chinese, whatever language the pages of its maker speak: its own words are not translated.
DAY, TIME, GAP, LONG_GAP = "　　　　年　　月　　日", "　　时　　分", "＿＿＿＿＿＿", "＿＿＿＿＿＿＿＿＿＿＿＿"
DAY_IN_CELL = "　　　年　月　日"
GAPS = {FieldType.DATE: DAY, FieldType.TIME: TIME, FieldType.LONG_TEXT: LONG_GAP}
EMPTY_CELLS = {FieldType.DATE: DAY_IN_CELL, FieldType.TIME: TIME}
_NUMBER = "约谈〔　　　　〕　　　号"
GAPS_OF_FACTS = {"unit": "（单位名称）", "number": _NUMBER, "document_number": _NUMBER, "talk_date": DAY,
                 "talk_time": TIME, "signed_on": DAY, "regulation": LONG_GAP, "citation": LONG_GAP}
LINE_TO_WRITE_ON = "\t"  # the tab's leader draws it

Entry = Mapping[str, str]


def values_of(layout: Layout, material: Material, entries: Sequence[Entry], *,  # noqa: PLR0913 - each named
              facts: Mapping[str, str], blank: bool, marks: Sequence[str] = ()) -> Values:
    """The values of every tag. Fields that are not for the layout's reader are not among them, whatever is given."""
    fields = visible(material, layout.reader)
    known = {code: facts.get(code, "") for code in FACTS}
    known["document_number"] = known["document_number"] or known["number"]
    first = entries[0] if entries else {}
    rows = [*entries, *({},) * (layout.blanks if blank else 0)] if isinstance(layout, Ledger) else entries
    return {
        MARKS: [clean(one) for one in marks],
        **_texts(fields, first, known, gaps=isinstance(layout, Letter)), **_written(layout, fields, first, blank=blank),
        NUMBERED: list(_numbered(layout, fields, first, blank=blank)),
        ENTRIES: [{**_row(fields, one, known), ROW: str(number) if one else ""} for number, one in enumerate(rows, 1)],
    }


def _texts(fields: Iterable[FormField], entry: Entry, known: Mapping[str, str], *, gaps: bool) -> dict[str, str]:
    """Facts and fields by their codes: what is not known is a gap, in a letter, and in a table an empty cell."""
    texts = {code: text or (GAPS_OF_FACTS.get(code, GAP) if gaps or code == "signed_on" else "")
             for code, text in known.items()}
    for one in fields:
        text = printed(one, entry.get(one.code, ""))
        texts[one.code] = text or (_gap(one) if gaps else EMPTY_CELLS.get(one.type, ""))
        if one.type in BOXED:
            texts[one.code + BOXES] = boxes(one, entry.get(one.code, ""))
    return texts


def _gap(field: FormField) -> str:
    """What stands where a field is to be written in."""
    return boxes(field, "") if field.type in BOXED else GAPS.get(field.type, GAP)


def _row(fields: Iterable[FormField], entry: Entry, known: Mapping[str, str]) -> dict[str, str]:
    """The cells of one row of a ledger: empty where nothing is known."""
    texts = {one.code: in_row(one, entry.get(one.code, "")) for one in fields}
    boxed = {one.code + BOXES: boxes(one, entry.get(one.code, "")) for one in fields if one.type in BOXED}
    return {**known, **texts, **boxed}


def _written(layout: Layout, fields: Iterable[FormField], entry: Entry, *, blank: bool) -> dict[str, list[str]]:
    """Long texts line by line; lines to write on where there is none and the paper is filled in by hand."""
    lines, found = {one.field: one.lines for one in inside(layout, Written)}, dict[str, list[str]]()
    for one in fields:
        text = clean(printed(one, entry.get(one.code, ""))).strip("\n")
        found[one.code + LINES] = text.split("\n") if text else []
        found[one.code + BLANK] = [LINE_TO_WRITE_ON] * lines.get(one.code, 0) if blank and not text else []
        found[one.code + SHOWN] = [""] if text or blank else []
    return found


def _numbered(layout: Layout, fields: Iterable[FormField], entry: Entry, *, blank: bool) -> Iterator[dict[str, str]]:
    """The listed fields under 一、二、三、, each further line of a value in a paragraph of its own."""
    by_code, number = {one.code: one for one in fields}, 0
    for code in (code for one in inside(layout, Listed) for code in one.fields):
        field = by_code[code]
        text = clean(printed(field, entry.get(code, ""))).strip("\n")
        if not text.strip():
            text = _gap(field) if blank else ""
        if text:
            number += 1
            first, *others = text.split("\n")
            yield {"heading": f"{numeral(number)}、{field.title}：", "text": first}
            yield from ({"heading": "", "text": line} for line in others)
