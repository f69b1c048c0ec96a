"""What a walk may leave behind: forms somebody began and files he asked for, each his own, and where that is done.

Every row of these tables that is made, changed or taken away is noted by the database, and looked at after each
request: it must be a row of whoever asked, and what he sent must be what by its nature keeps a form or begins a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from attrs import define, field
from flask.testing import FlaskClient
from planted_acts import proof_of
from planted_people import OFFICER, OTHER
from planted_shell import Planted
from sqlalchemy import text
from werkzeug.test import TestResponse

from yuetan.casework.drafts import KEPT
from yuetan.records.database import reading, writing
from yuetan.records.drafts import drop_older
from yuetan.records.jobs import add_job
from yuetan.rules.events import PROPOSED

LEAVING: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"handling.act", "proposing.propose"}),
    "job": frozenset({"audit.file", "audit.verify", "backups.deployment", "rosters.current"}),
}
"""By table, where a form is kept and where a file is begun: where something is sent, never a page that is opened."""

TABLE = "CREATE TABLE row_noted (id INTEGER PRIMARY KEY, kept, change, owner, reference)"
TRIGGER = """CREATE TRIGGER noted_{table}_{change}_{row} AFTER {change} ON {table} BEGIN
    INSERT INTO row_noted (kept, change, owner, reference)
    VALUES ('{table}', '{change}', {row}.account_id, {row}.reference); END"""
CHANGES = (("INSERT", "NEW"), ("UPDATE", "OLD"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
NEW = "SELECT id, kept, change, owner, reference FROM row_noted WHERE id > :last ORDER BY id"
FOREIGN, NOWHERE = ", of somebody else", ", where nothing is left"
SECONDS = 120  # until a file is ready: so long it is known who asked for it


class Told(FlaskClient):
    """A browser that tells of each of its requests."""

    told: Callable[[TestResponse], None] | None = None

    def open(self, *args: Any, **more: Any) -> TestResponse:  # noqa: ANN401 - as Flask has it
        """Send a request, and tell of it."""
        answer = super().open(*args, **more)
        if self.told is not None:
            self.told(answer)
        return answer


@define(slots=False)
class Watched(Planted):
    """The office, where somebody looks whose rows are changed, and by what."""

    left: Counter[tuple[str, str]] = field(factory=Counter)  # the table, and where that was sent
    faults: list[str] = field(factory=list)
    _last: int = 0

    def __attrs_post_init__(self) -> None:
        """Have the database note what is changed."""
        with writing(self.records) as connection:
            connection.execute(text(TABLE))
            for table in LEAVING:
                for change, row in CHANGES:
                    connection.execute(text(TRIGGER.format(table=table, change=change, row=row)))
        self.app.test_client_class = Told

    def client(self, who: str) -> FlaskClient:
        """Somebody in front of the pages, who is looked after."""
        found = cast("Told", super().client(who))
        found.told = lambda answer: self.look(who, answer.request.method, answer.request.path)
        return found

    def look(self, who: str, method: str, path: str) -> None:
        """Take in what a request of somebody changed, and what was begun by it."""
        noted = self._noted()
        for begun in [str(reference) for _, table, _, _, reference in noted if table == "job"]:
            self.shell.jobs.wait(begun, SECONDS)
            noted = self._noted()
        for number, table, change, owner, _ in noted:
            self._last = cast("int", number)
            where = self._endpoint(method, path)
            self.left[str(table), where] += 1
            what = f"{who} {method} {path[:80]}: {change} in {table}"
            if owner != self.actor(who).account:
                self.faults.append(f"{what}{FOREIGN}")
            if method != "POST" or where not in LEAVING[str(table)]:
                self.faults.append(f"{what}{NOWHERE}")

    def _noted(self) -> list[tuple[object, ...]]:
        with reading(self.records) as connection:
            return [tuple(row) for row in connection.execute(text(NEW), {"last": self._last})]

    def _endpoint(self, method: str, path: str) -> str:
        with self.app.test_request_context(path, method=method) as context:
            return context.request.endpoint or ""


def sees_foreign_rows(planted: Planted, folder: Path) -> bool:
    """Whether a page is noticed that keeps, begins or forgets what is somebody else's, or keeps what it should not."""
    return all(_seeded(planted, folder / f"seeded {number}.db", *seeded) for number, seeded in enumerate((
        (_keep, "POST /interviews/new", FOREIGN), (_begin, "POST /interviews/new", FOREIGN),
        (_forget, "POST /interviews/new", FOREIGN), (_keep_own, "GET /regulations", NOWHERE))))


def _seeded(planted: Planted, file: Path, leave: Callable[[Planted], str], page: str, says: str) -> bool:
    """Whether one page is told from all others for what it leaves."""
    copy, (method, path) = planted.copied(file), page.split()
    watched = Watched(copy.office, copy.plants, copy.cases, copy.leads)
    _keep(watched)
    watched.look(OTHER, "POST", "/interviews/new")
    for endpoint in ("proposing.propose", "regulations.listing"):
        watched.app.view_functions[endpoint] = lambda: leave(watched)
    client = watched.client(OFFICER)
    proof, before = proof_of(client), list(watched.faults)
    client.open(path, method=method, data={"csrf_token": proof})
    copy.records.dispose()
    return not before and any(one.endswith(says) for one in watched.faults)


def _keep(planted: Planted, who: str = OTHER) -> str:
    planted.shell.drafts.keep(planted.actor(who), "", PROPOSED, [("reason", "另有安排")])
    return ""


def _keep_own(planted: Planted) -> str:
    return _keep(planted, OFFICER)


def _begin(planted: Planted) -> str:
    with writing(planted.records) as connection:
        return add_job(connection, planted.actor(OTHER).account, "x", planted.office.moment)


def _forget(planted: Planted) -> str:
    with writing(planted.records) as connection:
        return str(drop_older(connection, planted.office.moment + KEPT))
