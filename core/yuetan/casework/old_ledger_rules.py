"""What the rules of their day say to the talks of an old ledger: which edition and kind, who may talk, the notice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from attrs import field, frozen

from yuetan.casework import old_ledger_flags as flags
from yuetan.casework.interviews.opened import Office
from yuetan.casework.old_ledger_people import Found
from yuetan.engine.permitted import Occurrence, Permission, verdict
from yuetan.engine.world import World
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD, NOTIFIED
from yuetan.rules.procedure import PRE_APPOINTMENT, Kind, applies
from yuetan.rules.regulation import Regulation

WITHOUT_START = date.min


class Row(Protocol):
    """What is needed of a row."""

    @property
    def on(self) -> date:
        """The day of the talk."""

    @property
    def talkers(self) -> tuple[str, ...]:
        """Who held it, as the ledger calls them."""

    @property
    def notified_on(self) -> date | None:
        """The day of the notice."""

    @property
    def notified(self) -> str:
        """The same as it was written; empty where nothing was."""


@frozen(kw_only=True)
class Read:
    """What a row's regulation and kind were made out to be; ``code`` is empty where no regulation was."""

    code: str = ""
    edition: Regulation | None = None
    kind: Kind | None = None
    live_on: date | None = None
    flags: tuple[str, ...] = ()


@frozen(eq=False)
class Rules:
    """The regulations that are installed, settled as they govern today or else as they are read by default."""

    office: Office
    above: tuple[str, ...]  # the unit whose ledger it is and those above it, the nearest first
    editions: Mapping[str, Sequence[Regulation]]
    remembered: dict[tuple[str, str, date], Read] = field(factory=dict)

    def read(self, regulation: str, kind: str, on: date) -> Read:
        """What was meant by a regulation and a kind as they were written, on a day."""
        key = (regulation, kind, on)
        if key not in self.remembered:
            self.remembered[key] = self._read(regulation, kind, on)
        return self.remembered[key]

    def talk(self, world: World, read: Read, row: Row, found: Found, talkers: Mapping[str, str]) -> Iterator[str]:
        """What stands against those who talked."""
        if not row.talkers:
            yield flags.TALKER_MISSING
            return
        if any(one not in talkers for one in row.talkers):
            yield flags.TALKER_UNKNOWN
        if read.edition is None or read.kind is None or not found.cadre:
            return
        coming = read.kind.family == PRE_APPOINTMENT
        if not world.posts_of(found.cadre, row.on, coming=coming):
            yield flags.POSTS_UNKNOWN
            return
        what = Occurrence(kind=read.kind.code, cadre=found.cadre, on=row.on, entrusted=True, coming=coming)
        verdicts = [verdict(world, read.edition, what, talkers[one]) for one in row.talkers
                    if one in talkers and world.posts_of(talkers[one], row.on)]
        if any(one in talkers and not world.posts_of(talkers[one], row.on) for one in row.talkers):
            yield flags.TALKER_POSTS_UNKNOWN
        if verdicts and not any(one.covering for one in verdicts):
            yield flags.NOT_COVERED
        elif verdicts and len(verdicts) == len(row.talkers) and all(
                one.permission is Permission.REFUSED for one in verdicts):
            yield flags.TALKER_NOT_PERMITTED

    def notice(self, read: Read, row: Row) -> Iterator[str]:
        """Whether the notice the regulation asks for is missing, or came late."""
        if read.edition is None or read.kind is None:
            return
        duty = next((one for one in read.edition.of(Duty) if one.met_by == NOTIFIED and applies(
            one.kinds, read.kind.code)), None)
        if duty is None:
            return
        if not row.notified:
            yield flags.NOTICE_MISSING
        elif (on := row.notified_on) is not None:
            due = duty.due
            latest = due.on(row.on, self.office.calendar) if due is not None and due.anchor == HELD else row.on
            if on > latest:
                yield flags.NOTICE_LATE

    def begun(self) -> Mapping[str, date]:
        """From which day on talks are on record by steps, by the title of each regulation that governs there today."""
        found = ((one.regulation.title, self._live_on(one.regulation.code)) for one in self.office.governs(self.above))
        return {title: day for title, day in found if day is not None}

    def _read(self, regulation: str, kind: str, on: date) -> Read:
        code = self._code(regulation)
        if not code:
            return Read(flags=(flags.REGULATION_UNKNOWN,))
        edition, found = _edition(self.editions[code], on), list[str]()
        if not edition.in_force(on):
            found.append(flags.NOT_IN_FORCE)
        sort = next((one for one in edition.of(Kind) if kind in {one.title, one.code}), None)
        if sort is None:
            found.append(flags.KIND_UNKNOWN)
        return Read(code=code, edition=edition, kind=sort, live_on=self._live_on(code), flags=tuple(found))

    def _code(self, written: str) -> str:
        """The code of a regulation by its title or code; of none that is named, of the only one that governs there."""
        if not written:
            governing = self.office.governs(self.above)
            return governing[0].regulation.code if len(governing) == 1 else ""
        bare = written.strip("《》 ")
        return next((code for code, some in self.editions.items()
                     if bare in {code, *(one.title for one in some)}), "")

    def _live_on(self, code: str) -> date | None:
        """The day on which the regulation went live there; None where it never did."""
        return min((one.live_on for one in self.office.governed
                    if one.regulation.code == code and one.unit in self.above), default=None)


def rules_of_ledger(office: Office, above: Collection[str]) -> Rules:
    """For the ledger of a unit that lies under these."""
    settled = {(one.regulation.code, one.regulation.edition): one.regulation for one in office.governed}
    editions = dict[str, list[Regulation]]()
    for one in office.plugins.regulations:
        editions.setdefault(one.code, []).append(settled.get((one.code, one.edition)) or one.under({}))
    return Rules(office, tuple(above), editions)


def _edition(editions: Sequence[Regulation], on: date) -> Regulation:
    """The edition of a day; where none was in force, the last that had been, or else the first there was."""
    in_force = next((one for one in editions if one.in_force(on)), None)
    before = [one for one in editions if (one.since or WITHOUT_START) <= on]
    return in_force or (max(before, key=_since) if before else min(editions, key=_since))


def _since(edition: Regulation) -> date:
    return edition.since or WITHOUT_START
