"""An upward report as a paper, in the form its regulation gives it."""

from __future__ import annotations

from datetime import date

from yuetan.access.report_views import ReportView
from yuetan.casework.errors import Hidden
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.delivery import Delivered, filed
from yuetan.paperwork.papers.known import CITATION
from yuetan.paperwork.papers.paper import printed_day
from yuetan.paperwork.papers.pdf import Printer
from yuetan.paperwork.papers.plain import layout_of


def upward_paper(view: ReportView, today: date, by: Printer | None = None) -> Delivered:
    """The report as its reader sees it, dated the day it was sent, else today; as PDF where there is a printer.

    Raises `Hidden` where it has no form, and `NotPrinted` where a character has no font.
    """
    row, on = view.row, view.row.sent_on or today
    material = row.duty.material
    if material is None:
        raise Hidden
    places = "、".join(row.regulation.printed(place) for place in material.places)
    facts = {"unit": row.unit_name, "regulation": f"《{row.regulation.title}》", "signed_on": printed_day(on),
             "citation": CITATION.format(title=row.regulation.title, places=places)}
    said = {code: text for code, text in view.said.items() if text}
    paper = Paper(layout=layout_of(row.regulation, material), material=material, entries=(said,), facts=facts, on=on)
    return filed(f"{material.title}{row.unit_name}{row.until.isoformat()}", paper, by)
