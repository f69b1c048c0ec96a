"""The acts about old times and about inspections: old ledgers brought in, a unit's talks taken out to be looked at."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from attrs import frozen

from yuetan.casework.inspection import Inspections, NewInspection
from yuetan.casework.old_ledger import LedgerRow, OldLedgers
from yuetan.paperwork.inspection.export import write_inspection
from yuetan.testing.acts.playing import Doing
from yuetan.testing.acts.way import Nothing, Reason, Way

DIGEST = "0" * 64


@frozen(kw_only=True)
class Ledger:
    """The rows of an old ledger of a unit, out of a file of this name."""

    unit: str
    source: str = "旧台账.xlsx"
    rows: tuple[LedgerRow, ...]


@frozen(kw_only=True)
class Agreed:
    """That another agrees, and what he notes."""

    note: str


def _ledgers(doing: Doing) -> OldLedgers:
    playing = doing.playing
    return OldLedgers(playing.records, playing.plugins, playing.now)


def _keep(doing: Doing, asked: Ledger) -> str:
    return _ledgers(doing).keep(doing.actor, asked.unit, asked.rows, source=asked.source, digest=DIGEST)


def _apply(doing: Doing, _: Nothing) -> str:
    _ledgers(doing).apply(doing.actor, doing.reference, token=doing.token)
    return doing.reference


def _undo(doing: Doing, asked: Reason) -> str:
    _ledgers(doing).undo(doing.actor, doing.reference, asked.reason, token=doing.token)
    return doing.reference


def _inspections(doing: Doing) -> Inspections:
    return Inspections(doing.playing.records, doing.playing.now)


def _ask(doing: Doing, asked: NewInspection) -> str:
    return _inspections(doing).ask(doing.actor, asked, token=doing.token)


def _agree(doing: Doing, asked: Agreed) -> str:
    _inspections(doing).agree(doing.actor, doing.reference, asked.note, token=doing.token)
    return doing.reference


def _take_out(doing: Doing, _: Nothing) -> str:
    """The file is written and kept in mind as text; that it was taken out is on record."""
    playing, file = doing.playing, io.BytesIO()
    found = _inspections(doing).opened(doing.actor, doing.reference)
    written = write_inspection(file, playing.door(doing.actor), found, playing.plugins.vocabulary, on=playing.today)
    _inspections(doing).taken(doing.actor, found, digest=written.digest, interviews=written.interviews)
    playing.texts[doing.reference] = "\n".join(_texts(file))
    return doing.reference


def _texts(file: io.BytesIO) -> Iterator[str]:
    """Everything in it that is text as it stands."""
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith((".json", ".txt", ".md")):
                yield archive.read(name).decode()


WAYS: Mapping[str, Way] = {
    "old_ledger.keep": Way(Ledger, _keep), "old_ledger.apply": Way(Nothing, _apply),
    "old_ledger.undo": Way(Reason, _undo), "inspection.ask": Way(NewInspection, _ask),
    "inspection.agree": Way(Agreed, _agree), "inspection.take_out": Way(Nothing, _take_out),
}
