"""A roster workbook brought to a page: looked over, with what it would change shown, and imported afterwards.

Whoever brings it changes what lies in his units, and nothing about himself; see `yuetan.paperwork.roster.within`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.in_units import granted_units
from yuetan.access.organisations import organisations_on
from yuetan.access.reading_people import unit_names
from yuetan.access.units import keys_below
from yuetan.casework.administering import record
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.many_accounts import NewAccount
from yuetan.casework.sweeping import sweep_all
from yuetan.paperwork.roster.apart import annotate_apart
from yuetan.paperwork.roster.differences import Difference
from yuetan.paperwork.roster.faults import RowFault, WorkbookRefused
from yuetan.paperwork.roster.importing import ImportResult, Progress, import_roster
from yuetan.paperwork.roster.previewing import ImportPreview, preview_roster
from yuetan.paperwork.roster.within import Reach
from yuetan.paperwork.roster.words import Words, talk_kinds
from yuetan.paperwork.roster.writing import write_roster
from yuetan.plugins import Plugins
from yuetan.records import roster_uploads as stored
from yuetan.records.account_lists import people_without
from yuetan.records.cases import unit_ids
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.recorded import SYSTEM
from yuetan.records.roster import Stored, load_roster
from yuetan.records.roster_uploads import APPLIED, DISCARDED, FAULTY, KEPT, KeptUpload
from yuetan.records.units import codes_in
from yuetan.records.values import Roster
from yuetan.wording import say

__all__ = ["APPLIED", "DISCARDED", "FAULTY", "KEPT", "KeptUpload", "RosterUploads"]

IMPORT = "roster.import"
SHOWN = 200  # rows of each sort that are shown
KEPT_FOR = timedelta(days=7)
PARTS = ("units", "placements", "cadres", "appointments", "portfolios", "past_talks")


@frozen(eq=False)
class RosterUploads:
    """Bringing the roster in by pages, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def keep(self, actor: Actor, content: bytes, source: str, progress: Progress | None = None) -> str:
        """Look a workbook over and keep it with what it would change, or with what is wrong: what names it.

        Raises `Hidden` where he may bring none in, and `Unfit` for a file that is not opened at all.
        """
        reach = self._reach(actor)
        with _file(content, source) as path:
            try:
                found = preview_roster(self.records, path, self.plugins.vocabulary, within=reach,
                                       kinds=talk_kinds(self.plugins.regulations), meter=_Half(progress))
                marked = _marked(path, found.faults)
            except WorkbookRefused as refused:
                raise Unfit({"file": str(refused)}) from refused
        at = self.now()
        with writing(self.records) as connection:
            stored.clear_uploads(connection, at - KEPT_FOR, at)
            return stored.add_upload(connection, actor.account, {
                "source": source, "digest": sha256(content).hexdigest(), "state": FAULTY if found.faults else KEPT,
                "told": _told(found), "content": None if found.faults else content, "marked": marked, "kept_at": at,
                "ended_at": None})

    def apply(self, actor: Actor, reference: str, progress: Progress | None = None) -> Mapping[str, Mapping[str, int]]:
        """Import a workbook that was looked over, all of it or nothing, and work out anew what is owed: its counts.

        It is looked over again: raises `Unfit` where something stands against it by now, `Conflict` where it was
        imported or thrown away already, and `Hidden`.
        """
        kept, reach = self.find(actor, reference), self._reach(actor)
        with reading(self.records) as connection:
            content = stored.content_of(connection, reference)
        if kept.state != KEPT or content is None:
            raise Conflict
        with _file(content, kept.source) as path:
            result = import_roster(
                self.records, path, self.plugins.vocabulary, kinds=talk_kinds(self.plugins.regulations),
                progress=progress, within=reach, also=lambda connection, made: self._put(connection, actor, kept, made))
        if result.counts is None:
            raise Unfit({"file": _changed_since(result)})
        sweep_all(self.records, self.plugins, at=self.now())
        return counted(result.counts)

    def discard(self, actor: Actor, reference: str) -> None:
        """Throw away a workbook that was looked over. Raises `Conflict` where it is not waiting any more."""
        self.find(actor, reference)
        with writing(self.records) as connection:
            if not stored.end_upload(connection, reference, DISCARDED, self.now()):
                raise Conflict

    def find(self, actor: Actor, reference: str) -> KeptUpload:
        """A workbook he brought; raises `Hidden` for any other."""
        with reading(self.records) as connection:
            found = stored.find_upload(connection, reference, actor.account)
        if found is None:
            raise Hidden
        return found

    def own(self, actor: Actor) -> tuple[KeptUpload, ...]:
        """The workbooks he brought, the latest first."""
        with reading(self.records) as connection:
            return stored.uploads_of(connection, actor.account)

    def marked(self, actor: Actor, reference: str) -> bytes:
        """A copy of a workbook he brought with its faults marked; raises `Hidden` where there is none."""
        self.find(actor, reference)
        with reading(self.records) as connection:
            found = stored.marked_of(connection, reference)
        if found is None:
            raise Hidden
        return found

    def current(self, actor: Actor) -> bytes:
        """The roster of his units as a workbook that can be corrected and brought back. Raises `Hidden`."""
        reach = self._reach(actor)
        with reading(self.records) as connection:
            own = reach.of(load_roster(connection))
        return _workbook(own, self._words())

    def without_accounts(self, actor: Actor) -> tuple[NewAccount, ...]:
        """Who serves in his units and has no account, each with his staff number to sign in by. Raises `Hidden`."""
        units, on = self._reach(actor).units, civil_date(self.now())
        with reading(self.records) as connection:
            found = people_without(connection, units, on)
            keys = unit_ids(connection, {one.unit for one in found})
            names = unit_names(connection, keys.values(), on)
        return tuple(NewAccount(sign_in=one.cadre.casefold(), name=one.name, cadre=one.cadre,
                                unit=names.get(keys[one.unit], one.unit)) for one in found)

    def template(self) -> bytes:
        """The empty workbook that an office fills in."""
        return _workbook(Roster(), self._words())

    def _words(self) -> Words:
        return Words(self.plugins.vocabulary, talk_kinds(self.plugins.regulations))

    def _reach(self, actor: Actor) -> Reach:
        """What he may change; raises `Hidden` where that is nothing."""
        granted, on = granted_units(actor, IMPORT), civil_date(self.now())
        if not granted:
            raise Hidden
        with reading(self.records) as connection:
            begins = organisations_on(connection, on).general
            return Reach(codes_in(connection, keys_below(granted, begins, on)), actor.cadre)

    def _put(self, connection: Connection, actor: Actor, kept: KeptUpload, made: Stored) -> None:
        """Write down, with the import itself, what was imported by whom; whoever came second, imports nothing."""
        at = self.now()
        if not stored.end_upload(connection, kept.reference, APPLIED, at):
            raise Conflict
        sums = {part: " ".join(map(str, counts.values())) for part, counts in counted(made).items()}
        record(connection, SYSTEM, "roster_imported",
               {"upload": kept.reference, "source": kept.source, "digest": kept.digest, **sums}, by=actor, at=at)


