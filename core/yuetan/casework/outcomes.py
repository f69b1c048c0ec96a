"""How a lead ends: confirmed by a finding, or closed by two as unfounded and cleared. Neither names it to others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.errors import Refused
from yuetan.casework.lead_acts import (
    CLEARED,
    CONFIRMED,
    OPEN,
    UNFOUNDED,
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
from yuetan.casework.recordable import CLEARED_OF_IT
from yuetan.casework.sealed_parts import unseal_secrets
from yuetan.records.cases import entries
from yuetan.records.database import Connection
from yuetan.records.leads import CLOSED, StoredLead, case_of_lead, last_entries, leads_in, set_state
from yuetan.records.own_cases import waiting_on
from yuetan.rules.events import FINDING_RECORDED, departed
from yuetan.wording import say

__all__ = ["CLEARED_OF_IT", "Outcomes", "closing_proposed_by"]

_CONFIRMED, _PROPOSED, _CLEARED = "lead_confirmed", "closing_proposed", "lead_cleared"


@frozen
class Outcomes(LeadActs):
    """The acts that end a lead. `Unfit` is raised for a text that gives away what is sealed."""

    def confirm(self, actor: Actor, reference: str, finding: Mapping[str, str], *, at: datetime,
                token: str = "") -> str:
        """Record what the discipline organ found, by the fields of the regulation's own paper: the id of that event.

        It stands in the cadre's own case and does not name the lead.
        """
        with self._act(actor, "finding.record", reference, at, token=token, code=_CONFIRMED) as act:
            if act.before is not None:
                return act.before["finding"]
            lead = handled(act, reference)
            check_state(lead, OPEN)
            texts = {field: text for field, text in finding.items() if text.strip()}
            check_texts(texts or {"finding": ""}, unseal_secrets(act.connection, self.keys, lead))
            set_state(act.connection, lead.id, CONFIRMED)
            event = self._put_on_record(act, lead, FINDING_RECORDED, texts)
            note(act, lead, _CONFIRMED, {"finding": event})
            return event

    def propose_closing(self, actor: Actor, reference: str, reason: str, *, at: datetime, token: str = "") -> None:
        """Propose, as one who handles it, to close a lead as unfounded; also one that a finding had confirmed."""
        with self._act(actor, "lead.close", reference, at, token=token, code=_PROPOSED) as act:
            if act.before is not None:
                return
            lead = handled(act, reference)
            check_state(lead, OPEN, CONFIRMED)
            check_texts({"reason": reason}, unseal_secrets(act.connection, self.keys, lead))
            act.reason = reason
            note(act, lead, _PROPOSED, {"reason": reason})

    def closings_to_agree(self, actor: Actor, *, at: datetime) -> tuple[str, ...]:
        """The references of leads that another proposed to close, for whoever may agree as the second person."""
        with self._act(actor, "lead.agree", "", at) as act:
            act.beside = leads_in(act.connection, units_of(actor), (OPEN, CONFIRMED))
            return tuple(one.reference for one in act.beside if (by := closing_proposed_by(act, one)) is not None
                         and not actor.counts_as(by) and permitted(act, one))

    def close_unfounded(self, actor: Actor, reference: str, why: str, *, at: datetime, token: str = "") -> None:
        """Close a lead as unfounded, as the second person, once another proposed it."""
        with self._act(actor, "lead.agree", reference, at, token=token, code=CLOSED) as act:
            if act.before is not None:
                return
            lead = of_unit(act, reference)
            check_state(lead, OPEN, CONFIRMED)
            _check_second(actor, closing_proposed_by(act, lead))
            check_texts({"note": why}, unseal_secrets(act.connection, self.keys, lead))
            act.reason = why
            if lead.state == CONFIRMED:
                self._close_what_waits(act, lead)
            set_state(act.connection, lead.id, UNFOUNDED)
            note(act, lead, CLOSED, {"note": why})

    def _close_what_waits(self, act: Transaction, lead: StoredLead) -> None:
        """Close what is owed because of the finding that the lead had led to; the reason does not name the lead."""
        kept = entries(act.connection, case_of_lead(act.connection, lead).id)
        finding = next(one.content.get("finding", "") for one in reversed(kept) if one.code == _CONFIRMED)
        cause = f"{FINDING_RECORDED}:{finding}"
        for duty in waiting_on(act.connection, lead.cadre_id, cause):
            self._put_on_record(act, lead, departed(duty), {}, counts_for=cause,
                                reason=say("据以办理的问题认定查无实据，不再要求办理。"))

    def clear(self, actor: Actor, reference: str, statement: str, *, at: datetime, token: str = "") -> str:
        """Clear the cadre of a lead that was closed as unfounded: the id of the event in his own case.

        It says what may be told him, and names no lead.
        """
        with self._act(actor, "clearing.record", reference, at, token=token, code=_CLEARED) as act:
            if act.before is not None:
                return act.before["cleared"]
            lead = handled(act, reference)
            check_state(lead, UNFOUNDED)
            check_texts({"statement": statement}, unseal_secrets(act.connection, self.keys, lead))
            set_state(act.connection, lead.id, CLEARED)
            event = self._put_on_record(act, lead, CLEARED_OF_IT, {"statement": statement})
            note(act, lead, _CLEARED, {"cleared": event})
            return event


def closing_proposed_by(act: Transaction, lead: StoredLead) -> int | None:
    """The account that proposed to close a lead; None where nobody did, or a finding was recorded since."""
    last = act.looked(_last_of_closing, lead)
    return last[1] if last and last[0] == _PROPOSED else None


def _last_of_closing(connection: Connection, leads: Collection[StoredLead]) -> Mapping[int, tuple[str, int | None]]:
    return last_entries(connection, leads, (_PROPOSED, _CONFIRMED, CLOSED))


def _check_second(actor: Actor, proposed_by: int | None) -> None:
    if proposed_by is None:
        raise Refused(None, (), say("还没有人提出了结此线索；须先由承办人提出，再由另一人同意。"))
    if actor.counts_as(proposed_by):
        raise Refused(None, (), say("不能同意自己提出的了结意见，须由另一人同意。"))
