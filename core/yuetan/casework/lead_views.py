"""What those who handle a lead see of it, and whoever is let look into the leads of an organ below."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from yuetan.casework.lead_acts import CLEARED, UNFOUNDED, Transaction, handlers
from yuetan.casework.lead_links import age_of
from yuetan.casework.outcomes import closing_proposed_by
from yuetan.records.leads import StoredLead, talks_among

__all__ = ["LeadView", "viewed"]


@frozen(kw_only=True)
class LeadView:
    """What those who handle a lead see of it."""

    reference: str
    about: str  # a staff number
    received_on: date
    channel: str
    summary: str
    state: str
    handlers: tuple[str, ...]
    closing: bool  # somebody proposed to close it, and no other has agreed yet
    age: int = 0  # days since it was received, until it was talked about or closed
    talks: tuple[str, ...] = ()  # the references of the interviews that rest on it

    @property
    def closed(self) -> bool:
        """Whether nothing more is done about it."""
        return self.state in {UNFOUNDED, CLEARED}


def viewed(act: Transaction, lead: StoredLead) -> LeadView:
    """A lead as its view shows it, as of the moment of the act."""
    return LeadView(reference=lead.reference, about=lead.about, received_on=lead.received_on, channel=lead.channel,
                    summary=lead.summary, state=lead.state, handlers=handlers(act, lead),
                    closing=closing_proposed_by(act, lead) is not None, age=age_of(act, lead),
                    talks=act.looked(talks_among, lead) or ())
