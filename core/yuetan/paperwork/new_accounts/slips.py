"""One-time passwords on paper: a slip for each, to be handed over in person, and a list to sign for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yuetan.casework.civil import civil_time
from yuetan.casework.many_accounts import Prepared
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.materials import as_word
from yuetan.paperwork.papers.package import packed
from yuetan.paperwork.papers.pdf import NotPrinted, Printer
from yuetan.rules.layouts import Band, Column, Form, Ledger
from yuetan.rules.papers import FormField, Material

# A paper is Chinese, whatever language the pages of its maker speak: its own words are not translated.
_FIELDS = (FormField("name", "姓名"), FormField("unit_name", "单位"), FormField("cadre", "人员编号"),
           FormField("sign_in", "登录名"), FormField("password", "一次性密码"), FormField("until", "有效期至"),
           FormField("address", "登录地址"))
SLIP = Material("account_slip", "账号通知单", clause="", fields=_FIELDS)
SLIP_LAYOUT = Form("account_slip", caption=("{unit_name}", "{signed_on}"), rows=(
    ("姓名", "{name}", "人员编号", "{cadre}"), ("登录地址", "{address}"), ("登录名", "{sign_in}"),
    ("一次性密码", "{password}"), ("有效期至", "{until}"),
    Band("第一次登录须立即改成自己的密码；过期没有登录的，请系统管理员重置")),
    note="本单当面交给本人，登录后销毁。账号不带任何权限，权限另行申请。")
RECEIPTS = Material("account_receipts", "账号通知单签收表", clause="", fields=_FIELDS)
RECEIPTS_LAYOUT = Ledger("account_receipts", columns=(
    Column("序号", "{row}"), Column("单位", "{unit_name}", 4), Column("姓名", "{name}", 2),
    Column("人员编号", "{cadre}", 2), Column("登录名", "{sign_in}", 3), Column("签收", "", 2), Column("日期", "", 2)),
    caption=("", "{signed_on}"), signed_by=("经手人",))
SLIPS_NAME, RECEIPTS_NAME = "账号通知单（一人一页，当面交本人）", "签收表（不含密码）"


def slips(some: Sequence[Prepared], address: str, on: date, printer: Printer) -> bytes:
    """A ZIP of both, as PDF; as Word files where some character has no font. The list names no password."""
    facts = {"signed_on": f"{on.year}年{on.month}月{on.day}日"}
    entries = [_entry(one, address) for one in some]
    each = [Paper(layout=SLIP_LAYOUT, material=SLIP, entries=(entry,), facts=facts, on=on) for entry in entries]
    bare = [{name: text for name, text in entry.items() if name != "password"} for entry in entries]
    listed = Paper(layout=RECEIPTS_LAYOUT, material=RECEIPTS, entries=bare, facts=facts, on=on)
    try:
        parts = {f"{SLIPS_NAME}.pdf": printer.printed(each), f"{RECEIPTS_NAME}.pdf": printer.printed([listed])}
    except NotPrinted:
        named = {f"{SLIPS_NAME}/{number:03d}{one.of.name}.docx": as_word(paper)
                 for number, (one, paper) in enumerate(zip(some, each, strict=True), start=1)}
        parts = {**named, f"{RECEIPTS_NAME}.docx": as_word(listed)}
    return packed(parts, first=())


def _entry(one: Prepared, address: str) -> dict[str, str]:
    return {"name": one.of.name, "unit_name": one.of.unit, "cadre": one.of.cadre, "sign_in": one.of.sign_in,
            "password": one.password, "until": f"{civil_time(one.until):%Y-%m-%d %H:%M}", "address": address}
