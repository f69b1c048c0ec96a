"""The ledger and the tables that count, as files: for Excel and as papers, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce

from attrs import evolve, frozen

from yuetan.access.ledger_views import LedgerRow, LedgerView, TableView
from yuetan.access.reading_old_talks import MOST_TAKEN, OldTalk
from yuetan.paperwork.ledgers.columns import cells_of, columns_of, form_of, table_cells
from yuetan.paperwork.ledgers.imported import imported_paper, imported_sheet
from yuetan.paperwork.ledgers.workbook import Sheet, workbook
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.joined import joined
from yuetan.paperwork.papers.materials import as_word
from yuetan.paperwork.papers.paper import printed_day
from yuetan.paperwork.papers.pdf import Printer
from yuetan.rules.layouts import FACTS, Layout
from yuetan.rules.ledgers import LedgerForm, tables_of
from yuetan.rules.papers import FieldType, Material
from yuetan.rules.regulation import Regulation
from yuetan.wording import say


@frozen
class File:
    """A file to be taken away."""

    name: str
    content: bytes


Pages = Callable[[str], tuple[Sequence[LedgerRow], str]]
"""The rows of a page by where it begins, and where the next does: empty for the first, and at the end."""
Progress = Callable[[int, int], None]
"""Told how many rows are written, of how many."""
Stretch = tuple[date | None, date | None]
"""From a day and to a day, both included; None where it is open."""
DOCX, PDF = "docx", "pdf"
# A paper is Chinese, whatever language the pages of its maker speak.
STRETCH = "起止日期：{talk_date}。"


def _quietly(_done: int, _total: int) -> None:
    """Told to nobody."""


def title_of(view: LedgerView) -> str:
    """What a ledger is called."""
    return say(view.form.material.title)


def ledger_file(view: LedgerView, pages: Pages, *, taken_by: str, on: date, progress: Progress = _quietly,  # noqa: PLR0913 - each named
                imported: Sequence[OldTalk] = ()) -> tuple[File, int]:
    """The whole ledger of what was asked for as a workbook, and how many rows stand in it.

    Talks that were ``imported`` stand on a sheet of their own.
    """
    columns, form, number = columns_of(view.form), view.form, 0

    def rows() -> Iterator[tuple[str, ...]]:
        nonlocal number
        for one in _all(pages):
            number += 1
            progress(number, view.persons)
            yield cells_of(form, one.values)

    sums = (say("合计"), say("{talks} 次，{persons} 人次", talks=view.talks, persons=view.persons),
            *("",) * len(columns))
    by_kind = say("；").join(say("{kind} {count} 人次", kind=one.title, count=one.persons) for one in view.counts)
    content = workbook(Sheet(title=title_of(view), columns=columns, sums=sums[:len(columns)],
                             notes=(by_kind, _taken(taken_by, on))), rows(),
                       *((imported_sheet(imported, MOST_TAKEN),) if imported else ()))
    return File(say("{title}{day}.xlsx", title=title_of(view), day=on), content), number + len(imported)


def ledger_paper(view: LedgerView, pages: Pages, *, unit: str, stretch: Stretch, on: date,  # noqa: PLR0913 - each named
                 by: Printer | None = None, imported: Sequence[OldTalk] = ()) -> tuple[File, int]:
    """The same as a paper, at most 500 rows, and how many stand in it: as PDF with a printer, else for Word.

    It is of a ``unit``, by name, and of a ``stretch``, from a day and to a day, where it has one. Talks that were
    ``imported`` follow on pages of their own. Raises `NotPrinted` where a character has no font.
    """
    rows, facts = pages("")[0], _facts(unit, stretch, on)
    paper = Paper(layout=_dated(view.form.layout), material=view.form.material, entries=[one.values for one in rows],
                  facts={**dict.fromkeys(FACTS, ""), **facts}, on=on)
    behind = (imported_paper(imported, on, facts),) if imported else ()
    return _as_file(title_of(view), (*((paper,) if rows or not behind else ()), *behind), by), len(rows) + len(imported)


def _as_file(title: str, papers: Sequence[Paper], by: Printer | None) -> File:
    content = by.printed(papers) if by else reduce(joined, map(as_word, papers))
    return File(f"{title}{papers[0].on}.{PDF if by else DOCX}", content)


def table_columns(view: TableView) -> tuple[LedgerForm, tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """How a table that counts is laid out, what stands in each of its rows, and in the last, which adds them up."""
    form = form_of(view.regulation, view.material)
    rows = tuple(table_cells(form, view, one.values, one.name) for one in view.rows)
    return form, rows, table_cells(form, view, view.total.values, say("合计"))


def table_file(view: TableView, *, taken_by: str, on: date) -> File:
    """A table that counts as a workbook."""
    form, rows, sums = table_columns(view)
    note = say("{unit}：{since} 至 {until} 实施的约谈", unit=view.name, since=view.since, until=view.until)
    content = workbook(Sheet(title=view.material.title, columns=columns_of(form), sums=sums,
                             notes=(note, _taken(taken_by, on))), rows)
    return File(say("{title}{day}.xlsx", title=view.material.title, day=on), content)


def table_paper(view: TableView, *, on: date, by: Printer | None = None) -> File:
    """A table that counts as the paper that is handed in: as PDF with a printer, else for Word.

    Raises `NotPrinted` where a character has no font.
    """
    form = form_of(view.regulation, view.material)
    named = [one.code for one in form.material.fields if one.type is FieldType.UNIT]
    entries = [{**one.values, **dict.fromkeys(named, name)}
               for one, name in (*((one, one.name) for one in view.rows), (view.total, "合计"))]
    paper = Paper(layout=_dated(form.layout), material=form.material, on=on, entries=entries,
                  facts={**dict.fromkeys(FACTS, ""), **_facts(view.name, (view.since, view.until), on)})
    return _as_file(view.material.title, (paper,), by)


def _dated(layout: Layout) -> Layout:
    """The layout, which says below the table from which day to which it is."""
    return evolve(layout, note=STRETCH + layout.note)


def _facts(unit: str, stretch: Stretch, on: date) -> Mapping[str, str]:
    """What stands around the rows: whose it is, of which days, and when it was made."""
    since, until = (printed_day(one) if one else "" for one in stretch)
    days = f"{since}至{until}" if since and until else f"{since}起" if since else f"截至{until}" if until else "不限"
    return {"unit": unit, "talk_date": days, "signed_on": printed_day(on)}


def tables(regulation: Regulation) -> tuple[Material, ...]:
    """The papers of a regulation that count talks; see `yuetan.rules.ledgers.tables_of`."""
    return tables_of(regulation)


def _taken(by: str, on: date) -> str:
    return say("导出：{who}，{day}。内部材料，不得外传。", who=by, day=on)


def _all(pages: Pages) -> Iterator[LedgerRow]:
    rows, after = pages("")
    yield from rows
    while after:
        rows, after = pages(after)
        yield from rows
