"""Ends a writing process by force, again and again, and looks whether anything acknowledged was lost or half done.

    python -m tests.campaigns.killing --kills 50

Each round, several writers propose and go on with interviews over one database and tell of each act once it is done;
their process is killed at a random moment; then the records are held to what was told. With ``--fault`` a defect is put
into the writers, to show that the campaign finds it.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread

sys.path.insert(0, str(Path(__file__).parents[1] / "core"))

from casework_office import CLERK, DEPUTY, OTHER, RECORDER, Office, office_over, plugins, reopened
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func
from sqlalchemy import select as select_rows

from yuetan.casework import work
from yuetan.casework.acts import Done, Proposal, Taken
from yuetan.casework.interviews.opened import office_on
from yuetan.engine.together import owed_under
from yuetan.records.database import Connection, Engine, reading
from yuetan.records.tables import case_file, done_act, event, interview, obligation, outbox, participant
from yuetan.records.verifying import verify
from yuetan.records.worlds import whole_world

WRITERS = 4
SHORTEST, LONGEST = 0.02, 0.3  # seconds of writing before the process is killed
FAULTS = ("early", "halves")


def main(arguments: list[str] | None = None) -> int:
    """Run the campaign; 0 where nothing was lost or half done (with a fault: where it was noticed)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fault", choices=FAULTS)
    asked = parser.parse_args(arguments)
    draw, acknowledged = random.Random(asked.seed), set[tuple[str, int, str]]()  # noqa: S311 - when to kill is no secret
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'yuetan.db'}"
        with office_over(url):
            pass
        for number in range(1, asked.kills + 1):
            acknowledged |= round_of(url, draw.uniform(SHORTEST, LONGEST), asked.fault, number)
            if faults := wrong(url, acknowledged):
                say(f"{number} kills, {len(acknowledged)} acts acknowledged; wrong:", *faults[:10])
                return 0 if asked.fault else 1
    say(f"{asked.kills} kills, {len(acknowledged)} acts acknowledged, none lost, none half done.")
    return 1 if asked.fault else 0


def say(*lines: str) -> None:
    """Print what came of it."""
    sys.stdout.write("\n  ".join(lines) + "\n")


def round_of(url: str, seconds: float, fault: str | None, number: int) -> set[tuple[str, int, str]]:
    """Have a process write for a while and kill it: what it acknowledged."""
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        try:
            write(url, telling, fault, number)
        finally:
            os._exit(1)
    os.close(telling)
    select.select([told], [], [], 30)  # the first act
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(told, encoding="ascii", errors="ignore") as lines:
        return {(case, int(version), code) for line in lines if line.endswith("\n")
                for case, version, code in (line.split(),)}


def write(url: str, telling: int, fault: str | None, number: int) -> None:
    """Act without end, from several threads, and tell of each act once it is done."""
    if fault == "halves":
        work.writing = in_halves  # type: ignore[attr-defined] # the defect
    lock = Lock()

    def tell(done: Done, code: str) -> None:
        with lock:
            os.write(telling, f"{done.case} {done.version} {code}\n".encode())

    def go_on(writer: int) -> None:
        office = reopened(url)
        for count in range(1_000_000):
            lead(office, f"{number}-{writer}-{count}", tell, early=fault == "early")

    threads = [Thread(target=go_on, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def lead(office: Office, name: str, tell: Callable[[Done, str], None], *, early: bool) -> None:
    """Propose an interview and take it some steps on."""
    clerk, casework = office.actors[CLERK], office.casework
    asked = Proposal(regulation="lianyungang", kind="routine", interviewees=(OTHER,), interviewers=(DEPUTY,),
                     recorder=RECORDER)
    done = casework.propose(clerk, asked, token=f"{name}-0")
    tell(done, "proposed")
    for step, code in enumerate(("consulted", "misdelivered", "misdelivered"), start=1):
        if early:
            tell(Done(case=done.case, version=done.version + 1), code)
        fields = {} if code == "consulted" else {"what": "通知", "how": "送到隔壁，已收回"}
        taken = Taken(code=code, version=done.version, fields=fields)
        done = casework.take(clerk, done.case, taken, token=f"{name}-{step}")
        if not early:
            tell(done, code)


@contextmanager
def in_halves(engine: Engine) -> Iterator[Connection]:
    """The defect of an act that is kept statement by statement."""
    with engine.begin() as connection:
        def keep(*_of_statement: object) -> None:
            raw = connection.connection.driver_connection
            if raw is not None and raw.in_transaction:
                raw.execute("COMMIT")
                raw.execute("BEGIN IMMEDIATE")
        sqlalchemy_event.listen(connection, "before_cursor_execute", keep)
        yield connection


def wrong(url: str, acknowledged: set[tuple[str, int, str]]) -> list[str]:
    """Everything in the records that does not agree with what was acknowledged, or with itself."""
    office = reopened(url)
    try:
        with reading(office.records) as connection:
            return [*_lost(connection, acknowledged), *_halves(connection), *_owed(connection, office)]
    finally:
        office.records.dispose()


def _lost(connection: Connection, acknowledged: set[tuple[str, int, str]]) -> Iterator[str]:
    query = select_rows(case_file.c.reference, event.c.sequence, event.c.code).join(
        case_file, event.c.case_id == case_file.c.id)
    kept = {tuple(row) for row in connection.execute(query)}
    yield from (f"lost: {one}" for one in acknowledged - kept)
    if (answer := connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()) != "ok":
        yield f"integrity: {answer}"


def _halves(connection: Connection) -> Iterator[str]:
    yield from (f"chain: {fault}" for fault in verify(connection))
    entered = select_rows(func.count()).select_from(event).where(event.c.interview_id.is_not(None)).scalar_subquery()
    for table in (outbox, done_act):
        counts = connection.execute(select_rows(entered, select_rows(func.count()).select_from(table).scalar_subquery())
                                    ).one()
        if counts[0] != counts[1]:
            yield f"half done: {counts[0]} events, {counts[1]} rows of {table.name}"
    steps = ("proposed", "consulted")
    for row in connection.execute(select_rows(interview.c.id, interview.c.state, interview.c.case_id)):
        taken = select_rows(event.c.code).where(event.c.case_id == row.case_id, event.c.code.in_(steps))
        last = connection.execute(taken.order_by(event.c.sequence.desc())).scalars().first()
        people = connection.execute(select_rows(func.count()).select_from(participant).where(
            participant.c.interview_id == row.id)).scalar_one()
        if (row.state, people) != (last, 4):
            yield f"half done: interview {row.id} is {row.state}, its last step {last}, with {people} people"


def _owed(connection: Connection, office: Office) -> Iterator[str]:
    holds = office_on(connection, plugins(), office.today)
    world = whole_world(connection, as_of=office.today, calendar=holds.calendar)
    owed = (one.obligation for one in owed_under(world, holds.jurisdictions, None))
    derived = {(one.key.duty, one.key.subject, one.key.cause, one.status.name, one.due) for one in owed}
    columns = obligation.c
    kept = {tuple(row) for row in connection.execute(select_rows(
        columns.duty, columns.subject, columns.cause, columns.status, columns.due))}
    yield from (f"owed: {one}" for one in derived ^ kept)


if __name__ == "__main__":
    sys.exit(main())
