"""Plans as those see them who make, approve or supervise them; whoever stands in one does not see that he does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from yuetan.access.actor import Standing
from yuetan.access.plan_views import LineView, PlanRow, PlanView
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.reach import listed
from yuetan.access.reading_people import Reader, people_of, unit_names
from yuetan.access.titles import title_of
from yuetan.access.units import lines_above, units_above
from yuetan.records.journal import CaseFile
from yuetan.records.plans import (
    KeptLine,
    KeptPlan,
    begun_of,
    count_lines,
    dues_of_talks,
    handed_in_by,
    lines_about,
    lines_of,
    plan_of,
    plans,
)
from yuetan.records.tables import interview, obligation, plan
from yuetan.rules.duties import Duty
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Kind
from yuetan.rules.regulation import Regulation

READ, EDIT, APPROVE, SEALED = "plan.read", "plan.edit", "plan.approve", "plan.sealed"
HANDED_IN = "plan_submitted"


def plan_rows(reader: Reader) -> tuple[PlanRow, ...]:
    """The plans of the units in which the actor is granted to see them, the last stretch first."""
    where = reader.scope.in_units(plan.c.unit_id, READ)
    found = [KeptPlan(**row) for row in reader.connection.execute(
        plans().where(where).order_by(plan.c.since.desc(), plan.c.id.desc())).mappings()]
    names = unit_names(reader.connection, [one.unit_id for one in found], reader.on)
    lines_above(reader.connection, {one.unit for one in found}, reader.on)  # all at once: it is asked of each below
    keys, himself = [one.id for one in found], [reader.scope.me] if reader.scope.me is not None else []
    every = count_lines(reader.connection, keys, himself)
    about = lines_about(reader.connection, keys, [one.key for one in reader.scope.shut if one.key not in himself])
    return tuple(_row(regulation, one, names.get(one.unit_id, one.unit), _number(reader, one, every, about))
                 for one in found if (regulation := _edition(reader, one.regulation)))


def _number(reader: Reader, kept: KeptPlan, every: Mapping[tuple[int, bool], int],
            about: Mapping[int, Sequence[tuple[str, bool]]]) -> int:
    """How many lines of a plan he sees: of ``every`` one, less those ``about`` somebody of whom he is told nothing."""
    sealed, shut = _may(reader, kept, SEALED), _shut(reader, kept)
    kept_from = sum(cadre in shut and (sealed or not its) for cadre, its in about.get(kept.id, ()))
    return every.get((kept.id, False), 0) + (every.get((kept.id, True), 0) if sealed else 0) - kept_from


def plan_view(reader: Reader, reference: str) -> PlanView | None:
    """One plan with the lines he may see, and what he may do with it; None where he may not see it."""
    found = plan_of(reader.connection, reference)
    if found is None or not _may(reader, found[0], READ):
        return None
    kept, case = found
    regulation = _edition(reader, kept.regulation)
    return _view(reader, regulation, kept, case) if regulation else None


def _view(reader: Reader, regulation: Regulation, kept: KeptPlan, case: CaseFile) -> PlanView:
    every = lines_of(reader.connection, kept.id)
    seen = _seen(reader, kept, every)
    name = unit_names(reader.connection, (kept.unit_id,), reader.on).get(kept.unit_id, kept.unit)
    actor = reader.scope.actor
    may_decide = (_may(reader, kept, APPROVE) and actor.cadre not in {one.cadre for one in every}
                  and not actor.counts_as(handed_in_by(reader.connection, kept, HANDED_IN)))
    return PlanView(
        row=_row(regulation, kept, name, len(seen)), version=case.version, lines=_lines(reader, regulation, kept, seen),
        kinds=regulation.of(Kind), may_edit=_may(reader, kept, EDIT), may_decide=may_decide,
        may_seal=_may(reader, kept, SEALED))


def _lines(reader: Reader, regulation: Regulation, kept: KeptPlan, lines: Sequence[KeptLine]) -> tuple[LineView, ...]:
    people = people_of(reader, [one.cadre_id for one in lines] + [one.talker_id for one in lines if one.talker_id])
    begun = begun_of(reader.connection, kept, lines) if lines else {}
    shown = set(reader.connection.execute(select(interview.c.id).where(
        reader.scope.interviews(interview.c.id.in_(listed(row.id for row in begun.values()))))).scalars())
    talks = {duty.code: duty.talk.kind.code for duty in regulation.of(Duty) if duty.talk is not None}
    keys = {one.cadre_id for one in lines}
    dues = dues_of_talks(reader.connection, kept, talks, keys,
                         reader.scope.obligations(obligation.c.cadre_id.in_(listed(keys))))
    return tuple(LineView(
        reference=one.reference, cadre=people.by_key[one.cadre_id], kind=kind,
        talker=people.by_key[one.talker_id] if one.talker_id else None, collective=one.collective,
        planned=one.planned, sealed=one.sealed, due=dues.get((one.cadre_id, one.kind)),
        interview=row.reference if (row := begun.get(one.reference)) is not None and row.id in shown else "",
        state=title_of(regulation, row.state) if row is not None and row.id in shown else "")
        for one in lines if (kind := regulation.kind(one.kind)) is not None)


def _seen(reader: Reader, kept: KeptPlan, lines: Iterable[KeptLine]) -> tuple[KeptLine, ...]:
    sealed, shut = _may(reader, kept, SEALED), _shut(reader, kept)
    return tuple(one for one in lines
                 if one.cadre != reader.scope.actor.cadre and (sealed or not one.sealed) and one.cadre not in shut)


def _shut(reader: Reader, kept: KeptPlan) -> frozenset[str]:
    """Those of whom the reader is told nothing; in a plan that their own unit made they stood before they acted."""
    above = units_above(reader.connection, kept.unit, reader.on) if reader.scope.shut else ()
    return frozenset(one.cadre for one in reader.scope.shut if one.acts_for.isdisjoint(above))


def _row(regulation: Regulation, kept: KeptPlan, name: str, lines: int) -> PlanRow:
    return PlanRow(reference=kept.reference, regulation=regulation, unit=kept.unit_reference, unit_name=name,
                   title=kept.title, since=kept.since, until=kept.until, state=kept.state, lines=lines,
                   round=next((one.title for one in regulation.of(Material) if one.code == kept.round), ""))


def _edition(reader: Reader, code: str) -> Regulation | None:
    return next((one for one in reader.scope.rules.regulations if one.code == code and one.in_force(reader.on)), None)


def _may(reader: Reader, kept: KeptPlan, action: str) -> bool:
    above = units_above(reader.connection, kept.unit, reader.on) or (kept.unit,)
    lies = lies_of_grants(reader.scope.actor, above, reader.scope.organisations.beginning(kept.regulation))
    return bool(allowed(reader.scope.actor, action, standing=Standing.NONE, lies=lies))
