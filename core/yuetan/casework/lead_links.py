"""Leads and the talks that rest on them; and what the head of the organ is told of them, which is the issue alone."""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Unfit
from yuetan.casework.lead_acts import (
    CONFIRMED,
    OPEN,
    LeadActs,
    Transaction,
    check_state,
    handled,
    handles,
    note,
    permitted,
    units_of,
)
from yuetan.records.leads import StoredLead, leads_in, link_interview, linkable, settled_among
from yuetan.wording import say

__all__ = ["LINKED", "LeadSummary", "Links", "age_of"]

LINKED = "lead_linked"


@frozen(kw_only=True)
class LeadSummary:
    """What a head is told of a lead: the issue in the organ's own words and how old it is, and nobody's name."""

    summary: str
    received_on: date
    state: str
    age: int  # days since it was received, until it was talked about


@frozen
class Links(LeadActs):
    """Linking a lead to a talk, and reading the issues that are at work."""

    def link(self, actor: Actor, reference: str, interview: str, *, at: datetime, token: str = "") -> None:
        """Have an interview about the same cadre rest on a lead, as one who handles it.

        It stands in the case of the lead alone. `Unfit` for an interview that is not of the lead's own organ, about
        somebody else, or rests on a lead already: which of them it is, is not said.
        """
        with self._act(actor, "lead.link", reference, at, token=token, code=LINKED) as act:
            if act.before is not None:
                return
            lead = handled(act, reference)
            check_state(lead, OPEN, CONFIRMED)
            found = linkable(act.connection, lead, interview)
            if found is None:
                raise Unfit({"interview": say(
                    "没有可以关联的这次约谈；须是本机关对同一人的约谈，且没有关联其他线索。")})
            link_interview(act.connection, lead, found)
            note(act, lead, LINKED, {"interview": interview})

    def summaries(self, actor: Actor, *, at: datetime) -> tuple[LeadSummary, ...]:
        """The issues that are at work in the organ an actor leads, the oldest first.

        None about himself, and none that he handles: those he sees as a whole.
        """
        with self._act(actor, "summary.read", "", at) as act:
            act.beside = leads_in(act.connection, units_of(actor), (OPEN, CONFIRMED))
            return tuple(LeadSummary(summary=one.summary, received_on=one.received_on, state=one.state,
                                     age=age_of(act, one)) for one in reversed(act.beside)
                         if permitted(act, one) and not handles(act, one))


def age_of(act: Transaction, lead: StoredLead) -> int:
    """The days since a lead was received, until it was talked about or closed, or else until today."""
    return ((act.looked(settled_among, lead) or civil_date(act.at)) - lead.received_on).days
