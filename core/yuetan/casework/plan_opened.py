"""A plan as an act finds it, and what changes its lines: nothing that was planned before is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from yuetan.access.actor import Actor, Standing
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.units import units_above
from yuetan.casework.collections_opened import governing_there
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.interviews.opened import Office
from yuetan.casework.plan_lines import LineChange, changed_line, hash_of
from yuetan.records import plans as stored
from yuetan.records.database import Connection
from yuetan.records.journal import CaseFile, Entry
from yuetan.records.plans import DRAFTED, RETURNED, KeptLine, KeptPlan, NewLine
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

LINES_ADDED, LINES_CHANGED = "plan_lines_added", "plan_lines_changed"
SEALED = "plan.sealed"
Change = tuple[Entry, Callable[[int], None]]
"""An event, and what is changed with it, given its sequence."""


@frozen(eq=False, kw_only=True)
class OpenedPlan:
    """A plan as an act finds it."""

    connection: Connection
    office: Office
    actor: Actor
    kept: KeptPlan
    case: CaseFile
    regulation: Regulation
    above: Sequence[str]

    def may(self, action: str) -> bool:
        """Whether the actor may do so to this plan."""
        lies = lies_of_grants(self.actor, self.above, self.office.beginning(self.kept.regulation))
        return bool(allowed(self.actor, action, standing=Standing.NONE, lies=lies))

    @property
    def lines(self) -> tuple[KeptLine, ...]:
        """Every line that stands in it."""
        return stored.lines_of(self.connection, self.kept.id)


def opened_plan(connection: Connection, office: Office, actor: Actor, reference: str) -> OpenedPlan:
    """The plan of this reference, under what governs there today; raises `Hidden` where there is none."""
    found = stored.plan_of(connection, reference)
    if found is None:
        raise Hidden
    kept, case = found
    above = units_above(connection, kept.unit, office.today) or (kept.unit,)
    regulation = governing_there(office, kept.regulation, above)
    if regulation is None:
        raise Hidden
    return OpenedPlan(connection=connection, office=office, actor=actor, kept=kept, case=case, regulation=regulation,
                      above=above)


def demand_open(opened: OpenedPlan) -> None:
    """Raise `Conflict` for a plan that was handed in."""
    if opened.kept.state not in {DRAFTED, RETURNED}:
        raise Conflict(say("这份计划已经报送，不能再改；需要改动的，请先退回。"))


def adding(opened: OpenedPlan, lines: Sequence[NewLine]) -> Change:
    """Lines that are added to it."""
    entry = entry_of(opened, LINES_ADDED, {"lines": str(len(lines)), "hash": hash_of(lines)})
    return entry, lambda sequence: stored.add_lines(opened.connection, opened.kept.id, lines, sequence=sequence)


def changing(opened: OpenedPlan, changes: Mapping[str, LineChange]) -> Change:
    """The lines as they were are taken out, and stand in it anew: what was planned before stays on record."""
    demand_open(opened)
    there, errors, becoming = {one.reference: one for one in opened.lines}, dict[str, str](), dict[str, NewLine]()
    for reference, change in changes.items():
        if reference not in there or not is_seen(opened, there[reference]):
            raise Hidden
        try:
            if (becomes := changed_line(opened.connection, opened.kept, there[reference], change)) is not None:
                becoming[reference] = becomes
        except Unfit as wrong:
            errors |= wrong.errors
    if errors or not becoming:
        raise Unfit(errors or {"change": say("没有改动。")})
    entry = entry_of(opened, LINES_CHANGED, {"lines": str(len(becoming)), "hash": hash_of(becoming.values())})

    def put(sequence: int) -> None:
        for reference in becoming:
            stored.drop_line(opened.connection, reference, sequence=sequence)
        stored.add_lines(opened.connection, opened.kept.id, becoming.values(), sequence=sequence)
    return entry, put


def is_seen(opened: OpenedPlan, line: KeptLine) -> bool:
    """Whether the actor sees a line: not one about himself, nor what is sealed for the discipline organ."""
    return line.cadre != opened.actor.cadre and (not line.sealed or opened.may(SEALED))


def entry_of(opened: OpenedPlan, code: str, content: Mapping[str, str], *, reason: str = "") -> Entry:
    """An event of the plan."""
    return Entry(code=code, happened_on=opened.office.today, unit_id=opened.kept.unit_id, content=content,
                 reason=reason)
