"""Imports a roster from a workbook: everything, or nothing, or the good rows, as asked; in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from attrs import frozen

from yuetan.paperwork.roster.apart import annotate_apart, read_apart
from yuetan.paperwork.roster.check import Checker
from yuetan.paperwork.roster.choosing import check, good_rows
from yuetan.paperwork.roster.faults import RowFault, WorkbookRefused
from yuetan.paperwork.roster.known import known
from yuetan.paperwork.roster.limits import Limits
from yuetan.paperwork.roster.read import Reading
from yuetan.paperwork.roster.rows import roster_of
from yuetan.paperwork.roster.within import Reach
from yuetan.paperwork.roster.words import TalkKind, Words
from yuetan.records.database import Connection, Engine, alone, writing
from yuetan.records.roster import Stored, load_roster, store
from yuetan.records.units import abolished
from yuetan.rules.terms import Vocabulary
from yuetan.wording import say

Progress = Callable[[int, int], None]
Also = Callable[[Connection, Stored], None]


@frozen(kw_only=True)
class ImportResult:
    """What an import did: ``counts`` part by part, None where nothing was imported; what was wrong; where it is marked.

    ``notes`` are what the user should know of though it stopped nothing, such as a blank left out of a name.
    """

    counts: Stored | None
    faults: tuple[RowFault, ...] = ()
    notes: tuple[RowFault, ...] = ()
    annotated: Path | None = None


def import_roster(engine: Engine, path: Path, vocabulary: Vocabulary, *, kinds: Iterable[TalkKind] = (),  # noqa: PLR0913
                  good_rows_only: bool = False, progress: Progress | None = None, annotated: Path | None = None,
                  limits: Limits | None = None, within: Reach | None = None, also: Also | None = None,
                  ) -> ImportResult:
    """Import a workbook; raises `WorkbookRefused` for a file that is not opened at all.

    One fault anywhere and nothing is imported, unless ``good_rows_only`` asks for the rows that have none and rest on
    none that has. A workbook with faults comes back marked, at ``annotated`` or beside the original.

    Rows meet what is stored by their keys: a unit by its code, a stretch of it by its first day as well; a cadre by
    staff number; a post by person, unit, post, title and first day; a portfolio by person, unit and first day; a talk
    by person, regulation, kind and day. What is new is added, what differs is changed, what is the same stays, and what
    the workbook does not name is left alone: importing a file twice changes nothing, and nothing is ever removed.
    ``within`` says which rows may not be brought in; ``also`` is done in the same transaction as the import.
    ``progress`` is told how much is done of how much: half of it is reading.
    """
    words = Words(vocabulary, kinds)
    steps = _Steps(progress)
    reading = read_apart(path, words, limits=limits, meter=steps)
    counts = None if reading.misshapen else _store(engine, reading, words, steps, good_rows_only=good_rows_only,
                                                         within=within, also=also)
    faults, notes = reading.report.all(), tuple(reading.report.notes)
    if counts is not None:
        steps.finish()
    marked = _marked(path, annotated or beside(path), faults, notes) if faults else None
    return ImportResult(counts=counts, faults=faults, notes=notes, annotated=marked)


def _marked(path: Path, target: Path, faults: Sequence[RowFault], notes: Sequence[RowFault]) -> Path | None:
    """The marked copy; None where it could not be written, for what was imported is imported all the same."""
    try:
        return annotate_apart(path, target, faults, notes)
    except (OSError, WorkbookRefused):
        return None


def beside(path: Path) -> Path:
    """Where a marked copy goes when nobody says otherwise."""
    return path.with_name(say("{name}（错误标注）", name=path.stem) + ".xlsx")


def _store(engine: Engine, reading: Reading, words: Words, steps: _Steps, *, good_rows_only: bool,  # noqa: PLR0913 - as above
           within: Reach | None, also: Also | None) -> Stored | None:
    with writing(engine) as connection:
        alone(connection)
        stored = load_roster(connection)
        checker = Checker(words, known(stored, abolished(connection)), reading.report)
        check(reading.rows, checker)
        if within is not None:
            within(stored, reading.rows, reading.report)
        if reading.report.faults and not good_rows_only:
            return None
        chosen = good_rows(reading.rows, checker) if good_rows_only else reading.rows
        made = store(connection, roster_of(chosen, words), steps.stored)
        if also is not None:
            also(connection, made)
        return made


class _Steps:
    """Counts rows as they are read, then as they are stored, and never more than there are."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress
        self.rows = 0
        self.done = 0

    def begin(self, rows: int) -> None:
        self.rows = rows
        self._step(0, 0)

    def read(self, rows: int) -> None:
        self._step(rows, self.rows)

    def stored(self, rows: int) -> None:
        self._step(rows, 2 * self.rows)

    def finish(self) -> None:
        self._step(2 * self.rows, 2 * self.rows)

    def _step(self, rows: int, most: int) -> None:
        self.done = min(self.done + rows, most)
        if self.progress:
            self.progress(self.done, 2 * self.rows)
