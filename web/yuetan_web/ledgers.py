"""Ledgers of the talks one may see, the tables that count them, and both as files to take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen
from flask import Blueprint, Response, abort, render_template, request, url_for

from yuetan.access.ledger_views import (
    AHEAD,
    ENDED,
    HELD,
    OPEN,
    SORTS,
    LedgerAsked,
    LedgerRow,
    LedgerView,
    TableView,
)
from yuetan.paperwork.ledgers.columns import Shown, cells_of, columns_of
from yuetan.paperwork.ledgers.ledger import (
    ledger_file,
    ledger_paper,
    table_columns,
    table_file,
    table_paper,
    tables,
    title_of,
)
from yuetan.paperwork.procedure import kinds_of
from yuetan.wording import later, say
from yuetan_web.current import access, actor, shell
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.listing import LONGEST, PER_PAGE, day_in
from yuetan_web.sending import attachment

ledgers = Blueprint("ledgers", __name__)
STATES = {HELD: later("已实施的约谈"), OPEN: later("已实施、还在办理"), ENDED: later("已办结"),
          AHEAD: later("还没有实施")}
ORDERS = {"date": later("约谈日期"), "number": later("编号"), "kind": later("约谈种类"), "unit": later("办理单位")}
MOST_DIGITS = 6
XLSX, DOCX = "xlsx", "docx"


@frozen
class Cell:
    """What stands in one place: a text, a figure that leads to the rows it counts, or what leads to the interview."""

    text: str
    title: str
    address: str = ""
    short: bool = False


@ledgers.get("/ledgers")
@ledgers.get("/ledgers/<regulation>")
def listing(regulation: str = "") -> str:
    """The ledger of one regulation, or of all together, narrowed to what was asked for."""
    asked = _asked(regulation)
    view = access().ledger(asked)
    if regulation and view.regulation is None:
        abort(NOT_FOUND)
    heads = columns_of(view.form)
    rows = [(one.reference, [Cell(text, head.title, short=head.short) for text, head in zip(
        cells_of(view.form, one.values), heads, strict=True)]) for one in view.rows]
    return render_template(
        "ledger.html", view=view, title=title_of(view), heads=heads, rows=rows, asked=asked, units=access().units(),
        address=lambda **changes: url_for("ledgers.listing", **_address(asked, **changes)),
        file=lambda ending: url_for("ledgers.file", ending=ending, **_address(asked, page=1)),
        states=[(code, say(word)) for code, word in STATES.items()], kinds=_kinds(view),
        orders=[(code, say(word)) for code, word in ORDERS.items()], tables=_tables(view, asked))


@ledgers.get("/ledgers/files/<ending>")
def file(ending: str) -> Response:
    """The same rows as a file: all of them for Excel, the first 500 as a paper."""
    asked = _asked(request.args.get("regulation", "")[:LONGEST])
    view = access().ledger(evolve(asked, page=1))
    if ending not in {XLSX, DOCX} or not view.takeable or (asked.regulation and view.regulation is None):
        abort(NOT_FOUND)
    door, today = access(), shell().today()

    def pages(number: int) -> Sequence[LedgerRow]:
        return door.ledger_rows(asked, number)

    found, number = ledger_file(view, pages, taken_by=actor().name, on=today) if ending == XLSX else (
        ledger_paper(view, pages, on=today))
    shell().exports.took(actor(), f"ledger:{asked.regulation}", number)
    return attachment(found.name, found.content)


@ledgers.get("/ledgers/<regulation>/tables/<material>")
def table(regulation: str, material: str) -> str:
    """A table that counts the talks of a unit and of those right below it; each figure leads to its rows."""
    view = _table(regulation, material)
    form, rows, sums = table_columns(view)
    heads = columns_of(form)
    shown = [[_cell(view, heads[place], text, one.unit, alone=not one.whole) for place, text in enumerate(cells)]
             for one, cells in zip(view.rows, rows, strict=True)]
    total = [_cell(view, heads[place], text, view.unit, alone=False) for place, text in enumerate(sums)]
    return render_template(
        "ledger_table.html", view=view, heads=heads, rows=shown, total=total, units=access().units(),
        file=lambda ending: url_for("ledgers.table_file_of", ending=ending, **_of_table(view)))


@ledgers.get("/ledgers/<regulation>/tables/<material>/files/<ending>")
def table_file_of(regulation: str, material: str, ending: str) -> Response:
    """The same table for Excel, or as the paper that is handed in."""
    if ending not in {XLSX, DOCX}:
        abort(NOT_FOUND)
    view, today = _table(regulation, material), shell().today()
    found = table_file(view, taken_by=actor().name, on=today) if ending == XLSX else table_paper(view, on=today)
    shell().exports.took(actor(), f"table:{regulation}:{material}", len(view.rows))
    return attachment(found.name, found.content)


def _asked(regulation: str) -> LedgerAsked:
    """What an address asks for; without a stretch, this year."""
    args, today = request.args, shell().today()
    first = date(today.year, 1, 1) if "since" not in args and "until" not in args else None
    page = args.get("page", "")
    return LedgerAsked(
        regulation=regulation, kinds=tuple(one[:LONGEST] for one in args.getlist("kind") if one),
        unit=args.get("unit", "")[:LONGEST], alone=args.get("alone") == "yes",
        since=day_in(args.get("since", "")) or first, until=day_in(args.get("until", "")),
        state=args.get("state", "") if args.get("state", "") in STATES else HELD,
        sort=args.get("sort", "") if args.get("sort", "") in SORTS else SORTS[0], falling=args.get("order") != "rising",
        page=int(page) if page.isascii() and page.isdigit() and len(page) <= MOST_DIGITS else 1, limit=PER_PAGE)


def _address(asked: LedgerAsked, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of it
    """The same as parameters of an address, with some changed; what is left open is left out."""
    one = evolve(asked, **changes)
    left_open: dict[str, Any] = {name: value for name, value in {
        "regulation": one.regulation, "kind": list(one.kinds), "unit": one.unit, "alone": "yes" if one.alone else "",
        "state": one.state if one.state != HELD else "", "sort": one.sort if one.sort != SORTS[0] else "",
        "order": "" if one.falling else "rising", "page": one.page if one.page > 1 else ""}.items() if value}
    return left_open | {"since": one.since.isoformat() if one.since else "",
                        "until": one.until.isoformat() if one.until else ""}


def _kinds(view: LedgerView) -> list[tuple[str, str]]:
    """The kinds to choose among: of one regulation, since two may call different things by one code."""
    return [(one.code, one.title) for one in kinds_of(view.regulation)] if view.regulation else []


def _tables(view: LedgerView, asked: LedgerAsked) -> list[tuple[str, str]]:
    """The tables that count what is listed: title and address."""
    some = [view.regulation] if view.regulation else view.regulations
    stretch = _stretch(asked.since, asked.until)
    return [(paper.title if view.regulation else say("{paper}（{title}）", paper=paper.title, title=one.title),
             url_for("ledgers.table", regulation=one.code, material=paper.code, unit=asked.unit, **stretch))
            for one in some for paper in tables(one)]


def _table(regulation: str, material: str) -> TableView:
    """The table of an address: of the first unit there is, this year, where none is named."""
    today, args = shell().today(), request.args
    units = access().units()
    unit = args.get("unit", "")[:LONGEST] or (units[0][0] if units else "")
    since = day_in(args.get("since", "")) or date(today.year, 1, 1)
    until = day_in(args.get("until", "")) or today
    return access().count_table(regulation, material, unit, since, until) or abort(NOT_FOUND)


def _of_table(view: TableView) -> dict[str, Any]:
    return {"regulation": view.regulation.code, "material": view.material.code, "unit": view.unit,
            **_stretch(view.since, view.until)}


def _stretch(since: date | None, until: date | None) -> Mapping[str, Any]:
    return {name: day.isoformat() for name, day in (("since", since), ("until", until)) if day}


def _cell(view: TableView, head: Shown, text: str, unit: str, *, alone: bool) -> Cell:
    kinds = next((list(one.counted) for one in view.material.fields if one.code == head.counts), [])
    address = url_for("ledgers.listing", regulation=view.regulation.code, kind=kinds, unit=unit,
                      alone="yes" if alone else None, **_stretch(view.since, view.until)) if kinds else ""
    return Cell(text, head.title, address, head.short)
