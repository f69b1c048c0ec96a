"""One obligation with everything it rests on, its days counted before the reader's eyes, and a unit's report on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen
from flask import Blueprint, abort, redirect, render_template, request, url_for

from yuetan.access.reading_figures import Figures
from yuetan.access.report_views import ReportRow
from yuetan.access.views import ObligationView
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.outside_scans import Concerned
from yuetan.casework.reporting import Reported
from yuetan.engine.addressees import upward
from yuetan.wording import say
from yuetan_web.absence import away_in_words, stopped
from yuetan_web.current import access, actor, may_anywhere, shell
from yuetan_web.forms import FIELD, Input, inputs_of, late, new_token, read_day
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.late_scans import late_scan, may_scan_about, put_on_file_about
from yuetan_web.people import numbered
from yuetan_web.reckoning import supposed_about
from yuetan_web.shown import explained
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import tell

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

owed = Blueprint("owed", __name__)
_ADDRESS = "/owed/<subject>/<regulation>/<edition>/<duty>/<path:cause>"


@frozen
class Report:
    """The form in which a unit hands in what it owes, with what was typed and what was wrong with it."""

    inputs: tuple[Input, ...]
    typed: Mapping[str, str]
    errors: Mapping[str, str]
    objections: tuple[str, ...] = ()
    note: str = ""  # what was counted for the numbers in it


@owed.get(_ADDRESS)
def obligation(subject: str, regulation: str, edition: str, duty: str, cause: str) -> str:
    """Why it is owed, how its day was counted, and whose task it is."""
    view = access().owed(subject, regulation, edition, duty, cause) or abort(NOT_FOUND)
    return _page(view, _report(view, {}, {}))


@owed.post(_ADDRESS)
def report(subject: str, regulation: str, edition: str, duty: str, cause: str) -> tuple[str, int] | Answer:
    """Hand in what the unit owes, or say that it did it; where that fails, the form comes back with what was typed."""
    view = access().owed(subject, regulation, edition, duty, cause) or abort(NOT_FOUND)
    if not _of_unit(view):
        abort(NOT_FOUND)
    typed = request.form.to_dict()
    about, token = Concerned(unit=view.explanation.obligation.key.subject), typed.get("token", "")
    try:
        reported = _reported(view, typed)
        scan = late_scan(reported.late)
        done = shell().casework.report(actor(), reported, token=token)
    except Unfit as wrong:
        return _page(view, _report(view, typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _page(view, _report(view, typed, {}, refused.text)), UNFIT
    tell(say("已办理：{title}。", title=view.row.duty.title) + put_on_file_about(about, done, scan, token), done)
    return redirect(url_for("owed.obligation", subject=subject, regulation=regulation, edition=edition, duty=duty,
                            cause=cause), SEE_OTHER)


@owed.post(_ADDRESS.replace("/owed/", "/closings/", 1))
def close(subject: str, regulation: str, edition: str, duty: str, cause: str) -> tuple[str, int] | Answer:
    """Close it without doing it; where that fails, the form comes back with what was typed."""
    view = access().owed(subject, regulation, edition, duty, cause) or abort(NOT_FOUND)
    typed = request.form.to_dict()
    try:
        done = shell().casework.close_obligation(
            actor(), view.explanation.obligation.key, typed.get("reason", ""), token=typed.get("token", ""))
    except Unfit as wrong:
        return _page(view, _report(view, {}, {}), Report((), typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _page(view, _report(view, {}, {}), Report((), typed, {}, (refused.text,))), UNFIT
    tell(say("已写明理由了结：{title}。", title=view.row.duty.title), done)
    return redirect(url_for("owed.obligation", subject=subject, regulation=regulation, edition=edition, duty=duty,
                            cause=cause), SEE_OTHER)


def _page(view: ObligationView, form: Report | None, closing: Report | None = None) -> str:
    one = explained(view)
    once_more = view.row.done_on is not None
    asked = form if form and (form.typed or once_more or not one.shown.settled) else None
    return render_template("obligation.html", one=one, upward=upward(view.row.duty), drawn_up=_drawn_up(view),
                           report=asked, token=new_token(), once_more=once_more,
                           closing=closing or _closing(view),
                           may_scan=asked is not None and may_scan_about(
                               Concerned(unit=view.explanation.obligation.key.subject)),
                           answerable=view.answerable, handed=view.handed, away=_away(view),
                           suppose=supposed_about(view),
                           closing_address=one.shown.address.replace("/owed/", "/closings/", 1))


def _away(view: ObligationView) -> list[tuple[str, str]]:
    """Who is not there, by name: of those it concerns why, and of those whose task it is only since when."""
    occasion = view.explanation.obligation.occasion
    concerned = occasion.cadres if occasion else ()
    return [(one.person.name, stopped(one) if one.person.cadre in concerned else away_in_words(one, why=False))
            for one in view.away]


def _drawn_up(view: ObligationView) -> ReportRow | None:
    """The upward report on it, where there is one."""
    return access().report_for(view.explanation.obligation.key) if upward(view.row.duty) else None


def _closing(view: ObligationView) -> Report | None:
    """The form to close it with a reason, for whoever may."""
    row = view.row
    if row.interview or row.duty.each is not None or not may_anywhere("obligation.close"):
        return None
    return Report((), {}, {}) if shell().casework.closable(actor(), view.explanation.obligation.key) else None


def _report(view: ObligationView, typed: Mapping[str, str], errors: Mapping[str, str], refused: str = "",
            ) -> Report | None:
    """The form; None for what is not for a unit to report, and for whoever reports for no unit."""
    if not _of_unit(view) or not may_anywhere("report.make"):
        return None
    material = view.row.duty.material
    counted = access().figures(view)
    inputs = inputs_of(material.fields, typed, errors, counted.values if counted else None) if material else ()
    return Report(inputs, typed, errors, (refused,) if refused else (), _note(counted) if counted else "")


def _note(counted: Figures) -> str:
    """What was counted for the numbers that stand in the form."""
    return say("表中数字按约谈档案预填：{since} 至 {until}，实施约谈 {talks} 次、{persons} 人次；包括下级单位，但"
               "另行报送的下级单位除外。请核对，可以修改。", since=counted.since, until=counted.until,
               talks=counted.talks, persons=counted.persons)


def _reported(view: ObligationView, typed: Mapping[str, str]) -> Reported:
    """What was sent. Raises `Unfit` for a day that is none, or somebody who is not found."""
    key, material = view.explanation.obligation.key, view.row.duty.material
    people = (FIELD + one.code for one in material.fields if one.type.name == "CADRE") if material else ()
    known = numbered(typed, people)
    fields = {name.removeprefix(FIELD): text for name, text in known.items() if name.startswith(FIELD)}
    return Reported(regulation=key.regulation, duty=key.duty, unit=key.subject, period=key.cause, fields=fields,
                    correction=typed.get("correction", "").strip(), on=read_day(typed, "on"), late=late(typed))


def _of_unit(view: ObligationView) -> bool:
    """Whether a unit owes it, and meets it by a paper or an act of its own rather than by talks."""
    row, units = view.row, {one.id for one in view.world.units}
    owed_by_unit = not row.interview and not row.subject.cadre and view.explanation.obligation.key.subject in units
    return owed_by_unit and row.duty.talk is None and bool(row.duty.met_by) and not upward(row.duty)
