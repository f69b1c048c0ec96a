"""The door to what is to be done: the desk, tasks, reminders, one's days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from yuetan.access.addresses import subject_named
from yuetan.access.desk_views import DeskFigures, PlannedDay
from yuetan.access.door_base import Door
from yuetan.access.reading_away import desk_of
from yuetan.access.reading_calendar import CalendarEntry, calendar_entries
from yuetan.access.reading_counts import due_days
from yuetan.access.reading_desk_figures import desk_figures, planned_days
from yuetan.access.reading_explained import explained
from yuetan.access.reading_figures import Figures, figures
from yuetan.access.reading_reminders import (
    DueTask,
    RemindersView,
    due_tasks,
    keys_of_reminders,
    overdue_below,
    reminders,
    unread,
)
from yuetan.access.reading_tasks import tasks
from yuetan.access.task_views import Task
from yuetan.access.views import Asked, DueDay, ObligationView, Slice
from yuetan.engine.obligations import Key


class DoorToTasks(Door):
    """What is owed, what waits, and on which days."""

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

    def figures(self, view: ObligationView) -> Figures | None:
        """What a unit's report on an obligation asks for and the records can count; None where they cannot."""
        return self._read(lambda reader: figures(reader, view))

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
