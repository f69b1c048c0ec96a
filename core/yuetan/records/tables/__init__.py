"""Every table, by name."""

from yuetan.records.tables.accounts import account, role_grant, sign_in_session
from yuetan.records.tables.base import Moment, metadata
from yuetan.records.tables.cases import (
    anchor,
    appeal,
    case_file,
    done_act,
    event,
    interview,
    outbox,
    participant,
    read_log,
    submission,
)
from yuetan.records.tables.collections import collection, collection_entry, test_paper
from yuetan.records.tables.governance import arrangement, governance
from yuetan.records.tables.leads import lead, lead_handler, opening, sealed
from yuetan.records.tables.obligations import NOWHERE, UNDATED, obligation, obligation_change, obligation_count, sweep
from yuetan.records.tables.plans import plan, plan_line
from yuetan.records.tables.roster import (
    appointment,
    appointment_mark,
    cadre,
    past_talk,
    past_talk_by,
    placement,
    portfolio,
    unit,
)

__all__ = [
    "NOWHERE", "UNDATED", "Moment", "account", "anchor", "appeal", "appointment", "appointment_mark", "arrangement",
    "cadre", "case_file", "collection", "collection_entry", "done_act", "event", "governance", "interview", "lead",
    "lead_handler", "metadata", "obligation", "obligation_change", "obligation_count", "opening", "outbox",
    "participant", "past_talk", "past_talk_by", "placement", "plan", "plan_line", "portfolio", "read_log",
    "role_grant", "sealed", "sign_in_session", "submission", "sweep", "test_paper", "unit",
]
