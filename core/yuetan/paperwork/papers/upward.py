"""An upward report as a Word document, in the form its regulation gives it."""

from __future__ import annotations

from datetime import date

from yuetan.access.report_views import ReportView
from yuetan.casework.errors import Hidden
from yuetan.paperwork.papers.delivery import Delivered
from yuetan.paperwork.papers.known import CITATION
from yuetan.paperwork.papers.materials import render
from yuetan.paperwork.papers.paper import printed_day


def upward_paper(view: ReportView, today: date) -> Delivered:
    """The report as its reader sees it, dated the day it was sent, else today. `Hidden` where it has no form."""
    row, on = view.row, view.row.sent_on or today
    material = row.duty.material
    if material is None:
        raise Hidden
    places = "、".join(row.regulation.printed(place) for place in material.places)
    facts = {"unit": row.unit_name, "regulation": f"《{row.regulation.title}》", "signed_on": printed_day(on),
             "citation": CITATION.format(title=row.regulation.title, places=places)}
    content = render(row.regulation, material, [{code: text for code, text in view.said.items() if text}],
                     facts=facts, on=on)
    return Delivered(f"{material.title}{row.unit_name}{row.until.isoformat()}.docx", content)
