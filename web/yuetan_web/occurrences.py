"""What happened to a cadre or in a unit outside any interview, put on record on his page or on that of the unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from yuetan.access.reading_units import UnitView
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.occurrences import Occurrence
from yuetan.casework.outside_scans import Concerned
from yuetan.casework.recordable import Recordable
from yuetan.casework.reporting import MayReport, Reported
from yuetan.wording import say
from yuetan_web.cadres import cadre_page
from yuetan_web.current import access, actor, shell
from yuetan_web.forms import FIELD, late, new_token, read_day
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.late_scans import late_scan, may_scan_about, put_on_file_about
from yuetan_web.listing import LONGEST_NAME
from yuetan_web.outside import NOTHING_TRIED, OutsideTried, Paper, outside_forms, report_forms
from yuetan_web.outside_scans import scans_about
from yuetan_web.people import numbered
from yuetan_web.shown import all_shown
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import tell

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

occurrences = Blueprint("occurrences", __name__)


@occurrences.get("/units")
def listing() -> str:
    """The units one works for, those whose name holds what was typed."""
    name = request.args.get("name", "").strip()[:LONGEST_NAME]
    return render_template("units.html", name=name, units=[one for one in access().units() if name in one[1]])


@occurrences.get("/units/<reference>")
def unit(reference: str) -> str:
    """What a unit owes itself, what is on record about it, and what may be recorded."""
    return _unit_page(access().unit(reference) or abort(NOT_FOUND), NOTHING_TRIED)


@occurrences.post("/units/<reference>")
def about_unit(reference: str) -> tuple[str, int] | Answer:
    """Put something on record about a unit; where that fails, the form comes back with what was typed."""
    view = access().unit(reference) or abort(NOT_FOUND)
    return _record(url_for("occurrences.unit", reference=reference, _anchor="outside"),
                   lambda tried: _unit_page(view, tried), unit=view.code)


@occurrences.post("/cadres/<reference>/occurrences")
def about_cadre(reference: str) -> tuple[str, int] | Answer:
    """The same about a cadre."""
    view = access().cadre(reference) or abort(NOT_FOUND)
    return _record(url_for("cadres.cadre", reference=reference, _anchor="outside"),
                   lambda tried: cadre_page(view, outside=tried), cadre=view.cadre)


@occurrences.post("/units/<reference>/reports")
def report(reference: str) -> tuple[str, int] | Answer:
    """Hand in what a unit may hand in and does not owe."""
    view = access().unit(reference) or abort(NOT_FOUND)
    typed = request.form.to_dict()
    named = tuple(typed.get(name, "") for name in ("regulation", "duty", "period"))
    found = next((one for one in shell().casework.may_report(actor(), view.code)
                  if (one.of.key.regulation, one.of.key.duty, one.of.key.cause) == named), None) or abort(NOT_FOUND)
    about, token = Concerned(unit=view.code), typed.get("token", "")
    try:
        reported = _reported(found, view, typed)
        scan = late_scan(reported.late)
        done = shell().casework.report(actor(), reported, token=token)
    except Unfit as wrong:
        return _unit_page(view, OutsideTried(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _unit_page(view, OutsideTried(typed, {}, (refused.text,))), UNFIT
    tell(say("已办理：{title}。", title=found.of.duty.title) + put_on_file_about(about, done, scan, token), done)
    return redirect(url_for("occurrences.unit", reference=reference, _anchor="reports"), SEE_OTHER)


def _reported(found: MayReport, view: UnitView, typed: Mapping[str, str]) -> Reported:
    """What was sent. Raises `Unfit` for a day that is none, or somebody who is not found."""
    key = found.of.key
    return Reported(regulation=key.regulation, duty=key.duty, unit=view.code, period=key.cause,
                    fields=_fields(found.of.duty.material, typed), correction=typed.get("correction", "").strip(),
                    on=read_day(typed, "on"), late=late(typed))


def _unit_page(view: UnitView, tried: OutsideTried) -> str:
    free = report_forms(shell().casework.may_report(actor(), view.code), tried)
    record, about = shell().casework.outside_record(actor(), unit=view.code), Concerned(unit=view.code)
    return render_template("unit.html", unit=view, owed=all_shown(view.owed), outside=outside_forms(record, tried),
                           reports=free, token=new_token(),
                           may_scan=bool(free or record.offered) and may_scan_about(about),
                           scans=scans_about(about, "outside_scans.of_unit", view.reference))


def _record(back: str, page: Callable[[OutsideTried], str], *, cadre: str = "", unit: str = "",
            ) -> tuple[str, int] | Answer:
    typed = request.form.to_dict()
    offered = shell().casework.outside_record(actor(), cadre=cadre, unit=unit).offered
    named = (typed.get("regulation", ""), typed.get("code", ""))
    found = next((one for one in offered if (one.regulation.code, one.code) == named), None) or abort(NOT_FOUND)
    about, token = Concerned(cadre=cadre, unit=unit), typed.get("token", "")
    try:
        occurrence = _occurrence(found, typed, cadre, unit)
        scan = late_scan(occurrence.late)
        done = shell().casework.record_occurrence(actor(), occurrence, token=token)
    except Unfit as wrong:
        return page(OutsideTried(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return page(OutsideTried(typed, {}, (refused.text,))), UNFIT
    tell(say("已登记：{title}。", title=found.title) + put_on_file_about(about, done, scan, token), done)
    return redirect(back, SEE_OTHER)


def _occurrence(found: Recordable, typed: Mapping[str, str], cadre: str, unit: str) -> Occurrence:
    """What was sent. Raises `Unfit` for a day that is none, or somebody who is not found."""
    return Occurrence(regulation=found.regulation.code, code=found.code, cadre=cadre, unit=unit,
                      fields=_fields(found.material, typed), number=typed.get("number", "").strip(),
                      on=read_day(typed, "on"), late=late(typed))


def _fields(paper: Paper | None, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed into the fields of a paper, people by their staff numbers."""
    known = numbered(typed, (FIELD + one.code for one in paper.fields if one.type.name == "CADRE") if paper else ())
    return {name.removeprefix(FIELD): text for name, text in known.items() if name.startswith(FIELD)}
