"""What governs which unit, as people look at it: with the readings that were chosen, and by whom it was decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.reading_people import unit_names
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Hidden
from yuetan.casework.governance import Governance, GovernanceRow
from yuetan.casework.governing import known_to
from yuetan.records import accounts as stored_accounts
from yuetan.records.cases import unit_ids
from yuetan.records.database import reading
from yuetan.rules.procedure import Kind
from yuetan.rules.readings import Reading
from yuetan.rules.regulation import Regulation
from yuetan.wording import later, say

__all__ = ["STATES", "GovernanceShown", "GovernanceViews"]

STATES = {"proposed": later("待批准"), "waiting": later("未到起始日"), "governs": later("适用中"),
          "ended": later("已到期"), "withdrawn": later("已撤回")}
FAMILIES = {"routine": later("日常"), "pre_appointment": later("任前"), "reminder": later("提醒"),
            "warning": later("警示"), "revisit": later("回访")}
"""What people call the families of talks that several regulations know."""


@frozen(kw_only=True)
class GovernanceShown:
    """A decision with names, and what whoever looks may do about it."""

    row: GovernanceRow
    regulation: Regulation | None  # the latest edition; None where it is no longer installed
    unit: str  # what it is called today
    state: str  # proposed, waiting (for its first day), governs, ended, withdrawn
    proposed_by: str  # empty: on the server
    approved_by: str
    may_approve: bool = False
    may_withdraw: bool = False


@frozen(eq=False)
class GovernanceViews:
    """Looking at what governs; ``now`` gives an aware moment."""

    governance: Governance
    now: Callable[[], datetime]

    def all(self) -> tuple[GovernanceShown, ...]:
        """Every decision there is, by unit, those in effect and proposed before those that are over."""
        return tuple(sorted(self._shown(self.governance.everything()), key=lambda one: one.state in {
            "ended", "withdrawn"}))

    def one(self, actor: Actor, reference: str) -> GovernanceShown:
        """One of them; raises `Hidden` where there is none."""
        rows = tuple(one for one in self.governance.everything() if one.reference == reference)
        if not rows:
            raise Hidden
        shown, row, at = self._shown(rows)[0], rows[0], self.now()
        approves = self.governance.may(actor, row.unit, approving=True, at=at)
        own = row.proposed_by == actor.account and row.approved_at is None
        return GovernanceShown(
            row=row, regulation=shown.regulation, unit=shown.unit, state=shown.state, proposed_by=shown.proposed_by,
            approved_by=shown.approved_by,
            may_approve=shown.state == "proposed" and approves and not actor.counts_as(row.proposed_by),
            may_withdraw=shown.state in {"proposed", "waiting", "governs"} and (approves or own))

    def settled(self, row: GovernanceRow) -> Regulation | None:
        """The latest edition as the decision reads it; None where it is not installed."""
        edition = self.edition(row.regulation)
        return edition.under(known_to(edition, row.readings)) if edition else None

    def kinds(self, code: str) -> tuple[tuple[str, str], ...]:
        """The kinds of interview of a regulation: their codes and titles."""
        edition = self.edition(code)
        return tuple((one.code, one.title) for one in edition.of(Kind)) if edition else ()

    def families(self) -> tuple[tuple[str, str], ...]:
        """The families of talks that any regulation has: their codes and what people call them."""
        codes = dict.fromkeys(kind.family for one in self.governance.plugins.regulations for kind in one.of(Kind))
        return tuple((code, say(FAMILIES.get(code, code))) for code in codes)

    def open_places(self, code: str) -> tuple[Reading, ...]:
        """The open places of the latest edition of a regulation."""
        edition = self.edition(code)
        return tuple(edition.readings().values()) if edition else ()

    def edition(self, code: str) -> Regulation | None:
        """The latest edition of a regulation; None where it is not installed."""
        some = [one for one in self.governance.plugins.regulations if one.code == code]
        return some[-1] if some else None

    def _shown(self, rows: tuple[GovernanceRow, ...]) -> list[GovernanceShown]:
        today = civil_date(self.now())
        with reading(self.governance.records) as connection:
            keys = unit_ids(connection, tuple({row.unit for row in rows}))
            names = unit_names(connection, keys.values(), today)
            people = stored_accounts.names_of(connection, (
                one for row in rows for one in (row.proposed_by, row.approved_by)))
        return [GovernanceShown(
            row=row, regulation=self.edition(row.regulation), unit=names.get(keys[row.unit], row.unit),
            state=_state(row, today), proposed_by=people.get(row.proposed_by or 0, ""),
            approved_by=people.get(row.approved_by or 0, "")) for row in rows]


def _state(row: GovernanceRow, today: date) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    if row.approved_at is None:
        return "proposed"
    if row.until <= today:
        return "ended"
    return "governs" if row.since <= today else "waiting"
