"""Ledgers of the talks one may see, the tables that count them, and both as files to take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen
from flask import Blueprint, Response, abort, render_template, request, url_for

from yuetan.access.ledger_views import (
    AHEAD,
    ENDED,
    EVENT_DAY,
    HELD,
    OPEN,
    SORTS,
    LedgerAsked,
    LedgerRow,
    LedgerView,
    TableView,
    is_sort,
)
from yuetan.access.reading_old_talks import MOST_TAKEN, OldAsked, OldTalk
from yuetan.casework.errors import Unfit
from yuetan.paperwork.ledgers.columns import Shown, cells_of, columns_of
from yuetan.paperwork.ledgers.ledger import (
    File,
    Pages,
    ledger_file,
    ledger_paper,
    table_columns,
    table_file,
    table_paper,
    tables,
    title_of,
)
from yuetan.paperwork.papers.pdf import NotPrinted, Printer, printer
from yuetan.paperwork.procedure import kinds_of
from yuetan.wording import later, say
from yuetan_web.current import access, actor, shell
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.jobs import Outcome, Progress, begin_job
from yuetan_web.listing import LONGEST, PER_PAGE, Sorted, day_in, sorted_by
from yuetan_web.saved_views import saved_on
from yuetan_web.sending import attachment
from yuetan_web.signing import UNFIT

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

ledgers = Blueprint("ledgers", __name__)
STATES = {HELD: later("已实施的约谈"), OPEN: later("已实施、还在办理"), ENDED: later("已办结"),
          AHEAD: later("还没有实施")}
ORDERS = {"date": later("约谈日期"), "number": later("编号"), "kind": later("约谈种类"), "unit": later("办理单位"),
          "person": later("约谈对象"), "post": later("单位和职务"), "talker": later("约谈人"), "place": later("地点"),
          "notified.on": later("通知日期"), "papers": later("提交的材料"), "state": later("进度"),
          "filed.on": later("归档日期")}
XLSX, DOCX, PDF = "xlsx", "docx", "pdf"
MOST_ON_PAPER = 500  # imported talks
AT_ONCE = {XLSX: 2000, DOCX: 200, PDF: 50}  # rows of a file that is written while a page waits


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
    if not view.ordered:
        asked = evolve(asked, sort=SORTS[0], falling=True)
    heads = columns_of(view.form)
    rows = [(one.reference, [Cell(text, head.title, short=head.short) for text, head in zip(
        cells_of(view.form, one.values), heads, strict=True)]) for one in view.rows]
    address = partial(_listing_address, asked)
    old = access().old_talks(_old(asked)) if _goes_back(asked) and not asked.after else ()
    return render_template(
        "ledger.html", view=view, old=old, takeable=view.takeable or bool(old and _alone(view, asked)),
        title=title_of(view), heads=[(one, _sorted_by(asked, one.sort)) for one in heads], rows=rows,
        asked=asked, units=access().units(), address=address,
        file=lambda ending: url_for("ledgers.file", ending=ending, **_address(asked, after="")),
        states=[(code, say(word)) for code, word in STATES.items()], kinds=_kinds(view),
        orders=[(code, say(word)) for code, word in ORDERS.items()], tables=_tables(view, asked),
        saved=saved_on("ledgers", _address(asked, after="")))


def _goes_back(asked: LedgerAsked) -> bool:
    """Whether talks that were imported are among what is asked for: those are held and over."""
    return asked.state in {HELD, ENDED}


def _old(asked: LedgerAsked) -> OldAsked:
    """The same of talks that were imported."""
    return OldAsked(regulation=asked.regulation, kinds=asked.kinds, unit=asked.unit, since=asked.since,
                    until=asked.until)


def _taken(asked: LedgerAsked, most: int) -> tuple[OldTalk, ...]:
    """Those of them that he may take away by himself, so many at most."""
    return access().old_talks(evolve(_old(asked), taken=True, limit=most)) if _goes_back(asked) else ()


def _alone(view: LedgerView, asked: LedgerAsked) -> bool:
    """Whether there is nothing to be taken away but talks that were imported, and he may take some."""
    return not view.persons and bool(_taken(asked, 1))


def _listing_address(asked: LedgerAsked, **changes: Any) -> str:  # noqa: ANN401 - fields of it
    return url_for("ledgers.listing", **_address(asked, **changes))


def _sorted_by(asked: LedgerAsked, sort: str) -> Sorted | None:
    """The head of a column by which the ledger can be put in order."""
    def leads_to(falling: bool) -> str:  # noqa: FBT001 - as it is asked
        return _listing_address(asked, sort=sort, falling=falling, after="")

    latest_first = sort == SORTS[0] or sort.endswith(EVENT_DAY)
    return sorted_by(sort, now=asked.sort, falling=asked.falling, falls_first=latest_first,
                     address=leads_to) if sort else None


@ledgers.get("/ledgers/files/<ending>")
def file(ending: str) -> Answer:
    """The same rows as a file, and imported talks behind: all of them for Excel, the first 500 as a paper."""
    asked = _asked(request.args.get("regulation", "")[:LONGEST])
    door, today, exports, reader = access(), shell().today(), shell().exports, actor()
    view = door.ledger(evolve(asked, after=""))
    if ending not in {XLSX, DOCX, PDF} or (asked.regulation and view.regulation is None) or not (
            view.takeable or _alone(view, asked)):
        abort(NOT_FOUND)
    old = _taken(asked, MOST_TAKEN if ending == XLSX else MOST_ON_PAPER)

    def pages(after: str) -> tuple[Sequence[LedgerRow], str]:
        return door.ledger_rows(evolve(asked, after=after))

    by, unit = _printer(ending), dict(door.units()).get(asked.unit or door.own_unit(), "")
    papers = partial(_paper, unit=unit, stretch=(asked.since, asked.until), on=today, by=by, imported=old)

    def written(progress: Progress) -> Outcome:
        found, number = (ledger_file(view, pages, taken_by=reader.name, on=today, progress=progress, imported=old)
                         if ending == XLSX else papers(view, pages))
        exports.took(reader, f"ledger:{asked.regulation}", number)
        return Outcome(file_name=found.name, file_content=found.content)

    if view.persons + len(old) > AT_ONCE[ending]:
        return begin_job(say("导出台账"), written)
    try:
        made = written(lambda _done, _total: None)
    except Unfit as not_printed:
        return _not_printed(" ".join(not_printed.errors.values()))
    return attachment(made.file_name, made.file_content or b"")


def _paper(view: LedgerView, pages: Pages, **what: Any) -> tuple[File, int]:  # noqa: ANN401 - as of `ledger_paper`
    """The ledger as a paper; `Unfit` where it cannot be printed here."""
    try:
        return ledger_paper(view, pages, **what)
    except NotPrinted as why:
        raise Unfit({"": str(why)}) from why


def _printer(ending: str) -> Printer | None:
    return printer(shell().fonts) if ending == PDF else None


def _not_printed(why: str) -> Response:
    page = render_template("error.html", code=UNFIT, title=say("不能生成 PDF"), what_to_do=why, again="")
    return Response(page, UNFIT, content_type="text/html; charset=utf-8")


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
    if ending not in {XLSX, DOCX, PDF}:
        abort(NOT_FOUND)
    view, today = _table(regulation, material), shell().today()
    try:
        found = table_file(view, taken_by=actor().name, on=today) if ending == XLSX else table_paper(
            view, on=today, by=_printer(ending))
    except NotPrinted as not_printed:
        return _not_printed(str(not_printed))
    shell().exports.took(actor(), f"table:{regulation}:{material}", len(view.rows))
    return attachment(found.name, found.content)


def _asked(regulation: str) -> LedgerAsked:
    """What an address asks for; without a stretch, this year."""
    args, today = request.args, shell().today()
    first = date(today.year, 1, 1) if "since" not in args and "until" not in args else None
    return LedgerAsked(
        regulation=regulation, kinds=tuple(one[:LONGEST] for one in args.getlist("kind") if one),
        unit=args.get("unit", "")[:LONGEST], alone=args.get("alone") == "yes",
        since=day_in(args.get("since", "")) or first, until=day_in(args.get("until", "")),
        state=args.get("state", "") if args.get("state", "") in STATES else HELD,
        sort=args.get("sort", "") if is_sort(args.get("sort", "")) else SORTS[0], falling=args.get("order") != "rising",
        after=args.get("after", "")[:LONGEST], limit=PER_PAGE)


def _address(asked: LedgerAsked, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of it
    """The same as parameters of an address, with some changed; what is left open is left out."""
    one = evolve(asked, **changes)
    left_open: dict[str, Any] = {name: value for name, value in {
        "regulation": one.regulation, "kind": list(one.kinds), "unit": one.unit, "alone": "yes" if one.alone else "",
        "state": one.state if one.state != HELD else "", "sort": one.sort if one.sort != SORTS[0] else "",
        "order": "" if one.falling else "rising", "after": one.after}.items() if value}
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
    """The table of an address: of one's own unit, this year, where none is named."""
    today, args = shell().today(), request.args
    unit = args.get("unit", "")[:LONGEST] or access().own_unit()
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
