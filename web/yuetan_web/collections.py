"""What units keep of their own under a regulation, such as questions: listed, added, edited, retired, brought in."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from attrs import field, frozen
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.access.collection_views import CollectionRow, CollectionView, EntryHistory
from yuetan.casework.collections import Which
from yuetan.casework.errors import Unfit
from yuetan.paperwork.collections.importing import bring_in
from yuetan.paperwork.collections.template import workbook_of
from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.wording import say
from yuetan_web.current import access, actor, shell
from yuetan_web.forms import FIELD, inputs_of, new_token
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.people import numbered
from yuetan_web.sending import attachment
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

collections = Blueprint("collections", __name__)
PER_PAGE = 30
MOST_FAULTS = 100  # shown at once
MOST_DIGITS = 6
_ADDRESS = "/collections/<regulation>/<code>/<unit>"


@frozen
class Sent:
    """A form that comes back: which one, what was typed into it, and what was wrong with it."""

    form: str = ""  # add, drawn, file, edit
    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    faults: tuple[str, ...] = ()
    more: int = 0  # faults that are not shown


@collections.get("/collections")
def listing() -> str:
    """The collections of the units one keeps them for."""
    return render_template("collections.html", rows=access().collections())


@collections.get(_ADDRESS)
def collection(regulation: str, code: str, unit: str) -> str:
    """One collection: its entries, and the forms to add to it."""
    return _page(_view(regulation, code, unit), Sent())


@collections.post(_ADDRESS)
def change(regulation: str, code: str, unit: str) -> tuple[str, int] | Answer:
    """Add an entry, or say how many a test has; where that fails, the form comes back with what was typed."""
    view, typed = _view(regulation, code, unit), request.form.to_dict()
    token, which = typed.get("token", ""), _which(view.row)
    form = "drawn" if typed.get("do") == "drawn" and view.row.tested else "add"
    try:
        if form == "drawn":
            shell().collections.set_drawn(actor(), which, typed.get("drawn", ""), token=token)
            say_next(say("已设定每份试卷出 {count} 题；先前抽好的试卷不变。", count=typed.get("drawn", "").strip()))
        else:
            shell().collections.add(actor(), which, _fields(view.row, typed), token=token)
            say_next(say("已录入“{title}”一条。", title=view.row.rule.title))
    except Unfit as wrong:
        return _page(view, Sent(form, typed, wrong.errors)), UNFIT
    return redirect(_address(view.row), SEE_OTHER)


@collections.get(f"{_ADDRESS}/template")
def template(regulation: str, code: str, unit: str) -> Response:
    """The workbook to fill in, empty; with ``all`` the one with what is in use now."""
    view = _view(regulation, code, unit)
    rows = [one.content for one in view.entries if not one.retired] if request.args.get("all") == "yes" else []
    return attachment(f"{view.row.rule.title}.xlsx", workbook_of(view.row.rule, rows, tested=view.row.tested))


@collections.post(f"{_ADDRESS}/workbook")
def bring(regulation: str, code: str, unit: str) -> tuple[str, int] | Answer:
    """Bring a workbook in: all of it, or nothing and every fault with its place."""
    view, sent = _view(regulation, code, unit), request.files.get("file")
    if sent is None or not sent.filename:
        return _page(view, Sent("file", {}, {"file": say("请选择要导入的 .xlsx 文件。")})), UNFIT
    try:
        done = bring_in(shell().collections, actor(), _which(view.row), view.row.rule, BytesIO(sent.read()),
                        name=sent.filename, token=request.form.get("token", ""))
    except WorkbookRefused as refused:
        return _page(view, Sent("file", {}, {"file": str(refused)})), UNFIT
    except Unfit as wrong:
        return _page(view, Sent("file", {}, wrong.errors)), UNFIT
    if done.entries is None:
        faults = tuple(map(str, done.faults))
        more = max(len(faults) - MOST_FAULTS, 0)
        return _page(view, Sent("file", {}, {}, faults[:MOST_FAULTS], more)), UNFIT
    say_next(say("已导入 {count} 条。", count=done.entries))
    return redirect(_address(view.row), SEE_OTHER)


@collections.get(f"{_ADDRESS}/entries/<entry>")
def entry(regulation: str, code: str, unit: str, entry: str) -> str:
    """One entry with all its versions."""
    return _entry_page(_history(regulation, code, unit, entry), Sent())


@collections.post(f"{_ADDRESS}/entries/<entry>")
def revise(regulation: str, code: str, unit: str, entry: str) -> tuple[str, int] | Answer:
    """Have it say something else from now on, or retire it; where that fails, the form comes back."""
    found, typed = _history(regulation, code, unit, entry), request.form.to_dict()
    which, token, version = _which(found.row), typed.get("token", ""), _version(typed)
    try:
        if typed.get("do") == "retire":
            shell().collections.retire(actor(), which, entry, version=version, token=token)
            say_next(say("已停用；先前抽好的试卷不变。"))
        else:
            shell().collections.edit(actor(), which, entry, _fields(found.row, typed), version=version, token=token)
            say_next(say("已保存为第 {version} 版；先前抽好的试卷不变。", version=version + 1))
    except Unfit as wrong:
        return _entry_page(found, Sent("edit", typed, wrong.errors)), UNFIT
    return redirect(url_for("collections.entry", entry=entry, **_place(found.row)), SEE_OTHER)


def _page(view: CollectionView, sent: Sent) -> str:
    last = max(-(-len(view.entries) // PER_PAGE), 1)
    number = min(_number(request.args.get("page", "1")), last)
    first = (number - 1) * PER_PAGE
    adding = sent if sent.form == "add" else Sent()
    return render_template(
        "collection.html", row=view.row, place=_place(view.row), entries=view.entries[first:first + PER_PAGE],
        first=first, page=number, last=last, total=len(view.entries), sent=sent, token=new_token(),
        inputs=inputs_of(view.row.rule.fields, adding.typed, adding.errors))


def _entry_page(found: EntryHistory, sent: Sent) -> str:
    inputs = inputs_of(found.row.rule.fields, sent.typed, sent.errors, found.now.content)
    return render_template("collection_entry.html", found=found, row=found.row, place=_place(found.row), sent=sent,
                           inputs=inputs, token=new_token(),
                           titles={one.code: one.title for one in found.row.rule.fields})


def _view(regulation: str, code: str, unit: str) -> CollectionView:
    return access().collection(regulation, code, unit) or abort(NOT_FOUND)


def _history(regulation: str, code: str, unit: str, entry: str) -> EntryHistory:
    return access().entry(regulation, code, unit, entry) or abort(NOT_FOUND)


def _fields(row: CollectionRow, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed into the fields. Raises `Unfit` for somebody who is not found."""
    known = numbered(typed, (FIELD + one.code for one in row.rule.fields if one.type.name == "CADRE"))
    return {name.removeprefix(FIELD): text for name, text in known.items() if name.startswith(FIELD)}


def _which(row: CollectionRow) -> Which:
    return Which(regulation=row.regulation.code, code=row.rule.code, unit=row.unit_code)


def _place(row: CollectionRow) -> dict[str, Any]:
    """What an address of the collection is made of."""
    return {"regulation": row.regulation.code, "code": row.rule.code, "unit": row.unit}


def _address(row: CollectionRow) -> str:
    return url_for("collections.collection", **_place(row))


def _version(typed: Mapping[str, str]) -> int:
    """The version that was seen; 0, which none is, for what is no number."""
    return _number(typed.get("version", ""), 0)


def _number(text: str, otherwise: int = 1) -> int:
    """A number of a page or a version; another for what is none."""
    fits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return max(int(text), otherwise) if fits else otherwise
