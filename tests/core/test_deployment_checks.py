"""The start-up check: a deployment in order passes, and each thing that is wrong with one is refused by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from account_samples import PASSWORD, CheapHasher
from account_samples import records as small
from attrs import evolve
from sqlalchemy import text, update

from yuetan.access.actor import Role
from yuetan.casework.accounts import Accounts
from yuetan.casework.anchoring import anchor_new
from yuetan.casework.backups import SYSTEM_HALF, Backups, make_backup_keys
from yuetan.casework.deployment import make_deployment, read_deployment
from yuetan.casework.deployment_checks import CHECKS, STATE_CHECKS, Examined, examine
from yuetan.casework.governance import Governance
from yuetan.casework.sweeping import sweep_all
from yuetan.plugins import load
from yuetan.records.database import writing
from yuetan.records.tables import role_grant, second_factor

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GRANTED = (Role.SYSTEM, Role.SECURITY, Role.AUDIT)
UNTIL = date(2030, 1, 1)


def made(folder: Path) -> Iterator[Examined]:
    """A deployment in order, in a folder."""
    office, outside = folder / "office", folder / "outside"
    for one in (office, outside):
        one.mkdir()
    url = f"sqlite:///{office / 'yuetan.db'}"
    config = make_deployment(office, database=url, anchor=outside / "anchors")
    config.write_text(config.read_text(encoding="utf-8") + f'backups = "{outside}"\n', encoding="utf-8")
    plugins = load()
    with small(url) as engine:
        (office / "yuetan.db").chmod(0o600)
        deployment = read_deployment(config)
        governance = Governance(engine, plugins)
        governance.approve(governance.propose(
            "county", "lianyungang", since=date(2026, 1, 1), live_on=date(2026, 1, 1), paper="决定", by=None, at=AT),
            by=None, at=AT)
        accounts = Accounts(engine, hasher=CheapHasher(), keys=deployment.seal)
        for role in GRANTED:
            enrol(accounts, role)
        sweep_all(engine, plugins, at=AT)
        _, *halves = make_backup_keys(outside)
        for half in halves:
            half.rename(folder / half.name)
        Backups(engine, outside, lambda: AT).take(None)
        assert deployment.anchor is not None
        anchor_new(engine, deployment.anchor, at=AT)
        yield Examined(config=config, deployment=deployment, records=engine, plugins=plugins, names=("example.cn",),
                       at=AT, environment={}, user=1000)


def enrol(accounts: Accounts, role: Role) -> None:
    """An administrator with a second factor."""
    once = accounts.make(role.value, role.value, by=None, at=AT)
    token = accounts.change_password(accounts.sign_in(role.value, once, at=AT).token, once, PASSWORD, at=AT)
    found = accounts.named(role.value)
    assert found is not None
    accounts.grant(found.reference, role, since=AT.date(), until=UNTIL, by=None, paper="决定", at=AT)
    accounts.begin_factor(token, at=AT)
    enrolment = accounts.enrolment(token, at=AT)
    assert enrolment is not None
    accounts.confirm_factor(token, pyotp.TOTP(enrolment.secret).at(AT), PASSWORD, at=AT)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examined]:
    yield from made(tmp_path_factory.mktemp("deployed"))


def said(of: Examined) -> set[str]:
    return {one.code for one in examine(of)}


def test_a_deployment_in_order_is_refused_nothing(kept: Examined) -> None:
    assert examine(kept) == ()


def test_there_are_at_least_twenty_refusals_and_each_has_a_test() -> None:
    tested = {*AROUND, *INSIDE, *LOOKED_AT}
    assert tested == {*CHECKS, *STATE_CHECKS}
    assert len(tested) >= 20


# Around the records: seen without changing anything there


def away(of: Examined) -> Examined:
    class Elsewhere:
        url = of.records.url.set(drivername="postgresql", host="db.example.cn", username="u", password="p")  # noqa: S106 - nobody's
        dialect = type("Dialect", (), {"name": "postgresql"})
    return evolve(of, records=Elsewhere())  # type: ignore[arg-type]


def in_place(of: Examined, **changes: Any) -> Examined:  # noqa: ANN401 - fields of a deployment
    return evolve(of, deployment=evolve(of.deployment, **changes))


AROUND: dict[str, Callable[[Examined], Examined]] = {
    "root": lambda of: evolve(of, user=0),
    "debug": lambda of: evolve(of, environment={"FLASK_DEBUG": "1"}),
    "cookies": lambda of: evolve(of, names=()),
    "anchor": lambda of: in_place(of, anchor=None),
    "anchor_old": lambda of: evolve(in_place(of, anchor=of.deployment.anchor.with_name("none")), at=of.at),  # type: ignore[union-attr]
    "anchor_place": lambda of: in_place(of, anchor=of.config.parent / "anchors"),
    "backups": lambda of: in_place(of, backups=None),
    "backup_key": lambda of: in_place(of, backups=of.config.parent),
    "backup_lost": lambda of: in_place(of, backups=of.config.parent),
    "backup_old": lambda of: evolve(of, at=of.at + timedelta(days=2)),
    "sweep": lambda of: evolve(of, at=of.at + timedelta(days=2)),
    "clock": lambda of: evolve(of, at=of.at - timedelta(days=1)),
    "next_days_off": lambda of: evolve(of, at=datetime(2026, 11, 1, tzinfo=UTC)),
    "days_off": lambda of: evolve(of, at=datetime(2029, 6, 1, tzinfo=UTC)),
    "plugin": lambda of: evolve(of, plugins=load(without=frozenset({"lianyungang"}))),
    "seal_key": lambda of: in_place(of, seal=evolve(of.deployment.seal, by_id={"other": bytes(32)})),
    "no_system": lambda of: evolve(of, at=datetime(2031, 1, 1, tzinfo=UTC)),
    "no_security": lambda of: evolve(of, at=datetime(2031, 1, 1, tzinfo=UTC)),
    "no_audit": lambda of: evolve(of, at=datetime(2031, 1, 1, tzinfo=UTC)),
}


@pytest.mark.parametrize("code", AROUND)
def test_what_is_wrong_around_the_records_is_refused(kept: Examined, code: str) -> None:
    spoilt = AROUND[code](kept)
    if code == "anchor_old":
        with writing(kept.records) as connection:
            connection.execute(text("DELETE FROM anchor"))
    assert code in said(spoilt)


LOOKED_AT: dict[str, Callable[[Examined], Examined]] = {"password_shown": away, "database_link": away}


@pytest.mark.parametrize("code", LOOKED_AT)
def test_what_is_wrong_with_the_link_is_refused(kept: Examined, code: str) -> None:
    kept.config.chmod(0o644)
    assert CHECKS[code](LOOKED_AT[code](kept))
    kept.config.chmod(0o600)


# In files and tables: changed in a deployment of its own


def mode(path: Path, bits: int) -> None:
    path.chmod(bits)


def sql(of: Examined, *statements: Any) -> None:  # noqa: ANN401 - statements
    with writing(of.records) as connection:
        for one in statements:
            connection.execute(one)


def both(of: Examined) -> None:
    sql(of, update(role_grant).where(role_grant.c.role == "audit").values(account_id=1))


def full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yuetan.casework.deployment_checks.shutil.disk_usage",
                        lambda _: type("Usage", (), {"free": 5 << 20}))


INSIDE: dict[str, Callable[[Examined, pytest.MonkeyPatch], object]] = {
    "config_mode": lambda of, _: mode(of.config, 0o620),
    "folder_mode": lambda of, _: mode(of.config.parent, 0o777),
    "database_mode": lambda of, _: mode(of.config.parent / "yuetan.db", 0o644),
    "room": lambda _, monkeypatch: full(monkeypatch),
    "anchor_damaged": lambda of, _: of.deployment.anchor.write_text("nonsense\n"),  # type: ignore[union-attr]
    "backup_half": lambda of, _: (of.config.parent / SYSTEM_HALF).write_text("00"),
    "database_damaged": lambda _, monkeypatch: monkeypatch.setattr(
        "yuetan.casework.deployment_state.is_sound", lambda _: False),
    "synchronous": lambda _, monkeypatch: monkeypatch.setattr(
        "yuetan.casework.deployment_state.synchronous", lambda _: 1),
    "tables": lambda of, _: sql(of, text("UPDATE alembic_version SET version_num = '0001'")),
    "governance": lambda of, _: sql(of, text("UPDATE governance SET withdrawn_at = '2026-03-01'")),
    "two_in_one": lambda of, _: both(of),
    "second_factor": lambda of, _: sql(of, update(second_factor).values(confirmed_at=None)),
}


@pytest.fixture
def spoilt(kept: Examined) -> Iterator[Examined]:
    """The deployment, whose files are put right again afterwards."""
    office, outside = kept.config.parent, kept.config.parent.parent / "outside"
    kept.records.dispose()
    before = {one: (one.read_bytes(), one.stat().st_mode) for one in (*office.iterdir(), outside / "anchors")}
    yield kept
    kept.records.dispose()
    office.chmod(0o700)
    for one in (*office.iterdir(), outside / "anchors"):
        one.unlink(missing_ok=True)
    for path, (content, bits) in before.items():
        path.write_bytes(content)
        path.chmod(bits)


@pytest.mark.parametrize("code", INSIDE)
def test_what_is_wrong_in_files_and_tables_is_refused(
        spoilt: Examined, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    INSIDE[code](spoilt, monkeypatch)
    assert code in said(spoilt)
