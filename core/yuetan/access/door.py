"""The door: the one way for pages and acts to read, as somebody. What it gives out is what he may see, and no more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TypeVar

from yuetan.access.actor import Actor
from yuetan.access.addresses import subject_named
from yuetan.access.collection_views import CollectionRow, CollectionView, EntryHistory
from yuetan.access.desk_views import DeskFigures, PlannedDay
from yuetan.access.known_rules import rules_of
from yuetan.access.ledger_views import LedgerAsked, LedgerRow, LedgerView, TableView
from yuetan.access.organisation_views import (
    LeftOver,
    OrganisationView,
    PostRow,
    Preview,
    ReorganisationRow,
    ReorganisationView,
)
from yuetan.access.organisations import organisations_of
from yuetan.access.plan_views import PlanRow, PlanView, RoundView
from yuetan.access.reading_away import desk_of
from yuetan.access.reading_cadres import cadre_view, find
from yuetan.access.reading_calendar import CalendarEntry, calendar_entries
from yuetan.access.reading_clashes import Clash, Plan, clashes, places
from yuetan.access.reading_collected import collected_view
from yuetan.access.reading_collections import collection_view, collections, entry_history
from yuetan.access.reading_counts import due_days
from yuetan.access.reading_desk_figures import desk_figures, planned_days
from yuetan.access.reading_explained import explained
from yuetan.access.reading_figures import Figures, figures
from yuetan.access.reading_governing import GoverningView, governing, governing_codes
from yuetan.access.reading_grants import granted_units, own_unit
from yuetan.access.reading_inspection import Inspector
from yuetan.access.reading_interview import interview_view
from yuetan.access.reading_interviews import Narrowed, interviews
from yuetan.access.reading_ledger import ledger, ledger_rows
from yuetan.access.reading_left import left_over
from yuetan.access.reading_organisation import organisation
from yuetan.access.reading_own_interviews import own_interviews
from yuetan.access.reading_people import Reader, units_of
from yuetan.access.reading_plans import plan_rows, plan_view
from yuetan.access.reading_prints import KeptNumber, KeptPrint, document_numbers, prints
from yuetan.access.reading_reckoned import Reckoned, reckoned, supposed
from yuetan.access.reading_reminders import (
    DueTask,
    RemindersView,
    due_tasks,
    keys_of_reminders,
    overdue_below,
    reminders,
    unread,
)
from yuetan.access.reading_reorganisations import (
    posts_of,
    preview_of,
    reorganisation_rows,
    reorganisation_view,
    units_called,
)
from yuetan.access.reading_report import report_view
from yuetan.access.reading_reports import owed_reports, report_for, report_rows
from yuetan.access.reading_rounds import kinds_of_round, round_rows, round_view
from yuetan.access.reading_search import SearchView, search
from yuetan.access.reading_statistics import statistics
from yuetan.access.reading_supervision import supervised_page, supervision
from yuetan.access.reading_tables import count_table
from yuetan.access.reading_talkers import talkers
from yuetan.access.reading_tasks import tasks
from yuetan.access.reading_units import UnitView, unit_view
from yuetan.access.report_views import CollectedView, ReportOwed, ReportRow, ReportsAsked, ReportView
from yuetan.access.scope import Scope
from yuetan.access.scopes import scope_of
from yuetan.access.statistics_views import Narrowed as StatisticsNarrowed
from yuetan.access.statistics_views import StatisticsView
from yuetan.access.supervision_views import SupervisedPage, SupervisionView
from yuetan.access.talker_views import TalkersView
from yuetan.access.task_views import Task
from yuetan.access.views import (
    Asked,
    CadreView,
    DueDay,
    InterviewRow,
    InterviewView,
    ObligationView,
    PersonFound,
    Slice,
)
from yuetan.engine.obligations import Key
from yuetan.engine.reorganisations import Reorganisation
from yuetan.plugins import Plugins
from yuetan.records.database import Connection, Engine, one_state, reading
from yuetan.records.governing import governances_on
from yuetan.rules.regulation import Regulation
from yuetan.rules.workdays import Calendar

__all__ = ["Access", "one_state"]

T = TypeVar("T")


class Access:
    """What an actor may see on a day. None is given for what he may not see as for what is not there.

    Each call reads one state of the records, in a transaction of its own. What the actor is granted is looked up with
    the first of them: an `Access` is made for one request.
    """

    def __init__(self, records: Engine, plugins: Plugins, actor: Actor, *, on: date, calendar: Calendar) -> None:
        self.actor, self.on = actor, on
        self._records, self._plugins, self._calendar = records, plugins, calendar
        self._scope: Scope | None = None

    def desk(self, asked: Asked) -> Slice:
        """What is owed, the most pressing first; at most 500 rows.

        Every obligation is counted in one group: overdue, today, soon (within seven days), open (later, or on no day),
        waiting, done, late, lapsed. The counts are of all that was asked for but the group.
        """
        return self._read(lambda reader: desk_of(reader, asked))

    def tasks(self) -> tuple[Task, ...]:
        """What waits for him and no regulation asks of him by a day: approvals, reviews, answers, signatures."""
        return self._read(tasks)

    def due_days(self, first: date, last: date) -> Mapping[date, DueDay]:
        """The days from the first to the last, both included, on which something falls due that is not done."""
        return self._read(lambda reader: due_days(reader, first, last))

    def desk_figures(self) -> DeskFigures:
        """Figures of everything he may see on his desk; none for whoever has no list there."""
        return self._read(desk_figures)

    def planned_days(self, first: date, last: date) -> Mapping[date, PlannedDay]:
        """The days from the first to the last, both included, for which talks are planned that he may see."""
        return self._read(lambda reader: planned_days(reader, first, last))

    def owed(self, subject_reference: str, regulation: str, edition: str, duty: str, cause: str,
             ) -> ObligationView | None:
        """One obligation with everything it rests on; of the world it gives what the explanation speaks of."""
        return self._read(lambda reader: explained(reader, Key(
            regulation, edition, duty, subject_named(reader.connection, subject_reference), cause), self._calendar))

    def interviews(self, *, state: str = "", unit: str = "", name: str = "", planned: date | None = None,  # noqa: PLR0913 - filters, each named
                   sort: str = "opened", falling: bool = True, after: str = "", limit: int = 50,
                   ) -> tuple[tuple[InterviewRow, ...], str]:
        """Interviews, those entered last first, and after which of them the next page begins; empty at the end.

        ``state`` is ``running``, ``ended`` or the code of the last step; ``unit`` the reference of a unit, with all
        below; ``name`` a part of an interviewee's name; ``planned`` the day it is planned for; ``sort`` one of
        `yuetan.access.reading_interviews.SORTS`. At most 500.
        """
        narrowed = Narrowed(state=state, unit=unit, name=name, planned=planned, sort=sort, falling=falling)
        return self._read(lambda reader: interviews(reader, narrowed, after, limit))

    def ledger(self, asked: LedgerAsked) -> LedgerView:
        """A page of the ledger: a row for each person talked to in talks he may see in it, and counts of all of it."""
        return self._read(lambda reader: ledger(reader, asked))

    def ledger_rows(self, asked: LedgerAsked, *, agreed: bool = False) -> tuple[tuple[LedgerRow, ...], str]:
        """500 rows, as far as he may take them away, and where the next begin; else empty.

        Without a second person who ``agreed`` to it, those that he may take away alone.
        """
        return self._read(lambda reader: ledger_rows(reader, asked, agreed=agreed))

    def count_table(self, regulation: str, material: str, unit: str, since: date, until: date) -> TableView | None:
        """The talks held from a day to a day, both included, counted as a paper counts them: by unit below a unit.

        None where there is no such paper, and for a unit whose exact figures are not his.
        """
        return self._read(lambda reader: count_table(reader, regulation, material, unit, since, until))

    def interview(self, reference: str) -> InterviewView | None:
        """One interview; an interviewee is shown what he was told, and nothing before he was."""
        return self._read(lambda reader: interview_view(reader, reference))

    def reckoned(self, reference: str) -> tuple[Reckoned, ...]:
        """What is owed in an interview, each with how its day was counted; nothing where he may not know of it."""
        return self._read(lambda reader: reckoned(reader, reference, self._calendar))

    def supposed(self, reference: str, held: date) -> tuple[Reckoned, ...] | None:
        """The days that hang on the talk of an interview, were it held on a day from today on; nothing is stored.

        None where he may not know of it, where its talk was held, and where it is over.
        """
        return self._read(lambda reader: supposed(reader, reference, self._calendar, held))

    def own_interviews(self) -> tuple[InterviewRow, ...]:
        """The interviews about himself that he was told of, the latest first; at most 100."""
        return self._read(own_interviews)

    def clashes(self, plan: Plan) -> tuple[Clash, ...]:
        """Other talks on the day that he may see, not held yet, with the same people or in the same room."""
        return self._read(lambda reader: clashes(reader, plan))

    def places(self) -> tuple[str, ...]:
        """Where talks he may see were lately to be held, for who has to name a place."""
        return self._read(places)

    def cadre(self, reference: str) -> CadreView | None:
        """One cadre: himself, or one who holds a post in a unit the actor is granted."""
        return self._read(lambda reader: cadre_view(reader, reference))

    def find(self, text: str, limit: int = 20) -> tuple[PersonFound, ...]:
        """People he may look up to whom a name, how it is spelled, or a staff number leads; nobody for no text."""
        return self._read(lambda reader: find(reader, text, limit))

    def search(self, text: str) -> SearchView:
        """What a text leads to among all that he may see, group by group; nothing for no text."""
        return self._read(lambda reader: search(reader, text))

    def due_tasks(self, until: date) -> tuple[DueTask, ...]:
        """What is his own to do, or his office's, and due by a day or overdue; nothing for whoever is not there."""
        return self._read(lambda reader: due_tasks(reader, until))

    def calendar_entries(self) -> tuple[CalendarEntry, ...]:
        """The talks he takes part in and the days on which what is his falls due, from 60 days back to 180 ahead."""
        return self._read(calendar_entries)

    def overdue_below(self) -> str:
        """The unit that he supervises by a text, by its reference, where anything there is overdue; else empty."""
        return self._read(overdue_below)

    def reminders(self) -> RemindersView:
        """What he was reminded of and is still his to do, at most 200."""
        return self._read(reminders)

    def unread(self) -> int:
        """How many of these he has not read."""
        return self._read(unread)

    def keys_of_reminders(self, reference: str) -> tuple[Key, ...]:
        """What he was reminded of under the reference of a row of these; nothing for any other."""
        return self._read(lambda reader: keys_of_reminders(reader, reference))

    def units(self) -> tuple[tuple[str, str], ...]:
        """The references and names of the units he is granted, with all below."""
        return self._read(units_of)

    def own_unit(self) -> str:
        """The reference of the unit he works in, among those he is granted something in; empty for nobody's."""
        return self._read(own_unit)

    def granted_units(self) -> tuple[tuple[str, str], ...]:
        """The codes and names of the very units his grants name, in their order."""
        return self._read(granted_units)

    def figures(self, view: ObligationView) -> Figures | None:
        """What a unit's report on an obligation asks for and the records can count; None where they cannot."""
        return self._read(lambda reader: figures(reader, view))

    def unit(self, reference: str) -> UnitView | None:
        """One unit he is granted, or one below, with what it owes itself."""
        return self._read(lambda reader: unit_view(reader, reference))

    def regulations(self) -> tuple[Regulation, ...]:
        """Every edition there is, settled as it is read on the day."""
        return self._read(lambda reader: reader.scope.rules.regulations)

    def plans(self) -> tuple[PlanRow, ...]:
        """The plans of the units he is granted, those for the latest stretch first."""
        return self._read(plan_rows)

    def plan(self, reference: str) -> PlanView | None:
        """One plan: without what is sealed for the discipline organ alone, and without a line about himself."""
        return self._read(lambda reader: plan_view(reader, reference))

    def kinds_of_round(self) -> tuple[tuple[str, str], ...]:
        """For what rounds of talks a plan may be: by the code of the paper that tells of it, and its title."""
        return self._read(kinds_of_round)

    def rounds(self) -> tuple[PlanRow, ...]:
        """The plans of rounds of talks among these."""
        return self._read(round_rows)

    def round_of_talks(self, reference: str) -> RoundView | None:
        """One round of talks by the reference of its plan, with the talks in it that he sees."""
        return self._read(lambda reader: round_view(reader, reference))

    def owed_reports(self) -> tuple[ReportOwed, ...]:
        """What the units he reports for owe upward and have not drafted, the most pressing first; at most 300."""
        return self._read(owed_reports)

    def reports(self, asked: ReportsAsked | None = None) -> tuple[ReportRow, ...]:
        """The upward reports of his units, and those sent to them; one more than a page where there are others."""
        return self._read(lambda reader: report_rows(reader, asked or ReportsAsked()))

    def report(self, reference: str) -> ReportView | None:
        """One upward report; to the unit it is for, what was sent and nothing written since."""
        return self._read(lambda reader: report_view(reader, reference))

    def report_for(self, key: Key) -> ReportRow | None:
        """The upward report on what a unit owes once, for whoever reads the drafts of the unit."""
        return self._read(lambda reader: report_for(reader, key))

    def collected(self, unit: str, regulation: str, duty: str, cause: str) -> CollectedView | None:
        """All reports of a duty for a period to a unit, by its reference, added up; for whoever reads them there."""
        return self._read(lambda reader: collected_view(reader, unit, regulation, duty, cause))

    def collections(self) -> tuple[CollectionRow, ...]:
        """The collections that the very units his grants name may keep, under what governs them on the day."""
        return self._read(collections)

    def collection(self, regulation: str, code: str, unit: str) -> CollectionView | None:
        """One collection of a unit, by its reference, with its entries; for those who keep it."""
        return self._read(lambda reader: collection_view(reader, regulation, code, unit))

    def entry(self, regulation: str, code: str, unit: str, entry: str) -> EntryHistory | None:
        """One entry of a collection with all its versions; for those who keep it."""
        return self._read(lambda reader: entry_history(reader, regulation, code, unit, entry))

    def statistics(self, narrowed: StatisticsNarrowed) -> StatisticsView:
        """The talks that were held, in numbers of which none below five can be found out, whoever asks for what."""
        return self._read(lambda reader: statistics(reader, narrowed))

    def talkers(self, regulation: str, duty: str, first: date, last: date) -> TalkersView | None:
        """Who had to hold talks that fall due from a day to a day, both included, and what is to be seen beside it."""
        return self._read(lambda reader: talkers(reader, regulation, duty, first, last))

    def supervision(self, unit: str = "") -> SupervisionView | None:
        """How procedure is kept at and below a unit he supervises: by unit and duty, and nothing of any talk."""
        return self._read(lambda reader: supervision(reader, unit))

    def supervised(self, unit: str, group: str, page: int = 1) -> SupervisedPage | None:
        """Fifty of the obligations of a group there, the oldest first; whom they are about stands in none."""
        return self._read(lambda reader: supervised_page(reader, unit, group, page))

    def prints(self, interview: str = "", before: int | None = None) -> tuple[KeptPrint, ...]:
        """The register of prints of interviews he may see, the latest first; at most 100, before one by its key."""
        return self._read(lambda reader: prints(reader, interview, before))

    def document_numbers(self, interview: str = "") -> tuple[KeptNumber, ...]:
        """The numbers given to papers of interviews he may see, also those that do not hold; at most 200."""
        return self._read(lambda reader: document_numbers(reader, interview))

    def inspect(self, unit: str, since: date, until: date, look: Callable[[Inspector], T]) -> T:
        """What somebody finds who looks at the talks of a unit, by its code, in one state of the records."""
        return self._read(lambda reader: look(Inspector(reader, self._calendar, unit, since, until)))

    def organisation(self, on: date, then: date, under: str = "") -> OrganisationView:
        """The tree of the units he works for on a day, below one where one is named, and what changed since another."""
        return self._read(lambda reader: organisation(reader, on, then, under))

    def reorganisations(self) -> tuple[ReorganisationRow, ...]:
        """The reorganisations that touch a unit he works for, those proposed last first; at most 200."""
        return self._read(reorganisation_rows)

    def reorganisation(self, reference: str) -> ReorganisationView | None:
        """One of them, with what it changes while it waits to be decided on."""
        return self._read(lambda reader: reorganisation_view(reader, reference))

    def left_over(self) -> tuple[LeftOver, ...]:
        """What ended with units within a year and is to be given anew; for whoever agrees to grants there."""
        return self._read(left_over)

    def preview_of(self, asked: Reorganisation) -> tuple[dict[str, str], Preview | None] | None:
        """What stands against a reorganisation he thinks of, by field, or what it would change; None if he may not."""
        return self._read(lambda reader: preview_of(reader, asked))

    def units_called(self, texts: Collection[str]) -> Mapping[str, str]:
        """The codes of units that stand today, by what was typed: a code, or a whole name that one alone has."""
        return self._read(lambda reader: units_called(reader, texts))

    def posts_of(self, asked: Reorganisation) -> tuple[PostRow, ...]:
        """The posts it is about and where each would go, to choose for each."""
        return self._read(lambda reader: posts_of(reader, asked))

    def governing_codes(self) -> frozenset[str]:
        """The codes of the regulations that govern where he works on the day."""
        return self._read(governing_codes)

    def governing(self) -> tuple[GoverningView, ...]:
        """What governs the units he is granted and those he sits in on the day; everything, where he has none."""
        return self._read(governing)

    def _read(self, answer: Callable[[Reader], T]) -> T:
        with reading(self._records) as connection:
            if self._scope is None:
                self._scope = self._looked_up(connection)
            return answer(Reader(connection, self._scope, self._plugins))

    def _looked_up(self, connection: Connection) -> Scope:
        governed = governances_on(connection, self.on)
        there = organisations_of(connection, governed, self.on)
        return scope_of(connection, self.actor, self.on, rules_of(self._plugins, governed), there)
