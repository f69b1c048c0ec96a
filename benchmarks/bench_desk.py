"""The desk as a page for who may see everything, beside raw SQL and a template that show the same rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from argon2 import PasswordHasher
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from benchmarks import Promise, Row, Table, side_by_side
from benchmarks.province import make_province
from yuetan.access.actor import Role
from yuetan.casework.accounts import Accounts
from yuetan.casework.governance import Governance
from yuetan.casework.sweeping import sweep_all
from yuetan.plugins import load
from yuetan.records.database import Engine, open_database
from yuetan.testing.city import AS_OF
from yuetan_web.app import create_app
from yuetan_web.shell import Shell
from yuetan_web.signing import TOKEN

SIZES = {10_000: 30, 100_000: 20}  # cadres, and rounds
NOW = datetime(AS_OF.year, AS_OF.month, AS_OF.day, 2, tzinfo=UTC)
BEFORE = NOW - timedelta(days=1)
AT_LEAST = 0.6  # of the pages a second that raw SQL and a template give
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

ROWS = """
SELECT o.status, o.due, o.duty, c.name, u.code, p.title FROM obligation o
LEFT JOIN cadre c ON c.id = o.cadre_id LEFT JOIN unit u ON u.id = o.unit_id
LEFT JOIN appointment p ON p.id = (SELECT min(id) FROM appointment WHERE cadre_id = c.id AND until > :today)
WHERE o.status = 'OVERDUE' AND o.due IS NOT NULL ORDER BY o.due, o.id LIMIT 50
"""
COUNTS = "SELECT status, count(*) FROM obligation GROUP BY status"
PAGE = """<!doctype html><title>floor</title><ul>
{% for status, count in counts %}<li>{{ status }} {{ count }}{% endfor %}
</ul><table>{% for status, due, duty, name, unit, title in rows %}<tr><td>{{ status }}<td>{{ due }}<td>{{ duty }}
<td>{{ name }}<td>{{ unit }} {{ title }}{% endfor %}</table>"""


def run() -> Iterator[Table]:
    """Measure a page of fifty rows at two sizes."""
    for cadres, rounds in SIZES.items():
        with TemporaryDirectory() as folder:
            yield _table(Path(folder) / "province.db", cadres, rounds)


def _table(path: Path, cadres: int, rounds: int) -> Table:
    make_province(path, cadres)
    records = open_database(f"sqlite:///{path}", make=False)
    client = signed_in(records)
    floor = _floor(path)
    begun = process_time()
    size = len(client.get("/").data)
    first = process_time() - begun
    times = side_by_side({
        "raw SQL and a template": (partial(floor.get, "/"), 1),
        "the desk": (partial(client.get, "/"), 1),
        "the list of interviews": (partial(client.get, "/interviews"), 1),
    }, rounds)
    records.dispose()
    ratio = times["the desk"] / times["raw SQL and a template"]
    return Table(
        f"A page of 50 rows, {cadres:,} cadres", tuple(Row(name, time) for name, time in times.items()),
        (Promise("the desk, times raw SQL and a template", 1 / AT_LEAST, ratio),),
        (f"the page is {size:,} bytes; the first one took {first:.2f} s of processor time",))


def signed_in(records: Engine) -> FlaskClient:
    """Somebody who is granted everything, before his desk."""
    plugins = load()
    governance = Governance(records, plugins)
    reference = governance.propose("S001", "lianyungang", since=AS_OF.replace(year=AS_OF.year - 1),
                                   live_on=AS_OF.replace(year=AS_OF.year - 1), paper="x", by=None, at=BEFORE)
    governance.approve(reference, by=None, at=BEFORE)
    sweep_all(records, plugins, at=NOW)
    shell = Shell(records=records, plugins=plugins, now=lambda: NOW, secret=b"s" * 32)
    accounts = Accounts(records, hasher=CHEAP)
    vars(shell)["accounts"] = accounts
    once = accounts.make("officer", "officer", by=None, at=BEFORE)
    account = accounts.named("officer")
    if account is None:
        raise LookupError
    accounts.grant(account.reference, Role.DISCIPLINE, "S001", since=BEFORE.date(), until=AS_OF.replace(year=2099),
                   by=None, agreed_by=None, paper="x", at=BEFORE)
    signed_in = accounts.sign_in("officer", once, at=NOW)
    token = accounts.change_password(signed_in.token, once, "not a secret at all", at=NOW)
    client = create_app(shell).test_client()
    with client.session_transaction() as session:
        session[TOKEN] = token
    return client


def _floor(path: Path) -> FlaskClient:
    """The same rows by hand."""
    app, database = Flask(__name__), sqlite3.connect(path, check_same_thread=False)

    @app.get("/")
    def desk() -> str:
        with closing(database.cursor()) as cursor:
            rows = cursor.execute(ROWS, {"today": str(AS_OF)}).fetchall()
            counts = cursor.execute(COUNTS).fetchall()
        return render_template_string(PAGE, rows=rows, counts=counts)
    return app.test_client()
