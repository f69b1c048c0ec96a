"""What an inspection looks at: the rules of a unit, the talks of a period, and each as its reader may see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from attrs import frozen
from sqlalchemy import Row, and_, exists, or_, select

from yuetan.access.known_rules import KnownRules, rules_of
from yuetan.access.reading_explained import explained
from yuetan.access.reading_interview import interview_view
from yuetan.access.reading_owed import owed_rows
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.units import units_above
from yuetan.access.views import InterviewView, ObligationView
from yuetan.engine.obligations import Key
from yuetan.records.governances import GovernanceRow
from yuetan.records.governing import every_governance
from yuetan.records.proving import HashedEvent, Proofs, hashed_events, proofs_at
from yuetan.records.tables import (
    account,
    appointment,
    cadre,
    event,
    former_name,
    interview,
    obligation,
    participant,
    unit,
)
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD
from yuetan.rules.regulation import Regulation
from yuetan.rules.terms import RANK_TITLES
from yuetan.rules.workdays import Calendar


@frozen(kw_only=True)
class Candidate:
    """An interview that may be looked at; its stratum is its regulation and kind."""

    key: int
    reference: str
    case_id: int
    number: str
    stratum: tuple[str, str]


@frozen(kw_only=True)
class OwedThere:
    """One obligation of an interview: how it stands, and why it is owed where the reader may see that."""

    duty: Duty
    status: str  # the name of `yuetan.engine.obligations.Status`
    due: date | None
    done_on: date | None
    provisional: bool
    cadre: str = ""  # whose it is, by staff number; empty for all of them, and where that may not be seen
    view: ObligationView | None = None


@frozen(kw_only=True)
class InspectedCase:
    """One interview: as it is seen, what is owed in it, what its people were then, and its events as hashed."""

    view: InterviewView
    owed: tuple[OwedThere, ...]
    posts: Mapping[str, str]  # by staff number: the sort of post and the rank on the day, without any unit
    events: tuple[HashedEvent, ...]


@frozen(kw_only=True)
class GovernedThere:
    """That a regulation governs, or governed, the unit or one above or below it, as it was decided and read."""

    row: GovernanceRow
    unit: str  # its name
    regulation: Regulation | None  # settled as it is read there; None for one that is not installed


@frozen(eq=False, slots=False)
class Inspector:
    """Looks at a unit with all below, and the talks that were proposed or held from a day to a day, both included."""

    reader: Reader
    calendar: Calendar
    unit: str  # its code
    since: date
    until: date

    def rules(self) -> tuple[GovernedThere, ...]:
        """What governed the unit, those above it and those below it within the period."""
        reader = self.reader
        lying = {*units_above(reader.connection, self.unit, reader.on), *self._below}
        rows = [row for row in every_governance(reader.connection)
                if row.stands and row.unit in lying and row.since <= self.until and row.until > self.since]
        keys = {row.code: row.id for row in reader.connection.execute(
            select(unit.c.id, unit.c.code).where(unit.c.code.in_(sorted({row.unit for row in rows}))))}
        names = unit_names(reader.connection, keys.values(), reader.on)
        return tuple(GovernedThere(row=row, unit=names.get(keys[row.unit], row.unit), regulation=self._settled(row))
                     for row in rows)

    def candidates(self) -> tuple[Candidate, ...]:
        """The interviews of the period that may be looked at, in the order they were entered; none about himself."""
        scope, of = self.reader.scope, interview.c
        held = exists(select(event.c.id).where(
            event.c.interview_id == of.id, event.c.code == HELD, event.c.happened_on.between(self.since, self.until)))
        query = (select(of.id, of.reference, of.case_id, of.number, of.regulation, of.kind)
                 .where(of.unit_id.in_(scope.below(self.unit)), scope.rules.editions(interview),
                        or_(of.opened_on.between(self.since, self.until), held),
                        ~scope.kept_from(of.id), ~scope.shut_interview(of.id)).order_by(of.id))
        return tuple(Candidate(key=row.id, reference=row.reference, case_id=row.case_id, number=row.number,
                               stratum=(row.regulation, row.kind))
                     for row in self.reader.connection.execute(query))

    def case(self, one: Candidate) -> InspectedCase | None:
        """One of them; None where the policy says no."""
        view = interview_view(self.reader, one.reference)
        if view is None:
            return None
        return InspectedCase(view=view, owed=tuple(self._owed(one, view)), posts=self._posts(view),
                             events=tuple(hashed_events(self.reader.connection, one.case_id)))

    def proofs(self, mark: int, cases: Sequence[Candidate]) -> Proofs:
        """Their heads as they were anchored, see `yuetan.records.proving.proofs_at`."""
        return proofs_at(self.reader.connection, mark, [one.case_id for one in cases])

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name there is, with the staff number of who bears it or bore it; empty for an account of nobody."""
        connection = self.reader.connection
        yield from ((row.name, row.staff_number) for row in connection.execute(
            select(cadre.c.name, cadre.c.staff_number).order_by(cadre.c.id)))
        yield from ((row.name, row.staff_number) for row in connection.execute(
            select(former_name.c.name, cadre.c.staff_number).join(cadre, former_name.c.cadre_id == cadre.c.id)
            .order_by(former_name.c.id)))
        yield from ((row.name, row.staff_number or "") for row in connection.execute(
            select(account.c.name, cadre.c.staff_number)
            .outerjoin(cadre, account.c.cadre_id == cadre.c.id).order_by(account.c.id)))

    @cached_property
    def _below(self) -> frozenset[str]:
        return frozenset(self.reader.connection.execute(
            select(unit.c.code).where(unit.c.id.in_(self.reader.scope.below(self.unit)))).scalars())

    def _settled(self, row: GovernanceRow) -> Regulation | None:
        rules: KnownRules = rules_of(self.reader.plugins, (row,), (row.unit,))
        editions = [one for one in rules.regulations if one.code == row.regulation]
        return next((one for one in reversed(editions) if one.in_force(max(row.since, self.since))),
                    editions[-1] if editions else None)

    def _owed(self, one: Candidate, view: InterviewView) -> Iterator[OwedThere]:
        rules, of = self.reader.scope.rules, obligation.c
        query = owed_rows().where(and_(of.interview_id == one.key, rules.known(obligation))).order_by(of.id)
        for row in self.reader.connection.execute(query).all():
            yield OwedThere(
                duty=rules.duty(row.regulation, row.edition, row.duty), status=row.status, due=row.due,
                done_on=row.done_on, provisional=row.provisional,
                cadre=row.subject if row.cadre_id is not None and "people" in view.fields else "",
                view=self._explained(row) if "people" in view.fields else None)

    def _explained(self, row: Row[Any]) -> ObligationView | None:
        return explained(self.reader, Key(row.regulation, row.edition, row.duty, row.subject, row.cause), self.calendar)

    def _posts(self, view: InterviewView) -> Mapping[str, str]:
        numbers = sorted({one.cadre for one in view.people if one.cadre})
        on = next((one.on for one in view.events if one.code == HELD), view.planned or view.opened_on)
        part, held = participant.c, appointment.c
        chosen = select(part.id).join(interview, part.interview_id == interview.c.id).where(
            interview.c.reference == view.reference, part.cadre_id == held.cadre_id, part.unit_id == held.unit_id,
            part.post == held.post, part.title == held.title).exists()
        query = (select(cadre.c.staff_number, held.post, held.rank).join(cadre, held.cadre_id == cadre.c.id)
                 .where(cadre.c.staff_number.in_(numbers), held.since <= on, held.until > on)
                 .order_by(chosen, held.id.desc()))  # what comes last stands: the post chosen, else the first entered
        vocabulary = self.reader.vocabulary
        return {row.staff_number: f"{vocabulary.title('post', row.post)}（{RANK_TITLES.get(row.rank, '')}）"
                for row in self.reader.connection.execute(query)} if numbers else {}
