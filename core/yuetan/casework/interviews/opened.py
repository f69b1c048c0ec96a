"""An interview as an act finds it: as it is kept, the part of the world that bears on it, and its regulation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from yuetan.access.organisations import Organisations, organisations_on
from yuetan.access.units import units_above
from yuetan.casework.governing import Governing, calendar_of, governing, jurisdictions_on
from yuetan.engine.endings import over
from yuetan.engine.facts import Event, Interview
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.talks import counts_talkers
from yuetan.engine.world import World
from yuetan.plugins import Plugins
from yuetan.records.cases import (
    KeptInterview,
    KeptSubmission,
    alone_with,
    cadre_ids,
    find_interview,
    papers_in,
    people_in,
    unit_code,
)
from yuetan.records.database import Connection
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.interviews import INTERVIEWER as INTERVIEWER_PART
from yuetan.records.journal import CaseFile, case_file_of
from yuetan.records.one_state import remembered
from yuetan.records.slices import About, load_slice
from yuetan.rules.procedure import Step, applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.workdays import Calendar


@frozen(eq=False)
class Office:
    """What holds on a day wherever an act is done: which regulations govern, how they are read, the days off."""

    plugins: Plugins
    governed: tuple[Governing, ...]  # what governs today
    jurisdictions: tuple[Jurisdiction, ...]  # and whatever governed before, each with where it did
    organisations: Organisations
    calendar: Calendar
    today: date

    def governs(self, above: Sequence[str], code: str = "") -> tuple[Governing, ...]:
        """What governs a unit today: the nearest decision on each regulation, down to one that replaces all above it.

        ``above`` is the unit and those it lies under, the nearest first; with ``code``, only that regulation.
        """
        found = dict[str, Governing]()
        for unit in above:
            here = [one for one in self.governed if one.unit == unit]
            for one in here:
                if one.regulation.in_force(self.today):
                    found.setdefault(one.regulation.code, one)
            if any(one.replaces for one in here):
                break
        return tuple(one for one in found.values() if code in {"", one.regulation.code})

    def beginning(self, regulation: str = "") -> frozenset[str]:
        """The units with which an organisation begins, as a whole or under one regulation."""
        return self.organisations.beginning(regulation)

    def on_edition(self, regulation: Regulation) -> tuple[Jurisdiction, ...]:
        """Where the edition of a regulation governs or governed, in each way it is read."""
        return tuple(one for one in self.jurisdictions if one.edition == (regulation.code, regulation.edition))


@remembered
def office_on(connection: Connection, plugins: Plugins, today: date) -> Office:
    """What holds on a day, out of the records."""
    return Office(plugins, governing(connection, plugins, today), jurisdictions_on(connection, plugins, today),
                  organisations_on(connection, today), calendar_of(connection), today)


@frozen(eq=False, kw_only=True)
class Opened:
    """One interview, opened to be acted in."""

    office: Office
    kept: KeptInterview
    case: CaseFile
    unit: str  # the code of the unit whose case it is
    people: tuple[tuple[str, str], ...]  # part and staff number
    papers: tuple[KeptSubmission, ...]
    regulation: Regulation  # the edition of the proposal, settled as it was read then
    world: World  # as of today

    @property
    def interview(self) -> Interview:
        """The interview as the engine knows it."""
        found = self.world.interview(self.kept.reference)
        if found is None:
            message = "an interview stands in the slice that was read for it"
            raise LookupError(message)
        return found

    @property
    def interviewees(self) -> tuple[str, ...]:
        """The staff numbers of those talked to."""
        return tuple(cadre for part, cadre in self.people if part == INTERVIEWEE)

    @property
    def closed(self) -> bool:
        """Whether it was withdrawn or filed: nothing is done in it any more, but what stands open to everybody."""
        return self.kept.ended

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of its kind, in order."""
        return tuple(one for one in self.regulation.of(Step) if applies(one.kinds, self.kept.kind))

    @property
    def outcome(self) -> Step | None:
        """The step by which its procedure came to an end; None while it goes on."""
        return next((one for one in self.steps if one.ends and one.code in self.happened), None)

    def past(self, step: Step) -> bool:
        """Whether a step has no place in it any more, see `yuetan.engine.endings.over`."""
        return self.closed or over(self.world, self.regulation, self.interview, step)

    @property
    def events(self) -> Sequence[Event]:
        """What happened in it, in the order of days."""
        return self.world.events_of(interview=self.kept.reference)

    @property
    def entered(self) -> Sequence[Event]:
        """The same in the order in which it was entered."""
        return sorted(self.events, key=lambda event: int(event.id.rpartition(".")[2]))

    @property
    def happened(self) -> frozenset[str]:
        """The codes of what happened in it."""
        return frozenset(event.code for event in self.events)


def opened(connection: Connection, office: Office, reference: str, *, people: Sequence[str] = (),
           locking: bool = False) -> Opened | None:
    """The interview of this reference; None where there is none. Whoever acts in it is one of ``people``.

    With ``locking``, whoever else acts about the same people waits until this transaction ends.
    """
    return _opened(connection, office, reference, tuple(people), locking=locking)


@remembered
def _opened(connection: Connection, office: Office, reference: str, people: tuple[str, ...], *, locking: bool,
            ) -> Opened | None:
    kept = find_interview(connection, reference)
    if kept is None:
        return None
    if locking:
        owing = [cadre for part, cadre in people_in(connection, kept.id) if part in {INTERVIEWEE, INTERVIEWER_PART}]
        alone_with(connection, cadre_ids(connection, owing).values())
    kept, case = find_interview(connection, reference), case_file_of(connection, reference)
    if kept is None or case is None:
        return None
    regulation = edition_of(connection, office, kept)
    return Opened(
        office=office, kept=kept, case=case, unit=unit_code(connection, kept.unit_id),
        people=people_in(connection, kept.id),
        papers=papers_in(connection, kept.id), regulation=regulation,
        world=world_about(connection, office, (regulation,), interviews=(reference,), people=people))


def edition_of(connection: Connection, office: Office, kept: KeptInterview) -> Regulation:
    """The edition an interview is pinned to, its open places read as they were on the day of the proposal."""
    then = units_above(connection, unit_code(connection, kept.unit_id), kept.opened_on)
    of_edition = [one for one in office.jurisdictions if one.edition == (kept.regulation, kept.edition)]
    for one in of_edition:
        if one.extent is None or one.extent.governs(then, kept.opened_on):
            return one.regulation
    return next((one.regulation for one in of_edition), None) or next(
        one for one in office.plugins.regulations
        if (one.code, one.edition) == (kept.regulation, kept.edition)).under({})


def world_about(connection: Connection, office: Office, regulations: Sequence[Regulation] = (), *,  # noqa: PLR0913 - all that it may bear on
                cadres: Sequence[str] = (), units: Sequence[str] = (), interviews: Sequence[str] = (),
                people: Sequence[str] = (), talking: bool = False) -> World:
    """The part of the world that bears on some people and interviews under some regulations, as of today.

    With ``talking``, or where one of the regulations counts talks for those who hold them, theirs too.
    """
    about = About(cadres=cadres, units=units, interviews=interviews, people=people,
                  talking=talking or any(map(counts_talkers, regulations)))
    return load_slice(connection, about, as_of=office.today, calendar=office.calendar)
