"""The door to talks in numbers, and to how procedure is kept."""

from __future__ import annotations

from datetime import date

from yuetan.access.door_base import Door
from yuetan.access.reading_statistics import statistics
from yuetan.access.reading_supervision import supervised_page, supervision
from yuetan.access.reading_talkers import talkers
from yuetan.access.statistics_views import Narrowed as StatisticsNarrowed
from yuetan.access.statistics_views import StatisticsView
from yuetan.access.supervision_views import SupervisedPage, SupervisionView
from yuetan.access.talker_views import TalkersView


class DoorToOversight(Door):
    """Statistics and supervision: numbers, and nothing of any talk."""

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
        """Fifty of the obligations of a group there, the oldest first; whom they are about stands in none.

        Without a unit, in the first that he may begin with.
        """
        return self._read(lambda reader: supervised_page(reader, unit, group, page))
