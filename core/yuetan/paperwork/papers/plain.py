"""The layout of a material for which its regulation gives none: a notice as a letter, anything else as a table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from attrs import evolve

from yuetan.paperwork.papers.tagging import visible
from yuetan.rules.duties import Duty
from yuetan.rules.events import NOTIFIED, RECORDED
from yuetan.rules.layouts import Form, Layout, Letter, Listed, Tall
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.rules.regulation import Regulation

Row = tuple[str, ...] | Tall
SHORT_TITLE = 8  # characters that stand beside another pair
_SHORT = frozenset({FieldType.DATE, FieldType.TIME, FieldType.NUMBER, FieldType.YES_NO, FieldType.CADRE})
GROUND = ("依据", "{citation}")
PRESENT = (("约谈对象", "{interviewee}", "约谈人", "{interviewer}"), ("参加人", "{company}", "记录人", "{recorder}"))
SIGNERS = ("约谈对象", "约谈人", "记录人")
EACH_PAGE = ("约谈对象", "记录人")
READ_BACK = (
    ("核对方式", "□本人阅读　□向本人宣读"),
    Tall("更正之处\n（逐处签名）", "", lines=2),
    ("本人意见", "□没有　□有，另写不同意见书附后"))
"""Rows of every record: how it was read back to whoever was talked to, what he put right, and his own view."""



def layout_of(regulation: Regulation, material: Material) -> Layout:
    """How a regulation lays out a material; where it does not say, a plain one by what it is used for."""
    acts = {duty.met_by for duty in regulation.of(Duty) if duty.material == material}
    own = next((one for one in regulation.layouts if one.material == material.code), None)
    if own is not None:
        return read_back(own) if RECORDED in acts and isinstance(own, Form) else own
    if NOTIFIED in acts:
        return plain_notice(material)
    return read_back(plain_record(material)) if RECORDED in acts else plain_form(material)


@lru_cache(maxsize=64)
def read_back(record: Form) -> Form:
    """A record with what is written in it by hand once it was read back; every page of it is signed."""
    return evolve(record, rows=(*record.rows, *READ_BACK), each_page=record.each_page or EACH_PAGE)


def plain_notice(material: Material) -> Letter:
    """A letter of all fields, one under the other."""
    codes = tuple(one.code for one in visible(material, None))
    whom = "{person}" if "person" in codes else "{interviewee}"
    return Letter(material.code, headed=True, to=f"{whom}同志：", closing="特此通知。", body=(
        "根据{citation}，现将约谈有关事项通知如下：", Listed(tuple(code for code in codes if code != "person"))))


def plain_record(material: Material) -> Form:
    """A table of who was there and of all fields, signed by them."""
    return Form(material.code, rows=(*PRESENT, GROUND, *_rows(visible(material, None))), signed_by=SIGNERS,
                closing="以上记录经核对无误。")


def plain_form(material: Material) -> Form:
    """A table of all fields, two short ones in a row, long ones across."""
    return Form(material.code, rows=(GROUND, *_rows(visible(material, None))), signed_by=("填写人",))


def _rows(fields: tuple[FormField, ...]) -> Iterator[Row]:
    waiting: tuple[str, ...] = ()
    for one in fields:
        pair = (one.title, f"{{{one.code}}}")
        short = one.type in _SHORT and len(one.title) <= SHORT_TITLE
        if waiting:
            yield waiting + pair if short else waiting
            waiting = ()
            if short:
                continue
        if short:
            waiting = pair
        else:
            yield Tall(*pair) if one.type is FieldType.LONG_TEXT else pair
    if waiting:
        yield waiting
