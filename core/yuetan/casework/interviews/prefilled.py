"""What a form says before anybody fills it in: what is planned, on what basis, who agreed, and that it is today."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.steps import PLAN
from yuetan.records.accounts import account_by_id
from yuetan.records.broken_rules import SIGNER
from yuetan.records.cases import cadre_name, entries
from yuetan.records.database import Connection
from yuetan.rules.events import APPROVED, NOTIFIED
from yuetan.rules.papers import FieldType, FormField

BASIS, APPROVER, ISSUED_ON = "basis", "approver", "issued_on"
"""Fields of a notice: what it rests on, who agreed to the talk, and the day it is dated."""

_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
_NAMING = _TEXTS | {FieldType.CADRE}


def prefilled(connection: Connection, opened: Opened, step: str, fields: tuple[FormField, ...]) -> Mapping[str, str]:
    """What is known already, by the field of a step's paper; whoever fills it in may say otherwise.

    Whom to ask, and under which number, is known to nobody but him.
    """
    asked = {one.code: one.type for one in fields}
    found = _plan(opened) if step == NOTIFIED else {}
    if asked.get(ISSUED_ON) is FieldType.DATE:
        found |= {ISSUED_ON: opened.office.today.isoformat()}
    if step == NOTIFIED and asked.get(BASIS) in _TEXTS:
        found |= {BASIS: f"《{opened.regulation.title}》"}
    named = asked.get(APPROVER) if step == NOTIFIED else None
    if named in _NAMING and (who := _approver(connection, opened)):
        found |= {APPROVER: who if named is FieldType.CADRE else cadre_name(connection, who) or who}
    return found


def _plan(opened: Opened) -> dict[str, str]:
    """What is planned already, by the field of a notice that says it."""
    known = {code: getattr(opened.kept, column) for code, column in PLAN.items()}
    return {code: value.isoformat() if hasattr(value, "isoformat") else str(value)
            for code, value in known.items() if value}


def _approver(connection: Connection, opened: Opened) -> str:
    """Who agreed to the talk: as the paper of that step names him, else who signed it, else who entered it."""
    if APPROVED not in opened.happened:
        return ""
    last = next(one for one in reversed(entries(connection, opened.case.id)) if one.code == APPROVED)
    account = account_by_id(connection, last.entered_by) if last.entered_by is not None else None
    return last.content.get(APPROVER) or last.content.get(SIGNER) or (account.cadre if account else "")
