"""The office's old ledger: uploaded, looked over, brought in, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.old_ledger_flags import word_of
from yuetan.paperwork.old_ledger.importing import annotated, read_old_ledger, template
from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.wording import later, say
from yuetan_web.current import access, actor, may_anywhere, shell
from yuetan_web.forms import new_token
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.sending import attachment
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

old_ledgers = Blueprint("old_ledgers", __name__)
MOST_FAULTS, MOST_DIGITS = 50, 7
STATES = {"kept": later("待确认"), "applied": later("已导入"), "undone": later("已撤销"), "discarded": later("已放弃")}
"""What a ledger can stand at, and the word for it."""


@frozen
class Sent:
    """A form that comes back: what was typed, and what was wrong with it or with the file."""

    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    faults: tuple[str, ...] = ()
    more: int = 0  # faults that are not shown
    text: str = ""


@old_ledgers.get("/old-ledgers")
def listing() -> str:
    """The ledgers of one's units, and the form to read another."""
    return _listing(Sent())


@old_ledgers.post("/old-ledgers")
def read() -> tuple[str, int] | Answer:
    """Read a workbook and look it over; with faults, they are shown, or the workbook comes back marked."""
    typed, sent = request.form.to_dict(), request.files.get("file")
    if sent is None or not sent.filename:
        return _listing(Sent(typed, {"file": say("请选择要导入的 .xlsx 文件。")})), UNFIT
    content, unit = sent.read(), typed.get("unit", "")
    if unit not in dict(_units()):
        abort(NOT_FOUND)
    try:
        found = read_old_ledger(content, sent.filename)
        if found.faults and typed.get("do") == "mark":
            return attachment(say("旧台账（错误标注）.xlsx"), annotated(content, found.faults))
        if found.faults:
            faults = tuple(map(str, found.faults))
            return _listing(Sent(typed, {}, faults[:MOST_FAULTS], max(len(faults) - MOST_FAULTS, 0))), UNFIT
    except WorkbookRefused as refused:
        return _listing(Sent(typed, {"file": str(refused)})), UNFIT
    reference = shell().old_ledgers.keep(actor(), unit, found.rows, source=sent.filename, digest=found.digest)
    say_next(say("已读出 {count} 行，还没有导入；请看过标注，再确认导入。", count=len(found.rows)))
    return redirect(url_for("old_ledgers.ledger", reference=reference), SEE_OTHER)


@old_ledgers.get("/old-ledgers/template")
def blank() -> Response:
    """The workbook to fill in."""
    return attachment(say("约谈旧台账.xlsx"), template())


@old_ledgers.get("/old-ledgers/<reference>")
def ledger(reference: str) -> str:
    """One ledger: what it would do or did, and its rows with their flags."""
    return _page(reference, Sent())


@old_ledgers.post("/old-ledgers/<reference>")
def act(reference: str) -> tuple[str, int] | Answer:
    """Bring it in, throw it away, or take it back; where that fails, it is said why."""
    typed, acts = request.form.to_dict(), shell().old_ledgers
    token = typed.get("token", "")
    try:
        match typed.get("do"):
            case "apply":
                done = acts.apply(actor(), reference, token=token)
                say_next(say("已导入：新增 {new} 行，变更 {changed} 行，已有 {same} 行。", new=done.new,
                             changed=done.changed, same=done.same))
            case "discard":
                acts.discard(actor(), reference)
                say_next(say("已放弃，没有导入任何一行。"))
            case "undo":
                acts.undo(actor(), reference, typed.get("reason", ""), token=token)
                say_next(say("已撤销导入。"))
            case _:
                abort(NOT_FOUND)
    except Unfit as wrong:
        return _page(reference, Sent(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _page(reference, Sent(typed, {}, text=refused.text)), UNFIT
    return redirect(url_for("old_ledgers.ledger", reference=reference), SEE_OTHER)


def _listing(sent: Sent) -> str:
    units = _units()
    return render_template("old_ledgers.html", rows=shell().old_ledgers.ledgers(actor()), sent=sent, states=STATES,
                           units=units, names=dict(units), begun=_begun(units),
                           may=may_anywhere("old_ledger.import"))


def _page(reference: str, sent: Sent) -> str:
    flagged, after = request.args.get("flagged") == "yes", request.args.get("after", "")
    fits = after.isascii() and after.isdigit() and len(after) <= MOST_DIGITS
    view = shell().old_ledgers.ledger(actor(), reference, after=int(after) if fits else 0, flagged=flagged)
    flags = sorted(view.preview.flags.items(), key=lambda one: (-one[1], one[0]))
    return render_template(
        "old_ledger.html", view=view, sent=sent, states=STATES, flagged=flagged, token=new_token(), word_of=word_of,
        flags=flags, may=may_anywhere("old_ledger.import"), name=dict(_units()).get(view.unit, view.unit),
        begun=_begun(((view.unit, ""),)))


def _units() -> tuple[tuple[str, str], ...]:
    """The codes and names of the very units one is granted something in."""
    return access().granted_units()


def _begun(units: Iterable[tuple[str, str]]) -> list[str]:
    """From which day on talks are no business of an old ledger, in words: by unit and regulation where they differ."""
    names = dict(units)
    found = shell().old_ledgers.begun(actor(), names)
    said = {unit: _days(days) for unit, days in found.items()}
    if len(set(said.values())) == 1:
        return [next(iter(said.values()))]
    return [say("{unit}：{days}", unit=names[unit], days=days) for unit, days in said.items()]


def _days(days: Mapping[str, date]) -> str:
    if not days:
        return say("还没有登记适用的制度，没有启用日")
    by_day = dict[date, list[str]]()
    for title, day in days.items():
        by_day.setdefault(day, []).append(say("《{title}》", title=title))
    return say("；").join(say("{day} 启用（{titles}）", day=day, titles="".join(titles)) for day, titles in
                          sorted(by_day.items()))
