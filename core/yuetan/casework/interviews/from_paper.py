"""Acts of somebody without an account: entered by the office from the paper he signed, and judged as his own."""

from __future__ import annotations

from attrs import evolve

from yuetan.access.actor import Actor
from yuetan.casework.acts import Taken
from yuetan.casework.errors import Unfit
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.rights import may
from yuetan.casework.interviews.roster import Known
from yuetan.casework.interviews.taking import Ready
from yuetan.casework.lead_texts import unfit_text
from yuetan.records.broken_rules import SIGNER
from yuetan.records.interviews import RECUSED
from yuetan.records.values import TITLE_LENGTH
from yuetan.rules.events import HELD, PROPOSED
from yuetan.rules.papers import FieldType
from yuetan.rules.procedure import Pairing, applies
from yuetan.wording import say


def signable(opened: Opened, code: str) -> bool:
    """Whether the regulation says by whom an act is done, so that his signed paper will do in place of himself."""
    return code not in {PROPOSED, HELD} and any(
        one.step == code and applies(one.kinds, opened.kept.kind) for one in opened.regulation.of(Pairing))


def may_enter_signed(opened: Opened, actor: Actor, code: str) -> bool:
    """Whether an actor may enter what somebody else did on paper: whoever may take steps in the case."""
    return signable(opened, code) and may(opened, actor, "interview.step")


def demand_signer(opened: Opened, known: Known, taken: Taken) -> None:
    """`Unfit` for a signer who is none, or may have no part in it, and where the paper he signed is not named."""
    errors = dict[str, str]()
    if not signable(opened, taken.code):
        errors["signed_by"] = say("条文没有说这一项由谁办理，不必填签字人。")
    elif not known(FieldType.CADRE, taken.signed_by):
        errors["signed_by"] = say("请填写签字人，并核对他在名册里的姓名或人员编号。")
    elif taken.signed_by in opened.interviewees:
        errors["signed_by"] = say("约谈对象不能办理约谈他本人的这一项。")
    elif (RECUSED, taken.signed_by) in opened.people:
        errors["signed_by"] = say("他已回避，不能办理这一项。")
    if not taken.signed_paper.strip():
        errors["signed_paper"] = say("请写明他签字的材料，如审批表的名称或文号。")
    elif wrong := unfit_text(taken.signed_paper, TITLE_LENGTH, optional=True):
        errors["signed_paper"] = wrong
    if errors:
        raise Unfit(errors)


def signed(ready: Ready, taken: Taken) -> Ready:
    """The same act with whoever signed for it, and on what paper."""
    return evolve(ready, content={**ready.content, SIGNER: taken.signed_by}, paper=taken.signed_paper.strip())
