"""Backups: taken by the system administrator, who cannot open them, and restored by two with a half of the key each.

The folder of backups holds ``backup.pub``, which encrypts. What opens them are two files that are taken elsewhere:
``system.half`` by the system administrator and ``security.half`` by the security administrator.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from attrs import frozen

from yuetan.access.actor import Actor, Role
from yuetan.casework.administering import demand, key_of, record
from yuetan.casework.civil import civil_time
from yuetan.casework.errors import Hidden, Unfit
from yuetan.records.anchoring import AnchorError, read_anchors
from yuetan.records.backing_up import check_backup, last_event, restore_backup, take_backup
from yuetan.records.backup_files import HALF_BYTES, OWNER_ALONE, BackupError, new_backup_keys
from yuetan.records.backups import BackupRow, add_backup, backups_taken
from yuetan.records.database import Engine, open_database, reading, upgrade, writing
from yuetan.records.recorded import SYSTEM
from yuetan.records.verifying import extent_of, verify
from yuetan.wording import say

__all__ = ["BackupError", "BackupRow", "Backups", "Restored", "make_backup_keys", "restore"]

PUBLIC, SYSTEM_HALF, SECURITY_HALF = "backup.pub", "system.half", "security.half"
LOOKED_AFTER_BY = (Role.SYSTEM, Role.SECURITY)


@frozen(kw_only=True)
class Restored:
    """What a restored database holds, and how much of what was anchored outside it does not hold any more."""

    cases: int
    events: int
    lost_events: int | None  # None: no anchors were at hand, so that nobody knows
    lost_since: datetime | None  # the last anchor it still reaches; None where it reaches none
    faults: tuple[str, ...]  # whatever else is not as it was written down


@frozen(eq=False)
class Backups:
    """Taking backups into a folder and looking after them; ``now`` gives an aware moment."""

    records: Engine
    folder: Path | None
    now: Callable[[], datetime]

    def take(self, actor: Actor | None) -> str:
        """Take one: its reference. Raises `Hidden`, and `Unfit` where there is no folder or key, or no room."""
        demand(actor, Role.SYSTEM)
        at, folder = self.now(), self._folder()
        try:
            public = read_key(folder / PUBLIC)
            name = f"yuetan-{civil_time(at):%Y%m%d-%H%M%S-%f}.backup"
            taken = take_backup(self.records, public, folder / name)
        except BackupError as error:
            raise Unfit({"": str(error)}) from error
        with writing(self.records) as connection:
            reference = add_backup(connection, name, taken, by=key_of(actor), at=at)
            record(connection, SYSTEM, "backup_taken", {
                "backup": reference, "name": name, "digest": taken.digest, "events": str(taken.events)}, by=actor,
                at=at)
        return reference

    def demand_ready(self) -> None:
        """Raise `Unfit` where there is no folder or key for them."""
        try:
            read_key(self._folder() / PUBLIC)
        except BackupError as error:
            raise Unfit({"": str(error)}) from error

    def listed(self, actor: Actor | None) -> tuple[BackupRow, ...]:
        """The last hundred, the latest first."""
        demand(actor, *LOOKED_AFTER_BY)
        with reading(self.records) as connection:
            return backups_taken(connection)

    def check(self, actor: Actor | None, reference: str) -> BackupRow:
        """Whether one is still the file that was written; raises `Unfit` where it is not."""
        found = self.found(actor, reference)
        try:
            check_backup(self._folder() / found.name, found.digest)
        except BackupError as error:
            raise Unfit({"": str(error)}) from error
        return found

    def path(self, actor: Actor, reference: str) -> Path:
        """Where one lies, to be taken away: without both halves of the key it tells nothing."""
        return self._folder() / self.check(actor, reference).name

    def found(self, actor: Actor | None, reference: str) -> BackupRow:
        """One of them; raises `Hidden` for who may not, and where there is none."""
        found = next((one for one in self.listed(actor) if one.reference == reference), None)
        if found is None:
            raise Hidden
        return found

    def _folder(self) -> Path:
        if self.folder is None:
            raise Unfit({"": say("没有配置备份文件夹；请在 yuetan.toml 写明 {item}，并用 {command} 建立密钥。",
                                 item="backups", command="yuetan backup keys")})
        return self.folder


def make_backup_keys(folder: Path) -> tuple[Path, Path, Path]:
    """New keys in a folder: what encrypts, and the two halves of what opens, to be taken away by two people.

    Raises `BackupError` where one of these files is there already.
    """
    keys, paths = new_backup_keys(), (folder / PUBLIC, folder / SYSTEM_HALF, folder / SECURITY_HALF)
    for path in paths:
        if path.exists():
            raise BackupError(say("{file} 已经存在，没有改动它；请换一个文件夹。", file=path))
    for path, key in zip(paths, (keys.public, keys.system, keys.security), strict=True):
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE), "w", encoding="ascii") as file:
            file.write(key.hex() + "\n")
    return paths


def read_key(path: Path) -> bytes:
    """A key, or half of one, in a file; raises `BackupError` where it is missing or damaged."""
    wrong = BackupError(say("密钥文件 {file} 打不开或内容不对；请核对位置，或用 yuetan backup keys 建立。", file=path))
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise wrong from error
    if len(key) != HALF_BYTES:
        raise wrong
    return key


def restore(path: Path, halves: tuple[Path, Path], url: str, *, anchors: Path | None, at: datetime) -> Restored:
    """Restore a backup into a new database, hold it against what is anchored outside, and write down that it was done.

    What was written after the backup is lost, and how much that is, is said and stands in the restored records
    themselves: the trail is never rolled back silently. Raises `BackupError`; a database that holds anything is never
    touched.
    """
    try:
        outside = read_anchors(anchors) if anchors is not None else None
    except (AnchorError, OSError) as error:
        raise BackupError(str(error)) from error
    restore_backup(path, (read_key(halves[0]), read_key(halves[1])), url)
    engine = open_database(url, make=False)
    try:
        upgrade(engine)
        with reading(engine) as connection:
            extent, last = extent_of(connection), last_event(connection)
            reached = [one for one in outside or () if one.events <= last]
            beyond = [one for one in outside or () if one.events > last]
            faults = tuple(one.message for one in verify(connection, None if outside is None else reached)
                           if one.code != "outside")
        lost = None if outside is None else max((one.events - last for one in beyond), default=0)
        with writing(engine) as connection:
            record(connection, SYSTEM, "backup_restored", {
                "name": path.name, "events": str(last), "lost": "?" if lost is None else str(lost)}, by=None, at=at)
    finally:
        engine.dispose()
    return Restored(cases=extent.cases, events=extent.events, lost_events=lost, faults=faults,
                    lost_since=reached[-1].at if reached else None)