class _Half:
    """Tells how far the reading is: the first half of an import."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress, self.rows, self.done = progress, 0, 0

    def begin(self, rows: int) -> None:
        self.rows = rows

    def read(self, rows: int) -> None:
        self.done = min(self.done + rows, self.rows)
        if self.progress:
            self.progress(self.done, self.rows)


@contextmanager
def _file(content: bytes, source: str) -> Iterator[Path]:
    """The workbook as a file for as long as it is read, under the last part of its own name."""
    with TemporaryDirectory(prefix="yuetan-") as folder:
        path = Path(folder) / f"{Path(source.replace(chr(92), '/')).stem[:60] or 'roster'}.xlsx"
        path.write_bytes(content)
        yield path


def _workbook(roster: Roster, words: Words) -> bytes:
    with TemporaryDirectory(prefix="yuetan-") as folder:
        path = Path(folder) / "roster.xlsx"
        write_roster(path, roster, words)
        return path.read_bytes()


def _marked(path: Path, faults: Sequence[RowFault]) -> bytes | None:
    """A copy with the faults marked; None where there are none, or where it cannot be made."""
    if not faults:
        return None
    try:
        return annotate_apart(path, path.with_name("marked.xlsx"), faults).read_bytes()
    except (OSError, WorkbookRefused):
        return None


def _told(found: ImportPreview) -> Mapping[str, object]:
    return {"faults": [str(one) for one in found.faults[:SHOWN]], "number": len(found.faults),
            "differences": {part: _shown(one) for part, one in found.differences.items()}}


def _shown(one: Difference) -> Mapping[str, object]:
    return {sort: {"number": len(rows), "shown": list(rows[:SHOWN])}
            for sort, rows in (("new", one.new), ("changed", one.changed), ("gone", one.gone))}


def counted(made: Stored) -> Mapping[str, Mapping[str, int]]:
    """What was stored, part by part: how many were added, changed, and there already."""
    return {part: {sort: getattr(getattr(made, part), sort) for sort in ("added", "changed", "unchanged")}
            for part in PARTS}


def _changed_since(result: ImportResult) -> str:
    first = str(result.faults[0]) if result.faults else ""
    return say("看过之后名册有变化，现在有 {count} 处错误，没有导入；请重新读入。第一处：{first}",
               count=len(result.faults), first=first)
