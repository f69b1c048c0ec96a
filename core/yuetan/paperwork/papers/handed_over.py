"""The list of a hand-over as a paper, to be signed by both, or by a third person for the one who leaves."""

from __future__ import annotations

from yuetan.casework.handover_views import HandoverView
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.delivery import Delivered, filed
from yuetan.paperwork.papers.pdf import Printer
from yuetan.rules.layouts import Column, Ledger
from yuetan.rules.papers import FieldType, FormField, Material

# A paper is Chinese, whatever language the pages of its maker speak: its own words are not translated.
MATERIAL = Material("handover", "工作交接清单", clause="", fields=(
    FormField("sort", "类别"), FormField("what", "事项"), FormField("until", "日期", FieldType.DATE),
    FormField("leaver", "移交人"), FormField("receiver", "接收人"), FormField("leaves_on", "离岗日期"),
    FormField("digest", "校验码")))
LAYOUT = Ledger(
    "handover", columns=(Column("序号", "{row}"), Column("类别", "{sort}", 2), Column("事项", "{what}", 6),
                         Column("日期", "{until}", 2), Column("备注", "", 2)),
    caption=("单位：{unit}", "{signed_on}"), signed_by=("移交人", "接收人", "监交人"),
    note="移交人{leaver}，接收人{receiver}，自{leaves_on}起离岗；移交人不能到场的，由监交人代签并写明事由。校验码{digest}。")
NOTHING = "没有未办结的事项"
NAMED = "工作交接清单（{leaver}）"
SHOWN = 16  # characters of the digest: enough to hold the paper to the record


def handover_paper(view: HandoverView, by: Printer | None = None) -> Delivered:
    """The paper of a list, as PDF where there is a printer. The same list gives the same paper."""
    same = {"leaver": view.leaver, "receiver": view.receiver, "leaves_on": _day(view.leaves_on.isoformat()),
            "digest": view.digest[:SHOWN]}
    rows = [{"sort": one.printed[0], "what": one.printed[1], "until": one.on.isoformat() if one.on else "", **same}
            for one in view.lines] or [{"what": NOTHING, **same}]
    facts = {"unit": view.unit, "signed_on": _day(view.drawn_on.isoformat())}
    paper = Paper(layout=LAYOUT, material=MATERIAL, entries=rows, facts=facts, on=view.drawn_on)
    return filed(NAMED.format(leaver=view.leaver), paper, by)


def _day(text: str) -> str:
    year, month, day = text.split("-")
    return f"{year}年{int(month)}月{int(day)}日"
