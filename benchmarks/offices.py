"""A province at work: what governs it, what its offices have on record besides talks, and who may sign in."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from argon2 import PasswordHasher
from attrs import frozen
from flask.testing import FlaskClient

from benchmarks.province import HASH, add_events, insert_rows, offices_of
from yuetan.access.actor import Role
from yuetan.casework.accounts import Accounts
from yuetan.casework.governance import Governance
from yuetan.casework.publishing import publish_today
from yuetan.casework.seal_keys import make_key_file, read_keys
from yuetan.casework.sweeping import sweep_all
from yuetan.plugins import load
from yuetan.records.counted_talks import recount_talks
from yuetan.records.database import Engine, open_database, writing
from yuetan.records.search_texts import rebuild_search
from yuetan.testing.city import AS_OF, BRANCHES
from yuetan_web.app import create_app
from yuetan_web.shell import Shell
from yuetan_web.signing import TOKEN

NOW = datetime(AS_OF.year, AS_OF.month, AS_OF.day, 2, tzinfo=UTC)
BEFORE = NOW - timedelta(days=1)
CITY, OFFICE, COUNTY, COUNTY_OFFICE = "S001", "S005", "X00301", "X00305"
LIVE_ON = date(2024, 1, 1)
EVER = date(2099, 1, 1)
PAPER, PASSWORD = "decided", "not a secret at all"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
ACCOUNTS, LEADS, READINGS, PRINTS, REMINDERS = 2000, 3000, 500_000, 100_000, 100_000
QUARTERS = tuple((date(year, month, 1), date(year, month + 2, 30)) for year in (2025, 2026) for month in (1, 4, 7, 10))
LINES = 30  # of a plan
ADMINISTRATORS = (Role.SYSTEM, Role.SECURITY, Role.AUDIT)
BOTH = {"city": (OFFICE, CITY), "county": (COUNTY_OFFICE, COUNTY)}


@frozen
class Reader:
    """Somebody who signs in: what he is here, his grants, and which cadre he is; an administrator is none."""

    name: str
    grants: tuple[tuple[Role, str], ...] = ()
    cadre: str = ""  # a query for his staff number


_STAFF = ("SELECT c.staff_number FROM cadre c JOIN appointment a ON a.cadre_id = c.id JOIN unit u ON u.id = a.unit_id "
          "WHERE u.code = '{unit}' AND a.until > '2026-09-01' AND a.since <= '2026-09-01' "
          "ORDER BY a.rank, c.id LIMIT 1 OFFSET {place}")
_INTERVIEWEE = ("SELECT c.staff_number FROM cadre c JOIN participant p ON p.cadre_id = c.id AND p.part = 'interviewee' "
                "JOIN interview i ON i.id = p.interview_id WHERE i.kind = 'warning' AND i.state = 'recorded' "
                "AND c.id > 2000 ORDER BY i.planned DESC LIMIT 1")
_TALKER = ("SELECT c.staff_number FROM cadre c JOIN participant p ON p.cadre_id = c.id AND p.part = 'interviewer' "
           "GROUP BY c.id ORDER BY count(*) DESC LIMIT 1")
READERS = (
    *(Reader(f"{where} {role.value}", tuple((role, unit) for unit in units), _STAFF.format(unit=units[0], place=place))
      for where, units in BOTH.items() for place, role in enumerate((Role.DISCIPLINE, Role.CLERK, Role.HEAD))),
    Reader("superior", ((Role.SUPERIOR, CITY),), _STAFF.format(unit=OFFICE, place=5)),
    Reader("talker", (), _TALKER), Reader("interviewee", (), _INTERVIEWEE),
    *(Reader(role.value, ((role, ""),)) for role in ADMINISTRATORS))
"""Whoever sees most comes first."""


def go_to_work(path: Path) -> Mapping[str, str]:
    """Have a province of `make_province` go about its business: the tokens of those of its people who are signed in."""
    plugins, records = load(), open_database(f"sqlite:///{path}", make=False)
    _govern(Governance(records, plugins))
    make_key_file(_keys(path))
    accounts = Accounts(records, hasher=CHEAP)
    with closing(sqlite3.connect(path)) as database, database:
        cadres = {one.name: database.execute(one.cadre).fetchone()[0] for one in READERS if one.cadre}
    tokens = {one.name: _account(accounts, one, cadres.get(one.name, "")) for one in READERS}
    with closing(sqlite3.connect(path)) as database, database:
        _Filling(database, Random(ACCOUNTS)).everything()  # noqa: S311 - no secret
    with writing(records) as connection:
        rebuild_search(connection)
        recount_talks(connection)
    sweep_all(records, plugins, at=NOW)
    with closing(sqlite3.connect(path)) as database, database:
        _report(database)
    publish_today(records, plugins, at=NOW)
    records.dispose()
    return tokens


def _keys(path: Path) -> Path:
    return path.with_name("seal.toml")


def at_work(records: Engine, path: Path, tokens: Mapping[str, str]) -> Mapping[str, FlaskClient]:
    """A browser for each of those who are signed in."""
    shell = Shell(records=records, plugins=load(), now=lambda: NOW, secret=b"s" * 32, keys=read_keys(_keys(path)))
    vars(shell)["accounts"] = Accounts(records, hasher=CHEAP)
    return signed_in(shell, tokens)


def signed_in(shell: Shell, tokens: Mapping[str, str]) -> Mapping[str, FlaskClient]:
    """A browser for each token."""
    app, found = create_app(shell), dict[str, FlaskClient]()
    for name, token in tokens.items():
        found[name] = app.test_client()
        with found[name].session_transaction() as session:
            session[TOKEN] = token
    return found


def _govern(governance: Governance) -> None:
    decided = [(CITY, "lianyungang", False), *((one.root, one.regulation, one.replaces) for one in BRANCHES)]
    for unit, code, replaces in decided:
        reference = governance.propose(unit, code, since=LIVE_ON, live_on=LIVE_ON, replaces=replaces, paper=PAPER,
                                       by=None, at=BEFORE)
        governance.approve(reference, by=None, at=BEFORE)


def _account(accounts: Accounts, reader: Reader, cadre: str) -> str:
    """The token of an account that is signed in."""
    sign_in = reader.name.replace(" ", ".")
    once = accounts.make(sign_in, reader.name, cadre=cadre, by=None, at=BEFORE)
    view = accounts.named(sign_in)
    if view is None:
        raise LookupError
    for role, unit in reader.grants:
        accounts.grant(view.reference, role, unit, since=LIVE_ON, until=EVER, by=None, agreed_by=None, paper=PAPER,
                       at=BEFORE)
    first = accounts.sign_in(sign_in, once, at=NOW)
    return accounts.change_password(first.token, once, PASSWORD, at=NOW)


@frozen
class _Filling:
    """What comes into the tables in bulk."""

    database: sqlite3.Connection
    random: Random

    def everything(self) -> None:
        """All of it."""
        offices = self._keys("SELECT id FROM unit WHERE type IN ('county_discipline', 'city_discipline')")
        self._accounts()
        self._submissions()
        self._plans(offices)
        self._leads()
        self._readings()
        self._papers(offices)

    def _keys(self, query: str) -> list[int]:
        return [key for key, in self.database.execute(query)]

    def _accounts(self) -> None:
        taken = set(self._keys("SELECT cadre_id FROM account WHERE cadre_id IS NOT NULL"))
        free = [one for one in self._keys(f"SELECT id FROM cadre ORDER BY id LIMIT {ACCOUNTS}") if one not in taken]  # noqa: S608 - a number
        insert_rows(self.database, "account", (
            "reference", "sign_in", "name", "cadre_id", "password", "must_change", "failures", "made_at", "generation"),
            ((f"a{one:012}", f"cadre{one}", f"干部{one}", one, "x", 0, 0, str(NOW)[:19], 0) for one in free))
        insert_rows(self.database, "role_grant", (
            "reference", "account_id", "role", "unit_id", "since", "until", "paper", "made_at"),
            self.database.execute(
                "SELECT 'g' || a.id, a.id, 'clerk', p.unit_id, '2024-01-01', '2099-01-01', 'x', '2026-08-01 00:00:00' "
                "FROM account a JOIN appointment p ON p.cadre_id = a.cadre_id WHERE a.sign_in LIKE 'cadre%' "
                "AND p.until > '2026-09-01' GROUP BY a.id").fetchall())

    def _submissions(self) -> None:
        """What was handed in after talks: the latest wait for a review."""
        insert_rows(self.database, "submission", (
            "reference", "case_id", "interview_id", "cadre_id", "material", "edition", "event_id", "state"),
            self.database.execute(
                "SELECT 's' || e.id, e.case_id, e.interview_id, p.cadre_id, e.code, 1, e.id, "
                "CASE WHEN e.happened_on > '2026-08-01' THEN 'submitted' ELSE 'accepted' END FROM event e "
                "JOIN participant p ON p.interview_id = e.interview_id AND p.part = 'interviewee' "
                "WHERE e.code = 'rectification_report'").fetchall())

    def _plans(self, offices: list[int]) -> None:
        case, cadres = self._next("case_file"), self._keys("SELECT id FROM cadre")
        plans = list(enumerate(((office, *quarter) for office in offices for quarter in QUARTERS), start=case))
        self._cases("plan", [key for key, _ in plans])
        insert_rows(self.database, "plan", (
            "id", "case_id", "reference", "regulation", "unit_id", "title", "since", "until", "state", "round"),
            ((key, key, _named(key), "lianyungang", office, f"{since:%Y年%m月}起的约谈计划", str(since), str(until),
              "approved" if until < AS_OF else "drafted", "") for key, (office, since, until) in plans))
        insert_rows(self.database, "plan_line", (
            "plan_id", "reference", "sequence", "cadre_id", "kind", "collective", "planned", "sealed"),
            ((key, f"l{key}-{number}", 1, self.random.choice(cadres), "routine", 0, str(since + timedelta(days=number)),
              0) for key, (_, since, _) in plans for number in range(LINES)))

    def _leads(self) -> None:
        case, cadres = self._next("case_file"), self._keys("SELECT id FROM cadre WHERE id > 2000")
        keys, offices = range(case, case + LEADS), offices_of(self.database)
        self._cases("lead", keys)
        about = {key: self.random.choice(cadres) for key in keys}
        insert_rows(self.database, "lead", (
            "id", "case_id", "reference", "cadre_id", "unit_id", "received_on", "channel", "summary", "state"),
            ((key, key, _named(key), about[key], offices[about[key]], str(AS_OF - timedelta(days=key % 900)), "信访",
              "工程款拨付进度方面的反映", "open" if key % 7 == 0 else "unfounded") for key in keys))
        staff = {unit: cadre for cadre, unit in self.database.execute(
            "SELECT c.cadre_id, g.unit_id FROM role_grant g JOIN account c ON c.id = g.account_id "
            "WHERE g.role = 'discipline'")}
        any_of_them = next(iter(staff.values()))
        insert_rows(self.database, "lead_handler", ("lead_id", "cadre_id"),
                    ((key, staff.get(offices[about[key]], any_of_them)) for key in keys))

    def _readings(self) -> None:
        accounts = self._keys("SELECT id FROM account")
        insert_rows(self.database, "read_log", ("at", "account_id", "action", "object", "outcome", "reason"),
                    ((str(BEFORE - timedelta(minutes=READINGS - number))[:19], self.random.choice(accounts),
                      self.random.choice(("interview.read", "record.read", "sign_in", "export.make")),
                      _named(self.random.randint(1, 500_000)), "given", "") for number in range(READINGS)))

    def _papers(self, offices: list[int]) -> None:
        by = self._keys("SELECT min(id) FROM account")[0]
        talks = self.database.execute(f"SELECT id, unit_id FROM interview ORDER BY id LIMIT {PRINTS}").fetchall()  # noqa: S608 - a number
        at, number = str(BEFORE)[:19], dict.fromkeys(offices, 0)
        rows = []
        for key, unit in talks:
            number[unit] = number.get(unit, 0) + 1
            rows.append((f"d{key}", unit, "廉约", 2026, number[unit], key, "notice", "lianyungang:notice", by, at, ""))
        insert_rows(self.database, "document_number", (
            "reference", "unit_id", "stem", "year", "number", "interview_id", "paper", "material", "given_by",
            "given_at", "void_reason"), rows)
        insert_rows(self.database, "paper_print", (
            "reference", "unit_id", "interview_id", "paper", "title", "sort", "marking", "first", "last", "given_to",
            "hash", "printed_by", "printed_at"),
            ((f"p{key}", unit, key, "notice", "约谈通知", "docx", "", 1, 1, "约谈对象", HASH, by, at)
             for key, unit in talks))

    def _next(self, table: str) -> int:
        return 1 + self._keys(f"SELECT max(id) FROM {table}")[0]  # noqa: S608 - our own names

    def _cases(self, sort: str, keys: Sequence[int]) -> None:
        insert_rows(self.database, "case_file", ("id", "reference", "sort", "version", "head"),
                    ((key, _named(key), sort, 1, HASH) for key in keys))
        add_events(self.database, ((key, 1, f"{sort}_made", str(AS_OF - timedelta(days=20)), None, None, None)
                                   for key in keys))


def _report(database: sqlite3.Connection) -> None:
    """For each summary that was handed in the report it went with, received by the city."""
    case = database.execute("SELECT max(id) FROM case_file").fetchone()[0]
    above = database.execute("SELECT id FROM unit WHERE code = ?", (OFFICE,)).fetchone()[0]
    done = list(enumerate(database.execute(
        "SELECT regulation, edition, duty, cause, unit_id, due FROM obligation "
        "WHERE duty = 'half_year_summary' AND status IN ('DONE', 'LATE') ORDER BY id").fetchall(), start=case + 1))
    insert_rows(database, "case_file", ("id", "reference", "sort", "version", "head"),
                ((key, _named(key), "report", 0, HASH) for key, _ in done))
    insert_rows(database, "upward_report", (
        "case_id", "reference", "regulation", "edition", "duty", "cause", "unit_id", "since", "until", "addressee_id",
        "addressee", "state", "draft"),
        ((key, _named(key), *row, row[-1], above, "", "received", 1) for key, row in done))


def _named(key: int) -> str:
    return f"t{key:012}"
