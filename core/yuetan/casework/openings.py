"""Opening the seal of a lead: one person asks and says why, another agrees, and the first may read for half an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.lead_acts import (
    CONFIRMED,
    OPEN,
    LeadActs,
    Transaction,
    check_state,
    handled,
    note,
    of_unit,
    permitted,
    units_of,
)
from yuetan.casework.lead_texts import check_texts
from yuetan.casework.sealed_parts import Opened, open_part, unseal_secrets
from yuetan.records.leads import lead_of
from yuetan.records.openings import (
    Opening,
    agree_to_opening,
    opening_of,
    openings_asked,
    openings_asked_by,
    put_opening,
)
from yuetan.records.sealing import MATERIAL, PARTS, SOURCE
from yuetan.records.values import TITLE_LENGTH
from yuetan.wording import say

__all__ = ["OPEN_FOR", "Opening", "Openings"]

OPEN_FOR = timedelta(minutes=30)
"""How long a part may be read after the second person agreed; its last moment is included."""

_READS = {SOURCE: "informant.read", MATERIAL: "material.read"}


@frozen
class Openings(LeadActs):
    """The acts of opening a seal. Each is an event in the case of the lead: who and why, never what was in it."""

    def ask_opening(self, actor: Actor, reference: str, part: str, reason: str, *, at: datetime,  # noqa: PLR0913 - one request
                    token: str = "") -> str:
        """Ask, as one who handles the lead, to read its ``source`` or ``material``: the reference of the opening.

        A lead that is closed stays sealed.
        """
        with self._act(actor, "seal.ask", reference, at, token=token, code="opening_asked") as act:
            if act.before is not None:
                return act.before["opening"]
            lead = handled(act, reference)
            if part not in PARTS:
                raise Unfit({"part": say("请选择反映人信息或反映材料。")})
            check_state(lead, OPEN, CONFIRMED)
            check_texts({"reason": reason}, unseal_secrets(act.connection, self.keys, lead))
            act.reason = reason
            opening = put_opening(act.connection, {"lead_id": lead.id, "part": part, "reason": reason,
                                                  "asked_by": actor.account, "asked_at": at})
            note(act, lead, "opening_asked", {"opening": opening, "part": part, "reason": reason})
            return opening

    def my_openings(self, actor: Actor, reference: str, *, at: datetime) -> tuple[Opening, ...]:
        """What this actor asked for in a lead he handles, the latest first; ``until`` says how long one may be read."""
        with self._act(actor, "seal.ask", reference, at) as act:
            return openings_asked_by(act.connection, actor.account, handled(act, reference).id)

    def openings_to_agree(self, actor: Actor, *, at: datetime) -> tuple[Opening, ...]:
        """What waits for a second person and may be agreed to by this actor, the oldest first."""
        with self._act(actor, "seal.agree", "", at) as act:
            asked = openings_asked(act.connection, units_of(actor))
            return tuple(one for one in asked if not actor.counts_as(one.asked_by) and _may_agree(act, one))

    def agree(self, actor: Actor, opening: str, why: str, *, at: datetime, token: str = "") -> None:
        """Agree, as the second person, to what another asked for: from now on he may read it for `OPEN_FOR`."""
        with self._act(actor, "seal.agree", opening, at, token=token, code="opening_agreed") as act:
            if act.before is not None:
                return
            asked = opening_of(act.connection, opening)
            if asked is None:
                raise Hidden
            lead = of_unit(act, asked.lead)
            if actor.counts_as(asked.asked_by):
                raise Refused(None, (), say("不能同意自己提出的启封申请，须由另一人同意。"))
            check_state(lead, OPEN, CONFIRMED)
            check_texts({"note": why}, unseal_secrets(act.connection, self.keys, lead), TITLE_LENGTH)
            agreement = {"agreed_by": actor.account, "agreed_at": at, "until": at + OPEN_FOR, "note": why}
            if not agree_to_opening(act.connection, asked.id, agreement):
                raise Conflict
            act.reason = why
            note(act, lead, "opening_agreed", {"opening": opening, "part": asked.part, "note": why})

    def read(self, actor: Actor, opening: str, *, at: datetime) -> Opened:
        """What was opened, for the one who asked and still handles the lead, while it may be read.

        Raises `yuetan.casework.seal_keys.SealError` where the seal does not open.
        """
        with self._act(actor, "seal.read", opening, at) as act:
            asked = opening_of(act.connection, opening)
            if asked is None or asked.asked_by != actor.account:
                raise Hidden
            act.action = _READS[asked.part]
            lead = handled(act, asked.lead)
            check_state(lead, OPEN, CONFIRMED)
            _check_time(asked, at)
            act.reason = asked.reason
            note(act, lead, "opening_read", {"opening": opening, "part": asked.part, "reason": asked.reason})
            return open_part(act.connection, self.keys, lead, asked.part)


def _may_agree(act: Transaction, asked: Opening) -> bool:
    lead = lead_of(act.connection, asked.lead)
    return lead is not None and lead.state in {OPEN, CONFIRMED} and permitted(act, lead)


def _check_time(asked: Opening, at: datetime) -> None:
    if asked.agreed_at is None or asked.until is None:
        raise Refused(None, (), say("启封申请还没有经另一人同意。"))
    if not asked.agreed_at <= at <= asked.until:
        raise Refused(None, (), say("启封已过期：另一人同意后 {minutes} 分钟内可以阅看，请重新申请。",
                                    minutes=OPEN_FOR // timedelta(minutes=1)))
