"""Papers as Word documents: a notice as a letter, a record and every other material as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from yuetan.paperwork.papers import letter, table
from yuetan.paperwork.papers.literal import clean
from yuetan.paperwork.papers.page import saved
from yuetan.paperwork.papers.paper import Lines, Paper, printed_day
from yuetan.paperwork.papers.template import Template, checked_template
from yuetan.rules.numerals import numeral

# A paper is Chinese, whatever language the pages of its maker speak: its own words are not translated.
NOTICE_LEAD_IN, NOTICE_CLOSING = "现将约谈有关事项通知如下：", "特此通知。"
BY_GROUND = "根据{citation}，"
RECORD_CLOSING = "以上记录经核对无误。"
FORM_CLOSING = "以上内容属实。"
GROUND, ADDRESSEE = "依据", "报送对象"
UNIT, NUMBER = "单位：{issuer}", "编号：{number}"


def notice(paper: Paper) -> bytes:
    """The .docx of a notice; fields without a value are left out, the others numbered."""
    lead_in = paper.lead_in or NOTICE_LEAD_IN
    if paper.citation and not paper.lead_in:
        lead_in = BY_GROUND.format(citation=paper.citation) + lead_in
    filled = [field for field in paper.fields if field[1].strip()]
    return _letter(letter.head_size(paper.issuer), letter.signature_indent(paper.issuer)).filled({
        "issuer": paper.issuer, "number": paper.number, "title": paper.title,
        "addressee": f"{paper.addressee}：" if paper.addressee else "", "lead_in": lead_in,
        "lines": list(_numbered(filled)), "closing": paper.closing or NOTICE_CLOSING,
        "signed_on": printed_day(paper.signed_on),
    }, issuer=paper.issuer, on=paper.signed_on)


def record(paper: Paper) -> bytes:
    """The .docx of a record: who was there, what was said, and lines for those who sign."""
    return _in_table(paper, (), paper.closing or RECORD_CLOSING)


def form(paper: Paper) -> bytes:
    """The .docx of any other material; a field without a value is an empty cell to write in."""
    return _in_table(paper, ((ADDRESSEE, paper.addressee),), paper.closing or FORM_CLOSING)


def _in_table(paper: Paper, before: Lines, closing: str) -> bytes:
    rows = [*(row for row in (*before, (GROUND, paper.citation)) if row[1]), *paper.fields]
    return _table(people=bool(paper.present)).filled({
        "title": paper.title, "issuer": UNIT.format(issuer=paper.issuer),
        "number": NUMBER.format(number=paper.number) if paper.number else "",
        "people": list(_pairs(paper.present)), "rows": [{"title": title, "text": text} for title, text in rows],
        "closing": closing, "signatures": paper.signatures, "signed_on": printed_day(paper.signed_on),
    }, issuer=paper.issuer, on=paper.signed_on)


def _numbered(fields: Iterable[tuple[str, str]]) -> Iterator[dict[str, str]]:
    """Each field under 一、二、三、, and each further line of its value in a paragraph of its own."""
    for number, (title, value) in enumerate(fields, 1):
        first, *others = clean(value).strip("\n").split("\n")
        yield {"heading": f"{numeral(number)}、{title}：", "text": first}
        for line in others:
            yield {"heading": "", "text": line}


def _pairs(present: Sequence[tuple[str, str]]) -> Iterator[dict[str, str]]:
    """Two parts in a row; the last place stays empty where their number is odd."""
    for place in range(0, len(present), 2):
        (part, names), (other_part, other_names) = (*present[place:place + 2], ("", ""))[:2]
        yield {"part": part, "names": names, "other_part": other_part, "other_names": other_names}


@lru_cache(maxsize=32)
def _letter(size: int, indent: int) -> Template:
    return checked_template(saved(letter.letter(size, indent)), letter.NAMES, letter.LISTS)


@lru_cache(maxsize=2)
def _table(*, people: bool) -> Template:
    return checked_template(saved(table.table(people=people)), table.NAMES, table.LISTS)
