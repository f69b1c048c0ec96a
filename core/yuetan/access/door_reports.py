"""The door to what units write: plans, rounds of talks, upward reports, collections."""

from __future__ import annotations

from yuetan.access.collection_views import CollectionRow, CollectionView, EntryHistory
from yuetan.access.door_base import Door
from yuetan.access.plan_views import PlanRow, PlanView, RoundView
from yuetan.access.reading_collected import collected_view
from yuetan.access.reading_collections import collection_view, collections, entry_history
from yuetan.access.reading_plans import plan_rows, plan_view
from yuetan.access.reading_report import report_view
from yuetan.access.reading_reports import owed_reports, report_for, report_rows
from yuetan.access.reading_rounds import kinds_of_round, round_rows, round_view
from yuetan.access.report_views import CollectedView, ReportOwed, ReportRow, ReportsAsked, ReportView
from yuetan.engine.obligations import Key


class DoorToReports(Door):
    """Plans, upward reports and collections of units."""

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
