"""Every table, by name."""

from yuetan.records.tables.accounts import account, role_grant, sign_in_session
from yuetan.records.tables.administration import backup, joint_act, recovery_code, second_factor
from yuetan.records.tables.api_tokens import api_token
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
from yuetan.records.tables.drafts import draft
from yuetan.records.tables.governance import arrangement, governance
from yuetan.records.tables.handovers import handover, proxy
from yuetan.records.tables.inspections import inspection
from yuetan.records.tables.jobs import job
from yuetan.records.tables.leads import lead, lead_handler, opening, sealed
from yuetan.records.tables.moves import dossier, dossier_handover, former_name, merger, merger_row, move, move_row
from yuetan.records.tables.obligations import NOWHERE, UNDATED, obligation, obligation_change, obligation_count, sweep
from yuetan.records.tables.old_ledgers import old_ledger, old_ledger_row
from yuetan.records.tables.papers import attachment, document_number, document_stem, paper_print, paper_template
from yuetan.records.tables.plans import plan, plan_line
from yuetan.records.tables.reminders import feed, lease, mail_address, message, reminder
from yuetan.records.tables.reorganisations import reorganisation, reorganisation_unit
from yuetan.records.tables.reports import report_sending, upward_report
from yuetan.records.tables.roster import (
    appointment,
    appointment_mark,
    cadre,
    past_talk,
    past_talk_by,
    placement,
    portfolio,
    succession,
    unit,
    unit_state,
)
from yuetan.records.tables.roster_uploads import roster_upload
from yuetan.records.tables.search import search_key, search_text
from yuetan.records.tables.statistics import publication
from yuetan.records.tables.talks import talk_count
from yuetan.records.tables.views import saved_view

__all__ = [
    "NOWHERE", "UNDATED", "Moment", "account", "anchor", "api_token", "appeal", "appointment", "appointment_mark",
    "arrangement", "attachment", "backup", "cadre", "case_file", "collection", "collection_entry", "document_number",
    "document_stem", "done_act", "dossier", "dossier_handover", "draft", "event", "feed", "former_name", "governance",
    "handover", "inspection", "interview", "job", "joint_act", "lead", "lead_handler", "lease", "mail_address",
    "merger", "merger_row", "message", "metadata", "move", "move_row", "obligation", "obligation_change",
    "obligation_count", "old_ledger", "old_ledger_row", "opening", "outbox", "paper_print", "paper_template",
    "participant", "past_talk", "past_talk_by", "placement", "plan", "plan_line", "portfolio", "proxy", "publication",
    "read_log", "recovery_code", "reminder", "reorganisation", "reorganisation_unit", "report_sending", "role_grant",
    "roster_upload", "saved_view", "sealed", "search_key", "search_text", "second_factor", "sign_in_session",
    "submission", "succession", "sweep", "talk_count", "test_paper", "unit", "unit_state", "upward_report",
]
