"""Papers that every interview has, whatever its regulation: for each act of the interviewee one to write it on."""

from __future__ import annotations

from attrs import frozen

from yuetan.casework.interviews.other_acts import REFUSABLE, REFUSED
from yuetan.paperwork.papers.filling import GAP, LONG_GAP
from yuetan.rules.layouts import Band, Form, Layout, Letter, Tall, Written
from yuetan.rules.papers import FieldType, FormField, Material


@frozen
class Twin:
    """A paper that belongs to no regulation; ``his``: one that the interviewee writes himself.

    Its code is that of the act, and the fields of its material are those of the form of the act.
    """

    material: Material
    layout: Layout
    his: bool = True


def _written(code: str, title: str, layout: Layout, *more: FormField, field: str = "reason") -> Twin:
    fields = (*more, FormField(field, "理由", FieldType.LONG_TEXT))
    return Twin(Material(code, title, clause="", fields=fields), layout)


_SELF = "本人{interviewee}，现任{interviewee_post}。"
_RECEIPT = Twin(Material("receipt", "送达回证", clause=""), Form("receipt", rows=(
    ("约谈种类", "{kind}", "送达文书", ""),
    ("受送达人", "{interviewee}", "单位及职务", "{interviewee_post}"),
    ("送达时间", "　　　年　　月　　日　　时　　分"),
    ("送达地点", ""),
    ("送达方式", "□当面送达　□转交送达　□其他："),
    Tall("受送达人\n签收", "", lines=3, signed="签名"),
    ("代收人", "", "代收理由", ""),
    Band("受送达人拒绝签收的，由送达人写明情况，请见证人签名"),
    Tall("拒收事由", "", lines=3),
    ("见证人", "", "单位及职务", ""),
    ("送达人", "", "送达人", "")),
    note="本证由送达人带回存卷。拒绝签收的，写明事由，由见证人签名。"), his=False)
_REFUSAL = Twin(Material(REFUSED, "拒绝签字情况说明", clause="", fields=(
    FormField("what", "拒绝事项", FieldType.CHOICE, choices=REFUSABLE),
    FormField("account", "经过", FieldType.LONG_TEXT), FormField("his_reason", "本人说明的理由", FieldType.LONG_TEXT),
    FormField("witness", "见证人"))), Form(REFUSED, rows=(
    ("约谈对象", "{interviewee}", "单位及职务", "{interviewee_post}"),
    ("拒绝事项", "{what}"),
    ("时间", "　　　年　　月　　日　　时　　分"),
    ("地点", "{talk_place}"),
    Tall("经过", "{account}", lines=4),
    Tall("本人说明的\n理由", "{his_reason}", lines=3),
    ("见证人", "{witness}")),
    closing="以上情况属实。", signed_by=("约谈人", "记录人", "见证人"),
    note="见证人应当是约谈双方以外的人。"), his=False)
_OBJECTION = _written("objected", "不同意见书", Letter("objected", to="{unit}：", signed_by=("本人",), body=(
    _SELF, "对{number}{kind}的记录和提出的问题，本人有以下不同意见，请附入案卷：", Written("statement", lines=13))),
    field="statement")
_POSTPONEMENT = _written("postponement_asked", "延期申请书", Letter(
    "postponement_asked", to="{unit}：", signed_by=("申请人",), body=(
        _SELF, "收到{number}{kind}的通知，约谈定于{talk_date}{talk_time}进行。因下列原因不能按时参加，申请延期：",
        Written("reason", lines=6), "申请延期至　　　　年　　月　　日。"),
    note="是否同意延期，由约谈单位答复；同意之前，请按原定时间参加。"))
_APPEAL = _written("appeal", "申诉书", Letter("appeal", to=f"{LONG_GAP}（上级单位）：", signed_by=("申诉人",), body=(
    _SELF, "对{unit}办理的{number}{kind}，本人提出申诉，事实和理由如下：", Written("reason", lines=10),
    f"请求：{LONG_GAP}{GAP}。"), note="申诉书直接交办理单位的上级单位，不经办理单位转交。"))
_CORRECTION = _written("correction_asked", "更正申请书", Letter(
    "correction_asked", to="{unit}：", signed_by=("申请人",), body=(
        _SELF, "{number}{kind}的记录中，下列内容与事实不符，申请更正（写明原记录和更正为的内容）：",
        Written("correction", lines=7), Written("reason", "更正的理由", lines=4))),
    FormField("correction", "更正内容", FieldType.LONG_TEXT))
_RECUSAL = _written("recused", "回避申请书", Letter("recused", to="{unit}：", signed_by=("申请人",), body=(
    _SELF, f"{{number}}{{kind}}的{GAP}（姓名）与本次约谈有下列关系，可能影响公正，申请其回避：",
    Written("reason", lines=11))))

TWINS = {one.material.code: one for one in (
    _RECEIPT, _REFUSAL, _POSTPONEMENT, _RECUSAL, _OBJECTION, _CORRECTION, _APPEAL)}
"""By code; a regulation's own material of the same code comes before it."""
