"""Rows of an old ledger as they were read, and what is made of each: whom it is about, what it counts as, its flags."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256

from attrs import evolve, field, frozen

from yuetan.casework.interviews.opened import Office
from yuetan.casework.old_ledger_flags import AFTER_START, DUPLICATE, NOTICE_UNREADABLE, OWN, TO_COME, UNCOUNTED
from yuetan.casework.old_ledger_people import Found, People
from yuetan.casework.old_ledger_rules import Rules
from yuetan.records.database import Connection
from yuetan.records.old_ledgers import KeptRow, standing
from yuetan.records.old_people import held_talks
from yuetan.records.old_talks import Key, talks_known

BETWEEN = "、"


@frozen(kw_only=True)
class LedgerRow:
    """One row: a talk with somebody, who is named by staff number or by name and unit, on a day."""

    number: int  # of the row in its sheet
    cadre: str = ""
    name: str = ""
    unit: str = ""
    regulation: str = ""  # its title or code, as it was written
    kind: str = ""
    on: date
    talkers: tuple[str, ...] = ()  # staff numbers or names
    notified: str = ""  # a day as 2026-03-01; any other text is what could not be read as one
    outcome: str = ""
    paper: str = ""  # the number of the paper or file

    @property
    def content(self) -> dict[str, str]:
        """All that it says, by field."""
        return {"cadre": self.cadre, "name": self.name, "unit": self.unit, "regulation": self.regulation,
                "kind": self.kind, "on": self.on.isoformat(), "talkers": BETWEEN.join(self.talkers),
                "notified": self.notified, "outcome": self.outcome, "paper": self.paper}

    @property
    def person(self) -> str:
        """Whom it is about, as the ledger names him."""
        return self.name or self.cadre

    @property
    def notified_on(self) -> date | None:
        """The day of the notice, where that could be read."""
        try:
            return date.fromisoformat(self.notified)
        except ValueError:
            return None


def row_of(kept: KeptRow) -> LedgerRow:
    """The row that was kept, as it was read."""
    said = kept.content
    return LedgerRow(
        number=kept.number, cadre=said["cadre"], name=said["name"], unit=said["unit"], regulation=said["regulation"],
        kind=said["kind"], on=kept.held_on, talkers=tuple(filter(None, said["talkers"].split(BETWEEN))),
        notified=said["notified"], outcome=said["outcome"], paper=said["paper"])


@frozen(eq=False)
class Assessor:
    """Makes of rows what is to be kept; of those of one workbook, handed over part by part in their order."""

    connection: Connection
    office: Office
    unit: str  # the code of the unit whose ledger it is
    importers: frozenset[str]  # the staff numbers of whoever brings it in, and in whose place
    people: People
    rules: Rules
    seen: Counter[str] = field(factory=Counter)
    told: set[Key] = field(factory=set)  # the talks that earlier rows put on record

    def assessed(self, rows: Sequence[LedgerRow]) -> Iterator[tuple[KeptRow, KeptRow | None]]:
        """Each row as it is to be kept, and the row in effect that is the same row; None where there is none."""
        who, talkers = self.people.found(rows), self.people.talkers(rows)
        world = self.people.world(who.values(), talkers)
        row_keys = [self._row_key(one) for one in rows]
        before = standing(self.connection, row_keys)
        keys = {one.cadre_id for one in who.values() if one.cadre_id is not None}
        known, held = talks_known(self.connection, keys), held_talks(self.connection, keys)
        for row, row_key in zip(rows, row_keys, strict=True):
            found, earlier = who[row.number], before.get(row_key)
            read = self.rules.read(row.regulation, row.kind, row.on)
            made = KeptRow(
                number=row.number, row_key=row_key, cadre_id=found.cadre_id, held_on=row.on,
                regulation=read.code, kind=read.kind.code if read.kind else "", person=row.person[:100],
                family=read.kind.family if read.kind else "", content=row.content, flags=(),
                talkers=tuple(talkers.get(one, one) for one in row.talkers))
            flags = dict.fromkeys((
                *found.flags, *read.flags, *self._of_time(row, read.live_on), *self._own(found),
                *self.rules.talk(world, read, row, found, talkers), *self.rules.notice(read, row),
                *([NOTICE_UNREADABLE] if row.notified and row.notified_on is None else ())))
            if not UNCOUNTED & flags.keys() and self._is_double(made, earlier, known, held):
                flags[DUPLICATE] = None
            counts = not UNCOUNTED & flags.keys()
            if counts:
                self.told.add(_key(made))
            yield evolve(made, flags=tuple(flags), counts=counts), earlier

    def _row_key(self, row: LedgerRow) -> str:
        """What tells a row from the others of this unit's ledgers, whatever else it says; of equal ones their order."""
        who = row.cadre or f"{row.name}@{row.unit}"
        same = json.dumps([self.unit, who, row.on.isoformat(), row.regulation, row.kind], ensure_ascii=False)
        self.seen[same] += 1
        return sha256(f"{same}{self.seen[same]}".encode("utf-8", "surrogatepass")).hexdigest()

    def _of_time(self, row: LedgerRow, live_on: date | None) -> Iterator[str]:
        if row.on > self.office.today:
            yield TO_COME
        elif live_on is not None and row.on >= live_on:
            yield AFTER_START

    def _own(self, found: Found) -> Iterator[str]:
        if found.cadre in self.importers:
            yield OWN

    def _is_double(self, made: KeptRow, earlier: KeptRow | None, known: Mapping[Key, int],
                   held: frozenset[tuple[int, date]]) -> bool:
        """Whether the talk is on record already, by anything but the very row."""
        key = _key(made)
        if key in self.told or (made.cadre_id or 0, made.held_on) in held:
            return True
        return key in known and (earlier is None or earlier.talk_id != known[key])


def is_same(made: KeptRow, earlier: KeptRow) -> bool:
    """Whether a row says what the one in effect says, and counts as it does."""
    return (made.content, made.cadre_id, made.regulation, made.kind, made.counts) == (
        earlier.content, earlier.cadre_id, earlier.regulation, earlier.kind, earlier.talk_id is not None)


def _key(row: KeptRow) -> Key:
    return row.cadre_id, row.regulation, row.kind, row.held_on
