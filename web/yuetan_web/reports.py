"""Upward reports: owed, drafted, reviewed, sent, received and returned, and what the received ones add up to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR
from functools import partial
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any, TypedDict

from attrs import evolve, field, frozen
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.access.report_views import INCOMING, OWN, ReportField, ReportOwed, ReportsAsked, ReportView
from yuetan.casework.acts import Done
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.outside_scans import Concerned
from yuetan.casework.upward_reports import NewReport, Sent
from yuetan.paperwork.papers.upward import upward_paper
from yuetan.wording import later, say
from yuetan_web.current import access, actor, may_anywhere, shell
from yuetan_web.forms import FIELD, Input, inputs_of, late, new_token, read_day, version_in
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.late_scans import late_scan, may_scan_about, put_on_file_about
from yuetan_web.listing import LONGEST, PER_PAGE
from yuetan_web.people import numbered
from yuetan_web.printing import as_asked
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import tell

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

reports = Blueprint("reports", __name__)
REMARK = "remark."
YEARS_SHOWN, YEAR_DIGITS, MOST_DIGITS, FIRST_OWED = 6, 4, 6, 10
STATES = {"drafted": later("起草中"), "reviewed": later("已审核"), "sent": later("已报送"),
          "received": later("已收到"), "returned": later("已退回")}
"""What a report can stand at, and the word for it."""

DONE = {"report_drafted": later("起草"), "report_declined": later("审核未通过"), "report_reviewed": later("审核通过"),
        "report_received": later("收到"), "report_returned": later("退回"), "scanned": later("归档签字材料的扫描件")}
"""What can be done to a report; anything else is that it was sent."""


class _Seen(TypedDict):
    """As a report was seen, and what makes it one request."""

    version: int
    token: str


@frozen
class Tried:
    """A form that comes back: which one, what was typed into it, and what was wrong with it."""

    form: str = ""
    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    refused: tuple[str, ...] = ()


@frozen
class Drawn:
    """One field of a draft: how it is filled in, and for a figure why it says otherwise than the records."""

    of: ReportField
    input: Input
    remark: str
    remark_error: str


@reports.get("/reports")
def listing() -> str:
    """The reports that are owed, those of one's units, and those sent to them."""
    return _listing(Tried())


