"""The ledger of a regulation: the paper that is laid out as one and says by itself what stands in its columns."""

from __future__ import annotations

from attrs import evolve, frozen

from yuetan.rules.layouts import Column, Ledger
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.rules.regulation import Regulation

_FIELDS = (
    FormField("row", "序号", FieldType.NUMBER, known="row"),
    FormField("number", "编号", known="number"),
    FormField("kind", "约谈种类", known="kind"),
    FormField("person", "约谈对象", FieldType.CADRE, known="interviewee"),
    FormField("post", "单位和职务", known="interviewee_post"),
    FormField("date", "约谈日期", FieldType.DATE, known="talk_date"),
    FormField("place", "地点", known="talk_place"),
    FormField("interviewer", "约谈人", FieldType.CADRE, known="interviewer"),
    FormField("of_unit", "办理单位", FieldType.UNIT, known="unit"),
    FormField("notified_on", "通知日期", FieldType.DATE, known="notified.on"),
    FormField("papers", "提交的材料", known="papers"),
    FormField("state", "进度", known="state"),
    FormField("filed_on", "归档日期", FieldType.DATE, known="filed.on"),
)
_WIDTHS = {"row": 2, "post": 5, "papers": 4, "of_unit": 4, "kind": 4, "date": 5, "notified_on": 5, "filed_on": 5}


@frozen
class LedgerForm:
    """A ledger: the paper whose fields stand in its columns, and how it is laid out."""

    material: Material
    layout: Ledger


GENERIC = LedgerForm(
    Material("ledger", "约谈台账", fields=_FIELDS, clause=""),
    Ledger("ledger", signed_by=("填报人", "审核人"), columns=tuple(
        Column(one.title, f"{{{one.code}}}", _WIDTHS.get(one.code, 3)) for one in _FIELDS)))
"""The ledger of a regulation that names none."""
TOGETHER = LedgerForm(
    evolve(GENERIC.material, fields=(*_FIELDS, FormField("regulation", "适用制度", known="regulation"))),
    evolve(GENERIC.layout, columns=tuple(
        evolve(one, text="{kind}{regulation}") if one.text == "{kind}" else one for one in GENERIC.layout.columns)))
"""The ledger of several together: a kind is told with its regulation, as each has kinds of the same name."""


def ledger_of(regulation: Regulation) -> LedgerForm:
    """The regulation's own ledger, else the generic one; of several the first. One that counts talks is none."""
    papers = {one.code: one for one in regulation.of(Material)}
    return next((LedgerForm(papers[one.material], one) for one in regulation.layouts
                 if isinstance(one, Ledger) and _lists_talks(papers[one.material])), GENERIC)


def tables_of(regulation: Regulation) -> tuple[Material, ...]:
    """The papers of a regulation that count talks, in its order."""
    return tuple(one for one in regulation.of(Material) if any(field.counted for field in one.fields))


def _lists_talks(paper: Material) -> bool:
    return any(one.known for one in paper.fields) and not any(one.counted for one in paper.fields)
