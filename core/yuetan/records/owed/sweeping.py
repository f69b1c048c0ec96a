"""Works out what is owed by everybody as of a day, in sets, and keeps what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import islice

from attrs import frozen
from sqlalchemy import Connection, Table, exists, func, insert, select, true

from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.periodic import spans_of
from yuetan.engine.world import World
from yuetan.records.owed.comparing import Occasion, keep_appeared, kept_changes, put_anew, put_right
from yuetan.records.owed.counts import recount
from yuetan.records.owed.deriving import put_derived
from yuetan.records.owed.edition import Edition
from yuetan.records.owed.governed import EVERYBODY, Units, put_governed
from yuetan.records.owed.interviews import put_on_events_inside, put_with_interviews
from yuetan.records.owed.known import Known
from yuetan.records.owed.outside import put_on_events_outside
from yuetan.records.owed.periodic import put_periodic
from yuetan.records.owed.preparing import prepare
from yuetan.records.owed.scratch import INDEX_OWED, analyzed, begun, owed, scratch_tables
from yuetan.records.owed.shapes import in_sql, leads_on
from yuetan.records.owed.turns import sweep_alone
from yuetan.records.tables import event, obligation
from yuetan.records.tables import sweep as sweeps
from yuetan.records.worlds import whole_world
from yuetan.rules.duties import Duty
from yuetan.rules.events import PROPOSED
from yuetan.rules.force import MAY
from yuetan.rules.periods import Rolling
from yuetan.rules.workdays import Calendar


@frozen
class Swept:
    """What a sweep found and changed, and which duties it read in SQL: as ``regulation:duty``, in order."""

    obligations: int
    changes: int
    in_sql: tuple[str, ...]
    in_python: tuple[str, ...]


def sweep(connection: Connection, jurisdictions: Sequence[Jurisdiction], *, calendar: Calendar, as_of: date,  # noqa: PLR0913 - what is owed depends on all of it
          at: datetime, why: str = "sweep") -> Swept:
    """Bring the table of obligations up to what the engine says of everybody, under some jurisdictions.

    What stands under other regulations stays; under one of these, what is owed no more is gone, also of an edition
    that is not named. Of somebody for whom two jurisdictions on one edition speak, the first is heard. Each change is
    kept with the moment and the reason, and the sweep itself is written down.
    """
    sweep_alone(connection)
    codes = tuple(sorted({one.regulation.code for one in jurisdictions}))
    occasion = Occasion(at=at, as_of=as_of, why=why, codes=codes)
    of_these = obligation.c.regulation.in_(codes)
    is_empty = connection.execute(select(obligation.c.id).where(of_these).limit(1)).first() is None
    sweeper = _Sweeper(connection=connection, calendar=calendar, as_of=as_of, target=obligation if is_empty else owed)
    with scratch_tables(connection):
        read = sweeper.work_out(jurisdictions)
        changes = keep_appeared(connection, occasion) if is_empty else kept_changes(connection, occasion)
        if not is_empty:
            put_right(connection)
    return _noted(connection, occasion, changes, read)


def rebuild(connection: Connection, jurisdictions: Sequence[Jurisdiction], *, calendar: Calendar, as_of: date,
            at: datetime) -> Swept:
    """Empty the table of obligations and fill it again; what changed before is kept.

    Where the table was what it should be, nothing has changed; where it was not, that is kept like any change.
    """
    sweep_alone(connection)
    occasion = Occasion(at=at, as_of=as_of, why="rebuild", codes=None)
    sweeper = _Sweeper(connection=connection, calendar=calendar, as_of=as_of, target=owed)
    with scratch_tables(connection):
        read = sweeper.work_out(jurisdictions)
        changes = kept_changes(connection, occasion)
        put_anew(connection)
    return _noted(connection, occasion, changes, read)


@frozen(kw_only=True, slots=False)
class _Sweeper:
    """Works out what is owed, edition by edition and duty by duty."""

    connection: Connection
    calendar: Calendar
    as_of: date
    target: Table

    @cached_property
    def world(self) -> World:
        """Everything, for what is not read in SQL."""
        return whole_world(self.connection, as_of=self.as_of, calendar=self.calendar)

    @cached_property
    def units(self) -> Units:
        """Where every unit ever lay."""
        return Units.of(self.connection)

    def work_out(self, jurisdictions: Sequence[Jurisdiction]) -> Read:
        """Put what is owed under some jurisdictions where it belongs."""
        known, read, before = Known(self.connection), Read(), set[tuple[str, str]]()
        for jurisdiction in jurisdictions:
            beside = jurisdiction.edition in before
            if beside and self.target is owed:
                self.connection.exec_driver_sql(INDEX_OWED)
            read = read.and_(self._jurisdiction(jurisdiction, known, beside=beside))
            before.add(jurisdiction.edition)
        analyzed(self.connection, owed)
        return read

    def _jurisdiction(self, jurisdiction: Jurisdiction, known: Known, *, beside: bool) -> Read:
        governs = EVERYBODY if jurisdiction.extent is None else put_governed(
            self.connection, self.units, jurisdiction.extent, (self._looked_at_from(jurisdiction), self.as_of))
        of = Edition(connection=self.connection, jurisdiction=jurisdiction, calendar=self.calendar, as_of=self.as_of,
                     known=known, target=self.target, world=lambda: self.world, governs=governs, beside=beside)
        regulation = jurisdiction.regulation
        duties = [duty for duty in regulation.of(Duty) if duty.force is not MAY]
        read = [duty for duty in duties if in_sql(regulation, duty)]
        prepare(of, read)
        if leads_on(regulation) and _some_unproposed(self.connection):
            read = [duty for duty in read if duty.each is not None]
        for duty in read:
            _put(of, duty)
        others = [duty for duty in duties if duty not in read]
        if others:
            put_derived(of, others)
        return Read(*(tuple(f"{regulation.code}:{duty.code}" for duty in some) for some in (read, others)))


    def _looked_at_from(self, jurisdiction: Jurisdiction) -> date:
        """The first day on which it matters who is governed: of the first period, too, that began before."""
        empty = World(as_of=self.as_of, judged_from=jurisdiction.judged_from, calendar=self.calendar)
        periods = {duty.each for duty in jurisdiction.regulation.of(Duty) if duty.each is not None}
        firsts = (span[0] for period in periods if not isinstance(period, Rolling)
                  for span in islice(spans_of(empty, jurisdiction.regulation, period), 1))
        return min((jurisdiction.judged_from, *firsts))


@frozen
class Read:
    """Which duties were read in SQL, and which by the engine; each once."""

    in_sql: tuple[str, ...] = ()
    in_python: tuple[str, ...] = ()

    def and_(self, other: Read) -> Read:
        """Those of both."""
        return Read(*(tuple(dict.fromkeys(some)) for some in (
            self.in_sql + other.in_sql, self.in_python + other.in_python)))


def _put(of: Edition, duty: Duty) -> None:
    if duty.each is not None:
        put_periodic(of, duty)
    elif duty.on:
        put_on_events_inside(of, duty)
        put_on_events_outside(of, duty)
    else:
        put_with_interviews(of, duty)


def _some_unproposed(connection: Connection) -> bool:
    """Whether an interview began without a proposal: what follows from other events may then come first in it."""
    proposed = exists(select(event.c.id).where(
        event.c.interview_id == begun.c.interview_id, event.c.code == PROPOSED)).correlate(begun)
    return connection.execute(select(begun.c.interview_id).where(~proposed).limit(1)).first() is not None


def _noted(connection: Connection, why: Occasion, changes: int, read: Read) -> Swept:
    recount(connection)
    of_these = true() if why.codes is None else obligation.c.regulation.in_(why.codes)
    count = connection.execute(select(func.count()).select_from(obligation).where(of_these)).scalar_one()
    connection.execute(insert(sweeps).values(at=why.at, as_of=why.as_of, obligations=count, changes=changes))
    return Swept(count, changes, read.in_sql, read.in_python)
