"""Signed papers, scanned, of what is on record about a cadre or a unit outside any interview, and of its reports.

They are encrypted and held to the chain as those of interviews are; who may record a thing, or read a report, may read
the scan of its paper.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.attachments import ADD, MOST, READ, KeptScan, Look, NewScan, looked_over, put_scan, read_scan
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.interviews.concerned import shut_about
from yuetan.casework.interviews.opened import Office, office_on, world_about
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.recordable import recordable
from yuetan.casework.rights_outside import governing_there, may_outside
from yuetan.engine.world import World
from yuetan.plugins import Plugins
from yuetan.records.attachments import Outside, event_about, scans_outside
from yuetan.records.cases import cadre_ids, done_before, remember_done, unit_ids
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.journal import Stale, case_file_of
from yuetan.records.read_log import GIVEN, log_reading
from yuetan.records.seal_keys import Keys
from yuetan.records.values import TITLE_LENGTH
from yuetan.rules.duties import Duty
from yuetan.wording import say

REPORT = "report.read"


@frozen(kw_only=True)
class Concerned:
    """Whom it is about: a cadre, by his staff number, or a unit, by its code."""

    cadre: str = ""
    unit: str = ""

    @property
    def name(self) -> str:
        """The one of both that is said."""
        return self.cadre or self.unit


@frozen(eq=False)
class OutsideScans:
    """The acts about them, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    keys: Keys
    now: Callable[[], datetime]

    def may_add(self, actor: Actor, about: Concerned) -> bool:
        """Whether an actor may bring scans to what is on record there."""
        with reading(self.records) as connection:
            return self._opened(connection, actor, about, ADD) is not None

    def add(self, actor: Actor, about: Concerned, case: str, new: NewScan, look: Look, *, token: str) -> None:  # noqa: PLR0913 - what, of whom, in which case
        """Put a scan on file with an event of the case, by its reference, whose signed paper it is.

        Raises `Hidden` for an event that is not his to read, and `Unfit` for what is wrong with the file.
        """
        looked = looked_over(new.content, look)
        if wrong := unfit_text(new.name, TITLE_LENGTH):
            raise Unfit({"name": wrong})
        try:
            with writing(self.records) as connection:
                found, file = self._opened(connection, actor, about, ADD), case_file_of(connection, case)
                if found is None or file is None or event_about(
                        connection, file.id, new.sequence, found.keys) not in found.codes:
                    raise Hidden
                if done_before(connection, token, actor.account) is not None:
                    return
                if len(scans_outside(connection, found.keys)) >= MOST:
                    raise Unfit({"file": say("最多存 {most} 件扫描件；请把多页合成一个 PDF。", most=MOST)})
                at = self.now()
                event_id = put_scan(connection, file, self.keys, new, looked, by=actor.account, at=at,
                                    cadre_id=found.keys.cadre_id, unit_id=found.keys.unit_id)
                remember_done(connection, token, actor.account, event_id, at)
        except Stale as stale:
            raise Conflict(say("这里刚刚有变化；请刷新页面再办理。")) from stale

    def listed(self, actor: Actor, about: Concerned) -> tuple[KeptScan, ...]:
        """The scans there that an actor may read, in the order they were put on file."""
        with reading(self.records) as connection:
            return self._listed(connection, actor, about)

    def read(self, actor: Actor, about: Concerned, reference: str) -> tuple[KeptScan, bytes]:
        """A scan with its file; that it was read is logged. Raises `Hidden`, and `SealError` where it does not open."""
        with writing(self.records) as connection:
            scan = next((one for one in self._listed(connection, actor, about) if one.reference == reference), None)
            if scan is None:
                raise Hidden
            log_reading(connection, by=actor.account, at=self.now(), action=READ, of=reference, outcome=GIVEN,
                        reason=scan.name)
            return scan, read_scan(connection, self.keys, scan)

    def _listed(self, connection: Connection, actor: Actor, about: Concerned) -> tuple[KeptScan, ...]:
        if not scans_outside(connection, _keys(connection, about)):
            return ()  # most have none: there is nothing else to look up
        found = self._opened(connection, actor, about, READ)
        return scans_outside(connection, found.keys, found.codes) if found else ()

    def _opened(self, connection: Connection, actor: Actor, about: Concerned, action: str) -> _Opened | None:
        """Whom it is about, as far as it is his; None where the act is not."""
        office = office_on(connection, self.plugins, civil_date(self.now()))
        keys = _keys(connection, about)
        if (keys.cadre_id is None) == (keys.unit_id is None) or (
                about.cadre and shut_about(connection, actor, about.cadre, office.today)):
            return None
        world = world_about(connection, office, people=tuple(filter(None, (about.cadre,))),
                            units=tuple(filter(None, (about.unit,))))
        if not may_outside(office, actor, action, world, about.name):
            return None
        return _Opened(keys, frozenset(_codes(office, actor, world, about)))


@frozen
class _Opened:
    """What is on record about somebody, as far as an actor may read it: the codes of the events."""

    keys: Outside
    codes: frozenset[str]


def _keys(connection: Connection, about: Concerned) -> Outside:
    return Outside(cadre_id=cadre_ids(connection, (about.cadre,)).get(about.cadre) if about.cadre else None,
                   unit_id=unit_ids(connection, (about.unit,)).get(about.unit) if about.unit else None)


def _codes(office: Office, actor: Actor, world: World, about: Concerned) -> set[str]:
    regulations = governing_there(office, world, about.name)
    found = {one.code for regulation in regulations for one in recordable(regulation)
             if one.of_unit == bool(about.unit) and may_outside(office, actor, one.action, world, about.name)}
    if about.unit and may_outside(office, actor, REPORT, world, about.unit):
        found |= {duty.met_by for regulation in regulations for duty in regulation.of(Duty)
                  if duty.talk is None and duty.met_by}
    return found