@reports.post("/reports")
def draft() -> tuple[str, int] | Answer:
    """Draft a report out of the records; where that fails, the form comes back."""
    typed = request.form.to_dict()
    try:
        reference = shell().upward_reports.draft(actor(), NewReport(
            unit=typed.get("unit", ""), regulation=typed.get("regulation", ""), duty=typed.get("duty", ""),
            cause=typed.get("cause", ""), addressee=typed.get("addressee", "")), token=typed.get("token", ""))
    except Unfit as wrong:
        return _listing(Tried("draft", typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _listing(Tried("draft", typed, {}, (refused.text,))), UNFIT
    return redirect(url_for("reports.report", reference=reference), SEE_OTHER)


@reports.get("/reports/<reference>")
def report(reference: str) -> str:
    """One report with its figures, and what may be done with it."""
    return _page(_view(reference), Tried())


@reports.post("/reports/<reference>")
def act(reference: str) -> tuple[str, int] | Answer:
    """Do with a report what the pressed button says; where that fails, the form comes back."""
    view, typed = _view(reference), request.form.to_dict()
    do = typed.get("do", "")
    if do not in _ACTS:
        abort(NOT_FOUND)
    try:
        scan = late_scan(late(typed)) if do == "send" else None
        done = _ACTS[do](view, typed)
    except Unfit as wrong:
        return _page(view, Tried(do, typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _page(view, Tried(do, typed, {}, (refused.text,))), UNFIT
    after = access().report(view.row.reference)
    following = _next(after) if after else ""
    put = put_on_file_about(Concerned(unit=view.unit_code), done, scan, typed.get("token", ""))
    tell(say(_SAID[do]) + put + (say("下一步：{next}", next=following) if following else ""), done)
    return redirect(url_for("reports.report", reference=view.row.reference), SEE_OTHER)


@reports.get("/reports/<reference>/paper")
def paper(reference: str) -> Response:
    """The report as it is printed: as a Word file, or as PDF where that is asked for."""
    view, today = _view(reference), shell().today()
    return as_asked(reference, lambda by: upward_paper(view, today, by))


@reports.get("/reports/to/<unit>/<regulation>/<duty>/<path:cause>")
def collected(unit: str, regulation: str, duty: str, cause: str) -> str:
    """What the reports of a period add up to, which are wanting, and which differ from the records."""
    view = access().collected(unit, regulation, duty, cause) or abort(NOT_FOUND)
    return render_template("reports_collected.html", view=view, states=_states())


def _write(view: ReportView, typed: Mapping[str, str]) -> Done:
    people = (FIELD + one.field.code for one in view.fields if one.field.type.name == "CADRE")
    known = numbered(typed, people)
    return shell().upward_reports.write(
        actor(), view.row.reference, _under(FIELD, known), _under(REMARK, known), **_seen(typed))


def _review(view: ReportView, typed: Mapping[str, str]) -> Done:
    return shell().upward_reports.review(actor(), view.row.reference, **_seen(typed))


def _decline(view: ReportView, typed: Mapping[str, str]) -> Done:
    return shell().upward_reports.decline(actor(), view.row.reference, typed.get("reason", ""), **_seen(typed))


def _send(view: ReportView, typed: Mapping[str, str]) -> Done:
    sent = Sent(paper=typed.get("paper", ""), on=read_day(typed, "on"), late=late(typed))
    return shell().upward_reports.send(actor(), view.row.reference, sent, **_seen(typed))


def _receive(view: ReportView, typed: Mapping[str, str]) -> Done:
    return shell().upward_reports.receive(actor(), view.row.reference, **_seen(typed))


def _return(view: ReportView, typed: Mapping[str, str]) -> Done:
    return shell().upward_reports.give_back(actor(), view.row.reference, typed.get("reason", ""), **_seen(typed))


_ACTS: Mapping[str, Callable[[ReportView, Mapping[str, str]], Done]] = {
    "write": _write, "review": _review, "decline": _decline, "send": _send, "receive": _receive, "return": _return}
_SAID = {"write": later("已保存。"), "review": later("已审核通过。"), "decline": later("已退给起草人。"),
         "send": later("已报送。"), "receive": later("已登记收到。"), "return": later("已退回。")}


def _listing(tried: Tried) -> str:
    asked = _asked()
    rows, owed = access().reports(asked), access().owed_reports() if may_anywhere("report.make") else ()
    if not rows and not request.args and (sent := access().reports(evolve(asked, side=INCOMING))):
        asked, rows = evolve(asked, side=INCOMING), sent  # his unit makes none: he begins with what is sent to it
    address, units = partial(_address, asked), access().units()
    name = dict(units).get(asked.unit, "") if asked.unit else ""
    owed = tuple(one for one in owed if not name or one.unit_name == name)
    first = owed if request.args.get("owed") == "all" or tried.form else owed[:FIRST_OWED]
    return render_template(
        "reports.html", owed=[(one, _period(one)) for one in first], more_owed=len(owed) - len(first), tried=tried,
        rows=rows[:PER_PAGE], more=len(rows) > PER_PAGE, asked=asked,
        address=address, states=_states(), years=_years(), units=units, token=new_token())


def _period(one: ReportOwed) -> str:
    """What it is to tell of, in words; empty for what is owed after a talk or an event."""
    each, year = one.duty.each, one.cause[:YEAR_DIGITS]
    if each is None or not (year.isascii() and year.isdigit() and MINYEAR < int(year) < MAXYEAR):
        return ""
    spans = (span for some in (int(year) - 1, int(year), int(year) + 1) for span in each.spans(some, shell().calendar))
    return next((each.label(span) for span in spans if each.key(span) == one.cause), "")


def _asked() -> ReportsAsked:
    """What the address asks for; what makes no sense there is as if it were not said."""
    args = request.args
    side, state, page = args.get("side", ""), args.get("state", ""), args.get("page", "")
    return ReportsAsked(
        side=side if side == INCOMING else OWN, state=state if state in STATES else "",
        year=args.get("year", "")[:YEAR_DIGITS], unit=args.get("unit", "")[:LONGEST], limit=PER_PAGE,
        page=max(int(page), 1) if page.isascii() and page.isdigit() and len(page) <= MOST_DIGITS else 1)


def _address(asked: ReportsAsked, **changes: Any) -> str:  # noqa: ANN401 - fields of it
    """Where the list is narrowed otherwise."""
    one = evolve(asked, **{"page": 1, **changes})
    return url_for("reports.listing", side=one.side, state=one.state or None, year=one.year or None,
                   unit=one.unit or None, page=one.page if one.page > 1 else None)


def _years() -> list[str]:
    """This year and those before it that one asks for."""
    this = shell().today().year
    return [str(year) for year in range(this, this - YEARS_SHOWN, -1)]


def _next(view: ReportView) -> str:
    """Who acts next, in words; empty where nothing is left to do."""
    row = view.row
    if "receive" in view.acts:
        return say("请登记收到，或者写明理由退回。")
    if row.incoming:
        return ""
    if row.state == "drafted" and view.history[-1].code == "report_declined":
        return say("已退给起草人，理由在“经过”里；修改、保存之后，再由{unit}的负责人审核。", unit=row.unit_name)
    if "review" in view.acts:
        return say("请核对数字和内容，按“审核通过”，或者写明理由退给起草人。")
    if "send" in view.acts:
        return say("请在“办理”里按“报送”，报给{addressee}。", addressee=row.addressee_name)
    texts = {
        "drafted": say("由{unit}的负责人审核，已列在他的工作台上，不用另外提交；写过这份报告的人不能审核。",
                       unit=row.unit_name),
        "reviewed": say("由{unit}报送{addressee}。", unit=row.unit_name, addressee=row.addressee_name),
        "sent": say("等{addressee}书面答复，由{unit}登记。", unit=row.unit_name, addressee=row.addressee_name)
        if view.outside else say("由{addressee}登记收到，或者退回。", addressee=row.addressee_name),
        "returned": say("由{unit}修改，经审核后重新报送。", unit=row.unit_name)}
    return texts.get(row.state, "")


def _page(view: ReportView, tried: Tried) -> str:
    return render_template(
        "report.html", view=view, row=view.row, following=_next(view), states=_states(), tried=tried,
        token=token_urlsafe(), fields=_drawn(view, tried) if "write" in view.acts else (), titles={**{
            one.code: say("报送") for one in view.history}, **{code: say(title) for code, title in DONE.items()}},
        figures=[one for one in view.fields if one.field.counted],
        may_scan="send" in view.acts and may_scan_about(Concerned(unit=view.unit_code)))


def _drawn(view: ReportView, tried: Tried) -> list[Drawn]:
    mine = tried if tried.form == "write" else Tried()
    inputs = inputs_of([one.field for one in view.fields], mine.typed, mine.errors, view.said)
    return [Drawn(one, drawn, mine.typed.get(REMARK + one.field.code, one.remark),
                  mine.errors.get(REMARK + one.field.code, "")) for one, drawn in zip(view.fields, inputs, strict=True)]


def _states() -> dict[str, str]:
    return {code: say(title) for code, title in STATES.items()}


def _view(reference: str) -> ReportView:
    return access().report(reference) or abort(NOT_FOUND)


def _under(before: str, typed: Mapping[str, str]) -> dict[str, str]:
    return {name.removeprefix(before): text for name, text in typed.items() if name.startswith(before)}


def _seen(typed: Mapping[str, str]) -> _Seen:
    """As it was seen: the version, none there is for what is no number; and what makes it one request."""
    return {"version": version_in(typed), "token": typed.get("token", "")}
