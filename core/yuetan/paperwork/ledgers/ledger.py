"""The ledger and the tables that count, as files: for Excel and as papers, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from attrs import frozen

from yuetan.access.ledger_views import LedgerRow, LedgerView, TableView
from yuetan.paperwork.ledgers.columns import cells_of, columns_of, form_of, table_cells
from yuetan.paperwork.ledgers.workbook import Sheet, workbook
from yuetan.paperwork.papers.materials import render_with
from yuetan.rules.layouts import FACTS
from yuetan.rules.ledgers import LedgerForm, tables_of
from yuetan.rules.papers import Material
from yuetan.rules.regulation import Regulation
from yuetan.wording import say


@frozen
class File:
    """A file to be taken away."""

    name: str
    content: bytes


Pages = Callable[[int], Sequence[LedgerRow]]
"""The rows of a page by its number, from 1 on; none after the last."""


def title_of(view: LedgerView) -> str:
    """What a ledger is called."""
    return say(view.form.material.title)


def ledger_file(view: LedgerView, pages: Pages, *, taken_by: str, on: date) -> tuple[File, int]:
    """The whole ledger of what was asked for as a workbook, and how many rows stand in it."""
    columns, form, number = columns_of(view.form), view.form, 0

    def rows() -> Iterator[tuple[str, ...]]:
        nonlocal number
        for one in _all(pages):
            number += 1
            yield cells_of(form, one.values)

    sums = (say("合计"), say("{talks} 次，{persons} 人次", talks=view.talks, persons=view.persons),
            *("",) * len(columns))
    by_kind = say("；").join(say("{kind} {count} 人次", kind=one.title, count=one.persons) for one in view.counts)
    content = workbook(Sheet(title=title_of(view), columns=columns, sums=sums[:len(columns)],
                             notes=(by_kind, _taken(taken_by, on))), rows())
    return File(say("{title}{day}.xlsx", title=title_of(view), day=on), content), number


def ledger_paper(view: LedgerView, pages: Pages, *, on: date) -> tuple[File, int]:
    """The same as a paper, at most 500 rows, and how many stand in it."""
    rows = list(pages(1))
    facts = dict.fromkeys(FACTS, "")
    content = render_with(view.form.layout, view.form.material, [one.values for one in rows], facts=facts, on=on)
    return File(say("{title}{day}.docx", title=title_of(view), day=on), content), len(rows)


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


def table_paper(view: TableView, *, on: date) -> File:
    """A table that counts as the paper that is handed in."""
    form = form_of(view.regulation, view.material)
    named = [{**one.values, "unit": one.name} for one in view.rows]
    facts = dict.fromkeys(FACTS, "") | {"unit": view.name}
    content = render_with(form.layout, form.material, [*named, {**view.total.values, "unit": say("合计")}],
                          facts=facts, on=on)
    return File(say("{title}{day}.docx", title=view.material.title, day=on), content)


def tables(regulation: Regulation) -> tuple[Material, ...]:
    """The papers of a regulation that count talks; see `yuetan.rules.ledgers.tables_of`."""
    return tables_of(regulation)


def _taken(by: str, on: date) -> str:
    return say("导出：{who}，{day}。内部材料，不得外传。", who=by, day=on)


def _all(pages: Pages) -> Iterator[LedgerRow]:
    number = 1
    while rows := pages(number):
        yield from rows
        number += 1
