"""The roster out of a workbook: read and looked over, its differences shown, and imported, each with its progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.casework.errors import Conflict, Unfit
from yuetan.paperwork.new_accounts.workbook import accounts_workbook
from yuetan.paperwork.roster.uploads import APPLIED, DISCARDED, FAULTY, KEPT
from yuetan.wording import later, say
from yuetan_web.current import actor, shell
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.jobs import Outcome, Progress, begin_job
from yuetan_web.sending import attachment
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

rosters = Blueprint("rosters", __name__)
STATES = {FAULTY: later("有错误，没有导入"), KEPT: later("待确认"), APPLIED: later("已导入"),
          DISCARDED: later("已放弃")}
LOOKS = {FAULTY: "over", KEPT: "soon", APPLIED: "done", DISCARDED: "lapsed"}
PARTS = {"placements": later("单位沿革"), "cadres": later("干部"), "appointments": later("任职"),
         "portfolios": later("分管")}
SORTS = {"new": later("新增"), "changed": later("更改"), "gone": later("库中有、工作簿没有（照旧保留）")}
COUNTED = {"units": later("单位"), **PARTS, "past_talks": later("既往约谈")}


@rosters.get("/roster")
def listing() -> str:
    """The workbooks one brought, and the form to bring another."""
    return _listing({})


@rosters.post("/roster")
def read() -> tuple[str, int] | Answer:
    """Read a workbook and look it over; what it would change, or what is wrong with it, is a page of its own."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _listing({"file": say("请选择要导入的 .xlsx 文件。")}), UNFIT
    content, source, work, who = sent.read(), sent.filename, shell().rosters, actor()
    led = url_for("rosters.upload", reference="-")

    def look_over(progress: Progress) -> Outcome:
        kept = work.find(who, work.keep(who, content, source, progress))
        said = (say("有错误，一行也没有导入；错在哪里请看结果。") if kept.state == FAULTY else
                say("已看过，还没有导入；请核对后确认。"))
        return Outcome(said=said, leads_to=led.replace("-", kept.reference))

    try:
        return begin_job(say("读入花名册 {file}", file=source[:60]), look_over)
    except Unfit as wrong:
        return _listing(wrong.errors), UNFIT


@rosters.get("/roster/template")
def blank() -> Response:
    """The workbook to fill in."""
    return attachment(say("花名册模板.xlsx"), shell().rosters.template())


@rosters.post("/roster/current")
def current() -> Answer:
    """The roster of one's units as it stands, to be corrected and brought back."""
    work, who, exports = shell().rosters, actor(), shell().exports

    def write(_: Progress) -> Outcome:
        content = work.current(who)
        exports.took(who, say("花名册"), 0)
        return Outcome(file_name=say("花名册.xlsx"), file_content=content)

    return begin_job(say("导出花名册"), write)


@rosters.post("/roster/without-accounts")
def without_accounts() -> Response:
    """Who serves in one's units and has no account, as the workbook that the system administrator makes them from."""
    found = shell().rosters.without_accounts(actor())
    shell().exports.took(actor(), say("没有账号的人员"), len(found))
    return attachment(say("没有账号的人员.xlsx"), accounts_workbook(found))


@rosters.get("/roster/<reference>")
def upload(reference: str) -> str:
    """One workbook: what it would change, or what is wrong with it."""
    return _page(reference)


@rosters.get("/roster/<reference>/marked")
def marked(reference: str) -> Response:
    """The workbook with its faults marked."""
    return attachment(say("花名册（错误标注）.xlsx"), shell().rosters.marked(actor(), reference))


@rosters.post("/roster/<reference>")
def act(reference: str) -> Answer:
    """Import what was looked over, or throw it away."""
    work, who = shell().rosters, actor()
    kept = work.find(who, reference)
    if request.form.get("do") == "discard":
        work.discard(who, reference)
        say_next(say("已放弃，没有导入任何一行。"))
        return redirect(url_for("rosters.listing"), SEE_OTHER)
    if request.form.get("do") != "apply":
        abort(NOT_FOUND)
    if kept.state != KEPT:
        raise Conflict
    led = url_for("rosters.upload", reference=reference)

    def bring_in(progress: Progress) -> Outcome:
        return Outcome(said=_said(work.apply(who, reference, progress)), leads_to=led)

    try:
        return begin_job(say("导入花名册 {file}", file=kept.source[:60]), bring_in)
    except Unfit as wrong:
        say_next("".join(wrong.errors.values()))
        return redirect(led, SEE_OTHER)


def _said(counts: Mapping[str, Mapping[str, int]]) -> str:
    lines = [say("{part}：新增 {added}，更新 {changed}，未变 {unchanged}", part=say(title), **counts[part])
             for part, title in COUNTED.items()]
    return "\n".join([say("导入完成，应办事项已重新推算。"), *lines])


def _listing(errors: Mapping[str, str]) -> str:
    return render_template("rosters.html", uploads=shell().rosters.own(actor()), states=STATES, looks=LOOKS,
                           errors=errors)


def _page(reference: str) -> str:
    found = shell().rosters.find(actor(), reference)
    told = found.told["differences"]
    parts = [(say(title), [(say(word), told[part][sort]) for sort, word in SORTS.items() if told[part][sort]["number"]])
             for part, title in PARTS.items() if part in told]
    return render_template("roster.html", upload=found, states=STATES, looks=LOOKS, kept=found.state == KEPT,
                           parts=[one for one in parts if one[1]], faults=found.told["faults"],
                           number=found.told["number"])
