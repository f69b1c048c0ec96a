"""The interviews that are about the reader himself, as far as he was told of them."""

from __future__ import annotations

from yuetan.access.reading_interviews import interview_rows
from yuetan.access.reading_people import Reader
from yuetan.access.views import InterviewRow
from yuetan.records.tables import interview

MOST = 100


def own_interviews(reader: Reader) -> tuple[InterviewRow, ...]:
    """Those he was notified of, or was talked to in, the latest first; none for an account that is nobody's."""
    return interview_rows(reader, reader.scope.is_served(interview.c.id), MOST)
