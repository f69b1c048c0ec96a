"""The door to interviews: one, many, the ledger of them, and their papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from yuetan.access.door_base import Door
from yuetan.access.ledger_views import LedgerAsked, LedgerRow, LedgerView, TableView
from yuetan.access.reading_answering import Answering, answering
from yuetan.access.reading_clashes import Clash, Plan, clashes, places
from yuetan.access.reading_inspection import Inspector
from yuetan.access.reading_interview import interview_view
from yuetan.access.reading_interviews import Narrowed, interviews
from yuetan.access.reading_ledger import ledger, ledger_rows
from yuetan.access.reading_old_talks import OldAsked, OldTalk, old_talks
from yuetan.access.reading_own_interviews import own_interviews
from yuetan.access.reading_prints import KeptNumber, KeptPrint, document_numbers, prints
from yuetan.access.reading_reckoned import Reckoned, reckoned, supposed
from yuetan.access.reading_tables import count_table
from yuetan.access.views import InterviewRow, InterviewView

T = TypeVar("T")


class DoorToInterviews(Door):
    """Interviews and what is kept of them."""

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

    def old_talks(self, asked: OldAsked) -> tuple[OldTalk, ...]:
        """Talks from before the system was in use that were imported, the latest first: 200 unless more are asked."""
        return self._read(lambda reader: old_talks(reader, asked))

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

    def answering(self, reference: str) -> Answering | None:
        """Who answers a request to postpone the talk of an interview; None where he knows of no such interview."""
        return self._read(lambda reader: answering(reader, reference, self._calendar))

    def own_interviews(self) -> tuple[InterviewRow, ...]:
        """The interviews about himself that he was told of, the latest first; at most 100."""
        return self._read(own_interviews)

    def clashes(self, plan: Plan) -> tuple[Clash, ...]:
        """Other talks on the day that he may see, not held yet, with the same people or in the same room."""
        return self._read(lambda reader: clashes(reader, plan))

    def places(self, beside: str = "") -> tuple[str, ...]:
        """Where talks he may see were lately to be held, for who has to name a place.

        With the reference of an interview those of its unit alone.
        """
        return self._read(lambda reader: places(reader, beside))

    def prints(self, interview: str = "", before: int | None = None) -> tuple[KeptPrint, ...]:
        """The register of prints of interviews he may see, the latest first; at most 100, before one by its key."""
        return self._read(lambda reader: prints(reader, interview, before))

    def document_numbers(self, interview: str = "") -> tuple[KeptNumber, ...]:
        """The numbers given to papers of interviews he may see, also those that do not hold; at most 200."""
        return self._read(lambda reader: document_numbers(reader, interview))

    def inspect(self, unit: str, since: date, until: date, look: Callable[[Inspector], T]) -> T:
        """What somebody finds who looks at the talks of a unit, by its code, in one state of the records."""
        return self._read(lambda reader: look(Inspector(reader, self._calendar, unit, since, until)))
