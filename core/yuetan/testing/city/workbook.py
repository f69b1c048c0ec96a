"""Writes a city as the workbook an office would fill in, so that what follows begins with a real import."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from yuetan.paperwork.roster.words import TalkKind, Words
from yuetan.paperwork.roster.writing import write_roster
from yuetan.records.values import Roster
from yuetan.rules.terms import Vocabulary


def write_city_workbook(path: Path, city: Roster, vocabulary: Vocabulary, *, kinds: Iterable[TalkKind] = ()) -> None:
    """Write a city through the writer of templates; importing it gives the same city."""
    write_roster(path, city, Words(vocabulary, kinds))
