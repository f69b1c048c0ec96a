"""A campaign: backups are taken while others write, restored, and compared; none may be bad, and none may be read.

    python tests/campaigns/backups.py 1000

Before it counts, the campaign is shown to see what is wrong with a backup that was made by copying the file.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

from yuetan.casework.backups import PUBLIC, SECURITY_HALF, SYSTEM_HALF, make_backup_keys, read_key, restore
from yuetan.records.backing_up import take_backup
from yuetan.records.backup_files import BackupError
from yuetan.records.database import Engine, open_database, upgrade, writing
from yuetan.records.recorded import SYSTEM, recorded

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PLANTED = "反映人某某"


def write_until(engine: Engine, ended: Event) -> None:
    """Write event after event, each with a text that no backup may tell."""
    number = 0
    while not ended.is_set():
        with writing(engine) as connection:
            recorded(connection, SYSTEM, "account_made", {"account": f"{PLANTED}{number}"}, on=AT.date(), by=None,
                     at=AT)
        number += 1


def faults_of(path: Path, folder: Path) -> list[str]:
    """What is wrong with one backup, restored and verified."""
    if PLANTED.encode() in path.read_bytes():
        return ["it can be read"]
    new = folder / "restored.db"
    for one in folder.glob("restored.db*"):
        one.unlink()
    try:
        found = restore(path, (folder / SYSTEM_HALF, folder / SECURITY_HALF), f"sqlite:///{new}", anchors=None, at=AT)
    except BackupError as error:
        return [str(error)]
    return [*found.faults, *([] if found.events else ["it is empty"])]


def harness_sees_faults(source: Path, path: Path, folder: Path) -> bool:
    """Whether a backup with one bit turned, and a plain copy of the file, are both told from a good one."""
    turned, copied = folder / "turned", folder / "copied"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    turned.write_bytes(content)
    shutil.copy(source, copied)
    return bool(faults_of(turned, folder)) and bool(faults_of(copied, folder))


def run(count: int) -> int:
    """Take and restore so many: how many were bad."""
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder, ended = Path(name), Event()
        source = folder / "office.db"
        engine = open_database(f"sqlite:///{source}")
        upgrade(engine)
        make_backup_keys(folder)
        public = read_key(folder / PUBLIC)
        with writing(engine) as connection:
            recorded(connection, SYSTEM, "account_made", {"account": PLANTED}, on=AT.date(), by=None, at=AT)
        writers = [Thread(target=write_until, args=(engine, ended)) for _ in range(2)]
        for one in writers:
            one.start()
        try:
            for number in range(count):
                path = folder / f"{number}.backup"
                take_backup(engine, public, path)
                if number == 0 and not harness_sees_faults(source, path, folder):
                    sys.exit("the campaign does not see a bad backup")
                found = faults_of(path, folder)
                bad += bool(found)
                sys.stdout.write("".join(f"{one}\n" for one in found))
                path.unlink()
        finally:
            ended.set()
            for one in writers:
                one.join()
        engine.dispose()
        with closing(sqlite3.connect(source)) as connection:
            events = connection.execute("SELECT count(*) FROM event").fetchone()[0]
    sys.stdout.write(f"{count} backups taken and restored while {events} events were written: {bad} bad\n")
    return bad


if __name__ == "__main__":
    sys.exit(1 if run(int(sys.argv[1])) else 0)
