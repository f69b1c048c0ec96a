"""Looks a workbook over before it is imported: what is wrong with it, and what it would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import field, frozen

from yuetan.paperwork.roster.apart import read_apart
from yuetan.paperwork.roster.check import Checker
from yuetan.paperwork.roster.choosing import check
from yuetan.paperwork.roster.differences import Difference, differences
from yuetan.paperwork.roster.faults import RowFault
from yuetan.paperwork.roster.known import known
from yuetan.paperwork.roster.limits import Limits
from yuetan.paperwork.roster.read import Meter
from yuetan.paperwork.roster.rows import roster_of
from yuetan.paperwork.roster.within import Reach
from yuetan.paperwork.roster.words import TalkKind, Words
from yuetan.records.database import Engine, reading
from yuetan.records.roster import load_roster
from yuetan.records.units import abolished
from yuetan.rules.terms import Vocabulary


@frozen(kw_only=True)
class ImportPreview:
    """What is wrong with a workbook; where nothing is, what it would change, by part."""

    differences: Mapping[str, Difference] = field(factory=dict)
    faults: tuple[RowFault, ...] = ()


def preview_roster(engine: Engine, path: Path, vocabulary: Vocabulary, *, kinds: Iterable[TalkKind] = (),  # noqa: PLR0913 - as an import
                   limits: Limits | None = None, within: Reach | None = None,
                   meter: Meter | None = None) -> ImportPreview:
    """What importing a workbook would change; raises `WorkbookRefused` for a file that is not opened at all.

    Nothing is written; ``within`` says which rows may not be brought in. With a fault anywhere nothing would be
    imported, so nothing is compared. What lies elsewhere and is not named is not told either.
    """
    words = Words(vocabulary, kinds)
    found = read_apart(path, words, limits=limits, meter=meter)
    if found.misshapen:
        return ImportPreview(faults=found.report.all())
    with reading(engine) as connection:
        stored, ended = load_roster(connection), abolished(connection)
    check(found.rows, Checker(words, known(stored, ended), found.report))
    if within is not None:
        within(stored, found.rows, found.report)
    if found.report.faults:
        return ImportPreview(faults=found.report.all())
    return ImportPreview(differences=differences(
        stored, roster_of(found.rows, words), within.of(stored) if within else None))
